/* What the rows of a table have beside their own value: see enum cprof_measure. */
#ifndef QUERY_MEASURE_H
#define QUERY_MEASURE_H

#include <cprof/table.h>

#include "query/run.h"
#include "query/graph/trim.h"

/* Sums the measures the table was asked for (t->measures) over the nodes of the table's graph; row
 * i of the table is node trim->order[i]. What the profile does not have stays unknown. Fails only
 * on cancellation. */
enum cprof_status measure_rows(const struct run *run, const struct graph *g,
			       const struct trim *trim, struct cprof_table *t,
			       struct cprof_context *context, struct cprof_error *err);

/* Sums one side of a diff over the graph's nodes, in the graph's own value: the base as it was
 * before it was subtracted, or the other. sum[] begins as zeros. *any is false when the selection
 * has no base. Fails only on cancellation. */
enum cprof_status measure_side(const struct graph *g, struct selection *s, bool is_base,
			       struct node_sum *sum, bool *any, struct cprof_progress *progress,
			       struct cprof_error *err);

/* The smallest value of a report, row by row: `least` so far, or what is shown of one more row if
 * that is smaller, its own value or, when that is 0, the cumulative one. 0: there is none. */
int64_t measure_least(int64_t least, int64_t flat, int64_t cum);

/* One unit for a whole report, whose smallest value is given: that value's own; but if `rounded`
 * and the total's is another one, that of a hundred times the smallest value. */
const char *measure_unit(const struct cprof_unit *unit, int64_t total, int64_t smallest,
			 bool rounded);

#endif
