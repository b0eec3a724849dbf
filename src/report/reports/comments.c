/* The comments report: the comments of the profile, one a line, also those that headers hide. */
#include "report/result.h"

#include "base/buf.h"
#include "query/run.h"

static enum cprof_status comments_run(const struct cprof_request *request,
				      struct cprof_context *context,
				      struct cprof_report_result *result, struct cprof_error *err)
{
	struct run run;
	enum cprof_status status = run_start(request->profile, request->query, context, &run, err);
	if (status != CPROF_OK)
		return status;
	const struct profile *p = run.selection->profile;
	struct buf *out = &result->text;
	for (uint32_t i = 0; i < p->comment_count; i++)
		buf_printf(out, "%s\n", profile_text(p, p->comment[i]));
	run_done(&run);
	return CPROF_OK;
}

const struct cprof_report report_comments = {
	.name = "comments",
	.help = "comments of the profile",
	.granularity = -1,
	.run = comments_run,
};
