/* The edge pass. Frames of nodes that are not kept are skipped, and the edge across the gap is
 * residual. An edge counts once a sample; whether a sample's contribution is inlined is decided by
 * its first occurrence.
 *
 * As in sums.c, an edge's weight is the value of all samples between entering the stack and leaving
 * it. Only frames whose node is wanted are looked at closely: most reports want few. */
#include <stdlib.h>

#include "base/idmap.h"
#include "base/vec.h"
#include "query/graph/graph.h"
#include "query/walk.h"

struct pair {
	struct edge edge;
	uint32_t frames; /* where the edge stands on the stack now */
};

/* An edge on the stack. */
struct standing {
	uint32_t pair;
	unsigned depth; /* of its target's frame, from 1 at the root */
};

/* The pairs one thread has met. */
struct part {
	_Alignas(WALK_LINE) VEC(struct pair) pair;
	struct idmap known; /* their numbers */
	VEC(struct standing) standing;
	VEC(unsigned) found; /* frames of the sample that lead to wanted nodes, root first */
	int64_t seen, seen_div;
};

struct edge_pass {
	struct graph *g;
	const bool *kept, *wanted;
	bool *leads; /* per location: one of its nodes is wanted */
	struct part part[WALK_PARTS];
};

static uint32_t pair_of(struct part *x, uint32_t source, uint32_t target)
{
	uint32_t number = idmap_get(&x->known, idmap_pair(source, target));
	if (number == IDMAP_NONE) {
		struct edge edge = { .source = source, .target = target, .inlined = true };
		number = (uint32_t)x->pair.count;
		VEC_PUSH(&x->pair, (struct pair){ edge, 0 });
		idmap_put(&x->known, idmap_pair(source, target), number);
	}
	return number;
}

/* Who calls a node of a stack: the next kept node outward. */
struct caller {
	uint32_t node; /* PROFILE_NONE: nobody */
	bool residual; /* frames that are not kept stand between */
};

/* The caller of node e of frame i. */
static struct caller find_caller(const struct edge_pass *x, const struct walk_sample *s, unsigned i,
				 uint32_t e)
{
	const struct graph *g = x->g;
	struct caller caller = { PROFILE_NONE, false };
	for (e++;; e = g->expand_first[s->frame[i]]) {
		for (; e < g->expand_first[s->frame[i] + 1]; e++) {
			if (x->kept[g->expand[e]]) {
				caller.node = g->expand[e];
				return caller;
			}
			caller.residual = true;
		}
		if (i-- == 0)
			return caller;
	}
}

static void enter(struct part *part, uint32_t number, const struct caller *caller, bool inlined,
		  unsigned depth)
{
	struct pair *p = &part->pair.at[number];
	VEC_PUSH(&part->standing, (struct standing){ number, depth });
	if (p->frames++ > 0)
		return;
	p->edge.weight = value_subtract(p->edge.weight, part->seen);
	p->edge.div = value_subtract(p->edge.div, part->seen_div);
	p->edge.residual |= caller->residual;
	p->edge.inlined &= inlined;
}

/* The edges beneath the outermost `depth` frames leave. */
static void leave(struct part *part, unsigned depth)
{
	while (part->standing.count > 0 &&
	       part->standing.at[part->standing.count - 1].depth > depth) {
		struct pair *p =
			&part->pair.at[part->standing.at[--part->standing.count].pair];
		if (--p->frames > 0)
			continue;
		p->edge.weight = value_add(p->edge.weight, part->seen);
		p->edge.div = value_add(p->edge.div, part->seen_div);
	}
}

/* Lists the new frames that lead to wanted nodes, without a branch: nothing tells which do. */
static size_t find_frames(const struct edge_pass *x, const struct walk_sample *s, unsigned *found)
{
	size_t count = 0;
	for (unsigned i = s->shared; i < s->frames; i++) {
		found[count] = i;
		count += x->leads[s->frame[i]];
	}
	return count;
}

static void enter_frame(const struct edge_pass *x, struct part *part, const struct walk_sample *s,
			unsigned i)
{
	const struct graph *g = x->g;
	uint32_t first = g->expand_first[s->frame[i]], last = g->expand_first[s->frame[i] + 1];
	for (uint32_t e = last; e-- > first;) {
		uint32_t node = g->expand[e];
		if (!x->wanted[node] || !x->kept[node])
			continue;
		struct caller caller = find_caller(x, s, i, e);
		if (caller.node != PROFILE_NONE && caller.node != node)
			enter(part, pair_of(part, caller.node, node), &caller, e + 1 != last,
			      i + 1);
	}
}

static void visit(void *context, unsigned number, const struct walk_sample *s)
{
	struct edge_pass *x = context;
	struct part *part = &x->part[number];
	VEC_RESERVE(&part->found, s->frames);
	size_t count = find_frames(x, s, part->found.at);
	leave(part, s->shared);
	for (size_t i = 0; i < count; i++)
		enter_frame(x, part, s, part->found.at[i]);
	part->seen = value_add(part->seen, s->value);
	part->seen_div = value_add(part->seen_div, s->divisor);
}

static void find_leads(struct edge_pass *x)
{
	const struct graph *g = x->g;
	uint32_t locations = g->selection->profile->location_count;
	x->leads = xcalloc(locations, sizeof *x->leads);
	for (loc_id l = 0; l < locations; l++)
		for (uint32_t e = g->expand_first[l]; e < g->expand_first[l + 1]; e++)
			x->leads[l] |= x->kept[g->expand[e]] && x->wanted[g->expand[e]];
}

/* Adds one part's pairs to the first part's. */
static void merge(struct part *to, const struct part *from)
{
	for (size_t i = 0; i < from->pair.count; i++) {
		const struct edge *e = &from->pair.at[i].edge;
		uint32_t number = pair_of(to, e->source, e->target);
		struct edge *sum = &to->pair.at[number].edge;
		sum->weight = value_add(sum->weight, e->weight);
		sum->div = value_add(sum->div, e->div);
		sum->residual |= e->residual;
		sum->inlined &= e->inlined;
	}
}

enum cprof_status graph_edges(struct graph *g, const bool *kept, const bool *wanted,
			      struct cprof_progress *progress, struct cprof_error *err)
{
	struct edge_pass x = { .g = g, .kept = kept, .wanted = wanted };
	struct walk walk = { g->selection, &g->value, progress,
			     walk_parts(g->selection->profile) };
	find_leads(&x);
	enum cprof_status status = walk_run(&walk, visit, &x, err);
	for (unsigned i = 0; i < walk.parts; i++)
		leave(&x.part[i], 0);
	for (unsigned i = 1; i < walk.parts; i++)
		merge(&x.part[0], &x.part[i]);
	free(g->edge);
	g->edges = status == CPROF_OK ? x.part[0].pair.count : 0;
	g->edge = xcalloc(g->edges, sizeof *g->edge);
	for (size_t i = 0; i < g->edges; i++)
		g->edge[i] = x.part[0].pair.at[i].edge;
	for (unsigned i = 0; i < walk.parts; i++) {
		VEC_DONE(&x.part[i].pair);
		VEC_DONE(&x.part[i].standing);
		VEC_DONE(&x.part[i].found);
		idmap_done(&x.part[i].known);
	}
	free(x.leads);
	return status;
}
