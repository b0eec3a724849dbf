/* Finding and reading source files by a plan: see cprof/source_plan.h. Batch reports use pprof's
 * rule alone. The explorer's plan goes on, in this order: the user's rules for paths, the name as
 * recorded, the module cache, GOROOT, vendor folders, and files near the profile whose path ends
 * alike. */
#ifndef REPORT_SOURCE_SOURCE_H
#define REPORT_SOURCE_SOURCE_H

#include <cprof/error.h>
#include <cprof/listing.h>
#include <cprof/source_plan.h>

#include "base/arena.h"
#include "base/buf.h"

/* One lookup's result; everything belongs to the arena. */
struct source_file {
	const char *found; /* NULL: nowhere */
	bool by_name;
	const char *outside; /* see cprof_routine */
	const char *error; /* pprof's words */
	const char *text;
	size_t length;
	int64_t modified;  /* nanoseconds since 1970 */
	struct cprof_source_try *tried;
	size_t tries;
};

/* Looks for the file the profile calls `name` (as printed in a report) and reads it. Without a plan
 * pprof's rule counts. */
void source_read(const struct cprof_source_plan *plan, const char *name, const char *trim_path,
		 const char *source_path, struct arena *memory, struct source_file *out);

/* Appends the file whose path has the longest common end with `path`: at least its folder and its
 * name. Of equals the nearest is taken, in the order of the directories. False if there is none. */
bool source_index_find(struct cprof_source_index *index, const char *path, struct buf *out);

/* The directory number n, or NULL behind the last. */
const char *source_index_directory(const struct cprof_source_index *index, size_t n);

/* Appends the file's bytes and sets when it was changed. The cache may be NULL. Errors are those of
 * io_read_file(). */
enum cprof_status source_cache_read(struct cprof_source_cache *cache, const char *path,
				    struct buf *out, int64_t *modified, struct cprof_error *err);

#endif
