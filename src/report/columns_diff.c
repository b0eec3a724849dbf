/* The columns of a diff: both sides of each row, and what became of it.
 *
 * What a row costs in a diff is the change already; these columns say so with a sign. */
#include <stdint.h>

#include "base/unit.h"
#include "query/value.h"
#include "report/cell.h"

#define BOTH (1 << CPROF_MEASURE_BASE | 1 << CPROF_MEASURE_NEW)

static struct cprof_cell delta_get(const struct cprof_table *t, const struct cprof_row *row)
{
	(void)t;
	struct cprof_cell cell = value_cell(row->flat, row->flat_raw);
	cell.change = true;
	return cell;
}

const struct cprof_column column_delta = {
	.id = "delta",
	.title = "delta",
	.key = 'd',
	.width = 10,
	.fold = CPROF_FOLD_SUM,
	.diff = true,
	.help = "how much flat changed since the base of a diff",
	.get = delta_get,
};

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

static struct cprof_cell delta_percent_get(const struct cprof_table *t,
					   const struct cprof_row *row)
{
	return change_cell(t, row, false);
}

const struct cprof_column column_delta_percent = {
	.id = "delta%",
	.title = "delta%",
	.width = 7,
	.shed = 3,
	.diff = true,
	.measures = BOTH,
	.help = "the change of flat as a share of the base; new or gone",
	.get = delta_percent_get,
};

static struct cprof_cell base_get(const struct cprof_table *t, const struct cprof_row *row)
{
	return amount_cell(t, row, CPROF_MEASURE_BASE, false);
}

const struct cprof_column column_base = {
	.id = "base",
	.title = "base",
	.width = 9,
	.shed = 2,
	.fold = CPROF_FOLD_SUM,
	.diff = true,
	.measures = BOTH,
	.help = "flat in the base of a diff",
	.get = base_get,
};

static struct cprof_cell new_get(const struct cprof_table *t, const struct cprof_row *row)
{
	return amount_cell(t, row, CPROF_MEASURE_NEW, false);
}

const struct cprof_column column_new = {
	.id = "new",
	.title = "new",
	.width = 9,
	.shed = 2,
	.fold = CPROF_FOLD_SUM,
	.diff = true,
	.measures = BOTH,
	.help = "flat in the profile that is compared with the base",
	.get = new_get,
};

static struct cprof_cell cum_delta_percent_get(const struct cprof_table *t,
					       const struct cprof_row *row)
{
	return change_cell(t, row, true);
}

const struct cprof_column column_cum_delta_percent = {
	.id = "cum-delta%",
	.title = "cum dlt%",
	.width = 8,
	.shed = SHED_CHOSEN,
	.diff = true,
	.measures = BOTH,
	.help = "the change of cum as a share of the base; new or gone",
	.get = cum_delta_percent_get,
};

static struct cprof_cell cum_base_get(const struct cprof_table *t, const struct cprof_row *row)
{
	return amount_cell(t, row, CPROF_MEASURE_BASE, true);
}

const struct cprof_column column_cum_base = {
	.id = "cum-base",
	.title = "cum base",
	.width = 9,
	.shed = SHED_CHOSEN,
	.diff = true,
	.measures = BOTH,
	.help = "cum in the base of a diff",
	.get = cum_base_get,
};

static struct cprof_cell cum_new_get(const struct cprof_table *t, const struct cprof_row *row)
{
	return amount_cell(t, row, CPROF_MEASURE_NEW, true);
}

const struct cprof_column column_cum_new = {
	.id = "cum-new",
	.title = "cum new",
	.width = 9,
	.shed = SHED_CHOSEN,
	.diff = true,
	.measures = BOTH,
	.help = "cum in the profile that is compared with the base",
	.get = cum_new_get,
};
