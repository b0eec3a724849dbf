/* Loading: see load.h. */
#include "app/session/load.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "query/quality.h"
#include "query/run.h"

enum cprof_status load_profile(const struct args *args, bool search, struct cprof_context *context,
			       struct loaded **loaded, struct cprof_error *err)
{
	const struct texts *bases = args_bases(args);
	struct cprof_inputs inputs = {
		.name = args->input,
		.count = args->inputs,
		.base = bases->at,
		.bases = bases->count,
		.diff = args->flags.diff_base.count > 0,
		.normalize = args->flags.normalize,
		.binary = args->binary,
		.build_id = args->flags.build_id,
		.comment = args->flags.add_comment,
		.explain = search,
		.symbolize = args->flags.symbolize,
		.limits = args->flags.limits,
	};
	struct cprof_profile *profile;
	if (args->inputs == 0)
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "no profile source specified (see -help)");
	if (cprof_profile_open(&inputs, context, &profile, err) != CPROF_OK)
		return err->status;
	if (search)
		quality_note(profile->whole, bases->count > 0, context->notes);
	struct loaded *l = xcalloc(1, sizeof *l);
	l->profile = profile;
	l->found = cprof_profile_found(profile);
	l->source_folders = source_folders_new(args->input[0], search);
	l->plan = source_folders_plan(l->source_folders);
	*loaded = l;
	return CPROF_OK;
}

void load_free(struct loaded *l)
{
	if (l == NULL)
		return;
	source_folders_free(l->source_folders);
	cprof_profile_free(l->profile);
	free(l);
}
