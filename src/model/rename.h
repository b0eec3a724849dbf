/* Giving functions other names, before the profile is shared with anybody. */
#ifndef MODEL_RENAME_H
#define MODEL_RENAME_H

#include "model/profile.h"

struct rename_one {
	fn_id function;
	const char *name; /* borrowed */
	size_t length;
};

/* Adds the names to the profile's strings and points the functions at them. */
void rename_functions(struct profile *p, const struct rename_one *list, size_t count);

#endif
