/* The user's editor: see editor.h. All of these take "+LINE FILE". */
#include "app/editor.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/vec.h"
#include "app/program.h"

/* Starts a program whose words blanks part in `command`; false if it cannot be started. */
static bool open_with(const char *command, const char *path, int64_t line, struct buf *name,
		      struct cprof_error *err)
{
	char *words = xstrdup(command), *rest = words, at[32];
	VEC(const char *) argv = { 0 };
	bool started = false;
	for (char *word; (word = strsep(&rest, " ")) != NULL;)
		if (*word != '\0')
			VEC_PUSH(&argv, word);
	if (argv.count > 0) {
		snprintf(at, sizeof at, "+%" PRId64, line);
		if (line > 0)
			VEC_PUSH(&argv, at);
		VEC_PUSH(&argv, path);
		VEC_PUSH(&argv, NULL);
		cprof_error_done(err);
		started = program_run_terminal(argv.at, err) == CPROF_OK;
		if (started)
			path_base(name, argv.at[0]);
	}
	VEC_DONE(&argv);
	free(words);
	return started;
}

enum cprof_status editor_open(const char *chosen, const char *path, int64_t line, struct buf *name,
			      struct cprof_error *err)
{
	const char *const editors[] = { chosen, getenv("VISUAL"), getenv("EDITOR"), "vi" };
	const char *const pagers[] = { getenv("PAGER"), "less" };
	char *below = *path == '-' || *path == '+' ? xasprintf("./%s", path) : xstrdup(path);
	bool started = false;
	size_t at = 0;
	/* Who has named an editor does not want another one. */
	while (editors[at] == NULL || *editors[at] == '\0')
		at++;
	started = open_with(editors[at], below, line, name, err);
	for (size_t i = 0; i < 2 && !started; i++)
		if (pagers[i] != NULL && *pagers[i] != '\0')
			started = open_with(pagers[i], below, line, name, err);
	free(below);
	if (started)
		cprof_error_done(err);
	return err->status;
}
