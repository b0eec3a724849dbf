/* Source files that were read: see source.h. The list is in the order of use, the newest first. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/io.h"
#include "base/xalloc.h"
#include "report/source/source.h"

#define FILE_LIMIT ((size_t)64 << 20)

struct entry {
	struct entry *next;
	char *path;
	struct buf text;
	int64_t modified;
};

struct cprof_source_cache {
	struct entry *first;
	size_t limit;
};

struct cprof_source_cache *cprof_source_cache_new(size_t limit)
{
	struct cprof_source_cache *cache = xcalloc(1, sizeof *cache);
	cache->limit = limit;
	return cache;
}

/* Frees the entry at the link, which then leads to the next one. */
static void drop(struct entry **link)
{
	struct entry *gone = *link;
	*link = gone->next;
	buf_done(&gone->text);
	free(gone->path);
	free(gone);
}

void cprof_source_cache_forget(struct cprof_source_cache *cache)
{
	while (cache->first != NULL)
		drop(&cache->first);
}

void cprof_source_cache_free(struct cprof_source_cache *cache)
{
	if (cache == NULL)
		return;
	cprof_source_cache_forget(cache);
	free(cache);
}

/* The entry of the path, now the first of the list; NULL if there is none. */
static const struct entry *find(struct cprof_source_cache *cache, const char *path)
{
	struct entry **link = &cache->first;
	while (*link != NULL && strcmp((*link)->path, path) != 0)
		link = &(*link)->next;
	struct entry *found = *link;
	if (found == NULL)
		return NULL;
	*link = found->next;
	found->next = cache->first;
	cache->first = found;
	return found;
}

static void keep(struct cprof_source_cache *cache, const char *path, const struct buf *text,
		 int64_t modified)
{
	if (text->size > cache->limit)
		return;
	struct entry *new = xcalloc(1, sizeof *new);
	new->path = xstrdup(path);
	buf_put(&new->text, buf_text(text), text->size);
	new->modified = modified;
	new->next = cache->first;
	cache->first = new;
	size_t kept = 0;
	for (struct entry **link = &cache->first; *link != NULL;) {
		if (kept + (*link)->text.size > cache->limit) {
			drop(link);
		} else {
			kept += (*link)->text.size;
			link = &(*link)->next;
		}
	}
}

enum cprof_status source_cache_read(struct cprof_source_cache *cache, const char *path,
				    struct buf *out, int64_t *modified, struct cprof_error *err)
{
	const struct entry *known = cache != NULL ? find(cache, path) : NULL;
	struct buf text = BUF_INIT;
	struct stat info;
	if (known != NULL) {
		buf_put(out, buf_text(&known->text), known->text.size);
		*modified = known->modified;
		return CPROF_OK;
	}
	if (io_read_file(path, FILE_LIMIT, &text, err) == CPROF_OK) {
		*modified = 0;
		if (stat(path, &info) == 0)
			*modified = (int64_t)info.st_mtim.tv_sec * 1000000000 +
				    info.st_mtim.tv_nsec;
		buf_put(out, buf_text(&text), text.size);
		if (cache != NULL)
			keep(cache, path, &text, *modified);
	}
	buf_done(&text);
	return err->status;
}
