/* Source lines for a pane: the listing of `list`, with what the functions themselves cost. */
#include <cprof/analysis.h>
#include <cprof/report.h>

#include "report/source/listing.h"

static enum cprof_status source_run(const struct cprof_request *request,
				    const struct cprof_ask *ask, struct run_context *context,
				    void **found, struct cprof_error *err)
{
	struct listing_options options = {
		.pattern = ask->pattern,
		.function = ask->function,
		.whole_file = ask->function != NULL,
		.function_sums = true,
		.inlined = ask->function != NULL,
		.sides = true,
		.plan = request->plan,
	};
	struct cprof_listing *listing;
	struct run run;
	if (run_start(request->source, request->query, context, &run, err) != CPROF_OK)
		return err->status;
	if (listing_new(&run, &options, context, &listing, err) == CPROF_OK)
		*found = listing;
	run_done(&run);
	return err->status;
}

static void source_free(void *listing)
{
	cprof_listing_free(listing);
}

const struct cprof_analysis cprof_analysis_source = {
	.name = "source",
	.run = source_run,
	.free = source_free,
};
