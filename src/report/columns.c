/* Every column of a table: what it shows, how wide it is, how it sorts. The batch report, the
 * explorer, the sort keys and the documentation all come from these records. */
#include "config.h"

#include <cprof/table.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/unit.h"
#include "base/xalloc.h"

static struct cprof_cell value_cell(int64_t value, int64_t order)
{
	return (struct cprof_cell){ CPROF_CELL_VALUE, value, order, NULL };
}

static struct cprof_cell percent_cell(int64_t value, int64_t order)
{
	return (struct cprof_cell){ CPROF_CELL_PERCENT, value, order, NULL };
}

static struct cprof_cell text_cell(const char *text)
{
	return (struct cprof_cell){ CPROF_CELL_TEXT, 0, 0, text };
}

static struct cprof_cell flat_get(const struct cprof_table *t, const struct cprof_row *row)
{
	(void)t;
	return value_cell(row->flat, row->flat_raw);
}

static const struct cprof_column column_flat = {
	.id = "flat",
	.title = "flat",
	.key = 'f',
	.width = 10,
	.fold = CPROF_FOLD_SUM,
	.help = "what the function itself allocated or spent",
	.get = flat_get,
};

static struct cprof_cell flat_percent_get(const struct cprof_table *t,
					  const struct cprof_row *row)
{
	(void)t;
	return percent_cell(row->flat, row->flat_raw);
}

static const struct cprof_column column_flat_percent = {
	.id = "flat%",
	.title = "flat%",
	.width = 7,
	.shed = 2,
	.fold = CPROF_FOLD_SUM,
	.help = "flat as a share of the total",
	.get = flat_percent_get,
};

static struct cprof_cell sum_percent_get(const struct cprof_table *t, const struct cprof_row *row)
{
	(void)t;
	return percent_cell(row->sum, row->sum);
}

static const struct cprof_column column_sum_percent = {
	.id = "sum%",
	.title = "sum%",
	.width = 7,
	.shed = 1,
	.fold = CPROF_FOLD_LAST,
	.help = "flat of this row and all rows above it, as a share of the total",
	.get = sum_percent_get,
};

static struct cprof_cell cum_get(const struct cprof_table *t, const struct cprof_row *row)
{
	(void)t;
	return value_cell(row->cum, row->cum_raw);
}

static const struct cprof_column column_cum = {
	.id = "cum",
	.title = "cum",
	.key = 'c',
	.width = 10,
	.help = "what the function and everything it called cost",
	.get = cum_get,
};

static struct cprof_cell cum_percent_get(const struct cprof_table *t, const struct cprof_row *row)
{
	(void)t;
	return percent_cell(row->cum, row->cum_raw);
}

static const struct cprof_column column_cum_percent = {
	.id = "cum%",
	.title = "cum%",
	.width = 7,
	.shed = 3,
	.help = "cum as a share of the total",
	.get = cum_percent_get,
};

static struct cprof_cell name_get(const struct cprof_table *t, const struct cprof_row *row)
{
	(void)t;
	return text_cell(row->name);
}

static const struct cprof_column column_name = {
	.id = "name",
	.title = "function",
	.key = 'n',
	.left = true,
	.help = "the function, or what the granularity groups by",
	.get = name_get,
};

static struct cprof_cell place_get(const struct cprof_table *t, const struct cprof_row *row)
{
	(void)t;
	return text_cell(row->where_file);
}

static const struct cprof_column column_place = {
	.id = "file",
	.title = "file",
	.key = 'l',
	.left = true,
	.width = 24,
	.shed = 4,
	.help = "the file the function is in",
	.get = place_get,
};

#define COLUMN(name) &column_##name,
const struct cprof_column *const cprof_columns[] = {
#include "report/columns.def"
	NULL
};
#undef COLUMN

const struct cprof_column *cprof_column_find(const char *id)
{
	for (size_t i = 0; cprof_columns[i] != NULL; i++)
		if (strcmp(cprof_columns[i]->id, id) == 0)
			return cprof_columns[i];
	return NULL;
}

void cprof_cell_print(const struct cprof_table *t, const struct cprof_cell *cell, struct buf *out)
{
	switch (cell->kind) {
	case CPROF_CELL_VALUE:
		cprof_table_value(t, out, cell->value);
		break;
	case CPROF_CELL_PERCENT:
		unit_percentage(out, cell->value, t->total);
		break;
	case CPROF_CELL_NUMBER:
		buf_printf(out, "%lld", (long long)cell->value);
		break;
	case CPROF_CELL_TEXT:
		buf_puts(out, cell->text);
		break;
	}
}

bool cprof_column_fold(const struct cprof_table *t, const struct cprof_column *column,
		       struct cprof_cell *cell)
{
	int64_t sum = 0;
	if (column->fold == CPROF_FOLD_NOTHING || t->shown == t->count)
		return false;
	for (size_t i = t->shown; i < t->count; i++) {
		*cell = column->get(t, &t->row[t->order[i]]);
		sum = (int64_t)((uint64_t)sum + (uint64_t)cell->value);
	}
	if (column->fold == CPROF_FOLD_SUM)
		cell->value = sum;
	return true;
}

struct ordering {
	const struct cprof_table *table;
	const struct cprof_column *column;
	bool reverse;
};

/* Numbers by size without their sign, largest first; texts ascending. */
static int compare_cells(const struct cprof_cell *a, const struct cprof_cell *b)
{
	if (a->kind == CPROF_CELL_TEXT)
		return strcmp(a->text, b->text);
	uint64_t x = a->order < 0 ? 0 - (uint64_t)a->order : (uint64_t)a->order;
	uint64_t y = b->order < 0 ? 0 - (uint64_t)b->order : (uint64_t)b->order;
	return x > y ? -1 : x < y;
}

/* Rows with equal cells stay in the order of their names, then in the query's own, so that two runs
 * show the same screen. */
static int compare_rows(const void *left, const void *right, void *context)
{
	const struct ordering *o = context;
	const struct cprof_row *a = &o->table->row[*(const uint32_t *)left];
	const struct cprof_row *b = &o->table->row[*(const uint32_t *)right];
	struct cprof_cell x = o->column->get(o->table, a), y = o->column->get(o->table, b);
	int order = compare_cells(&x, &y);
	if (order != 0)
		return o->reverse ? -order : order;
	order = strcmp(a->name, b->name);
	return order != 0 ? order : (a->rank > b->rank) - (a->rank < b->rank);
}

void cprof_table_sort(struct cprof_table *t, const struct cprof_column *column, bool reverse)
{
	struct ordering ordering = { t, column, reverse };
	int64_t sum = 0;
	qsort_r(t->order, t->shown, sizeof *t->order, compare_rows, &ordering);
	qsort_r(t->order + t->shown, t->count - t->shown, sizeof *t->order, compare_rows,
		&ordering);
	for (size_t i = 0; i < t->count; i++) {
		struct cprof_row *row = &t->row[t->order[i]];
		sum = (int64_t)((uint64_t)sum + (uint64_t)row->flat);
		row->sum = sum;
	}
}
