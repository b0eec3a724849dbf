/* The tree report: every node between its callers and its callees. peek is the same without
 * trimming, for the nodes whose printed name matches.
 *
 * Nodes that only exist as the end of an edge (those the graph discarded, with nothing to show for
 * themselves) are named as callers and callees, but have no block of their own. */
#include "report/result.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "query/run.h"
#include "query/regex/rx.h"
#include "query/table.h"
#include "query/graph/trim.h"
#include "report/header.h"

#define NODECOUNT 80
#define VALUE_WIDTH 10
#define EDGE_WIDTH 50 /* an edge's value ends where the column "calls" does */

#define SEPARATOR "----------------------------------------------------------+-------------\n"

/* Edges in the order they are printed; the array of all of them is owned. */
struct fan {
	const struct edge **edge;
	size_t count;
};

struct printing {
	const struct graph *g;
	const struct trim *trim;
	const struct cprof_table *t;
	const bool *matched; /* per node: it has a block */
	const char **name;   /* per node, also of those that were discarded */
	struct fan in, out;  /* ordered by the node they belong to, then as they are printed */
	struct arena memory; /* of names */
};

static void name_nodes(struct printing *x)
{
	struct buf name = BUF_INIT;
	x->name = xcalloc(x->g->nodes, sizeof *x->name);
	for (uint32_t i = 0; i < x->g->nodes; i++) {
		x->name[i] = x->trim->name[i];
		if (x->name[i] != NULL)
			continue;
		buf_clear(&name);
		node_printable(x->g, &x->g->node[i], &name);
		x->name[i] = arena_text(&x->memory, buf_text(&name), name.size);
	}
	buf_done(&name);
}

/* By weight, then by the names; pprof leaves the rest open. */
static int compare_edges(const struct printing *x, const struct edge *a, const struct edge *b)
{
	int order = value_compare_size(a->weight, b->weight);
	if (order == 0)
		order = strcmp(x->name[a->source], x->name[b->source]);
	if (order == 0)
		order = strcmp(x->name[a->target], x->name[b->target]);
	if (order == 0)
		order = (a->source > b->source) - (a->source < b->source);
	return order != 0 ? order : (a->target > b->target) - (a->target < b->target);
}

static int compare_in(const void *left, const void *right, void *context)
{
	const struct edge *a = *(const struct edge *const *)left;
	const struct edge *b = *(const struct edge *const *)right;
	if (a->target != b->target)
		return a->target < b->target ? -1 : 1;
	return compare_edges(context, a, b);
}

static int compare_out(const void *left, const void *right, void *context)
{
	const struct edge *a = *(const struct edge *const *)left;
	const struct edge *b = *(const struct edge *const *)right;
	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	return compare_edges(context, a, b);
}

/* Light edges go where they enter a node; one that leads to a discarded node is never met. */
static bool stays(const struct printing *x, const struct edge *e)
{
	return x->g->node[e->target].discarded ||
	       value_abs(e->weight) >= x->trim->edge_cutoff;
}

static void fan_edges(struct printing *x)
{
	x->in.edge = xcalloc(x->g->edges, sizeof(struct edge *));
	x->out.edge = xcalloc(x->g->edges, sizeof(struct edge *));
	for (size_t i = 0; i < x->g->edges; i++) {
		const struct edge *e = &x->g->edge[i];
		if (!stays(x, e))
			continue;
		if (x->matched[e->target])
			x->in.edge[x->in.count++] = e;
		if (x->matched[e->source])
			x->out.edge[x->out.count++] = e;
	}
	qsort_r(x->in.edge, x->in.count, sizeof(struct edge *), compare_in, x);
	qsort_r(x->out.edge, x->out.count, sizeof(struct edge *), compare_out, x);
}

/* The edges of `all` that belong to the node; it is their target, or their source. */
static struct fan fan_of(const struct fan *all, uint32_t node, bool target)
{
	size_t low = 0, high = all->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct edge *e = all->edge[middle];
		if ((target ? e->target : e->source) < node)
			low = middle + 1;
		else
			high = middle;
	}
	struct fan fan = { all->edge + low, 0 };
	while (low + fan.count < all->count) {
		const struct edge *e = fan.edge[fan.count];
		if ((target ? e->target : e->source) != node)
			break;
		fan.count++;
	}
	return fan;
}

static void put_value(const struct printing *x, int64_t value, size_t width, struct buf *out)
{
	struct buf text = BUF_INIT;
	unit_put(&text, &x->t->unit, value);
	utf8_right(out, buf_text(&text), text.size, width);
	buf_done(&text);
}

/* An edge's weight is not divided with mean, but its percentage is of the divided cum: as pprof
 * has it. */
static void put_edge(const struct printing *x, const struct edge *e, uint32_t other, int64_t cum,
		     struct buf *out)
{
	put_value(x, e->weight, EDGE_WIDTH, out);
	buf_putc(out, ' ');
	unit_percentage(out, e->weight, cum);
	buf_printf(out, " |   %s%s\n", x->name[other], e->inlined ? " (inline)" : "");
}

static void put_node(const struct printing *x, uint32_t node, int64_t *sum, struct buf *out)
{
	const struct node *n = &x->g->node[node];
	struct fan in = fan_of(&x->in, node, true), fan = fan_of(&x->out, node, false);
	int64_t flat = node_flat(n), cum = node_cum(n);
	*sum = value_add(*sum, flat);
	buf_puts(out, SEPARATOR);
	for (size_t i = 0; i < in.count; i++)
		put_edge(x, in.edge[i], in.edge[i]->source, cum, out);
	put_value(x, flat, VALUE_WIDTH, out);
	buf_putc(out, ' ');
	unit_percentage(out, flat, x->t->total);
	buf_putc(out, ' ');
	unit_percentage(out, *sum, x->t->total);
	buf_putc(out, ' ');
	put_value(x, cum, VALUE_WIDTH, out);
	buf_putc(out, ' ');
	unit_percentage(out, cum, x->t->total);
	buf_pad(out, ' ', 16);
	buf_printf(out, "| %s\n", x->name[node]);
	for (size_t i = 0; i < fan.count; i++)
		put_edge(x, fan.edge[i], fan.edge[i]->target, cum, out);
}

static void put_tree(struct printing *x, const struct run *run, struct buf *out)
{
	int64_t sum = 0;
	name_nodes(x);
	fan_edges(x);
	if (!run->query->compact_labels)
		header_profile(run, x->t, out);
	header_report(run, x->t, out);
	buf_puts(out, SEPARATOR
		 "      flat  flat%   sum%        cum   cum%   calls calls% + context \t \t \n");
	for (uint32_t i = 0; i < x->trim->shown; i++)
		if (x->matched[x->trim->order[i]])
			put_node(x, x->trim->order[i], &sum, out);
	if (x->trim->shown > 0)
		buf_puts(out, SEPARATOR);
	free(x->name);
	free(x->in.edge);
	free(x->out.edge);
	arena_done(&x->memory);
}

/* Marks the shown nodes that the pattern matches; all of them without a pattern. */
static enum cprof_status find_matches(const struct trim *trim, const char *pattern, bool *matched,
				      struct cprof_error *err)
{
	struct rx *rx = NULL;
	bool any = pattern == NULL;
	if (pattern != NULL && rx_compile_argument(pattern, &rx, err) != CPROF_OK)
		return err->status;
	for (uint32_t i = 0; i < trim->shown && err->status == CPROF_OK; i++) {
		uint32_t node = trim->order[i];
		matched[node] = true;
		if (rx != NULL)
			rx_match(rx, trim->name[node], strlen(trim->name[node]), &matched[node],
				 err);
		any |= matched[node];
	}
	rx_free(rx);
	if (err->status == CPROF_OK && !any)
		return rx_no_match(pattern, err);
	return err->status;
}

static enum cprof_status tree_run(const struct cprof_request *request,
				  struct cprof_context *context, struct cprof_report_result *result,
				  struct cprof_error *err)
{
	struct table_options options = { 0 };
	struct graph *g = NULL;
	struct trim trim;
	struct run run;
	if (run_start_pattern(request->profile, request->query, request->pattern, context, &run,
			      err) != CPROF_OK)
		return err->status;
	if (table_graph(&run, &options, context, &g, &trim, err) == CPROF_OK) {
		struct cprof_table *t = table_of_graph(&run, g, &trim);
		bool *matched = xcalloc(g->nodes, sizeof *matched);
		struct printing x = { .g = g, .trim = &trim, .t = t, .matched = matched };
		if (find_matches(&trim, request->pattern, matched, err) == CPROF_OK &&
		    graph_edges(g, trim.kept, trim.kept, context->progress, err) == CPROF_OK)
			put_tree(&x, &run, &result->text);
		free(matched);
		cprof_table_free(t);
		trim_done(&trim);
		graph_free(g);
	}
	run_done(&run);
	return err->status;
}

const struct cprof_report report_tree = {
	.name = "tree",
	.help = "functions with their callers and callees",
	.granularity = -1,
	.nodecount = NODECOUNT,
	.run = tree_run,
};

const struct cprof_report report_peek = {
	.name = "peek",
	.help = "callers and callees of functions that match",
	.takes_pattern = true,
	.no_trim = true,
	.granularity = -1,
	.run = tree_run,
};
