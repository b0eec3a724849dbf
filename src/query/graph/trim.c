/* Which nodes a report shows: see trim.h.
 *
 * The cutoff is a share of the sum of all flat values and is compared with |cum|; a node exactly at
 * it stays. Taking nodes out never changes flat and cum of those that stay: only edges have to be
 * built again. */
#include "query/graph/trim.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"

struct sorting {
	const struct graph *g;
	const struct trim *t;
	enum cprof_sort sort;
};

/* Where pprof's own order ends (equal value and printable name), the other value and the tuple
 * decide. */
static int compare_nodes(const void *left, const void *right, void *context)
{
	const struct sorting *s = context;
	uint32_t l = *(const uint32_t *)left, r = *(const uint32_t *)right;
	const struct node *a = &s->g->node[l], *b = &s->g->node[r];
	bool cum = s->sort == CPROF_SORT_CUM;
	int by_cum = value_compare_size(a->sum.cum, b->sum.cum);
	int by_flat = value_compare_size(a->sum.flat, b->sum.flat);
	int order = cum ? by_cum : by_flat;
	if (order == 0)
		order = strcmp(s->t->name[l], s->t->name[r]);
	if (order == 0)
		order = cum ? by_flat : by_cum;
	return order != 0 ? order : node_compare_tuples(s->g, a, b);
}

static void name_nodes(struct trim *t, const struct graph *g)
{
	struct buf name = BUF_INIT;
	for (uint32_t i = 0; i < g->nodes; i++) {
		if (g->node[i].discarded)
			continue;
		buf_clear(&name);
		node_printable(g, &g->node[i], &name);
		t->name[i] = arena_text(&t->memory, buf_text(&name), name.size);
	}
	buf_done(&name);
}

/* Puts the nodes into `order`: first those that reach the cutoff, then the others. */
static void part_nodes(struct trim *t, const struct graph *g, int64_t cutoff)
{
	for (int under = 0; under <= 1; under++) {
		for (uint32_t i = 0; i < g->nodes; i++) {
			const struct node *n = &g->node[i];
			bool is_under = cutoff > 0 && value_abs(n->sum.cum) < cutoff;
			if (!n->discarded && is_under == (under == 1))
				t->order[t->count++] = i;
		}
		if (under == 0)
			t->shown = t->node_count = t->count;
	}
	t->dropped = t->count - t->node_count;
}

void trim_init(struct trim *t, const struct graph *g, const struct trim_options *options)
{
	struct sorting sorting = { g, t, options->sort };
	int64_t total = 0;
	*t = (struct trim){ 0 };
	t->name = xcalloc(g->nodes, sizeof *t->name);
	t->order = xcalloc(g->nodes, sizeof *t->order);
	t->kept = xcalloc(g->nodes, sizeof *t->kept);
	name_nodes(t, g);
	for (uint32_t i = 0; i < g->nodes; i++)
		if (!g->node[i].discarded)
			total = value_add(total, g->node[i].sum.flat);
	t->edge_cutoff = value_share(total, options->edgefraction);
	part_nodes(t, g, value_share(total, options->nodefraction));
	qsort_r(t->order, t->shown, sizeof *t->order, compare_nodes, &sorting);
	if (options->nodecount > 0 && (uint32_t)options->nodecount < t->shown)
		t->shown = (uint32_t)options->nodecount;
	qsort_r(t->order + t->shown, t->count - t->shown, sizeof *t->order, compare_nodes,
		&sorting);
	/* Where every node is shown nothing is taken out of the stacks, not even discarded ones. */
	memset(t->kept, t->shown == t->count, g->nodes * sizeof *t->kept);
	for (uint32_t i = 0; i < t->shown; i++)
		t->kept[t->order[i]] = true;
}

void trim_done(struct trim *t)
{
	free(t->name);
	free(t->order);
	free(t->kept);
	arena_done(&t->memory);
	*t = (struct trim){ 0 };
}
