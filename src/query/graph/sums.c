/* Flat and cum of every node: see graph.h.
 *
 * A node's cum is the value of all samples from the one whose stack it enters up to the one before
 * it leaves: so a frame costs something only where stacks differ, and a node that stands on a stack
 * twice counts once. `seen` is the value of the samples so far: entering takes it off, leaving adds
 * it. Sums wrap, so it does not matter how large it grows. */
#include "query/graph/graph.h"

#include <stdlib.h>

#include "base/vec.h"
#include "base/xalloc.h"
#include "query/walk.h"

#define MORE (UINT32_C(1) << 31) /* in sums.one: the location has more nodes */

struct cum {
	int64_t value;
	uint32_t frames; /* of the node, on the stack now */
};

/* What one thread adds up. Node `nodes` is nobody: hidden locations map to it. */
struct part {
	_Alignas(WALK_LINE) struct cum *cum;
	int64_t *cum_div, *flat, *flat_div;
	int64_t *leaf_flat;
	int64_t seen, seen_div;
	VEC(loc_id) stack; /* root first */
	VEC(loc_id) aside; /* frames on their way in or out with more nodes than one */
};

struct sums {
	const struct sums_input *in;
	uint32_t *one; /* per location: its innermost node, and whether there are more */
	struct part part[WALK_PARTS];
};

/* Neither these two nor the loop that calls them have branches: where stacks differ nothing tells
 * what comes. */
static inline void enter(struct part *part, uint32_t node, bool mean)
{
	struct cum *c = &part->cum[node];
	int64_t first = -(int64_t)(c->frames++ == 0);
	c->value = value_subtract(c->value, part->seen & first);
	if (mean)
		part->cum_div[node] = value_subtract(part->cum_div[node], part->seen_div & first);
}

static inline void leave(struct part *part, uint32_t node, bool mean)
{
	struct cum *c = &part->cum[node];
	int64_t last = -(int64_t)(--c->frames == 0);
	c->value = value_add(c->value, part->seen & last);
	if (mean)
		part->cum_div[node] = value_add(part->cum_div[node], part->seen_div & last);
}

/* Frames leave the stack, those from `first` on, or come to it, in no order. */
static inline __attribute__((always_inline)) void
change_frames(const struct sums *x, struct part *part, size_t first, size_t end,
	      const loc_id *coming, bool mean)
{
	const struct sums_input *in = x->in;
	size_t asides = 0;
	VEC_RESERVE(&part->aside, end - first);
	for (size_t i = first; i < end; i++) {
		loc_id l = coming != NULL ? coming[i] : part->stack.at[i];
		uint32_t node = x->one[l];
		part->aside.at[asides] = l;
		asides += node / MORE;
		coming != NULL ? enter(part, node % MORE, mean) : leave(part, node % MORE, mean);
		if (coming != NULL)
			part->stack.at[i] = l;
	}
	for (size_t i = 0; i < asides; i++) {
		loc_id l = part->aside.at[i];
		for (uint32_t e = in->expand_first[l] + 1; e < in->expand_first[l + 1]; e++)
			coming != NULL ? enter(part, in->expand[e], mean)
				       : leave(part, in->expand[e], mean);
	}
}

/* Puts the stack of `s` in the place of the last one. */
static inline __attribute__((always_inline)) void
change_stack(const struct sums *x, struct part *part, const struct walk_sample *s, bool mean)
{
	change_frames(x, part, s->shared, part->stack.count, NULL, mean);
	part->stack.count = 0;
	VEC_RESERVE(&part->stack, s->frames);
	change_frames(x, part, s->shared, s->frames, s->frame, mean);
	part->stack.count = s->frames;
}

static void put_stack(const struct sums *x, struct part *part, const struct walk_sample *s)
{
	if (x->in->value->mean)
		change_stack(x, part, s, true);
	else
		change_stack(x, part, s, false);
}

static void add_leaf(const struct sums *x, struct part *part, const struct walk_sample *s)
{
	const struct sums_input *in = x->in;
	for (unsigned i = s->frames; i-- > 0;) {
		loc_id l = s->frame[i];
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
	add_leaf(x, part, s);
	put_stack(x, part, s);
	part->seen = value_add(part->seen, s->value);
	part->seen_div = value_add(part->seen_div, s->divisor);
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
static void part_done(const struct sums *x, struct part *part, struct node_sum *sum,
		      int64_t *leaf_flat)
{
	const struct sums_input *in = x->in;
	put_stack(x, part, &(struct walk_sample){ 0 });
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
	VEC_DONE(&part->stack);
	VEC_DONE(&part->aside);
}

enum cprof_status sums_add(const struct sums_input *in, struct node_sum *sum, int64_t *leaf_flat,
			   struct cprof_progress *progress, struct cprof_error *err)
{
	const struct profile *p = in->selection->profile;
	struct sums x = { .in = in };
	struct walk walk = { in->selection, in->value, progress, walk_parts(p) };
	x.one = xcalloc(p->location_count, sizeof *x.one);
	for (loc_id l = 0; l < p->location_count; l++) {
		uint32_t count = in->expand_first[l + 1] - in->expand_first[l];
		x.one[l] = count == 0 ? in->nodes : in->expand[in->expand_first[l]];
		x.one[l] |= count > 1 ? MORE : 0;
	}
	for (unsigned i = 0; i < walk.parts; i++)
		part_init(&x.part[i], in);
	enum cprof_status status = walk_run(&walk, visit, &x, err);
	for (unsigned i = 0; i < walk.parts; i++)
		part_done(&x, &x.part[i], sum, leaf_flat);
	free(x.one);
	return status;
}

/* A sample belongs to one row of a label, so it counts once, and flat and cum are the same. */
static enum cprof_status add_by_label(const struct selection *s, const struct value_spec *value,
				      const uint32_t *set_node, struct node_sum *sum,
				      struct cprof_progress *progress, struct cprof_error *err)
{
	const struct samples *samples = &s->profile->samples;
	for (size_t i = 0; i < samples->count; i++) {
		if (i % PROFILE_BLOCK == 0)
			progress_add(progress, PROFILE_BLOCK);
		if (s->dropped != NULL && s->dropped[i])
			continue;
		struct node_sum *n = &sum[set_node[profile_label_set(s->profile, i)]];
		int64_t v = column_value(&samples->column[value->column], i);
		int64_t div = value->mean ? column_value(&samples->column[0], i) : 0;
		n->flat = value_add(n->flat, v);
		n->cum = value_add(n->cum, v);
		n->flat_div = value_add(n->flat_div, div);
		n->cum_div = value_add(n->cum_div, div);
	}
	if (progress_cancelled(progress))
		return cprof_error_set(err, CPROF_ERR_CANCELLED, "cancelled");
	return CPROF_OK;
}

enum cprof_status graph_sums(const struct graph *g, const struct selection *s,
			     const struct value_spec *value, struct node_sum *sum,
			     int64_t *leaf_flat, struct cprof_progress *progress,
			     struct cprof_error *err)
{
	struct sums_input in = { s, value, g->nodes, g->expand_first, g->expand };
	if (g->set_node != NULL)
		return add_by_label(s, value, g->set_node, sum, progress, err);
	int64_t *leaves = leaf_flat;
	if (leaves == NULL)
		leaves = xcalloc(s->profile->location_count, sizeof *leaves);
	sums_add(&in, sum, leaves, progress, err);
	if (leaf_flat == NULL)
		free(leaves);
	return err->status;
}
