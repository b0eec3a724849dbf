/* The pass over samples that every sum, filter and edge makes: in blocks, on several threads when
 * there is much to do, and it can be stopped.
 *
 * The visitor is called once a sample. Each part has a number of its own, so that a visitor can
 * keep private sums for it; they are added afterwards, so results never depend on the number of
 * threads.
 *
 * In the profiles of programs a stack has most of its outer frames in common with the one before.
 * So a visitor is told how many, and need only look at the others: it keeps what it found out about
 * the common ones. */
#ifndef QUERY_WALK_H
#define QUERY_WALK_H

#include <cprof/error.h>

#include "base/worker.h"
#include "query/selection.h"
#include "query/value.h"

#define WALK_PARTS 4

/* Bytes that two threads must not both write to: a part's own record is aligned to it. */
#define WALK_LINE 128

struct walk {
	const struct selection *selection;
	const struct value_spec *value; /* NULL: every sample is visited, without a value */
	struct cprof_progress *progress; /* samples visited are added to `done`; may be NULL */
	unsigned parts;                 /* walk_parts() of the profile, or 1 */
};

struct walk_sample {
	size_t number;
	const loc_id *frame; /* those left of its stack, root first; hidden locations still stand
			      * among them. Valid for this visit */
	unsigned frames;
	unsigned shared;     /* how many of them are those of the sample that this part visited
			      * before */
	unsigned first;      /* what frame[0] is of the whole stack */
	int64_t value;
	int64_t divisor;     /* with mean, else 0 */
};

typedef void walk_visit(void *context, unsigned part, const struct walk_sample *sample);

/* How many parts pay for this profile: 1 to WALK_PARTS. */
unsigned walk_parts(const struct profile *p);

/* Visits the samples the selection left; with a value only those whose value or divisor is not 0.
 * Fails only on cancellation. */
enum cprof_status walk_run(const struct walk *walk, walk_visit *visit, void *context,
			   struct cprof_error *err);

#endif
