/* What a set of nodes adds up to: every sample once. And sums over a profile large enough for
 * several threads, against sums made one by one. */
#include "unit/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "model/builder.h"
#include "query/union.h"
#include "query/callers/callers.h"
#include "query/walk.h"
#include "unit/lib/rig.h"

static struct graph *make_graph(struct rig *r, struct run *run)
{
	struct graph_options options = { .granularity = CPROF_BY_FUNCTION };
	struct graph *g = NULL;
	rig_run(r, run);
	assert_int_equal(graph_new(run->selection, &run->value, &options, &g, NULL, &r->err),
			 CPROF_OK);
	return g;
}

/* The sums of the functions in a text like "a,b,". */
static void expect_cover(struct rig *r, const char *names, int64_t flat, int64_t cum)
{
	struct run run;
	struct graph *g = make_graph(r, &run);
	bool *wanted = xcalloc(g->nodes, sizeof *wanted);
	int64_t got_flat, got_cum;
	for (uint32_t i = 0; i < g->nodes; i++) {
		char *name = xasprintf("%s,", graph_text(g, g->node[i].key.name));
		wanted[i] = strstr(names, name) != NULL;
		free(name);
	}
	assert_int_equal(union_sum(g, wanted, &got_flat, &got_cum, NULL, &r->err), CPROF_OK);
	assert_int_equal(got_flat, flat);
	assert_int_equal(got_cum, cum);
	free(wanted);
	graph_free(g);
	run_done(&run);
}

static const char stacks[] =
	"type cpu ns\nloc 1: main x.c:1\nloc 2: xa x.c:1\nloc 3: xb x.c:1\n"
	"loc 4: xi x.c:1; yo x.c:1\n"
	"sample 1: 2 1\nsample 2: 3 2 1\nsample 4: 2 3 2 1\nsample 8: 1 2 1\n"
	"sample 16: 4 1\nsample 32: 1\nsample 64:\n";

static void each_sample_once(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, stacks);
	/* Recursion. */
	expect_cover(&r, "xa,", 1 + 4, 1 + 2 + 4 + 8);
	/* Two that match on one stack, where cum of both adds up to more. */
	expect_cover(&r, "xa,xb,", 1 + 2 + 4, 1 + 2 + 4 + 8);
	/* An inlined leaf, and the function it is in. */
	expect_cover(&r, "xi,", 16, 16);
	expect_cover(&r, "yo,", 0, 16);
	expect_cover(&r, "xi,yo,", 16, 16);
	expect_cover(&r, "main,xa,xb,xi,yo,", 63, 63);
	expect_cover(&r, "", 0, 0);
	rig_done(&r);
}

static void of_what_filters_left(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, stacks);
	rig_filter(&r, CPROF_IGNORE, "xb");
	expect_cover(&r, "xa,", 1, 1 + 8);
	rig_filter(&r, CPROF_IGNORE, NULL);
	rig_filter(&r, CPROF_HIDE, "xa");
	expect_cover(&r, "xa,", 0, 0);
	expect_cover(&r, "main,", 1 + 8 + 32, 63);
	rig_filter(&r, CPROF_HIDE, NULL);
	rig_filter(&r, CPROF_PRUNE_FROM, "xa");
	expect_cover(&r, "xb,", 0, 4);
	rig_done(&r);
}

static void can_be_stopped(void **state)
{
	(void)state;
	struct rig r;
	struct run run;
	struct cprof_progress progress = { 0 };
	rig_init(&r, stacks);
	struct graph *g = make_graph(&r, &run);
	bool *wanted = xcalloc(g->nodes, sizeof *wanted);
	int64_t flat, cum;
	atomic_store(&progress.cancel, true);
	assert_int_equal(union_sum(g, wanted, &flat, &cum, &progress, &r.err), CPROF_ERR_CANCELLED);
	free(wanted);
	graph_free(g);
	run_done(&run);
	rig_done(&r);
}

#define FUNCTIONS 50
#define SAMPLES 90000
#define DEPTH 30

static uint64_t draw(uint64_t *state, uint64_t limit)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (*state >> 33) % limit;
}

static void build_large(struct rig *r)
{
	static const struct cprof_limits limits = CPROF_LIMITS_INIT;
	struct builder *b = builder_new(&limits);
	uint64_t state = 1, ids[DEPTH];
	char name[20];
	builder_string(b, "", 0, &r->err);
	builder_type(b, 0, 0);
	for (unsigned i = 1; i <= FUNCTIONS; i++) {
		int length = snprintf(name, sizeof name, "f%02u", i);
		builder_string(b, name, (size_t)length, &r->err);
		builder_function(b, &(struct function_def){ .id = i, .name = i }, &r->err);
		builder_location(b, &(struct location_def){ .id = i },
				 &(struct line_def){ .function_id = i }, 1, &r->err);
	}
	for (unsigned i = 0; i < SAMPLES; i++) {
		int64_t value = (int64_t)(i % 7) - 1;
		/* Outer frames stay, as they do in the profiles of programs. */
		size_t fresh = i == 0 ? DEPTH : draw(&state, DEPTH + 1);
		for (size_t j = 0; j < fresh; j++)
			ids[j] = 1 + draw(&state, FUNCTIONS);
		struct sample_def def = { ids, DEPTH, 0, &value, 1, 0 };
		builder_sample(b, &def, &r->err);
	}
	assert_int_equal(builder_finish(b, &r->profile, &r->err), CPROF_OK);
	builder_free(b);
	r->whole = selection_new(r->profile);
	r->pruned = selection_copy(r->whole);
	r->source = (struct cprof_profile){ r->profile, r->whole, r->pruned, { 0 } };
	cprof_query_init(&r->query);
}

/* Callers and callees of one function, against edges made by hand. */
static void expect_callers(const struct graph *g, unsigned pivot,
		       int64_t (*edge)[FUNCTIONS], const int64_t *flat, const int64_t *cum)
{
	char name[20];
	struct cprof_error err = CPROF_ERROR_INIT;
	struct callers_question question = { .pivot = { .function = name } };
	struct callers *k = NULL;
	unsigned callers = 0, callees = 0;
	snprintf(name, sizeof name, "f%02u", pivot + 1);
	assert_int_equal(callers_new(g, &question, &k, NULL, &err), CPROF_OK);
	assert_int_equal(k->flat, flat[pivot]);
	assert_int_equal(k->cell[CALLERS_ROOT].value, cum[pivot]);
	for (uint32_t i = 1; i < k->cells; i++) {
		const struct callers_cell *c = &k->cell[i];
		callers += c->kind == CALLERS_CALLER;
		callees += c->kind == CALLERS_CALLEE;
		if (c->kind == CALLERS_CALLER)
			assert_int_equal(c->value, edge[c->node][pivot]);
		if (c->kind == CALLERS_CALLEE)
			assert_int_equal(c->value, edge[pivot][c->node]);
	}
	assert_int_equal(callers, FUNCTIONS - 1);
	assert_int_equal(callees, FUNCTIONS - 1);
	callers_free(k);
}

/* Flat, cum, edges and unions of a profile that is split among threads, and the same by hand. */
static void many_threads(void **state)
{
	(void)state;
	struct rig r = { 0 };
	struct run run;
	build_large(&r);
	assert_true(walk_parts(r.profile) > 1 || worker_processors() == 1);
	struct graph *g = make_graph(&r, &run);
	int64_t flat[FUNCTIONS] = { 0 }, cum[FUNCTIONS] = { 0 }, either = 0;
	int64_t edge[FUNCTIONS][FUNCTIONS] = { { 0 } };
	loc_id frame[DEPTH + PROFILE_SLACK];
	uint64_t at = 0;
	for (size_t i = 0; i < SAMPLES; i++) {
		at = profile_stack(r.profile, i, at, frame);
		int64_t value = column_value(&r.profile->samples.column[0], i);
		bool seen[FUNCTIONS] = { false }, has_edge[FUNCTIONS][FUNCTIONS] = { { false } };
		for (unsigned j = 0; j < DEPTH; j++) {
			seen[frame[j]] = true;
			loc_id from = j > 0 ? frame[j - 1] : frame[j];
			if (from == frame[j] || has_edge[from][frame[j]])
				continue;
			has_edge[from][frame[j]] = true;
			edge[from][frame[j]] += value;
		}
		flat[frame[DEPTH - 1]] += value;
		for (unsigned j = 0; j < FUNCTIONS; j++)
			cum[j] += seen[j] ? value : 0;
		either += seen[7] || seen[8] ? value : 0;
	}
	bool wanted[FUNCTIONS], kept[FUNCTIONS];
	assert_int_equal(g->nodes, FUNCTIONS);
	for (unsigned i = 0; i < FUNCTIONS; i++) {
		assert_int_equal(g->node[i].sum.flat, flat[i]);
		assert_int_equal(g->node[i].sum.cum, cum[i]);
		kept[i] = true;
		wanted[i] = true;
	}
	assert_int_equal(graph_edges(g, kept, wanted, NULL, &r.err), CPROF_OK);
	for (size_t i = 0; i < g->edges; i++)
		assert_int_equal(g->edge[i].weight, edge[g->edge[i].source][g->edge[i].target]);
	assert_int_equal(g->edges, FUNCTIONS * (FUNCTIONS - 1));
	expect_callers(g, 7, edge, flat, cum);
	expect_callers(g, 49, edge, flat, cum);
	int64_t got_flat, got_cum;
	for (unsigned i = 0; i < FUNCTIONS; i++)
		wanted[i] = i == 7 || i == 8;
	assert_int_equal(union_sum(g, wanted, &got_flat, &got_cum, NULL, &r.err), CPROF_OK);
	assert_int_equal(got_flat, flat[7] + flat[8]);
	assert_int_equal(got_cum, either);
	/* Every sample is told of once, whichever thread visits it. */
	struct cprof_progress progress = { .total = SAMPLES };
	assert_int_equal(union_sum(g, wanted, &got_flat, &got_cum, &progress, &r.err), CPROF_OK);
	assert_true(atomic_load(&progress.done) >= SAMPLES);
	assert_true(atomic_load(&progress.done) < SAMPLES + PROFILE_BLOCK);
	graph_free(g);
	run_done(&run);
	rig_done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sample_once),
		cmocka_unit_test(of_what_filters_left),
		cmocka_unit_test(can_be_stopped),
		cmocka_unit_test(many_threads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
