/* What a set of nodes adds up to without counting any sample twice. */
#ifndef QUERY_UNION_H
#define QUERY_UNION_H

#include "query/graph/graph.h"

/* Sum of the values of all samples with at least one frame of a node in `wanted`, each once. *flat
 * gets the samples whose leaf is such a frame. Fails only on cancellation. */
enum cprof_status union_sum(const struct graph *g, const bool *wanted, int64_t *flat, int64_t *cum,
			    struct cprof_progress *progress, struct cprof_error *err);

#endif
