/* Finding and reading source files, by a plan that app makes.
 *
 * Batch reports use pprof's rule alone: the recorded path, shortened by trim_path and source_path,
 * is opened as it is when absolute and else looked for below each search directory and its parents.
 * The explorer's plan goes on: GOROOT, the module cache, vendor, and files near the profile whose
 * path ends alike. */
#ifndef REPORT_SOURCE_H
#define REPORT_SOURCE_H

#include <cprof/listing.h>

#include "base/arena.h"
#include "base/buf.h"

struct source_index;

struct source_plan {
	const char *cwd;           /* the search path when source_path is empty */
	bool search;               /* the rules below are used too */
	const char *const *goroot; /* NULL-terminated; sources stand below src */
	const char *module_cache;  /* NULL: none */
	const struct source_index *index; /* files near the profile; NULL: none */
};

/* One lookup's result; everything belongs to the arena. */
struct source_file {
	const char *found; /* NULL: nowhere */
	bool by_name;
	const char *error; /* pprof's words */
	const char *text;
	size_t length;
	struct cprof_source_try *tried;
	size_t tries;
};

/* Looks for the file the profile calls `name` (as printed in a report) and reads it. */
void source_read(const struct source_plan *plan, const char *name, const char *trim_path,
		 const char *source_path, struct arena *memory, struct source_file *out);

/* Lists the files below the directories, at most four levels deep and 20,000 in all; hidden folders
 * are left out. The index owns its names. */
struct source_index *source_index_new(const char *const *directories, size_t count);

/* Appends the file whose path has the longest common end with `path`: at least its folder and its
 * name. False if there is none. */
bool source_index_find(const struct source_index *index, const char *path, struct buf *out);
void source_index_free(struct source_index *index);

#endif
