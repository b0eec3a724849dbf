/* Nodes, edges, trimming and marks: the rules of the reports, on profiles small enough to check by
 * hand. */
#include "unit/lib/check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "query/graph/trim.h"
#include "unit/lib/rig.h"

/* Frames of a name each, at line 1. */
#define LOC(id, name) "loc " #id ": " name " x.c:1\n"

static const char worked[] =
	"type cpu milliseconds\n"
	LOC(1, "main") LOC(2, "b") LOC(3, "c") LOC(4, "d") LOC(5, "tiny") LOC(6, "tiny2")
	"sample 1000: 4 3 2 1\n"
	"sample 900: 4 3 1\n"
	"sample 1: 4 5 1\n"
	"sample 3: 5 1\n"
	"sample 2: 4 6 5 3 1\n"
	"sample 1: 6 3 1\n";

/* L inlined into P; Q calls L out of line. */
static const char inlined[] =
	"type cpu nanoseconds\nmap 1 /path/to/bin\n"
	"loc 1 m1: L l.c:2 s=1; P p.c:3 s=1\nloc 2 m1: L l.c:2 s=1\nloc 3 m1: Q q.c:9 s=1\n"
	"loc 4 m1: main m.c:9 s=1\nloc 5 m1: R r.c:4 s=1\n"
	"loc 6 m1: R r.c:5 s=1; R r.c:6 s=1\n"
	"sample 1000: 1 4\nsample 500: 2 3 4\nsample 70: 5 5 6 5 4\nsample 3: 1 1 4\n"
	"sample 2: 1 2 1 4\nsample 11:\n";

static struct graph *make_graph(struct rig *r, struct run *run, int granularity)
{
	struct graph_options options = { .granularity = granularity };
	struct graph *g = NULL;
	rig_run(r, run);
	assert_int_equal(graph_new(run->selection, &run->value, &options, &g, NULL, &r->err),
			 CPROF_OK);
	return g;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The edges between kept nodes, sorted: "SOURCE>TARGET WEIGHT[ inline][ residual]\n". */
static void print_edges(struct graph *g, const bool *kept, struct buf *out)
{
	bool *all = xcalloc(g->nodes, sizeof *all);
	struct cprof_error err = CPROF_ERROR_INIT;
	for (uint32_t i = 0; i < g->nodes; i++)
		all[i] = true;
	assert_int_equal(graph_edges(g, kept != NULL ? kept : all, all, NULL, &err), CPROF_OK);
	char **line = xcalloc(g->edges, sizeof *line);
	for (size_t i = 0; i < g->edges; i++) {
		const struct edge *e = &g->edge[i];
		line[i] = xasprintf("%s>%s %" PRId64 "%s%s\n",
				    graph_text(g, g->node[e->source].key.name),
				    graph_text(g, g->node[e->target].key.name), e->weight,
				    e->inlined ? " inline" : "", e->residual ? " residual" : "");
	}
	qsort(line, g->edges, sizeof *line, compare_texts);
	for (size_t i = 0; i < g->edges; i++) {
		buf_puts(out, line[i]);
		free(line[i]);
	}
	free(line);
	free(all);
}

static void worked_example(void **state)
{
	(void)state;
	struct rig r;
	struct run run;
	struct trim trim;
	struct buf out = BUF_INIT;
	struct trim_options options = { .nodefraction = 0.005, .edgefraction = 0.001 };
	rig_init(&r, worked);
	struct graph *g = make_graph(&r, &run, CPROF_BY_FUNCTION);
	trim_init(&trim, g, &options);
	assert_int_equal(run.total, 1907);
	assert_int_equal(trim.dropped, 2);
	assert_int_equal(trim.node_count, 4);
	assert_int_equal(trim.shown, 4);
	assert_int_equal(trim.count, 6);
	assert_int_equal(trim.edge_cutoff, 1);
	print_edges(g, trim.kept, &out);
	assert_string_equal(buf_text(&out), "b>c 1000\n"
					    "c>d 1902 residual\n"
					    "main>b 1000\n"
					    "main>c 903\n"
					    "main>d 1 residual\n");
	buf_clear(&out);
	print_edges(g, NULL, &out);
	assert_string_equal(buf_text(&out), "b>c 1000\nc>d 1900\nc>tiny 2\nc>tiny2 1\nmain>b 1000\n"
					    "main>c 903\nmain>tiny 4\ntiny2>d 2\ntiny>d 1\n"
					    "tiny>tiny2 2\n");
	trim_done(&trim);
	graph_free(g);
	run_done(&run);
	buf_done(&out);
	/* Flat of a trimmed leaf is lost; the header's threshold comes from the total. */
	struct cprof_table *t = rig_table(&r);
	assert_int_equal(t->shown_flat, 1903);
	assert_int_equal(t->total, 1907);
	assert_int_equal(t->dropped_nodes, 2);
	assert_int_equal(t->dropped_below, 9);
	cprof_table_free(t);
	rig_expect_rows(&r, "1903 1903 d\n0 1000 b\n0 1903 c\n0 1907 main\n");
	rig_done(&r);
}

static void inline_edges(void **state)
{
	(void)state;
	struct rig r;
	struct run run;
	struct buf out = BUF_INIT;
	rig_init(&r, inlined);
	struct graph *g = make_graph(&r, &run, CPROF_BY_FUNCTION);
	print_edges(g, NULL, &out);
	/* R calls itself only; L>P comes from the two recursive samples. */
	assert_string_equal(buf_text(&out), "L>P 5\nP>L 1005 inline\nQ>L 500\nmain>P 1005\n"
					    "main>Q 500\nmain>R 70\n");
	graph_free(g);
	run_done(&run);
	buf_done(&out);
	rig_expect_rows(&r, "1505 1505 L (partial-inline)\n70 70 R\n0 1005 P\n0 500 Q\n"
			    "0 1575 main\n");
	r.query.noinlines = true;
	rig_expect_rows(&r, "1005 1005 P\n500 502 L\n70 70 R\n0 500 Q\n0 1575 main\n");
	rig_done(&r);
}

/* The mark follows the edges that are left, so both cutoffs change it. */
static void marks_and_cutoffs(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type cpu nanoseconds\n"
		     "loc 1: L l.c:2; P p.c:3\nloc 2: L l.c:2\nloc 3: Q q.c:9\nloc 4: main m.c:9\n"
		     "sample 100000: 1 4\nsample 60: 2 3 4\n");
	r.query.nodefraction = 0;
	rig_expect_rows(&r, "100060 100060 L (inline)\n0 100000 P\n0 60 Q\n0 100060 main\n");
	r.query.edgefraction = 0;
	rig_expect_rows(&r, "100060 100060 L (partial-inline)\n0 100000 P\n0 60 Q\n"
			    "0 100060 main\n");
	/* Q goes, and what it called hangs on main by a residual edge. */
	r.query.nodefraction = 0.01;
	rig_expect_rows(&r, "100060 100060 L (partial-inline)\n0 100000 P\n0 100060 main\n");
	/* All callers are cut: no edges, no mark. */
	r.query.nodecount = 1;
	rig_expect_rows(&r, "100060 100060 L\n");
	rig_done(&r);
}

static void recursion_counts_once(void **state)
{
	(void)state;
	struct rig r;
	struct run run;
	struct buf out = BUF_INIT;
	rig_init(&r, "type cpu nanoseconds\n" LOC(1, "a") LOC(2, "b")
		     "sample 10: 1 2 1 2 1\nsample 5: 1 1\n");
	struct graph *g = make_graph(&r, &run, CPROF_BY_FUNCTION);
	print_edges(g, NULL, &out);
	assert_string_equal(buf_text(&out), "a>b 10\nb>a 10\n");
	graph_free(g);
	run_done(&run);
	buf_done(&out);
	rig_expect_rows(&r, "15 15 a\n0 10 b\n");
	rig_done(&r);
}

/* Zero samples make nothing; with mean a count without a value does. */
static void zero_and_mean(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type contentions count\ntype delay nanoseconds\n"
		     LOC(1, "A") LOC(2, "B") LOC(3, "M") LOC(4, "Z")
		     "sample 10 10000000: 1 3\nsample 3 100000: 2 3\nsample 1 7: 3\n"
		     "sample 0 0: 4 4\n");
	r.query.trim = false;
	rig_expect_rows(&r, "10000000 10000000 A\n100000 100000 B\n7 10100007 M\n");
	r.query.mean = true;
	rig_expect_rows(&r, "1000000 1000000 A\n33333 33333 B\n7 721429 M\n");
	struct cprof_table *t = rig_table(&r);
	assert_int_equal(t->total, 721429);
	assert_int_equal(t->shown_flat, 1033340);
	assert_string_equal(t->type, "mean_delay");
	cprof_table_free(t);
	cprof_query_text(&r.query.sample_index, "0");
	rig_expect_rows(&r, "1 1 A\n1 1 B\n1 1 M\n");
	rig_done(&r);
}

/* A cum exactly at the cutoff stays. Negative values cancel in the graph's sum and in the
 * cutoff. */
static void cutoffs(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type cpu nanoseconds\n" LOC(1, "big") LOC(2, "five") LOC(3, "four")
		     "sample 991: 1\nsample 5: 2\nsample 4: 3\n");
	rig_expect_rows(&r, "991 991 big\n5 5 five\n");
	rig_done(&r);
	rig_init(&r, "type cpu nanoseconds\n" LOC(1, "a") LOC(2, "b") LOC(3, "main")
		     "sample -500: 1 3\nsample 500: 2 1 3\nsample 2000: 2 3\n");
	rig_expect_rows(&r, "2500 2500 b\n0 2000 main\n");
	r.query.trim = false;
	rig_expect_rows(&r, "2500 2500 b\n-500 0 a\n0 2000 main\n");
	r.query.drop_negative = true;
	rig_expect_rows(&r, "2500 2500 b\n0 2000 main\n");
	rig_done(&r);
}

/* What a row stands for. */
static void granularities(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type cpu nanoseconds\nmap 1 /lib/libx.so\nmap 2 -\n"
		     "loc 1 m1 @1000: f ./a//x.c:12:3 s=10\nloc 2 m1 @2000: f a/x.c:13 s=10\n"
		     "loc 3 m1 @3000: g a/x.c:50 s=50\nloc 4 m1 @9010:\nloc 5 m1 @9020:\n"
		     "loc 6 m2 @4:\nloc 7 m2 @5: h -:7\n"
		     "sample 64: 1\nsample 32: 2\nsample 16: 3\nsample 8: 4\nsample 4: 5\n"
		     "sample 2: 6\nsample 1: 7\n");
	r.query.trim = false;
	rig_expect_rows(&r, "96 96 f\n16 16 g\n12 12 [libx.so]\n2 2 <unknown>\n1 1 h\n");
	r.query.granularity = CPROF_BY_FILEFUNCTION;
	rig_expect_rows(&r, "96 96 f a/x.c\n16 16 g a/x.c\n12 12 [libx.so]\n"
			    "2 2 <unknown>\n1 1 h\n");
	/* Names are gone, so start lines keep rows of one file apart. */
	r.query.granularity = CPROF_BY_FILE;
	rig_expect_rows(&r, "96 96 a/x.c\n16 16 a/x.c\n12 12 [libx.so]\n3 3 <unknown>\n");
	r.query.granularity = CPROF_BY_LINE;
	rig_expect_rows(&r, "64 64 f a/x.c:12\n32 32 f a/x.c:13\n16 16 g a/x.c:50\n"
			    "12 12 [libx.so]\n2 2 <unknown>\n1 1 h :7\n");
	r.query.showcolumns = true;
	rig_expect_rows(&r, "64 64 f a/x.c:12:3\n32 32 f a/x.c:13\n16 16 g a/x.c:50\n"
			    "12 12 [libx.so]\n2 2 <unknown>\n1 1 h :7\n");
	r.query.showcolumns = false;
	r.query.granularity = CPROF_BY_ADDRESS;
	rig_expect_rows(&r, "64 64 0000000000001000 f a/x.c:12:3\n"
			    "32 32 0000000000002000 f a/x.c:13\n"
			    "16 16 0000000000003000 g a/x.c:50\n8 8 0000000000009010 [libx.so]\n"
			    "4 4 0000000000009020 [libx.so]\n2 2 0000000000000004 <unknown>\n"
			    "1 1 0000000000000005 h :7\n");
	r.query.noinlines = true;
	struct cprof_table *t = rig_table(&r);
	assert_string_equal(t->row[t->order[0]].name, "0000000000001000 f a/x.c:12");
	cprof_table_free(t);
	rig_done(&r);
}

/* The place a row points to: the line with the most flat value. */
static void where(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type cpu nanoseconds\nloc 1: f x.c:3\nloc 2: f x.c:9\nloc 3: f x.c:5\n"
		     "sample 5: 1\nsample 7: 2\nsample 6: 3\n");
	struct cprof_table *t = rig_table(&r);
	assert_int_equal(t->count, 1);
	assert_int_equal(t->row[0].where_line, 9);
	assert_string_equal(t->row[0].where_file, "x.c");
	assert_string_equal(t->row[0].where_function, "f");
	cprof_table_free(t);
	rig_done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(worked_example),    cmocka_unit_test(inline_edges),
		cmocka_unit_test(marks_and_cutoffs), cmocka_unit_test(recursion_counts_once),
		cmocka_unit_test(zero_and_mean),     cmocka_unit_test(cutoffs),
		cmocka_unit_test(granularities),     cmocka_unit_test(where),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
