/* The list of reports, and running one. */
#include "report/result.h"

#include <string.h>

#define REPORT(name) extern const struct cprof_report report_##name;
#include "report/reports/reports.def"
#undef REPORT

#define REPORT(name) &report_##name,
const struct cprof_report *const cprof_reports[] = {
#include "report/reports/reports.def"
	NULL
};
#undef REPORT

/* Of pprof's reports that this version does not build each is known by name, so that nobody is told
 * they do not exist. */
const struct cprof_report report_disasm = {
	.name = "disasm",
	.help = "instructions of functions that match",
	.takes_pattern = true,
	.granularity = -1,
};

const struct cprof_report *cprof_report_find(const char *name)
{
	for (size_t i = 0; cprof_reports[i] != NULL; i++)
		if (strcmp(cprof_reports[i]->name, name) == 0)
			return cprof_reports[i];
	return NULL;
}

bool cprof_report_is_text(const struct cprof_report *report)
{
	return report->suffix == NULL;
}

enum cprof_status report_run(const struct cprof_report *report, const struct cprof_request *request,
			     struct cprof_context *context, struct cprof_report_result *result,
			     struct cprof_error *err)
{
	struct cprof_query query;
	struct cprof_request forced = *request;
	cprof_query_copy(&query, request->query);
	forced.query = &query;
	if (report->no_trim)
		query.trim = false;
	if (report->granularity >= 0)
		query.granularity = report->granularity;
	if (query.nodecount == -1)
		query.nodecount = report->nodecount;
	if (report->run(&forced, context, result, err) != CPROF_OK) {
		buf_done(&result->text);
		profile_free(result->profile);
	}
	cprof_query_done(&query);
	return err->status;
}
