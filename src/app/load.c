/* Loading: see load.h. */
#include "config.h"

#include "app/load.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "symbol/readable.h"
#include "query/labels.h"
#include "query/quality.h"
#include "app/sources.h"

/* The folder of a file, "." for a bare name and for standard input. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (slash == NULL)
		return xstrdup(".");
	return slash == path ? xstrdup("/") : xstrndup(path, (size_t)(slash - path));
}

static char *join_home(const char *rest)
{
	const char *home = getenv("HOME");
	return home != NULL ? xasprintf("%s/%s", home, rest) : xstrdup(rest);
}

static void plan_search(struct loaded *l, const char *source)
{
	const char *root = getenv("GOROOT"), *cache = getenv("GOMODCACHE");
	const char *gopath = getenv("GOPATH");
	size_t roots = 0;
	l->plan.search = true;
	if (root != NULL && *root != '\0')
		l->goroot[roots++] = root;
	l->goroot[roots++] = "/usr/lib/go";
	l->goroot[roots] = "/usr/local/go";
	l->plan.goroot = l->goroot;
	if (cache != NULL && *cache != '\0')
		l->plan_text[1] = xstrdup(cache);
	else if (gopath != NULL && *gopath != '\0')
		l->plan_text[1] = xasprintf("%.*s/pkg/mod", (int)strcspn(gopath, ":"), gopath);
	else
		l->plan_text[1] = join_home("go/pkg/mod");
	l->plan.module_cache = l->plan_text[1];
	l->plan_text[2] = folder_of(source);
	const char *const directories[] = { l->plan_text[2], "." };
	size_t count = strcmp(l->plan_text[2], ".") == 0 ? 1 : 2;
	l->index = source_index_new(directories, count);
	l->plan.index = l->index;
}

static void make_plan(struct loaded *l, const char *source, bool search)
{
	char *cwd = getcwd(NULL, 0);
	l->plan_text[0] = cwd != NULL ? cwd : xstrdup(".");
	l->plan.cwd = l->plan_text[0];
	if (search)
		plan_search(l, source);
}

/* Says which keys of labels have several units. */
static void note_units(const struct profile *profile, struct notes *notes)
{
	struct label_units units;
	label_units_init(&units, profile, notes);
	label_units_done(&units);
}

enum cprof_status load_profile(const struct args *args, bool search, struct progress *progress,
			       struct notes *notes, struct loaded **loaded, struct cprof_error *err)
{
	struct profile *profile = NULL;
	if (args->sources == 0)
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "no profile source specified (see -help)");
	if (sources_load(args, progress, notes, &profile, err) != CPROF_OK)
		return err->status;
	struct loaded *l = xcalloc(1, sizeof *l);
	readable_apply(profile);
	l->profile = profile;
	l->whole = selection_new(profile);
	l->pruned = selection_copy(l->whole);
	selection_drop_frames(l->pruned, notes);
	note_units(profile, notes);
	if (search)
		quality_note(l->whole,
			     args->settings.base.count > 0 || args->settings.diff_base.count > 0,
			     notes);
	l->source = (struct run_source){ profile, l->whole, l->pruned };
	make_plan(l, args->source[0], search);
	*loaded = l;
	return CPROF_OK;
}

void load_free(struct loaded *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < sizeof l->plan_text / sizeof l->plan_text[0]; i++)
		free(l->plan_text[i]);
	source_index_free(l->index);
	selection_free(l->whole);
	selection_free(l->pruned);
	profile_free(l->profile);
	free(l);
}
