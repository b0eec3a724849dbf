/* Flat and cum of every node: the pass over samples that a graph begins with. */
#ifndef QUERY_GRAPH_SUMS_H
#define QUERY_GRAPH_SUMS_H

#include "query/selection.h"
#include "query/value.h"

/* What is summed: samples, and the nodes that locations stand for. Borrowed. */
struct sums_input {
	const struct selection *selection;
	const struct value_spec *value;
	uint32_t nodes;
	/* Nodes of location l: expand[expand_first[l] .. expand_first[l + 1]), innermost first. */
	const uint32_t *expand_first;
	const uint32_t *expand;
};

struct node_sum {
	int64_t flat, flat_div, cum, cum_div;
};

/* Adds the samples to sum[node]; both arrays begin as zeros. leaf_flat[l] gets the size of what was
 * found with location l as the leaf. */
enum cprof_status sums_add(const struct sums_input *in, struct node_sum *sum, int64_t *leaf_flat,
			   struct progress *progress, struct cprof_error *err);

#endif
