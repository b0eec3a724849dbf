/* How far stacks go down the path that a flame is zoomed to, and what a pattern covers. */
#include "query/flame/flame_p.h"

#include <stdlib.h>
#include <string.h>

#include "query/walk.h"

/* A frame of a stack: a node, and whether it is inlined into its caller. */
struct frame {
	uint32_t node;
	bool inlined;
};

struct part {
	_Alignas(WALK_LINE) VEC(struct frame) row; /* the last stack, root first */
	VEC(unsigned) end;       /* per location of it: how many frames it and the outer ones are */
	struct flame_sum *above; /* as in struct flame_search */
	bool *called;            /* per step of the path: some call of it is not inlined */
	unsigned reached;
	struct flame_sum covered, covered_zoom;
};

struct searching {
	const struct graph *g;
	const struct flame_options *options;
	const uint64_t *sizes;
	struct part part[WALK_PARTS];
};

/* Makes the row this sample's. */
static void expand(const struct searching *x, struct part *p, const struct walk_sample *s)
{
	const struct graph *g = x->g;
	unsigned kept = s->shared < p->end.count ? s->shared : (unsigned)p->end.count;
	p->end.count = kept;
	p->row.count = kept > 0 ? p->end.at[kept - 1] : 0;
	for (unsigned i = kept; i < s->frames; i++) {
		uint32_t first = g->expand_first[s->frame[i]];
		uint32_t last = g->expand_first[s->frame[i] + 1];
		for (uint32_t e = last; e-- > first;)
			VEC_PUSH(&p->row, (struct frame){ g->expand[e], e + 1 != last });
		VEC_PUSH(&p->end, (unsigned)p->row.count);
	}
}

/* In the direction of the picture. */
static const struct frame *frame_at(const struct searching *x, const struct part *p, size_t i)
{
	return &p->row.at[x->options->inverted ? p->row.count - 1 - i : i];
}

/* Goes down the path as far as the sample does; true: to its end. */
static bool go_path(const struct searching *x, struct part *p, const struct flame_sum *sum)
{
	unsigned i = 0;
	flame_add(&p->above[0], sum);
	for (; i < x->options->length && i < p->row.count; i++) {
		const struct frame *frame = frame_at(x, p, i);
		if (frame->node != x->options->path[i])
			break;
		flame_add(&p->above[i + 1], sum);
		p->called[i] |= !frame->inlined;
	}
	if (i > p->reached)
		p->reached = i;
	return i == x->options->length;
}

/* One behind the last frame that is wanted; 0: there is none. */
static size_t last_wanted(const struct searching *x, const struct part *p)
{
	const bool *wanted = x->options->wanted;
	size_t i = wanted != NULL ? p->row.count : 0;
	while (i > 0 && !wanted[frame_at(x, p, i - 1)->node])
		i--;
	return i;
}

static void visit(void *context, unsigned number, const struct walk_sample *s)
{
	struct searching *x = context;
	struct part *p = &x->part[number];
	struct flame_sum sum = flame_sum(s, x->sizes);
	expand(x, p, s);
	size_t last = last_wanted(x, p);
	if (last > 0)
		flame_add(&p->covered, &sum);
	/* The zoomed frame itself counts, the ones above it do not. */
	if (go_path(x, p, &sum) && last > 0 && last >= x->options->length)
		flame_add(&p->covered_zoom, &sum);
}

static void take_part(struct flame_search *r, const struct searching *x, struct part *p)
{
	for (unsigned i = 0; i <= x->options->length; i++)
		flame_add(&r->above[i], &p->above[i]);
	for (unsigned i = 0; i < x->options->length; i++)
		r->inlined[i + 1] &= !p->called[i];
	if (p->reached > r->reached)
		r->reached = p->reached;
	flame_add(&r->covered, &p->covered);
	flame_add(&r->covered_zoom, &p->covered_zoom);
	VEC_DONE(&p->row);
	VEC_DONE(&p->end);
	free(p->above);
	free(p->called);
}

enum cprof_status flame_search_init(struct flame_search *r, const struct graph *g,
				    const struct flame_options *options, const uint64_t *sizes,
				    struct cprof_progress *progress, struct cprof_error *err)
{
	size_t steps = (size_t)options->length + 1;
	struct searching x = { .g = g, .options = options, .sizes = sizes };
	struct walk walk = { g->selection, &g->value, progress,
			     walk_parts(g->selection->profile) };
	*r = (struct flame_search){ 0 };
	r->above = xcalloc(steps, sizeof *r->above);
	r->inlined = xcalloc(steps, sizeof *r->inlined);
	memset(r->inlined, true, steps);
	if (options->length == 0 && options->wanted == NULL)
		return CPROF_OK;
	for (unsigned i = 0; i < walk.parts; i++) {
		x.part[i].above = xcalloc(steps, sizeof *x.part[i].above);
		x.part[i].called = xcalloc(steps, sizeof *x.part[i].called);
	}
	enum cprof_status status = walk_run(&walk, visit, &x, err);
	for (unsigned i = 0; i < walk.parts; i++)
		take_part(r, &x, &x.part[i]);
	return status;
}

void flame_search_done(struct flame_search *r)
{
	free(r->above);
	free(r->inlined);
	*r = (struct flame_search){ 0 };
}
