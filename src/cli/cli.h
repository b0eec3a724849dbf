/* The batch front: one report, printed; and the shell without a screen: commands of -c, a script,
 * or lines typed at a terminal. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/notes.h"
#include "base/worker.h"
#include "app/cmdline/args.h"

/* The exit status of the program. */
enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

/* Runs the report the command line asks for. */
int cli_run(const struct args *args);

/* Prints an error as the program's one line, cleaned for a terminal, and gives the exit status that
 * goes with it. */
int cli_fail(const struct cprof_error *err);

/* -help and -version on standard output. */
int cli_help(void);
int cli_version(void);

/* Loads the profile once and runs the commands in order; without -c they are read from standard
 * input. Reports go to standard output or their file, all else to standard error, as in pprof.
 * Returns the exit status: that of the first command of -c that failed; lines that were read never
 * count. */
int cli_shell(const struct args *args);

/* A line on standard error; names in it may come from a file and are cleaned. */
void cli_message(const char *prefix, const char *text);

/* Each on a line of its own, without a prefix, as pprof. */
void cli_print_notes(const struct cprof_notes *notes);

struct progress_line;

/* Says on standard error how far loading is, when that is a terminal and it takes long: one line,
 * rewritten, and gone before anything else is said. NULL when nothing is to be said: standard error
 * is not a terminal. Until progress_line_stop() a signal that ends the process takes the line away
 * first. */
struct progress_line *progress_line_start(const char *input, const struct cprof_progress *progress);
void progress_line_stop(struct progress_line *t);

#endif
