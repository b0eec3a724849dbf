/* The first stages of every query: see run.h. The total is taken before the filters, so that
 * percentages refer to the whole profile, unless relative_percentages asks for the other order. */
#include "query/run.h"

#include <string.h>

#include "query/graph/cache.h"
#include "query/filter/tagframes.h"
#include "query/regex/rx.h"

static bool has_tagframes(const struct cprof_query *query)
{
	return query->tagroot != NULL || query->tagleaf != NULL;
}

/* What the passes start from; NULL on failure. */
static struct selection *start_selection(const struct cprof_profile *from,
					 const struct cprof_query *query,
					 struct cprof_context *context, struct cprof_notes *noted,
					 struct cprof_error *err)
{
	const struct selection *base = query->all_frames ? from->whole : from->pruned;
	struct tagframes frames = { query->tagroot, query->tagleaf, cprof_query_unit(query) };
	struct selection *framed = NULL, *s;
	if (!has_tagframes(query))
		return selection_copy(base);
	if (context->graph_cache != NULL)
		framed = graph_cache_framed(context->graph_cache, query, noted);
	if (framed == NULL) {
		framed = tagframes_add(base, &frames, noted, context->progress, err);
		if (framed == NULL)
			return NULL;
		if (context->graph_cache != NULL)
			graph_cache_put_framed(context->graph_cache, query, framed, noted);
	}
	s = selection_copy_sharing(framed);
	selection_free(framed);
	return s;
}

/* What the filters leave; NULL on failure. */
static struct selection *make_selection(const struct cprof_profile *from,
					const struct cprof_query *query,
					struct cprof_context *context, struct cprof_error *err)
{
	struct cprof_notes noted = { NULL, 0 };
	struct selection *s = start_selection(from, query, context, &noted, err);
	for (size_t i = 0; i < query->passes && err->status == CPROF_OK; i++)
		selection_pass(s, &query->pass[i], &noted, context->progress, err);
	if (err->status != CPROF_OK) {
		selection_free(s);
		s = NULL;
	} else if (context->graph_cache != NULL) {
		graph_cache_put_selection(context->graph_cache, query, s, &noted);
	}
	notes_move(context->notes, &noted);
	return s;
}

/* Samples to visit: for frames from labels, each pass of filters, sums and edges. */
static void expect_passes(const struct cprof_profile *from, const struct cprof_query *query,
			  struct cprof_progress *progress)
{
	if (progress != NULL)
		atomic_store(&progress->total, from->data->samples.count *
						       (query->passes + 2 + has_tagframes(query)));
}

/* The selection, a known one if there is one. */
static enum cprof_status select_samples(const struct cprof_profile *from, struct run *run,
					struct cprof_context *context, struct cprof_error *err)
{
	if (context->graph_cache != NULL)
		run->selection = graph_cache_selection(context->graph_cache, run->query,
						       context->notes);
	expect_passes(from, run->query, context->progress);
	if (run->selection == NULL)
		run->selection = make_selection(from, run->query, context, err);
	return err->status;
}

/* What frames from labels have to say where nothing comes of them. */
static void say_frames(const struct cprof_profile *from, const struct cprof_query *query,
		       struct cprof_context *context)
{
	struct cprof_error ignored = CPROF_ERROR_INIT;
	selection_free(start_selection(from, query, context, context->notes, &ignored));
	cprof_error_done(&ignored);
}

enum cprof_status run_start_pattern(const struct cprof_profile *from,
				    const struct cprof_query *query, const char *pattern,
				    struct cprof_context *context, struct run *run,
				    struct cprof_error *err)
{
	struct rx *rx = NULL;
	*run = (struct run){ .query = query };
	/* What the filters have to say comes before what is wrong with the values, or not at
	 * all. */
	if (query->relative_percentages)
		select_samples(from, run, context, err);
	if (err->status == CPROF_OK &&
	    value_resolve(from->data, query, &run->value, err) == CPROF_OK && pattern != NULL &&
	    rx_compile(pattern, &rx, NULL, err) != CPROF_OK)
		cprof_error_prefix(err, "parsing argument regexp %s", pattern);
	rx_free(rx);
	if (err->status == CPROF_OK && !query->relative_percentages)
		select_samples(from, run, context, err);
	else if (err->status != CPROF_OK && !query->relative_percentages)
		say_frames(from, query, context);
	if (err->status != CPROF_OK) {
		run_done(run);
		return err->status;
	}
	run->kept_total = value_total(run->selection, &run->value);
	run->total = run->kept_total;
	if (!query->relative_percentages)
		run->total = value_total(query->all_frames ? from->whole : from->pruned,
					 &run->value);
	return CPROF_OK;
}

enum cprof_status run_start(const struct cprof_profile *from, const struct cprof_query *query,
			    struct cprof_context *context, struct run *run, struct cprof_error *err)
{
	return run_start_pattern(from, query, NULL, context, run, err);
}

struct graph_options run_graph_options(const struct run *run)
{
	const struct cprof_query *q = run->query;
	return (struct graph_options){
		.granularity = q->granularity,
		.noinlines = q->noinlines,
		.showcolumns = q->showcolumns,
		.drop_negative = q->drop_negative,
		.source_path = q->source_path,
		.trim_path = q->trim_path,
	};
}

struct graph_options run_table_options(const struct run *run)
{
	struct graph_options options = run_graph_options(run);
	if (run->query->group != 0)
		options.granularity = run->query->group;
	options.label = run->query->group_label;
	if (options.label == NULL && options.granularity == CPROF_BY_LABEL)
		options.granularity = CPROF_BY_FUNCTION;
	return options;
}

enum cprof_status run_graph(const struct run *run, const struct graph_options *options,
			    struct cprof_context *context, struct graph **graph,
			    struct cprof_error *err)
{
	struct graph_question question = { run->selection, &run->value, options };
	return graph_cache_graph(context->graph_cache, &question, graph, context->progress, err);
}

struct cprof_unit run_unit(const struct run *run, struct arena *memory)
{
	const char *sample = run->value.unit;
	const char *shown = cprof_query_unit(run->query);
	return (struct cprof_unit){
		.sample = arena_text(memory, sample, strlen(sample)),
		.shown = arena_text(memory, shown, strlen(shown)),
		.ratio = run->value.ratio,
	};
}

const char *run_type(const struct run *run, struct arena *memory)
{
	struct buf type = BUF_INIT;
	buf_printf(&type, "%s%s", run->value.mean ? "mean_" : "", run->value.type);
	const char *kept = arena_text(memory, buf_text(&type), type.size);
	buf_done(&type);
	return kept;
}

void run_done(struct run *run)
{
	selection_free(run->selection);
	*run = (struct run){ 0 };
}
