/* Filters: which samples, frames and lines each of them leaves. */
#include "unit/lib/check.h"

#include <string.h>

#include "unit/lib/rig.h"

#define LOC(id, name) "loc " #id ": " name " x.c:1\n"

/* Location 5 has no lines; 4 is f inlined into g; 6 is used by no sample. */
static const char stacks[] =
	"type cpu nanoseconds\nmap 1 /bin/prog\nmap 2 /lib/libz.so\n"
	"loc 1 m1: main main.c:1\nloc 2 m1: work work.c:2\nloc 3 m2: inflate zlib/inflate.c:3\n"
	"loc 4 m1: f f.c:1; g g.c:2\nloc 5 m2:\nloc 6 m1: idle idle.c:1\n"
	"sample 1: 2 1\nsample 2: 3 2 1\nsample 3: 4 1\nsample 4: 5 2 1\nsample 5:\n"
	"sample 6: 1\n";

static void expect(const char *sketch, enum cprof_filter f, const char *pattern,
		   const char *expected)
{
	struct rig r;
	rig_init(&r, sketch);
	rig_filter(&r, f, pattern);
	rig_expect_stacks(&r, expected);
	rig_expect_notes(&r, "");
	rig_done(&r);
}

static void focus(void **state)
{
	(void)state;
	expect(stacks, CPROF_FOCUS, NULL, "1: work main\n2: inflate work main\n3: f,g main\n"
					  "4: #5 work main\n5:\n6: main\n");
	expect(stacks, CPROF_FOCUS, "work",
	       "1: work main\n2: inflate work main\n4: #5 work main\n");
	/* Any line of a location, its file, its mapping. */
	expect(stacks, CPROF_FOCUS, "^g$", "3: f,g main\n");
	expect(stacks, CPROF_FOCUS, "^zlib/", "2: inflate work main\n");
	expect(stacks, CPROF_FOCUS, "libz", "2: inflate work main\n4: #5 work main\n");
	/* Case counts. A sample without frames has nothing focused. */
	expect(stacks, CPROF_FOCUS, "MAIN|", "1: work main\n2: inflate work main\n3: f,g main\n"
					     "4: #5 work main\n6: main\n");
}

static void ignore(void **state)
{
	(void)state;
	expect(stacks, CPROF_IGNORE, "inflate", "1: work main\n3: f,g main\n4: #5 work main\n"
						"6: main\n");
	struct rig r;
	rig_init(&r, stacks);
	rig_filter(&r, CPROF_FOCUS, "work");
	rig_filter(&r, CPROF_IGNORE, "inflate");
	rig_expect_stacks(&r, "1: work main\n4: #5 work main\n");
	/* A location that both match is only ignored. */
	rig_filter(&r, CPROF_FOCUS, "inflate");
	rig_expect_stacks(&r, "");
	rig_expect_notes(&r, "Focus expression matched no samples\n");
	rig_done(&r);
}

static void hide(void **state)
{
	(void)state;
	expect(stacks, CPROF_HIDE, "work", "1: main\n2: inflate main\n3: f,g main\n4: #5 main\n"
					   "6: main\n");
	expect(stacks, CPROF_HIDE, "^f$", "1: work main\n2: inflate work main\n3: g main\n"
					  "4: #5 work main\n6: main\n");
	/* The mapping takes whole locations; a stack that becomes empty goes. */
	expect(stacks, CPROF_HIDE, "libz", "1: work main\n2: work main\n3: f,g main\n4: work main\n"
					   "6: main\n");
	expect(stacks, CPROF_HIDE, "main", "1: work\n2: inflate work\n3: f,g\n4: #5 work\n");
}

static void show(void **state)
{
	(void)state;
	expect(stacks, CPROF_SHOW, "work|^g$", "1: work\n2: work\n3: g\n4: work\n");
	/* The mapping keeps all lines, but never a location without lines. */
	expect(stacks, CPROF_SHOW, "libz", "2: inflate\n");
	struct rig r;
	rig_init(&r, stacks);
	rig_filter(&r, CPROF_HIDE, "^f$");
	rig_filter(&r, CPROF_SHOW, "f|main");
	rig_expect_stacks(&r, "1: main\n2: inflate main\n3: main\n4: main\n6: main\n");
	rig_done(&r);
}

static void unmatched(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, stacks);
	for (int f = CPROF_FOCUS; f < CPROF_FILTERS; f++)
		rig_filter(&r, (enum cprof_filter)f, "nothing_like_it");
	rig_expect_stacks(&r, "");
	rig_expect_notes(&r, "Focus expression matched no samples\n"
			     "Ignore expression matched no samples\n"
			     "Hide expression matched no samples\n"
			     "Show expression matched no samples\n"
			     "ShowFrom expression matched no samples\n"
			     "TagFocus expression matched no samples\n"
			     "TagIgnore expression matched no samples\n"
			     "TagShow expression matched no samples\n"
			     "TagHide expression matched no samples\n");
	rig_done(&r);
	/* A location that no sample uses counts as a match. */
	expect(stacks, CPROF_FOCUS, "idle", "");
}

static void show_from(void **state)
{
	static const char sketch[] =
		"type cpu nanoseconds\nmap 1 /bin/prog\nmap 2 /lib/libz.so\n"
		LOC(1, "main") LOC(2, "serve") LOC(3, "leaf")
		"loc 4: a x.c:1; serve x.c:2; b x.c:3\nloc 5 m2:\n"
		"sample 1: 3 2 1\nsample 2: 3 2 3 2 1\nsample 3: 3 1\nsample 4: 3 4 1\n"
		"sample 5: 3 5 1\n";
	(void)state;
	/* Up to the match nearest the root; lines outward of it go; samples without one too. */
	expect(sketch, CPROF_SHOW_FROM, "serve", "1: leaf serve\n2: leaf serve leaf serve\n"
						 "4: leaf a,serve\n");
	expect(sketch, CPROF_SHOW_FROM, "libz", "5: leaf #5\n");
	expect(sketch, CPROF_SHOW_FROM, "x.c", "1: leaf serve main\n2: leaf serve leaf serve main\n"
					       "3: leaf main\n4: leaf a,serve,b main\n"
					       "5: leaf #5 main\n");
}

static void prune_from(void **state)
{
	static const char sketch[] =
		"type cpu nanoseconds\nmap 1 /bin/stop\n"
		"loc 1 m1: main x.c:1\nloc 2: .stop(int) x.c:1\nloc 3: leaf stop.c:1\n"
		"loc 4: a x.c:1; stop x.c:2; b x.c:3\nloc 5: - x.c:1\n"
		"sample 1: 3 2 1\nsample 2: 3 2 3 2 1\nsample 3: 3 1\nsample 4: 3 4 1\n"
		"sample 5: 3 5 1\n";
	(void)state;
	/* From the match nearest the leaf on; simplified names only, no files, no mappings. */
	expect(sketch, CPROF_PRUNE_FROM, "^stop$", "1: .stop(int) main\n"
						   "2: .stop(int) leaf .stop(int) main\n"
						   "3: leaf main\n4: stop,b main\n"
						   "5: leaf  main\n");
	/* Of what show_from left, not of what it took away. */
	struct rig r;
	rig_init(&r, "type cpu nanoseconds\n" LOC(1, "old") LOC(2, "new") LOC(3, "leaf")
		     "sample 1: 3 2 1\nsample 2: 3 2\nsample 3: 2 3 1\n");
	rig_filter(&r, CPROF_SHOW_FROM, "leaf");
	rig_filter(&r, CPROF_PRUNE_FROM, "old|new");
	rig_expect_stacks(&r, "1: leaf\n2: leaf\n3: new leaf\n");
	rig_done(&r);
	/* An empty name never matches. */
	expect(sketch, CPROF_PRUNE_FROM, "^$", "1: leaf .stop(int) main\n"
					       "2: leaf .stop(int) leaf .stop(int) main\n"
					       "3: leaf main\n4: leaf a,stop,b main\n"
					       "5: leaf  main\n");
}

#define DROP_STACKS                                                                             \
	LOC(1, "main") LOC(2, "alloc") LOC(3, "inner") LOC(5, "keep_alloc")                     \
	"loc 4: inner x.c:1; alloc x.c:2; user x.c:3\n"                                         \
	"sample 1: 3 2 1\nsample 2: 3 2\nsample 3: 3 4 1\nsample 4: 3 2 1 2\n"                 \
	"sample 5: 3 5 1\nsample 6: 4\n"

static void drop_frames(void **state)
{
	(void)state;
	/* The dropped function and all below it, but never before a frame that stays was seen. */
	expect("type cpu nanoseconds\ndrop alloc\n" DROP_STACKS, CPROF_FOCUS, NULL,
	       "1: main\n2: inner alloc\n3: user main\n4: main alloc\n5: inner keep_alloc main\n"
	       "6: user\n");
	expect("type cpu nanoseconds\ndrop .*alloc\nkeep keep_.*\n" DROP_STACKS, CPROF_FOCUS, NULL,
	       "1: main\n2: inner alloc\n3: user main\n4: main alloc\n5: inner keep_alloc main\n"
	       "6: user\n");
	expect("type cpu nanoseconds\ndrop .*alloc\n" DROP_STACKS, CPROF_FOCUS, NULL,
	       "1: main\n2: inner alloc\n3: user main\n4: main alloc\n5: main\n6: user\n");
	/* keep alone does nothing, a bad pattern does nothing but say so. */
	expect("type cpu nanoseconds\nkeep alloc\n" DROP_STACKS, CPROF_FOCUS, "main",
	       "1: inner alloc main\n3: inner inner,alloc,user main\n4: inner alloc main alloc\n"
	       "5: inner keep_alloc main\n");
	struct rig r;
	rig_init(&r, "type cpu nanoseconds\ndrop (\n" DROP_STACKS);
	rig_filter(&r, CPROF_FOCUS, "keep");
	rig_expect_stacks(&r, "5: inner keep_alloc main\n");
	assert_int_equal(r.notes.count, 1);
	assert_non_null(strstr(r.notes.text[0], "parsing drop_frames regexp"));
	rig_done(&r);
	/* all_frames leaves them alone. */
	rig_init(&r, "type cpu nanoseconds\ndrop alloc\n" DROP_STACKS);
	r.query.all_frames = true;
	rig_filter(&r, CPROF_FOCUS, "alloc");
	rig_filter(&r, CPROF_IGNORE, "user|keep");
	rig_expect_stacks(&r, "1: inner alloc main\n2: inner alloc\n4: inner alloc main alloc\n");
	rig_done(&r);
}

/* A second pass sees what the first left; two values of one option cannot be said in one. */
static void passes(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, stacks);
	rig_filter(&r, CPROF_FOCUS, "work");
	cprof_query_add_pass(&r.query);
	rig_filter(&r, CPROF_FOCUS, "libz");
	rig_expect_stacks(&r, "2: inflate work main\n4: #5 work main\n");
	/* What is hidden cannot be focused on afterwards, nor ignored. */
	rig_filter(&r, CPROF_FOCUS, "work");
	r.query.passes = 1;
	rig_filter(&r, CPROF_FOCUS, NULL);
	rig_filter(&r, CPROF_HIDE, "work");
	r.query.passes = 2;
	rig_expect_stacks(&r, "");
	rig_filter(&r, CPROF_FOCUS, NULL);
	rig_filter(&r, CPROF_IGNORE, "work");
	rig_expect_stacks(&r, "1: main\n2: inflate main\n3: f,g main\n4: #5 main\n6: main\n");
	rig_done(&r);
	/* In one pass focus still sees what hide takes. */
	rig_init(&r, stacks);
	rig_filter(&r, CPROF_FOCUS, "work");
	rig_filter(&r, CPROF_HIDE, "work");
	rig_expect_stacks(&r, "1: main\n2: inflate main\n4: #5 main\n");
	rig_done(&r);
	/* show_from, then prune_from, each by passes. */
	rig_init(&r, "type cpu nanoseconds\n" LOC(1, "a") LOC(2, "b") LOC(3, "c") LOC(4, "d")
		     "sample 1: 4 3 2 1\n");
	rig_filter(&r, CPROF_SHOW_FROM, "b");
	cprof_query_add_pass(&r.query);
	rig_filter(&r, CPROF_PRUNE_FROM, "c");
	cprof_query_add_pass(&r.query);
	rig_filter(&r, CPROF_SHOW_FROM, "b|c|d");
	rig_expect_stacks(&r, "1: c b\n");
	cprof_query_add_pass(&r.query);
	rig_filter(&r, CPROF_FOCUS, "a|d");
	rig_expect_stacks(&r, "");
	rig_done(&r);
}

static void bad_patterns(void **state)
{
	(void)state;
	struct rig r;
	struct run run;
	rig_init(&r, stacks);
	rig_filter(&r, CPROF_SHOW_FROM, "f(");
	r.context = (struct cprof_context){ NULL, &r.notes, NULL };
	assert_int_equal(run_start(&r.source, &r.query, &r.context, &run, &r.err),
			 CPROF_ERR_SYNTAX);
	assert_string_equal(r.err.text, "parsing show_from regexp: error parsing regexp: "
					"missing closing ): `f(`");
	rig_done(&r);
}

static void cancelled(void **state)
{
	(void)state;
	struct rig r;
	struct run run;
	struct cprof_progress progress = { 0 };
	atomic_store(&progress.cancel, true);
	rig_init(&r, stacks);
	rig_filter(&r, CPROF_FOCUS, "work");
	r.context = (struct cprof_context){ &progress, &r.notes, NULL };
	assert_int_equal(run_start(&r.source, &r.query, &r.context, &run, &r.err),
			 CPROF_ERR_CANCELLED);
	rig_done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(focus),        cmocka_unit_test(ignore),
		cmocka_unit_test(hide),         cmocka_unit_test(show),
		cmocka_unit_test(unmatched),    cmocka_unit_test(show_from),
		cmocka_unit_test(prune_from),   cmocka_unit_test(drop_frames),
		cmocka_unit_test(passes),       cmocka_unit_test(bad_patterns),
		cmocka_unit_test(cancelled),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
