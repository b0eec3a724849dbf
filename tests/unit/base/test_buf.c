/* Growable text: contents, growth, taking. */
#include "unit/lib/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static void starts_empty(void **state)
{
	(void)state;
	struct buf b = BUF_INIT;
	assert_string_equal(buf_text(&b), "");
	buf_clear(&b);
	assert_null(b.data);
	char *taken = buf_take(&b);
	assert_string_equal(taken, "");
	free(taken);
	buf_done(&b);
}

static void appends(void **state)
{
	(void)state;
	struct buf b = BUF_INIT;
	buf_puts(&b, "ab");
	buf_putc(&b, 'c');
	buf_pad(&b, '.', 3);
	buf_put(&b, "x\0y", 3);
	buf_put(&b, NULL, 0);
	buf_pad(&b, ' ', 0);
	assert_int_equal(b.size, 9);
	assert_memory_equal(b.data, "abc...x\0y", 10);
	buf_done(&b);
	assert_null(b.data);
	assert_int_equal(b.size, 0);
}

static void formats(void **state)
{
	(void)state;
	struct buf b = BUF_INIT;
	buf_printf(&b, "%s", "");
	assert_string_equal(buf_text(&b), "");
	buf_printf(&b, "%d-%s", 7, "x");
	buf_printf(&b, "%200s", "y");
	assert_int_equal(b.size, 203);
	assert_memory_equal(b.data, "7-x   ", 6);
	assert_string_equal(b.data + 202, "y");
	buf_done(&b);
}

static void grows(void **state)
{
	(void)state;
	struct buf b = BUF_INIT;
	for (size_t i = 0; i < 10000; i++) {
		buf_putc(&b, (char)('a' + i % 26));
		assert_true(b.size < b.room);
		assert_int_equal(b.data[b.size], '\0');
	}
	for (size_t i = 0; i < 10000; i++)
		assert_int_equal(b.data[i], 'a' + i % 26);
	char *to = buf_reserve(&b, 5000);
	assert_ptr_equal(to, b.data + 10000);
	memset(to, 'z', 5000);
	assert_int_equal(b.size, 10000);
	buf_done(&b);
}

static void clear_keeps_memory(void **state)
{
	(void)state;
	struct buf b = BUF_INIT;
	buf_puts(&b, "something");
	const char *data = b.data;
	buf_clear(&b);
	assert_ptr_equal(b.data, data);
	assert_string_equal(buf_text(&b), "");
	buf_puts(&b, "else");
	assert_string_equal(buf_text(&b), "else");
	char *taken = buf_take(&b);
	assert_string_equal(taken, "else");
	assert_null(b.data);
	assert_int_equal(b.size, 0);
	free(taken);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(starts_empty),       cmocka_unit_test(appends),
		cmocka_unit_test(formats),            cmocka_unit_test(grows),
		cmocka_unit_test(clear_keeps_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
