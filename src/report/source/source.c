/* Finding and reading source files: see source.h. Every path is tried once, and the list of tries
 * is the record of the real lookup. */
#include "report/source/source.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/path.h"
#include "base/vec.h"
#include "base/xalloc.h"

struct lookup {
	const struct cprof_source_plan *plan;
	struct arena *memory;
	struct source_file *out;
	const char *search_path;
	VEC(struct cprof_source_try) tried;
};

/* What pprof opens without a complaint and reads nothing from. */
static bool is_folder(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* True if the path is in the folder. Links in the folder lead where its owner wants; ".." in a path
 * leads where its writer wants. */
static bool is_below(const char *path, const char *folder)
{
	size_t length = strlen(folder);
	while (length > 0 && folder[length - 1] == '/')
		length--;
	if (length == 0)
		return false; /* "/" holds everything, and is nobody's */
	bool up = strstr(path, "..") != NULL, here = length == 1 && *folder == '.';
	if (!up &&
	    (here ? *path != '/' : strncmp(path, folder, length) == 0 && path[length] == '/'))
		return true;
	char *real_path = realpath(path, NULL), *real_folder = realpath(folder, NULL);
	size_t real_length = real_folder != NULL ? strlen(real_folder) : 0;
	bool below = real_path != NULL && real_length > 1 &&
		     strncmp(real_path, real_folder, real_length) == 0 &&
		     real_path[real_length] == '/';
	free(real_path);
	free(real_folder);
	return below;
}

static bool is_below_some(const char *path, const char *const *folders)
{
	for (size_t i = 0; folders != NULL && folders[i] != NULL; i++)
		if (is_below(path, folders[i]))
			return true;
	return false;
}

/* True if the user has named the folder of the path in some way. A profile may name any file of the
 * machine as its source. */
static bool is_own(const struct lookup *x, const char *path)
{
	const struct cprof_source_plan *plan = x->plan;
	for (size_t i = 0; i < plan->maps; i++)
		if (is_below(path, plan->map[i].to))
			return true;
	for (const char *p = x->search_path; p != NULL && *p != '\0';) {
		size_t length = strcspn(p, ":");
		char *folder = xstrndup(p, length);
		bool below = is_below(path, folder);
		free(folder);
		if (below)
			return true;
		p += length + (p[length] == ':');
	}
	return is_below(path, plan->cwd) || is_below_some(path, plan->vendors) ||
	       is_below_some(path, plan->modules) || is_below_some(path, plan->roots);
}

/* True if there is a file that may not be read unasked. */
static bool must_ask(const struct lookup *x, const char *path)
{
	struct stat info;
	return x->plan->search && !x->plan->outside && stat(path, &info) == 0 &&
	       S_ISREG(info.st_mode) && !is_own(x, path);
}

/* Tries one path; true when it was read. */
static bool try_path(struct lookup *x, const char *path)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < x->tried.count; i++)
		if (strcmp(x->tried.at[i].path, path) == 0)
			return false;
	bool ask = must_ask(x, path);
	bool read = !ask && (source_cache_read(x->plan->cache, path, &text, &x->out->modified,
					       &err) == CPROF_OK ||
			     (!x->plan->search && is_folder(path)));
	const char *reason = ask ? "outside: not read unasked" : read ? "" : err.text;
	struct cprof_source_try record = {
		arena_text(x->memory, path, strlen(path)),
		arena_text(x->memory, reason, strlen(reason)),
	};
	VEC_PUSH(&x->tried, record);
	if (ask && x->out->outside == NULL)
		x->out->outside = record.path;
	if (read) {
		x->out->found = record.path;
		x->out->text = arena_text(x->memory, buf_text(&text), text.size);
		x->out->length = text.size;
	}
	buf_done(&text);
	cprof_error_done(&err);
	return read;
}

static bool try_joined(struct lookup *x, const char *directory, const char *rest)
{
	struct buf path = BUF_INIT;
	size_t length = strlen(directory);
	while (length > 1 && directory[length - 1] == '/')
		length--;
	buf_put(&path, directory, length);
	if (length == 0 || directory[length - 1] != '/')
		buf_putc(&path, '/');
	buf_puts(&path, rest);
	bool read = try_path(x, buf_text(&path));
	buf_done(&path);
	return read;
}

/* As pprof joins them: what ".." takes back need not be there, and a folder of no name is the
 * current one. */
static bool try_clean(struct lookup *x, const char *directory, const char *rest)
{
	struct buf joined = BUF_INIT, path = BUF_INIT;
	buf_printf(&joined, "%s%s%s", directory, *directory != '\0' ? "/" : "", rest);
	path_clean(&path, buf_text(&joined));
	bool read = try_path(x, buf_text(&path));
	buf_done(&joined);
	buf_done(&path);
	return read;
}

/* The directory, then its parents up to the root, or to the current folder for a relative one. */
static bool try_upwards(struct lookup *x, const char *directory, const char *path)
{
	struct buf at = BUF_INIT, parent = BUF_INIT;
	bool read = try_clean(x, directory, path);
	buf_puts(&at, directory);
	path_dir(&parent, directory);
	while (!read && strcmp(buf_text(&at), buf_text(&parent)) != 0) {
		buf_clear(&at);
		buf_puts(&at, buf_text(&parent));
		read = try_clean(x, buf_text(&at), path);
		buf_clear(&parent);
		path_dir(&parent, buf_text(&at));
	}
	buf_done(&at);
	buf_done(&parent);
	return read;
}

static bool try_search_path(struct lookup *x, const char *search_path, const char *path)
{
	bool read = false;
	for (const char *p = search_path; p != NULL && !read;) {
		size_t length = strcspn(p, ":");
		struct buf directory = BUF_INIT;
		buf_put(&directory, p, length);
		read = try_upwards(x, buf_text(&directory), path);
		buf_done(&directory);
		p = p[length] == ':' ? p + length + 1 : NULL;
	}
	return read;
}

/* pprof's rule, with its words when it fails. */
static bool try_as_pprof(struct lookup *x, const char *path, const char *search_path)
{
	struct buf error = BUF_INIT;
	bool read = *path == '/' ? try_path(x, path) : try_search_path(x, search_path, path);
	if (!read && *path == '/')
		buf_printf(&error, "open %s: %s", path, x->tried.at[x->tried.count - 1].reason);
	else if (!read)
		buf_printf(&error, "could not find file %s on path %s", path, search_path);
	if (!read)
		x->out->error = arena_text(x->memory, buf_text(&error), error.size);
	buf_done(&error);
	return read;
}

/* The user's rules: a prefix of whole path elements is replaced. */
static bool try_maps(struct lookup *x, const char *path)
{
	for (size_t i = 0; i < x->plan->maps; i++) {
		const struct cprof_source_map *map = &x->plan->map[i];
		size_t length = strlen(map->from);
		while (length > 0 && map->from[length - 1] == '/')
			length--;
		if (strncmp(path, map->from, length) != 0 || path[length] != '/')
			continue;
		if (try_joined(x, map->to, path + length + 1))
			return true;
	}
	return false;
}

/* What follows the last `marker` in the path; NULL if it has none. */
static const char *after(const char *path, const char *marker)
{
	const char *rest = NULL;
	for (const char *p = strstr(path, marker); p != NULL; p = strstr(p + 1, marker))
		rest = p + strlen(marker);
	return rest;
}

/* What names a module and its file, "example.com/m@v1.2.3/x.go": behind the module cache's own
 * folder, or, when that had another name, from what looks like a host. NULL: it is of none. */
static const char *module_path(const char *path)
{
	const char *rest = after(path, "/pkg/mod/");
	const char *at = strchr(path, '@');
	if (rest != NULL && strchr(rest, '@') != NULL)
		return rest;
	if (at == NULL)
		return NULL;
	for (const char *p = path; p < at; p += strcspn(p, "/")) {
		p += *p == '/';
		size_t length = strcspn(p, "/");
		if (p + length < at && memchr(p, '.', length) != NULL)
			return p;
	}
	return *path != '/' ? path : NULL;
}

/* The module cache spells a capital letter of module and version as '!' and the small one. */
static void escape_module(const char *path, struct buf *out)
{
	const char *end = strchr(path, '@');
	end += strcspn(end, "/");
	for (const char *p = path; *p != '\0'; p++) {
		if (p < end && isupper((unsigned char)*p))
			buf_printf(out, "!%c", tolower((unsigned char)*p));
		else
			buf_putc(out, *p);
	}
}

/* Tries the path below that folder of each directory of a list. */
static bool try_list(struct lookup *x, const char *const *list, const char *folder,
		     const char *path)
{
	bool read = false;
	for (; list != NULL && *list != NULL && !read; list++) {
		char *directory = xasprintf("%s%s", *list, folder);
		read = try_joined(x, directory, path);
		free(directory);
	}
	return read;
}

static bool try_modules(struct lookup *x, const char *path)
{
	const char *rest = module_path(path);
	struct buf escaped = BUF_INIT;
	bool read = false;
	if (rest == NULL)
		return false;
	escape_module(rest, &escaped);
	for (size_t i = 0; x->plan->modules != NULL && x->plan->modules[i] != NULL && !read; i++)
		read = try_joined(x, x->plan->modules[i], rest) ||
		       try_joined(x, x->plan->modules[i], buf_text(&escaped));
	buf_done(&escaped);
	return read;
}

/* Packages below the folder src of a root; what -trimpath leaves of their names has no src. */
static bool try_roots(struct lookup *x, const char *path)
{
	const char *rest = after(path, "/src/");
	if (rest == NULL)
		rest = path;
	return *rest != '/' && strchr(rest, '@') == NULL &&
	       try_list(x, x->plan->roots, "/src", rest);
}

/* Vendored packages stand below vendor without their version. */
static bool try_vendors(struct lookup *x, const char *path)
{
	const char *rest = after(path, "/vendor/");
	struct buf name = BUF_INIT;
	if (rest == NULL)
		rest = module_path(path);
	if (rest == NULL)
		rest = path;
	size_t module = strcspn(rest, "@");
	buf_put(&name, rest, module);
	buf_puts(&name, rest + module + strcspn(rest + module, "/"));
	bool read = *rest != '/' && try_list(x, x->plan->vendors, "/vendor", buf_text(&name));
	buf_done(&name);
	return read;
}

/* Says where nothing was that ends as the path does. */
static void note_index(struct lookup *x, const char *path)
{
	const char *tail = path_tail(path);
	const char *directory;
	for (size_t i = 0; (directory = source_index_directory(x->plan->index, i)) != NULL; i++) {
		struct buf shown = BUF_INIT;
		bool root = strcmp(directory, "/") == 0;
		buf_printf(&shown, "%s/.../%s", root ? "" : directory, tail + (*tail == '/'));
		struct cprof_source_try record = {
			arena_text(x->memory, buf_text(&shown), shown.size),
			"no file whose path ends so",
		};
		VEC_PUSH(&x->tried, record);
		buf_done(&shown);
	}
}

/* Where the file that was measured is there, nothing that only has its name is shown for it. */
static bool try_index(struct lookup *x, const char *path)
{
	if (x->out->outside != NULL)
		return false;
	struct buf near = BUF_INIT;
	bool has_folder = strchr(path, '/') != NULL;
	bool found = x->plan->index != NULL && has_folder &&
		     source_index_find(x->plan->index, path, &near);
	bool read = found && try_path(x, buf_text(&near));
	if (x->plan->index != NULL && has_folder && !found)
		note_index(x, path);
	x->out->by_name = read;
	buf_done(&near);
	return read;
}

/* What can only be the right file comes before what merely has its name. */
static bool try_further(struct lookup *x, const char *name)
{
	return try_maps(x, name) ||
	       /* Trimming may have cut too much. */
	       (*name == '/' && try_path(x, name)) || try_modules(x, name) || try_roots(x, name) ||
	       try_vendors(x, name) || try_index(x, name);
}

void source_read(const struct cprof_source_plan *plan, const char *name, const char *trim_path,
		 const char *source_path, struct arena *memory, struct source_file *out)
{
	static const struct cprof_source_plan pprof_rule = { .cwd = "." };
	struct lookup x = { .memory = memory, .out = out };
	struct buf path = BUF_INIT;
	x.plan = plan != NULL ? plan : &pprof_rule;
	bool has_path = source_path != NULL && *source_path != '\0';
	const char *search_path = has_path ? source_path : x.plan->cwd;
	x.search_path = search_path;
	*out = (struct source_file){ 0 };
	path_trim(&path, name, trim_path, search_path);
	if (!try_as_pprof(&x, buf_text(&path), search_path) && x.plan->search)
		try_further(&x, name);
	out->tried = arena_alloc(memory, (x.tried.count + 1) * sizeof *out->tried);
	if (x.tried.count > 0)
		memcpy(out->tried, x.tried.at, x.tried.count * sizeof *out->tried);
	out->tries = x.tried.count;
	VEC_DONE(&x.tried);
	buf_done(&path);
}
