/* Loading: see load.h. */
#include "app/session/load.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "symbol/demangle.h"
#include "query/labels.h"
#include "query/quality.h"
#include "app/session/inputs.h"

/* Says which keys of labels have several units. */
static void note_units(const struct profile *profile, struct cprof_notes *notes)
{
	struct label_units units;
	label_units_init(&units, profile, notes);
	label_units_done(&units);
}

enum cprof_status load_profile(const struct args *args, bool search,
			       struct cprof_progress *progress, struct cprof_notes *notes,
			       struct loaded **loaded, struct cprof_error *err)
{
	struct profile *profile = NULL;
	if (args->inputs == 0)
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "no profile source specified (see -help)");
	struct inputs_found found;
	if (inputs_load(args, progress, notes, &profile, &found, err) != CPROF_OK)
		return err->status;
	struct loaded *l = xcalloc(1, sizeof *l);
	demangle_profile(profile);
	l->profile = profile;
	l->found = found;
	l->whole = selection_new(profile);
	l->pruned = selection_copy(l->whole);
	selection_drop_frames(l->pruned, notes);
	note_units(profile, notes);
	if (search)
		quality_note(l->whole,
			     args_bases(args)->count > 0,
			     notes);
	l->source = (struct cprof_profile){ profile, l->whole, l->pruned };
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
	selection_free(l->whole);
	selection_free(l->pruned);
	profile_free(l->profile);
	free(l);
}
