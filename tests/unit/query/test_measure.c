/* What rows have beside their own value: the same numbers as a table of that type, or of that part
 * of a diff. And packages and modules by name. */
#include "unit/lib/check.h"

#include <string.h>

#include "base/buf.h"
#include "query/measure.h"
#include "query/package.h"
#include "unit/lib/rig.h"

static const char heap[] =
	"type alloc_objects count\ntype alloc_space bytes\n"
	"type inuse_objects count\ntype inuse_space bytes\n"
	"loc 1: main main.go:1\nloc 2: a a.go:1\nloc 3: b b.go:1; wrap b.go:9\n"
	"sample 1 16 1 16: 2 1\nsample 4 400 2 200: 3 1\nsample 10 1000 0 0: 2 3 1\n"
	"sample 3 48 3 48: 2 2 1\nsample 7 70 0 0: 1\n";

static const struct cprof_row *find_row(const struct cprof_table *t, const char *name)
{
	for (size_t i = 0; i < t->count; i++)
		if (strcmp(t->row[i].name, name) == 0)
			return &t->row[i];
	return NULL;
}

/* The measure of a table of one type is what a table of the other type says. */
static void expect_same(struct rig *r, const char *type, enum cprof_measure measure,
			const char *other)
{
	r->query.measures = 1 << measure;
	cprof_query_text(&r->query.sample_index, type);
	struct cprof_table *t = rig_table(r);
	r->query.measures = 0;
	cprof_query_text(&r->query.sample_index, other);
	struct cprof_table *expected = rig_table(r);
	assert_non_null(t->measure[measure].amount);
	assert_string_equal(t->measure[measure].type, expected->type);
	assert_int_equal(t->measure[measure].total, expected->kept_total);
	for (size_t i = 0; i < t->count; i++) {
		const struct cprof_row *row = find_row(expected, t->row[i].name);
		const struct cprof_amount *a = cprof_table_amount(t, &t->row[i], measure);
		assert_int_equal(a->flat, row != NULL ? row->flat : 0);
		assert_int_equal(a->cum, row != NULL ? row->cum : 0);
	}
	cprof_table_free(t);
	cprof_table_free(expected);
}

static void as_tables_of_other_types(void **state)
{
	static const char *const types[] = { "alloc_objects", "alloc_space", "inuse_objects",
					     "inuse_space" };
	(void)state;
	struct rig r;
	rig_init(&r, heap);
	for (int by = CPROF_BY_FUNCTION; by <= CPROF_BY_ADDRESS; by++)
		for (size_t i = 0; i < 4; i++) {
			bool space = i % 2 == 1;
			r.query.granularity = by;
			expect_same(&r, types[i], CPROF_MEASURE_COUNT, types[i / 2 * 2]);
			expect_same(&r, types[i], CPROF_MEASURE_SIZE, types[i / 2 * 2 + 1]);
			expect_same(&r, types[i], CPROF_MEASURE_ALLOC, types[space]);
			expect_same(&r, types[i], CPROF_MEASURE_INUSE, types[2 + space]);
		}
	rig_filter(&r, CPROF_FOCUS, "^a$");
	expect_same(&r, "inuse_space", CPROF_MEASURE_COUNT, "inuse_objects");
	rig_done(&r);
}

static void only_what_there_is(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type cpu nanoseconds\nloc 1: main main.go:1\nsample 5: 1\n");
	struct cprof_table *t = rig_table(&r);
	for (int i = 0; i < CPROF_MEASURES; i++)
		assert_null(t->measure[i].amount);
	cprof_table_free(t);
	r.query.measures = (1 << CPROF_MEASURES) - 1;
	t = rig_table(&r);
	for (int i = 0; i < CPROF_MEASURES; i++)
		assert_int_equal(t->measure[i].amount != NULL, i == CPROF_MEASURE_SIZE);
	cprof_table_free(t);
	rig_done(&r);
}

static void parts_of_a_diff(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type space bytes\nloc 1: main m.go:1\nloc 2: a a.go:1\nloc 3: b b.go:1\n"
		     "sample 10: 2 1\nsample 5: 3 1\n"
		     "sample -4: 2 1 | pprof::base=true\nsample -7: 1 | pprof::base=true\n");
	r.query.measures = 1 << CPROF_MEASURE_BASE | 1 << CPROF_MEASURE_NEW;
	r.query.trim = false;
	struct cprof_table *t = rig_table(&r);
	static const struct {
		const char *name;
		int64_t base, new;
	} rows[] = { { "main", 11, 15 }, { "a", 4, 10 }, { "b", 0, 5 } };
	assert_int_equal(t->measure[CPROF_MEASURE_BASE].total, 11);
	assert_int_equal(t->measure[CPROF_MEASURE_NEW].total, 15);
	for (size_t i = 0; i < 3; i++) {
		const struct cprof_row *row = find_row(t, rows[i].name);
		assert_non_null(row);
		const struct cprof_amount *base =
			cprof_table_amount(t, row, CPROF_MEASURE_BASE);
		const struct cprof_amount *new = cprof_table_amount(t, row, CPROF_MEASURE_NEW);
		assert_true(base != NULL && new != NULL);
		if (base == NULL || new == NULL)
			continue;
		assert_int_equal(base->cum, rows[i].base);
		assert_int_equal(new->cum, rows[i].new);
		assert_int_equal(new->cum - base->cum, row->cum);
	}
	cprof_table_free(t);
	rig_done(&r);
}

/* A copy has the amounts, too, and what it has not costs nothing. */
static void copies(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, heap);
	r.query.measures = 1 << CPROF_MEASURE_COUNT;
	struct cprof_table *t = rig_table(&r), *copy = cprof_table_copy(t);
	const struct cprof_row *row = find_row(copy, "a");
	int64_t count = cprof_table_amount(copy, row, CPROF_MEASURE_COUNT)->flat;
	cprof_table_free(t);
	assert_int_equal(count, 4);
	assert_int_equal(cprof_table_amount(copy, row, CPROF_MEASURE_COUNT)->flat, 4);
	cprof_table_free(copy);
	rig_done(&r);
}

static void package_names(void **state)
{
	static const char *const names[][4] = {
		/* function, file, package, module */
		{ "main.main", "/src/x/main.go", "main", "main" },
		{ "runtime.(*mheap).alloc.func1", "/go/src/runtime/mheap.go", "runtime", "std" },
		{ "encoding/json.Marshal", "encoding/json/encode.go", "encoding/json", "std" },
		{ "example.com/shop/cart.Map[go.shape.int,a.b/c.T]", "x.go",
		  "example.com/shop/cart", "example.com/shop" },
		{ "gopkg.in/yaml%2ev3.(*Node).X", "/m/pkg/mod/gopkg.in/yaml.v3@v3.0.1/n.go",
		  "gopkg.in/yaml.v3", "gopkg.in/yaml.v3" },
		{ "github.com/A/b/v2/c.F", "/m/pkg/mod/github.com/!a/b/v2@v2.0.0/c/f.go",
		  "github.com/A/b/v2/c", "github.com/A/b/v2" },
		{ "github.com/a/b/v2/c.F", "f.go", "github.com/a/b/v2/c", "github.com/a/b/v2" },
		{ "golang.org/x/net/html.Parse", "", "golang.org/x/net/html", "golang.org/x/net" },
		{ "vendor/golang.org/x/net/idna.F", "f.go", "vendor/golang.org/x/net/idna", "std" },
		{ "shop/cart.F", "f.go", "shop/cart", "shop" },
		{ "type:.eq.a/b.T", "<autogenerated>.go", "(generated)", "(generated)" },
		{ "memeqbody", "/go/src/internal/bytealg/equal_amd64.s", NULL, NULL },
		{ "malloc", "malloc.c", NULL, NULL },
		{ "std::vector<a::b>::push_back(a::c)", "v.h", "std", NULL },
		{ "ns::Class::run", "", "ns::Class", NULL },
		{ "(anonymous namespace)::f", "f.cc", "(anonymous namespace)", NULL },
		{ "com.example.Foo.bar", "Foo.java", "com.example", NULL },
	};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct buf package = BUF_INIT, module = BUF_INIT;
		bool has = package_of(&package, names[i][0], names[i][1]);
		assert_int_equal(has, names[i][2] != NULL);
		if (has)
			assert_string_equal(buf_text(&package), names[i][2]);
		has = module_of(&module, names[i][0], names[i][1]);
		assert_int_equal(has, names[i][3] != NULL);
		if (has)
			assert_string_equal(buf_text(&module), names[i][3]);
		buf_done(&package);
		buf_done(&module);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_tables_of_other_types),
		cmocka_unit_test(only_what_there_is),
		cmocka_unit_test(parts_of_a_diff),
		cmocka_unit_test(copies),
		cmocka_unit_test(package_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
