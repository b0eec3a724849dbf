/* What rows add up to together: see cprof/cover.h. */
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

/* Which nodes' printed names stand in a list, one a line. */
static void find_nodes(const struct graph *g, const char *names, bool *wanted)
{
	struct intern listed = { 0 };
	struct buf name = BUF_INIT;
	for (const char *p = names; *p != '\0'; p += *p == '\n') {
		size_t length = strcspn(p, "\n");
		intern_put(&listed, p, length);
		p += length;
	}
	for (uint32_t i = 0; i < g->nodes; i++) {
		buf_clear(&name);
		node_printable(g, &g->node[i], &name);
		wanted[i] = intern_get(&listed, buf_text(&name), name.size) != INTERN_NONE;
	}
	buf_done(&name);
	intern_done(&listed);
}

static void union_graph(const struct graph *g, const struct cprof_ask *ask, struct rx *rx,
			struct cprof_union *both, struct progress *progress,
			struct cprof_error *err)
{
	bool *wanted = xcalloc(g->nodes, sizeof *wanted);
	if (ask->names != NULL)
		find_nodes(g, ask->names, wanted);
	else
		match_nodes(g, rx, wanted, err);
	if (err->status == CPROF_OK)
		union_sum(g, wanted, &both->flat, &both->cum, progress, err);
	free(wanted);
}

static enum cprof_status union_run(const struct cprof_request *request, const struct cprof_ask *ask,
				   struct run_context *context, void **found,
				   struct cprof_error *err)
{
	struct cprof_union *both = xcalloc(1, sizeof *both);
	struct graph *g;
	struct run run;
	struct rx *rx = NULL;
	if ((ask->names != NULL ||
	     rx_compile_smart(ask->pattern, &rx, NULL, err) == CPROF_OK) &&
	    run_start(request->source, request->query, context, &run, err) == CPROF_OK) {
		struct graph_options options = run_table_options(&run);
		if (run_graph(&run, &options, context, &g, err) == CPROF_OK) {
			union_graph(g, ask, rx, both, context->progress, err);
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

const struct cprof_analysis cprof_analysis_union = {
	.name = "cover",
	.run = union_run,
	.free = free,
};

const struct cprof_analysis cprof_analysis_union_names = {
	.name = "cover-names",
	.run = union_run,
	.free = free,
};
