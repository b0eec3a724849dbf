/* The shell without a screen: commands of -c, a script, or lines typed at a terminal. */
#ifndef CLI_SHELL_H
#define CLI_SHELL_H

#include "app/cmdline/args.h"

/* Loads the profile once and runs the commands in order; without -c they are read from standard
 * input. Reports go to standard output or their file, all else to standard error, as in pprof.
 * Returns the exit status: that of the first command of -c that failed; lines that were read never
 * count. */
int cli_shell(const struct args *args);

#endif
