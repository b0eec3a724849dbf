/* Several profiles as one, and one less another, as pprof does it. */
#ifndef MODEL_MERGE_H
#define MODEL_MERGE_H

#include <cprof/error.h>

#include "model/builder.h"
#include "model/profile.h"

/* Makes one profile of `count`. Only the sample types that all of them have are kept, in the finest
 * of their units; equal samples are added up, samples without a value are left out, and what no
 * sample uses is gone. One profile alone stays as it is, but for its sample types.
 *
 * The list's profiles are used up, on failure too. Errors are pprof's: "profiles have empty common
 * sample type list", "sample types: incompatible types: ...". */
enum cprof_status merge_profiles(struct profile **list, size_t count,
				 const struct cprof_limits *limits, struct profile **merged,
				 struct cprof_error *err);

struct merge_base {
	bool diff;      /* the base's samples are marked, so that none cancels one of the source */
	bool normalize; /* the source is scaled to the base first, type by type */
};

/* Takes a base away from a source; both are used up, on failure too. */
enum cprof_status merge_subtract(struct profile *source, struct profile *base,
				 const struct merge_base *how, const struct cprof_limits *limits,
				 struct profile **merged, struct cprof_error *err);

/* The last step of both: profiles of the same types, added up sample by sample. */
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
