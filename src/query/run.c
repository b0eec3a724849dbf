/* The first stages of every query: see run.h. The total is taken before the filters, so that
 * percentages refer to the whole profile, unless relative_percentages asks for the other order. */
#include "config.h"

#include "query/run.h"

enum cprof_status run_start(const struct run_source *source, const struct cprof_query *query,
			    struct run_context *context, struct run *run, struct cprof_error *err)
{
	enum cprof_status status;
	*run = (struct run){ .query = query };
	status = value_resolve(source->profile, query, &run->value, err);
	if (status != CPROF_OK)
		return status;
	run->selection = selection_copy(query->all_frames ? source->whole : source->pruned);
	run->total = value_total(run->selection, &run->value);
	for (size_t i = 0; i < query->passes && status == CPROF_OK; i++)
		status = selection_pass(run->selection, &query->pass[i], context->notes,
					context->progress, err);
	if (status != CPROF_OK) {
		run_done(run);
		return status;
	}
	run->kept_total = value_total(run->selection, &run->value);
	if (query->relative_percentages)
		run->total = run->kept_total;
	return CPROF_OK;
}

void run_done(struct run *run)
{
	selection_free(run->selection);
	*run = (struct run){ 0 };
}
