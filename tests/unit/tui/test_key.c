/* Names of keys and back. */
#include "unit/lib/check.h"

#include <string.h>

#include "tui/term/key.h"

static void check_name(uint32_t key, const char *name)
{
	char text[16];
	key_name(key, text);
	assert_string_equal(text, name);
	assert_int_equal(key_parse(name), key);
}

static void names(void **state)
{
	(void)state;
	check_name('j', "j");
	check_name('J', "J");
	check_name('[', "[");
	check_name(' ', "Space");
	check_name(0xe9, "\xc3\xa9");
	check_name(0x6f22, "\xe6\xbc\xa2");
	check_name(0x1f600, "\xf0\x9f\x98\x80");
	check_name(KEY_TAB_, "Tab");
	check_name(KEY_ENTER_, "Enter");
	check_name(KEY_ESC_, "Esc");
	check_name(KEY_UP_, "Up");
	check_name(KEY_PGDN_, "PgDn");
	check_name(KEY_DELETE_, "Delete");
	check_name(KEY_BACKSPACE_, "Backspace");
	check_name(KEY_BACKTAB_, "S-Tab");
	check_name(KEY_CTRL_LEFT_, "Ctrl-Left");
	check_name(KEY_CTRL('L'), "Ctrl-L");
	check_name(KEY_CTRL('A'), "Ctrl-A");
	check_name(KEY_CTRL('Z'), "Ctrl-Z");
	check_name(KEY_F0_ + 1, "F1");
	check_name(KEY_F0_ + 12, "F12");
	check_name(KEY_ALT_ | 'x', "Alt-x");
	check_name(KEY_ALT_ | KEY_CTRL_RIGHT_, "Alt-Ctrl-Right");
}

static void every_key_comes_back(void **state)
{
	(void)state;
	for (uint32_t key = KEY_NONE_ + 1; key < KEY_F0_ + 20; key++) {
		char text[16];
		key_name(key, text);
		/* Terminals send what these two send for another key. */
		if (text[0] != '\0' && key != KEY_CTRL('H') && key != KEY_CTRL('J'))
			assert_int_equal(key_parse(text), key);
		if (key == 0x3000)
			key = 0x1ffff0;
	}
}

static void other_spellings(void **state)
{
	(void)state;
	assert_int_equal(key_parse("pgup"), KEY_PGUP_);
	assert_int_equal(key_parse("ctrl-l"), KEY_CTRL('L'));
	assert_int_equal(key_parse("f7"), KEY_F0_ + 7);
	assert_int_equal(key_parse("Ctrl-I"), KEY_TAB_);
	assert_int_equal(key_parse("Ctrl-M"), KEY_ENTER_);
	assert_int_equal(key_parse("Ctrl-H"), KEY_BACKSPACE_);
	assert_int_equal(key_parse("Ctrl-J"), KEY_ENTER_);
	assert_int_equal(key_parse("F"), 'F');
}

static void no_keys(void **state)
{
	static const char *const wrong[] = {
		"", "jj", "F0", "F13", "F1x", "F-1", "F 1", "Ctrl-", "Ctrl-1", "Ctrl-LL",
		"Alt-", "Alt-xx", "Upp",
		"\xff", "\xc3", "\x01", "\x7f"
	};
	char text[16];
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(key_parse(wrong[i]), KEY_NONE_);
	key_name(KEY_NONE_, text);
	assert_string_equal(text, "");
	key_name(KEY_F0_ + 13, text);
	assert_string_equal(text, "");
	key_name(0xd800, text);
	assert_string_equal(text, "");
	key_name(0x110000, text);
	assert_string_equal(text, "");
}

static void encodes(void **state)
{
	char bytes[5];
	(void)state;
	assert_int_equal(key_encode('a', bytes), 1);
	assert_string_equal(bytes, "a");
	assert_int_equal(key_encode(0x7ff, bytes), 2);
	assert_string_equal(bytes, "\xdf\xbf");
	assert_int_equal(key_encode(0x800, bytes), 3);
	assert_string_equal(bytes, "\xe0\xa0\x80");
	assert_int_equal(key_encode(0x10ffff, bytes), 4);
	assert_string_equal(bytes, "\xf4\x8f\xbf\xbf");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(every_key_comes_back),
		cmocka_unit_test(other_spellings),
		cmocka_unit_test(no_keys),
		cmocka_unit_test(encodes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
