/* Filters as a line of text: reading, joining, passes, printing what reads back the same. */
#include "config.h"

#include "check.h"

#include <string.h>

#include "app/chips.h"

/* What a line makes, printed; passes are separated by "; ". */
static void print_query(const struct cprof_query *q, struct buf *out)
{
	for (size_t i = 0; i < q->passes; i++) {
		if (i > 0)
			buf_puts(out, "; ");
		for (int f = 0; f < CPROF_FILTERS; f++)
			if (q->pass[i].filter[f] != NULL)
				buf_printf(out, "%s<%s>", cprof_filter_name((enum cprof_filter)f),
					   q->pass[i].filter[f]);
	}
}

static void expect(const char *line, const char *expected)
{
	struct cprof_query q, again;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf out = BUF_INIT, printed = BUF_INIT;
	cprof_query_init(&q);
	if (chips_parse(&q, line, &err) != CPROF_OK)
		fail_msg("%s: %s", line, err.text);
	print_query(&q, &out);
	assert_string_equal(buf_text(&out), expected);
	/* What is printed reads back as the same query. */
	chips_print(&q, &printed);
	cprof_query_init(&again);
	assert_int_equal(chips_parse(&again, buf_text(&printed), &err), CPROF_OK);
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
	expect("!bytes>=4kB", "ignore<bytes>=4kB>");
	expect("operator>= >=4 a==4 a>4 a>=4,5", "focus<operator>=>; focus<>=4>; focus<a==4>; "
						 "focus<a>4>; focus<a>=4,5>");
}

static void replaces(void **state)
{
	(void)state;
	struct cprof_query q;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf out = BUF_INIT;
	cprof_query_init(&q);
	q.nodecount = 7;
	assert_int_equal(chips_parse(&q, "a b hide:c", &err), CPROF_OK);
	assert_int_equal(chips_parse(&q, "d", &err), CPROF_OK);
	print_query(&q, &out);
	assert_string_equal(buf_text(&out), "focus<d>");
	assert_int_equal(q.nodecount, 7);
	chips_add(&q, CPROF_FOCUS, "e");
	chips_add(&q, CPROF_IGNORE, "f");
	chips_add(&q, CPROF_IGNORE, "g");
	buf_clear(&out);
	print_query(&q, &out);
	assert_string_equal(buf_text(&out), "focus<d>; focus<e>ignore<f|g>");
	assert_true(cprof_query_filtered(&q));
	chips_clear(&q);
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
	assert_int_equal(chips_parse(&q, "good", &err), CPROF_OK);
	assert_int_equal(chips_parse(&q, "x hide:f( y", &err), CPROF_ERR_SYNTAX);
	assert_non_null(strstr(err.text, "hide: "));
	assert_non_null(strstr(err.text, "missing closing ): `f(`"));
	cprof_error_done(&err);
	assert_int_equal(chips_parse(&q, "tagfocus:k=f(", &err), CPROF_ERR_SYNTAX);
	assert_non_null(strstr(err.text, "tagfocus: error parsing regexp"));
	print_query(&q, &out);
	assert_string_equal(buf_text(&out), "focus<good>");
	cprof_error_done(&err);
	cprof_query_done(&q);
	buf_done(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),    cmocka_unit_test(quotes), cmocka_unit_test(joins),
		cmocka_unit_test(labels),   cmocka_unit_test(replaces), cmocka_unit_test(errors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
