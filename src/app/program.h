/* Running other programs, never through a shell. */
#ifndef APP_PROGRAM_H
#define APP_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/error.h>

#include "base/buf.h"
#include "base/notes.h"

/* Gives the program `input` and appends what it prints to `out`; argv ends with NULL and its first
 * word is looked up in PATH. CPROF_ERR_IO says that it could not be started ("failed to execute
 * dot: no such file or directory"; *started is then false), or how it ended. */
enum cprof_status program_filter(const char *const argv[], const char *input, size_t length,
				 struct buf *out, bool *started, struct cprof_error *err);

/* Gives a program `input` and nothing else: what it prints is dropped. It has so many milliseconds
 * to read everything and to end, then it is killed. One that stays behind as a daemon has ended.
 * The words of a command, here and below, are parted by blanks; there must be one. */
enum cprof_status program_feed(const char *command, const char *input, size_t length,
			       int milliseconds, struct cprof_error *err);

/* Starts a program with our own standard files and with the file behind its own words, and waits
 * for it. The only error is that it could not be started. */
enum cprof_status program_view(const char *command, const char *path, struct cprof_error *err);

/* Shows the file in $BROWSER, else in the first browser that starts. Without a display it says
 * where the file is, for a terminal as a link, and how to fetch it over ssh. */
enum cprof_status program_browse(const char *path, struct cprof_notes *notes,
				 struct cprof_error *err);

/* Opens the file at the line (0: at its beginning) in the `chosen` program, or, when that is "", in
 * $VISUAL, $EDITOR or vi; when it cannot be started, in $PAGER or less. Waits for its end. Its
 * standard files are the terminal. `name` gets the program's name. */
enum cprof_status program_edit(const char *chosen, const char *path, int64_t line, struct buf *name,
			       struct cprof_error *err);

/* True if a variable of the environment is there and not empty. */
bool program_is_set(const char *variable);

#endif
