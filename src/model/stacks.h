/* The growing sample table: stacks, values and label sets, each as narrow as its content allows.
 *
 * Private to the builder. Widening copies a column once; nothing is reserved beyond what is used
 * plus half. */
#ifndef MODEL_STACKS_H
#define MODEL_STACKS_H

#include "model/profile.h"

struct stacks {
	struct samples s;
	size_t room;        /* samples */
	uint64_t frame_room;
	uint64_t frame_ready; /* frames whose memory the system has been asked for */
	size_t block_room;
	size_t columns;
};

/* Sets the number of values a sample has; before the first sample. */
void stacks_columns(struct stacks *t, size_t columns);

/* Room for `depth` frames more; then stacks_frame() puts them one by one. */
void stacks_make_room(struct stacks *t, size_t depth);

static inline void stacks_reserve(struct stacks *t, size_t depth)
{
	if (t->s.frames + depth > t->frame_ready)
		stacks_make_room(t, depth);
}

/* Ends a sample whose frames were put. */
void stacks_sample(struct stacks *t, size_t depth, const int64_t *values, uint32_t label_set);

/* Makes frames 32 bits wide; called when there are more than 65,536 locations. */
void stacks_widen(struct stacks *t);

/* Gives unused memory back and moves the table out. */
struct samples stacks_take(struct stacks *t);
void stacks_done(struct stacks *t);

static inline void stacks_frame(struct stacks *t, uint32_t location)
{
	if (t->s.frame16 != NULL)
		t->s.frame16[t->s.frames++] = (uint16_t)location;
	else
		t->s.frame32[t->s.frames++] = location;
}

#endif
