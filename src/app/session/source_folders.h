/* Where the explorer looks for source files: the environment and the file system become the plan of
 * report/source. */
#ifndef APP_SESSION_SOURCE_FOLDERS_H
#define APP_SESSION_SOURCE_FOLDERS_H

#include <stdbool.h>

#include <cprof/source_plan.h>

struct source_folders;

/* `source` is the profile as the command line names it. Without `search` the plan is pprof's rule
 * alone. */
struct source_folders *source_folders_new(const char *source, bool search);

/* Lives as long as the folders; its index belongs to the worker. */
const struct cprof_source_plan *source_folders_plan(const struct source_folders *p);
void source_folders_free(struct source_folders *p);

#endif
