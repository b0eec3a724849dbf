/* The pass over samples that every sum, filter and edge makes: in blocks, on several threads when
 * there is much to do, and it can be stopped.
 *
 * The visitor is called once a sample. Each part has a number of its own, so that a visitor can
 * keep private sums for it; they are added afterwards, so results never depend on the number of
 * threads. */
#ifndef QUERY_WALK_H
#define QUERY_WALK_H

#include <cprof/error.h>

#include "base/worker.h"
#include "query/selection.h"
#include "query/value.h"

#define WALK_PARTS 4

struct walk {
	const struct selection *selection;
	const struct value_spec *value; /* NULL: every sample is visited, without a value */
	const struct progress *progress;
	unsigned parts;                 /* walk_parts() of the profile, or 1 */
};

struct walk_sample {
	size_t number;
	uint64_t start;    /* of its stack in the profile's frame array */
	unsigned from, to; /* frames left of it; hidden locations still stand among them */
	int64_t value;
	int64_t divisor;   /* with mean, else 0 */
};

typedef void walk_visit(void *context, unsigned part, const struct walk_sample *sample);

/* How many parts pay for this profile: 1 to WALK_PARTS. */
unsigned walk_parts(const struct profile *p);

/* Visits the samples the selection left; with a value only those whose value or divisor is not 0.
 * Fails only on cancellation. */
enum cprof_status walk_run(const struct walk *walk, walk_visit *visit, void *context,
			   struct cprof_error *err);

/* The location of frame i of a stack; `wide` is a constant where it is used, so that the loop has
 * no branch. */
static inline loc_id walk_frame(const struct profile *p, bool wide, uint64_t at)
{
	return wide ? p->samples.frame32[at] : p->samples.frame16[at];
}

#endif
