/* The user's editor, on the terminal. */
#ifndef APP_EDITOR_H
#define APP_EDITOR_H

#include <stdint.h>

#include <cprof/error.h>

#include "base/buf.h"

/* Opens the file at the line (0: at its beginning) in the `chosen` program, or, when that is "", in
 * $VISUAL, $EDITOR or vi; when it cannot be started, in $PAGER or less. Waits for its end. Its
 * standard files are the terminal. `name` gets the program's name. */
enum cprof_status editor_open(const char *chosen, const char *path, int64_t line, struct buf *name,
			      struct cprof_error *err);

#endif
