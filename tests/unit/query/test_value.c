/* Sample types by name and number, totals, divisors. */
#include "unit/lib/check.h"

#include <string.h>

#include "base/unit.h"
#include "unit/lib/rig.h"

static const char three[] =
	"type samples count\ntype cpu nanoseconds\ntype space bytes\nloc 1: f x.c:1\n"
	"sample 1 10 -100: 1\nsample 2 20 200:\nsample 0 0 0: 1\n";

static void expect_column(struct rig *r, const char *index, uint32_t expected)
{
	uint32_t column = 99;
	assert_int_equal(value_column(r->profile, index, &column, &r->err), CPROF_OK);
	assert_int_equal(column, expected);
}

static void expect_error(struct rig *r, const char *index, const char *expected)
{
	uint32_t column;
	assert_int_not_equal(value_column(r->profile, index, &column, &r->err), CPROF_OK);
	assert_string_equal(r->err.text, expected);
	cprof_error_done(&r->err);
}

static void columns(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, three);
	expect_column(&r, NULL, 2);
	expect_column(&r, "", 2);
	expect_column(&r, "0", 0);
	expect_column(&r, "+1", 1);
	expect_column(&r, "01", 1);
	expect_column(&r, "cpu", 1);
	/* A type's name may be said with inuse_ in front. */
	expect_column(&r, "inuse_space", 2);
	expect_error(&r, "3", "sample_index 3 is outside the range [0..2]");
	expect_error(&r, "-1", "sample_index -1 is outside the range [0..2]");
	expect_error(&r, "foo", "sample_index \"foo\" must be one of: [samples cpu space]");
	expect_error(&r, "CPU", "sample_index \"CPU\" must be one of: [samples cpu space]");
	expect_error(&r, " 1", "sample_index \" 1\" must be one of: [samples cpu space]");
	expect_error(&r, "alloc_space",
		     "sample_index \"alloc_space\" must be one of: [samples cpu space]");
	rig_done(&r);
}

static void defaults(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type a count\ntype b count\ntype b bytes\ndefault b\nsample 1 1 1:\n");
	expect_column(&r, NULL, 1);
	rig_done(&r);
	rig_init(&r, "type a count\ntype b count\ndefault c\nsample 1 1:\n");
	expect_column(&r, NULL, 1);
	rig_done(&r);
	rig_init(&r, "comment nothing\n");
	expect_error(&r, NULL, "profile has no samples");
	rig_done(&r);
}

static void totals(void **state)
{
	(void)state;
	struct rig r;
	struct value_spec v;
	rig_init(&r, three);
	/* Sizes count without their signs, empty stacks count too. */
	cprof_query_text(&r.query.sample_index, "space");
	assert_int_equal(value_resolve(r.profile, &r.query, &v, &r.err), CPROF_OK);
	assert_string_equal(v.type, "space");
	assert_string_equal(v.unit, "bytes");
	assert_int_equal(value_total(r.whole, &v), 300);
	/* With mean the total is divided by the sum of the first column. */
	r.query.mean = true;
	assert_int_equal(value_resolve(r.profile, &r.query, &v, &r.err), CPROF_OK);
	assert_int_equal(value_total(r.whole, &v), 100);
	rig_done(&r);
	/* The divisors are summed with their signs. */
	rig_init(&r, "type n count\ntype t ns\nsample -4 10:\nsample 2 10:\n");
	r.query.mean = true;
	assert_int_equal(value_resolve(r.profile, &r.query, &v, &r.err), CPROF_OK);
	assert_int_equal(value_total(r.whole, &v), -10);
	rig_done(&r);
	rig_init(&r, "type n count\ntype t ns\nsample -2 10:\nsample 2 10:\n");
	r.query.mean = true;
	assert_int_equal(value_resolve(r.profile, &r.query, &v, &r.err), CPROF_OK);
	assert_int_equal(value_total(r.whole, &v), 20);
	rig_done(&r);
}

/* In a diff the total is the base's, by its label; without any value in it, it is everybody's. */
static void totals_of_diffs(void **state)
{
	(void)state;
	struct rig r;
	struct value_spec v;
	rig_init(&r, "type n count\ntype t ns\nsample 1 30: | k=v\nsample 2 0: | pprof::base=no\n"
		     "sample -4 0: | pprof::base=true k=v\nsample -1 -8: | pprof::base=true\n"
		     "sample 5 5: | k=true\n");
	assert_int_equal(value_resolve(r.profile, &r.query, &v, &r.err), CPROF_OK);
	assert_int_equal(value_total(r.whole, &v), 8);
	r.query.mean = true;
	assert_int_equal(value_resolve(r.profile, &r.query, &v, &r.err), CPROF_OK);
	assert_int_equal(value_total(r.whole, &v), -1);
	rig_done(&r);
	rig_init(&r, "type t ns\nsample 30:\nsample 0: | pprof::base=true\n");
	assert_int_equal(value_resolve(r.profile, &r.query, &v, &r.err), CPROF_OK);
	assert_int_equal(value_total(r.whole, &v), 30);
	rig_done(&r);
}

/* Percentages refer to the whole profile unless they are asked to be relative. */
static void totals_and_filters(void **state)
{
	(void)state;
	struct rig r;
	struct run run;
	rig_init(&r, "type t ns\nloc 1: a x.c:1\nloc 2: b x.c:2\nsample 30: 1\nsample 70: 2\n");
	rig_filter(&r, CPROF_FOCUS, "a");
	rig_run(&r, &run);
	assert_int_equal(run.total, 100);
	assert_int_equal(run.kept_total, 30);
	run_done(&run);
	r.query.relative_percentages = true;
	rig_run(&r, &run);
	assert_int_equal(run.total, 30);
	run_done(&run);
	rig_done(&r);
}

static void divisors(void **state)
{
	(void)state;
	struct rig r;
	struct value_spec v;
	struct buf out = BUF_INIT;
	rig_init(&r, "type t ns\nloc 1: a x.c:1\nsample 11: 1\n");
	r.query.divide_by = 0;
	assert_int_equal(value_resolve(r.profile, &r.query, &v, &r.err), CPROF_ERR_SYNTAX);
	assert_string_equal(r.err.text, "zero divisor specified");
	cprof_error_done(&r.err);
	/* Truncated; percentages do not change. */
	r.query.divide_by = 4;
	struct cprof_table *t = rig_table(&r);
	unit_put(&out, &t->unit, t->total);
	assert_string_equal(buf_text(&out), "2ns");
	assert_int_equal(t->total, 11);
	cprof_table_free(t);
	/* A negative one is ignored. */
	r.query.divide_by = -4;
	buf_clear(&out);
	t = rig_table(&r);
	unit_put(&out, &t->unit, t->total);
	assert_string_equal(buf_text(&out), "11ns");
	cprof_table_free(t);
	buf_done(&out);
	rig_done(&r);
}

static void arithmetic(void **state)
{
	(void)state;
	assert_true(value_abs(INT64_MIN) == INT64_MIN);
	assert_true(value_abs(-5) == 5);
	assert_true(value_add(INT64_MAX, 1) == INT64_MIN);
	assert_true(value_divide(-7, 2) == -3);
	assert_true(value_divide(INT64_MIN, -1) == INT64_MIN);
	assert_true(unit_truncate(-2.9) == -2);
	assert_true(unit_truncate(1e30) == INT64_MIN);
	assert_true(unit_truncate(-1e30) == INT64_MIN);
	assert_true(unit_truncate(0.0 / (double)value_abs(0)) == INT64_MIN);
}

static void sides_are(struct rig *r, int64_t base, int64_t other)
{
	struct value_sides sides;
	struct run run;
	rig_run(r, &run);
	assert_true(value_sides(run.selection, &run.value, &sides));
	assert_int_equal(sides.base, base);
	assert_int_equal(sides.other, other);
	run_done(&run);
}

static void sides(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type objects count\ntype space bytes\n"
		     "loc 1: a x.c:1\nloc 2: b x.c:2\nloc 3: main x.c:3\n"
		     "sample 2 14: 1 3\nsample 1 3: 2 3\n"
		     "sample -3 -15: 1 3 | pprof::base=true\n"
		     "sample -1 -4: 2 3 | pprof::base=true\n");
	sides_are(&r, 19, 17);
	rig_filter(&r, CPROF_FOCUS, "^a$");
	sides_are(&r, 15, 14);
	r.query.mean = true;
	sides_are(&r, 5, 7);
	rig_done(&r);
}

static void no_sides(void **state)
{
	struct value_sides nothing;
	struct rig r;
	struct run run;
	(void)state;
	rig_init(&r, three);
	rig_run(&r, &run);
	assert_false(value_sides(run.selection, &run.value, &nothing));
	run_done(&run);
	rig_done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sides),
		cmocka_unit_test(no_sides),
		cmocka_unit_test(columns),  cmocka_unit_test(defaults),
		cmocka_unit_test(totals),   cmocka_unit_test(totals_of_diffs),
		cmocka_unit_test(totals_and_filters),
		cmocka_unit_test(divisors), cmocka_unit_test(arithmetic),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
