/* The parts of making a flame: only flame*.c include this. */
#ifndef QUERY_FLAME_P_H
#define QUERY_FLAME_P_H

#include "query/flame.h"
#include "query/walk.h"

/* A frame in a stack that was laid out: a node, and whether it is inlined into its caller. */
#define FLAME_END UINT32_MAX

static inline uint32_t flame_frame(uint32_t node, bool inlined)
{
	return node << 1 | inlined;
}

static inline uint32_t flame_node(uint32_t frame)
{
	return frame >> 1;
}

static inline bool flame_inlined(uint32_t frame)
{
	return frame & 1;
}

/* A sample below the zoomed frame. */
struct flame_sample {
	const uint32_t *frame; /* the next one, in the direction of the picture; FLAME_END behind
				* the last */
	const uint32_t *last;  /* the last one that is wanted; NULL: none */
	int64_t value, div;
};

struct flame_sum {
	int64_t value, div;
};

/* All samples that a picture is made of. */
struct flame_stacks {
	struct flame_sample *sample;
	size_t samples;
	struct flame_sum *above; /* length + 1: of the samples through each step of the path, from
				  * the root on */
	bool *inlined;           /* the same: always into its caller */
	unsigned reached;        /* steps that some sample goes */
	struct flame_sum covered, covered_zoom;
	uint32_t *frames[WALK_PARTS]; /* what the samples point to */
};

/* Lays out the stacks that go the whole path. */
enum cprof_status flame_stacks_init(struct flame_stacks *s, const struct graph *g,
				    const struct flame_options *options,
				    struct progress *progress, struct cprof_error *err);
void flame_stacks_done(struct flame_stacks *s);

/* What shares columns: sizes, from the largest on, and one more that leaves its columns empty. */
struct flame_shares {
	const uint64_t *size;
	size_t count;
	uint64_t self;
	int64_t columns;
};

/* Gives each of the first *shown of them its columns and the others *rest together; *rest is 0 if
 * there are none. `width` has room for all. */
void flame_share(const struct flame_shares *x, int64_t *width, size_t *shown, int64_t *rest);

static inline uint64_t flame_size(int64_t value)
{
	return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

#endif
