/* Simplified names: what drop_frames, keep_frames and prune_from look at. */
#include "unit/lib/check.h"

#include <string.h>

#include "query/regex/match_cache.h"

static void table(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "main", "main" },
		{ "foo(int)", "foo" },
		{ ".foo", "foo" },
		{ "..foo(int)", ".foo" },
		{ ".", "" },
		{ "(x)", "" },
		{ "ns::f(a)(b)", "ns::f" },
		{ "(anonymous namespace)::f(int)", "(anonymous namespace)::f" },
		{ "a::(anonymous namespace)::f(int)", "a::(anonymous namespace)::f" },
		{ "(anonymous", "" },
		{ "(anonymous namespace", "" },
		{ "Foo::operator()(int)", "Foo::operator()" },
		{ "operator()", "operator()" },
		{ "myoperator()(x)", "myoperator()" },
		{ "x<operator()>(int)", "x<operator()>" },
		{ "operator(int)", "operator" },
		{ "operator ()(int)", "operator " },
		{ "main.(*T).Run", "main." },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *start;
		size_t length;
		match_cache_simplify(cases[i][0], strlen(cases[i][0]), &start, &length);
		if (length != strlen(cases[i][1]) || memcmp(start, cases[i][1], length) != 0)
			fail_msg("%s: %.*s", cases[i][0], (int)length, start);
	}
}

/* Only the bytes that belong to the name are looked at. */
static void keeps_to_the_length(void **state)
{
	(void)state;
	const char *start;
	size_t length;
	match_cache_simplify("f(anonymous namespace)", 12, &start, &length);
	assert_int_equal(length, 1);
	match_cache_simplify("a\0b(c", 5, &start, &length);
	assert_int_equal(length, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(keeps_to_the_length),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
