/* Every column of a table: what it shows, how wide it is, how it sorts. The batch report, the
 * explorer, the sort keys and the documentation all come from these records. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/table.h>

#include "base/buf.h"
#include "base/unit.h"
#include "query/value.h"

/* What the user chose beside the usual columns goes after them when the screen is narrow. */
#define SHED_CHOSEN 4

#define COUNT (1 << CPROF_MEASURE_COUNT)
#define SIZE (1 << CPROF_MEASURE_SIZE)
#define INUSE (1 << CPROF_MEASURE_INUSE)
#define ALLOC (1 << CPROF_MEASURE_ALLOC)
#define BOTH (1 << CPROF_MEASURE_BASE | 1 << CPROF_MEASURE_NEW)

static const struct cprof_cell empty = { .kind = CPROF_CELL_EMPTY };

static struct cprof_cell value_cell(int64_t value, int64_t order)
{
	return (struct cprof_cell){ .kind = CPROF_CELL_VALUE, .value = value, .order = order };
}

/* The table's own value: in a diff it is a change. */
static struct cprof_cell get_value(const struct cprof_column *c, const struct cprof_table *t,
				   const struct cprof_row *row)
{
	struct cprof_cell cell = c->cum ? value_cell(row->cum, row->cum_raw)
					: value_cell(row->flat, row->flat_raw);
	cell.change = t->diff || c->diff;
	return cell;
}

static struct cprof_cell get_percent(const struct cprof_column *c, const struct cprof_table *t,
				     const struct cprof_row *row)
{
	struct cprof_cell cell = get_value(c, t, row);
	cell.kind = CPROF_CELL_PERCENT;
	cell.change = false;
	cell.of = t->percent_of;
	return cell;
}

static struct cprof_cell get_sum(const struct cprof_column *c, const struct cprof_table *t,
				 const struct cprof_row *row)
{
	(void)c;
	return (struct cprof_cell){ .kind = CPROF_CELL_PERCENT,
				    .value = row->sum,
				    .order = row->sum,
				    .of = t->percent_of };
}

/* A value of another measure; false if the table has none. */
static bool find_amount(const struct cprof_column *c, const struct cprof_table *t,
			const struct cprof_row *row, enum cprof_measure measure, int64_t *value)
{
	const struct cprof_amount *a = cprof_table_amount(t, row, measure);
	*value = a == NULL ? 0 : c->cum ? a->cum : a->flat;
	return a != NULL;
}

static struct cprof_cell get_amount(const struct cprof_column *c, const struct cprof_table *t,
				    const struct cprof_row *row)
{
	int64_t value;
	if (!find_amount(c, t, row, c->measure, &value))
		return empty;
	struct cprof_cell cell = value_cell(value, value);
	cell.measure = &t->measure[c->measure];
	/* Both sides of a diff are what they were. */
	cell.change = t->diff && !c->diff;
	return cell;
}

/* The size of one object. */
static struct cprof_cell get_mean(const struct cprof_column *c, const struct cprof_table *t,
				  const struct cprof_row *row)
{
	int64_t size, count;
	if (!find_amount(c, t, row, CPROF_MEASURE_SIZE, &size) ||
	    !find_amount(c, t, row, CPROF_MEASURE_COUNT, &count) || count == 0)
		return empty;
	int64_t value = value_divide(size, count);
	struct cprof_cell cell = value_cell(value, value);
	cell.measure = &t->measure[CPROF_MEASURE_SIZE];
	cell.each = true;
	return cell;
}

/* What is still in use of what was allocated. */
static struct cprof_cell get_survival(const struct cprof_column *c, const struct cprof_table *t,
				      const struct cprof_row *row)
{
	int64_t inuse, alloc;
	if (!find_amount(c, t, row, CPROF_MEASURE_INUSE, &inuse) ||
	    !find_amount(c, t, row, CPROF_MEASURE_ALLOC, &alloc) || alloc == 0)
		return empty;
	return (struct cprof_cell){
		.kind = CPROF_CELL_PERCENT,
		.value = inuse,
		.order = (int64_t)((double)inuse / (double)alloc * 1e9),
		.of = alloc,
	};
}

/* What became of the base of a diff. What is new is further from what it was than anything that
 * grew. */
static struct cprof_cell get_change(const struct cprof_column *c, const struct cprof_table *t,
				    const struct cprof_row *row)
{
	int64_t was, is;
	if (!find_amount(c, t, row, CPROF_MEASURE_BASE, &was) ||
	    !find_amount(c, t, row, CPROF_MEASURE_NEW, &is))
		return empty;
	int64_t value = value_subtract(is, was);
	double share = was != 0 ? (double)value / (double)was : 0;
	return (struct cprof_cell){
		.kind = was == 0 && value == 0 ? CPROF_CELL_EMPTY : CPROF_CELL_CHANGE,
		.value = value,
		.of = was,
		.order = was == 0 ? INT64_MAX : unit_truncate(share * 1e6),
	};
}

static struct cprof_cell get_name(const struct cprof_column *c, const struct cprof_table *t,
				  const struct cprof_row *row)
{
	(void)c;
	(void)t;
	return (struct cprof_cell){ .kind = CPROF_CELL_TEXT, .text = row->name };
}

static struct cprof_cell get_package(const struct cprof_column *c, const struct cprof_table *t,
				     const struct cprof_row *row)
{
	(void)c;
	(void)t;
	return (struct cprof_cell){ .kind = CPROF_CELL_TEXT, .text = row->package };
}

static struct cprof_cell get_position(const struct cprof_column *c, const struct cprof_table *t,
				      const struct cprof_row *row)
{
	(void)c;
	(void)t;
	return (struct cprof_cell){ .kind = CPROF_CELL_POSITION,
				    .text = row->where_file,
				    .value = row->where_line };
}

/* In the order they are offered. */
const struct cprof_column cprof_columns[] = {
	{ "flat", "flat", 'f', 10, get_value, .fold = CPROF_FOLD_SUM,
	  .help = "what the function itself allocated or spent" },
	{ "flat%", "flat%", 0, 7, get_percent, .shed = 2, .fold = CPROF_FOLD_SUM,
	  .help = "flat as a share of the total" },
	{ "sum%", "sum%", 0, 7, get_sum, .shed = 1, .fold = CPROF_FOLD_LAST,
	  .help = "flat of this row and all rows above it, as a share of the total" },
	{ "cum", "cum", 'c', 10, get_value, .cum = true,
	  .help = "what the function and everything it called cost" },
	{ "cum%", "cum%", 0, 7, get_percent, .cum = true, .shed = 3,
	  .help = "cum as a share of the total" },
	{ "delta", "delta", 'd', 10, get_value, .diff = true, .fold = CPROF_FOLD_SUM,
	  .help = "how much flat changed since the base of a diff" },
	{ "delta%", "delta%", 0, 7, get_change, .diff = true, .shed = 3, .measures = BOTH,
	  .help = "the change of flat as a share of the base; new or gone" },
	{ "base", "base", 0, 9, get_amount, .diff = true, .shed = 2, .fold = CPROF_FOLD_SUM,
	  .measures = BOTH, .measure = CPROF_MEASURE_BASE,
	  .help = "flat in the base of a diff" },
	{ "new", "new", 0, 9, get_amount, .diff = true, .shed = 2, .fold = CPROF_FOLD_SUM,
	  .measures = BOTH, .measure = CPROF_MEASURE_NEW,
	  .help = "flat in the profile that is compared with the base" },
	{ "cum-delta%", "cum dlt%", 0, 8, get_change, .cum = true, .diff = true,
	  .shed = SHED_CHOSEN, .measures = BOTH,
	  .help = "the change of cum as a share of the base; new or gone" },
	{ "cum-base", "cum base", 0, 9, get_amount, .cum = true, .diff = true,
	  .shed = SHED_CHOSEN, .measures = BOTH, .measure = CPROF_MEASURE_BASE,
	  .help = "cum in the base of a diff" },
	{ "cum-new", "cum new", 0, 9, get_amount, .cum = true, .diff = true,
	  .shed = SHED_CHOSEN, .measures = BOTH, .measure = CPROF_MEASURE_NEW,
	  .help = "cum in the profile that is compared with the base" },
	{ "objects", "objects", 'o', 9, get_amount, .shed = SHED_CHOSEN, .fold = CPROF_FOLD_SUM,
	  .measures = COUNT, .measure = CPROF_MEASURE_COUNT,
	  .help = "how many objects, or samples, flat is made of" },
	{ "cum-objects", "cum objs", 0, 9, get_amount, .cum = true, .shed = SHED_CHOSEN,
	  .measures = COUNT, .measure = CPROF_MEASURE_COUNT,
	  .help = "how many objects, or samples, cum is made of" },
	{ "mean", "mean", 'a', 9, get_mean, .shed = SHED_CHOSEN, .measures = COUNT | SIZE,
	  .help = "flat of one object: its mean size" },
	{ "cum-mean", "cum mean", 0, 9, get_mean, .cum = true, .shed = SHED_CHOSEN,
	  .measures = COUNT | SIZE, .help = "cum of one object" },
	{ "inuse", "in use", 0, 10, get_amount, .shed = SHED_CHOSEN, .fold = CPROF_FOLD_SUM,
	  .measures = INUSE, .measure = CPROF_MEASURE_INUSE,
	  .help = "flat of what is in use now" },
	{ "alloc", "alloc", 0, 10, get_amount, .shed = SHED_CHOSEN, .fold = CPROF_FOLD_SUM,
	  .measures = ALLOC, .measure = CPROF_MEASURE_ALLOC,
	  .help = "flat of what was allocated since start" },
	{ "survival", "survive", 'v', 8, get_survival, .shed = SHED_CHOSEN,
	  .measures = INUSE | ALLOC,
	  .help = "flat in use now as a share of flat allocated since start" },
	{ "cum-survival", "cum surv", 0, 8, get_survival, .cum = true, .shed = SHED_CHOSEN,
	  .measures = INUSE | ALLOC, .help = "the same of cum" },
	{ "name", "function", 'n', 0, get_name, .left = true,
	  .help = "the function, or what the granularity groups by" },
	{ "package", "package", 'p', 12, get_package, .left = true, .shed = SHED_CHOSEN,
	  .help = "the package, namespace or class path of the function" },
	{ "file", "file", 'l', 12, get_position, .left = true, .shed = SHED_CHOSEN,
	  .help = "where the function is: the file, and its line that costs most" },
	{ .id = NULL },
};

const struct cprof_column *cprof_column_find(const char *id)
{
	for (const struct cprof_column *c = cprof_columns; c->id != NULL; c++)
		if (strcmp(c->id, id) == 0)
			return c;
	return NULL;
}

struct cprof_cell cprof_column_cell(const struct cprof_table *t, const struct cprof_column *column,
				    const struct cprof_row *row)
{
	return column->get(column, t, row);
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
		*cell = cprof_column_cell(t, column, &t->row[t->order[i]]);
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
	struct cprof_cell x = cprof_column_cell(o->table, o->column, a);
	struct cprof_cell y = cprof_column_cell(o->table, o->column, b);
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
