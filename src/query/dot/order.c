/* The order of a net's nodes. A drawing begins with nodes that bring several paths together: their
 * score is the entropy of what flows in and out. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "query/dot/dot_graph_p.h"

struct ordering {
	const struct dot_graph *n;
	enum dot_graph_order order;
	int64_t *score; /* per node, by entropy */
};

/* Entropy of the edges of one end and of what the node itself has. Edges of weight 0 beside others
 * make it NaN, as in pprof. */
static double entropy(const struct dot_graph *n, const uint32_t *list, uint32_t count, int64_t self)
{
	int64_t total = self;
	double sum = 0;
	for (uint32_t i = 0; i < count; i++)
		if (n->edge[list[i]].weight > 0)
			total = value_add(total, n->edge[list[i]].weight);
	if (total == 0)
		return 0;
	for (uint32_t i = 0; i < count; i++) {
		double part = (double)value_abs(n->edge[list[i]].weight) / (double)total;
		sum += -part * log2(part);
	}
	if (self > 0) {
		double part = (double)self / (double)total;
		sum += -part * log2(part);
	}
	return sum;
}

static int64_t entropy_score(const struct dot_graph *n, uint32_t node)
{
	const struct node_sum *sum = &n->node[node].sum;
	uint32_t in = n->in_first[node], ins = n->in_first[node + 1] - in;
	uint32_t out = n->out_first[node], outs = n->out_first[node + 1] - out;
	double score = ins == 0 ? 1 : entropy(n, n->in + in, ins, 0);
	score += outs == 0 ? 1 : entropy(n, n->out + out, outs, sum->flat);
	return value_add(value_truncate(score * (double)sum->cum), sum->flat);
}

/* Behind pprof's own order the tuple decides, then where the node stands. */
static int compare_nodes(const void *left, const void *right, void *context)
{
	const struct ordering *o = context;
	uint32_t l = *(const uint32_t *)left, r = *(const uint32_t *)right;
	const struct dot_graph_node *a = &o->n->node[l], *b = &o->n->node[r];
	int by_flat = value_compare_size(a->sum.flat, b->sum.flat);
	int by_cum = value_compare_size(a->sum.cum, b->sum.cum);
	int order = o->order == DOT_GRAPH_BY_FLAT  ? by_flat
		    : o->order == DOT_GRAPH_BY_CUM ? by_cum
						   : value_compare_size(o->score[l], o->score[r]);
	if (order == 0)
		order = strcmp(a->name, b->name);
	if (order == 0)
		order = o->order == DOT_GRAPH_BY_FLAT ? by_cum : by_flat;
	if (order == 0 && a->node != b->node)
		order = node_compare_tuples(o->n->graph, &o->n->graph->node[a->node],
				       &o->n->graph->node[b->node]);
	return order != 0 ? order : l < r ? -1 : l > r;
}

void dot_graph_order_nodes(struct dot_graph *n, enum dot_graph_order order)
{
	struct ordering o = { n, order, NULL };
	if (order == DOT_GRAPH_BY_ENTROPY) {
		o.score = xcalloc(n->nodes, sizeof *o.score);
		for (uint32_t i = 0; i < n->shown; i++)
			o.score[n->order[i]] = entropy_score(n, n->order[i]);
	}
	qsort_r(n->order, n->shown, sizeof *n->order, compare_nodes, &o);
	free(o.score);
}
