/* Filters as a line of text: reading, joining, passes, printing what reads back the same. */
#include "unit/lib/check.h"

#include <string.h>

#include "app/filter_line.h"

/* What a line makes, printed; passes are separated by "; ". */
static void print_query(const struct cprof_query *q, struct buf *out)
{
	for (size_t i = 0; i < q->passes; i++) {
		if (i > 0)
			buf_puts(out, "; ");
		for (int f = 0; f < CPROF_FILTERS; f++)
			if (q->pass[i].filter[f] != NULL)
				buf_printf(out, "%s%s<%s>", q->pass[i].off[f] ? "off " : "",
					   cprof_filter_name((enum cprof_filter)f),
					   q->pass[i].filter[f]);
	}
	if (q->rows != NULL)
		buf_printf(out, "%srows<%s>", q->rows_off ? "off " : "", q->rows);
}

static void expect(const char *line, const char *expected)
{
	struct cprof_query q, again;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf out = BUF_INIT, printed = BUF_INIT;
	cprof_query_init(&q);
	if (filter_line_parse(&q, line, &err) != CPROF_OK)
		fail_msg("%s: %s", line, err.text);
	print_query(&q, &out);
	assert_string_equal(buf_text(&out), expected);
	/* What is printed reads back as the same query. */
	filter_line_print(&q, &printed);
	cprof_query_init(&again);
	assert_int_equal(filter_line_parse(&again, buf_text(&printed), &err), CPROF_OK);
	assert_true(cprof_query_equal(&q, &again));
	cprof_query_done(&q);
	cprof_query_done(&again);
	buf_done(&out);
	buf_done(&printed);
}

static void kinds(void **state)
{
	(void)state;
	expect("", "");
	expect(" \t ", "");
	expect("json", "focus<json>");
	expect("focus:json", "focus<json>");
	expect("!json", "ignore<json>");
	expect("ignore:a hide:b show:c show_from:d prune_from:e f",
	       "focus<f>ignore<a>hide<b>show<c>show_from<d>prune_from<e>");
	expect("tagshow:a taghide:b tagignore:user=bob tagfocus:1kb:4kb",
	       "tagfocus<1kb:4kb>tagignore<user=bob>tagshow<a>taghide<b>");
	/* Not a kind: part of a pattern. */
	expect("std::vector", "focus<std::vector>");
	expect("unknown:x", "focus<unknown:x>");
	expect("focus:focus:x", "focus<focus:x>");
	expect("focus:!x", "focus<!x>");
	expect("!!x", "ignore<!x>");
	expect("hide:", "");
	expect("!", "");
}

static void quotes(void **state)
{
	(void)state;
	expect("\"two words\"", "focus<two words>");
	expect("hide:\"operator new\"", "hide<operator new>");
	expect("a\" \"b", "focus<a b>");
	expect("say\\\"it", "focus<say\"it>");
	expect("\"say \\\"it\"", "focus<say \"it>");
	expect("a\\.b", "focus<a\\.b>");
	expect("\"never closed", "focus<never closed>");
	expect("\"tab\tin it\"", "focus<tab\tin it>");
}

/* Several values of one option cannot be one filter, but ignore and hide join by '|'. */
static void joins(void **state)
{
	(void)state;
	expect("a !b !c", "focus<a>ignore<b|c>");
	expect("hide:a hide:b", "hide<a|b>");
	expect("a b", "focus<a>; focus<b>");
	expect("a hide:x b hide:y", "focus<a>hide<x>; focus<b>hide<y>");
	expect("show:a show:b !c", "show<a>; ignore<c>show<b>");
	expect("a b c", "focus<a>; focus<b>; focus<c>");
	/* What would change what stands behind it, or be changed by what stands before it, does not
	 * join. */
	expect("!a\\Qx !b", "ignore<a\\Qx>; ignore<b>");
	expect("!a\\Qx\\E !b", "ignore<a\\Qx\\E|b>");
	expect("!(?i)a !b", "ignore<(?i)a>; ignore<b>");
	expect("!(?i:a) !b", "ignore<(?i:a)|b>");
	expect("!((?i)a) !b", "ignore<((?i)a)|b>");
	expect("hide:b hide:(?i)a", "hide<b>; hide<(?i)a>");
	expect("!(a) !(b)\\1", "ignore<(a)>; ignore<(b)\\1>");
	expect("!(?P<n>a) !(?P<n>b)", "ignore<(?P<n>a)>; ignore<(?P<n>b)>");
	expect("!a|b !b !c\\|d", "ignore<a|b|c\\|d>");
}

/* Labels: pprof's words, and comparisons that become them. */
static void labels(void **state)
{
	(void)state;
	expect("tagfocus bytes=4kb: json", "focus<json>tagfocus<bytes=4kb:>");
	expect("tagignore\t user=ann", "tagignore<user=ann>");
	expect("tagfocus", "focus<tagfocus>");
	expect("tagfocus ", "focus<tagfocus>");
	expect("focus x", "focus<focus>; focus<x>");
	expect("bytes>=4kB", "tagfocus<bytes=4kb:>");
	expect("lat<=-1.5s", "focus<lat<=-1.5s>");
	expect("lat<=-1500MS", "tagfocus<lat=:-1500ms>");
	expect("\"two words>=3\"", "tagfocus<two words=3:>");
	expect("a>=1 b<=2", "tagfocus<a=1:>; tagfocus<b=:2>");
	expect("focus:bytes>=4kB", "focus<bytes>=4kB>");
	expect("!bytes>=4kB", "tagignore<bytes=4kb:>");
	expect("operator>= >=4 a==4 a>4 a>=4,5", "focus<operator>=>; focus<>=4>; focus<a==4>; "
						 "focus<a>4>; focus<a>=4,5>");
}

/* What is no filter of pprof's becomes one. */
static void other_words(void **state)
{
	(void)state;
	expect("tag:user=ann", "tagfocus<user=ann>");
	expect("!tag:user=ann tag bytes<=1MB", "tagfocus<bytes=:1mb>tagignore<user=ann>");
	expect("tagfocus bytes>=4kB", "tagfocus<bytes=4kb:>");
	expect("tagignore:bytes<=64", "tagignore<bytes=:64>");
	expect("size>=32K", "tagfocus<bytes=32kb:>");
	expect("!size<=32", "tagignore<bytes=:32>");
	expect("sizes>=32K", "tagfocus<sizes=32kb:>");
	expect("pkg:encoding/json", "focus<(^|/)encoding/json\\.([^g]|g[^o]|g$|go.)>");
	expect("!pkg:main", "ignore<(^|/)main\\.([^g]|g[^o]|g$|go.)>");
	expect("file:build.go", "focus<(^|/)build\\.go$>");
	expect("!file:cart/", "ignore<(^|/)cart/[^(]*\\.(go|s|c|cc|cpp|h|rs|py)$>");
	expect("!hide:a !show:b", "hide<b>show<a>");
	expect("!tagshow:a !taghide:b", "tagshow<b>taghide<a>");
	expect("!focus:a !ignore:b", "focus<b>ignore<a>");
	expect("cum>=1%", "rows<cum>=1%>");
	expect("rows:flat>1MB !cum<5% json", "focus<json>rows<flat>1MB,!cum<5%>");
}

/* Chips that are off, and passes, are written so that they read back. */
static void signs(void **state)
{
	(void)state;
	expect("off:json", "off focus<json>");
	expect("off:!json off:rows:cum>=1%", "off ignore<json>off rows<cum>=1%>");
	expect("off:ignore:a ignore:b", "off ignore<a>; ignore<b>");
	expect("ignore:a off:ignore:b !c", "ignore<a>; off ignore<b>; ignore<c>");
	expect("a || !b", "focus<a>; ignore<b>");
	expect("|| a || || b ||", "focus<a>; focus<b>");
	expect("a | !b | hide:c", "focus<a>ignore<b>hide<c>");
	expect("focus:|| x|y |||", "focus<||>; focus<x|y>; focus<|||>");
	expect("focus:off:x", "focus<off:x>");
	expect("off:", "");
	expect("tagfocus | a", "focus<tagfocus>; focus<a>");
}

static void expect_error(const char *line, const char *text)
{
	struct cprof_query q;
	struct cprof_error err = CPROF_ERROR_INIT;
	cprof_query_init(&q);
	assert_int_equal(filter_line_parse(&q, line, &err), CPROF_ERR_SYNTAX);
	assert_string_equal(err.text, text);
	assert_int_equal(filter_line_count(&q), 0);
	cprof_error_done(&err);
	cprof_query_done(&q);
}

static void wrong_words(void **state)
{
	(void)state;
	expect_error("json(", "focus: missing closing ) at 5");
	expect_error("a hide:x(", "hide: missing closing ) at 9");
	expect_error("bytes>4kB", "bytes>4kB: use >= or <=");
	expect_error("line>1%", "line>1%: only flat and cum have shares, as in cum>=1%");
	expect_error("!show_from:x", "x: this kind of filter cannot be turned round with !");
	expect_error("file:build", "build: a file has an ending, as in file:build.go, a folder a "
				   "slash, as in file:cart/");
	expect_error("cum>x", "\"cum>x\" tests no row: flat or cum, < <= > >= or =, and a "
			      "number, as in cum>=1% or flat>1MB; d:new, d:gone, d:grew or "
			      "d:shrank of a diff");
}

/* The chips of a list as text: numbers, passes, what is off. */
static void expect_list(const struct cprof_query *q, const char *expected)
{
	struct buf out = BUF_INIT;
	struct chip chip;
	for (size_t n = 0; filter_line_get(q, n, &chip); n++) {
		buf_printf(&out, "%zu%s ", chip.pass, chip.off ? " off" : "");
		chip_print(&chip, &out);
		buf_puts(&out, "; ");
	}
	assert_string_equal(buf_text(&out), expected);
	buf_done(&out);
}

static void list(void **state)
{
	(void)state;
	struct cprof_query q;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf line = BUF_INIT;
	cprof_query_init(&q);
	filter_line_remove(&q, 0);
	filter_line_toggle(&q, 0);
	expect_list(&q, "");
	assert_int_equal(filter_line_parse(&q, "a !b hide:\"c d\" x flat>1", &err), CPROF_OK);
	expect_list(&q, "0 focus a; 0 ignore b; 0 hide \"c d\"; 1 focus x; 2 rows flat>1; ");
	assert_int_equal(filter_line_count(&q), 5);
	filter_line_print(&q, &line);
	assert_string_equal(buf_text(&line),
			    "focus:a ignore:b hide:\"c d\" || focus:x rows:flat>1");
	assert_memory_equal(buf_text(&line) + filter_line_end(&q, 2) - 4, "c d\"", 4);
	assert_int_equal(filter_line_end(&q, 9), line.size);
	filter_line_toggle(&q, 1);
	filter_line_toggle(&q, 4);
	expect_list(&q, "0 focus a; 0 off ignore b; 0 hide \"c d\"; 1 focus x; "
			"2 off rows flat>1; ");
	filter_line_remove(&q, 3);
	expect_list(&q, "0 focus a; 0 off ignore b; 0 hide \"c d\"; 1 off rows flat>1; ");
	filter_line_remove(&q, 3);
	filter_line_remove(&q, 0);
	expect_list(&q, "0 off ignore b; 0 hide \"c d\"; ");
	/* What is off is not joined. */
	filter_line_add(&q, CPROF_IGNORE, "e");
	filter_line_add(&q, CPROF_IGNORE, "f");
	expect_list(&q, "0 off ignore b; 0 hide \"c d\"; 1 ignore e|f; ");
	buf_done(&line);
	cprof_query_done(&q);
}

static void moves(void **state)
{
	(void)state;
	struct cprof_query q;
	struct cprof_error err = CPROF_ERROR_INIT;
	size_t now = 99;
	cprof_query_init(&q);
	assert_int_equal(filter_line_parse(&q, "a !b || c off:hide:h cum>1", &err), CPROF_OK);
	/* Where the pass has its option, the two change places; else it joins. */
	assert_true(filter_line_move(&q, 2, -1, &now));
	expect_list(&q, "0 focus c; 0 ignore b; 1 focus a; 1 off hide h; 2 rows cum>1; ");
	assert_int_equal(now, 0);
	assert_true(filter_line_move(&q, 1, 1, &now));
	expect_list(&q, "0 focus c; 1 focus a; 1 ignore b; 1 off hide h; 2 rows cum>1; ");
	assert_int_equal(now, 2);
	assert_true(filter_line_move(&q, 3, -1, &now));
	expect_list(&q, "0 focus c; 0 off hide h; 1 focus a; 1 ignore b; 2 rows cum>1; ");
	assert_int_equal(now, 1);
	/* At the ends a pass of its own; alone there it stays; a pass left empty goes. */
	assert_true(filter_line_move(&q, 1, -1, &now));
	expect_list(&q, "0 off hide h; 1 focus c; 2 focus a; 2 ignore b; 3 rows cum>1; ");
	assert_int_equal(now, 0);
	assert_false(filter_line_move(&q, 0, -1, &now));
	assert_true(filter_line_move(&q, 0, 1, &now));
	expect_list(&q, "0 focus c; 0 off hide h; 1 focus a; 1 ignore b; 2 rows cum>1; ");
	assert_int_equal(now, 1);
	assert_true(filter_line_move(&q, 2, 1, &now));
	expect_list(&q, "0 focus c; 0 off hide h; 1 ignore b; 2 focus a; 3 rows cum>1; ");
	assert_int_equal(now, 3);
	assert_false(filter_line_move(&q, 3, 1, &now));
	/* Tests of rows have no pass. */
	assert_false(filter_line_move(&q, 4, 1, &now));
	assert_false(filter_line_move(&q, 9, 1, &now));
	cprof_query_done(&q);
}

/* What is there already is not added again: an alternative, or the whole pattern. */
static void adds_once(void **state)
{
	(void)state;
	struct cprof_query q;
	cprof_query_init(&q);
	assert_true(filter_line_add(&q, CPROF_HIDE, "^A$"));
	assert_false(filter_line_add(&q, CPROF_HIDE, "^A$"));
	assert_true(filter_line_add(&q, CPROF_HIDE, "^(B|C)$"));
	assert_true(filter_line_add(&q, CPROF_HIDE, "^B\\.|[|]^C"));
	assert_false(filter_line_add(&q, CPROF_HIDE, "^(B|C)$"));
	assert_false(filter_line_add(&q, CPROF_HIDE, "^B\\.|[|]^C"));
	assert_false(filter_line_add(&q, CPROF_HIDE, "^B\\."));
	/* Part of an alternative is none. */
	assert_true(filter_line_add(&q, CPROF_HIDE, "C"));
	assert_true(filter_line_add(&q, CPROF_HIDE, "^C"));
	expect_list(&q, "0 hide ^A$|^(B|C)$|^B\\.|[|]^C|C|^C; ");
	assert_true(filter_line_add(&q, CPROF_FOCUS, "a"));
	assert_false(filter_line_add(&q, CPROF_FOCUS, "a"));
	assert_true(filter_line_add(&q, CPROF_FOCUS, "b"));
	/* One that is off does not count. */
	filter_line_toggle(&q, 2);
	assert_true(filter_line_add(&q, CPROF_FOCUS, "b"));
	expect_list(&q, "0 focus a; 0 hide ^A$|^(B|C)$|^B\\.|[|]^C|C|^C; 1 off focus b; "
			"2 focus b; ");
	cprof_query_done(&q);
}

static void replaces(void **state)
{
	(void)state;
	struct cprof_query q;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf out = BUF_INIT;
	cprof_query_init(&q);
	q.nodecount = 7;
	assert_int_equal(filter_line_parse(&q, "a b hide:c", &err), CPROF_OK);
	assert_int_equal(filter_line_parse(&q, "d", &err), CPROF_OK);
	print_query(&q, &out);
	assert_string_equal(buf_text(&out), "focus<d>");
	assert_int_equal(q.nodecount, 7);
	filter_line_add(&q, CPROF_FOCUS, "e");
	filter_line_add(&q, CPROF_IGNORE, "f");
	filter_line_add(&q, CPROF_IGNORE, "g");
	buf_clear(&out);
	print_query(&q, &out);
	assert_string_equal(buf_text(&out), "focus<d>; focus<e>ignore<f|g>");
	assert_true(cprof_query_filtered(&q));
	filter_line_clear(&q);
	assert_int_equal(q.passes, 1);
	assert_false(cprof_query_filtered(&q));
	cprof_query_done(&q);
	buf_done(&out);
}

/* A bad pattern names its kind and leaves the query as it was. */
static void errors(void **state)
{
	(void)state;
	struct cprof_query q;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf out = BUF_INIT;
	cprof_query_init(&q);
	assert_int_equal(filter_line_parse(&q, "good", &err), CPROF_OK);
	assert_int_equal(filter_line_parse(&q, "x hide:f( y", &err), CPROF_ERR_SYNTAX);
	assert_non_null(strstr(err.text, "hide: "));
	assert_non_null(strstr(err.text, "missing closing ) at 9"));
	cprof_error_done(&err);
	assert_int_equal(filter_line_parse(&q, "tagfocus:k=f(", &err), CPROF_ERR_SYNTAX);
	assert_non_null(strstr(err.text, "tagfocus: error parsing regexp"));
	print_query(&q, &out);
	assert_string_equal(buf_text(&out), "focus<good>");
	cprof_error_done(&err);
	cprof_query_done(&q);
	buf_done(&out);
}

static void expect_fit(const char *pattern, size_t columns, const char *expected)
{
	struct buf out = BUF_INIT;
	chip_fit(&out, pattern, columns, true);
	assert_string_equal(buf_text(&out), expected);
	buf_done(&out);
}

/* Of several alternatives that do not fit the last one is shown; '|' elsewhere is none. */
static void fits(void **state)
{
	(void)state;
	expect_fit("^first$|^second$", 16, "^first$|^second$");
	expect_fit("^first$|^second$", 14, "^second$|+1");
	expect_fit("^first$|^third$|^second$", 10, "^..ond$|+2");
	expect_fit("^first$|^second$", 5, "+2");
	expect_fit("first.(one|two)", 10, "fi..e|two)");
	expect_fit("first[]|)[:a|:]]x|y(", 7, "y(|+1");
	expect_fit("one\\|two\\(|three(", 9, "three(|+1");
	expect_fit("\\Qone|two", 7, "\\..|two");
	expect_fit("\\Qone|(\\E|two", 7, "two|+1");
	expect_fit("[^]|]xxxx[", 7, "[..xxx[");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),    cmocka_unit_test(quotes), cmocka_unit_test(joins),
		cmocka_unit_test(labels),   cmocka_unit_test(replaces), cmocka_unit_test(errors),
		cmocka_unit_test(signs),    cmocka_unit_test(other_words),
		cmocka_unit_test(list),     cmocka_unit_test(wrong_words),
		cmocka_unit_test(moves),    cmocka_unit_test(fits),     cmocka_unit_test(adds_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
