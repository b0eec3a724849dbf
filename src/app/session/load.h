/* Loading: from the command line's sources to a profile that queries can ask. */
#ifndef APP_SESSION_LOAD_H
#define APP_SESSION_LOAD_H

#include "base/notes.h"
#include "base/worker.h"
#include "query/run.h"
#include "app/cmdline/args.h"
#include "app/session/inputs.h"
#include "app/session/source_folders.h"

struct loaded {
	struct profile *profile;
	struct selection *whole, *pruned;
	struct cprof_profile source; /* what queries start from */
	struct source_folders *source_folders;
	struct inputs_found found;
	const struct cprof_source_plan *plan; /* where source files are looked for */
};

/* Loads what the command line names. With `search` the plan looks for source files beyond pprof's
 * rule (the explorer); the environment is read here and nowhere below. Errors name the source;
 * notes get what went wrong with those that could be done without. */
enum cprof_status load_profile(const struct args *args, bool search,
			       struct cprof_progress *progress, struct cprof_notes *notes,
			       struct loaded **loaded, struct cprof_error *err);
void load_free(struct loaded *l);

#endif
