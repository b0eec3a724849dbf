/* Parts samples level by level: see flame.h.
 *
 * Invariant: the samples of a cell that may have children are one range of the array, each with its
 * next frame; what is parted off goes to the front of that range, the rest of it is forgotten. */
#include "config.h"

#include "query/flame.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "query/flame_p.h"

/* The samples of a cell. */
struct range {
	size_t first, count;
};

/* What goes from one cell to one node; reset after each cell. */
struct tally {
	uint64_t size;
	int64_t value, div;
	size_t count; /* of samples; 0: not met */
	size_t at;    /* where the next of them goes */
	bool called, matches, hides, parted;
};

struct child {
	uint64_t size;
	uint32_t node;
	const char *name;
};

struct parting {
	const struct graph *g;
	const struct flame_options *options;
	struct flame_stacks stacks;
	struct flame_sample *spare;
	struct tally *tally; /* per node */
	VEC(struct child) child;
	struct flame_sum self;
	uint64_t self_size;
	VEC(int64_t) width;
	VEC(uint64_t) size;
	VEC(struct flame_cell) cell;
	VEC(struct range) range; /* per cell */
	VEC(uint32_t) level;
	uint32_t zoom;
};

static int by_size(const void *left, const void *right)
{
	const struct child *a = left, *b = right;
	if (a->size != b->size)
		return a->size > b->size ? -1 : 1;
	int order = strcmp(a->name, b->name);
	return order != 0 ? order : a->node < b->node ? -1 : a->node > b->node;
}

static void count_child(struct parting *x, const struct flame_sample *s)
{
	uint32_t node = flame_node(*s->frame);
	struct tally *t = &x->tally[node];
	if (t->count++ == 0) {
		const char *name = graph_text(x->g, x->g->node[node].key.name);
		VEC_PUSH(&x->child, (struct child){ 0, node, name });
	}
	t->size += flame_size(s->value);
	t->value = value_add(t->value, s->value);
	t->div = value_add(t->div, s->div);
	t->called |= !flame_inlined(*s->frame);
	t->hides |= s->last != NULL && s->last >= s->frame;
}

/* Finds the children of a cell, the largest first. One that adds up to nothing is none. */
static void find_children(struct parting *x, const struct range *range)
{
	const struct flame_sample *sample = x->stacks.sample + range->first;
	x->child.count = 0;
	x->self = (struct flame_sum){ 0, 0 };
	x->self_size = 0;
	for (size_t i = 0; i < range->count; i++) {
		if (*sample[i].frame != FLAME_END) {
			count_child(x, &sample[i]);
			continue;
		}
		x->self_size += flame_size(sample[i].value);
		x->self.value = value_add(x->self.value, sample[i].value);
		x->self.div = value_add(x->self.div, sample[i].div);
	}
	size_t count = 0;
	for (size_t i = 0; i < x->child.count; i++) {
		struct child *c = &x->child.at[i];
		struct tally *t = &x->tally[c->node];
		c->size = t->size;
		t->matches = x->options->wanted != NULL && x->options->wanted[c->node];
		if (t->size > 0)
			x->child.at[count++] = *c;
		else
			*t = (struct tally){ 0 };
	}
	x->child.count = count;
	if (count > 1)
		qsort(x->child.at, count, sizeof *x->child.at, by_size);
}

static void forget_children(struct parting *x)
{
	for (size_t i = 0; i < x->child.count; i++)
		x->tally[x->child.at[i].node] = (struct tally){ 0 };
}

/* Adds a cell as the last child of its parent. */
static struct flame_cell *add_cell(struct parting *x, uint32_t parent, int64_t width)
{
	uint32_t number = (uint32_t)x->cell.count;
	VEC_PUSH(&x->cell, (struct flame_cell){ .parent = parent, .node = PROFILE_NONE,
						.width = width });
	VEC_PUSH(&x->range, (struct range){ 0, 0 });
	struct flame_cell *above = &x->cell.at[parent], *cell = &x->cell.at[number];
	if (number == FLAME_ROOT)
		return cell;
	cell->column = above->column;
	if (above->children++ == 0)
		above->first = number;
	else
		cell->column = cell[-1].column + cell[-1].width;
	return cell;
}

/* How many siblings of its first child are larger: those that the zoom left out. */
static uint32_t first_rank(const struct parting *x, uint32_t parent)
{
	return x->cell.at[parent].merged > 0 ? x->cell.at[parent].rank : 0;
}

static void add_frame(struct parting *x, uint32_t parent, size_t child, int64_t width)
{
	uint32_t node = x->child.at[child].node;
	const struct tally *t = &x->tally[node];
	struct flame_cell *c = add_cell(x, parent, width);
	c->node = node;
	c->rank = first_rank(x, parent) + (uint32_t)child;
	c->value = t->value;
	c->value_div = t->div;
	c->inlined = !t->called;
	c->matches = t->matches;
}

/* One cell for all children from that one on. */
static void add_merged(struct parting *x, uint32_t parent, size_t child, int64_t width)
{
	struct flame_cell *c = add_cell(x, parent, width);
	c->rank = first_rank(x, parent) + (uint32_t)child;
	c->merged = (uint32_t)(x->child.count - child);
	for (size_t i = child; i < x->child.count; i++) {
		const struct tally *t = &x->tally[x->child.at[i].node];
		c->value = value_add(c->value, t->value);
		c->value_div = value_add(c->value_div, t->div);
		c->matches |= t->matches;
		c->hides |= t->hides;
	}
}

/* Brings the samples of the children [from, to) to the front of the range, child by child; each
 * goes on by `step` frames. */
static void part(struct parting *x, struct range *range, size_t from, size_t to, unsigned step)
{
	struct flame_sample *sample = x->stacks.sample + range->first;
	size_t at = 0;
	for (size_t i = from; i < to; i++) {
		struct tally *t = &x->tally[x->child.at[i].node];
		t->parted = true;
		t->at = at;
		at += t->count;
	}
	for (size_t i = 0; i < range->count; i++) {
		if (*sample[i].frame == FLAME_END)
			continue;
		struct tally *t = &x->tally[flame_node(*sample[i].frame)];
		if (!t->parted)
			continue;
		struct flame_sample *s = &x->spare[t->at++];
		*s = sample[i];
		s->frame += step;
	}
	memcpy(sample, x->spare, at * sizeof *sample);
	range->count = at;
}

static void share_out(struct parting *x, int64_t columns, size_t *shown, int64_t *rest)
{
	x->size.count = x->width.count = 0;
	for (size_t i = 0; i < x->child.count; i++) {
		VEC_PUSH(&x->size, x->child.at[i].size);
		VEC_PUSH(&x->width, 0);
	}
	struct flame_shares shares = { x->size.at, x->child.count, x->self_size, columns };
	flame_share(&shares, x->width.at, shown, rest);
}

/* Adds the level below a cell. */
static void open_cell(struct parting *x, uint32_t number)
{
	struct range *range = &x->range.at[number];
	size_t shown, first = range->first;
	int64_t rest;
	if (range->count == 0)
		return;
	find_children(x, range);
	x->cell.at[number].self = x->self.value;
	x->cell.at[number].self_div = x->self.div;
	share_out(x, x->cell.at[number].width, &shown, &rest);
	part(x, range, 0, shown, 1);
	for (size_t i = 0; i < shown; i++) {
		size_t count = x->tally[x->child.at[i].node].count;
		add_frame(x, number, i, x->width.at[i]);
		x->range.at[x->range.count - 1] = (struct range){ first, count };
		first += count;
	}
	if (rest > 0)
		add_merged(x, number, shown, rest);
	forget_children(x);
}

static void begin_level(struct parting *x)
{
	VEC_PUSH(&x->level, (uint32_t)x->cell.count);
}

/* The root and the way to the zoomed frame, each as wide as all. */
static void add_path(struct parting *x)
{
	const struct flame_options *o = x->options;
	const struct flame_stacks *s = &x->stacks;
	for (unsigned i = 0; i <= o->length; i++) {
		begin_level(x);
		struct flame_cell *c = add_cell(x, i > 0 ? x->zoom : FLAME_ROOT, o->columns);
		x->zoom = (uint32_t)x->cell.count - 1;
		c->value = s->above[i].value;
		c->value_div = s->above[i].div;
		if (i == 0)
			continue;
		c->node = o->path[i - 1];
		c->inlined = s->inlined[i];
		c->matches = o->wanted != NULL && o->wanted[c->node];
	}
	x->range.at[x->zoom] = (struct range){ 0, s->samples };
}

/* Zooms on to the smaller children of the zoomed frame. */
static void open_merged(struct parting *x)
{
	struct range range = x->range.at[x->zoom];
	find_children(x, &range);
	if (x->options->skip < x->child.count) {
		begin_level(x);
		add_merged(x, x->zoom, x->options->skip, x->options->columns);
		part(x, &range, x->options->skip, x->child.count, 0);
		x->zoom = (uint32_t)x->cell.count - 1;
		x->range.at[x->zoom] = range;
	}
	forget_children(x);
}

static enum cprof_status add_levels(struct parting *x, struct progress *progress,
				    struct cprof_error *err)
{
	uint32_t next = x->zoom;
	while (next < x->cell.count) {
		uint32_t end = (uint32_t)x->cell.count;
		begin_level(x);
		for (; next < end; next++) {
			if (progress_cancelled(progress))
				return cprof_error_set(err, CPROF_ERR_CANCELLED, "cancelled");
			open_cell(x, next);
		}
	}
	/* The last one begun is empty: it ends the one before. */
	return CPROF_OK;
}

static struct flame *finish(struct parting *x)
{
	struct flame *f = xcalloc(1, sizeof *f);
	f->cell = x->cell.at;
	f->cells = (uint32_t)x->cell.count;
	f->level = x->level.at;
	f->levels = (uint32_t)x->level.count - 1;
	f->zoom = x->zoom;
	f->reached = x->options->length;
	f->covered = x->stacks.covered.value;
	f->covered_div = x->stacks.covered.div;
	f->covered_zoom = x->stacks.covered_zoom.value;
	f->covered_zoom_div = x->stacks.covered_zoom.div;
	return f;
}

/* Lays out the stacks on as much of the path as there is; the options become those. */
static enum cprof_status lay_out(struct parting *x, struct flame_options *options,
				 struct progress *progress, struct cprof_error *err)
{
	enum cprof_status status =
		flame_stacks_init(&x->stacks, x->g, options, progress, err);
	if (status != CPROF_OK || x->stacks.reached == options->length)
		return status;
	options->length = x->stacks.reached;
	options->opened = false;
	flame_stacks_done(&x->stacks);
	return flame_stacks_init(&x->stacks, x->g, options, progress, err);
}

enum cprof_status flame_new(const struct graph *g, const struct flame_options *options,
			    struct flame **flame, struct progress *progress,
			    struct cprof_error *err)
{
	struct flame_options gone = *options;
	struct parting x = { .g = g, .options = &gone };
	enum cprof_status status = lay_out(&x, &gone, progress, err);
	if (status == CPROF_OK) {
		x.spare = xcalloc(x.stacks.samples, sizeof *x.spare);
		x.tally = xcalloc(g->nodes, sizeof *x.tally);
		add_path(&x);
		if (gone.opened)
			open_merged(&x);
		status = add_levels(&x, progress, err);
	}
	if (status == CPROF_OK) {
		*flame = finish(&x);
	} else {
		VEC_DONE(&x.cell);
		VEC_DONE(&x.level);
	}
	flame_stacks_done(&x.stacks);
	free(x.spare);
	free(x.tally);
	VEC_DONE(&x.child);
	VEC_DONE(&x.width);
	VEC_DONE(&x.size);
	VEC_DONE(&x.range);
	return status;
}

void flame_free(struct flame *f)
{
	if (f == NULL)
		return;
	free(f->cell);
	free(f->level);
	free(f);
}
