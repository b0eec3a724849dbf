/* Single samples with their stacks, the largest first: what the stacks view shows.
 *
 * Samples are those `traces` prints, with the same values: not one is merged with another. What was
 * found stands alone and is freed with cprof_stacks_free(). Values are in the unit of the sample
 * type. */
#ifndef CPROF_STACKS_H
#define CPROF_STACKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/analysis.h>
#include <cprof/unit.h>

/* Which samples: those that have all of it. */
struct cprof_stacks_parameters {
	const char *function; /* an exact name that is on the stack; a frame without a function goes
			       * by its printed name. NULL: any */
	const char *file;     /* that function's, as rows have it; NULL: any */
	const char *pattern;  /* a regular expression with smart case: it matches a frame or the
			       * labels. NULL: anything */
	int64_t limit;        /* stacks; 0: 1,000. Samples of value 0 are only counted, unless there
			       * is room for all */
};

/* A frame as it stands on stacks; one record for all stacks it stands on. */
struct cprof_stack_frame {
	const char *name;     /* as reports print it */
	const char *function; /* of the profile; "" for an address nobody named */
	const char *file;     /* trimmed and cleaned; "": unknown */
	int64_t line;         /* 0: unknown */
	bool inlined;         /* into the frame that called it */
	bool asked;           /* is of the function that was asked for */
};

struct cprof_stack {
	size_t sample;         /* its number in the profile, from 1 */
	int64_t value;         /* divided with mean */
	const char *labels;    /* "bytes:32B  key:one two"; "": none */
	const uint32_t *frame; /* numbers of frames, leaf first */
	size_t depth;
};

/* A number of samples and what they add up to. With mean the sum is the mean of all. */
struct cprof_stacks_sum {
	size_t count;
	int64_t sum;
};

struct cprof_stacks {
	struct cprof_stack *stack; /* by size of value, then in the order of the profile */
	size_t count;
	const struct cprof_stack_frame *frame;
	size_t frames;
	struct cprof_stacks_sum all;  /* the samples that match, those of value 0 too */
	struct cprof_stacks_sum more; /* those of them that are not among `stack` */
	size_t zeros;                 /* how many of `more` have the value 0 */
	size_t kept;                  /* samples with frames that the filters left */
	size_t deepest;               /* frames of the deepest of `stack` */
	const char *type;             /* the sample type, "mean_" in front with mean */
	struct cprof_unit unit;
	int64_t total;        /* what percentages refer to */
	void *memory;         /* owner of all texts; private */
};

/* Finds a struct cprof_stacks. */
extern const struct cprof_analysis cprof_analysis_stacks;

void cprof_stacks_free(struct cprof_stacks *s);

#endif
