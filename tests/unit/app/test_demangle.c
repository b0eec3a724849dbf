/* Short forms of readable C++ names, and which functions get one. */
#include "unit/lib/check.h"

#include <string.h>

#include "base/buf.h"
#include "model/builder.h"
#include "symbol/demangle.h"

/* The second text is the short form; NULL: the name stays as it is. */
static void names(void **state)
{
	static const char *const cases[][2] = {
		{ "x::a(b)c)d(e)", "x::ac)d(e)" },
		{ "x::a(b))c(d)", "x::a)c(d)" },
		{ "x::a((b)c", "x::a((b)c" },
		{ "x::a(b(c)d", "x::a(b(c)d" },
		{ "x::a)b(c)d", "x::a)b(c)d" },
		{ "x::f<a>(b<c)>d", "x::f>d" },
		{ "x::f<(a>b)>(c)", "x::f" },
		{ "x::f<a(b>c)d", "x::f<ad" },
		{ "x::operator()(int)", "x::operator" },
		{ "x::operator<=>(int)", "x::operator" },
		{ "x::operator<<", "x::operator<<" },
		{ "x::operator->", "x::operator->" },
		{ "<a::b>", "" },
		{ "(a::b)", "" },
		{ "(anonymous namespace)::f(int)", "::f" },
		{ "std::vector<int>::push_back(int const&)", "std::vector::push_back" },
		{ "void foo<int>(int)", "void foo" },
		{ "foo(int)", NULL },
		{ "main.main", NULL },
		{ "main.(*T).Run", NULL },
		{ "main.(*List[...]).Push", NULL },
		{ "main.Map[...]", "main.Map[...]" },
		{ "java.util.List.<init>", NULL },
		{ "", NULL },
		{ "a::b", "a::b" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf out = BUF_INIT;
		bool shortened = demangle_shorten(cases[i][0], &out);
		const char *expected = cases[i][1] != NULL ? cases[i][1] : "";
		if (shortened != (cases[i][1] != NULL) || strcmp(buf_text(&out), expected) != 0)
			fail_msg("%s: %s", cases[i][0], buf_text(&out));
		buf_done(&out);
	}
}

static void functions(void **state)
{
	/* Name, system name, and the name that comes out. */
	static const char *const cases[][3] = {
		{ "a::f(int)", "a::f(int)", "a::f" },
		{ "a::f(int)", "", "a::f(int)" },
		{ "shown", "a::f(int)", "shown" },
		{ "", "a::f(int)", "a::f" },
		{ "", "plain", "plain" },
		{ "main.main", "main.main", "main.main" },
		{ "(a::b)", "(a::b)", "" },
		{ "", "", "" },
	};
	static const struct cprof_limits limits = CPROF_LIMITS_INIT;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct builder *b = builder_new(&limits);
	struct profile *p;
	const size_t count = sizeof cases / sizeof cases[0];
	(void)state;
	builder_string(b, "", 0, &err);
	for (size_t i = 0; i < count; i++) {
		struct function_def def = { .id = i + 1 };
		def.name = (int64_t)(2 * i + 1);
		def.system_name = (int64_t)(2 * i + 2);
		builder_string(b, cases[i][0], strlen(cases[i][0]), &err);
		builder_string(b, cases[i][1], strlen(cases[i][1]), &err);
		builder_function(b, &def, &err);
	}
	assert_int_equal(builder_finish(b, &p, &err), CPROF_OK);
	builder_free(b);
	/* A second time changes nothing: the names differ from the system names now, or are
	 * short. */
	for (int again = 0; again < 2; again++) {
		demangle_profile(p);
		for (size_t i = 0; i < count; i++) {
			const struct function *f = &p->function[i];
			assert_string_equal(profile_text(p, f->name), cases[i][2]);
			assert_string_equal(profile_text(p, f->system_name), cases[i][1]);
			assert_int_equal(profile_length(p, f->name), strlen(cases[i][2]));
		}
	}
	profile_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(functions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
