/* What a report makes: a text, or a profile that is written out. */
#ifndef REPORT_RESULT_H
#define REPORT_RESULT_H

#include <cprof/report.h>

#include "base/buf.h"
#include "model/profile.h"

struct cprof_report_result {
	struct buf text;
	struct profile *profile; /* NULL: the text is it */
};

/* Runs a report with what it forces on the query. On failure nothing is in *result, which is
 * empty before. */
enum cprof_status report_run(const struct cprof_report *report, const struct cprof_request *request,
			     struct cprof_context *context, struct cprof_report_result *result,
			     struct cprof_error *err);

#endif
