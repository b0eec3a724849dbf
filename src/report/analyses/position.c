/* Where the source of a function stands: see cprof/position.h. */
#include <cprof/position.h>

#include <stdlib.h>
#include <string.h>

#include <cprof/report.h>

#include "base/arena.h"
#include "base/xalloc.h"
#include "query/run.h"
#include "report/source/source.h"

/* Of several files with a function of that name the one that was asked for, else the costliest. */
static const struct node *find_node(const struct graph *g, const struct cprof_ask *ask)
{
	const struct node *best = NULL;
	for (uint32_t i = 0; i < g->nodes; i++) {
		const struct node *n = &g->node[i];
		if (strcmp(graph_text(g, n->key.name), ask->function) != 0)
			continue;
		if (ask->file != NULL && strcmp(graph_text(g, n->key.file), ask->file) == 0)
			return n;
		if (best == NULL || value_abs(n->sum.cum) > value_abs(best->sum.cum))
			best = n;
	}
	return best;
}

static void look_up(const struct cprof_request *request, struct cprof_position *place)
{
	const struct cprof_query *q = request->query;
	struct source_file file = { 0 };
	if (*place->file != '\0')
		source_read(request->plan, place->file, q->trim_path, q->source_path,
			    place->memory, &file);
	place->found = file.found;
}

static void position_free(void *found)
{
	struct cprof_position *place = found;
	if (place == NULL)
		return;
	arena_free(place->memory);
	free(place);
}

static enum cprof_status position_run(const struct cprof_request *request,
				      const struct cprof_ask *ask, struct run_context *context,
				      void **found, struct cprof_error *err)
{
	struct run run;
	struct graph *g;
	if (run_start(request->source, request->query, context, &run, err) != CPROF_OK)
		return err->status;
	struct graph_options options = run_graph_options(&run);
	options.granularity = CPROF_BY_FILEFUNCTION;
	options.keep_objects = false;
	if (run_graph(&run, &options, context, &g, err) == CPROF_OK) {
		const struct node *n = find_node(g, ask);
		struct cprof_position *place = xcalloc(1, sizeof *place);
		const char *file = n != NULL ? graph_text(g, n->key.file)
				   : ask->file != NULL ? ask->file
						       : "";
		place->memory = arena_new();
		place->file = arena_text(place->memory, file, strlen(file));
		place->line = ask->line != 0 || n == NULL ? ask->line : n->best_line;
		look_up(request, place);
		*found = place;
		graph_free(g);
	}
	run_done(&run);
	return err->status;
}

const struct cprof_analysis cprof_analysis_position = {
	.name = "place",
	.run = position_run,
	.free = position_free,
};
