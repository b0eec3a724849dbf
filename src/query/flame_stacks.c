/* Lays stacks out for a flame: as nodes, in the direction of the picture, without the way to the
 * zoomed frame. */
#include "config.h"

#include "query/flame_p.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "query/walk.h"

/* A sample of a part: its frames are still counted, because the array grows. */
struct laid {
	size_t start;
	size_t last; /* one behind the last frame that is wanted; 0: none */
	int64_t value, div;
};

/* What one thread lays out. */
struct part {
	_Alignas(WALK_LINE) VEC(uint32_t) row; /* frames of the last stack, root first */
	VEC(unsigned) end;      /* per location of that stack: how many frames it and the outer
				 * ones are */
	VEC(uint32_t) frame;    /* of all samples */
	VEC(struct laid) laid;
	struct flame_sum *above; /* as in struct flame_stacks */
	bool *called;            /* per step of the path: some call of it is not inlined */
	unsigned reached;
	struct flame_sum covered, covered_zoom;
};

struct laying {
	const struct graph *g;
	const struct flame_options *options;
	struct part part[WALK_PARTS];
};

static void add(struct flame_sum *sum, const struct walk_sample *s)
{
	sum->value = value_add(sum->value, s->value);
	sum->div = value_add(sum->div, s->divisor);
}

static void add_sum(struct flame_sum *to, const struct flame_sum *from)
{
	to->value = value_add(to->value, from->value);
	to->div = value_add(to->div, from->div);
}

/* Makes the row this sample's. */
static void expand(const struct laying *x, struct part *p, const struct walk_sample *s)
{
	const struct graph *g = x->g;
	unsigned kept = s->shared < p->end.count ? s->shared : (unsigned)p->end.count;
	p->end.count = kept;
	p->row.count = kept > 0 ? p->end.at[kept - 1] : 0;
	for (unsigned i = kept; i < s->frames; i++) {
		uint32_t first = g->expand_first[s->frame[i]];
		uint32_t last = g->expand_first[s->frame[i] + 1];
		for (uint32_t e = last; e-- > first;)
			VEC_PUSH(&p->row, flame_frame(g->expand[e], e + 1 != last));
		VEC_PUSH(&p->end, (unsigned)p->row.count);
	}
}

static uint32_t frame_at(const struct laying *x, const struct part *p, size_t i)
{
	return p->row.at[x->options->inverted ? p->row.count - 1 - i : i];
}

/* Goes down the path as far as the sample does; true: to its end. */
static bool go_path(const struct laying *x, struct part *p, const struct walk_sample *s)
{
	unsigned i = 0;
	add(&p->above[0], s);
	for (; i < x->options->length && i < p->row.count; i++) {
		uint32_t frame = frame_at(x, p, i);
		if (flame_node(frame) != x->options->path[i])
			break;
		add(&p->above[i + 1], s);
		p->called[i] |= !flame_inlined(frame);
	}
	if (i > p->reached)
		p->reached = i;
	return i == x->options->length;
}

/* One behind the last frame that is wanted, in the direction of the picture; 0: there is none. */
static size_t last_wanted(const struct laying *x, const struct part *p)
{
	const bool *wanted = x->options->wanted;
	size_t i = wanted != NULL ? p->row.count : 0;
	while (i > 0 && !wanted[flame_node(frame_at(x, p, i - 1))])
		i--;
	return i;
}

/* Appends the frames below the zoomed one. */
static void lay(const struct laying *x, struct part *p, const struct walk_sample *s, size_t last)
{
	size_t above = x->options->length, count = p->row.count - above;
	VEC_PUSH(&p->laid, (struct laid){ p->frame.count, last > above ? last - above : 0,
					  s->value, s->divisor });
	VEC_RESERVE(&p->frame, count + 1);
	uint32_t *to = p->frame.at + p->frame.count;
	if (x->options->inverted)
		for (size_t i = 0; i < count; i++)
			to[i] = p->row.at[count - 1 - i];
	else if (count > 0)
		memcpy(to, p->row.at + above, count * sizeof *to);
	to[count] = FLAME_END;
	p->frame.count += count + 1;
}

static void visit(void *context, unsigned number, const struct walk_sample *s)
{
	struct laying *x = context;
	struct part *p = &x->part[number];
	expand(x, p, s);
	size_t last = last_wanted(x, p);
	if (last > 0)
		add(&p->covered, s);
	if (!go_path(x, p, s))
		return;
	/* The zoomed frame itself counts, the ones above it do not. */
	if (last > 0 && last >= x->options->length)
		add(&p->covered_zoom, s);
	lay(x, p, s, last);
}

/* Adds what a part found, and takes its frames over. */
static void take_part(struct flame_stacks *s, const struct laying *x, unsigned number)
{
	const struct part *p = &x->part[number];
	for (unsigned i = 0; i <= x->options->length; i++)
		add_sum(&s->above[i], &p->above[i]);
	for (unsigned i = 0; i < x->options->length; i++)
		s->inlined[i + 1] &= !p->called[i];
	if (p->reached > s->reached)
		s->reached = p->reached;
	add_sum(&s->covered, &p->covered);
	add_sum(&s->covered_zoom, &p->covered_zoom);
	s->frames[number] = p->frame.at;
	for (size_t i = 0; i < p->laid.count; i++) {
		const struct laid *from = &p->laid.at[i];
		const uint32_t *frame = p->frame.at + from->start;
		const uint32_t *last = from->last > 0 ? frame + from->last - 1 : NULL;
		s->sample[s->samples++] =
			(struct flame_sample){ frame, last, from->value, from->div };
	}
}

static void part_done(struct part *p)
{
	VEC_DONE(&p->row);
	VEC_DONE(&p->end);
	VEC_DONE(&p->laid);
	free(p->above);
	free(p->called);
}

enum cprof_status flame_stacks_init(struct flame_stacks *s, const struct graph *g,
				    const struct flame_options *options,
				    struct progress *progress, struct cprof_error *err)
{
	size_t steps = (size_t)options->length + 1, samples = 0;
	struct laying x = { .g = g, .options = options };
	struct walk walk = { g->selection, &g->value, progress,
			     walk_parts(g->selection->profile) };
	*s = (struct flame_stacks){ 0 };
	s->above = xcalloc(steps, sizeof *s->above);
	s->inlined = xcalloc(steps, sizeof *s->inlined);
	memset(s->inlined, true, steps);
	for (unsigned i = 0; i < walk.parts; i++) {
		x.part[i].above = xcalloc(steps, sizeof *x.part[i].above);
		x.part[i].called = xcalloc(steps, sizeof *x.part[i].called);
	}
	enum cprof_status status = walk_run(&walk, visit, &x, err);
	for (unsigned i = 0; i < walk.parts; i++)
		samples += x.part[i].laid.count;
	s->sample = xcalloc(samples, sizeof *s->sample);
	for (unsigned i = 0; i < walk.parts; i++) {
		take_part(s, &x, i);
		part_done(&x.part[i]);
	}
	return status;
}

void flame_stacks_done(struct flame_stacks *s)
{
	for (size_t i = 0; i < sizeof s->frames / sizeof s->frames[0]; i++)
		free(s->frames[i]);
	free(s->sample);
	free(s->above);
	free(s->inlined);
	*s = (struct flame_stacks){ 0 };
}
