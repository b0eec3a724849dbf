/* Finding and reading source files, by a plan that app makes.
 *
 * Batch reports use pprof's rule alone: the recorded path, shortened by trim_path and source_path,
 * is opened as it is when absolute and else looked for below each search directory and its parents.
 * The explorer's plan goes on, in this order: the user's mapping rules, the name as recorded, the
 * module cache, GOROOT, vendor folders, and files near the profile whose path ends alike. */
#ifndef REPORT_SOURCE_SOURCE_H
#define REPORT_SOURCE_SOURCE_H

#include <cprof/error.h>
#include <cprof/listing.h>

#include "base/arena.h"
#include "base/buf.h"

struct source_cache;
struct source_index;

/* A path that begins with `from` is looked for with `to` in its place. Names stay as they are. */
struct source_map {
	const char *from, *to;
};

struct source_plan {
	const char *cwd;           /* the search path when source_path is empty */
	bool search;               /* the rules below are used too */
	const struct source_map *map; /* in the order they are tried */
	size_t maps;
	const char *const *modules; /* module caches; this list and the next two end with NULL, or
				     * are NULL */
	const char *const *roots;   /* what holds packages in its folder src: GOROOT, GOPATH */
	const char *const *vendors; /* folders that may hold a folder vendor */
	int64_t measured; /* when the profile's file was written, nanoseconds since 1970; 0: it is
			   * no file */
	struct source_index *index; /* folders near the profile; NULL: none. Only the worker uses it
				     * and the next */
	struct source_cache *cache; /* files read before; NULL: each is read anew */
};

/* One lookup's result; everything belongs to the arena. */
struct source_file {
	const char *found; /* NULL: nowhere */
	bool by_name;
	const char *error; /* pprof's words */
	const char *text;
	size_t length;
	int64_t modified;  /* nanoseconds since 1970 */
	struct cprof_source_try *tried;
	size_t tries;
};

/* Looks for the file the profile calls `name` (as printed in a report) and reads it. */
void source_read(const struct source_plan *plan, const char *name, const char *trim_path,
		 const char *source_path, struct arena *memory, struct source_file *out);

/* The folders below these, at most five levels deep and 20,000 in all; hidden ones and other file
 * systems are left out. They are looked at when the first file is asked for. The names are
 * copied. */
struct source_index *source_index_new(const char *const *directories, size_t count);

/* Appends the file whose path has the longest common end with `path`: at least its folder and its
 * name. Of equals the nearest is taken, in the order of the directories. False if there is none. */
bool source_index_find(struct source_index *index, const char *path, struct buf *out);

/* The directory number n, or NULL behind the last. */
const char *source_index_directory(const struct source_index *index, size_t n);
void source_index_free(struct source_index *index);

/* Files that were read, so that each is read once; `limit` bytes in all, what was not used for
 * longest goes first. */
struct source_cache *source_cache_new(size_t limit);

/* Appends the file's bytes and sets when it was changed. The cache may be NULL. Errors are those of
 * io_read_file(). */
enum cprof_status source_cache_read(struct source_cache *cache, const char *path, struct buf *out,
				    int64_t *modified, struct cprof_error *err);

/* Everything is read anew from now on. */
void source_cache_forget(struct source_cache *cache);
void source_cache_free(struct source_cache *cache);

#endif
