/* Loading: from what the command line names to a profile that queries can ask. */
#ifndef APP_SESSION_LOAD_H
#define APP_SESSION_LOAD_H

#include <cprof/profile.h>
#include <cprof/request.h>

#include "app/cmdline/args.h"
#include "app/session/source_folders.h"

struct loaded {
	struct cprof_profile *profile;
	const struct cprof_found *found; /* what it was made of */
	struct source_folders *source_folders;
	const struct cprof_source_plan *plan; /* where source files are looked for */
};

/* Loads what the command line names. With `search` the plan looks for source files beyond pprof's
 * rule (the explorer); the environment is read here and nowhere below. Errors name the input. */
enum cprof_status load_profile(const struct args *args, bool search, struct cprof_context *context,
			       struct loaded **loaded, struct cprof_error *err);
void load_free(struct loaded *l);

#endif
