/* The calling-context tree: paths, their values, and what it has in common with the graph. */
#include "unit/lib/check.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "query/graph/context_tree.h"
#include "unit/lib/rig.h"

#define LOC(id, name) "loc " #id ": " name " x.c:1\n"

/* Recursion, a path met again after others, inlined lines, negative values, an empty stack. */
static const char sketch[] =
	"type cpu milliseconds\n"
	LOC(1, "main") LOC(2, "a") LOC(3, "b")
	"loc 4: in x.c:1; out x.c:2\nloc 5: in x.c:1\n"
	"sample 1: 2 1\nsample 2: 3 2 1\nsample 4: 3 1\nsample 8: 2 2 1\nsample 16: 4 1\n"
	"sample 32: 5 1\nsample 64: 1\nsample -128: 3 2 1\nsample 256:\n";

static void print_below(const struct graph *g, const struct context_tree *t, uint32_t parent,
			size_t depth, struct buf *out)
{
	for (uint32_t i = parent + 1; i < t->nodes; i++) {
		const struct context_tree_node *n = &t->node[i];
		if (n->parent != parent)
			continue;
		buf_pad(out, ' ', depth);
		buf_printf(out, "%s %" PRId64 " %" PRId64 "%s\n",
			   graph_text(g, g->node[n->node].key.name), n->self, n->value,
			   n->inlined ? " inline" : "");
		print_below(g, t, i, depth + 1, out);
	}
}

static struct graph *make_graph(struct rig *r, struct run *run)
{
	struct graph_options options = { .granularity = r->query.granularity };
	struct graph *g = NULL;
	rig_run(r, run);
	assert_int_equal(run_graph(run, &options, &r->context, &g, &r->err), CPROF_OK);
	return g;
}

static void expect_tree(struct rig *r, const char *expected)
{
	struct run run;
	struct context_tree *t = NULL;
	struct buf out = BUF_INIT;
	struct graph *g = make_graph(r, &run);
	assert_int_equal(context_tree_new(g, &t, NULL, &r->err), CPROF_OK);
	print_below(g, t, CONTEXT_TREE_ROOT, 0, &out);
	assert_string_equal(buf_text(&out), expected);
	/* Self values by node are the graph's flat; each sample passes the root once. */
	int64_t *flat = xcalloc(g->nodes, sizeof *flat), whole = t->node[CONTEXT_TREE_ROOT].self;
	for (uint32_t i = 1; i < t->nodes; i++) {
		assert_true(t->node[i].parent < i);
		flat[t->node[i].node] += t->node[i].self;
		whole += t->node[i].self;
	}
	for (uint32_t i = 0; i < g->nodes; i++)
		assert_int_equal(flat[i], g->node[i].sum.flat);
	assert_int_equal(whole, t->node[CONTEXT_TREE_ROOT].value);
	free(flat);
	buf_done(&out);
	context_tree_free(t);
	graph_free(g);
	run_done(&run);
}

static void paths(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, sketch);
	expect_tree(&r, "main 64 -1\n"
			" a 1 -117\n"
			"  b -126 -126\n"
			"  a 8 8\n"
			" b 4 4\n"
			" out 0 16\n"
			"  in 16 16 inline\n"
			" in 32 32\n");
	rig_done(&r);
}

/* Of what filters leave: other roots, cut leaves, hidden frames. */
static void of_what_filters_left(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, sketch);
	rig_filter(&r, CPROF_HIDE, "^a$");
	expect_tree(&r, "main 73 -1\n"
			" b -122 -122\n"
			" out 0 16\n"
			"  in 16 16 inline\n"
			" in 32 32\n");
	rig_filter(&r, CPROF_HIDE, NULL);
	rig_filter(&r, CPROF_SHOW_FROM, "^a$");
	expect_tree(&r, "a 1 -117\n b -126 -126\n a 8 8\n");
	rig_done(&r);
}

static void can_be_stopped(void **state)
{
	(void)state;
	struct rig r;
	struct run run;
	struct cprof_progress progress = { 0 };
	struct context_tree *t = NULL;
	rig_init(&r, sketch);
	struct graph *g = make_graph(&r, &run);
	atomic_store(&progress.cancel, true);
	assert_int_equal(context_tree_new(g, &t, &progress, &r.err), CPROF_ERR_CANCELLED);
	graph_free(g);
	run_done(&run);
	rig_done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths),
		cmocka_unit_test(of_what_filters_left),
		cmocka_unit_test(can_be_stopped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
