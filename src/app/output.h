/* Putting a report where it was asked for. Only this file turns a result into bytes on a file or a
 * pipe. */
#ifndef APP_OUTPUT_H
#define APP_OUTPUT_H

#include <cprof/report.h>

#include "base/notes.h"

/* Puts a report's whole text where the report wants it: through graphviz if it is a picture, to
 * `path`, or to standard output when path is NULL; a viewer is shown a temporary file instead. On a
 * terminal names are cleaned of control and direction characters, and what is not for people to
 * read goes to a new file in the current folder. `notes` gets "Generating report in FILE". */
enum cprof_status output_report(const struct cprof_report *report, const char *path,
				const char *text, size_t length, struct notes *notes,
				struct cprof_error *err);

#endif
