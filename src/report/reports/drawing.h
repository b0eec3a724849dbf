/* What the reports that draw a graph begin with: the graph of a query and a table
 * for its header. */
#ifndef REPORT_REPORTS_DRAWING_H
#define REPORT_REPORTS_DRAWING_H

#include <cprof/query.h>
#include <cprof/table.h>

#include "query/dot/dot_graph.h"
#include "query/run.h"

struct drawing {
	struct run run;
	struct graph *graph;
	struct dot_graph *dot_graph;
	struct cprof_table table; /* a table without rows: what the header and values need */
	struct buf type;
};

/* How a report draws. */
struct drawing_options {
	bool exact;        /* as callgrind wants it: object files are told apart, values are in the
			    * smallest value's own unit, and nodes in the query's order */
	bool tags;
};

/* Borrows source and query. drawing_done() is right after a failure, too. */
enum cprof_status drawing_init(struct drawing *d, const struct cprof_profile *profile,
			       const struct cprof_query *query,
			       const struct drawing_options *options, struct cprof_context *context,
			       struct cprof_error *err);
void drawing_done(struct drawing *d);

#endif
