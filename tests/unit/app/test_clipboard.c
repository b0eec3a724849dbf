/* OSC 52 byte by byte, and programs that take a text. */
#include "unit/lib/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "app/clipboard.h"

static void check(const char *text, enum clipboard_wrap wrap, const char *want)
{
	struct buf out = BUF_INIT;
	clipboard_osc52(text, strlen(text), wrap, &out);
	assert_string_equal(buf_text(&out), want);
	buf_done(&out);
}

static void sequences(void **state)
{
	(void)state;
	check("", CLIPBOARD_BARE, "\033]52;c;\a");
	check("f", CLIPBOARD_BARE, "\033]52;c;Zg==\a");
	check("fo", CLIPBOARD_BARE, "\033]52;c;Zm8=\a");
	check("foo", CLIPBOARD_BARE, "\033]52;c;Zm9v\a");
	check("\xff\xfe\xfd\xfc", CLIPBOARD_BARE, "\033]52;c;//79/A==\a");
	check("foo", CLIPBOARD_IN_TMUX, "\033Ptmux;\033\033]52;c;Zm9v\a\033\\");
	check("foo", CLIPBOARD_IN_SCREEN, "\033P\033]52;c;Zm9v\a\033\\");
	assert_int_equal(clipboard_encoded(0), 0);
	assert_int_equal(clipboard_encoded(1), 4);
	assert_int_equal(clipboard_encoded(56245), CLIPBOARD_MOST + 2);
}

/* No piece that screen has to keep is longer than it can. */
static void pieces(void **state)
{
	(void)state;
	struct buf out = BUF_INIT, joined = BUF_INIT, plain = BUF_INIT;
	char text[3000];
	memset(text, 'x', sizeof text);
	clipboard_osc52(text, sizeof text, CLIPBOARD_IN_SCREEN, &out);
	clipboard_osc52(text, sizeof text, CLIPBOARD_BARE, &plain);
	for (const char *p = buf_text(&out); *p != '\0';) {
		const char *end = strstr(p + 2, "\033\\");
		assert_non_null(end);
		assert_memory_equal(p, "\033P", 2);
		assert_true(end - p <= 512);
		buf_put(&joined, p + 2, (size_t)(end - p - 2));
		p = end + 2;
	}
	assert_string_equal(buf_text(&joined), buf_text(&plain));
	buf_done(&out);
	buf_done(&joined);
	buf_done(&plain);
}

static void programs(void **state)
{
	(void)state;
	struct cprof_error err = CPROF_ERROR_INIT;
	char *big = calloc(1, 200001);
	memset(big, 'y', 200000);
	assert_int_equal(clipboard_program("cat", big, 200000, &err), CPROF_OK);
	/* One that does not read is no failure of ours. */
	assert_int_equal(clipboard_program("true", big, 200000, &err), CPROF_OK);
	assert_int_equal(clipboard_program("false", "x", 1, &err), CPROF_ERR_IO);
	assert_string_equal(err.text, "false failed with status 1");
	cprof_error_done(&err);
	assert_int_equal(clipboard_program("no-such-program -i", "x", 1, &err), CPROF_ERR_IO);
	cprof_error_done(&err);
	assert_int_equal(clipboard_program("  ", "x", 1, &err), CPROF_ERR_SYNTAX);
	cprof_error_done(&err);
	free(big);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sequences),
		cmocka_unit_test(pieces),
		cmocka_unit_test(programs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
