/* Running other programs, never through a shell. */
#ifndef APP_PROGRAM_H
#define APP_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include <cprof/error.h>

#include "base/buf.h"

/* Gives the program `input` and appends what it prints to `out`; argv ends with NULL and its first
 * word is looked up in PATH. CPROF_ERR_IO says that it could not be started ("failed to execute
 * dot: no such file or directory"; *started is then false), or how it ended. */
enum cprof_status program_filter(const char *const argv[], const char *input, size_t length,
				 struct buf *out, bool *started, struct cprof_error *err);

/* Gives the program `input` and nothing else: what it prints is dropped. It has so many
 * milliseconds to read everything and to end, then it is killed. One that stays behind as a daemon
 * has ended. */
enum cprof_status program_feed(const char *const argv[], const char *input, size_t length,
			       int milliseconds, struct cprof_error *err);

/* Runs the program with our own standard files and waits for its end, whatever that is. The only
 * error is that it could not be started. */
enum cprof_status program_run(const char *const argv[], struct cprof_error *err);

/* The same with the terminal as standard input and output, when ours are something else: the
 * profile may have come through a pipe. */
enum cprof_status program_run_terminal(const char *const argv[], struct cprof_error *err);

#endif
