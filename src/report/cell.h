/* How the files of columns make cells. */
#ifndef REPORT_CELL_H
#define REPORT_CELL_H

#include <cprof/table.h>

#include "base/buf.h"

/* What the user chose beside the usual columns goes after them when the screen is narrow. */
#define SHED_CHOSEN 4

/* The columns of a diff, in columns_diff.c. */
extern const struct cprof_column column_delta, column_delta_percent, column_base, column_new,
	column_cum_delta_percent, column_cum_base, column_cum_new;

/* Appends the cell's text. */
void cell_put(const struct cprof_table *t, const struct cprof_cell *cell, struct buf *out);

static inline struct cprof_cell value_cell(int64_t value, int64_t order)
{
	return (struct cprof_cell){ .kind = CPROF_CELL_VALUE, .value = value, .order = order };
}

/* The table's own value: in a diff it is a change. */
static inline struct cprof_cell own_cell(const struct cprof_table *t, int64_t value, int64_t order)
{
	struct cprof_cell cell = value_cell(value, order);
	cell.change = t->diff;
	return cell;
}

static inline struct cprof_cell percent_cell(const struct cprof_table *t, int64_t value,
					     int64_t order)
{
	return (struct cprof_cell){
		.kind = CPROF_CELL_PERCENT, .value = value, .order = order, .of = t->percent_of
	};
}

static inline struct cprof_cell empty_cell(void)
{
	return (struct cprof_cell){ .kind = CPROF_CELL_EMPTY };
}

static inline struct cprof_cell text_cell(const char *text)
{
	return (struct cprof_cell){ .kind = CPROF_CELL_TEXT, .text = text };
}

/* A value of another measure. */
static inline struct cprof_cell amount_cell(const struct cprof_table *t,
					    const struct cprof_row *row, enum cprof_measure measure,
					    bool cum)
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

#endif
