/* Stacks that the runtime cut: it keeps so many frames from the leaf on, and the outer callers of
 * deeper stacks are missing.
 *
 * Go keeps 32 frames of an allocation before its version 1.23 and 128 since then, and as many as
 * the program asks for; perf keeps 127. The edge is blurred by a few frames: those of the runtime
 * at the leaf are taken away after the cut, and the last one that is kept brings along what was
 * inlined into it. */
#ifndef QUERY_CUT_STACKS_H
#define QUERY_CUT_STACKS_H

#include "query/selection.h"

struct cut_stacks {
	unsigned limit; /* frames of most stacks that were cut; 0: none was */
	size_t count;   /* stacks */
	int64_t *value; /* per sample type: what they add up to, without signs; */
	bool *root;     /* per function: a stack that begins with it was cut; both NULL: none was */
};

/* Looks at the whole profile: one or two passes over the samples. */
void cut_stacks_find(const struct selection *whole, struct cut_stacks *cut);
void cut_stacks_done(struct cut_stacks *cut);

#endif
