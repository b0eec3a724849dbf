/* The parts of making a net: only net*.c include this. */
#ifndef QUERY_NET_P_H
#define QUERY_NET_P_H

#include "query/dot/dot_graph.h"
#include "query/graph/context_tree.h"

/* Orders edges and lists those of each node. */
void net_edges_sort(struct net *n);

/* Takes out the edges under the cutoff between nodes that are shown, and returns how many those
 * were. */
size_t net_edges_trim(struct net *n, int64_t cutoff);

/* Takes out edges across removed frames whose end can also be reached on another way. */
void net_edges_reduce(struct net *n);

/* Orders the nodes that are shown. */
void net_order_nodes(struct net *n, enum net_order order);

/* Finds the tags of all nodes; `tree` is what the nodes come from, or NULL. Then those under the
 * cutoff are removed. */
enum cprof_status net_tags_add(struct net *n, const struct tree *tree, const char *unit,
			       int64_t cutoff, struct progress *progress,
			       struct cprof_error *err);

#endif
