/* The graph that a drawing shows: nodes in order, the edges between them and the tags of samples,
 * trimmed as pprof trims them.
 *
 * Its nodes are those of a graph or, with call_tree, one for every path of calls. Nodes keep their
 * numbers while it is trimmed; only those in `order` are shown. */
#ifndef QUERY_DOT_DOT_GRAPH_H
#define QUERY_DOT_DOT_GRAPH_H

#include "base/arena.h"
#include "query/graph/graph.h"

struct context_tree;

/* A label of samples on a node: all string labels of a sample are one text, and each number of the
 * label "bytes" stands under that text. */
struct dot_graph_tag {
	uint32_t node;
	uint32_t label; /* the string labels' text, a number in `text`; 0: none */
	uint32_t name;  /* of a number: how it is printed, a number in `text` */
	bool numeric;
	bool removed;         /* under the cutoff */
	int64_t value;        /* of a number: the first one met that is printed so */
	struct node_sum sum;
};

struct dot_graph_node {
	uint32_t node;        /* of the graph */
	bool discarded;       /* flat and cum are 0, or drop_negative took it out; edges may still
			       * lead here */
	struct node_sum sum;  /* raw; see dot_graph_flat() */
	const char *name;     /* as printed; in `memory` */
};

enum dot_graph_order { DOT_GRAPH_BY_FLAT, DOT_GRAPH_BY_CUM, DOT_GRAPH_BY_ENTROPY };

struct dot_graph_options {
	bool call_tree;
	bool tags;           /* wanted; redundant edges go, too */
	bool drop_negative;
	enum dot_graph_order order;
	int nodecount;       /* 0 or less: no limit; tags count, too */
	double nodefraction; /* of the sum of all flat values */
	double edgefraction;
	const char *unit;    /* numbers that print the same in it are one tag */
};

struct dot_graph {
	const struct graph *graph;
	struct dot_graph_node *node;
	uint32_t nodes;
	uint32_t *order;      /* those shown */
	uint32_t shown;
	uint32_t node_count;  /* shown before nodecount cut them */
	uint32_t dropped_nodes;
	size_t dropped_edges;
	struct edge *edge; /* between its nodes, the heaviest first */
	size_t edges;
	/* Edges from node n, in order: out[out_first[n] .. out_first[n + 1]); the same for those
	 * that lead to it. */
	uint32_t *out, *out_first, *in, *in_first;
	/* Tags of node n, in the order they were met: tag[tag_first[n] .. tag_first[n + 1]). */
	struct dot_graph_tag *tag;
	uint32_t *tag_first;
	const char *tag_unit; /* of the label "bytes"; the profile's */
	struct intern text;   /* 0 is the empty text */
	struct arena memory;
};

/* Borrows the graph, whose edges are made anew. Fails only on cancellation; *dot_graph is then
 * NULL. */
enum cprof_status dot_graph_new(struct graph *g, const struct dot_graph_options *options,
				struct dot_graph **dot_graph, struct cprof_progress *progress,
				struct cprof_error *err);
void dot_graph_free(struct dot_graph *n);

/* A part of making one, in tags.c. Finds the tags of all nodes; `tree` is what the nodes come from,
 * or NULL. Then those under the cutoff are removed. */
enum cprof_status dot_graph_tags_add(struct dot_graph *n, const struct context_tree *tree,
				     const char *unit, int64_t cutoff,
				     struct cprof_progress *progress, struct cprof_error *err);

/* The values a report shows: divided with mean. */
static inline int64_t dot_graph_divided(int64_t value, int64_t divisor)
{
	return divisor != 0 ? value_divide(value, divisor) : value;
}

static inline int64_t dot_graph_flat(const struct node_sum *sum)
{
	return dot_graph_divided(sum->flat, sum->flat_div);
}

static inline int64_t dot_graph_cum(const struct node_sum *sum)
{
	return dot_graph_divided(sum->cum, sum->cum_div);
}

#endif
