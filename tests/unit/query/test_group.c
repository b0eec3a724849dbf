/* Rows that are packages, modules or values of a label: what they say is what their functions, or
 * their samples, add up to when each sample counts once. */
#include "unit/lib/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "query/union.h"
#include "query/package.h"
#include "unit/lib/rig.h"

/* Recursion within a package and through another, inlining across packages, a part without one. */
static const char stacks[] =
	"type space bytes\nmap 1 /bin/prog\nmap 2 /lib/libc.so\n"
	"loc 1 m1: main.main main.go:1\nloc 2 m1: a.b/x/p.F p.go:1\n"
	"loc 3 m1: a.b/x/p.G p.go:5; a.b/x/q.H q.go:9\nloc 4 m1: encoding/json.M e.go:1\n"
	"loc 5 m2: malloc malloc.c:1\nloc 6 m1: runtime.new r.go:2\n"
	"sample 1: 2 1\nsample 2: 3 2 1\nsample 4: 2 4 2 1\nsample 8: 5 6 1 | k=v\n"
	"sample 16: 5 | k=v k=u\nsample 32: 6 4 1 | k=u size#4096:bytes\nsample 64: 3 3 1 | k=u\n";

/* The sums over the functions whose part is this one. */
static void expect_row(struct rig *r, const struct cprof_row *row, bool module)
{
	struct run run;
	struct graph_options options = { .granularity = CPROF_BY_FILEFUNCTION };
	struct graph *g = NULL;
	int64_t flat, cum;
	rig_run(r, &run);
	assert_int_equal(graph_new(run.selection, &run.value, &options, &g, NULL, &r->err),
			 CPROF_OK);
	bool *wanted = xcalloc(g->nodes, sizeof *wanted);
	for (uint32_t i = 0; i < g->nodes; i++) {
		const char *name = graph_text(g, g->node[i].key.name);
		const char *file = graph_text(g, g->node[i].key.file);
		struct buf part = BUF_INIT;
		if (module ? !module_of(&part, name, file) : !package_of(&part, name, file))
			buf_puts(&part, module ? "libc.so" : PACKAGE_NONE);
		wanted[i] = strcmp(buf_text(&part), row->name) == 0;
		buf_done(&part);
	}
	assert_int_equal(union_sum(g, wanted, &flat, &cum, NULL, &r->err), CPROF_OK);
	assert_int_equal(row->flat, flat);
	assert_int_equal(row->cum, cum);
	free(wanted);
	graph_free(g);
	run_done(&run);
}

static void as_their_functions(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, stacks);
	for (int by = CPROF_BY_PACKAGE; by <= CPROF_BY_MODULE; by++) {
		r.query.group = by;
		struct cprof_table *t = rig_table(&r);
		assert_int_equal(t->count, by == CPROF_BY_PACKAGE ? 6 : 4);
		for (size_t i = 0; i < t->count; i++)
			expect_row(&r, &t->row[i], by == CPROF_BY_MODULE);
		cprof_table_free(t);
	}
	rig_expect_rows(&r, "71 71 a.b/x\n32 44 std\n24 24 libc.so\n0 111 main\n");
	rig_done(&r);
}

static void by_package(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, stacks);
	r.query.group = CPROF_BY_PACKAGE;
	rig_expect_rows(&r, "71 71 a.b/x/p\n32 40 runtime\n24 24 (no package)\n"
			    "0 66 a.b/x/q\n0 36 encoding/json\n0 111 main\n");
	rig_done(&r);
}

/* Each sample has one row; those without the label, too. Labels that are hidden are not there. */
static void by_label(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, stacks);
	r.query.group = CPROF_BY_LABEL;
	r.query.trim = false;
	cprof_query_text(&r.query.group_label, "k");
	rig_expect_rows(&r, "96 96 u\n16 16 u, v\n8 8 v\n7 7 (no k)\n");
	cprof_query_text(&r.query.group_label, "size");
	rig_expect_rows(&r, "95 95 (no size)\n32 32 4kB\n");
	rig_filter(&r, CPROF_FOCUS, "json");
	rig_expect_rows(&r, "32 32 4kB\n4 4 (no size)\n");
	rig_filter(&r, CPROF_TAGHIDE, "size");
	rig_expect_rows(&r, "36 36 (no size)\n");
	/* Without a key they are functions. */
	cprof_query_text(&r.query.group_label, NULL);
	struct cprof_table *t = rig_table(&r);
	assert_string_equal(t->row[0].name, t->row[0].where_function);
	cprof_table_free(t);
	rig_done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_their_functions),
		cmocka_unit_test(by_package),
		cmocka_unit_test(by_label),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
