/* What rows add up to together: see cprof/union.h. */
#include <cprof/union.h>

#include <stdlib.h>
#include <string.h>

#include <cprof/report.h>

#include "base/xalloc.h"
#include "query/union.h"
#include "query/run.h"
#include "query/regex/rx.h"

/* Which nodes' printed names match. */
static void match_nodes(const struct graph *g, struct rx *rx, bool *wanted,
			struct cprof_error *err)
{
	struct buf name = BUF_INIT;
	for (uint32_t i = 0; i < g->nodes && err->status == CPROF_OK; i++) {
		buf_clear(&name);
		node_printable(g, &g->node[i], &name);
		rx_match(rx, buf_text(&name), name.size, &wanted[i], err);
	}
	buf_done(&name);
}

static int compare_ids(const void *left, const void *right)
{
	const uint64_t *a = left, *b = right;
	return (*a > *b) - (*a < *b);
}

/* Which nodes are these rows. */
static void find_nodes(const struct graph *g, const uint64_t *row, size_t rows, bool *wanted)
{
	uint64_t *sorted = xduparray(row, rows, sizeof *row);
	if (rows > 0)
		qsort(sorted, rows, sizeof *sorted, compare_ids);
	for (uint32_t i = 0; i < g->nodes && rows > 0; i++) {
		uint64_t id = node_id(g, &g->node[i]);
		wanted[i] = bsearch(&id, sorted, rows, sizeof id, compare_ids) != NULL;
	}
	free(sorted);
}

static void union_graph(const struct graph *g, const struct cprof_union_parameters *asked,
			struct rx *rx, struct cprof_union *both, struct cprof_progress *progress,
			struct cprof_error *err)
{
	bool *wanted = xcalloc(g->nodes, sizeof *wanted);
	if (rx != NULL)
		match_nodes(g, rx, wanted, err);
	else
		find_nodes(g, asked->row, asked->rows, wanted);
	if (err->status == CPROF_OK)
		union_sum(g, wanted, &both->flat, &both->cum, progress, err);
	free(wanted);
}

static enum cprof_status union_run(const struct cprof_request *request, const void *parameters,
				   struct cprof_context *context, void **found,
				   struct cprof_error *err)
{
	const struct cprof_union_parameters *asked = parameters;
	struct cprof_union *both = xcalloc(1, sizeof *both);
	struct graph *g;
	struct run run;
	struct rx *rx = NULL;
	if ((asked->pattern == NULL ||
	     rx_compile_smart(asked->pattern, &rx, NULL, err) == CPROF_OK) &&
	    run_start(request->profile, request->query, context, &run, err) == CPROF_OK) {
		struct graph_options options = run_table_options(&run);
		if (run_graph(&run, &options, context, &g, err) == CPROF_OK) {
			union_graph(g, asked, rx, both, context->progress, err);
			graph_free(g);
		}
		run_done(&run);
	}
	rx_free(rx);
	if (err->status == CPROF_OK)
		*found = both;
	else
		free(both);
	return err->status;
}

static const struct cprof_pointer pointers[] = {
	CPROF_TEXT(struct cprof_union_parameters, pattern),
	CPROF_ARRAY(struct cprof_union_parameters, row, rows),
};

const struct cprof_analysis cprof_analysis_union = {
	.name = "union",
	.run = union_run,
	.free = free,
	.parameters = sizeof(struct cprof_union_parameters),
	.pointer = pointers,
	.pointers = sizeof pointers / sizeof pointers[0],
};
