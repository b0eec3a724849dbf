/* Putting a report where it was asked for. Only this file puts bytes on a file or a pipe. */
#ifndef APP_OUTPUT_H
#define APP_OUTPUT_H

#include <stdbool.h>

#include <cprof/report.h>

#include "base/notes.h"

/* Where a report goes. */
struct output {
	const char *path; /* NULL: standard output */
	bool shell;       /* a command of the shell asked: what is not for people to read goes to a
			   * new file even where standard output is no terminal */
};

/* Puts what a report yielded where the report wants it: through graphviz if it is a picture, to a
 * file, or to standard output; a viewer is shown a temporary file instead. On a terminal names are
 * cleaned of control and direction characters, and what is not for people to read goes to a new
 * file in the current folder. `notes` gets "Generating report in FILE". */
enum cprof_status output_report(const struct cprof_report *report, const char *text, size_t length,
				const struct output *to, struct cprof_notes *notes,
				struct cprof_error *err);

/* Writes a text to standard output; on a terminal it is cleaned. */
enum cprof_status output_text(const char *text, size_t length, struct cprof_error *err);

/* Writes a text to a file. */
enum cprof_status output_file(const char *path, const char *text, size_t length,
			      struct cprof_error *err);

/* True if there is a file of that name, which writing would replace. */
bool output_exists(const char *path);

#endif
