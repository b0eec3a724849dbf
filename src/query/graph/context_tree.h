/* The calling-context tree: a node of it for every path of nodes that some stack goes.
 *
 * Nothing is cut and nothing merged: a node's self value is that of the samples that end there, its
 * value that of all that pass. */
#ifndef QUERY_GRAPH_CONTEXT_TREE_H
#define QUERY_GRAPH_CONTEXT_TREE_H

#include "query/graph/graph.h"

#define CONTEXT_TREE_ROOT 0 /* the node above all stacks: its value is the whole */

struct context_tree_node {
	uint32_t parent; /* always a smaller number; the root's own is CONTEXT_TREE_ROOT */
	uint32_t node;   /* of the graph; PROFILE_NONE for the root */
	bool inlined;    /* every path through it has it inlined into its parent */
	int64_t self, self_div, value, value_div;
};

struct context_tree {
	struct context_tree_node
		*node; /* in the order they were first met: parents before children */
	uint32_t nodes;
};

/* Builds the tree of a graph's samples. Fails only on cancellation. */
enum cprof_status context_tree_new(const struct graph *g, struct context_tree **tree,
				   struct cprof_progress *progress, struct cprof_error *err);
void context_tree_free(struct context_tree *t);

#endif
