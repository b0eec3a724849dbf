/* Files in the user's home: see state.h. */
#include "app/config/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/xalloc.h"

#define FOLDER "cprof-tui"
#define LIMIT ((size_t)1 << 22) /* bytes; nobody's settings are longer */

static char *path_below(const char *variable, const char *otherwise, const char *name)
{
	const char *base = getenv(variable), *home = getenv("HOME");
	if (base != NULL && *base == '/')
		return xasprintf("%s/" FOLDER "/%s", base, name);
	if (home != NULL && *home == '/')
		return xasprintf("%s/%s/" FOLDER "/%s", home, otherwise, name);
	return NULL;
}

char *state_config_path(const char *name)
{
	return path_below("XDG_CONFIG_HOME", ".config", name);
}

char *state_path(const char *name)
{
	return path_below("XDG_STATE_HOME", ".local/state", name);
}

enum cprof_status state_read(const char *path, struct buf *out, struct cprof_error *err)
{
	struct stat info;
	int failed = stat(path, &info);
	/* Who wants nothing kept puts a link to /dev/null there. */
	if (failed != 0 ? errno == ENOENT || errno == ENOTDIR : S_ISCHR(info.st_mode))
		return CPROF_OK;
	if (io_read_file(path, LIMIT, out, err) != CPROF_OK)
		cprof_error_prefix(err, "%s", path);
	return err->status;
}

/* Makes the folders above the file. A failure shows when the file is opened. */
static void make_folders(const char *path)
{
	char *copy = xstrdup(path);
	for (char *slash = strchr(copy + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(copy, 0700) != 0 && errno != EEXIST) {
			free(copy);
			return;
		}
		*slash = '/';
	}
	free(copy);
}

enum cprof_status state_append(const char *path, const char *text, struct cprof_error *err)
{
	make_folders(path);
	int fd = io_open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
	return io_fill(fd, path, text, strlen(text), err);
}

enum cprof_status state_replace(const char *path, const char *text, struct cprof_error *err)
{
	make_folders(path);
	char *target = realpath(path, NULL);
	if (target == NULL)
		target = xstrdup(path);
	char *made = xasprintf("%s.XXXXXX", target);
	int fd = mkostemp(made, O_CLOEXEC);
	bool created = fd >= 0;
	if (io_fill(fd, target, text, strlen(text), err) == CPROF_OK && rename(made, target) != 0)
		cprof_error_set(err, CPROF_ERR_IO, "%s: %s", target, io_strerror(errno).text);
	if (err->status != CPROF_OK && created)
		unlink(made);
	free(made);
	free(target);
	return err->status;
}
