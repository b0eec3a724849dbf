/* Path names as text: see path.h.
 *
 * Invariant of path_clean: what it has written after `start` is clean at every step, so ".." only
 * ever has to look for the last slash of what is there. */
#include "base/path.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

void path_base(struct buf *out, const char *path)
{
	size_t length = strlen(path);
	if (length == 0) {
		buf_putc(out, '.');
		return;
	}
	while (length > 0 && path[length - 1] == '/')
		length--;
	if (length == 0) {
		buf_putc(out, '/');
		return;
	}
	size_t begin = length;
	while (begin > 0 && path[begin - 1] != '/')
		begin--;
	buf_put(out, path + begin, length - begin);
}

static void append_part(struct buf *out, size_t start, const char *part, size_t length)
{
	bool after_root = out->size == start + 1 && out->data[start] == '/';
	if (out->size > start && !after_root)
		buf_putc(out, '/');
	buf_put(out, part, length);
}

/* Takes the last part off. False if there is none to take: nothing yet, or ".." itself. */
static bool remove_part(struct buf *out, size_t start, bool rooted)
{
	size_t floor = start + (rooted ? 1 : 0);
	if (out->size == floor)
		return false;
	size_t begin = out->size;
	while (begin > floor && out->data[begin - 1] != '/')
		begin--;
	if (out->size - begin == 2 && memcmp(out->data + begin, "..", 2) == 0)
		return false;
	out->size = begin > floor ? begin - 1 : floor;
	out->data[out->size] = '\0';
	return true;
}

void path_clean(struct buf *out, const char *path)
{
	size_t start = out->size;
	bool rooted = path[0] == '/';
	if (rooted)
		buf_putc(out, '/');
	while (*path != '\0') {
		size_t length = strcspn(path, "/");
		bool here = length == 0 || (length == 1 && path[0] == '.');
		bool up = length == 2 && path[0] == '.' && path[1] == '.';
		if (up) {
			/* Above the root there is only the root. */
			if (!remove_part(out, start, rooted) && !rooted)
				append_part(out, start, path, length);
		} else if (!here) {
			append_part(out, start, path, length);
		}
		path += length;
		path += strspn(path, "/");
	}
	if (out->size == start)
		buf_putc(out, '.');
}

/* "/BASE/" anywhere in the path, BASE being the last part of the folder: what follows its first
 * occurrence is left. */
static bool trim_folder(struct buf *out, const char *path, const char *folder)
{
	struct buf needle = BUF_INIT;
	buf_putc(&needle, '/');
	path_base(&needle, folder);
	buf_putc(&needle, '/');
	const char *found = strstr(path, buf_text(&needle));
	if (found != NULL)
		buf_puts(out, found + needle.size);
	buf_done(&needle);
	return found != NULL;
}

static bool trim_prefix(struct buf *out, const char *path, const char *prefix)
{
	size_t length = strlen(prefix);
	bool slash = length > 0 && prefix[length - 1] == '/';
	if (strncmp(path, prefix, length) != 0 || (!slash && path[length] != '/'))
		return false;
	buf_puts(out, path + length + !slash);
	return true;
}

/* Trims by the first entry of a list that fits; false: none does. */
static bool trim_by(struct buf *out, const char *path, const char *list,
		    bool (*trim)(struct buf *out, const char *path, const char *entry))
{
	bool done = false;
	for (const char *p = list; p != NULL && !done;) {
		size_t length = strcspn(p, ":");
		char *entry = xstrndup(p, length);
		done = trim(out, path, entry);
		free(entry);
		p = p[length] == ':' ? p + length + 1 : NULL;
	}
	return done;
}

void path_trim(struct buf *out, const char *path, const char *trim, const char *search)
{
	bool trims = trim != NULL && *trim != '\0';
	bool searches = search != NULL && *search != '\0';
	if (trims ? trim_by(out, path, trim, trim_prefix)
		  : searches && trim_by(out, path, search, trim_folder))
		return;
	if (!trim_prefix(out, path, "/proc/self/cwd/./") &&
	    !trim_prefix(out, path, "/proc/self/cwd/"))
		buf_puts(out, path);
}

void path_print(struct buf *out, const char *path, const char *trim, const char *search)
{
	struct buf trimmed = BUF_INIT;
	path_trim(&trimmed, path, trim, search);
	if (trimmed.size > 0)
		path_clean(out, buf_text(&trimmed));
	buf_done(&trimmed);
}

void path_dir(struct buf *out, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf folder = BUF_INIT;
	buf_put(&folder, path, slash != NULL ? (size_t)(slash + 1 - path) : 0);
	path_clean(out, buf_text(&folder));
	buf_done(&folder);
}

const char *path_tail(const char *path)
{
	const char *slash = strrchr(path, '/');
	while (slash != NULL && slash > path && slash[-1] != '/')
		slash--;
	return slash != NULL ? slash : path;
}

void path_put_line(struct buf *out, const char *path, int64_t line)
{
	if (*path == '\0')
		return;
	buf_puts(out, path_tail(path));
	if (line != 0)
		buf_printf(out, ":%" PRId64, line);
}
