/* Where source files are looked for.
 *
 * pprof's rule is this: the recorded path, shortened by the query's trim_path and source_path, is
 * opened as it is when absolute and else looked for below each folder of source_path and its
 * parents. A plan may go on from there. */
#ifndef CPROF_SOURCE_PLAN_H
#define CPROF_SOURCE_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The folders below some others, at most five levels deep and 20,000 in all; hidden ones and other
 * file systems are left out. They are looked at when the first file is asked for. The names are
 * copied. */
struct cprof_source_index;
struct cprof_source_index *cprof_source_index_new(const char *const *directories, size_t count);
void cprof_source_index_free(struct cprof_source_index *index);

/* Files that were read, so that each is read once; `limit` bytes in all, what was not used for
 * longest goes first. */
struct cprof_source_cache;
struct cprof_source_cache *cprof_source_cache_new(size_t limit);
void cprof_source_cache_free(struct cprof_source_cache *cache);

/* Everything is read anew from now on. */
void cprof_source_cache_forget(struct cprof_source_cache *cache);

/* A path that begins with `from` is looked for with `to` in its place. Names stay as they are. */
struct cprof_source_map {
	const char *from, *to;
};

/* Everything is borrowed. A plan with an index or a cache belongs to one thread at a time. */
struct cprof_source_plan {
	const char *cwd;                    /* the search path when source_path is empty */
	bool search;                        /* what follows is used too, in this order: */
	bool outside; /* of a search: files outside of cwd and all folders below are read, too */
	const struct cprof_source_map *map; /* in the order they are tried */
	size_t maps;
	const char *const *modules; /* module caches; this list and the next two end with NULL, or
				     * are NULL */
	const char *const *roots;   /* what holds packages in its folder src: GOROOT, GOPATH */
	const char *const *vendors; /* folders that may hold a folder vendor */
	struct cprof_source_index *index; /* where a file whose path ends alike is good enough;
					   * NULL: nowhere */
	int64_t measured; /* when the profile's file was written, nanoseconds since 1970;
				     * 0: it is no file */
	struct cprof_source_cache *cache; /* NULL: each file is read anew */
};

#endif
