/* Reports as bytes: see cprof/report.h. One that yields a profile is written out here, above the
 * layers that know files of profiles. */
#include <cprof/report.h>

#include "codec/codec.h"
#include "report/result.h"

enum cprof_status cprof_report_run(const struct cprof_report *report,
				   const struct cprof_request *request,
				   struct cprof_context *context, char **text, size_t *length,
				   struct cprof_error *err)
{
	struct cprof_report_result made = { .text = BUF_INIT };
	if (report_run(report, request, context, &made, err) != CPROF_OK)
		return err->status;
	if (made.profile != NULL)
		codec_encode(made.profile, &made.text);
	profile_free(made.profile);
	*length = made.text.size;
	*text = buf_take(&made.text);
	return CPROF_OK;
}
