/* Builds the table of a query: one row per node, in order, with its marks. */
#ifndef QUERY_TABLE_H
#define QUERY_TABLE_H

#include <cprof/table.h>

#include "query/run.h"
#include "query/graph/trim.h"

/* Options of a table that are not the user's. */
struct table_options {
	int nodecount; /* used when the query's is -1 */
	bool grouped;  /* rows may be what the query's `group` says */
};

/* The table's unit is chosen here. */
enum cprof_status table_new(const struct run *run, const struct table_options *options,
			    struct cprof_context *context, struct cprof_table **table,
			    struct cprof_error *err);

/* What a table is made of: the query's graph, and which of its nodes are shown in which order. The
 * caller ends with trim_done() and graph_free(); after a failure there is nothing to end. */
enum cprof_status table_graph(const struct run *run, const struct table_options *options,
			      struct cprof_context *context, struct graph **graph,
			      struct trim *trim, struct cprof_error *err);

/* The table of that graph, without marks. */
struct cprof_table *table_of_graph(const struct run *run, const struct graph *g,
				   const struct trim *trim);

#endif
