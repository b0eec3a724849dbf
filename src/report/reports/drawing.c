/* The graph of a drawing, from a query: see drawing.h. */
#include "report/reports/drawing.h"

#include <string.h>

#include "base/buf.h"
#include "query/measure.h"
#include "query/table.h"
#include "report/header.h"

static enum cprof_status make_dot_graph(struct drawing *d, const struct drawing_options *options,
					struct cprof_context *context, struct cprof_error *err)
{
	const struct cprof_query *q = d->run.query;
	struct graph_options graph_options = run_graph_options(&d->run);
	struct dot_graph_options dot_graph_options = {
		.call_tree = q->call_tree,
		.tags = options->tags,
		.drop_negative = q->drop_negative,
		.order = DOT_GRAPH_BY_ENTROPY,
		.unit = cprof_query_unit(q),
	};
	graph_options.keep_objects = options->exact;
	if (options->exact)
		dot_graph_options.order = q->sort == CPROF_SORT_CUM ? DOT_GRAPH_BY_CUM
								    : DOT_GRAPH_BY_FLAT;
	if (q->trim) {
		dot_graph_options.nodecount = q->nodecount;
		dot_graph_options.nodefraction = q->nodefraction;
		dot_graph_options.edgefraction = q->edgefraction;
	}
	if (run_graph(&d->run, &graph_options, context, &d->graph, err) != CPROF_OK)
		return err->status;
	return dot_graph_new(d->graph, &dot_graph_options, &d->dot_graph, context->progress, err);
}

static int64_t threshold(const struct drawing *d, double fraction)
{
	return value_share(d->run.total, d->run.query->trim ? fraction : 0);
}

static void fill_table(struct drawing *d, bool exact)
{
	const struct cprof_query *q = d->run.query;
	const struct dot_graph *n = d->dot_graph;
	struct cprof_table *t = &d->table;
	int64_t least = 0;
	header_table(&d->run, &d->type, t);
	t->shown = n->shown;
	t->node_count = n->node_count;
	t->dropped_nodes = n->dropped_nodes;
	t->dropped_edges = n->dropped_edges;
	t->dropped_below = threshold(d, q->nodefraction);
	t->edges_below = threshold(d, q->edgefraction);
	for (uint32_t i = 0; i < n->shown; i++) {
		const struct node_sum *sum = &n->node[n->order[i]].sum;
		t->shown_flat = value_add(t->shown_flat, dot_graph_flat(sum));
		least = measure_least(least, dot_graph_flat(sum), dot_graph_cum(sum));
	}
	if (n->shown > 0 && strcmp(t->unit.shown, "minimum") == 0)
		t->unit.shown = measure_unit(&t->unit, t->total, least != 0 ? least : t->total,
					     !exact);
}

enum cprof_status drawing_init(struct drawing *d, const struct cprof_profile *profile,
			       const struct cprof_query *query,
			       const struct drawing_options *options, struct cprof_context *context,
			       struct cprof_error *err)
{
	*d = (struct drawing){ 0 };
	enum cprof_status status = run_start(profile, query, context, &d->run, err);
	if (status == CPROF_OK)
		status = make_dot_graph(d, options, context, err);
	if (status == CPROF_OK)
		fill_table(d, options->exact);
	return status;
}

void drawing_done(struct drawing *d)
{
	dot_graph_free(d->dot_graph);
	graph_free(d->graph);
	run_done(&d->run);
	buf_done(&d->type);
	*d = (struct drawing){ 0 };
}
