/* Flat and cum of every node: the first pass of a graph. Private to it. */
#ifndef QUERY_SUMS_H
#define QUERY_SUMS_H

#include "query/graph.h"

/* Adds the samples to the nodes, which have been made and expanded. leaf_flat[l] gets the size of
 * what was found with location l as the leaf. */
enum cprof_status sums_add(struct graph *g, int64_t *leaf_flat, const struct progress *progress,
			   struct cprof_error *err);

#endif
