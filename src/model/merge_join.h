/* The last step of a merge: profiles of the same types, added up sample by sample. */
#ifndef MODEL_MERGE_JOIN_H
#define MODEL_MERGE_JOIN_H

#include <cprof/error.h>

#include "model/builder.h"
#include "model/profile.h"

struct merge_input {
	const struct profile *profile;
	bool diff_base; /* its samples get the label of a base */
};

/* True if both have the same period type and the same sample types. */
bool merge_compatible(const struct profile *a, const struct profile *b, struct cprof_error *err);

/* Makes a new profile. Samples, locations and functions are numbered in the order of their first
 * use, samples leaf first; the first mapping is the first input's. */
enum cprof_status merge_join(const struct merge_input *input, size_t count,
			     const struct cprof_limits *limits, struct profile **joined,
			     struct cprof_error *err);

#endif
