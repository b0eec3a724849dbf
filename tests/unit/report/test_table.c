/* Tables: order, ties, running sums, the unit, what sorting by a column does. */
#include "unit/lib/check.h"

#include <inttypes.h>
#include <string.h>

#include <cprof/union.h>

#include "base/unit.h"
#include "query/filter/row_filter.h"
#include "query/table.h"
#include "unit/lib/rig.h"

#define LOC(id, name) "loc " #id ": " name " x.c:1\n"

/* Ids, in their order, as one text. */
static void expect_order(const struct cprof_table *t, const char *expected)
{
	struct buf out = BUF_INIT;
	for (size_t i = 0; i < t->count; i++)
		buf_printf(&out, "%s%s ", i == t->shown ? "| " : "", t->row[t->order[i]].name);
	assert_string_equal(buf_text(&out), expected);
	buf_done(&out);
}

static void sort_by(struct cprof_table *t, const char *column, bool reverse)
{
	cprof_table_sort(t, cprof_column_find(column), reverse);
}

/* Ties fall to the name; size counts, not the sign. */
static void flat_and_cum(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type cpu ns\n" LOC(1, "main") LOC(2, "b") LOC(3, "a") LOC(4, "c") LOC(5, "n")
		     "sample 10: 2 1\nsample 10: 3 1\nsample 30: 4 2 1\nsample -40: 5 1\n");
	r.query.trim = false;
	struct cprof_table *t = rig_table(&r);
	expect_order(t, "n c a b main ");
	assert_int_equal(t->row[t->order[0]].flat, -40);
	/* Running sums go with the order, signed. */
	int64_t sums[] = { -40, -10, 0, 10, 10 };
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(t->row[t->order[i]].sum, sums[i]);
	assert_int_equal(t->shown_flat, 10);
	assert_int_equal(t->total, 90);
	cprof_table_free(t);
	r.query.sort = CPROF_SORT_CUM;
	t = rig_table(&r);
	expect_order(t, "b n c a main ");
	cprof_table_free(t);
	rig_done(&r);
}

/* Rows with one name: 1.19's order, the other value and then the tuple. */
static void equal_names(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type cpu ns\nloc 1: p x.c:1 s=30\nloc 2: q x.c:2 s=20\nloc 3: r x.c:3 s=10\n"
		     "sample 5: 1 3\nsample 5: 2\nsample 5: 3\n");
	r.query.granularity = CPROF_BY_FILE;
	r.query.trim = false;
	for (int sort = CPROF_SORT_FLAT; sort <= CPROF_SORT_CUM; sort++) {
		r.query.sort = sort;
		struct cprof_table *t = rig_table(&r);
		assert_int_equal(t->count, 3);
		assert_int_equal(t->row[t->order[0]].start_line, 10);
		assert_int_equal(t->row[t->order[1]].start_line, 20);
		assert_int_equal(t->row[t->order[2]].start_line, 30);
		cprof_table_free(t);
	}
	rig_done(&r);
}

static void sorting_by_columns(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type cpu ns\nloc 1: main m.c:1\nloc 2: b z.c:1\nloc 3: a y.c:1\n"
		     "loc 4: tiny t.c:1\nloc 5: small s.c:1\n"
		     "sample 400: 2 1\nsample 600: 3 1\nsample 1: 4 1\nsample 2: 5 1\n");
	struct cprof_table *t = rig_table(&r);
	expect_order(t, "a b main | small tiny ");
	sort_by(t, "cum", false);
	expect_order(t, "main a b | small tiny ");
	assert_int_equal(t->row[t->order[0]].sum, 0);
	assert_int_equal(t->row[t->order[2]].sum, 1000);
	assert_int_equal(t->row[t->order[4]].sum, 1003);
	sort_by(t, "name", false);
	expect_order(t, "a b main | small tiny ");
	sort_by(t, "name", true);
	expect_order(t, "main b a | tiny small ");
	assert_int_equal(t->row[t->order[1]].sum, 400);
	sort_by(t, "file", false);
	expect_order(t, "main a b | small tiny ");
	sort_by(t, "flat", true);
	expect_order(t, "main b a | tiny small ");
	sort_by(t, "flat%", false);
	expect_order(t, "a b main | small tiny ");
	assert_null(cprof_column_find("nothing"));
	cprof_table_free(t);
	rig_done(&r);
}

static void cut(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type cpu ns\n" LOC(1, "a") LOC(2, "b") LOC(3, "c") LOC(4, "d")
		     "sample 400: 1\nsample 300: 2\nsample 200: 3\nsample 1: 4\n");
	r.query.nodecount = 2;
	struct cprof_table *t = rig_table(&r);
	expect_order(t, "a b | c d ");
	assert_int_equal(t->dropped_nodes, 1);
	assert_int_equal(t->node_count, 3);
	assert_int_equal(t->dropped_below, 4);
	assert_int_equal(t->shown_flat, 700);
	cprof_table_free(t);
	r.query.trim = false;
	t = rig_table(&r);
	expect_order(t, "a b c d ");
	assert_int_equal(t->dropped_nodes, 0);
	cprof_table_free(t);
	rig_done(&r);
}

static void expect_unit(const char *unit, const char *samples, const char *asked,
			const char *total)
{
	struct rig r;
	struct buf out = BUF_INIT, sketch = BUF_INIT;
	buf_printf(&sketch, "type t %s\n%s%s%s%s", unit, LOC(1, "a") LOC(2, "b"), samples, "", "");
	rig_init(&r, buf_text(&sketch));
	cprof_query_text(&r.query.unit, asked);
	r.query.trim = false;
	struct cprof_table *t = rig_table(&r);
	unit_put(&out, &t->unit, t->total);
	assert_string_equal(buf_text(&out), total);
	cprof_table_free(t);
	rig_done(&r);
	buf_done(&out);
	buf_done(&sketch);
}

/* The smallest value on the screen, a hundred times, chooses the unit. */
static void units(void **state)
{
	(void)state;
	expect_unit("ms", "sample 10: 1\nsample 11220: 2\n", "minimum", "11.23s");
	expect_unit("nanoseconds", "sample 7: 1\nsample 10100000: 2\n", "minimum", "10100007ns");
	expect_unit("nanoseconds", "sample 7: 1\nsample 10100000: 2\n", "auto", "10.10ms");
	expect_unit("nanoseconds", "sample 7: 1\nsample 10100000: 2\n", "us", "10100.01us");
	expect_unit("bytes", "sample 1024: 1\nsample 1048576: 2\n", "minimum", "1025kB");
	expect_unit("bytes", "sample 524288: 1\nsample 1048576: 2\n", "minimum", "1536kB");
	expect_unit("count", "sample 5000: 1\n", "minimum", "5000");
	/* A unit nobody knows is shown as it is. */
	expect_unit("objects", "sample 5000: 1\n", "minimum", "5000objects");
	expect_unit("objects", "sample 5000: 1\n", "auto", "5000");
	expect_unit("bytes", "sample 0: 1\n", "minimum", "0");
}

static void cells(void **state)
{
	(void)state;
	struct rig r;
	struct buf out = BUF_INIT;
	rig_init(&r, "type cpu ns\nloc 1: a d/x.c:1\nloc 2: b y.c:1\nsample 1: 1\nsample 3: 2 1\n");
	struct cprof_table *t = rig_table(&r);
	static const char *const ids[] = { "flat", "flat%", "sum%", "cum", "cum%", "name", "file" };
	for (size_t i = 0; i < t->shown; i++)
		for (size_t c = 0; c < sizeof ids / sizeof ids[0]; c++) {
			const struct cprof_column *column = cprof_column_find(ids[c]);
			struct cprof_cell cell = cprof_column_cell(t, column, &t->row[t->order[i]]);
			buf_own(&out, cprof_cell_text(t, &cell));
			buf_putc(&out, c + 1 < sizeof ids / sizeof ids[0] ? '|' : '\n');
		}
	assert_string_equal(buf_text(&out), "3ns|75.00%|75.00%|3ns|75.00%|b|y.c:1\n"
					    "1ns|25.00%|  100%|4ns|  100%|a|d/x.c:1\n");
	cprof_table_free(t);
	buf_done(&out);
	rig_done(&r);
}

static int64_t together(struct rig *r, const uint64_t *row, size_t rows)
{
	const struct cprof_union_parameters asked = { .row = row, .rows = rows };
	struct cprof_request request = { .profile = &r->source, .query = &r->query };
	struct cprof_union_parameters copy;
	void *found = NULL;
	cprof_parameters_copy(&cprof_analysis_union, &copy, &asked);
	assert_ptr_not_equal(copy.row, row);
	if (cprof_analysis_union.run(&request, &copy, &r->context, &found, &r->err) != CPROF_OK)
		fail_msg("%s", r->err.text);
	cprof_parameters_done(&cprof_analysis_union, &copy);
	int64_t cum = ((struct cprof_union *)found)->cum;
	cprof_analysis_union.free(found);
	return cum;
}

/* A row keeps its id under other filters, in another order and without the graph it came from; an
 * id of no row adds nothing. */
static void ids(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r,
		 "type cpu ns\nmap 1 /bin/prog\n" LOC(1, "main") LOC(2, "b") LOC(
			 3,
			 "a") "loc 4 m1 @0x1000:\nsample 1: 2 1\nsample 2: 3 2 1\nsample 4: 4 1\n");
	struct cprof_table *all = rig_table(&r);
	r.query.sort = CPROF_SORT_CUM;
	rig_filter(&r, CPROF_IGNORE, "^a$");
	struct cprof_table *some = rig_table(&r);
	uint64_t id[4] = { 0 };
	assert_int_equal(all->count, 4);
	for (size_t i = 0; i < all->count; i++) {
		for (size_t j = 0; j < i; j++)
			assert_true(all->row[i].id != all->row[j].id);
		for (size_t j = 0; j < some->count; j++)
			assert_int_equal(all->row[i].id == some->row[j].id,
					 strcmp(all->row[i].name, some->row[j].name) == 0);
		if (strcmp(all->row[i].name, "main") != 0)
			id[i] = all->row[i].id;
	}
	assert_int_equal(together(&r, id, 4), 1 + 4);
	rig_filter(&r, CPROF_IGNORE, NULL);
	assert_int_equal(together(&r, id, 4), 1 + 2 + 4);
	assert_int_equal(together(&r, id, 0), 0);
	cprof_table_free(all);
	cprof_table_free(some);
	rig_done(&r);
}

/* Rows that fail a test go behind the others; no number changes. */
static void row_tests(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type space bytes\n" LOC(1, "main") LOC(2, "b") LOC(3, "a") LOC(4, "c")
		     "sample 1000: 2 1\nsample 3000: 3 1\nsample -60000: 4 2 1\n");
	r.query.trim = false;
	static const struct {
		const char *rows, *order;
	} cases[] = {
		{ "cum>=1%", "c a b main " },       { "flat>0", "c a b | main " },
		{ "!flat>0", "main | c a b " },     { "flat=0", "main | c a b " },
		{ "flat>2.5kB", "c a | b main " },  { "cum>50%,flat<2K", "b main | c a " },
		{ "flat>=3000", "c a | b main " },  { "flat<=1e3", "b main | c a " },
		{ "cum==3000", "a | c b main " },   { "flat>1s", "c a b main " },
		{ "cum>1M", "| c a b main " },      { "flat<.1%", "main | c a b " },
		{ "cum>", NULL },		    { "name=x", NULL },
		{ "flat>1,", NULL },		    { "flat~3", NULL },
		{ "flat>1k B", NULL },		    { "flat>5%x", NULL },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct run run;
		struct cprof_table *t;
		struct table_options options = { 0 };
		cprof_query_text(&r.query.rows, cases[i].rows);
		rig_run(&r, &run);
		enum cprof_status status = table_new(&run, &options, &r.context, &t, &r.err);
		assert_int_equal(status, cases[i].order != NULL ? CPROF_OK : CPROF_ERR_SYNTAX);
		if (status == CPROF_OK) {
			expect_order(t, cases[i].order);
			assert_int_equal(t->row[t->order[t->count - 1]].sum, -56000);
			assert_int_equal(t->shown_flat,
					 t->shown > 0 ? t->row[t->order[t->shown - 1]].sum : 0);
			cprof_table_free(t);
		}
		cprof_error_done(&r.err);
		run_done(&run);
	}
	rig_expect_notes(&r, "rows:flat>1s is no question to space in bytes: not asked\n");
	/* Switched off it does nothing. */
	cprof_query_text(&r.query.rows, "cum>1M");
	r.query.rows_off = true;
	struct cprof_table *t = rig_table(&r);
	expect_order(t, "c a b main ");
	cprof_table_free(t);
	rig_done(&r);
}

/* What looks like a test is not taken for a pattern. */
static void row_words(void **state)
{
	(void)state;
	assert_true(row_filter_is("cum>=1%"));
	assert_true(row_filter_is("!flat<x"));
	assert_false(row_filter_is("cum"));
	assert_false(row_filter_is("flatten"));
	assert_false(row_filter_is("json"));
	assert_false(row_filter_is("!"));
}

/* What became of rows: both sides are those of two tables, one of each profile alone. */
static void row_changes(void **state)
{
	static const struct {
		const char *rows, *order;
	} cases[] = {
		{ "d:new", "fresh | grew less gone main " },
		{ "d:gone", "gone | grew fresh less main " },
		{ "d:grew", "grew fresh | less gone main " },
		{ "d:grew>100%", "grew fresh | less gone main " },
		{ "d:grew>200%", "fresh | grew less gone main " },
		{ "d:grew<=200%", "grew | fresh less gone main " },
		{ "d:grew>=60", "grew | fresh less gone main " },
		{ "d:shrank", "less gone | grew fresh main " },
		{ "d:same", "main | grew fresh less gone " },
		{ "!d:new", "grew less gone main | fresh " },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct rig r;
		rig_init(&r, "type space bytes\n" LOC(1, "main") LOC(2, "grew") LOC(3, "fresh")
			     LOC(4, "gone") LOC(5, "less") LOC(6, "same")
			     "sample 90: 2 1\nsample 50: 3 1\nsample 10: 5 1\nsample 8: 6 1\n"
			     "sample -30: 2 1 | pprof::base=true\n"
			     "sample -20: 4 1 | pprof::base=true\n"
			     "sample -45: 5 1 | pprof::base=true\n"
			     "sample -8: 6 1 | pprof::base=true\n");
		r.query.trim = false;
		cprof_query_text(&r.query.rows, cases[i].rows);
		struct cprof_table *t = rig_table(&r);
		cprof_table_sort(t, cprof_column_find("delta"), false);
		expect_order(t, cases[i].order);
		cprof_table_free(t);
		rig_done(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flat_and_cum),
		cmocka_unit_test(equal_names),
		cmocka_unit_test(sorting_by_columns),
		cmocka_unit_test(cut),
		cmocka_unit_test(units),
		cmocka_unit_test(cells),
		cmocka_unit_test(ids),
		cmocka_unit_test(row_tests),
		cmocka_unit_test(row_words),
		cmocka_unit_test(row_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
