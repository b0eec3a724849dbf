/* Labels: ranges and their units, which samples they choose, which of them are shown, and the
 * frames made from them. */
#include "unit/lib/check.h"

#include <inttypes.h>
#include <string.h>

#include "query/labels.h"
#include "query/graph/cache.h"
#include "query/filter/tagmatch.h"
#include "unit/lib/rig.h"

static const char labelled[] =
	"type cpu nanoseconds\nloc 1: main x.c:1\nloc 2: work x.c:2\n"
	"sample 1: 2 1 | user=ann path=/a path=/b bytes#1024\n"
	"sample 2: 2 1 | user=bob bytes#4096 thread#7\n"
	"sample 3: 1 | lat#1500000000:ns size#3:kb size#5\n"
	"sample 4: 2 1\n"
	"sample 5: | user=a,b thread#-2\n";

static bool has(const char *expression, int64_t value, const char *unit)
{
	struct tagrange r;
	struct cprof_error err = CPROF_ERROR_INIT;
	bool is_range;
	assert_int_equal(tagrange_parse(&r, expression, &is_range, &err), CPROF_OK);
	if (!is_range)
		fail_msg("%s is no range", expression);
	return tagrange_has(&r, value, unit);
}

static void ranges(void **state)
{
	(void)state;
	assert_true(has("7", 7, "thread"));
	assert_false(has("7", 8, "thread"));
	assert_true(has("-5:+5", -5, "x"));
	assert_true(has("-5:+5", 5, "x"));
	assert_false(has("-5:+5", 6, "x"));
	assert_true(has("5:", INT64_MAX, "x"));
	assert_false(has(":5", 6, "x"));
	assert_true(has(":5", INT64_MIN, "x"));
	assert_false(has("9:1", 5, "x"));
}

static void range_units(void **state)
{
	(void)state;
	assert_true(has("1kb", 1024, "bytes"));
	assert_false(has("1kb", 1025, "bytes"));
	assert_true(has("1kb:1MB", 1, "megabyte"));
	assert_true(has("1s:", 1000, "ms"));
	assert_false(has("1s:", 999, "ms"));
	/* The second number takes the unit of the first. */
	assert_true(has("1kb:64", 65536, "b"));
	assert_false(has("1kb:64", 65537, "b"));
	/* Other families, and a range without a unit against a known one. */
	assert_false(has("1s:", 1024, "bytes"));
	assert_false(has("1024", 1024, "bytes"));
	/* An unknown unit goes with any range. */
	assert_true(has("7b", 7, "thread"));
	assert_true(has("7foo", 7, "bar"));
}

static void not_ranges(void **state)
{
	static const char *const expressions[] = {
		"", ":", "x", "1.5", "1e3", "5,6", "1:2:3", "kb:", "1kb:2s", "1:64kb", "1 ", " 1",
		"--1", "1:-", "::1", "user", "1\xc2\xb5s"
	};
	(void)state;
	struct tagrange r;
	struct cprof_error err = CPROF_ERROR_INIT;
	bool is_range;
	for (size_t i = 0; i < sizeof expressions / sizeof expressions[0]; i++) {
		assert_int_equal(tagrange_parse(&r, expressions[i], &is_range, &err), CPROF_OK);
		if (is_range)
			fail_msg("'%s' is a range", expressions[i]);
	}
	assert_int_equal(tagrange_parse(&r, "9223372036854775808:", &is_range, &err),
			 CPROF_ERR_SYNTAX);
	cprof_error_done(&err);
	assert_int_equal(tagrange_parse(&r, "x9223372036854775808", &is_range, &err), CPROF_OK);
	assert_false(is_range);
}

static void units(void **state)
{
	(void)state;
	struct rig r;
	struct label_units u;
	rig_init(&r, "type cpu ns\nsample 1: | a#1 b#1:ms bytes#1 request#2 alignment#3\n"
		     "sample 2: | a#1:kb b#2:us\nsample 3: | b#1:ns b#7:us a#2:kb\n");
	label_units_init(&u, r.profile, &r.notes);
	assert_string_equal(label_unit(&u, "a"), "kb");
	assert_string_equal(label_unit(&u, "b"), "ms");
	assert_string_equal(label_unit(&u, "bytes"), "bytes");
	assert_string_equal(label_unit(&u, "request"), "bytes");
	assert_string_equal(label_unit(&u, "alignment"), "bytes");
	rig_expect_notes(&r, "For tag b used unit ms, also encountered unit(s) ns, us\n");
	label_units_done(&u);
	rig_done(&r);
}

/* The first values of the samples that stay, in one number. */
static void expect_samples(enum cprof_filter f, const char *expression, const char *expected)
{
	struct rig r;
	struct run run;
	struct buf kept = BUF_INIT;
	rig_init(&r, labelled);
	rig_filter(&r, f, expression);
	rig_run(&r, &run);
	const struct selection *s = run.selection;
	for (size_t i = 0; i < r.profile->samples.count; i++)
		if (s->dropped == NULL || !s->dropped[i])
			buf_printf(&kept, "%" PRId64,
				   column_value(&r.profile->samples.column[0], i));
	if (strcmp(buf_text(&kept), expected) != 0)
		fail_msg("%s: %s instead of %s", expression, buf_text(&kept), expected);
	buf_done(&kept);
	run_done(&run);
	rig_done(&r);
}

static void choosing(void **state)
{
	(void)state;
	expect_samples(CPROF_TAGFOCUS, "1kb:", "123");
	expect_samples(CPROF_TAGFOCUS, "bytes=2kb:", "2");
	expect_samples(CPROF_TAGFOCUS, "thread=:7", "25");
	expect_samples(CPROF_TAGFOCUS, "1s:2s", "3");
	/* The unit of a key holds for all its numbers. */
	expect_samples(CPROF_TAGFOCUS, "size=5kb", "3");
	expect_samples(CPROF_TAGFOCUS, "user:", "125");
	expect_samples(CPROF_TAGFOCUS, "ann,/b", "1");
	expect_samples(CPROF_TAGFOCUS, "ann,bob", "");
	expect_samples(CPROF_TAGFOCUS, "user=^ann$,^bob$", "12");
	expect_samples(CPROF_TAGFOCUS, "user=/a", "");
	expect_samples(CPROF_TAGFOCUS, "=/a", "1");
	expect_samples(CPROF_TAGFOCUS, "path:/[ab]$", "1");
	expect_samples(CPROF_TAGFOCUS, "us.*=.", "");
	expect_samples(CPROF_TAGIGNORE, "user=.", "34");
	expect_samples(CPROF_TAGIGNORE, "bytes=:1kb", "2345");
}

static void notices(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, labelled);
	rig_filter(&r, CPROF_TAGFOCUS, "bytes=1kb:");
	rig_filter(&r, CPROF_TAGIGNORE, "7");
	rig_filter(&r, CPROF_TAGSHOW, "^user$");
	rig_filter(&r, CPROF_TAGHIDE, "lat");
	rig_expect_stacks(&r, "1: work main\n");
	rig_expect_notes(&r, "tagfocus:Interpreted '1kb:' as range, not regexp\n"
			     "tagignore:Interpreted '7' as range, not regexp\n"
			     "TagHide expression matched no samples\n");
	rig_filter(&r, CPROF_TAGFOCUS, "nobody");
	rig_filter(&r, CPROF_TAGIGNORE, "nobody");
	rig_expect_stacks(&r, "");
	rig_expect_notes(&r, "TagFocus expression matched no samples\n"
			     "TagIgnore expression matched no samples\n"
			     "TagShow expression matched no samples\n"
			     "TagHide expression matched no samples\n");
	rig_done(&r);
}

static void fail_with(enum cprof_filter f, const char *expression, const char *expected)
{
	struct rig r;
	struct run run;
	rig_init(&r, labelled);
	rig_filter(&r, f, expression);
	r.context = (struct cprof_context){ NULL, &r.notes, NULL };
	assert_int_equal(run_start(&r.source, &r.query, &r.context, &run, &r.err),
			 CPROF_ERR_SYNTAX);
	assert_string_equal(r.err.text, expected);
	rig_done(&r);
}

static void errors(void **state)
{
	(void)state;
	fail_with(CPROF_TAGFOCUS, "a,f(", "parsing tagfocus regexp: error parsing regexp: missing "
					  "closing ): `f(`");
	fail_with(CPROF_TAGIGNORE, "k=99999999999999999999",
		  "parsing tagignore regexp: a number in \"99999999999999999999\" is too large");
	fail_with(CPROF_TAGSHOW, "f(", "parsing tagshow regexp: error parsing regexp: missing "
				       "closing ): `f(`");
}

static void expect_labels(struct rig *r, const char *expected)
{
	struct run run;
	struct buf out = BUF_INIT;
	const struct profile *p = r->profile;
	rig_run(r, &run);
	for (size_t i = 0; i < p->samples.count; i++) {
		uint32_t set = profile_label_set(p, i);
		if (run.selection->dropped != NULL && run.selection->dropped[i])
			continue;
		for (uint32_t l = p->label_set_start[set]; l < p->label_set_start[set + 1]; l++)
			if (selection_label_visible(run.selection, l))
				buf_printf(&out, " %s", profile_text(p, p->label[l].key));
		buf_putc(&out, ';');
	}
	assert_string_equal(buf_text(&out), expected);
	buf_done(&out);
	run_done(&run);
}

static void shown_labels(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, labelled);
	expect_labels(&r, " user path path bytes; user bytes thread; lat size size;; user thread;");
	rig_filter(&r, CPROF_TAGSHOW, "user|t");
	expect_labels(&r, " user path path bytes; user bytes thread; lat;; user thread;");
	rig_filter(&r, CPROF_TAGHIDE, "path|bytes");
	expect_labels(&r, " user; user thread; lat;; user thread;");
	/* The next pass sees only what is shown. */
	cprof_query_add_pass(&r.query);
	rig_filter(&r, CPROF_TAGFOCUS, "bytes=1kb:");
	expect_labels(&r, "");
	rig_filter(&r, CPROF_TAGFOCUS, "thread=7");
	expect_labels(&r, " user thread;");
	rig_done(&r);
}

static void frames(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, labelled);
	cprof_query_text(&r.query.tagroot, "user,,path");
	cprof_query_text(&r.query.tagleaf, "bytes");
	rig_expect_stacks(&r, "1: 1024 work main /a,/b ann\n2: 4096 work main  bob\n"
			      "3:  main  \n4:  work main  \n5:   a,b\n");
	/* Filters see them: the value as a name, the key as a file. */
	rig_filter(&r, CPROF_FOCUS, "^ann$");
	rig_filter(&r, CPROF_HIDE, "^path$");
	rig_expect_stacks(&r, "1: 1024 work main ann\n");
	rig_filter(&r, CPROF_FOCUS, NULL);
	rig_filter(&r, CPROF_HIDE, NULL);
	rig_expect_notes(&r, "");
	/* Numbers have their own unit; where none has one they are plain. */
	cprof_query_text(&r.query.tagroot, "none");
	cprof_query_text(&r.query.tagleaf, "lat,size");
	rig_expect_stacks(&r, "1:   work main \n2:   work main \n3: 3kB,5 1.50s main \n"
			      "4:   work main \n5:   \n");
	rig_expect_notes(&r, "TagRoot expression matched no samples\n");
	rig_done(&r);
}

/* drop_frames has been at work before. */
static void frames_of_pruned(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type cpu ns\nloc 1: main x.c:1\nloc 2: malloc x.c:2\nloc 3: inner x.c:3\n"
		     "drop malloc|k\nsample 1: 3 2 1 | k=v\n");
	cprof_query_text(&r.query.tagroot, "k");
	cprof_query_text(&r.query.tagleaf, "k");
	rig_expect_stacks(&r, "1: v main v\n");
	r.query.all_frames = true;
	rig_expect_stacks(&r, "1: v inner malloc main v\n");
	rig_done(&r);
}

static const struct selection *ask(struct rig *r, struct cprof_graph_cache *graph_cache)
{
	struct run run;
	r->context = (struct cprof_context){ NULL, &r->notes, graph_cache };
	assert_int_equal(run_start(&r->source, &r->query, &r->context, &run, &r->err), CPROF_OK);
	const struct selection *s = run.selection;
	run_done(&run);
	return s;
}

static void remembered(void **state)
{
	(void)state;
	struct rig r;
	struct cprof_graph_cache *graph_cache = cprof_graph_cache_new();
	rig_init(&r, labelled);
	cprof_query_text(&r.query.tagroot, "user");
	const struct selection *first = ask(&r, graph_cache);
	assert_ptr_equal(ask(&r, graph_cache), first);
	const struct profile *copy = first->profile;
	assert_ptr_not_equal(copy, r.profile);
	rig_filter(&r, CPROF_TAGIGNORE, "user=bob");
	const struct selection *other = ask(&r, graph_cache);
	assert_ptr_not_equal(other, first);
	/* The copy of the profile is made once. */
	assert_ptr_equal(other->profile, copy);
	cprof_query_text(&r.query.unit, "kb");
	assert_ptr_not_equal(ask(&r, graph_cache), other);
	cprof_query_text(&r.query.tagroot, NULL);
	assert_ptr_equal(ask(&r, graph_cache)->profile, r.profile);
	cprof_graph_cache_free(graph_cache);
	rig_done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges),       cmocka_unit_test(range_units),
		cmocka_unit_test(not_ranges),   cmocka_unit_test(units),
		cmocka_unit_test(choosing),     cmocka_unit_test(notices),
		cmocka_unit_test(errors),       cmocka_unit_test(shown_labels),
		cmocka_unit_test(frames),       cmocka_unit_test(frames_of_pruned),
		cmocka_unit_test(remembered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
