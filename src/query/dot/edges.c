/* The edges of a net: their order, lists per node, the cutoff, and those that say nothing new. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "query/dot/dot_graph_p.h"

static int compare_edges(const void *left, const void *right, void *context)
{
	const struct dot_graph *n = context;
	const struct edge *a = left, *b = right;
	int order = value_compare_size(a->weight, b->weight);
	if (order == 0)
		order = strcmp(n->node[a->source].name, n->node[b->source].name);
	if (order == 0)
		order = strcmp(n->node[a->target].name, n->node[b->target].name);
	if (order == 0)
		order = a->source < b->source ? -1 : a->source > b->source;
	if (order == 0)
		order = a->target < b->target ? -1 : a->target > b->target;
	return order;
}

/* Lists the edges at one of their ends, in their order. */
static void list_edges(const struct dot_graph *n, bool at_source, uint32_t **first, uint32_t **list)
{
	uint32_t *start = xcalloc((size_t)n->nodes + 2, sizeof *start);
	free(*list);
	free(*first);
	*list = xcalloc(n->edges, sizeof **list);
	*first = start;
	for (size_t i = 0; i < n->edges; i++)
		start[(at_source ? n->edge[i].source : n->edge[i].target) + 2]++;
	for (uint32_t i = 1; i < n->nodes + 2; i++)
		start[i] += start[i - 1];
	/* start[v + 1] is where v's next edge goes; it ends as where v + 1 begins. */
	for (size_t i = 0; i < n->edges; i++) {
		uint32_t v = at_source ? n->edge[i].source : n->edge[i].target;
		(*list)[start[v + 1]++] = (uint32_t)i;
	}
}

static void list_all(struct dot_graph *n)
{
	list_edges(n, true, &n->out_first, &n->out);
	list_edges(n, false, &n->in_first, &n->in);
}

void dot_graph_edges_sort(struct dot_graph *n)
{
	qsort_r(n->edge, n->edges, sizeof *n->edge, compare_edges, n);
	list_all(n);
}

/* Edges to discarded nodes stay: pprof does not come by them. */
size_t dot_graph_edges_trim(struct dot_graph *n, int64_t cutoff)
{
	size_t left = 0, before = n->edges;
	for (size_t i = 0; i < n->edges; i++)
		if (value_abs(n->edge[i].weight) >= cutoff ||
		    n->node[n->edge[i].target].discarded)
			n->edge[left++] = n->edge[i];
	n->edges = left;
	if (left < before)
		list_all(n);
	return before - left;
}

/* True if `e` has another way from its source to its target. `seen` and `stack` have room for all
 * nodes. */
static bool is_redundant(const struct dot_graph *n, const bool *gone, const struct edge *e,
			 bool *seen, uint32_t *stack)
{
	uint32_t depth = 0;
	memset(seen, 0, n->nodes * sizeof *seen);
	stack[depth++] = e->target;
	seen[e->target] = true;
	while (depth > 0) {
		uint32_t at = stack[--depth];
		for (uint32_t i = n->in_first[at]; i < n->in_first[at + 1]; i++) {
			const struct edge *up = &n->edge[n->in[i]];
			if (gone[n->in[i]] || up == e || seen[up->source])
				continue;
			if (up->source == e->source)
				return true;
			seen[up->source] = true;
			stack[depth++] = up->source;
		}
	}
	return false;
}

void dot_graph_edges_reduce(struct dot_graph *n)
{
	bool *gone = xcalloc(n->edges, sizeof *gone);
	bool *seen = xcalloc(n->nodes, sizeof *seen);
	uint32_t *stack = xcalloc(n->nodes, sizeof *stack);
	size_t left = 0;
	for (uint32_t i = n->shown; i-- > 0;) {
		uint32_t node = n->order[i];
		for (uint32_t j = n->in_first[node + 1]; j-- > n->in_first[node];) {
			const struct edge *e = &n->edge[n->in[j]];
			if (!e->residual)
				break;
			gone[n->in[j]] = is_redundant(n, gone, e, seen, stack);
		}
	}
	for (size_t i = 0; i < n->edges; i++)
		if (!gone[i])
			n->edge[left++] = n->edge[i];
	n->edges = left;
	list_all(n);
	free(gone);
	free(seen);
	free(stack);
}
