/* Lines that lead where the explorer is: for its own prompt, and for pprof. */
#ifndef TUI_SCRIPT_H
#define TUI_SCRIPT_H

#include "tui/ui.h"

/* Appends commands of the `:` prompt, one on a line, that a new explorer of the same command line
 * comes to this place with. */
void script_here(struct ui *ui, struct buf *out);

/* Appends the command line of pprof that answers the same question; what pprof cannot say is left
 * out and named in a comment. */
void script_pprof(struct ui *ui, struct buf *out);

#endif
