/* Builds the paths of a flame, some levels more in each walk over the samples.
 *
 * As in query/graph/context_tree.c a path's sum is that of all samples from the one that enters it
 * up to the one before it is left; what a stack has in common with the one before is not looked at
 * again, and a stack is left alone from the first frame on that no column shows. New paths go to a
 * table of each thread; when it gets large, the deepest level is given up. So tables stay small,
 * which is what makes a walk fast. */
#include "query/flame/flame_p.h"

#include <limits.h>
#include <stdlib.h>

#include "base/hash.h"
#include "query/walk.h"

#define ENOUGH 20000 /* new paths of one thread, unless they are all of one level */

struct step {
	uint32_t path;
	unsigned frames; /* of the stack, up to and with the one that led here */
};

struct part {
	_Alignas(WALK_LINE) struct flame_paths new; /* numbers are behind the old ones' */
	VEC(uint32_t) count;  /* new paths per level */
	size_t counted;       /* on levels up to the limit */
	unsigned limit;       /* the deepest level */
	VEC(struct step) step; /* the last stack, below the root */
	unsigned stop;        /* frames of it up to the first one that is not followed; NEVER: all
			       * are */
	struct flame_sum seen; /* all samples so far */
	VEC(unsigned)
	wanted; /* per frame of it, root first: which of it and the outer ones is the
				* last wanted one as last_wanted() means it, counted from 1 at the
				* root; 0: none is */
};

#define NEVER UINT_MAX

struct growing {
	const struct graph *g;
	const struct flame_options *options;
	const uint64_t *sizes;
	const struct flame_paths *old;
	unsigned least; /* the first new level */
	struct part part[WALK_PARTS];
};

static size_t find_slot(const struct flame_paths *p, uint32_t parent, uint32_t node)
{
	size_t at = (size_t)hash_mix((uint64_t)parent << 32 | node) & (p->slots - 1);
	while (p->slot[at] != 0) {
		const struct flame_path *path = &p->at.at[p->slot[at] - 1];
		if (path->parent == parent && path->node == node)
			break;
		at = (at + 1) & (p->slots - 1);
	}
	return at;
}

/* The path from that parent to a node; FLAME_NO_PATH if there is none. */
static uint32_t find_path(const struct flame_paths *p, uint32_t parent, uint32_t node)
{
	if (p->slots == 0)
		return FLAME_NO_PATH;
	uint32_t number = p->slot[find_slot(p, parent, node)];
	return number > 0 ? number - 1 : FLAME_NO_PATH;
}

uint32_t flame_paths_add(struct flame_paths *p, const struct flame_path *path)
{
	if (p->at.count >= p->slots / 2) {
		p->slots = p->slots == 0 ? 1024 : p->slots * 2;
		free(p->slot);
		p->slot = xcalloc(p->slots, sizeof *p->slot);
		for (uint32_t i = 0; i < p->at.count; i++)
			p->slot[find_slot(p, p->at.at[i].parent, p->at.at[i].node)] = i + 1;
	}
	size_t slot = find_slot(p, path->parent, path->node);
	VEC_PUSH(&p->at, *path);
	p->slot[slot] = (uint32_t)p->at.count;
	return (uint32_t)p->at.count - 1;
}

void flame_paths_done(struct flame_paths *p)
{
	VEC_DONE(&p->at);
	free(p->slot);
	*p = (struct flame_paths){ 0 };
}

/* The new path with this number; NULL for an old one. */
static struct flame_path *new_path(const struct growing *x, const struct part *p, uint32_t number)
{
	size_t old = x->old->at.count;
	return number < old ? NULL : &p->new.at.at[number - old];
}

static unsigned level_of(const struct growing *x, const struct part *p, uint32_t number)
{
	const struct flame_path *new = new_path(x, p, number);
	return new != NULL ? new->level : x->old->at.at[number].level;
}

/* Too many are too slow: gives the deepest levels up. */
static void keep_small(const struct growing *x, struct part *p)
{
	while (p->counted > ENOUGH && p->limit > x->least) {
		if (p->limit < p->count.count)
			p->counted -= p->count.at[p->limit];
		else
			p->limit = (unsigned)p->count.count;
		p->limit--;
	}
}

static uint32_t add_path(const struct growing *x, struct part *p, uint32_t parent, uint32_t node,
			 unsigned level)
{
	struct flame_path path = { .parent = parent, .node = node, .level = level };
	uint32_t number = flame_paths_add(&p->new, &path);
	while (p->count.count <= level)
		VEC_PUSH(&p->count, 0);
	p->count.at[level]++;
	p->counted++;
	keep_small(x, p);
	return number + (uint32_t)x->old->at.count;
}

/* Where the path goes on with a node; FLAME_NO_PATH: it is not followed. */
static uint32_t child_of(const struct growing *x, struct part *p, uint32_t parent, uint32_t node)
{
	struct flame_path *above = new_path(x, p, parent);
	if (above == NULL && x->old->at.at[parent].known) {
		uint32_t old = find_path(x->old, parent, node);
		return old == FLAME_NO_PATH || x->old->at.at[old].dropped ? FLAME_NO_PATH : old;
	}
	unsigned level = level_of(x, p, parent) + 1;
	if (level > p->limit) {
		if (above != NULL)
			above->deeper = true;
		return FLAME_NO_PATH;
	}
	uint32_t new = find_path(&p->new, parent, node);
	if (new != FLAME_NO_PATH)
		return new + (uint32_t)x->old->at.count;
	return add_path(x, p, parent, node, level);
}

static void enter(const struct growing *x, struct part *p, uint32_t number, bool inlined,
		  unsigned frames)
{
	struct flame_path *path = new_path(x, p, number);
	if (path != NULL) {
		flame_subtract(&path->sum, &p->seen);
		path->called |= !inlined;
	}
	VEC_PUSH(&p->step, (struct step){ number, frames });
}

/* What the first `frames` did not lead to is left. */
static void leave(const struct growing *x, struct part *p, unsigned frames)
{
	while (p->step.count > 0 && p->step.at[p->step.count - 1].frames > frames) {
		struct flame_path *path =
			new_path(x, p, p->step.at[--p->step.count].path);
		if (path == NULL)
			continue;
		flame_add(&path->sum, &p->seen);
	}
}

static uint32_t end_of_path(const struct part *p)
{
	return p->step.count > 0 ? p->step.at[p->step.count - 1].path : FLAME_ROOT;
}

/* Follows one frame more; false: it is not followed to its end. */
static bool follow(const struct growing *x, struct part *p, loc_id l, unsigned frames)
{
	uint32_t first = x->g->expand_first[l], last = x->g->expand_first[l + 1];
	for (uint32_t i = first; i < last; i++) {
		uint32_t e = x->options->inverted ? i : last - 1 - (i - first);
		uint32_t path = child_of(x, p, end_of_path(p), x->g->expand[e]);
		if (path == FLAME_NO_PATH)
			return false;
		enter(x, p, path, e + 1 != last, frames);
	}
	return true;
}

static void follow_stack(const struct growing *x, struct part *p, const struct walk_sample *s)
{
	unsigned shared = x->options->inverted ? 0 : s->shared;
	if (shared >= p->stop)
		return;
	leave(x, p, shared);
	p->stop = NEVER;
	for (unsigned i = shared; i < s->frames && p->stop == NEVER; i++) {
		loc_id l = s->frame[x->options->inverted ? s->frames - 1 - i : i];
		if (!follow(x, p, l, i + 1))
			p->stop = i + 1;
	}
}

static bool frame_wanted(const struct growing *x, loc_id l)
{
	for (uint32_t e = x->g->expand_first[l]; e < x->g->expand_first[l + 1]; e++)
		if (x->options->wanted[x->g->expand[e]])
			return true;
	return false;
}

/* Which frame of the stack is the last one that is wanted, counted from 1 in the direction of the
 * picture; 0: none is. An upright picture goes inward, so that is the innermost one; an inverted
 * one goes outward, so it is the outermost. What the outer frames say, which the stack before had
 * too, is known. */
static unsigned last_wanted(const struct growing *x, struct part *p, const struct walk_sample *s)
{
	bool inverted = x->options->inverted;
	if (p->wanted.count > s->shared)
		p->wanted.count = s->shared;
	size_t known = p->wanted.count;
	unsigned last = known > 0 ? p->wanted.at[known - 1] : 0;
	for (unsigned i = (unsigned)known; i < s->frames; i++) {
		bool outermost = inverted && last > 0;
		if (!outermost && frame_wanted(x, s->frame[i]))
			last = i + 1;
		VEC_PUSH(&p->wanted, last);
	}
	return inverted && last > 0 ? s->frames - last + 1 : last;
}

/* All paths down to what is wanted hide it. */
static void mark_hiding(const struct growing *x, struct part *p, unsigned last)
{
	size_t i = p->step.count;
	while (i > 0 && p->step.at[i - 1].frames > last)
		i--;
	for (; i > 0 && p->step.at[i - 1].frames == last; i--) {
		const struct flame_path *path = new_path(x, p, p->step.at[i - 1].path);
		/* In one frame there may be more below than was followed. */
		if (p->stop == last || path == NULL || x->options->wanted[path->node])
			break;
	}
	for (; i > 0; i--) {
		struct flame_path *path = new_path(x, p, p->step.at[i - 1].path);
		if (path == NULL || path->hides)
			break;
		path->hides = true;
	}
}

static void visit(void *context, unsigned number, const struct walk_sample *s)
{
	struct growing *x = context;
	struct part *p = &x->part[number];
	follow_stack(x, p, s);
	struct flame_sum sum = flame_sum(s, x->sizes);
	flame_add(&p->seen, &sum);
	if (x->options->wanted == NULL)
		return;
	unsigned last = last_wanted(x, p, s);
	if (last > 0)
		mark_hiding(x, p, last);
}

/* Adds a part's paths up to the limit to the old ones. */
static void take_part(struct flame_paths *paths, const struct part *p, size_t old, unsigned limit)
{
	uint32_t *number = xcalloc(p->new.at.count, sizeof *number);
	for (size_t i = 0; i < p->new.at.count; i++) {
		struct flame_path path = p->new.at.at[i];
		if (path.level > limit + 1)
			continue;
		if (path.parent >= old)
			path.parent = number[path.parent - old];
		if (path.level > limit) {
			paths->at.at[path.parent].deeper = true;
			continue;
		}
		number[i] = find_path(paths, path.parent, path.node);
		if (number[i] == FLAME_NO_PATH) {
			number[i] = flame_paths_add(paths, &path);
			continue;
		}
		struct flame_path *to = &paths->at.at[number[i]];
		flame_add(&to->sum, &path.sum);
		to->called |= path.called;
		to->hides |= path.hides;
		to->deeper |= path.deeper;
	}
	free(number);
}

/* Who is whose child. */
static void link_new(struct flame_paths *paths, size_t old, unsigned limit)
{
	for (size_t i = 0; i < old; i++)
		paths->at.at[i].known = true;
	for (size_t i = old; i < paths->at.count; i++) {
		struct flame_path *path = &paths->at.at[i], *above = &paths->at.at[path->parent];
		path->known = path->level < limit || !path->deeper;
		path->next = above->first;
		above->first = (uint32_t)i;
	}
}

static void part_done(struct part *p)
{
	flame_paths_done(&p->new);
	VEC_DONE(&p->count);
	VEC_DONE(&p->step);
	VEC_DONE(&p->wanted);
}

enum cprof_status flame_build(struct flame_paths *paths, const struct graph *g,
			      const struct flame_options *options, const uint64_t *sizes,
			      struct cprof_progress *progress, struct cprof_error *err)
{
	struct growing x = { .g = g, .options = options, .sizes = sizes, .old = paths };
	struct walk walk = { g->selection, &g->value, progress,
			     walk_parts(g->selection->profile) };
	struct flame_sum whole = { 0 };
	size_t old = paths->at.count;
	unsigned limit = NEVER - 1;
	x.least = paths->level + 1;
	for (unsigned i = 0; i < walk.parts; i++) {
		x.part[i].limit = limit;
		x.part[i].stop = NEVER;
	}
	enum cprof_status status = walk_run(&walk, visit, &x, err);
	for (unsigned i = 0; i < walk.parts; i++) {
		leave(&x, &x.part[i], 0);
		if (x.part[i].limit < limit)
			limit = x.part[i].limit;
	}
	for (unsigned i = 0; i < walk.parts; i++) {
		if (status == CPROF_OK)
			take_part(paths, &x.part[i], old, limit);
		flame_add(&whole, &x.part[i].seen);
		part_done(&x.part[i]);
	}
	paths->at.at[FLAME_ROOT].sum = whole;
	link_new(paths, old, limit);
	paths->level = limit;
	return status;
}
