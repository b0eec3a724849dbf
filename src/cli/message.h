/* What the batch front says on standard error. */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

#include "base/notes.h"

/* One line; names in it may come from a file and are cleaned. */
void cli_message(const char *prefix, const char *text);

/* Each on a line of its own, without a prefix, as pprof. */
void cli_print_notes(const struct cprof_notes *notes);

#endif
