/* Flat and cum of every node: see sums.h.
 *
 * A node counts once a sample, so each remembers the last sample that touched it. Nearly every
 * location has one node: its number is looked up without a branch. Locations with several are put
 * aside and their other nodes are added after the loop, which is all the same to a sum. */
#include "config.h"

#include "query/sums.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "query/walk.h"

struct cum {
	int64_t value;
	uint32_t stamp; /* the last sample that touched it, + 1 */
};

/* What one thread adds up. Node `nodes` is nobody: hidden locations map to it. */
struct part {
	struct cum *cum;
	int64_t *cum_div, *flat, *flat_div;
	int64_t *leaf_flat;
	loc_id *aside;
};

struct sums {
	struct graph *g;
	uint32_t *one;          /* per location: its innermost node */
	unsigned char *several; /* per location: 1 if it has more nodes */
	struct part part[WALK_PARTS];
};

static inline void touch(struct part *part, uint32_t node, uint32_t stamp,
			 const struct walk_sample *s, bool mean)
{
	struct cum *c = &part->cum[node];
	bool first = c->stamp != stamp;
	c->value = value_add(c->value, first ? s->value : 0);
	if (mean)
		part->cum_div[node] = value_add(part->cum_div[node], first ? s->divisor : 0);
	c->stamp = stamp;
}

static inline __attribute__((always_inline)) void add_frames(const struct sums *x,
							     struct part *part,
							     const struct walk_sample *s,
							     bool wide, bool mean)
{
	const struct graph *g = x->g;
	const struct profile *p = g->selection->profile;
	uint32_t stamp = (uint32_t)s->number + 1;
	size_t asides = 0;
	for (unsigned i = s->from; i < s->to; i++) {
		loc_id l = walk_frame(p, wide, s->start + i);
		touch(part, x->one[l], stamp, s, mean);
		part->aside[asides] = l;
		asides += x->several[l];
	}
	for (size_t i = 0; i < asides; i++) {
		loc_id l = part->aside[i];
		for (uint32_t e = g->expand_first[l] + 1; e < g->expand_first[l + 1]; e++)
			touch(part, g->expand[e], stamp, s, mean);
	}
}

static void add_leaf(const struct sums *x, struct part *part, const struct walk_sample *s)
{
	const struct graph *g = x->g;
	for (unsigned i = s->from; i < s->to; i++) {
		loc_id l = selection_location(g->selection->profile, s->start, i);
		uint32_t node = x->one[l];
		if (node == g->nodes)
			continue; /* hidden */
		part->flat[node] = value_add(part->flat[node], s->value);
		part->flat_div[node] = value_add(part->flat_div[node], s->divisor);
		part->leaf_flat[l] = value_add(part->leaf_flat[l], value_abs(s->value));
		return;
	}
}

static void visit(void *context, unsigned number, const struct walk_sample *s)
{
	struct sums *x = context;
	struct part *part = &x->part[number];
	bool wide = x->g->selection->profile->samples.frame32 != NULL;
	add_leaf(x, part, s);
	if (x->g->value.mean)
		wide ? add_frames(x, part, s, true, true) : add_frames(x, part, s, false, true);
	else
		wide ? add_frames(x, part, s, true, false) : add_frames(x, part, s, false, false);
}

static void part_init(struct part *part, const struct graph *g)
{
	size_t nodes = (size_t)g->nodes + 1;
	part->cum = xcalloc(nodes, sizeof *part->cum);
	part->cum_div = xcalloc(nodes, sizeof *part->cum_div);
	part->flat = xcalloc(nodes, sizeof *part->flat);
	part->flat_div = xcalloc(nodes, sizeof *part->flat_div);
	part->leaf_flat =
		xcalloc(g->selection->profile->location_count, sizeof *part->leaf_flat);
	part->aside = xcalloc(UINT16_MAX + 2, sizeof *part->aside);
}

/* Adds a part's sums to the nodes and frees it. */
static void part_done(struct part *part, struct graph *g, int64_t *leaf_flat)
{
	for (uint32_t i = 0; i < g->nodes; i++) {
		struct node *n = &g->node[i];
		n->flat = value_add(n->flat, part->flat[i]);
		n->flat_div = value_add(n->flat_div, part->flat_div[i]);
		n->cum = value_add(n->cum, part->cum[i].value);
		n->cum_div = value_add(n->cum_div, part->cum_div[i]);
	}
	for (uint32_t i = 0; i < g->selection->profile->location_count; i++)
		leaf_flat[i] = value_add(leaf_flat[i], part->leaf_flat[i]);
	free(part->cum);
	free(part->cum_div);
	free(part->flat);
	free(part->flat_div);
	free(part->leaf_flat);
	free(part->aside);
}

enum cprof_status sums_add(struct graph *g, int64_t *leaf_flat, const struct progress *progress,
			   struct cprof_error *err)
{
	const struct profile *p = g->selection->profile;
	struct sums x = { .g = g };
	struct walk walk = { g->selection, &g->value, progress, walk_parts(p) };
	x.one = xcalloc(p->location_count, sizeof *x.one);
	x.several = xcalloc(p->location_count, sizeof *x.several);
	for (loc_id l = 0; l < p->location_count; l++) {
		uint32_t count = g->expand_first[l + 1] - g->expand_first[l];
		x.one[l] = count > 0 ? g->expand[g->expand_first[l]] : g->nodes;
		x.several[l] = count > 1;
	}
	for (unsigned i = 0; i < walk.parts; i++)
		part_init(&x.part[i], g);
	enum cprof_status status = walk_run(&walk, visit, &x, err);
	for (unsigned i = 0; i < walk.parts; i++)
		part_done(&x.part[i], g, leaf_flat);
	free(x.one);
	free(x.several);
	return status;
}
