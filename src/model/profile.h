/* A decoded profile: columns and indices, no pointers between records, immutable once built.
 *
 * Private to the layers from model to report. Everything belongs to the profile and goes with
 * profile_free(). Stacks are leaf first; the lines of a location are innermost first. Names are
 * kept as stored: display forms are derived. */
#ifndef MODEL_PROFILE_H
#define MODEL_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define PROFILE_NONE UINT32_MAX

/* Samples in one block: passes over samples go block by block. */
#define PROFILE_BLOCK 512

/* Stacks are copied so many frames at a time: arrays of frames have room for so many more. */
#define PROFILE_SLACK 8

typedef uint32_t str_id; /* 0 is the empty string */
typedef uint32_t fn_id;
typedef uint32_t loc_id;

struct value_type {
	str_id type;
	str_id unit;
};

struct mapping {
	uint64_t id, start, limit, offset;
	str_id file;
	str_id build_id;
	bool has_functions, has_filenames, has_line_numbers, has_inline_frames;
};

struct function {
	uint64_t id;
	str_id name;
	str_id system_name;
	str_id file;
	int64_t start_line; /* 0: unknown */
};

struct line {
	fn_id function;
	int64_t line; /* 0: unknown */
	int64_t column;
};

struct location {
	uint64_t id, address;
	uint32_t mapping; /* PROFILE_NONE: no mapping */
	uint32_t first_line; /* of line[] */
	uint32_t line_count;
	bool folded;
};

/* A label of a set: a string, or a number with a unit. */
struct label {
	str_id key;
	str_id text; /* 0 for a number */
	str_id unit;
	int64_t number;
};

/* One value of every sample; `narrow` until one value needs more than 32 bits. Exactly one is
 * set. */
struct column {
	int32_t *narrow;
	int64_t *wide;
};

/* Makes the first `count` of its values 64 bits wide, with room for `room` of them. */
void column_widen(struct column *c, size_t count, size_t room);
void columns_free(struct column *column, size_t count);

/* A stack has most of its outer frames in common with the stack before, so only the others are
 * kept. The first stack of a block is whole. */
struct samples {
	size_t count;
	uint64_t frames;       /* that are kept */
	uint16_t *depth;       /* frames of each sample's stack */
	uint16_t *shared;      /* how many of them, from the root on, are those of the sample before
				* and not kept again */
	uint16_t *frame16;     /* location indices of the others, root first, while there are at
				* most 65,536 locations */
	uint32_t *frame32;     /* else; exactly one is set */
	uint64_t *block_start; /* index of the first frame of each block */
	unsigned deepest;      /* the largest depth */
	struct column *column; /* one per sample type */
	uint16_t *labels16;    /* label set of each sample; both NULL when no sample has labels */
	uint32_t *labels32;
};

void samples_done(struct samples *s, size_t columns);

struct profile {
	const char *text;          /* all strings, each followed by '\0' */
	const size_t *text_start;  /* string_count + 1 offsets */
	uint32_t string_count;

	const struct value_type *type;
	uint32_t type_count;
	const struct mapping *mapping;
	uint32_t mapping_count;
	const struct function *function;
	uint32_t function_count;
	const struct location *location;
	uint32_t location_count;
	const loc_id *file_order;  /* locations in the order of the file */
	const struct line *line;
	uint32_t line_count;
	struct samples samples;

	const struct label *label;       /* all label sets */
	const uint32_t *label_set_start; /* label_set_count + 1; set 0 is empty */
	uint32_t label_set_count;

	str_id drop_frames, keep_frames, default_type, doc_url;
	struct value_type period_type;
	int64_t period, time_nanos, duration_nanos;
	const str_id *comment;
	uint32_t comment_count;
	uint64_t inflated_size; /* bytes read after decompression */

	void *owned[12]; /* what the constant pointers above point to; only profile_free() reads
			  * it */
};

static inline const char *profile_text(const struct profile *p, str_id s)
{
	return p->text + p->text_start[s];
}

static inline size_t profile_length(const struct profile *p, str_id s)
{
	return p->text_start[s + 1] - p->text_start[s] - 1;
}

static inline int64_t column_value(const struct column *c, size_t sample)
{
	return c->wide != NULL ? c->wide[sample] : c->narrow[sample];
}

/* The label set of a sample; 0 is the empty one. Its labels are label[label_set_start[set] ..
 * label_set_start[set + 1]), in the order of the file. */
static inline uint32_t profile_label_set(const struct profile *p, size_t sample)
{
	if (p->samples.labels32 != NULL)
		return p->samples.labels32[sample];
	return p->samples.labels16 != NULL ? p->samples.labels16[sample] : 0;
}

static inline size_t profile_blocks(const struct profile *p)
{
	return (p->samples.count + PROFILE_BLOCK - 1) / PROFILE_BLOCK;
}

/* Turns the stack of the sample before into this sample's, root first. `at` is the index of the
 * sample's first frame; returns that of the next sample's. */
static inline uint64_t profile_stack(const struct profile *p, size_t sample, uint64_t at,
				     loc_id *stack)
{
	const struct samples *s = &p->samples;
	loc_id *to = stack + s->shared[sample];
	size_t own = (size_t)(s->depth[sample] - s->shared[sample]);
	if (s->frame16 != NULL)
		for (size_t i = 0; i < own; i += PROFILE_SLACK)
			for (size_t j = i; j < i + PROFILE_SLACK; j++)
				to[j] = s->frame16[at + j];
	else
		memcpy(to, s->frame32 + at, own * sizeof *to);
	return at + own;
}

/* Memory for any stack of the profile; freed with free(). */
loc_id *profile_stack_new(const struct profile *p);

void profile_free(struct profile *p);

#endif
