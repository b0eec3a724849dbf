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
static const struct node *find_node(const struct graph *g,
				    const struct cprof_position_parameters *asked)
{
	const struct node *best = NULL;
	for (uint32_t i = 0; i < g->nodes; i++) {
		const struct node *n = &g->node[i];
		if (strcmp(graph_text(g, n->key.name), asked->function) != 0)
			continue;
		if (asked->file != NULL && strcmp(graph_text(g, n->key.file), asked->file) == 0)
			return n;
		if (best == NULL || value_abs(n->sum.cum) > value_abs(best->sum.cum))
			best = n;
	}
	return best;
}

static void look_up(const struct cprof_request *request, struct cprof_position *position)
{
	const struct cprof_query *q = request->query;
	struct source_file file = { 0 };
	if (*position->file != '\0')
		source_read(request->plan, position->file, q->trim_path, q->source_path,
			    position->memory, &file);
	position->found = file.found;
}

static void position_free(void *found)
{
	struct cprof_position *position = found;
	if (position == NULL)
		return;
	arena_free(position->memory);
	free(position);
}

static enum cprof_status position_run(const struct cprof_request *request, const void *parameters,
				      struct cprof_context *context, void **found,
				      struct cprof_error *err)
{
	const struct cprof_position_parameters *asked = parameters;
	struct run run;
	struct graph *g;
	if (run_start(request->profile, request->query, context, &run, err) != CPROF_OK)
		return err->status;
	struct graph_options options = run_graph_options(&run);
	options.granularity = CPROF_BY_FILEFUNCTION;
	options.keep_objects = false;
	if (run_graph(&run, &options, context, &g, err) == CPROF_OK) {
		const struct node *n = find_node(g, asked);
		struct cprof_position *position = xcalloc(1, sizeof *position);
		const char *file = n != NULL             ? graph_text(g, n->key.file)
				   : asked->file != NULL ? asked->file
							 : "";
		position->memory = arena_new();
		position->file = arena_text(position->memory, file, strlen(file));
		position->line = asked->line != 0 || n == NULL ? asked->line : n->best_line;
		look_up(request, position);
		*found = position;
		graph_free(g);
	}
	run_done(&run);
	return err->status;
}

static const struct cprof_pointer pointers[] = {
	CPROF_TEXT(struct cprof_position_parameters, function),
	CPROF_TEXT(struct cprof_position_parameters, file),
};

const struct cprof_analysis cprof_analysis_position = {
	.name = "position",
	.run = position_run,
	.free = position_free,
	.parameters = sizeof(struct cprof_position_parameters),
	.pointer = pointers,
	.pointers = sizeof pointers / sizeof pointers[0],
};
