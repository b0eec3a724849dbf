/* The tags report: for each key of a label the values it has, with the sum of the samples that have
 * them. */
#include "report/result.h"

#include "query/run.h"
#include "report/tags.h"

static enum cprof_status tags_run(const struct cprof_request *request,
				  struct cprof_context *context, struct cprof_report_result *result,
				  struct cprof_error *err)
{
	struct run run;
	enum cprof_status status = run_start(request->profile, request->query, context, &run, err);
	if (status != CPROF_OK)
		return status;
	tags_print(&run, &result->text);
	run_done(&run);
	return CPROF_OK;
}

const struct cprof_report report_tags = {
	.name = "tags",
	.help = "labels and what they add up to",
	.granularity = -1,
	.run = tags_run,
};
