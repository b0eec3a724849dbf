/* Where the explorer looks for source files: see source_folders.h. `go env` is not run: what it
 * says by default is known, and a server may have no Go. */
#include "app/session/source_folders.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

#define UP 16 /* folders above that may hold a go.mod */

/* Folders of one kind; ends with NULL when it is in use. */
struct list {
	VEC(const char *) path;
};

struct source_folders {
	struct cprof_source_plan plan;
	struct arena memory;
	struct list modules, roots, folders;
};

static bool is_folder(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* True if both are the same folder, whatever they are called. */
static bool same_folder(const char *a, const char *b)
{
	struct stat x, y;
	if (strcmp(a, b) == 0)
		return true;
	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
	       x.st_ino == y.st_ino;
}

static void add(struct source_folders *p, struct list *list, const char *path)
{
	for (size_t i = 0; i < list->path.count; i++)
		if (same_folder(list->path.at[i], path))
			return;
	VEC_PUSH(&list->path, arena_text(&p->memory, path, strlen(path)));
}

static const char *const *end(struct list *list)
{
	VEC_PUSH(&list->path, NULL);
	return list->path.at;
}

/* Adds FOLDER/BELOW for every folder of a list like PATH. */
static void add_each(struct source_folders *p, struct list *list, const char *folders,
		     const char *below, bool only_there)
{
	for (const char *at = folders; at != NULL && *at != '\0';) {
		size_t length = strcspn(at, ":");
		struct buf path = BUF_INIT;
		buf_put(&path, at, length);
		buf_puts(&path, below);
		if (length > 0 && (!only_there || is_folder(buf_text(&path))))
			add(p, list, buf_text(&path));
		buf_done(&path);
		at += length;
		at += *at == ':';
	}
}

static const char *variable(const char *name)
{
	const char *value = getenv(name);
	return value != NULL && *value != '\0' ? value : NULL;
}

/* Where packages of Go are installed; of several the newest first. */
static void find_installed(struct source_folders *p)
{
	glob_t found;
	if (is_folder("/usr/lib/go/src"))
		add(p, &p->roots, "/usr/lib/go");
	if (glob("/usr/lib/go-*", GLOB_NOSORT, NULL, &found) == 0) {
		size_t last = 0;
		/* "go-1.9" stands before "go-1.10". */
		for (size_t i = 0; i < found.gl_pathc; i++, last = 0) {
			for (size_t j = 1; j < found.gl_pathc; j++)
				if (strverscmp(found.gl_pathv[j], found.gl_pathv[last]) > 0)
					last = j;
			if (*found.gl_pathv[last] != '\0')
				add(p, &p->roots, found.gl_pathv[last]);
			*found.gl_pathv[last] = '\0';
		}
		globfree(&found);
	}
	add(p, &p->roots, "/usr/local/go");
}

static void find_roots(struct source_folders *p, const char *gopath)
{
	if (variable("GOROOT") != NULL)
		add(p, &p->roots, variable("GOROOT"));
	else
		find_installed(p);
	/* Before modules, packages stood here. */
	for (const char *at = gopath; *at != '\0'; at += strcspn(at, ":"), at += *at == ':') {
		size_t length = strcspn(at, ":");
		char *root = arena_text(&p->memory, at, length);
		char *src = xasprintf("%s/src", root);
		if (length > 0 && is_folder(src))
			add(p, &p->roots, root);
		free(src);
	}
	p->plan.roots = end(&p->roots);
}

/* The folder of a file, "." for a bare name and for standard input. */
static const char *folder_of(struct source_folders *p, const char *path)
{
	const char *slash = strrchr(path, '/');
	if (slash == NULL)
		return ".";
	return slash == path ? "/" : arena_text(&p->memory, path, (size_t)(slash - path));
}

/* The folder above that holds the module. */
static void add_module_above(struct source_folders *p, const char *folder)
{
	char *at = realpath(folder, NULL);
	for (int i = 0; at != NULL && i < UP; i++) {
		char *mod = xasprintf("%s/go.mod", at);
		bool found = access(mod, F_OK) == 0;
		free(mod);
		if (found)
			add(p, &p->folders, at);
		char *slash = strrchr(at, '/');
		if (found || slash == NULL || slash == at)
			break;
		*slash = '\0';
	}
	free(at);
}

static void search_everywhere(struct source_folders *p, const char *source)
{
	const char *gopath = variable("GOPATH");
	const char *home = variable("HOME");
	if (gopath == NULL && home != NULL) {
		char *path = xasprintf("%s/go", home);
		gopath = arena_text(&p->memory, path, strlen(path));
		free(path);
	}
	gopath = gopath != NULL ? gopath : "";
	struct stat info;
	p->plan.search = true;
	if (strcmp(source, "-") != 0 && stat(source, &info) == 0)
		p->plan.measured =
			(int64_t)info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec;
	if (variable("GOMODCACHE") != NULL)
		add(p, &p->modules, variable("GOMODCACHE"));
	add_each(p, &p->modules, gopath, "/pkg/mod", p->modules.path.count > 0);
	p->plan.modules = end(&p->modules);
	find_roots(p, gopath);
	add(p, &p->folders, folder_of(p, source));
	add(p, &p->folders, ".");
	add_module_above(p, folder_of(p, source));
	add_module_above(p, ".");
	p->plan.index = cprof_source_index_new(p->folders.path.at, p->folders.path.count);
	p->plan.vendors = end(&p->folders);
}

struct source_folders *source_folders_new(const char *source, bool search)
{
	struct source_folders *p = xcalloc(1, sizeof *p);
	char *cwd = getcwd(NULL, 0);
	const char *here = cwd != NULL ? cwd : ".";
	p->plan.cwd = arena_text(&p->memory, here, strlen(here));
	free(cwd);
	if (search)
		search_everywhere(p, source);
	return p;
}

const struct cprof_source_plan *source_folders_plan(const struct source_folders *p)
{
	return &p->plan;
}

void source_folders_free(struct source_folders *p)
{
	if (p == NULL)
		return;
	cprof_source_index_free(p->plan.index);
	VEC_DONE(&p->modules.path);
	VEC_DONE(&p->roots.path);
	VEC_DONE(&p->folders.path);
	arena_done(&p->memory);
	free(p);
}
