/* The records of all reports, declared from their list. */
#ifndef REPORT_REPORTS_H
#define REPORT_REPORTS_H

#include <cprof/report.h>

#define REPORT(name) extern const struct cprof_report report_##name;
#include "report/reports.def"
#undef REPORT

#endif
