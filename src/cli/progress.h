/* Says on standard error how far loading is, when that is a terminal and it takes long: one line,
 * rewritten, and gone before anything else is said. */
#ifndef CLI_TELL_H
#define CLI_TELL_H

#include "base/worker.h"

struct tell;

/* NULL when nothing is to be said: standard error is not a terminal. Until tell_stop() a signal
 * that ends the process takes the line away first. */
struct tell *tell_start(const char *source, const struct progress *progress);
void tell_stop(struct tell *t);

#endif
