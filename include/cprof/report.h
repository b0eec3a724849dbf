/* Reports: the questions pprof has names for.
 *
 * A report is a record, named once in report/reports.def. It yields bytes; only app puts them on a
 * file or a pipe, and starts programs. */
#ifndef CPROF_REPORT_H
#define CPROF_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include <cprof/error.h>
#include <cprof/request.h>

struct cprof_report_result; /* private */

struct cprof_report {
	const char *name;
	const char *help;
	bool takes_pattern;
	bool no_trim;       /* nodecount, nodefraction and edgefraction are 0 */
	int granularity;    /* forced, enum cprof_granularity; -1: the query's */
	int nodecount;      /* used when the query's is -1 */
	int shell_nodecount; /* the same for a line of the shell; 0: nodecount */
	/* What becomes of the text outside: app alone starts programs. */
	const char *graphviz;      /* NULL, or the format graphviz makes of it: "svg" */
	const char *suffix;        /* NULL, or how the name of a file ends that a terminal gets
				    * instead of the bytes: "svg" */
	const char *viewer;        /* NULL, or the program that shows the file, with its flags;
				    * "": a browser */
	bool pipes;                /* the viewer is for terminals: a pipe gets the text */
	/* For cprof_report_run(). NULL: one of pprof's that is not built yet. */
	enum cprof_status (*run)(const struct cprof_request *request, struct cprof_context *context,
				 struct cprof_report_result *result, struct cprof_error *err);
};

/* All reports; NULL-terminated. */
extern const struct cprof_report *const cprof_reports[];

/* The report with this name, or NULL. */
const struct cprof_report *cprof_report_find(const char *name);

/* True if it yields text that a terminal can show, and nothing else shall be done with it. */
bool cprof_report_is_text(const struct cprof_report *report);

/* Runs a report and makes what a file of it has: a text, or the bytes of a profile. The caller
 * frees *text, behind whose `length` bytes stands one that is 0. CPROF_ERR_SYNTAX: a pattern is
 * none; CPROF_ERR_NOTFOUND: nothing matches it. */
enum cprof_status cprof_report_run(const struct cprof_report *report,
				   const struct cprof_request *request,
				   struct cprof_context *context, char **text, size_t *length,
				   struct cprof_error *err);

#endif
