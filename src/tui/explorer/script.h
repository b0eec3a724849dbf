/* Lines that lead where the explorer is: for its own prompt, and for pprof. */
#ifndef TUI_EXPLORER_SCRIPT_H
#define TUI_EXPLORER_SCRIPT_H

#include "tui/explorer/ui.h"

/* Appends NAME=VALUE for each option in which two queries differ, that of the order if `sort`. */
void script_put_options(const struct cprof_query *q, const struct cprof_query *usual, bool sort,
			struct buf *out);

/* Appends commands of the `:` prompt, one on a line, that a new explorer of the same command line
 * comes here with. */
void script_here(struct ui *ui, struct buf *out);

/* Appends the command of Go's pprof for the report that the pane with the focus shows. The notes
 * get what pprof cannot be told. */
void script_pprof(struct ui *ui, struct buf *out, struct cprof_notes *notes);

/* Appends the commands that make a view out of the defaults: options, filters, order, columns,
 * view. */
void script_view(struct ui *ui, struct buf *out);

/* Goes to what such lines say, from the defaults on, as one step for undo. On an error nothing has
 * changed. */
enum cprof_status script_run(struct ui *ui, const char *lines, struct cprof_error *err);

#endif
