/* What a set of nodes adds up to: see cover.h. */
#include "config.h"

#include "query/cover.h"

#include "query/walk.h"

struct cover {
	const struct graph *g;
	const bool *wanted;
	int64_t flat[WALK_PARTS], cum[WALK_PARTS];
};

/* True if a frame left of the sample is wanted; *leaf: the innermost one is. */
static bool covered(const struct cover *x, const struct walk_sample *s, bool *leaf)
{
	const struct graph *g = x->g;
	bool first = true;
	for (unsigned i = s->from; i < s->to; i++) {
		loc_id l = selection_location(g->selection->profile, s->start, i);
		for (uint32_t e = g->expand_first[l]; e < g->expand_first[l + 1]; e++) {
			*leaf = first;
			if (x->wanted[g->expand[e]])
				return true;
			first = false;
		}
	}
	return false;
}

static void visit(void *context, unsigned part, const struct walk_sample *s)
{
	struct cover *x = context;
	bool leaf;
	if (!covered(x, s, &leaf))
		return;
	x->cum[part] = value_add(x->cum[part], s->value);
	if (leaf)
		x->flat[part] = value_add(x->flat[part], s->value);
}

enum cprof_status cover_sum(const struct graph *g, const bool *wanted, int64_t *flat, int64_t *cum,
			    const struct progress *progress, struct cprof_error *err)
{
	struct cover x = { .g = g, .wanted = wanted };
	struct walk walk = { g->selection, &g->value, progress,
			     walk_parts(g->selection->profile) };
	enum cprof_status status = walk_run(&walk, visit, &x, err);
	*flat = *cum = 0;
	for (unsigned i = 0; i < walk.parts; i++) {
		*flat = value_add(*flat, x.flat[i]);
		*cum = value_add(*cum, x.cum[i]);
	}
	return status;
}
