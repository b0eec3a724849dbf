/* The user's rules for finding sources: a path that begins so is looked for there. They change
 * where a file is looked for, never a name. */
#ifndef APP_MAPPINGS_H
#define APP_MAPPINGS_H

#include "base/buf.h"
#include "base/vec.h"
#include "report/source/source.h"

/* Zeros are no rules. Texts are owned. */
struct mappings {
	VEC(struct source_map) rule; /* in the order they are tried */
};

/* A new rule is tried first, and replaces one with the same `from`. A `to` that begins with "~/" is
 * below the home folder, and one that is not absolute below the working directory. */
void mappings_add(struct mappings *m, const char *from, const char *to);

/* False if there is no such rule. */
bool mappings_remove(struct mappings *m, const char *from);

/* `to` must not be initialised. */
void mappings_copy(struct mappings *to, const struct mappings *from);
void mappings_done(struct mappings *m);

/* Appends them as lines "map FROM TO", the one that is tried last first. */
void mappings_print(const struct mappings *m, struct buf *out);

/* Appends what of a file's path most probably differs here, with a slash at its end: what stands
 * before the part that agrees with the package of the function. */
void mappings_guess(const char *file, const char *function, struct buf *out);

#endif
