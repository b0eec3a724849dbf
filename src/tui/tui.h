/* The explorer. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include "app/args.h"
#include "tui/term.h"

/* Explores the profile the command line names on this terminal until the user leaves. Returns the
 * exit status; *err is set when there is something to say afterwards on standard error,
 * *signal_number when the process should die by a signal. With `threads` 0 nothing runs beside the
 * caller. */
int tui_run(const struct args *args, struct term *term, unsigned threads, int *signal_number,
	    struct cprof_error *err);

#endif
