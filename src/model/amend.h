/* Small changes to a profile before it is shared with anybody. */
#ifndef MODEL_AMEND_H
#define MODEL_AMEND_H

#include "model/profile.h"

/* Adds a string. */
str_id amend_string(struct profile *p, const char *text, size_t length);

/* Adds a comment after those there are. */
void amend_comment(struct profile *p, const char *text);

/* A function and its new name, which is borrowed. */
struct amend_name {
	fn_id function;
	const char *name;
	size_t length;
};

/* Gives functions other names: adds the names to the strings and points the functions at them. */
void amend_names(struct profile *p, const struct amend_name *list, size_t count);

/* Empties the names of mappings that are absolute URLs, where no build id says what the mapping is:
 * such a name is where the profile came from. */
void amend_urls(struct profile *p);

/* Keeps the sample types of `keep`, in that order, and no others. */
void amend_types(struct profile *p, const uint32_t *keep, uint32_t count);

/* Gives sample type `i` another unit; its values stay as they are. */
void amend_unit(struct profile *p, uint32_t i, str_id unit);

/* Multiplies each column by its ratio, rounding halves away from zero. A sample of which no column
 * with a ratio other than 1 is left with a value loses all its values, as in pprof: a merge leaves
 * it out. */
void amend_scale(struct profile *p, const double *ratio);

#endif
