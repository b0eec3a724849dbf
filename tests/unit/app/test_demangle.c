/* Short forms of readable C++ names, and which functions get one. */
#include "unit/lib/check.h"

#include <string.h>

#include "base/buf.h"
#include "model/builder.h"
#include "symbol/demangle.h"
#include "symbol/mangled.h"

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
		bool shortened = demangle_shorten(cases[i][0], DEMANGLE_SHORT, &out);
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
	const struct demangle_options options = { 0 };
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
		demangle_profile(p, &options);
		for (size_t i = 0; i < count; i++) {
			const struct function *f = &p->function[i];
			assert_string_equal(profile_text(p, f->name), cases[i][2]);
			assert_string_equal(profile_text(p, f->system_name), cases[i][1]);
			assert_int_equal(profile_length(p, f->name), strlen(cases[i][2]));
		}
	}
	profile_free(p);
}

/* Mangled names: the short form, with template arguments, and in full. */
static void mangled(void **state)
{
	static const char *const cases[][4] = {
		{ "_ZN5doris6Thread16supervise_threadEPv", "doris::Thread::supervise_thread",
		  "doris::Thread::supervise_thread", "doris::Thread::supervise_thread(void*)" },
		{ "_ZNSt6vectorIiSaIiEE9push_backERKi", "std::vector::push_back",
		  "std::vector<int, std::allocator<int> >::push_back",
		  "std::vector<int, std::allocator<int> >::push_back(int const&)" },
		{ "_ZN1AIiE1fIcEEvT_", "A::f", "A<int>::f<char>", "void A<int>::f<char>(char)" },
		{ "_ZZN1A3fooEiENKUliE0_clEi", "A::foo()::{lambda(int)#2}::operator()",
		  "A::foo()::{lambda(int)#2}::operator()",
		  "A::foo(int)::{lambda(int)#2}::operator()(int) const" },
		{ "_ZZNK1AclEiE1x", "A::operator()() const::x", "A::operator()() const::x",
		  "A::operator()(int) const::x" },
		{ "_ZN12_GLOBAL__N_11fEi", "(anonymous namespace)::f", "(anonymous namespace)::f",
		  "(anonymous namespace)::f(int)" },
		{ "_ZN1AssERKS_", "A::operator<=>", "A::operator<=>", "A::operator<=>(A const&)" },
		{ "_ZN1AptEv", "A::operator->", "A::operator->", "A::operator->()" },
		{ "_ZlsI1AERSoS1_RKT_", "operator<<", "operator<< <A>",
		  "std::ostream& operator<< <A>(std::ostream&, A const&)" },
		{ "_Z3fooi.constprop.1.isra.0", "foo", "foo", "foo(int)" },
		{ "_ZTI1AI1BJEE", "typeinfo for A", "typeinfo for A<B>", "typeinfo for A<B>" },
		{ "_ZTI1AI1BI1CJEEE", "typeinfo for A", "typeinfo for A<B<C> >",
		  "typeinfo for A<B<C> >" },
		{ "__Z3foov", "foo", "foo", "foo()" },
		{ "_RNvCs1234_7mycrate3foo", "mycrate::foo", "mycrate::foo", "mycrate::foo" },
		{ "_RINvCs1234_7mycrate3fooiE", "mycrate::foo::<>", "mycrate::foo::<isize>",
		  "mycrate::foo::<isize>" },
		{ "_RNvXCs1234_7mycrateNtB2_3FooNtNtCs5678_4core5clone5Clone5clone",
		  "<mycrate::Foo as core::clone::Clone>::clone",
		  "<mycrate::Foo as core::clone::Clone>::clone",
		  "<mycrate::Foo as core::clone::Clone>::clone" },
		{ "_ZN3std2io5Write9write_all17h0123456789abcdefE", "std::io::Write::write_all",
		  "std::io::Write::write_all", "std::io::Write::write_all" },
		{ "_ZN5boost6detail", NULL, NULL, NULL },
		{ "_Z", NULL, NULL, NULL },
		{ "?Foo@@YAXXZ", NULL, NULL, NULL },
		{ "main.main", NULL, NULL, NULL },
	};
	struct buf out = BUF_INIT;
	(void)state;
	if (!mangled_read("_Z1fv", DEMANGLE_SHORT, &out)) {
		buf_done(&out);
		skip();
	}
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		for (int mode = DEMANGLE_SHORT; mode <= DEMANGLE_FULL; mode++) {
			const char *name = cases[i][0], *expected = cases[i][1 + mode];
			buf_clear(&out);
			bool read = mangled_read(name, (enum demangle_mode)mode, &out) ||
				    (name[0] == '_' && name[1] == '_' &&
				     mangled_read(name + 1, (enum demangle_mode)mode, &out));
			if (read != (expected != NULL) ||
			    (read && strcmp(buf_text(&out), expected) != 0))
				fail_msg("%s: %s", name, buf_text(&out));
		}
	buf_done(&out);
}

/* A short name that stands for an endless one is left as it is. */
static void endless(void **state)
{
	struct buf name = BUF_INIT, out = BUF_INIT;
	(void)state;
	/* Each of the pairs is twice as long as the one before. */
	buf_puts(&name, "_Z1fI1aEv1bIS_S_E");
	for (char c = '0'; c <= '9'; c++)
		buf_printf(&name, "1bIS%c_S%c_E", c, c);
	for (char c = 'A'; c <= 'V'; c++)
		buf_printf(&name, "1bIS%c_S%c_E", c, c);
	mangled_read(buf_text(&name), DEMANGLE_FULL, &out);
	assert_true(out.size <= 2 << 16);
	buf_done(&name);
	buf_done(&out);
}

static void words(void **state)
{
	static const struct {
		const char *words;
		size_t unknown;
		struct demangle_options options;
	} cases[] = {
		{ NULL, 0, { DEMANGLE_SHORT, false, false } },
		{ "local:fastlocal::remote", 0, { DEMANGLE_SHORT, false, false } },
		{ "Demangle=Full", 0, { DEMANGLE_FULL, true, false } },
		{ "demangle=templates:demangle=default", 0, { DEMANGLE_TEMPLATES, true, false } },
		{ "demangle=none", 0, { DEMANGLE_NONE, true, false } },
		{ "force", 0, { DEMANGLE_SHORT, true, false } },
		{ "none", 0, { DEMANGLE_SHORT, false, true } },
		{ "x:no:y", 1, { DEMANGLE_SHORT, false, true } },
		{ "x:force:demangle=all", 2, { DEMANGLE_SHORT, true, false } },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct demangle_options got;
		assert_int_equal(demangle_options_read(cases[i].words, &got), cases[i].unknown);
		assert_int_equal(got.mode, cases[i].options.mode);
		assert_int_equal(got.force, cases[i].options.force);
		assert_int_equal(got.off, cases[i].options.off);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),   cmocka_unit_test(functions), cmocka_unit_test(mangled),
		cmocka_unit_test(endless), cmocka_unit_test(words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
