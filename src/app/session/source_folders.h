/* Where the explorer looks for source files: the environment and the file system become the plan of
 * report/source. */
#ifndef APP_PLACES_H
#define APP_PLACES_H

#include <stdbool.h>

#include "report/source/source.h"

struct places;

/* `source` is the profile as the command line names it. Without `search` the plan is pprof's rule
 * alone. */
struct places *places_new(const char *source, bool search);

/* Lives as long as the places; its index belongs to the worker. */
const struct source_plan *places_plan(const struct places *p);
void places_free(struct places *p);

#endif
