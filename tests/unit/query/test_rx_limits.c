/* Regular expressions that take too much: work, nesting, size, room in a message. */
#include "unit/lib/check.h"

#include <string.h>

#include "base/buf.h"
#include "query/regex/rx.h"

static struct rx *compiled(const char *pattern)
{
	struct rx *rx;
	struct cprof_error err = CPROF_ERROR_INIT;
	if (rx_compile(pattern, &rx, NULL, &err) != CPROF_OK)
		fail_msg("'%s': %s", pattern, err.text);
	assert_non_null(rx);
	return rx;
}

/* Too much work is an error and not the answer "no". */
static void gives_up_loudly(void **state)
{
	(void)state;
	static const char text[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
	struct rx *rx = compiled("(a+)+$");
	struct cprof_error err = CPROF_ERROR_INIT;
	bool matched = true;
	size_t start;
	size_t end;
	assert_int_equal(rx_match(rx, text, strlen(text), &matched, &err), CPROF_ERR_LIMIT);
	assert_false(matched);
	assert_non_null(strstr(err.text, "(a+)+$"));
	assert_non_null(strstr(err.text, text));
	cprof_error_done(&err);
	assert_false(rx_find(rx, text, strlen(text), 0, &start, &end));
	assert_int_equal(rx_match(rx, "aaa", 3, &matched, &err), CPROF_OK);
	assert_true(matched);
	rx_free(rx);
}

/* Asks one pattern about texts of 20,000 letters until it gives up; how many it was asked about. */
static int texts_until_limit(const char *pattern, int most, struct cprof_error *err)
{
	struct rx *rx = compiled(pattern);
	struct buf text = BUF_INIT;
	bool matched;
	int i = 0;
	buf_pad(&text, 'A', 20000);
	buf_puts(&text, "Zz"); /* all letters of a pattern are there, or no search would be made */
	while (i < most && rx_match(rx, buf_text(&text), text.size, &matched, err) == CPROF_OK)
		i++;
	rx_free(rx);
	buf_done(&text);
	return i;
}

/* Work is counted over all texts together, so that many that take long each are an error as well;
 * what takes no longer for each letter may go on. */
static void counts_all_work(void **state)
{
	(void)state;
	static const char *const hard[] = {
		"(.*A){20}zZ",
		".*.*.*zZ",
		"(A|A)*zZ",
		"(.*)\\1zZ",
		"A{1000}zZ",
		"(A{0,500}){2}zZ",
		"(A|AA)(A|AA)(A|AA)(A|AA)(A|AA)(A|AA)(A|AA)(A|AA)(A|AA)(A|AA)(A|AA)zZ",
		"(?=.*zZ)A",
		"(?:A?){500}A{500}zZ",
	};
	static const char *const easy[] = {
		"zZ", "^A+zZ", "(?i)ab", "x|y|w", "[a-y]+Z", ".*", "A$"
	};
	struct cprof_error err = CPROF_ERROR_INIT;
	for (size_t i = 0; i < sizeof hard / sizeof hard[0]; i++) {
		if (texts_until_limit(hard[i], 1000, &err) == 1000)
			fail_msg("%s may go on", hard[i]);
		assert_int_equal(err.status, CPROF_ERR_LIMIT);
		assert_non_null(strstr(err.text, hard[i]));
		cprof_error_done(&err);
	}
	for (size_t i = 0; i < sizeof easy / sizeof easy[0]; i++)
		assert_int_equal(texts_until_limit(easy[i], 1000, &err), 1000);
}

/* Searches at the keyboard have less time. Each has its own, but for those of a round: no list is
 * too long to be looked through, and a screen that is drawn again and again does not use it up. */
static void finds_in_rounds(void **state)
{
	(void)state;
	struct buf text = BUF_INIT;
	size_t start, end;
	buf_pad(&text, 'A', 20000);
	buf_puts(&text, "Zz");
	struct rx *rx = compiled("[A-Y]z");
	for (int i = 0; i < 3000; i++)
		assert_false(rx_find(rx, buf_text(&text), text.size, 0, &start, &end));
	assert_false(rx_gave_up(rx));
	rx_round(rx, true);
	for (int i = 0; i < 3000 && !rx_gave_up(rx); i++)
		assert_false(rx_find(rx, buf_text(&text), text.size, 0, &start, &end));
	assert_true(rx_gave_up(rx));
	rx_free(rx);
	rx = compiled(".*.*.*zZ");
	assert_false(rx_find(rx, buf_text(&text), text.size, 0, &start, &end));
	assert_true(rx_gave_up(rx));
	rx_free(rx);
	buf_done(&text);
}

/* What a message shows of a pattern is a part of one line. */
static void shows_a_part(void **state)
{
	(void)state;
	struct buf pattern = BUF_INIT;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct rx *rx;
	buf_pad(&pattern, 'a', 100000);
	buf_puts(&pattern, "(");
	assert_int_equal(rx_compile_argument(buf_text(&pattern), &rx, &err), CPROF_ERR_SYNTAX);
	assert_true(strlen(err.text) < 600);
	rx_no_match(buf_text(&pattern), &err);
	assert_true(strlen(err.text) < 300);
	rx_no_match("one\ntwo", &err);
	assert_string_equal(err.text, "no matches found for regexp: one...");
	cprof_error_done(&err);
	buf_done(&pattern);
}

/* Groups are translated without recursion; what PCRE2 would not survive is refused. */
static void deep_and_large(void **state)
{
	(void)state;
	struct rx *rx;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf pattern = BUF_INIT;
	buf_pad(&pattern, '(', 1000);
	buf_puts(&pattern, "a");
	buf_pad(&pattern, ')', 1000);
	rx_free(compiled(pattern.data));
	buf_clear(&pattern);
	buf_pad(&pattern, '(', 100000);
	assert_int_equal(rx_compile(pattern.data, &rx, NULL, &err), CPROF_ERR_SYNTAX);
	assert_non_null(strstr(err.text, "expression nests too deeply"));
	buf_clear(&pattern);
	for (int i = 0; i < 20000; i++)
		buf_puts(&pattern, "(a|[^b])");
	assert_int_equal(rx_compile(pattern.data, &rx, NULL, &err), CPROF_ERR_SYNTAX);
	assert_non_null(strstr(err.text, "expression too large"));
	cprof_error_done(&err);
	buf_done(&pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_up_loudly), cmocka_unit_test(counts_all_work),
		cmocka_unit_test(finds_in_rounds), cmocka_unit_test(shows_a_part),
		cmocka_unit_test(deep_and_large),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
