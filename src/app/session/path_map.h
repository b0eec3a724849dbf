/* The user's rules for finding source files: a path that begins so is looked for there. They change
 * where a file is looked for, never a name. */
#ifndef APP_SESSION_PATH_MAP_H
#define APP_SESSION_PATH_MAP_H

#include <stdbool.h>

#include <cprof/source_plan.h>

#include "base/buf.h"
#include "base/vec.h"

/* Zeros are no rules. Texts are owned. */
struct path_map {
	VEC(struct cprof_source_map) rule; /* in the order they are tried */
};

/* A new rule is tried first, and replaces one with the same `from`. A `to` that begins with "~/" is
 * below the home folder, and one that is not absolute below the working directory. */
void path_map_add(struct path_map *m, const char *from, const char *to);

/* False if there is no such rule. */
bool path_map_remove(struct path_map *m, const char *from);

/* `to` must not be initialised. */
void path_map_copy(struct path_map *to, const struct path_map *from);
void path_map_done(struct path_map *m);

/* Appends them as lines "map FROM TO", the one that is tried last first. */
void path_map_print(const struct path_map *m, struct buf *out);

/* Appends what of a file's path most probably differs here, with a slash at its end: what stands
 * before the part that agrees with the package of the function. */
void path_map_guess(const char *file, const char *function, struct buf *out);

#endif
