/* What a set of nodes adds up to: see union.h. */
#include "query/union.h"

#include <limits.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "query/walk.h"

/* What one thread adds up. */
struct part {
	_Alignas(WALK_LINE) int64_t flat;
	int64_t cum;
	unsigned covered; /* outer frames up to the first that is wanted; NEVER: none is */
};

#define NEVER UINT_MAX

struct both {
	const struct graph *g;
	const bool *wanted;
	struct part part[WALK_PARTS];
};

static bool frame_wanted(const struct both *x, loc_id l)
{
	const struct graph *g = x->g;
	for (uint32_t e = g->expand_first[l]; e < g->expand_first[l + 1]; e++)
		if (x->wanted[g->expand[e]])
			return true;
	return false;
}

static void visit(void *context, unsigned number, const struct walk_sample *s)
{
	struct both *x = context;
	struct part *part = &x->part[number];
	if (part->covered > s->shared)
		part->covered = NEVER;
	for (unsigned i = s->shared; i < s->frames && part->covered == NEVER; i++)
		if (frame_wanted(x, s->frame[i]))
			part->covered = i + 1;
	if (part->covered == NEVER)
		return;
	part->cum = value_add(part->cum, s->value);
	uint32_t leaf = graph_innermost(x->g, s->frame, s->frames);
	if (leaf != GRAPH_NO_ENTRY && x->wanted[x->g->expand[leaf]])
		part->flat = value_add(part->flat, s->value);
}

/* Rows of a label part the samples among them. */
static enum cprof_status union_sets(const struct graph *g, const bool *wanted, int64_t *flat,
				    int64_t *cum, struct cprof_progress *progress,
				    struct cprof_error *err)
{
	struct node_sum *sum = xcalloc(g->nodes, sizeof *sum);
	*flat = 0;
	if (graph_sums(g, g->selection, &g->value, sum, NULL, progress, err) == CPROF_OK)
		for (uint32_t i = 0; i < g->nodes; i++)
			*flat = value_add(*flat, wanted[i] ? sum[i].flat : 0);
	*cum = *flat;
	free(sum);
	return err->status;
}

enum cprof_status union_sum(const struct graph *g, const bool *wanted, int64_t *flat, int64_t *cum,
			    struct cprof_progress *progress, struct cprof_error *err)
{
	if (g->set_node != NULL)
		return union_sets(g, wanted, flat, cum, progress, err);
	struct both x = { .g = g, .wanted = wanted };
	struct walk walk = { g->selection, &g->value, progress,
			     walk_parts(g->selection->profile) };
	for (unsigned i = 0; i < walk.parts; i++)
		x.part[i].covered = NEVER;
	enum cprof_status status = walk_run(&walk, visit, &x, err);
	*flat = *cum = 0;
	for (unsigned i = 0; i < walk.parts; i++) {
		*flat = value_add(*flat, x.part[i].flat);
		*cum = value_add(*cum, x.part[i].cum);
	}
	return status;
}
