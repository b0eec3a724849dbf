/* The user's rules for finding source files: see path_map.h. */
#include "app/session/path_map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Without slashes at the end; owned. */
static char *without_slash(const char *path)
{
	size_t length = strlen(path);
	while (length > 1 && path[length - 1] == '/')
		length--;
	return xstrndup(path, length);
}

static char *absolute(const char *path)
{
	const char *home = getenv("HOME");
	char *cwd = NULL, *full, *clean;
	if (strcmp(path, "~") == 0 && home != NULL)
		return xstrdup(home);
	if (strncmp(path, "~/", 2) == 0 && home != NULL)
		full = xasprintf("%s/%s", home, path + 2);
	else if (*path != '/' && (cwd = getcwd(NULL, 0)) != NULL)
		full = strcmp(path, ".") == 0 ? xstrdup(cwd) : xasprintf("%s/%s", cwd, path);
	else
		full = xstrdup(path);
	clean = without_slash(full);
	free(full);
	free(cwd);
	return clean;
}

bool path_map_remove(struct path_map *m, const char *from)
{
	char *wanted = without_slash(from);
	size_t i = 0;
	while (i < m->rule.count && strcmp(m->rule.at[i].from, wanted) != 0)
		i++;
	free(wanted);
	if (i == m->rule.count)
		return false;
	free((char *)(uintptr_t)m->rule.at[i].from);
	free((char *)(uintptr_t)m->rule.at[i].to);
	memmove(m->rule.at + i, m->rule.at + i + 1, (--m->rule.count - i) * sizeof *m->rule.at);
	return true;
}

void path_map_add(struct path_map *m, const char *from, const char *to)
{
	struct cprof_source_map rule = { without_slash(from), absolute(to) };
	path_map_remove(m, from);
	VEC_PUSH(&m->rule, rule);
	memmove(m->rule.at + 1, m->rule.at, (m->rule.count - 1) * sizeof *m->rule.at);
	m->rule.at[0] = rule;
}

void path_map_copy(struct path_map *to, const struct path_map *from)
{
	*to = (struct path_map){ 0 };
	for (size_t i = 0; i < from->rule.count; i++) {
		struct cprof_source_map rule = { xstrdup(from->rule.at[i].from),
						 xstrdup(from->rule.at[i].to) };
		VEC_PUSH(&to->rule, rule);
	}
}

void path_map_done(struct path_map *m)
{
	while (m->rule.count > 0)
		path_map_remove(m, m->rule.at[m->rule.count - 1].from);
	VEC_DONE(&m->rule);
}

void path_map_print(const struct path_map *m, struct buf *out)
{
	for (size_t i = m->rule.count; i-- > 0;)
		buf_printf(out, "map %s %s\n", m->rule.at[i].from, m->rule.at[i].to);
}

/* The package of a function: "example.com/shop/cart" of "example.com/shop/cart.(*T).F". */
static size_t package_length(const char *function)
{
	size_t brackets = strcspn(function, "([");
	size_t slash = brackets;
	while (slash > 0 && function[slash - 1] != '/')
		slash--;
	return slash + strcspn(function + slash, ".");
}

/* How many bytes at the end two paths share, in whole elements. */
static size_t common_end(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t i = 0, whole = 0;
	while (i < a_length && i < b_length && a[a_length - i - 1] == b[b_length - i - 1]) {
		if (a[a_length - i - 1] == '/')
			whole = i;
		i++;
	}
	bool a_ends = i == a_length || a[a_length - i - 1] == '/';
	bool b_ends = i == b_length || b[b_length - i - 1] == '/';
	return a_ends && b_ends ? i : whole;
}

/* The module in a name without a folder in front: host, user and project, or host and project. */
static size_t module_length(const char *path, size_t folder)
{
	size_t first = strcspn(path, "/"), length = first;
	bool host = memchr(path, '.', first) != NULL;
	bool hub = strncmp(path, "github.com/", 11) == 0 || strncmp(path, "gitlab.com/", 11) == 0;
	for (int more = host ? 1 + hub : 0; more > 0 && length < folder; more--)
		length += 1 + strcspn(path + length + 1, "/");
	return length < folder ? length : folder;
}

void path_map_guess(const char *file, const char *function, struct buf *out)
{
	const char *slash = strrchr(file, '/');
	size_t folder = slash != NULL ? (size_t)(slash - file) : 0;
	size_t end = common_end(file, folder, function, package_length(function));
	size_t length = folder - end;
	if (length == 0 && *file != '/')
		length = module_length(file, folder);
	while (length > 1 && file[length - 1] == '/')
		length--;
	buf_put(out, file, length);
	if (length == 0 && *file == '/')
		buf_putc(out, '/');
	if (out->size > 0 && out->data[out->size - 1] != '/')
		buf_putc(out, '/');
}
