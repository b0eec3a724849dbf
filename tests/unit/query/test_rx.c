/* Patterns: what RE2 accepts and refuses, where they match, and what is allowed beyond. Expected
 * values of the first three tables are those of Go's regexp package. */
#include "unit/lib/check.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "query/regex/rx.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct rx *compiled(const char *pattern)
{
	struct rx *rx;
	struct cprof_error err = CPROF_ERROR_INIT;
	if (rx_compile(pattern, &rx, NULL, &err) != CPROF_OK)
		fail_msg("'%s': %s", pattern, err.text);
	assert_non_null(rx);
	return rx;
}

struct match_case {
	const char *pattern;
	const char *text;
	int start; /* -1: no match */
	int end;
};

static void check_matches(const struct match_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct match_case *c = &cases[i];
		struct rx *rx = compiled(c->pattern);
		struct cprof_error err = CPROF_ERROR_INIT;
		size_t start = 0;
		size_t end = 0;
		bool matched = false;
		size_t length = strlen(c->text);
		assert_int_equal(rx_match(rx, c->text, length, &matched, &err), CPROF_OK);
		bool found = rx_find(rx, c->text, length, 0, &start, &end);
		int got_start = found ? (int)start : -1;
		int got_end = found ? (int)end : -1;
		if (matched != found || got_start != c->start || got_end != c->end)
			fail_msg("'%s' in '%s': [%d, %d), expected [%d, %d)", c->pattern, c->text,
				 got_start, got_end, c->start, c->end);
		rx_free(rx);
	}
}

static void matches_like_re2(void **state)
{
	(void)state;
	static const struct match_case cases[] = {
		{ "", "abc", 0, 0 },
		{ "a.c", "xabc", 1, 4 },
		{ "a.c", "a\nc", -1, -1 },
		{ "(?s)a.c", "a\nc", 0, 3 },
		{ "a$", "a\n", -1, -1 },
		{ "(?m)a$", "a\nb", 0, 1 },
		{ "(?m)^b", "a\nb", 2, 3 },
		{ "(?m)\n^", "a\n", 1, 2 },
		{ "a\\z", "a\n", -1, -1 },
		{ "\\Aa", "ba", -1, -1 },
		{ "\\s", "a\vb", -1, -1 },
		{ "[\\s]", "a\vb", -1, -1 },
		{ "[[:space:]]", "a\vb", 1, 2 },
		{ "\\S", "\v", 0, 1 },
		{ "\\v", "\v", 0, 1 },
		{ "\\v", "\n", -1, -1 },
		{ "[\\v]", "\n", -1, -1 },
		{ "\\a\\f\\t", "\a\f\t", 0, 3 },
		{ "\\101\\x42\\x{43}", "ABC", 0, 3 },
		{ "()\\12", "\n", 0, 1 },
		{ "\\x{1F600}", "\xf0\x9f\x98\x80", 0, 4 },
		{ "\\w+", "\xc3\xa9" "ab_1", 2, 6 },
		{ "\\bb", "\xc3\xa9" "b", 2, 3 },
		{ "\\d", "\xd9\xa3", -1, -1 },
		{ "\\Qa.b\\E+", "a.bbb", 0, 5 },
		{ "\\Qa.b", "xa.b", 1, 4 },
		{ "a\\Q\\E*", "aaa", 0, 3 },
		{ "a*\\Q\\E*b", "aab", 0, 3 },
		{ "a(?i)*B", "aab", 0, 3 },
		{ "(?:^)*a", "ba", 1, 2 },
		{ "^*a", "ba", 1, 2 },
		{ "\\b{2}a", "ba a", 3, 4 },
	};
	check_matches(cases, COUNT(cases));
}

static void repeats_like_re2(void **state)
{
	(void)state;
	static const struct match_case cases[] = {
		{ "(?U)a+", "aaa", 0, 1 },
		{ "(?U)a+?", "aaa", 0, 3 },
		{ "(?U:a+)a+", "aaa", 0, 3 },
		{ "a{2}?", "aaa", 0, 2 },
		{ "a{,2}", "a{,2}", 0, 5 },
		{ "a{01}", "aa{01}", 1, 6 },
		{ "a{1", "a{1", 0, 3 },
		{ "{", "x{", 1, 2 },
		{ "a]}", "a]}", 0, 3 },
		{ "(?i)k", "\xe2\x84\xaa", 0, 3 },
		{ "(?i)\\w", "\xc5\xbf", 0, 2 },
		{ "(?i)\\W", "\xc5\xbf", -1, -1 },
		{ "(?i)[\\W]", "\xc5\xbf", -1, -1 },
		{ "(?i)[[:^upper:]]", "a", -1, -1 },
		{ "(?i)a(?-i)B", "AB", 0, 2 },
		{ "(?i)a(?-i)B", "Ab", -1, -1 },
		{ "((?i)a)b", "AB", -1, -1 },
		{ "a(?i)b|c", "C", 0, 1 },
		{ "(?P<1st>a)(?P<1st>b)", "ab", 0, 2 },
		{ "(?:a|\\A){0}json", "ajson", 1, 5 }, /* PCRE2 10.42 alone finds nothing */
		{ "a{0}b{0,0}?c", "abc", 2, 3 },
		{ "(|a)*", "aa", 0, 0 },
		{ "a|ab", "ab", 0, 1 },
		{ "a # b", "a # b", 0, 5 },
		{ "\xe6\x97\xa5+", "\xe6\x97\xa5\xe6\x97\xa5", 0, 6 },
	};
	check_matches(cases, COUNT(cases));
}

static void classes_like_re2(void **state)
{
	(void)state;
	static const struct match_case cases[] = {
		{ "[]a]+", "a]", 0, 2 },
		{ "[^]a]", "]ab", 2, 3 },
		{ "[a-]+", "-a", 0, 2 },
		{ "[--0]+", "-./0", 0, 4 },
		{ "[\\d-z]+", "1-z", 0, 3 },
		{ "[a-b-c]+", "a-c", 0, 3 },
		{ "[[:alpha:]-z]+", "q-z", 0, 3 },
		{ "[[.a]+", "[.a", 0, 3 },
		{ "[[=a]", "=", 0, 1 },
		{ "[&&~]+", "&&~", 0, 3 },
		{ "[[:word:]]+", "-a_1-", 1, 4 },
		{ "[[:^alpha:]]", "ab1", 2, 3 },
		{ "[^[:^alpha:]]", "12a", 2, 3 },
		{ "[^a]", "\n", 0, 1 },
		{ "[.*$^]+", "$.*^", 0, 4 },
		{ "[^\\x00-\\x{10FFFF}]", "a", -1, -1 },
		{ "[\\x{d800}-\\x{dfff}]", "a", -1, -1 },
		{ "[^\\x{d800}]", "a", 0, 1 },
		{ "\\x{d800}|b", "ab", 1, 2 },
		{ "[\\x{1000}-\\x{10ffff}]", "a\xf0\x9f\x98\x80", 1, 5 },
		{ "\\pL+", "1ab", 1, 3 },
		{ "\\PL", "a1", 1, 2 },
		{ "\\p{^Lu}", "Aa", 1, 2 },
		{ "\\P{^Lu}", "aA", 1, 2 },
		{ "\\p{Greek}", "\xce\xb1", 0, 2 },
		{ "\\p{Yi}", "a", -1, -1 },
		{ "\\p{Greek}", "\xcd\x82", -1, -1 }, /* U+0342 is only used with Greek */
		{ "[\\P{Any}a]", "ba", 1, 2 },
		{ "\\p{Any}", "a", 0, 1 },
		{ "\\pC", "\xcd\xb8", -1, -1 },    /* U+0378 is unassigned */
		{ "\\PC", "\xcd\xb8", 0, 2 },
		{ "[\\PC]", "\xcd\xb8", 0, 2 },
		{ "(?i)\\p{Greek}", "\xc2\xb5", 0, 2 }, /* micro sign, a case of mu */
		{ "(?i)\\P{Greek}", "\xc2\xb5", -1, -1 },
	};
	check_matches(cases, COUNT(cases));
}

/* What JIT code of PCRE2 10.42 alone misses. */
static void alternatives_before_repetitions(void **state)
{
	(void)state;
	static const struct match_case cases[] = {
		{ "(Foo|)1*F", "Foo1", 0, 1 },
		{ "(main|ma)[0-9]*i", "main.run", 0, 3 },
		{ "(?:main|m)[A-Z]*ain", "main.run", 0, 4 },
		{ "(?:[bc]\\w|).\\wc*?\\w", "baaa", 0, 3 },
		{ "x|(?:Foo|F)[^o]*o", "Foo", 0, 2 },
		{ "((?i:[bc][ab]|)b+(?:\\w*|ab?)){2,}", "bab", 0, 3 },
	};
	check_matches(cases, COUNT(cases));
}

static void invalid_bytes(void **state)
{
	(void)state;
	static const struct match_case cases[] = {
		{ "a.b", "xa\xff" "b", 1, 4 },
		{ "[^a]", "a\xfe", 1, 2 },
		{ "\\x{fffd}+", "\xc3\xa9\xff\xff" "b", 2, 4 },
		{ "b$", "\xff\xff" "b", 2, 3 },
		{ "\\x{ff}", "\xff", -1, -1 },
	};
	check_matches(cases, COUNT(cases));
}

struct error_case {
	const char *pattern;
	const char *text; /* behind "error parsing regexp: "; NULL: PCRE2 has its own words */
	size_t offset;
};

/* Our part of a complaint that is worded by PCRE2. */
static void assert_ends_with_pattern(const char *text, const char *pattern)
{
	struct buf end = BUF_INIT;
	buf_printf(&end, ": `%s`", pattern);
	size_t length = strlen(text);
	assert_true(length > end.size);
	assert_string_equal(text + length - end.size, buf_text(&end));
	buf_done(&end);
}

static void check_errors(const struct error_case *cases, size_t count)
{
	static const char prefix[] = "error parsing regexp: ";
	for (size_t i = 0; i < count; i++) {
		struct cprof_error err = CPROF_ERROR_INIT;
		struct rx *rx;
		size_t offset = 9999;
		if (rx_compile(cases[i].pattern, &rx, &offset, &err) != CPROF_ERR_SYNTAX)
			fail_msg("'%s' compiles", cases[i].pattern);
		assert_null(rx);
		assert_memory_equal(err.text, prefix, strlen(prefix));
		if (cases[i].text != NULL)
			assert_string_equal(err.text + strlen(prefix), cases[i].text);
		else
			assert_ends_with_pattern(err.text, cases[i].pattern);
		if (offset != cases[i].offset)
			fail_msg("'%s': offset %zu", cases[i].pattern, offset);
		cprof_error_done(&err);
	}
}

static void errors_like_re2(void **state)
{
	(void)state;
	static const struct error_case cases[] = {
		{ "json(", "missing closing ): `json(`", 4 },
		{ "a(b(c)", "missing closing ): `a(b(c)`", 1 },
		{ "a)b", "unexpected ): `a)b`", 0 },
		{ "x[a-", "missing closing ]: `[a-`", 1 },
		{ "[]", "missing closing ]: `[]`", 0 },
		{ "[[:alpha:", "missing closing ]: `[[:alpha:`", 0 },
		{ "*", "missing argument to repetition operator: `*`", 0 },
		{ "a|*?", "missing argument to repetition operator: `*?`", 2 },
		{ "(+)", "missing argument to repetition operator: `+`", 1 },
		{ "{2}", "missing argument to repetition operator: `{2}`", 0 },
		{ "a**", "invalid nested repetition operator: `**`", 1 },
		{ "a*?*", "invalid nested repetition operator: `*?*`", 1 },
		{ "a{2}{3}", "invalid nested repetition operator: `{2}{3}`", 1 },
		{ "a{1001}", "invalid repeat count: `{1001}`", 1 },
		{ "a{99999999999}", "invalid repeat count: `{99999999999}`", 1 },
		{ "a{2,1}", "invalid repeat count: `{2,1}`", 1 },
		{ "(a{100}){11}", "invalid repeat count: `{11}`", 8 },
		{ "\\8", "invalid escape sequence: `\\8`", 0 },
		{ "\\18", "invalid escape sequence: `\\1`", 0 },
		{ "\\1", "invalid escape sequence: `\\1`", 0 },
		{ "ab\\C", "invalid escape sequence: `\\C`", 2 },
		{ "\\h", "invalid escape sequence: `\\h`", 0 },
		{ "\\K", "invalid escape sequence: `\\K`", 0 },
		{ "\\Z", "invalid escape sequence: `\\Z`", 0 },
		{ "[\\b]", "invalid escape sequence: `\\b`", 1 },
		{ "[a-\\d]", "invalid escape sequence: `\\d`", 3 },
		{ "\\xg1", "invalid escape sequence: `\\xg1`", 0 },
		{ "\\x{110000}", "invalid escape sequence: `\\x{110000`", 0 },
		{ "\\\xc3\xa9", "invalid escape sequence: `\\\xc3\xa9`", 0 },
		{ "a\\", "trailing backslash at end of expression: ``", 2 },
		{ "[z-a]", "invalid character class range: `z-a`", 1 },
		{ "[[:foo:]]", "invalid character class range: `[:foo:]`", 1 },
		{ "\\p{Foo}", "invalid character class range: `\\p{Foo}`", 0 },
		{ "\\p{Cn}", "invalid character class range: `\\p{Cn}`", 0 },
		{ "\\p", "invalid character class range: `\\p`", 0 },
		{ "(?x)a", "invalid or unsupported Perl syntax: `(?x`", 0 },
		{ "(?i-)a", "invalid or unsupported Perl syntax: `(?i-)`", 0 },
		{ "(?R)", "invalid or unsupported Perl syntax: `(?R`", 0 },
		{ "(?#a)", "invalid or unsupported Perl syntax: `(?#`", 0 },
		{ "(?P<a-b>c)", "invalid named capture: `(?P<a-b>`", 0 },
		{ "(?P<a", "invalid named capture: `(?P<a`", 0 },
		{ "a\xff", "invalid UTF-8: `\xff`", 1 },
	};
	check_errors(cases, COUNT(cases));
}

static void errors_of_our_own(void **state)
{
	(void)state;
	static const struct error_case cases[] = {
		{ "a(*)", "missing argument to repetition operator: `*`", 2 },
		{ "(*MARK:x)", "missing argument to repetition operator: `*`", 1 },
		{ "(*LIMIT_MATCH=1)", "missing argument to repetition operator: `*`", 1 },
		{ "(*a[b][c])", "missing argument to repetition operator: `*`", 1 },
		{ "(*a[b)", "missing argument to repetition operator: `*`", 1 },
		{ "(*a", "missing argument to repetition operator: `*`", 1 },
		{ "a++?", "invalid nested repetition operator: `++?`", 1 },
		{ "a+++", "invalid nested repetition operator: `+++`", 1 },
		{ "(?i)\\p{Lu}", "property not supported while ignoring case: `\\p{Lu}`", 4 },
		{ "(?i)[\\PL]", "property not supported while ignoring case: `\\PL`", 5 },
		{ "x(?P=n)", "invalid named capture: `(?P=n)`", 1 },
		{ "xy(?<=a+)b", NULL, 2 },
	};
	check_errors(cases, COUNT(cases));
}

static void receivers(void **state)
{
	(void)state;
	static const struct match_case cases[] = {
		{ "json.(*decodeState).object", "encoding/json.(*decodeState).object", 9, 35 },
		{ "(*F).Run", "pkg.(*F).Run", 4, 12 },
		{ "(*UCP)", "(*UCP)", 0, 6 },
		{ "(*List[...]).Add", "x.(*List[...]).Add", 2, 18 },
		{ "(*M[map[string]int])", "(*M[map[string]int])", 0, 20 },
		{ "((*a.b)|c)$", "(*a.b)", 0, 6 },
		{ "(*a)", "a", -1, -1 },
		{ "[(*a)]", "*", 0, 1 },
		{ "\\Q(*a:b)\\E", "(*a:b)", 0, 6 },
		{ "\\(*a", "((a", 0, 3 },
	};
	check_matches(cases, COUNT(cases));
}

static void beyond_re2(void **state)
{
	(void)state;
	static const struct match_case cases[] = {
		{ "a(?=b)", "acab", 2, 3 },
		{ "a(?!c)", "acab", 2, 3 },
		{ "(?<=c)a", "aca", 2, 3 },
		{ "(?<!c)a(?!c)", "caxa", 3, 4 },
		{ "(?>a+)a", "aaa", -1, -1 },
		{ "a++a", "aaa", -1, -1 },
		{ "a{1,3}+a", "aaaa", 0, 4 },
		{ "(a|b)\\1", "abb", 1, 3 },
		{ "(?P<x>a|b)(?P=x)", "abb", 1, 3 },
		{ "(?<x>ab)", "ab", 0, 2 },
		{ "(a)((b)c){0}(d)\\4", "abcadd", 3, 6 },
		{ "(a){0}\\1", "a", -1, -1 },
	};
	check_matches(cases, COUNT(cases));
}

static bool smart_match(const char *pattern, const char *text)
{
	struct rx *rx;
	struct cprof_error err = CPROF_ERROR_INIT;
	bool matched = false;
	assert_int_equal(rx_compile_smart(pattern, &rx, NULL, &err), CPROF_OK);
	assert_string_equal(rx_pattern(rx), pattern);
	assert_int_equal(rx_match(rx, text, strlen(text), &matched, &err), CPROF_OK);
	rx_free(rx);
	return matched;
}

static void smart_case(void **state)
{
	(void)state;
	assert_true(smart_match("foo", "xFOO"));
	assert_false(smart_match("Foo", "foo"));
	assert_true(smart_match("Foo", "Foo"));
	assert_true(smart_match("\xc3\xa9", "\xc3\x89"));
	assert_false(smart_match("\xc3\x89", "\xc3\xa9"));
	assert_true(smart_match("=a.(*b", "XA.(*B"));
	assert_false(smart_match("=a.b", "axb"));
	assert_false(smart_match("=A.b", "a.b"));
	assert_true(smart_match("=", "anything"));
	assert_true(smart_match("==", "a=b"));
	struct rx *rx;
	struct cprof_error err = CPROF_ERROR_INIT;
	size_t offset = 0;
	assert_int_equal(rx_compile_smart("ab[", &rx, &offset, &err), CPROF_ERR_SYNTAX);
	assert_string_equal(err.text, "error parsing regexp: missing closing ]: `[`");
	assert_int_equal(offset, 2);
	cprof_error_done(&err);
}

static void finds_all(void **state)
{
	(void)state;
	static const char text[] = "ab\xff" "ab ab";
	static const size_t expected[] = { 0, 3, 6 };
	struct rx *rx = compiled("ab");
	size_t from = 0;
	size_t start;
	size_t end;
	for (size_t i = 0; i < COUNT(expected); i++) {
		assert_true(rx_find(rx, text, strlen(text), from, &start, &end));
		assert_int_equal(start, expected[i]);
		assert_int_equal(end, expected[i] + 2);
		from = end;
	}
	assert_false(rx_find(rx, text, strlen(text), from, &start, &end));
	assert_false(rx_find(rx, text, strlen(text), 99, &start, &end));
	rx_free(rx);
	rx = compiled("^b|\\Bb|$");
	assert_true(rx_find(rx, "abab", 4, 3, &start, &end));
	assert_int_equal(start, 3);
	assert_true(rx_find(rx, "abab", 4, 4, &start, &end));
	assert_int_equal(start, 4);
	assert_int_equal(end, 4);
	rx_free(rx);
	/* Inside a character the search begins behind it. */
	rx = compiled(".");
	assert_true(rx_find(rx, "\xc3\xa9z", 3, 1, &start, &end));
	assert_int_equal(start, 2);
	rx_free(rx);
}

static void quotes(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"", "main.main", "json.(*decodeState).object", "a[b]{c}^$|?+*\\", "x\\Q.\\E",
		"#a b", "\xe6\x97\xa5", "a\xff.", "\x01\t\n",
	};
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct buf pattern = BUF_INIT;
		buf_putc(&pattern, '^');
		rx_quote(&pattern, texts[i]);
		buf_putc(&pattern, '$');
		struct rx *rx = compiled(pattern.data);
		struct cprof_error err = CPROF_ERROR_INIT;
		bool matched = false;
		assert_int_equal(rx_match(rx, texts[i], strlen(texts[i]), &matched, &err), 0);
		assert_true(matched);
		assert_int_equal(rx_match(rx, "mainxmain", 9, &matched, &err), 0);
		assert_false(matched);
		rx_free(rx);
		buf_done(&pattern);
	}
}

/* A text is bytes with a length: NUL is one of them. */
static void matches_nul(void **state)
{
	(void)state;
	struct rx *rx = compiled("a\\x00b");
	struct cprof_error err = CPROF_ERROR_INIT;
	bool matched = false;
	assert_int_equal(rx_match(rx, "a\0b", 3, &matched, &err), CPROF_OK);
	assert_true(matched);
	assert_int_equal(rx_match(rx, NULL, 0, &matched, &err), CPROF_OK);
	assert_false(matched);
	rx_free(rx);
	rx_free(NULL);
}

struct searching {
	struct rx *rx;
	size_t matches;
};

static void *search_many(void *argument)
{
	struct searching *s = argument;
	struct cprof_error err = CPROF_ERROR_INIT;
	for (int i = 0; i < 20000; i++) {
		bool matched = false;
		const char *text = i % 2 == 0 ? "runtime.mallocgc" : "main.main";
		if (rx_match(s->rx, text, strlen(text), &matched, &err) == CPROF_OK && matched)
			s->matches++;
	}
	return NULL;
}

static void patterns_run_in_threads(void **state)
{
	(void)state;
	struct searching s[4];
	pthread_t threads[COUNT(s)];
	for (size_t i = 0; i < COUNT(s); i++)
		s[i] = (struct searching){ compiled("(?i)^RUNTIME\\.(\\w+)$"), 0 };
	for (size_t i = 0; i < COUNT(s); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, search_many, &s[i]), 0);
	for (size_t i = 0; i < COUNT(s); i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(s[i].matches, 10000);
		rx_free(s[i].rx);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches_like_re2),
		cmocka_unit_test(repeats_like_re2),
		cmocka_unit_test(classes_like_re2),
		cmocka_unit_test(alternatives_before_repetitions),
		cmocka_unit_test(invalid_bytes),
		cmocka_unit_test(errors_like_re2),
		cmocka_unit_test(errors_of_our_own),
		cmocka_unit_test(receivers),
		cmocka_unit_test(beyond_re2),
		cmocka_unit_test(smart_case),
		cmocka_unit_test(finds_all),
		cmocka_unit_test(quotes),
		cmocka_unit_test(matches_nul),
		cmocka_unit_test(patterns_run_in_threads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
