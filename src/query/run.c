/* The first stages of every query: see run.h. The total is taken before the filters, so that
 * percentages refer to the whole profile, unless relative_percentages asks for the other order. */
#include "config.h"

#include "query/run.h"

#include "query/recent.h"

/* What the filters leave; NULL on failure. */
static struct selection *make_selection(const struct run_source *source,
					const struct cprof_query *query,
					struct run_context *context, struct cprof_error *err)
{
	struct notes said = { NULL, 0 };
	struct selection *s =
		selection_copy(query->all_frames ? source->whole : source->pruned);
	for (size_t i = 0; i < query->passes && err->status == CPROF_OK; i++)
		selection_pass(s, &query->pass[i], &said, context->progress, err);
	if (err->status != CPROF_OK) {
		selection_free(s);
		s = NULL;
	} else if (context->recent != NULL) {
		recent_put_selection(context->recent, query, s, &said);
	}
	notes_move(context->notes, &said);
	return s;
}

/* Samples to visit: for each pass of filters, for sums and for edges. */
static void expect_passes(const struct run_source *source, const struct cprof_query *query,
			  struct progress *progress)
{
	if (progress != NULL)
		atomic_store(&progress->total,
			     source->profile->samples.count * (query->passes + 2));
}

enum cprof_status run_start(const struct run_source *source, const struct cprof_query *query,
			    struct run_context *context, struct run *run, struct cprof_error *err)
{
	/* Relative percentages filter first: the filters' notes come before the value's error. */
	bool first = !query->relative_percentages;
	*run = (struct run){ .query = query };
	if (first && value_resolve(source->profile, query, &run->value, err) != CPROF_OK)
		return err->status;
	if (context->recent != NULL)
		run->selection = recent_selection(context->recent, query, context->notes);
	expect_passes(source, query, context->progress);
	if (run->selection == NULL)
		run->selection = make_selection(source, query, context, err);
	if (run->selection == NULL)
		return err->status;
	if (!first && value_resolve(source->profile, query, &run->value, err) != CPROF_OK) {
		run_done(run);
		return err->status;
	}
	run->kept_total = value_total(run->selection, &run->value);
	run->total = run->kept_total;
	if (!query->relative_percentages)
		run->total = value_total(query->all_frames ? source->whole : source->pruned,
					 &run->value);
	return CPROF_OK;
}

enum cprof_status run_graph(const struct run *run, const struct graph_options *options,
			    struct run_context *context, struct graph **graph,
			    struct cprof_error *err)
{
	struct graph_question question = { run->selection, &run->value, options };
	return recent_graph(context->recent, &question, graph, context->progress, err);
}

void run_done(struct run *run)
{
	selection_free(run->selection);
	*run = (struct run){ 0 };
}
