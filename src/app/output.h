/* Putting a report where it was asked for. Only this file turns a result into bytes on a file or a
 * pipe. */
#ifndef APP_OUTPUT_H
#define APP_OUTPUT_H

#include <cprof/report.h>

#include "base/notes.h"

/* Writes what a report yielded to `path`, or to standard output when path is NULL. On a terminal
 * names are cleaned of control and direction characters, and a profile goes to a new file
 * profileNNN.pb.gz in the current folder instead. `notes` gets "Generating report in FILE". */
enum cprof_status output_result(const struct cprof_report *report,
				const struct cprof_result *result, const char *path,
				struct notes *notes, struct cprof_error *err);

#endif
