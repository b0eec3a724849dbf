/* Flat and cum of every node: see sums.h.
 *
 * A node counts once a sample, so each remembers the last sample that touched it. Stacks resemble
 * the ones before them, so the branches here are foreseen: without them the pass is slower. */
#include "config.h"

#include "query/sums.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "query/walk.h"

#define SEVERAL UINT32_MAX /* a location with more nodes than one */

struct cum {
	int64_t value;
	uint32_t stamp; /* the last sample that touched it, + 1 */
};

/* What one thread adds up. Node `nodes` is nobody: hidden locations map to it. */
struct part {
	struct cum *cum;
	int64_t *cum_div, *flat, *flat_div;
	int64_t *leaf_flat;
};

struct sums {
	const struct sums_input *in;
	uint32_t *one; /* per location: its node, or SEVERAL */
	struct part part[WALK_PARTS];
};

static inline void touch(struct part *part, uint32_t node, uint32_t stamp,
			 const struct walk_sample *s, bool mean)
{
	struct cum *c = &part->cum[node];
	if (c->stamp == stamp)
		return;
	c->stamp = stamp;
	c->value = value_add(c->value, s->value);
	if (mean)
		part->cum_div[node] = value_add(part->cum_div[node], s->divisor);
}

static inline __attribute__((always_inline)) void add_frames(const struct sums *x,
							     struct part *part,
							     const struct walk_sample *s,
							     bool wide, bool mean)
{
	const struct sums_input *in = x->in;
	const struct profile *p = in->selection->profile;
	uint32_t stamp = (uint32_t)s->number + 1;
	for (unsigned i = s->from; i < s->to; i++) {
		loc_id l = walk_frame(p, wide, s->start + i);
		uint32_t node = x->one[l];
		if (node != SEVERAL) {
			touch(part, node, stamp, s, mean);
			continue;
		}
		for (uint32_t e = in->expand_first[l]; e < in->expand_first[l + 1]; e++)
			touch(part, in->expand[e], stamp, s, mean);
	}
}

static void add_leaf(const struct sums *x, struct part *part, const struct walk_sample *s)
{
	const struct sums_input *in = x->in;
	for (unsigned i = s->from; i < s->to; i++) {
		loc_id l = selection_location(in->selection->profile, s->start, i);
		if (in->expand_first[l] == in->expand_first[l + 1])
			continue; /* hidden */
		uint32_t node = in->expand[in->expand_first[l]];
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
	bool wide = x->in->selection->profile->samples.frame32 != NULL;
	add_leaf(x, part, s);
	if (x->in->value->mean)
		wide ? add_frames(x, part, s, true, true) : add_frames(x, part, s, false, true);
	else
		wide ? add_frames(x, part, s, true, false) : add_frames(x, part, s, false, false);
}

static void part_init(struct part *part, const struct sums_input *in)
{
	size_t nodes = (size_t)in->nodes + 1;
	part->cum = xcalloc(nodes, sizeof *part->cum);
	part->cum_div = xcalloc(nodes, sizeof *part->cum_div);
	part->flat = xcalloc(nodes, sizeof *part->flat);
	part->flat_div = xcalloc(nodes, sizeof *part->flat_div);
	part->leaf_flat =
		xcalloc(in->selection->profile->location_count, sizeof *part->leaf_flat);
}

/* Adds a part's sums to the whole and frees it. */
static void part_done(struct part *part, const struct sums_input *in, struct node_sum *sum,
		      int64_t *leaf_flat)
{
	for (uint32_t i = 0; i < in->nodes; i++) {
		sum[i].flat = value_add(sum[i].flat, part->flat[i]);
		sum[i].flat_div = value_add(sum[i].flat_div, part->flat_div[i]);
		sum[i].cum = value_add(sum[i].cum, part->cum[i].value);
		sum[i].cum_div = value_add(sum[i].cum_div, part->cum_div[i]);
	}
	for (uint32_t i = 0; i < in->selection->profile->location_count; i++)
		leaf_flat[i] = value_add(leaf_flat[i], part->leaf_flat[i]);
	free(part->cum);
	free(part->cum_div);
	free(part->flat);
	free(part->flat_div);
	free(part->leaf_flat);
}

enum cprof_status sums_add(const struct sums_input *in, struct node_sum *sum, int64_t *leaf_flat,
			   const struct progress *progress, struct cprof_error *err)
{
	const struct profile *p = in->selection->profile;
	struct sums x = { .in = in };
	struct walk walk = { in->selection, in->value, progress, walk_parts(p) };
	x.one = xcalloc(p->location_count, sizeof *x.one);
	for (loc_id l = 0; l < p->location_count; l++) {
		uint32_t count = in->expand_first[l + 1] - in->expand_first[l];
		x.one[l] = count == 0   ? in->nodes
			   : count == 1 ? in->expand[in->expand_first[l]]
					: SEVERAL;
	}
	for (unsigned i = 0; i < walk.parts; i++)
		part_init(&x.part[i], in);
	enum cprof_status status = walk_run(&walk, visit, &x, err);
	for (unsigned i = 0; i < walk.parts; i++)
		part_done(&x.part[i], in, sum, leaf_flat);
	free(x.one);
	return status;
}
