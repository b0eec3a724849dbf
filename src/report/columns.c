/* Every column of a table: what it shows, how wide it is, how it sorts. In a diff what a row costs
 * is the change already; the columns of a diff say so with a sign. The batch report, the explorer,
 * the sort keys and the documentation all come from these records. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/table.h>

#include "base/buf.h"
#include "base/unit.h"
#include "base/xalloc.h"
#include "query/value.h"

/* What the user chose beside the usual columns goes after them when the screen is narrow. */
#define SHED_CHOSEN 4

#define BOTH (1 << CPROF_MEASURE_BASE | 1 << CPROF_MEASURE_NEW)

static struct cprof_cell value_cell(int64_t value, int64_t order)
{
	return (struct cprof_cell){ .kind = CPROF_CELL_VALUE, .value = value, .order = order };
}

/* A value that is a change. */
static struct cprof_cell change_of(struct cprof_cell cell)
{
	cell.change = true;
	return cell;
}

/* The table's own value: in a diff it is a change. */
static struct cprof_cell own_cell(const struct cprof_table *t, int64_t value, int64_t order)
{
	struct cprof_cell cell = value_cell(value, order);
	return t->diff ? change_of(cell) : cell;
}

static struct cprof_cell percent_cell(const struct cprof_table *t, int64_t value, int64_t order)
{
	return (struct cprof_cell){
		.kind = CPROF_CELL_PERCENT, .value = value, .order = order, .of = t->percent_of
	};
}

static struct cprof_cell empty_cell(void)
{
	return (struct cprof_cell){ .kind = CPROF_CELL_EMPTY };
}

static struct cprof_cell text_cell(const char *text)
{
	return (struct cprof_cell){ .kind = CPROF_CELL_TEXT, .text = text };
}

static struct cprof_cell position_cell(const struct cprof_row *row)
{
	return (struct cprof_cell){ .kind = CPROF_CELL_POSITION,
				    .text = row->where_file,
				    .value = row->where_line };
}

/* A value of another measure. */
static struct cprof_cell amount_cell(const struct cprof_table *t, const struct cprof_row *row,
				     enum cprof_measure measure, bool cum)
{
	const struct cprof_amount *a = cprof_table_amount(t, row, measure);
	if (a == NULL)
		return empty_cell();
	int64_t value = cum ? a->cum : a->flat;
	struct cprof_cell cell = value_cell(value, value);
	cell.measure = &t->measure[measure];
	cell.change = t->diff && measure != CPROF_MEASURE_BASE && measure != CPROF_MEASURE_NEW;
	return cell;
}

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

/* What is new is further from what it was than anything that grew. */
static struct cprof_cell change_cell(const struct cprof_table *t, const struct cprof_row *row,
				     bool cum)
{
	const struct cprof_amount *base = cprof_table_amount(t, row, CPROF_MEASURE_BASE);
	const struct cprof_amount *other = cprof_table_amount(t, row, CPROF_MEASURE_NEW);
	if (base == NULL || other == NULL)
		return empty_cell();
	int64_t was = cum ? base->cum : base->flat;
	int64_t value = value_subtract(cum ? other->cum : other->flat, was);
	double share = was != 0 ? (double)value / (double)was : 0;
	return (struct cprof_cell){
		.kind = was == 0 && value == 0 ? CPROF_CELL_EMPTY : CPROF_CELL_CHANGE,
		.value = value,
		.of = was,
		.order = was == 0 ? INT64_MAX : unit_truncate(share * 1e6),
	};
}

/* A column: its cell of a row, made of `t` and `row`, and the rest of the record. */
#define COLUMN_RECORD(name, cell, ...)                                                             \
	static struct cprof_cell name##_get(const struct cprof_table *t,                           \
					    const struct cprof_row *row)                           \
	{                                                                                          \
		(void)t;                                                                           \
		return cell;                                                                       \
	}                                                                                          \
	static const struct cprof_column column_##name = { .get = name##_get, __VA_ARGS__ }

COLUMN_RECORD(flat, own_cell(t, row->flat, row->flat_raw), .id = "flat", .title = "flat",
	      .key = 'f', .width = 10, .fold = CPROF_FOLD_SUM,
	      .help = "what the function itself allocated or spent");

COLUMN_RECORD(flat_percent, percent_cell(t, row->flat, row->flat_raw), .id = "flat%",
	      .title = "flat%", .width = 7, .shed = 2, .fold = CPROF_FOLD_SUM,
	      .help = "flat as a share of the total");

COLUMN_RECORD(sum_percent, percent_cell(t, row->sum, row->sum), .id = "sum%", .title = "sum%",
	      .width = 7, .shed = 1, .fold = CPROF_FOLD_LAST,
	      .help = "flat of this row and all rows above it, as a share of the total");

COLUMN_RECORD(cum, own_cell(t, row->cum, row->cum_raw), .id = "cum", .title = "cum", .key = 'c',
	      .width = 10, .help = "what the function and everything it called cost");

COLUMN_RECORD(cum_percent, percent_cell(t, row->cum, row->cum_raw), .id = "cum%", .title = "cum%",
	      .width = 7, .shed = 3, .help = "cum as a share of the total");

COLUMN_RECORD(name, text_cell(row->name), .id = "name", .title = "function", .key = 'n',
	      .left = true, .help = "the function, or what the granularity groups by");

COLUMN_RECORD(objects, amount_cell(t, row, CPROF_MEASURE_COUNT, false), .id = "objects",
	      .title = "objects", .key = 'o', .width = 9, .shed = SHED_CHOSEN,
	      .fold = CPROF_FOLD_SUM, .measures = 1 << CPROF_MEASURE_COUNT,
	      .help = "how many objects, or samples, flat is made of");

COLUMN_RECORD(cum_objects, amount_cell(t, row, CPROF_MEASURE_COUNT, true), .id = "cum-objects",
	      .title = "cum objs", .width = 9, .shed = SHED_CHOSEN,
	      .measures = 1 << CPROF_MEASURE_COUNT,
	      .help = "how many objects, or samples, cum is made of");

COLUMN_RECORD(mean, mean_cell(t, row, false), .id = "mean", .title = "mean", .key = 'a', .width = 9,
	      .shed = SHED_CHOSEN, .measures = 1 << CPROF_MEASURE_COUNT | 1 << CPROF_MEASURE_SIZE,
	      .help = "flat of one object: its mean size");

COLUMN_RECORD(cum_mean, mean_cell(t, row, true), .id = "cum-mean", .title = "cum mean", .width = 9,
	      .shed = SHED_CHOSEN, .measures = 1 << CPROF_MEASURE_COUNT | 1 << CPROF_MEASURE_SIZE,
	      .help = "cum of one object");

COLUMN_RECORD(inuse, amount_cell(t, row, CPROF_MEASURE_INUSE, false), .id = "inuse",
	      .title = "in use", .width = 10, .shed = SHED_CHOSEN, .fold = CPROF_FOLD_SUM,
	      .measures = 1 << CPROF_MEASURE_INUSE, .help = "flat of what is in use now");

COLUMN_RECORD(alloc, amount_cell(t, row, CPROF_MEASURE_ALLOC, false), .id = "alloc",
	      .title = "alloc", .width = 10, .shed = SHED_CHOSEN, .fold = CPROF_FOLD_SUM,
	      .measures = 1 << CPROF_MEASURE_ALLOC,
	      .help = "flat of what was allocated since start");

COLUMN_RECORD(survival, survival_cell(t, row, false), .id = "survival", .title = "survive",
	      .key = 'v', .width = 8, .shed = SHED_CHOSEN,
	      .measures = 1 << CPROF_MEASURE_INUSE | 1 << CPROF_MEASURE_ALLOC,
	      .help = "flat in use now as a share of flat allocated since start");

COLUMN_RECORD(cum_survival, survival_cell(t, row, true), .id = "cum-survival", .title = "cum surv",
	      .width = 8, .shed = SHED_CHOSEN,
	      .measures = 1 << CPROF_MEASURE_INUSE | 1 << CPROF_MEASURE_ALLOC,
	      .help = "the same of cum");

COLUMN_RECORD(package, text_cell(row->package), .id = "package", .title = "package", .key = 'p',
	      .left = true, .width = 12, .shed = SHED_CHOSEN,
	      .help = "the package, namespace or class path of the function");

COLUMN_RECORD(position, position_cell(row), .id = "file", .title = "file", .key = 'l', .left = true,
	      .width = 12, .shed = SHED_CHOSEN,
	      .help = "where the function is: the file, and its line that costs most");

COLUMN_RECORD(delta, change_of(value_cell(row->flat, row->flat_raw)), .id = "delta",
	      .title = "delta", .key = 'd', .width = 10, .fold = CPROF_FOLD_SUM, .diff = true,
	      .help = "how much flat changed since the base of a diff");

COLUMN_RECORD(delta_percent, change_cell(t, row, false), .id = "delta%", .title = "delta%",
	      .width = 7, .shed = 3, .diff = true, .measures = BOTH,
	      .help = "the change of flat as a share of the base; new or gone");

COLUMN_RECORD(base, amount_cell(t, row, CPROF_MEASURE_BASE, false), .id = "base", .title = "base",
	      .width = 9, .shed = 2, .fold = CPROF_FOLD_SUM, .diff = true, .measures = BOTH,
	      .help = "flat in the base of a diff");

COLUMN_RECORD(new, amount_cell(t, row, CPROF_MEASURE_NEW, false), .id = "new", .title = "new",
	      .width = 9, .shed = 2, .fold = CPROF_FOLD_SUM, .diff = true, .measures = BOTH,
	      .help = "flat in the profile that is compared with the base");

COLUMN_RECORD(cum_delta_percent, change_cell(t, row, true), .id = "cum-delta%", .title = "cum dlt%",
	      .width = 8, .shed = SHED_CHOSEN, .diff = true, .measures = BOTH,
	      .help = "the change of cum as a share of the base; new or gone");

COLUMN_RECORD(cum_base, amount_cell(t, row, CPROF_MEASURE_BASE, true), .id = "cum-base",
	      .title = "cum base", .width = 9, .shed = SHED_CHOSEN, .diff = true, .measures = BOTH,
	      .help = "cum in the base of a diff");

COLUMN_RECORD(cum_new, amount_cell(t, row, CPROF_MEASURE_NEW, true), .id = "cum-new",
	      .title = "cum new", .width = 9, .shed = SHED_CHOSEN, .diff = true, .measures = BOTH,
	      .help = "cum in the profile that is compared with the base");

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

static void put_cell(const struct cprof_table *t, const struct cprof_cell *cell, struct buf *out)
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
	put_cell(t, cell, &text);
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
		sum = value_add(sum, cell->value);
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
	return value_compare_size(a->order, b->order);
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
		row->sum = sum = value_add(sum, row->flat);
	}
}
