/* What the source pane shows against the list report: every line's values are equal, and what was
 * inlined into a line adds up to what the report says without inlining. */
#include "unit/lib/check.h"

#include <stdlib.h>
#include <string.h>

#include <cprof/source.h>
#include <cprof/source_plan.h>

#include "report/source/listing.h"
#include "unit/lib/rig.h"

/* Inlining two deep, from several lines and into itself; recursion; both signs; no file, no line;
 * one name in two files. */
static const char sketch[] =
	"type samples count\ntype cpu milliseconds\nmap 1 /bin/prog\n"
	"loc 1 m1: main x.c:1\nloc 2 m1: a x.c:2\nloc 3 m1: in y.c:3; out x.c:4\n"
	"loc 4 m1: leaf z.c:5; in y.c:3; out x.c:4\nloc 5 m1: leaf z.c:6; out x.c:4\n"
	"loc 6 m1: out x.c:4; in y.c:7; out x.c:9\nloc 7 m1: out x.c:4\nloc 8 m1: out w.c:4\n"
	"loc 9 m1: bare -:0\nloc 10 m1: in y.c:3; a x.c:0\n"
	"sample 1 10: 2 1\nsample 1 -3: 3 2 1\nsample 1 20: 4 1\nsample 1 40: 5 7 1\n"
	"sample 1 80: 6 1\nsample 1 160: 7 3 1\nsample 1 320: 3 3 4 1\nsample 1 640: 8 1\n"
	"sample 1 1280: 9 1\nsample 1 2560: 10 1\nsample 1 -5120: 4 2\n";

static struct cprof_listing *inquire(struct rig *r, const char *function)
{
	struct cprof_source_plan plan = { .cwd = "/nonexistent" };
	struct cprof_request request = { &r->source, &r->query, NULL, &plan };
	struct cprof_source_parameters asked = { .function = function };
	void *found = NULL;
	r->context = (struct cprof_context){ NULL, &r->notes, NULL };
	if (cprof_analysis_source.run(&request, &asked, &r->context, &found, &r->err) != CPROF_OK)
		fail_msg("%s: %s", function, r->err.text);
	return found;
}

/* What list prints of all functions. */
static struct cprof_listing *report(struct rig *r)
{
	struct cprof_source_plan plan = { .cwd = "/nonexistent" };
	struct listing_options options = { .pattern = ".", .plan = &plan };
	struct cprof_listing *listing = NULL;
	struct run run;
	rig_run(r, &run);
	if (listing_new(&run, &options, &r->context, &listing, &r->err) != CPROF_OK)
		fail_msg("%s", r->err.text);
	run_done(&run);
	return listing;
}

static const struct cprof_routine *find(const struct cprof_listing *l, const char *name,
					const char *file)
{
	for (size_t i = 0; i < l->count; i++)
		if (strcmp(l->routine[i].name, name) == 0 && strcmp(l->routine[i].file, file) == 0)
			return &l->routine[i];
	return NULL;
}

static void expect_equal(const struct cprof_routine *a, const struct cprof_routine *b)
{
	assert_non_null(b);
	assert_int_equal(a->flat, b->flat);
	assert_int_equal(a->cum, b->cum);
	assert_int_equal(a->lines, b->lines);
	for (size_t i = 0; i < a->lines; i++) {
		assert_int_equal(a->line[i].number, b->line[i].number);
		assert_int_equal(a->line[i].flat, b->line[i].flat);
		assert_int_equal(a->line[i].cum, b->line[i].cum);
	}
}

/* The lines of every routine, with and without inlining and filters. */
static void lines_equal_list(void **state)
{
	(void)state;
	for (int round = 0; round < 4; round++) {
		struct rig r;
		rig_init(&r, sketch);
		r.query.noinlines = round % 2 == 1;
		if (round >= 2)
			rig_filter(&r, CPROF_FOCUS, "out");
		struct cprof_listing *all = report(&r);
		assert_true(all->count > 0);
		for (size_t i = 0; i < all->count; i++) {
			struct cprof_listing *one = inquire(&r, all->routine[i].name);
			expect_equal(&all->routine[i], find(one, all->routine[i].name,
							    all->routine[i].file));
			cprof_listing_free(one);
		}
		cprof_listing_free(all);
		rig_done(&r);
	}
}

/* A line's own flat and those of everything inlined into it are its flat without inlining. */
static void inlined_adds_up(void **state)
{
	struct rig r, outer;
	(void)state;
	rig_init(&r, sketch);
	rig_init(&outer, sketch);
	outer.query.noinlines = true;
	struct cprof_listing *with = inquire(&r, "out"), *without = inquire(&outer, "out");
	const struct cprof_routine *a = find(with, "out", "x.c"), *b = find(without, "out", "x.c");
	assert_non_null(a);
	assert_non_null(b);
	size_t rows = 0;
	for (size_t i = 0; i < b->lines; i++) {
		size_t j = 0;
		while (j < a->lines && a->line[j].number != b->line[i].number)
			j++;
		assert_true(j < a->lines);
		int64_t flat = a->line[j].flat;
		for (size_t k = 0; k < a->line[j].inlineds; k++) {
			const struct cprof_inlined *row = &a->inlined[a->line[j].inlined + k];
			assert_int_equal(row->line, a->line[j].number);
			assert_true(row->depth >= 1);
			flat += row->flat;
			rows++;
		}
		/* The inner one of two lines of one location is no line of the outer frame. */
		if (a->line[j].number == 4)
			flat -= 80;
		assert_int_equal(flat, b->line[i].flat);
	}
	assert_true(rows >= 5);
	cprof_listing_free(with);
	cprof_listing_free(without);
	rig_done(&r);
	rig_done(&outer);
}

/* A recursive sample counts once in a row, callers stand before what they call, the costliest
 * first. */
static void rows(void **state)
{
	static const struct {
		const char *name;
		int64_t line, number, flat, cum;
		int depth;
	} expected[] = {
		{ "in", 4, 3, -3 + 320, -3 + 20 + 160 + 320 - 5120, 1 },
		{ "leaf", 4, 5, 20 - 5120, 20 + 320 - 5120, 2 },
		{ "leaf", 4, 6, 40, 40, 1 },
		{ "in", 9, 7, 0, 80, 1 },
		{ "out", 9, 4, 80, 80, 2 },
	};
	struct rig r;
	(void)state;
	rig_init(&r, sketch);
	struct cprof_listing *l = inquire(&r, "out");
	const struct cprof_routine *out = find(l, "out", "x.c");
	size_t at = 0;
	for (size_t i = 0; i < out->lines; i++)
		for (size_t k = 0; k < out->line[i].inlineds; k++, at++) {
			const struct cprof_inlined *row =
				&out->inlined[out->line[i].inlined + k];
			assert_true(at < sizeof expected / sizeof expected[0]);
			assert_string_equal(row->name, expected[at].name);
			assert_int_equal(row->line, expected[at].line);
			assert_int_equal(row->number, expected[at].number);
			assert_int_equal(row->flat, expected[at].flat);
			assert_int_equal(row->cum, expected[at].cum);
			assert_int_equal(row->depth, expected[at].depth);
		}
	assert_int_equal(at, sizeof expected / sizeof expected[0]);
	cprof_listing_free(l);
	rig_done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_equal_list),
		cmocka_unit_test(inlined_adds_up),
		cmocka_unit_test(rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
