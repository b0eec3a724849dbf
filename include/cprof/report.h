/* Reports: the questions pprof has names for.
 *
 * A report is a record, named once in report/reports.def. It yields data; only app puts it on a
 * file or a pipe. A record without `run` is a report of pprof's that this version does not build
 * yet. */
#ifndef CPROF_REPORT_H
#define CPROF_REPORT_H

#include <stdbool.h>

#include <cprof/error.h>
#include <cprof/listing.h>
#include <cprof/query.h>
#include <cprof/request.h>
#include <cprof/table.h>

struct buf;
struct profile;

/* What a report yields; exactly one member is set, and owned. */
struct cprof_result {
	struct cprof_table *table;
	struct cprof_listing *listing;
	struct profile *profile;
	struct buf *text; /* a text as it is printed, made by cprof_result_text() */
};

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
	enum cprof_status (*run)(const struct cprof_request *request, struct cprof_context *context,
				 struct cprof_result *result, struct cprof_error *err);
	/* Appends the result as batch prints it; NULL for a report that yields a profile. */
	void (*print)(const struct cprof_result *result, struct buf *out);
};

/* All reports; NULL-terminated. */
extern const struct cprof_report *const cprof_reports[];

/* The report with this name, or NULL. */
const struct cprof_report *cprof_report_find(const char *name);

/* True if it yields text that a terminal can show, and nothing else shall be done with it. */
bool cprof_report_is_text(const struct cprof_report *report);

/* Runs a report. On failure nothing is in *result. */
enum cprof_status cprof_report_run(const struct cprof_report *report,
				   const struct cprof_request *request,
				   struct cprof_context *context, struct cprof_result *result,
				   struct cprof_error *err);
void cprof_result_done(struct cprof_result *result);

/* For reports that yield a text: makes it, empty, for run() to fill, and prints it. */
struct buf *cprof_result_text(struct cprof_result *result);
void cprof_result_print_text(const struct cprof_result *result, struct buf *out);

#endif
