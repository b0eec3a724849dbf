/* The growing sample table: see sample_table.h. */
#include "model/sample_table.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/xalloc.h"

#define PAGES_AHEAD ((size_t)1 << 20) /* bytes of frames made ready at a time */

void sample_table_columns(struct sample_table *t, size_t columns)
{
	t->columns = columns;
	t->s.column = xcalloc(columns, sizeof *t->s.column);
}

static void grow_samples(struct sample_table *t)
{
	t->room = vec_grow(t->room, t->s.count + 1);
	t->s.depth = xreallocarray(t->s.depth, t->room, sizeof *t->s.depth);
	t->s.shared = xreallocarray(t->s.shared, t->room, sizeof *t->s.shared);
	for (size_t i = 0; i < t->columns; i++) {
		struct column *c = &t->s.column[i];
		if (c->wide != NULL)
			c->wide = xreallocarray(c->wide, t->room, sizeof *c->wide);
		else
			c->narrow = xreallocarray(c->narrow, t->room, sizeof *c->narrow);
	}
	if (t->s.labels32 != NULL)
		t->s.labels32 = xreallocarray(t->s.labels32, t->room, sizeof *t->s.labels32);
	else if (t->s.labels16 != NULL)
		t->s.labels16 = xreallocarray(t->s.labels16, t->room, sizeof *t->s.labels16);
}

/* Has the pages of [from, to) made at once: a fault for each would cost as much as decoding the
 * page does. Only whole pages; a system that cannot do it makes them one by one as ever. */
static void make_pages(char *from, char *to)
{
#ifdef MADV_POPULATE_WRITE
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t first = ((uintptr_t)from + page - 1) & ~(page - 1);
	uintptr_t last = (uintptr_t)to & ~(page - 1);
	if (first < last)
		madvise(from + (first - (uintptr_t)from), last - first, MADV_POPULATE_WRITE);
#else
	(void)from;
	(void)to;
#endif
}

static void make_room(struct sample_table *t, size_t depth)
{
	uint64_t need = t->s.frames + depth;
	size_t size = t->s.frame32 != NULL ? sizeof *t->s.frame32 : sizeof *t->s.frame16;
	bool fresh = t->s.frame16 == NULL && t->s.frame32 == NULL;
	if (need > t->frame_room || fresh) {
		t->frame_room = vec_grow(t->frame_room, need);
		if (t->s.frame32 != NULL)
			t->s.frame32 = xreallocarray(t->s.frame32, t->frame_room, size);
		else
			t->s.frame16 = xreallocarray(t->s.frame16, t->frame_room, size);
	}
	uint64_t ready = need + PAGES_AHEAD / size;
	if (ready > t->frame_room)
		ready = t->frame_room;
	char *array = t->s.frame32 != NULL ? (char *)t->s.frame32 : (char *)t->s.frame16;
	if (t->frame_room * size > PAGES_AHEAD)
		make_pages(array + t->s.frames * size, array + ready * size);
	t->frame_ready = ready;
}

void sample_table_widen(struct sample_table *t)
{
	if (t->s.frame32 != NULL)
		return;
	make_room(t, 0);
	uint32_t *wide = xreallocarray(NULL, t->frame_room, sizeof *wide);
	for (uint64_t i = 0; i < t->s.frames; i++)
		wide[i] = t->s.frame16[i];
	free(t->s.frame16);
	t->s.frame16 = NULL;
	t->s.frame32 = wide;
}

loc_id *sample_table_begin(struct sample_table *t, size_t depth)
{
	size_t most = depth + PROFILE_SLACK;
	if (most > t->stack.room) {
		t->stack.room = vec_grow(t->stack.room, most);
		t->stack.at = xreallocarray(t->stack.at, t->stack.room, sizeof *t->stack.at);
	}
	t->stack.count = depth;
	if (depth > t->s.deepest)
		t->s.deepest = (unsigned)depth;
	return t->stack.at;
}

/* Keeps the frames of the stack from `shared` on. */
static void put_frames(struct sample_table *t, size_t shared)
{
	size_t own = t->stack.count - shared;
	const loc_id *from = t->stack.at + shared;
	if (t->s.frames + own + PROFILE_SLACK > t->frame_ready)
		make_room(t, own + PROFILE_SLACK);
	if (t->s.frame16 != NULL) {
		uint16_t *to = t->s.frame16 + t->s.frames;
		for (size_t i = 0; i < own; i += PROFILE_SLACK)
			for (size_t j = i; j < i + PROFILE_SLACK; j++)
				to[j] = (uint16_t)from[j];
	} else {
		memcpy(t->s.frame32 + t->s.frames, from, own * sizeof *from);
	}
	t->s.frames += own;
}

static void put_value(struct sample_table *t, struct column *c, size_t sample, int64_t value)
{
	if (c->wide == NULL && (value > INT32_MAX || value < INT32_MIN))
		column_widen(c, sample, t->room);
	if (c->wide != NULL)
		c->wide[sample] = value;
	else
		c->narrow[sample] = (int32_t)value;
}

static void put_labels(struct sample_table *t, size_t sample, uint32_t set)
{
	struct samples *s = &t->s;
	if (s->labels16 == NULL && s->labels32 == NULL) {
		if (set == 0)
			return;
		s->labels16 = xcalloc(t->room, sizeof *s->labels16);
	}
	if (s->labels32 == NULL && set > UINT16_MAX) {
		s->labels32 = xreallocarray(NULL, t->room, sizeof *s->labels32);
		for (size_t i = 0; i < sample; i++)
			s->labels32[i] = s->labels16[i];
		free(s->labels16);
		s->labels16 = NULL;
	}
	if (s->labels32 != NULL)
		s->labels32[sample] = set;
	else
		s->labels16[sample] = (uint16_t)set;
}

static void start_block(struct sample_table *t)
{
	size_t block = t->s.count / PROFILE_BLOCK;
	if (block == t->block_room) {
		t->block_room = vec_grow(t->block_room, block + 1);
		t->s.block_start = xreallocarray(t->s.block_start, t->block_room,
						 sizeof *t->s.block_start);
	}
	t->s.block_start[block] = t->s.frames;
}

void sample_table_sample(struct sample_table *t, size_t shared, const int64_t *values,
			 uint32_t label_set)
{
	size_t sample = t->s.count;
	if (sample == t->room)
		grow_samples(t);
	if (sample % PROFILE_BLOCK == 0) {
		start_block(t);
		shared = 0; /* a block begins with a whole stack */
	}
	put_frames(t, shared);
	t->s.shared[sample] = (uint16_t)shared;
	t->s.depth[sample] = (uint16_t)t->stack.count;
	for (size_t i = 0; i < t->columns; i++)
		put_value(t, &t->s.column[i], sample, values[i]);
	put_labels(t, sample, label_set);
	t->s.count = sample + 1;
}

/* Gives unused room back; an array that was never made stays NULL. */
static void *fit(void *array, size_t count, size_t size)
{
	return array == NULL ? NULL : xreallocarray(array, count, size);
}

struct samples sample_table_take(struct sample_table *t)
{
	struct samples s = t->s;
	s.depth = fit(s.depth, s.count, sizeof *s.depth);
	s.shared = fit(s.shared, s.count, sizeof *s.shared);
	s.frame16 = fit(s.frame16, s.frames + PROFILE_SLACK, sizeof *s.frame16);
	s.frame32 = fit(s.frame32, s.frames + PROFILE_SLACK, sizeof *s.frame32);
	for (size_t i = 0; i < t->columns; i++) {
		s.column[i].narrow = fit(s.column[i].narrow, s.count, sizeof(int32_t));
		s.column[i].wide = fit(s.column[i].wide, s.count, sizeof(int64_t));
	}
	s.labels16 = fit(s.labels16, s.count, sizeof *s.labels16);
	s.labels32 = fit(s.labels32, s.count, sizeof *s.labels32);
	VEC_DONE(&t->stack);
	*t = (struct sample_table){ 0 };
	return s;
}

void sample_table_done(struct sample_table *t)
{
	samples_done(&t->s, t->columns);
	VEC_DONE(&t->stack);
	*t = (struct sample_table){ 0 };
}
