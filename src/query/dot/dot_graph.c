/* Making the graph of a drawing: see dot_graph.h. Values of nodes and tags never change while nodes
 * are taken out; only edges do. In a graph they are made again from the samples; in a tree the
 * children of a node that goes get its parent. */
#include "query/dot/dot_graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/xalloc.h"
#include "query/graph/context_tree.h"

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

/* Orders edges and lists those of each node. */
static void sort_edges(struct dot_graph *n)
{
	qsort_r(n->edge, n->edges, sizeof *n->edge, compare_edges, n);
	list_all(n);
}

/* Takes out the edges under the cutoff and returns how many those were. Edges to discarded nodes
 * stay: pprof does not come by them. */
static size_t trim_edges(struct dot_graph *n, int64_t cutoff)
{
	size_t left = 0, before = n->edges;
	for (size_t i = 0; i < n->edges; i++)
		if (value_abs(n->edge[i].weight) >= cutoff || n->node[n->edge[i].target].discarded)
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

/* Takes out edges across removed frames whose end can also be reached on another way. */
static void reduce_edges(struct dot_graph *n)
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

/* The order of nodes. A drawing begins with nodes that bring several paths together: their score is
 * the entropy of what flows in and out. */
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
	return value_add(unit_truncate(score * (double)sum->cum), sum->flat);
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

/* Orders the nodes that are shown. */
static void order_nodes(struct dot_graph *n, enum dot_graph_order order)
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

struct graph_drawing {
	struct dot_graph *n;
	struct graph *g;
	struct context_tree *tree; /* NULL: the nodes are the graph's */
	const struct dot_graph_options *options;
	int64_t node_cutoff, edge_cutoff;
	bool *kept;        /* per node */
	struct cprof_progress *progress;
	struct cprof_error *err;
};

static void add_nodes(struct graph_drawing *x)
{
	bool drop_negative = x->options->drop_negative;
	struct dot_graph *n = x->n;
	n->nodes = x->tree != NULL ? x->tree->nodes : x->g->nodes;
	n->node = xcalloc(n->nodes, sizeof *n->node);
	n->order = xcalloc(n->nodes, sizeof *n->order);
	x->kept = xcalloc(n->nodes, sizeof *x->kept);
	for (uint32_t i = 0; i < n->nodes; i++) {
		struct dot_graph_node *to = &n->node[i];
		if (x->tree == NULL) {
			to->node = i;
			to->sum = x->g->node[i].sum;
			to->discarded = x->g->node[i].discarded;
			continue;
		}
		const struct context_tree_node *from = &x->tree->node[i];
		int64_t flat = from->self, cum = from->value;
		to->node = from->node;
		to->sum = (struct node_sum){ flat, from->self_div, cum, from->value_div };
		to->discarded = i == CONTEXT_TREE_ROOT || (flat == 0 && cum == 0) ||
				(drop_negative && (flat < 0 || (flat == 0 && cum < 0)));
	}
}

static void name_nodes(struct dot_graph *n)
{
	const char **known = xcalloc(n->graph->nodes, sizeof *known);
	struct buf name = BUF_INIT;
	for (uint32_t i = 0; i < n->nodes; i++) {
		uint32_t node = n->node[i].node;
		if (node == PROFILE_NONE) {
			n->node[i].name = "";
			continue;
		}
		if (known[node] == NULL) {
			buf_clear(&name);
			node_printable(n->graph, &n->graph->node[node], &name);
			known[node] = arena_text(&n->memory, buf_text(&name), name.size);
		}
		n->node[i].name = known[node];
	}
	buf_done(&name);
	free(known);
}

/* Sets the cutoffs and puts the nodes that reach theirs into `order`. */
static void find_nodes(struct graph_drawing *x)
{
	struct dot_graph *n = x->n;
	int64_t total = 0;
	for (uint32_t i = 0; i < n->nodes; i++)
		if (!n->node[i].discarded)
			total = value_add(total, n->node[i].sum.flat);
	x->node_cutoff = value_share(total, x->options->nodefraction);
	x->edge_cutoff = value_share(total, x->options->edgefraction);
	for (uint32_t i = 0; i < n->nodes; i++) {
		if (n->node[i].discarded)
			continue;
		if (x->node_cutoff > 0 && value_abs(n->node[i].sum.cum) < x->node_cutoff)
			n->dropped_nodes++;
		else
			n->order[n->shown++] = i;
	}
	n->node_count = n->shown;
}

/* The edges of the tree as they first are. */
static void tree_edges(struct graph_drawing *x)
{
	struct dot_graph *n = x->n;
	n->edge = xcalloc(n->nodes, sizeof *n->edge);
	n->edges = 0;
	for (uint32_t i = 0; i < n->nodes; i++) {
		const struct context_tree_node *t = &x->tree->node[i];
		if (i == CONTEXT_TREE_ROOT || t->parent == CONTEXT_TREE_ROOT)
			continue;
		n->edge[n->edges++] = (struct edge){
			.source = t->parent,
			.target = i,
			.weight = t->value,
			.div = t->value_div,
			.inlined = t->inlined,
		};
	}
}

/* Takes what is not kept out of the tree; the children get the next kept node outward. Discarded
 * nodes were no part of the tree's list, so they stay. */
static void tree_cut(struct graph_drawing *x)
{
	struct dot_graph *n = x->n;
	uint32_t *above = xcalloc(n->nodes, sizeof *above); /* the edge that leads here + 1 */
	struct edge *left = xcalloc(n->edges, sizeof *left);
	size_t count = 0;
	for (size_t i = 0; i < n->edges; i++)
		above[n->edge[i].target] = (uint32_t)i + 1;
	for (size_t i = 0; i < n->edges; i++) {
		struct edge e = n->edge[i];
		if (!x->kept[e.target] && !n->node[e.target].discarded)
			continue;
		bool goes = true;
		while (!x->kept[e.source] && !n->node[e.source].discarded) {
			goes = above[e.source] != 0;
			if (!goes)
				break;
			const struct edge *up = &n->edge[above[e.source] - 1];
			e.source = up->source;
			e.inlined &= up->inlined;
			e.residual = true;
		}
		if (goes)
			left[count++] = e;
	}
	free(above);
	free(n->edge);
	n->edge = left;
	n->edges = count;
}

/* Makes the edges between the nodes in `order`; all nodes have some if nothing was `cut`. */
static enum cprof_status make_edges(struct graph_drawing *x, bool cut)
{
	struct dot_graph *n = x->n;
	memset(x->kept, !cut, n->nodes * sizeof *x->kept);
	for (uint32_t i = 0; i < n->shown; i++)
		x->kept[n->order[i]] = true;
	if (x->tree != NULL) {
		if (n->edge == NULL)
			tree_edges(x);
		if (cut)
			tree_cut(x);
	} else {
		bool *wanted = xcalloc(n->nodes, sizeof *wanted);
		memset(wanted, true, n->nodes * sizeof *wanted);
		graph_edges(x->g, x->kept, wanted, x->progress, x->err);
		free(wanted);
		free(n->edge);
		n->edges = x->g->edges;
		n->edge = xcalloc(n->edges, sizeof *n->edge);
		if (n->edges > 0)
			memcpy(n->edge, x->g->edge, n->edges * sizeof *n->edge);
	}
	sort_edges(n);
	return x->err->status;
}

/* The room a node takes: its own and that of the tags drawn beside it. */
static int node_room(const struct dot_graph *n, uint32_t node)
{
	int tags = 0;
	if (n->tag_first == NULL)
		return 1;
	for (uint32_t i = n->tag_first[node]; i < n->tag_first[node + 1]; i++)
		tags += !n->tag[i].removed && n->tag[i].sum.flat != 0;
	return 1 + (tags > 4 ? 4 : tags);
}

/* How many nodes the limit leaves. */
static uint32_t select_top(const struct graph_drawing *x)
{
	const struct dot_graph *n = x->n;
	int room = 0;
	if (!x->options->tags)
		return n->shown < (uint32_t)x->options->nodecount
			       ? n->shown
			       : (uint32_t)x->options->nodecount;
	for (uint32_t i = 0; i < n->shown; i++) {
		room += node_room(n, n->order[i]);
		if (room >= x->options->nodecount)
			return i + 1;
	}
	return n->shown;
}

static enum cprof_status trim(struct graph_drawing *x)
{
	struct dot_graph *n = x->n;
	if (make_edges(x, n->dropped_nodes > 0) != CPROF_OK)
		return x->err->status;
	order_nodes(n, x->options->order);
	if (x->options->nodecount > 0) {
		trim_edges(n, x->edge_cutoff);
		uint32_t top = select_top(x);
		if (top < n->shown) {
			n->shown = top;
			if (make_edges(x, true) != CPROF_OK)
				return x->err->status;
			order_nodes(n, x->options->order);
		}
	}
	n->dropped_edges = trim_edges(n, x->edge_cutoff);
	if (x->options->tags)
		reduce_edges(n);
	return CPROF_OK;
}

enum cprof_status dot_graph_new(struct graph *g, const struct dot_graph_options *options,
				struct dot_graph **dot_graph, struct cprof_progress *progress,
				struct cprof_error *err)
{
	struct graph_drawing x = { .g = g, .options = options, .progress = progress, .err = err };
	*dot_graph = NULL;
	if (options->call_tree && context_tree_new(g, &x.tree, progress, err) != CPROF_OK)
		return err->status;
	x.n = xcalloc(1, sizeof *x.n);
	x.n->graph = g;
	intern_put(&x.n->text, "", 0);
	add_nodes(&x);
	name_nodes(x.n);
	find_nodes(&x);
	if (options->tags)
		dot_graph_tags_add(x.n, x.tree, options->unit, x.node_cutoff, progress, err);
	if (err->status == CPROF_OK && trim(&x) == CPROF_OK)
		*dot_graph = x.n;
	else
		dot_graph_free(x.n);
	free(x.kept);
	context_tree_free(x.tree);
	return err->status;
}

void dot_graph_free(struct dot_graph *n)
{
	if (n == NULL)
		return;
	free(n->node);
	free(n->order);
	free(n->edge);
	free(n->out);
	free(n->out_first);
	free(n->in);
	free(n->in_first);
	free(n->tag);
	free(n->tag_first);
	intern_done(&n->text);
	arena_done(&n->memory);
	free(n);
}
