/* The edge pass. Frames of nodes that are not kept are skipped, and the edge across the gap is
 * residual. An edge counts once a sample; whether a sample's contribution is inlined is decided by
 * its first occurrence. */
#include "config.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/vec.h"
#include "query/graph.h"

struct pair {
	struct edge edge;
	uint32_t stamp; /* the last sample that added to it, + 1 */
};

struct edge_pass {
	struct graph *g;
	const bool *kept, *wanted;
	VEC(struct pair) pair;
	uint32_t *slot; /* pair number + 1 */
	size_t slots;
};

static size_t find_slot(const struct edge_pass *x, uint32_t source, uint32_t target)
{
	size_t at = (size_t)hash_mix((uint64_t)source << 32 | target) & (x->slots - 1);
	while (x->slot[at] != 0) {
		const struct edge *e = &x->pair.at[x->slot[at] - 1].edge;
		if (e->source == source && e->target == target)
			break;
		at = (at + 1) & (x->slots - 1);
	}
	return at;
}

static void grow(struct edge_pass *x)
{
	x->slots = x->slots == 0 ? 256 : x->slots * 2;
	free(x->slot);
	x->slot = xcalloc(x->slots, sizeof *x->slot);
	for (size_t i = 0; i < x->pair.count; i++) {
		const struct edge *e = &x->pair.at[i].edge;
		x->slot[find_slot(x, e->source, e->target)] = (uint32_t)i + 1;
	}
}

static struct pair *pair_of(struct edge_pass *x, uint32_t source, uint32_t target)
{
	if (x->pair.count >= x->slots / 2)
		grow(x);
	size_t at = find_slot(x, source, target);
	if (x->slot[at] == 0) {
		struct edge edge = { .source = source, .target = target, .inlined = true };
		VEC_PUSH(&x->pair, (struct pair){ edge, 0 });
		x->slot[at] = (uint32_t)x->pair.count;
	}
	return &x->pair.at[x->slot[at] - 1];
}

/* One sample's weights and the walk's state. */
struct walk {
	int64_t w, dw;
	uint32_t stamp;
	uint32_t parent; /* PROFILE_NONE before the first kept frame */
	bool residual;
};

static void visit(struct edge_pass *x, struct walk *walk, uint32_t node, bool inlined)
{
	if (!x->kept[node]) {
		walk->residual = true;
		return;
	}
	if (walk->parent != PROFILE_NONE && walk->parent != node && x->wanted[node]) {
		struct pair *p = pair_of(x, walk->parent, node);
		if (p->stamp != walk->stamp) {
			p->stamp = walk->stamp;
			p->edge.weight = value_add(p->edge.weight, walk->w);
			p->edge.div = value_add(p->edge.div, walk->dw);
			p->edge.residual |= walk->residual;
			p->edge.inlined &= inlined;
		}
	}
	walk->parent = node;
	walk->residual = false;
}

static void walk_sample(struct edge_pass *x, uint64_t start, size_t sample, struct walk *walk)
{
	const struct graph *g = x->g;
	unsigned from, to;
	selection_frames(g->selection, sample, &from, &to);
	for (unsigned i = to; i-- > from;) {
		loc_id l = selection_location(g->selection->profile, start, i);
		uint32_t first = g->expand_first[l], last = g->expand_first[l + 1];
		for (uint32_t e = last; e-- > first;)
			visit(x, walk, g->expand[e], e + 1 != last);
	}
}

static enum cprof_status walk_samples(struct edge_pass *x, const struct progress *progress,
				      struct cprof_error *err)
{
	const struct selection *s = x->g->selection;
	const struct profile *p = s->profile;
	const struct value_spec *v = &x->g->value;
	for (size_t b = 0; b < profile_blocks(p); b++) {
		struct stack_block block = profile_block(p, b);
		uint64_t start = p->samples.block_start[b];
		if (progress_cancelled(progress))
			return cprof_error_set(err, CPROF_ERR_CANCELLED, "cancelled");
		for (size_t i = 0; i < block.count; start += block.depth[i], i++) {
			size_t sample = block.first + i;
			struct walk walk = { .stamp = (uint32_t)sample + 1 };
			walk.parent = PROFILE_NONE;
			if (s->dropped != NULL && s->dropped[sample])
				continue;
			walk.w = column_value(&p->samples.column[v->column], sample);
			if (v->mean)
				walk.dw = column_value(&p->samples.column[0], sample);
			if (walk.w != 0 || walk.dw != 0)
				walk_sample(x, start, sample, &walk);
		}
	}
	return CPROF_OK;
}

enum cprof_status graph_edges(struct graph *g, const bool *kept, const bool *wanted,
			      const struct progress *progress, struct cprof_error *err)
{
	struct edge_pass x = { .g = g, .kept = kept, .wanted = wanted };
	enum cprof_status status = walk_samples(&x, progress, err);
	free(g->edge);
	g->edges = status == CPROF_OK ? x.pair.count : 0;
	g->edge = xcalloc(g->edges, sizeof *g->edge);
	for (size_t i = 0; i < g->edges; i++)
		g->edge[i] = x.pair.at[i].edge;
	VEC_DONE(&x.pair);
	free(x.slot);
	return status;
}
