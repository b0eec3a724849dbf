/* Shortening file names: see trimpath.h. */
#include "query/trimpath.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"

/* Calls visit for each ':'-separated entry until it returns true. */
static bool any_entry(const char *list, bool (*visit)(void *context, const char *entry),
		      void *context)
{
	for (const char *p = list; p != NULL;) {
		size_t length = strcspn(p, ":");
		struct buf entry = BUF_INIT;
		buf_put(&entry, p, length);
		bool found = visit(context, buf_text(&entry));
		buf_done(&entry);
		if (found)
			return true;
		p = p[length] == ':' ? p + length + 1 : NULL;
	}
	return false;
}

struct trimming {
	struct buf *out;
	const char *path;
};

/* "/BASE/" anywhere in the path: what follows its first occurrence is left. */
static bool trim_by_directory(void *context, const char *entry)
{
	struct trimming *t = context;
	struct buf needle = BUF_INIT;
	buf_putc(&needle, '/');
	path_base(&needle, entry);
	buf_putc(&needle, '/');
	const char *found = strstr(t->path, buf_text(&needle));
	if (found != NULL)
		buf_puts(t->out, found + needle.size);
	buf_done(&needle);
	return found != NULL;
}

static bool trim_by_prefix(void *context, const char *entry)
{
	struct trimming *t = context;
	struct buf prefix = BUF_INIT;
	buf_puts(&prefix, entry);
	if (prefix.size == 0 || prefix.data[prefix.size - 1] != '/')
		buf_putc(&prefix, '/');
	bool found = strncmp(t->path, buf_text(&prefix), prefix.size) == 0;
	if (found)
		buf_puts(t->out, t->path + prefix.size);
	buf_done(&prefix);
	return found;
}

void trimpath_apply(struct buf *out, const char *path, const char *trim_path,
		    const char *search_path)
{
	struct trimming t = { out, path };
	bool trims = trim_path != NULL && *trim_path != '\0';
	bool searches = search_path != NULL && *search_path != '\0';
	if (!trims && searches && any_entry(search_path, trim_by_directory, &t))
		return;
	if (trims && any_entry(trim_path, trim_by_prefix, &t))
		return;
	if (trim_by_prefix(&t, "/proc/self/cwd/./") || trim_by_prefix(&t, "/proc/self/cwd/"))
		return;
	buf_puts(out, path);
}
