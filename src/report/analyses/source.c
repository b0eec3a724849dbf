/* Source lines for a pane: the listing of `list`, with what the functions themselves cost. */
#include <cprof/source.h>

#include "report/source/listing.h"

static enum cprof_status source_run(const struct cprof_request *request, const void *parameters,
				    struct cprof_context *context, void **found,
				    struct cprof_error *err)
{
	const struct cprof_source_parameters *asked = parameters;
	struct listing_options options = {
		.pattern = asked->pattern,
		.function = asked->function,
		.whole_file = asked->function != NULL,
		.function_sums = true,
		.inlined = asked->function != NULL,
		.sides = true,
		.plan = request->plan,
	};
	struct cprof_listing *listing;
	struct run run;
	if (run_start(request->profile, request->query, context, &run, err) != CPROF_OK)
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

static const struct cprof_pointer pointers[] = {
	CPROF_TEXT(struct cprof_source_parameters, function),
	CPROF_TEXT(struct cprof_source_parameters, pattern),
};

const struct cprof_analysis cprof_analysis_source = {
	.name = "source",
	.run = source_run,
	.free = source_free,
	.parameters = sizeof(struct cprof_source_parameters),
	.pointer = pointers,
	.pointers = sizeof pointers / sizeof pointers[0],
};
