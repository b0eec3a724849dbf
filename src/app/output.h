/* Putting a report where it was asked for. Only this file turns a result into bytes on a file or a
 * pipe. */
#ifndef APP_OUTPUT_H
#define APP_OUTPUT_H

#include <cprof/report.h>

#include "base/notes.h"

/* Writes the whole text to `path`, or to standard output when path is NULL. On a terminal names are
 * cleaned of control and direction characters. `notes` gets "Generating report in FILE". */
enum cprof_status output_text(const char *path, const char *text, size_t length,
			      struct notes *notes, struct cprof_error *err);

#endif
