/* The list of reports, and running one. */
#include <cprof/report.h>

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

enum cprof_status cprof_report_run(const struct cprof_report *report,
				   const struct cprof_request *request,
				   struct cprof_context *context, struct cprof_result *result,
				   struct cprof_error *err)
{
	struct cprof_query query;
	struct cprof_request shaped = *request;
	cprof_query_copy(&query, request->query);
	shaped.query = &query;
	if (report->no_trim)
		query.trim = false;
	if (report->granularity >= 0)
		query.granularity = report->granularity;
	if (query.nodecount == -1)
		query.nodecount = report->nodecount;
	*result = (struct cprof_result){ NULL, NULL, NULL, NULL };
	enum cprof_status status = report->run(&shaped, context, result, err);
	if (status != CPROF_OK)
		cprof_result_done(result);
	cprof_query_done(&query);
	return status;
}
