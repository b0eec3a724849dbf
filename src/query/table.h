/* Builds the table of a query: one row per node, in order, with its marks. */
#ifndef QUERY_TABLE_H
#define QUERY_TABLE_H

#include <cprof/table.h>

#include "query/run.h"

/* Options of a table that are not the user's. */
struct table_options {
	int nodecount; /* used when the query's is -1 */
};

/* The table's unit is chosen here; its header is left NULL for the report to write. */
enum cprof_status table_new(const struct run *run, const struct table_options *options,
			    struct run_context *context, struct cprof_table **table,
			    struct cprof_error *err);

/* One unit for a whole report, whose smallest value is given: that value's own; but if `rounded`
 * and the total's is another one, that of a hundred times the smallest value. */
const char *table_unit(const struct cprof_table *t, int64_t smallest, bool rounded);

#endif
