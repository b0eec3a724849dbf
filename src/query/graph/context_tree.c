/* Builds the calling-context tree: see context_tree.h. As in sums.c a node's value is that of all
 * samples from the one that enters it up to the one before it is left. */
#include "query/graph/context_tree.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/vec.h"
#include "query/walk.h"

struct step {
	uint32_t node;   /* of the tree */
	unsigned frames; /* of the stack, up to and with the one that led here */
};

struct growing {
	const struct graph *g;
	VEC(struct context_tree_node) node;
	uint32_t *slot; /* node number, 0: free; by parent and graph node */
	size_t slots;
	VEC(struct step) path; /* the last stack, from below the root on */
	int64_t seen, seen_div;
};

static size_t find_slot(const struct growing *x, uint32_t parent, uint32_t node)
{
	size_t at = (size_t)hash_mix((uint64_t)parent << 32 | node) & (x->slots - 1);
	while (x->slot[at] != 0) {
		const struct context_tree_node *n = &x->node.at[x->slot[at]];
		if (n->parent == parent && n->node == node)
			break;
		at = (at + 1) & (x->slots - 1);
	}
	return at;
}

static void grow(struct growing *x)
{
	x->slots = x->slots == 0 ? 1024 : x->slots * 2;
	free(x->slot);
	x->slot = xcalloc(x->slots, sizeof *x->slot);
	for (uint32_t i = 1; i < x->node.count; i++)
		x->slot[find_slot(x, x->node.at[i].parent, x->node.at[i].node)] = i;
}

static uint32_t child_of(struct growing *x, uint32_t parent, uint32_t node)
{
	if (x->node.count >= x->slots / 2)
		grow(x);
	size_t at = find_slot(x, parent, node);
	if (x->slot[at] == 0) {
		struct context_tree_node new = { .parent = parent, .node = node, .inlined = true };
		x->slot[at] = (uint32_t)x->node.count;
		VEC_PUSH(&x->node, new);
	}
	return x->slot[at];
}

static uint32_t end_of_path(const struct growing *x)
{
	return x->path.count > 0 ? x->path.at[x->path.count - 1].node : CONTEXT_TREE_ROOT;
}

static void enter(struct growing *x, uint32_t node, bool inlined, unsigned frames)
{
	uint32_t number = child_of(x, end_of_path(x), node);
	struct context_tree_node *n = &x->node.at[number];
	n->value = value_subtract(n->value, x->seen);
	n->value_div = value_subtract(n->value_div, x->seen_div);
	n->inlined &= inlined;
	VEC_PUSH(&x->path, (struct step){ number, frames });
}

/* What the outermost `frames` did not lead to is left. */
static void leave(struct growing *x, unsigned frames)
{
	while (x->path.count > 0 && x->path.at[x->path.count - 1].frames > frames) {
		struct context_tree_node *n = &x->node.at[x->path.at[--x->path.count].node];
		n->value = value_add(n->value, x->seen);
		n->value_div = value_add(n->value_div, x->seen_div);
	}
}

static void visit(void *context, unsigned part, const struct walk_sample *s)
{
	struct growing *x = context;
	const struct graph *g = x->g;
	(void)part;
	leave(x, s->shared);
	for (unsigned i = s->shared; i < s->frames; i++) {
		uint32_t first = g->expand_first[s->frame[i]];
		uint32_t last = g->expand_first[s->frame[i] + 1];
		for (uint32_t e = last; e-- > first;)
			enter(x, g->expand[e], e + 1 != last, i + 1);
	}
	struct context_tree_node *leaf = &x->node.at[end_of_path(x)];
	leaf->self = value_add(leaf->self, s->value);
	leaf->self_div = value_add(leaf->self_div, s->divisor);
	x->seen = value_add(x->seen, s->value);
	x->seen_div = value_add(x->seen_div, s->divisor);
}

enum cprof_status context_tree_new(const struct graph *g, struct context_tree **tree,
				   struct cprof_progress *progress, struct cprof_error *err)
{
	struct growing x = { .g = g };
	struct walk walk = { g->selection, &g->value, progress, 1 };
	VEC_PUSH(&x.node,
		 (struct context_tree_node){ .parent = CONTEXT_TREE_ROOT, .node = PROFILE_NONE });
	enum cprof_status status = walk_run(&walk, visit, &x, err);
	leave(&x, 0);
	free(x.slot);
	VEC_DONE(&x.path);
	if (status != CPROF_OK) {
		VEC_DONE(&x.node);
		return status;
	}
	x.node.at[CONTEXT_TREE_ROOT].value = x.seen;
	x.node.at[CONTEXT_TREE_ROOT].value_div = x.seen_div;
	*tree = xcalloc(1, sizeof **tree);
	(*tree)->node = x.node.at;
	(*tree)->nodes = (uint32_t)x.node.count;
	return CPROF_OK;
}

void context_tree_free(struct context_tree *t)
{
	if (t == NULL)
		return;
	free(t->node);
	free(t);
}
