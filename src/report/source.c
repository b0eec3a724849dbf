/* Finding and reading source files: see source.h. Every path is tried once, and the list of tries
 * is the record of the real lookup. */
#include "config.h"

#include "report/source.h"

#include <ctype.h>
#include <string.h>

#include "base/io.h"
#include "base/vec.h"
#include "query/trimpath.h"

#define SOURCE_LIMIT ((size_t)64 << 20)

struct lookup {
	const struct source_plan *plan;
	struct arena *memory;
	struct source_file *out;
	VEC(struct cprof_source_try) tried;
};

/* Tries one path; true when it was read. */
static bool try_path(struct lookup *x, const char *path)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < x->tried.count; i++)
		if (strcmp(x->tried.at[i].path, path) == 0)
			return false;
	bool read = io_read_file(path, SOURCE_LIMIT, &text, &err) == CPROF_OK;
	const char *reason = read ? "" : err.text;
	struct cprof_source_try record = {
		arena_text(x->memory, path, strlen(path)),
		arena_text(x->memory, reason, strlen(reason)),
	};
	VEC_PUSH(&x->tried, record);
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

/* The directory, then its parents up to the root. */
static bool try_upwards(struct lookup *x, const char *directory, const char *path)
{
	struct buf at = BUF_INIT;
	buf_puts(&at, directory);
	bool read = false;
	for (;;) {
		read = try_joined(x, buf_text(&at), path);
		char *slash = at.size > 0 ? strrchr(at.data, '/') : NULL;
		if (read || slash == NULL || at.size == 1)
			break;
		at.size = slash == at.data ? 1 : (size_t)(slash - at.data);
		at.data[at.size] = '\0';
	}
	buf_done(&at);
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

/* What follows the last `marker` in the path, or the path itself. */
static const char *after(const char *path, const char *marker)
{
	const char *rest = path;
	for (const char *p = strstr(path, marker); p != NULL; p = strstr(p + 1, marker))
		rest = p + strlen(marker);
	return rest;
}

static bool try_goroot(struct lookup *x, const char *path)
{
	const char *rest = after(path, "/src/");
	for (size_t i = 0; x->plan->goroot != NULL && x->plan->goroot[i] != NULL; i++) {
		struct buf root = BUF_INIT;
		buf_printf(&root, "%s/src", x->plan->goroot[i]);
		bool read = *rest != '/' && try_joined(x, buf_text(&root), rest);
		buf_done(&root);
		if (read)
			return true;
	}
	return false;
}

/* The module cache spells a capital letter as '!' and the small one. */
static bool try_module_cache(struct lookup *x, const char *path)
{
	const char *rest = after(path, "/pkg/mod/");
	if (x->plan->module_cache == NULL || strchr(rest, '@') == NULL || *rest == '/')
		return false;
	struct buf escaped = BUF_INIT;
	size_t module = strcspn(rest, "@");
	for (size_t i = 0; rest[i] != '\0'; i++) {
		if (i < module && isupper((unsigned char)rest[i]))
			buf_printf(&escaped, "!%c", tolower((unsigned char)rest[i]));
		else
			buf_putc(&escaped, rest[i]);
	}
	bool read = try_joined(x, x->plan->module_cache, rest) ||
		    try_joined(x, x->plan->module_cache, buf_text(&escaped));
	buf_done(&escaped);
	return read;
}

static bool try_index(struct lookup *x, const char *path)
{
	struct buf near = BUF_INIT;
	bool read = x->plan->index != NULL && source_index_find(x->plan->index, path, &near) &&
		    try_path(x, buf_text(&near));
	x->out->by_name = read;
	buf_done(&near);
	return read;
}

static bool try_vendor(struct lookup *x, const char *path)
{
	struct buf vendor = BUF_INIT;
	buf_printf(&vendor, "%s/vendor", x->plan->cwd);
	bool read = *path != '/' && try_joined(x, buf_text(&vendor), path);
	buf_done(&vendor);
	return read;
}

void source_read(const struct source_plan *plan, const char *name, const char *trim_path,
		 const char *source_path, struct arena *memory, struct source_file *out)
{
	struct lookup x = { .plan = plan, .memory = memory, .out = out };
	struct buf path = BUF_INIT;
	bool has_path = source_path != NULL && *source_path != '\0';
	const char *search_path = has_path ? source_path : plan->cwd;
	*out = (struct source_file){ 0 };
	trimpath_apply(&path, name, trim_path, search_path);
	if (!try_as_pprof(&x, buf_text(&path), search_path) && plan->search) {
		/* The name as it stands is tried too: trimming may have cut too much. */
		if (!(*name == '/' && try_path(&x, name)) && !try_vendor(&x, name) &&
		    !try_goroot(&x, name) && !try_module_cache(&x, name))
			try_index(&x, name);
	}
	out->tried = arena_alloc(memory, (x.tried.count + 1) * sizeof *out->tried);
	if (x.tried.count > 0)
		memcpy(out->tried, x.tried.at, x.tried.count * sizeof *out->tried);
	out->tries = x.tried.count;
	VEC_DONE(&x.tried);
	buf_done(&path);
}
