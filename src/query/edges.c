/* The edge pass. Frames of nodes that are not kept are skipped, and the edge across the gap is
 * residual. An edge counts once a sample; whether a sample's contribution is inlined is decided by
 * its first occurrence. */
#include "config.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/vec.h"
#include "query/graph.h"
#include "query/walk.h"

struct pair {
	struct edge edge;
	uint32_t stamp; /* the last sample that added to it, + 1 */
};

/* The pairs one thread has met. */
struct part {
	VEC(struct pair) pair;
	uint32_t *slot; /* pair number + 1 */
	size_t slots;
};

/* What a frame does to the walk. Nearly all locations have one node, kept and wanted by nobody: for
 * them this is the node's number. */
enum {
	FRAME_NONE = UINT32_MAX - 3, /* hidden */
	FRAME_SKIPPED,               /* its node is not kept */
	FRAME_WANTED,
	FRAME_SEVERAL                /* several nodes */
};

struct edge_pass {
	struct graph *g;
	const bool *kept, *wanted;
	uint32_t *frame; /* per location: a node, or what to do */
	struct part part[WALK_PARTS];
};

static size_t find_slot(const struct part *x, uint32_t source, uint32_t target)
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

static void grow(struct part *x)
{
	x->slots = x->slots == 0 ? 256 : x->slots * 2;
	free(x->slot);
	x->slot = xcalloc(x->slots, sizeof *x->slot);
	for (size_t i = 0; i < x->pair.count; i++) {
		const struct edge *e = &x->pair.at[i].edge;
		x->slot[find_slot(x, e->source, e->target)] = (uint32_t)i + 1;
	}
}

static struct pair *pair_of(struct part *x, uint32_t source, uint32_t target)
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

/* Where a walk from the root to the leaf is. */
struct path {
	uint32_t parent; /* PROFILE_NONE before the first kept frame */
	bool residual;
};

static void add_edge(struct part *part, const struct path *path, uint32_t node, bool inlined,
		     const struct walk_sample *s)
{
	if (path->parent == PROFILE_NONE || path->parent == node)
		return;
	struct pair *p = pair_of(part, path->parent, node);
	uint32_t stamp = (uint32_t)s->number + 1;
	if (p->stamp == stamp)
		return;
	p->stamp = stamp;
	p->edge.weight = value_add(p->edge.weight, s->value);
	p->edge.div = value_add(p->edge.div, s->divisor);
	p->edge.residual |= path->residual;
	p->edge.inlined &= inlined;
}

static void go_through(const struct edge_pass *x, struct part *part, struct path *path, loc_id l,
		       const struct walk_sample *s)
{
	uint32_t first = x->g->expand_first[l], last = x->g->expand_first[l + 1];
	for (uint32_t e = last; e-- > first;) {
		uint32_t node = x->g->expand[e];
		if (!x->kept[node]) {
			path->residual = true;
			continue;
		}
		if (x->wanted[node])
			add_edge(part, path, node, e + 1 != last, s);
		*path = (struct path){ node, false };
	}
}

static inline __attribute__((always_inline)) void
walk_stack(const struct edge_pass *x, struct part *part, const struct walk_sample *s, bool wide)
{
	const struct profile *p = x->g->selection->profile;
	struct path path = { PROFILE_NONE, false };
	for (unsigned i = s->to; i-- > s->from;) {
		loc_id l = walk_frame(p, wide, s->start + i);
		uint32_t frame = x->frame[l];
		if (frame < FRAME_NONE)
			path = (struct path){ frame, false };
		else if (frame == FRAME_SKIPPED)
			path.residual = true;
		else if (frame != FRAME_NONE)
			go_through(x, part, &path, l, s);
	}
}

static void visit(void *context, unsigned number, const struct walk_sample *s)
{
	struct edge_pass *x = context;
	if (x->g->selection->profile->samples.frame32 != NULL)
		walk_stack(x, &x->part[number], s, true);
	else
		walk_stack(x, &x->part[number], s, false);
}

static void find_frames(struct edge_pass *x)
{
	const struct graph *g = x->g;
	uint32_t locations = g->selection->profile->location_count;
	x->frame = xcalloc(locations, sizeof *x->frame);
	for (loc_id l = 0; l < locations; l++) {
		uint32_t first = g->expand_first[l], count = g->expand_first[l + 1] - first;
		uint32_t node = count == 1 ? g->expand[first] : 0;
		x->frame[l] = count == 0	 ? FRAME_NONE
			      : count > 1	 ? FRAME_SEVERAL
			      : !x->kept[node]	 ? FRAME_SKIPPED
			      : x->wanted[node] ? FRAME_WANTED
						 : node;
	}
}

/* Adds one part's pairs to the first part's. */
static void merge(struct part *to, const struct part *from)
{
	for (size_t i = 0; i < from->pair.count; i++) {
		const struct edge *e = &from->pair.at[i].edge;
		struct edge *sum = &pair_of(to, e->source, e->target)->edge;
		sum->weight = value_add(sum->weight, e->weight);
		sum->div = value_add(sum->div, e->div);
		sum->residual |= e->residual;
		sum->inlined &= e->inlined;
	}
}

enum cprof_status graph_edges(struct graph *g, const bool *kept, const bool *wanted,
			      const struct progress *progress, struct cprof_error *err)
{
	struct edge_pass x = { .g = g, .kept = kept, .wanted = wanted };
	struct walk walk = { g->selection, &g->value, progress,
			     walk_parts(g->selection->profile) };
	find_frames(&x);
	enum cprof_status status = walk_run(&walk, visit, &x, err);
	for (unsigned i = 1; i < walk.parts; i++)
		merge(&x.part[0], &x.part[i]);
	free(g->edge);
	g->edges = status == CPROF_OK ? x.part[0].pair.count : 0;
	g->edge = xcalloc(g->edges, sizeof *g->edge);
	for (size_t i = 0; i < g->edges; i++)
		g->edge[i] = x.part[0].pair.at[i].edge;
	for (unsigned i = 0; i < walk.parts; i++) {
		VEC_DONE(&x.part[i].pair);
		free(x.part[i].slot);
	}
	free(x.frame);
	return status;
}
