/* What was inlined into the lines of a routine: see listing.h.
 *
 * A row is a chain of calls that the compiler made one: from a line of the routine inwards. Each is
 * a node of its own for the sums, so that recursion counts once, as everywhere; whatever is not in
 * such a chain maps to node 0. */
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/vec.h"
#include "query/graph/graph.h"
#include "report/source/listing.h"

/* What makes two rows one. */
struct chain_key {
	uint32_t parent;      /* NONE: it stands below the line itself */
	text_id name, file;
	uint32_t unused;      /* keeps the bytes of the key defined */
	int64_t base, number; /* the routine's line; the callee's own */
};

#define NONE UINT32_MAX

struct chain {
	struct chain_key key;
	int64_t flat, cum;
	int depth;
};

struct inlining {
	const struct graph *g;
	struct cprof_routine *r;
	struct cprof_listing *l;
	text_id name, file; /* the routine's, in the graph */
	struct intern keys;
	VEC(struct chain) chain;
	VEC(uint32_t) expand;
	uint32_t *expand_first;
	VEC(struct cprof_inlined) row;
};

static bool in_routine(const struct inlining *x, const struct node *n)
{
	return n->key.name == x->name && n->key.file == x->file;
}

static uint32_t chain_of(struct inlining *x, uint32_t parent, int64_t base, const struct node *n)
{
	struct chain_key key = {
		parent, n->key.name, n->key.file, 0, base, n->key.line,
	};
	uint32_t number = intern_put(&x->keys, &key, sizeof key);
	if (number == x->chain.count) {
		int depth = parent == NONE ? 1 : x->chain.at[parent].depth + 1;
		VEC_PUSH(&x->chain, (struct chain){ .key = key, .depth = depth });
	}
	return number;
}

/* The nodes of one location: the chain of what the outermost line of the routine in it calls,
 * innermost first. */
static void expand_location(struct inlining *x, loc_id l)
{
	const struct graph *g = x->g;
	uint32_t first = g->expand_first[l], end = g->expand_first[l + 1];
	uint32_t base = end;
	if (first == end)
		return;
	while (base > first && !in_routine(x, &g->node[g->expand[base - 1]]))
		base--;
	if (base <= first + 1) {
		VEC_PUSH(&x->expand, 0);
		return;
	}
	size_t start = x->expand.count;
	uint32_t parent = NONE;
	int64_t line = g->node[g->expand[base - 1]].key.line;
	for (uint32_t i = base - 1; i-- > first;) {
		parent = chain_of(x, parent, line, &g->node[g->expand[i]]);
		VEC_PUSH(&x->expand, parent + 1);
	}
	for (size_t a = start, b = x->expand.count - 1; a < b; a++, b--) {
		uint32_t swapped = x->expand.at[a];
		x->expand.at[a] = x->expand.at[b];
		x->expand.at[b] = swapped;
	}
}

static enum cprof_status add_sums(struct inlining *x, const struct run *run,
				  struct cprof_progress *progress, struct cprof_error *err)
{
	const struct profile *p = run->selection->profile;
	uint32_t nodes = (uint32_t)x->chain.count + 1;
	struct node_sum *sum = xcalloc(nodes, sizeof *sum);
	int64_t *leaf_flat = xcalloc(p->location_count, sizeof *leaf_flat);
	struct sums_input in = { run->selection, &run->value, nodes, x->expand_first,
				 x->expand.at };
	sums_add(&in, sum, leaf_flat, progress, err);
	for (size_t i = 0; i < x->chain.count; i++) {
		x->chain.at[i].flat = sum[i + 1].flat;
		x->chain.at[i].cum = sum[i + 1].cum;
	}
	free(sum);
	free(leaf_flat);
	return err->status;
}

/* By line, then by what they cost, then by name. */
static int compare_chains(const void *left, const void *right)
{
	const struct cprof_inlined *a = left, *b = right;
	int order = (a->line > b->line) - (a->line < b->line);
	if (order == 0)
		order = value_compare_size(a->cum, b->cum);
	if (order == 0)
		order = strcmp(a->name, b->name);
	return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/* Appends the rows below a chain, or below all lines, each followed by its own. */
static void add_rows(struct inlining *x, uint32_t parent)
{
	VEC(struct cprof_inlined) level = { 0 };
	for (size_t i = 0; i < x->chain.count; i++) {
		const struct chain *c = &x->chain.at[i];
		if (c->key.parent != parent || (c->flat == 0 && c->cum == 0))
			continue;
		const char *name = graph_text(x->g, c->key.name);
		const char *file = graph_text(x->g, c->key.file);
		struct cprof_inlined row = {
			.line = c->key.base,
			.number = c->key.number,
			.flat = c->flat,
			.cum = c->cum,
			.depth = c->depth,
			.name = arena_text(x->l->memory, name, strlen(name)),
			.file = arena_text(x->l->memory, file, strlen(file)),
			.order = (uint32_t)i,
		};
		VEC_PUSH(&level, row);
	}
	VEC_SORT(&level, compare_chains);
	for (size_t i = 0; i < level.count; i++) {
		VEC_PUSH(&x->row, level.at[i]);
		add_rows(x, level.at[i].order);
	}
	VEC_DONE(&level);
}

/* Tells the lines which rows are theirs. */
static void share_rows(struct inlining *x)
{
	struct cprof_routine *r = x->r;
	size_t at = 0;
	r->inlined = x->row.at;
	for (size_t i = 0; i < r->lines; i++) {
		struct cprof_source_line *line = &r->line[i];
		while (at < x->row.count && x->row.at[at].line < line->number)
			at++;
		line->inlined = at;
		while (at < x->row.count && x->row.at[at].line == line->number)
			at++;
		line->inlineds = at - line->inlined;
	}
}

enum cprof_status listing_add_inlined(const struct run *run, const struct graph *g,
				      struct cprof_listing *l, struct cprof_routine *r,
				      struct cprof_context *context, struct cprof_error *err)
{
	const struct profile *p = run->selection->profile;
	struct inlining x = { .g = g, .r = r, .l = l };
	x.name = intern_get(&g->text, r->name, strlen(r->name));
	x.file = intern_get(&g->text, r->file, strlen(r->file));
	x.expand_first = xcalloc((size_t)p->location_count + 1, sizeof *x.expand_first);
	for (loc_id i = 0; i < p->location_count; i++) {
		expand_location(&x, i);
		x.expand_first[i + 1] = (uint32_t)x.expand.count;
	}
	if (x.chain.count > 0 && add_sums(&x, run, context->progress, err) == CPROF_OK) {
		add_rows(&x, NONE);
		share_rows(&x);
	}
	intern_done(&x.keys);
	VEC_DONE(&x.chain);
	VEC_DONE(&x.expand);
	free(x.expand_first);
	return err->status;
}
