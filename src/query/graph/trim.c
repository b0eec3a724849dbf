/* Which nodes a report shows: see trim.h.
 *
 * The cutoff is a share of the graph's net flat sum and is compared with |cum|; a node exactly at
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

static int64_t share(int64_t total, double fraction)
{
	return value_abs(value_truncate((double)total * fraction));
}

void trim_init(struct trim *t, const struct graph *g, const struct trim_options *options)
{
	struct sorting sorting = { g, t, options->sort };
	int64_t total = 0;
	uint32_t under = 0;
	*t = (struct trim){ 0 };
	t->name = xcalloc(g->nodes, sizeof *t->name);
	t->order = xcalloc(g->nodes, sizeof *t->order);
	t->kept = xcalloc(g->nodes, sizeof *t->kept);
	name_nodes(t, g);
	for (uint32_t i = 0; i < g->nodes; i++)
		if (!g->node[i].discarded)
			total = value_add(total, g->node[i].sum.flat);
	int64_t cutoff = share(total, options->nodefraction);
	t->edge_cutoff = share(total, options->edgefraction);
	/* Kept nodes fill `order` from the front, the others from the back. */
	for (uint32_t i = 0; i < g->nodes; i++) {
		if (g->node[i].discarded)
			continue;
		if (cutoff > 0 && value_abs(g->node[i].sum.cum) < cutoff)
			t->order[g->nodes - ++under] = i;
		else
			t->order[t->shown++] = i;
	}
	memmove(t->order + t->shown, t->order + g->nodes - under, under * sizeof *t->order);
	t->count = t->shown + under;
	t->dropped = under;
	t->node_count = t->shown;
	qsort_r(t->order, t->shown, sizeof *t->order, compare_nodes, &sorting);
	if (options->nodecount > 0 && (uint32_t)options->nodecount < t->shown)
		t->shown = (uint32_t)options->nodecount;
	qsort_r(t->order + t->shown, t->count - t->shown, sizeof *t->order, compare_nodes,
		&sorting);
	/* Without a cut nothing is built again, so even discarded nodes stay in the stacks. */
	bool cut = t->shown < t->count;
	for (uint32_t i = 0; i < g->nodes; i++)
		t->kept[i] = !cut;
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
