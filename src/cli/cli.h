/* The batch front: one report, printed. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/notes.h"
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

#endif
