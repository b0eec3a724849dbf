/* The user's rules for finding sources, and the prefix that the explorer offers for one. */
#include "unit/lib/check.h"

#include "app/session/path_map.h"

/* The prefix that a prompt offers to map. */
static void guesses(void **state)
{
	static const char *const cases[][3] = {
		{ "/home/ci/build/shop/cart/build.go", "example.com/shop/cart.Build",
		  "/home/ci/build/" },
		{ "/w/src/cart/build.go", "example.com/shop/cart.(*T[go.shape.int]).F.func1",
		  "/w/src/" },
		{ "/opt/go/src/runtime/malloc.go", "runtime.mallocgc", "/opt/go/src/" },
		{ "/home/ci/tool/main.go", "main.main", "/home/ci/tool/" },
		{ "example.com/shop/cart/build.go", "example.com/shop/cart.Build",
		  "example.com/shop/" },
		{ "github.com/a/b/c/d.go", "github.com/a/b/c.F", "github.com/a/b/" },
		{ "github.com/a/b@v1.2.3/c/d.go", "github.com/a/b/c.F", "github.com/a/b@v1.2.3/" },
		{ "/x/shopping/cart/a.go", "example.com/shop/cart.F", "/x/shopping/" },
		{ "/x/shop/cart/a.go", "myshop/cart.F", "/x/shop/" },
		{ "gitlab.com/a/b/c/d.go", "gitlab.com/a/b/c.F", "gitlab.com/a/b/" },
		{ "host.org/a/b/c/d.go", "host.org/a/b/c.F", "host.org/a/" },
		{ "plain/a/b/d.go", "plain/a/b.F", "plain/" },
		{ "host.org/d.go", "host.org.F", "host.org/" },
		{ "/src/a.c", "f", "/src/" },
		{ "/a.c", "f", "/" },
		{ "a.c", "f", "" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf out = BUF_INIT;
		path_map_guess(cases[i][0], cases[i][1], &out);
		assert_string_equal(buf_text(&out), cases[i][2]);
		buf_done(&out);
	}
}

static void mapping_rules(void **state)
{
	struct path_map m = { 0 }, copy;
	(void)state;
	path_map_add(&m, "/a/", "/x/");
	path_map_add(&m, "/b", "/");
	path_map_add(&m, "/a", "/y");
	path_map_copy(&copy, &m);
	assert_int_equal(m.rule.count, 2);
	assert_string_equal(copy.rule.at[0].from, "/a");
	assert_string_equal(copy.rule.at[0].to, "/y");
	assert_string_equal(copy.rule.at[1].to, "/");
	assert_true(path_map_remove(&m, "/a/"));
	assert_false(path_map_remove(&m, "/a"));
	assert_int_equal(m.rule.count, 1);
	path_map_add(&m, "/c", "rel");
	assert_true(*m.rule.at[0].to == '/');
	path_map_done(&m);
	path_map_done(&copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(guesses),
		cmocka_unit_test(mapping_rules),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
