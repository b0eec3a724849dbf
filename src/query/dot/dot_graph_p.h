/* The parts of making a net: only net*.c include this. */
#ifndef QUERY_DOT_DOT_GRAPH_P_H
#define QUERY_DOT_DOT_GRAPH_P_H

#include "query/dot/dot_graph.h"
#include "query/graph/context_tree.h"

/* Orders edges and lists those of each node. */
void dot_graph_edges_sort(struct dot_graph *n);

/* Takes out the edges under the cutoff between nodes that are shown, and returns how many those
 * were. */
size_t dot_graph_edges_trim(struct dot_graph *n, int64_t cutoff);

/* Takes out edges across removed frames whose end can also be reached on another way. */
void dot_graph_edges_reduce(struct dot_graph *n);

/* Orders the nodes that are shown. */
void dot_graph_order_nodes(struct dot_graph *n, enum dot_graph_order order);

/* Finds the tags of all nodes; `tree` is what the nodes come from, or NULL. Then those under the
 * cutoff are removed. */
enum cprof_status dot_graph_tags_add(struct dot_graph *n, const struct tree *tree, const char *unit,
				     int64_t cutoff, struct progress *progress,
				     struct cprof_error *err);

#endif
