/* The growing sample table: stacks, values and label sets, each as narrow as its content allows.
 *
 * Private to the builder. Widening copies a column once; nothing is reserved beyond what is used
 * plus half. */
#ifndef MODEL_SAMPLE_TABLE_H
#define MODEL_SAMPLE_TABLE_H

#include "base/vec.h"
#include "model/profile.h"

struct sample_table {
	struct samples s;
	size_t room;        /* samples */
	uint64_t frame_room;
	uint64_t frame_ready; /* frames whose memory the system has been asked for */
	size_t block_room;
	size_t columns;
	VEC(loc_id) stack;    /* of the last sample, root first */
};

/* Sets the number of values a sample has; before the first sample. */
void sample_table_columns(struct sample_table *t, size_t columns);

/* Begins a sample and gives its stack, root first: the outermost frames of the sample before stand
 * there, as many of them as it had; the caller puts those that differ. */
loc_id *sample_table_begin(struct sample_table *t, size_t depth);

/* Ends a sample whose outermost `shared` frames are those of the sample before. */
void sample_table_sample(struct sample_table *t, size_t shared, const int64_t *values,
			 uint32_t label_set);

/* Makes frames 32 bits wide; called when there are more than 65,536 locations. */
void sample_table_widen(struct sample_table *t);

/* Gives unused memory back and moves the table out. */
struct samples sample_table_take(struct sample_table *t);
void sample_table_done(struct sample_table *t);

#endif
