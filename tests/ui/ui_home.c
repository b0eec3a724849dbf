/* The home of a screen test: see ui_home.h. */
#include "ui_home.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "app/config/state.h"

/* With the folder in front: a home that is no whole path counts as none, and the user's own would
 * be written to. */
static char *home_path(void)
{
	const char *made = getenv("UI_PROFILES");
	char here[PATH_MAX] = "";
	if (made == NULL)
		made = ".";
	if (*made != '/' && getcwd(here, sizeof here) == NULL)
		abort();
	return xasprintf("%s/%s/home.%ld", here, made, (long)getpid());
}

static void put(char *path, const char *text)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	if (path != NULL && state_replace(path, text, &err) != CPROF_OK)
		printf("# %s\n", err.text);
	cprof_error_done(&err);
	free(path);
}

void ui_home_open(const struct ui_case *c, struct config_file *config)
{
	if (c->config.size == 0 && c->state.count == 0)
		return;
	char *home = home_path();
	setenv("XDG_CONFIG_HOME", home, 1);
	setenv("XDG_STATE_HOME", home, 1);
	put(state_config_path("config"), buf_text(&c->config));
	for (size_t i = 0; i < c->state.count; i += 2)
		put(state_path(c->state.at[i]), c->state.at[i + 1]);
	config_file_read(config);
	free(home);
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	return remove(path);
}

void ui_home_close(void)
{
	char *home = home_path();
	if (access(home, F_OK) == 0)
		nftw(home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(home);
}
