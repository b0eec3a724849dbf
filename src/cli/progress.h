/* Says on standard error how far loading is, when that is a terminal and it takes long: one line,
 * rewritten, and gone before anything else is said. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "base/worker.h"

struct progress_line;

/* NULL when nothing is to be said: standard error is not a terminal. Until progress_line_stop() a
 * signal that ends the process takes the line away first. */
struct progress_line *progress_line_start(const char *input, const struct cprof_progress *progress);
void progress_line_stop(struct progress_line *t);

#endif
