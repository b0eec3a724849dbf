/* Every column of a table: what it shows, how wide it is, how it sorts. The batch report, the
 * explorer, the sort keys and the documentation all come from these records. */
#include "report/cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/table.h>

#include "base/buf.h"
#include "base/unit.h"
#include "base/xalloc.h"
#include "query/value.h"

/* The size of one object. */
static struct cprof_cell mean_cell(const struct cprof_table *t, const struct cprof_row *row,
				   bool cum)
{
	const struct cprof_amount *size = cprof_table_amount(t, row, CPROF_MEASURE_SIZE);
	const struct cprof_amount *count = cprof_table_amount(t, row, CPROF_MEASURE_COUNT);
	if (size == NULL || count == NULL || (cum ? count->cum : count->flat) == 0)
		return empty_cell();
	int64_t value = cum ? value_divide(size->cum, count->cum)
			    : value_divide(size->flat, count->flat);
	struct cprof_cell cell = value_cell(value, value);
	cell.measure = &t->measure[CPROF_MEASURE_SIZE];
	cell.each = true;
	return cell;
}

/* What is still in use of what was allocated. */
static struct cprof_cell survival_cell(const struct cprof_table *t, const struct cprof_row *row,
				       bool cum)
{
	const struct cprof_amount *inuse = cprof_table_amount(t, row, CPROF_MEASURE_INUSE);
	const struct cprof_amount *alloc = cprof_table_amount(t, row, CPROF_MEASURE_ALLOC);
	if (inuse == NULL || alloc == NULL || (cum ? alloc->cum : alloc->flat) == 0)
		return empty_cell();
	int64_t value = cum ? inuse->cum : inuse->flat, of = cum ? alloc->cum : alloc->flat;
	return (struct cprof_cell){
		.kind = CPROF_CELL_PERCENT,
		.value = value,
		.order = (int64_t)((double)value / (double)of * 1e9),
		.of = of,
	};
}

static struct cprof_cell flat_get(const struct cprof_table *t, const struct cprof_row *row)
{
	return own_cell(t, row->flat, row->flat_raw);
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
	return percent_cell(t, row->flat, row->flat_raw);
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
	return percent_cell(t, row->sum, row->sum);
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
	return own_cell(t, row->cum, row->cum_raw);
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
	return percent_cell(t, row->cum, row->cum_raw);
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

static struct cprof_cell objects_get(const struct cprof_table *t, const struct cprof_row *row)
{
	return amount_cell(t, row, CPROF_MEASURE_COUNT, false);
}

static const struct cprof_column column_objects = {
	.id = "objects",
	.title = "objects",
	.key = 'o',
	.width = 9,
	.shed = SHED_CHOSEN,
	.fold = CPROF_FOLD_SUM,
	.measures = 1 << CPROF_MEASURE_COUNT,
	.help = "how many objects, or samples, flat is made of",
	.get = objects_get,
};

static struct cprof_cell cum_objects_get(const struct cprof_table *t, const struct cprof_row *row)
{
	return amount_cell(t, row, CPROF_MEASURE_COUNT, true);
}

static const struct cprof_column column_cum_objects = {
	.id = "cum-objects",
	.title = "cum objs",
	.width = 9,
	.shed = SHED_CHOSEN,
	.measures = 1 << CPROF_MEASURE_COUNT,
	.help = "how many objects, or samples, cum is made of",
	.get = cum_objects_get,
};

static struct cprof_cell mean_get(const struct cprof_table *t, const struct cprof_row *row)
{
	return mean_cell(t, row, false);
}

static const struct cprof_column column_mean = {
	.id = "mean",
	.title = "mean",
	.key = 'a',
	.width = 9,
	.shed = SHED_CHOSEN,
	.measures = 1 << CPROF_MEASURE_COUNT | 1 << CPROF_MEASURE_SIZE,
	.help = "flat of one object: its mean size",
	.get = mean_get,
};

static struct cprof_cell cum_mean_get(const struct cprof_table *t, const struct cprof_row *row)
{
	return mean_cell(t, row, true);
}

static const struct cprof_column column_cum_mean = {
	.id = "cum-mean",
	.title = "cum mean",
	.width = 9,
	.shed = SHED_CHOSEN,
	.measures = 1 << CPROF_MEASURE_COUNT | 1 << CPROF_MEASURE_SIZE,
	.help = "cum of one object",
	.get = cum_mean_get,
};

static struct cprof_cell inuse_get(const struct cprof_table *t, const struct cprof_row *row)
{
	return amount_cell(t, row, CPROF_MEASURE_INUSE, false);
}

static const struct cprof_column column_inuse = {
	.id = "inuse",
	.title = "in use",
	.width = 10,
	.shed = SHED_CHOSEN,
	.fold = CPROF_FOLD_SUM,
	.measures = 1 << CPROF_MEASURE_INUSE,
	.help = "flat of what is in use now",
	.get = inuse_get,
};

static struct cprof_cell alloc_get(const struct cprof_table *t, const struct cprof_row *row)
{
	return amount_cell(t, row, CPROF_MEASURE_ALLOC, false);
}

static const struct cprof_column column_alloc = {
	.id = "alloc",
	.title = "alloc",
	.width = 10,
	.shed = SHED_CHOSEN,
	.fold = CPROF_FOLD_SUM,
	.measures = 1 << CPROF_MEASURE_ALLOC,
	.help = "flat of what was allocated since start",
	.get = alloc_get,
};

static struct cprof_cell survival_get(const struct cprof_table *t, const struct cprof_row *row)
{
	return survival_cell(t, row, false);
}

static const struct cprof_column column_survival = {
	.id = "survival",
	.title = "survive",
	.key = 'v',
	.width = 8,
	.shed = SHED_CHOSEN,
	.measures = 1 << CPROF_MEASURE_INUSE | 1 << CPROF_MEASURE_ALLOC,
	.help = "flat in use now as a share of flat allocated since start",
	.get = survival_get,
};

static struct cprof_cell cum_survival_get(const struct cprof_table *t, const struct cprof_row *row)
{
	return survival_cell(t, row, true);
}

static const struct cprof_column column_cum_survival = {
	.id = "cum-survival",
	.title = "cum surv",
	.width = 8,
	.shed = SHED_CHOSEN,
	.measures = 1 << CPROF_MEASURE_INUSE | 1 << CPROF_MEASURE_ALLOC,
	.help = "the same of cum",
	.get = cum_survival_get,
};

static struct cprof_cell package_get(const struct cprof_table *t, const struct cprof_row *row)
{
	(void)t;
	return text_cell(row->package);
}

static const struct cprof_column column_package = {
	.id = "package",
	.title = "package",
	.key = 'p',
	.left = true,
	.width = 12,
	.shed = SHED_CHOSEN,
	.help = "the package, namespace or class path of the function",
	.get = package_get,
};

static struct cprof_cell place_get(const struct cprof_table *t, const struct cprof_row *row)
{
	(void)t;
	return (struct cprof_cell){ .kind = CPROF_CELL_POSITION,
				    .text = row->where_file,
				    .value = row->where_line };
}

static const struct cprof_column column_place = {
	.id = "file",
	.title = "file",
	.key = 'l',
	.left = true,
	.width = 12,
	.shed = SHED_CHOSEN,
	.help = "where the function is: the file, and its line that costs most",
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

static void print_value(const struct cprof_table *t, const struct cprof_cell *cell,
			struct buf *out)
{
	const struct cprof_measured *m = cell->measure;
	if (m == NULL)
		unit_put(out, &t->unit, cell->value);
	else if (cell->each)
		unit_label(out, cell->value, m->unit.sample, "auto");
	else
		unit_put(out, &m->unit, cell->value);
}

/* A function that the base did not have has no share of it. */
static void print_change(const struct cprof_cell *cell, struct buf *out)
{
	if (cell->of == 0)
		buf_puts(out, cell->value != 0 ? "new" : "");
	else if (cell->value == -cell->of)
		buf_puts(out, "gone");
	else
		buf_printf(out, "%+.1f%%", 100 * (double)cell->value / fabs((double)cell->of));
}

void cell_put(const struct cprof_table *t, const struct cprof_cell *cell, struct buf *out)
{
	switch (cell->kind) {
	case CPROF_CELL_VALUE:
		if (cell->change && cell->value > 0)
			buf_putc(out, '+');
		print_value(t, cell, out);
		break;
	case CPROF_CELL_CHANGE:
		print_change(cell, out);
		break;
	case CPROF_CELL_PERCENT:
		unit_percentage(out, cell->value, cell->of);
		break;
	case CPROF_CELL_NUMBER:
		buf_printf(out, "%lld", (long long)cell->value);
		break;
	case CPROF_CELL_TEXT:
		buf_puts(out, cell->text);
		break;
	case CPROF_CELL_POSITION:
		buf_puts(out, cell->text);
		if (*cell->text != '\0' && cell->value != 0)
			buf_printf(out, ":%lld", (long long)cell->value);
		break;
	case CPROF_CELL_EMPTY:
		break;
	}
}

char *cprof_cell_text(const struct cprof_table *t, const struct cprof_cell *cell)
{
	struct buf text = BUF_INIT;
	cell_put(t, cell, &text);
	return buf_take(&text);
}

bool cprof_column_fold(const struct cprof_table *t, const struct cprof_column *column,
		       struct cprof_cell *cell)
{
	int64_t sum = 0;
	if (column->fold == CPROF_FOLD_NOTHING || t->shown == t->count)
		return false;
	for (size_t i = t->shown; i < t->count; i++) {
		*cell = column->get(t, &t->row[t->order[i]]);
		if (cell->kind == CPROF_CELL_EMPTY)
			return false;
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
	if (a->kind == CPROF_CELL_TEXT || a->kind == CPROF_CELL_POSITION) {
		int order = strcmp(a->text, b->text);
		return order != 0 ? order : (a->value > b->value) - (a->value < b->value);
	}
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
	bool x_empty = x.kind == CPROF_CELL_EMPTY, y_empty = y.kind == CPROF_CELL_EMPTY;
	if (x_empty != y_empty)
		return x_empty ? 1 : -1;
	int order = x_empty ? 0 : compare_cells(&x, &y);
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
