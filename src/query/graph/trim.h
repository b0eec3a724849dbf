/* Which nodes a report shows, in which order (pprof's trimming). */
#ifndef QUERY_GRAPH_TRIM_H
#define QUERY_GRAPH_TRIM_H

#include "base/arena.h"
#include "query/graph/graph.h"

struct trim_options {
	int nodecount;       /* 0 or less: no limit */
	double nodefraction; /* of the sum of all flat values */
	double edgefraction;
	enum cprof_sort sort;
};

struct trim {
	const char **name;     /* per node: its printable name; NULL for discarded nodes */
	uint32_t *order;       /* nodes in order: `shown` first, then the trimmed ones; discarded
				* ones are absent */
	uint32_t shown, count;
	bool *kept;            /* per node: its frames stay in the stacks that edges are made
				* from */
	uint32_t dropped;      /* nodes under the cutoff */
	uint32_t node_count;   /* nodes before nodecount cut them */
	int64_t edge_cutoff;   /* edges with less weight do not count */
	struct arena memory;
};

void trim_init(struct trim *t, const struct graph *g, const struct trim_options *options);
void trim_done(struct trim *t);

#endif
