/* Columns for the frames below one frame, by largest remainder.
 *
 * Invariant: each gets its share rounded down or up, and all of them with what stays empty get
 * exactly the columns there are. What is shown gets at least one. */
#include "query/flame/flame_p.h"

#include <stdlib.h>

#include "base/vec.h"

/* Products of a size and a number of columns must fit 64 bits. */
#define SIZE_BITS 40

/* An item that may get one of the columns that rounding down has left. */
struct remainder {
	uint64_t left;
	size_t item;
};

struct sharing {
	const struct flame_layout *x;
	unsigned shift; /* sizes are so much smaller than they are */
	uint64_t whole;
	int64_t free;   /* columns nobody has got */
	VEC(struct remainder) remainder;
};

static uint64_t sum_of(const struct flame_layout *x, unsigned shift)
{
	uint64_t sum = x->self >> shift;
	for (size_t i = 0; i < x->count; i++) {
		uint64_t before = sum;
		sum += x->size[i] >> shift;
		if (sum < before)
			return UINT64_MAX;
	}
	return sum;
}

static void find_whole(struct sharing *s)
{
	s->whole = sum_of(s->x, 0);
	while (s->whole >> SIZE_BITS != 0)
		s->whole = sum_of(s->x, ++s->shift);
}

/* The columns an item gets for sure, at least `least`; the size is a smaller one. */
static int64_t take(struct sharing *s, uint64_t size, int64_t least, size_t item)
{
	uint64_t product = size * (uint64_t)s->x->columns;
	int64_t got = (int64_t)(product / s->whole);
	if (got < least)
		got = least;
	else
		VEC_PUSH(&s->remainder, (struct remainder){ product % s->whole, item });
	s->free -= got;
	return got;
}

static int by_remainder(const void *left, const void *right)
{
	const struct remainder *a = left, *b = right;
	if (a->left != b->left)
		return a->left > b->left ? -1 : 1;
	return a->item < b->item ? -1 : a->item > b->item;
}

/* How many get a column of their own. */
static size_t count_shown(const struct sharing *s)
{
	const struct flame_layout *x = s->x;
	size_t shown = 0;
	while (shown < x->count &&
	       (x->size[shown] >> s->shift) * (uint64_t)x->columns >= s->whole)
		shown++;
	/* One alone is not merged: its own cell takes no more room. */
	return shown + 1 == x->count ? shown + 1 : shown;
}

/* Hands out what rounding down has left, or takes back a column too many: sizes that were made
 * smaller may have become nothing. */
static void settle(struct sharing *s, int64_t *item)
{
	VEC_SORT(&s->remainder, by_remainder);
	for (size_t i = 0; i < s->remainder.count && s->free > 0; i++, s->free--)
		item[s->remainder.at[i].item]++;
	if (s->free < 0 && item[0] > 1)
		item[0]--;
}

void flame_lay_out(const struct flame_layout *x, int64_t *width, size_t *shown, int64_t *rest)
{
	struct sharing s = { .x = x, .free = x->columns };
	find_whole(&s);
	*shown = 0;
	*rest = 0;
	if (s.whole == 0 || x->columns <= 0)
		return;
	size_t count = *shown = count_shown(&s);
	/* What is merged stands behind what is shown, and what stays empty behind both. */
	int64_t *item = xcalloc(count + 2, sizeof *item);
	uint64_t others = 0;
	for (size_t i = count; i < x->count; i++)
		others += x->size[i] >> s.shift;
	for (size_t i = 0; i < count; i++)
		item[i] = take(&s, x->size[i] >> s.shift, 1, i);
	if (count < x->count)
		item[count] = take(&s, others, 1, count);
	item[count + 1] = take(&s, x->self >> s.shift, 0, count + 1);
	settle(&s, item);
	for (size_t i = 0; i < count; i++)
		width[i] = item[i];
	*rest = item[count];
	VEC_DONE(&s.remainder);
	free(item);
}
