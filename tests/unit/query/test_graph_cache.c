/* Questions answered from what the ones before were answered from. */
#include "unit/lib/check.h"

#include <string.h>

#include "query/graph/cache.h"
#include "query/run.h"
#include "unit/lib/rig.h"

static const char sketch[] =
	"type cpu nanoseconds\ntype wall nanoseconds\n"
	"loc 1: main x.c:1\nloc 2: work x.c:2\nloc 3: rest x.c:3\n"
	"sample 1 10: 2 1\nsample 2 20: 3 1\nsample 4 40: 3 2 1\n";

struct asking {
	struct rig rig;
	struct cprof_graph_cache *graph_cache;
};

static void begin(struct asking *a)
{
	rig_init(&a->rig, sketch);
	cprof_query_text(&a->rig.query.sample_index, "cpu");
	a->graph_cache = cprof_graph_cache_new();
}

static void end(struct asking *a)
{
	cprof_graph_cache_free(a->graph_cache);
	rig_done(&a->rig);
}

/* Asks for the graph by function and gives the sum of flat; *graph and *selection are only to be
 * compared. */
static int64_t ask(struct asking *a, const struct graph **graph, const struct selection **selection)
{
	struct rig *r = &a->rig;
	struct graph_options options = { .granularity = r->query.granularity };
	struct graph *g;
	struct run run;
	int64_t flat = 0;
	r->context = (struct cprof_context){ NULL, &r->notes, a->graph_cache };
	assert_int_equal(run_start(&r->source, &r->query, &r->context, &run, &r->err), CPROF_OK);
	assert_int_equal(run_graph(&run, &options, &r->context, &g, &r->err), CPROF_OK);
	for (uint32_t i = 0; i < g->nodes; i++)
		flat += g->node[i].sum.flat;
	*graph = g;
	*selection = run.selection;
	graph_free(g);
	run_done(&run);
	return flat;
}

static void same_question(void **state)
{
	(void)state;
	struct asking a;
	const struct graph *first, *again;
	const struct selection *selected, *still;
	begin(&a);
	assert_int_equal(ask(&a, &first, &selected), 7);
	a.rig.query.nodefraction = 0.5; /* comes after the graph */
	assert_int_equal(ask(&a, &again, &still), 7);
	assert_ptr_equal(first, again);
	assert_ptr_equal(selected, still);
	end(&a);
}

/* Another type or granularity is another graph of the same samples. */
static void same_samples(void **state)
{
	(void)state;
	struct asking a;
	const struct graph *first, *other, *third;
	const struct selection *selected, *still;
	begin(&a);
	assert_int_equal(ask(&a, &first, &selected), 7);
	cprof_query_text(&a.rig.query.sample_index, "wall");
	assert_int_equal(ask(&a, &other, &still), 70);
	assert_ptr_not_equal(first, other);
	assert_ptr_equal(selected, still);
	a.rig.query.granularity = CPROF_BY_LINE;
	assert_int_equal(ask(&a, &third, &still), 70);
	assert_ptr_not_equal(other, third);
	assert_ptr_equal(selected, still);
	end(&a);
}

/* Filters select anew; what they said is said again when their answer is known. */
static void other_samples(void **state)
{
	(void)state;
	struct asking a;
	const struct graph *graph;
	const struct selection *all, *some, *again;
	begin(&a);
	assert_int_equal(ask(&a, &graph, &all), 7);
	rig_filter(&a.rig, CPROF_FOCUS, "rest");
	rig_filter(&a.rig, CPROF_IGNORE, "nobody");
	assert_int_equal(ask(&a, &graph, &some), 6);
	assert_ptr_not_equal(all, some);
	assert_int_equal(a.rig.notes.count, 1);
	assert_int_equal(ask(&a, &graph, &again), 6);
	assert_ptr_equal(some, again);
	assert_int_equal(a.rig.notes.count, 2);
	assert_string_equal(a.rig.notes.text[1], "Ignore expression matched no samples");
	rig_filter(&a.rig, CPROF_FOCUS, "work");
	assert_int_equal(ask(&a, &graph, &again), 5);
	a.rig.query.all_frames = true;
	assert_int_equal(ask(&a, &graph, &again), 5);
	end(&a);
}

/* Only a few are kept; what is gone is made again. */
static void many_questions(void **state)
{
	(void)state;
	static const char *const ignored[] = { "a", "b", "c", "d", "e", "f", "g", "a", "b" };
	struct asking a;
	const struct graph *graph;
	const struct selection *selection;
	begin(&a);
	for (size_t i = 0; i < sizeof ignored / sizeof ignored[0]; i++) {
		rig_filter(&a.rig, CPROF_IGNORE, ignored[i]);
		/* All are below main in x.c; two of three are below rest. */
		assert_int_equal(ask(&a, &graph, &selection), strchr("ac", *ignored[i]) != NULL ? 0
							      : *ignored[i] == 'e'	       ? 1
											       : 7);
	}
	end(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_question),
		cmocka_unit_test(same_samples),
		cmocka_unit_test(other_samples),
		cmocka_unit_test(many_questions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
