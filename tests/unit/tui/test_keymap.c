/* Changing keys: what is found then, what help and hints say, what collides, what is written. */
#include "unit/lib/check.h"

#include <string.h>

#include "tui/term/key.h"
#include "tui/input/keymap.h"

static const char *command_of(const struct keymap *m, enum key_context view, const char *key)
{
	bool is_prefix;
	const struct key_binding *b = keymap_find(m, view, 0, key_parse(key), &is_prefix);
	return b != NULL ? b->command : is_prefix ? "(prefix)" : "";
}

static void bind(struct keymap *m, enum key_context context, const char *key, const char *command,
		 const char *clash)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf said = BUF_INIT;
	assert_int_equal(keymap_bind(m, context, key, command, "some help", &said, &err), CPROF_OK);
	assert_string_equal(buf_text(&said), clash);
	buf_done(&said);
}

static void unbind(struct keymap *m, enum key_context context, const char *key)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	assert_int_equal(keymap_unbind(m, context, key, &err), CPROF_OK);
}

static void check_print(const struct keymap *m, const char *want)
{
	struct buf out = BUF_INIT;
	keymap_print(m, &out);
	assert_string_equal(buf_text(&out), want);
	buf_done(&out);
}

/* A new key takes the words of its command, and gives them back when it goes. */
static void words_follow(void **state)
{
	(void)state;
	struct keymap m;
	bool is_prefix;
	keymap_init(&m);
	bind(&m, KEYS_EVERYWHERE, "Ctrl-T", "filter", "");
	const struct key_binding *b =
		keymap_find(&m, KEYS_TOP, 0, key_parse("Ctrl-T"), &is_prefix);
	assert_string_equal(b->hint, "filter");
	assert_string_equal(b[1].key, "f");
	assert_string_equal(b[1].help, "");
	assert_string_equal(keymap_help(b + 1), b->help);
	check_print(&m, "bind everywhere Ctrl-T filter\n");
	unbind(&m, KEYS_EVERYWHERE, "ctrl-t");
	b = keymap_find(&m, KEYS_TOP, 0, 'f', &is_prefix);
	assert_string_equal(b->hint, "filter");
	check_print(&m, "");
	unbind(&m, KEYS_EVERYWHERE, "f");
	b = keymap_find(&m, KEYS_TOP, 0, '&', &is_prefix);
	assert_string_equal(b->hint, "filter");
	check_print(&m, "unbind everywhere f\n");
	bind(&m, KEYS_EVERYWHERE, "f", "filter", "");
	check_print(&m, "");
	keymap_done(&m);
}

/* Another command on a key that is there: meant for the key itself, told for every other. */
static void collisions_are_told(void **state)
{
	(void)state;
	struct keymap m;
	keymap_init(&m);
	bind(&m, KEYS_TOP, "x", "ignore-row", "");
	assert_string_equal(command_of(&m, KEYS_TOP, "x"), "ignore-row");
	bind(&m, KEYS_TOP, "x", "open", "x in top (ignore-row) is hidden by x in top (open)");
	bind(&m, KEYS_EVERYWHERE, "x", "log",
	     "x in everywhere (log) is hidden by x in top (open); "
	     "x in everywhere (log) is hidden by x in source (hide-row); "
	     "x in everywhere (log) is hidden by x in callers (hide-row); "
	     "x in everywhere (log) is hidden by x in stacks (hide-row); "
	     "x in everywhere (log) is hidden by x in flame (hide-row)");
	assert_string_equal(command_of(&m, KEYS_TOP, "x"), "open");
	assert_string_equal(command_of(&m, KEYS_SOURCE, "x"), "hide-row");
	assert_string_equal(command_of(&m, KEYS_INFO, "x"), "log");
	bind(&m, KEYS_TOP, "j", "open", "");
	assert_string_equal(command_of(&m, KEYS_TOP, "j"), "open");
	assert_string_equal(command_of(&m, KEYS_SOURCE, "j"), "down");
	bind(&m, KEYS_SOURCE, "q q", "quit",
	     "q in everywhere (close) is hidden by q q in source (quit)");
	assert_string_equal(command_of(&m, KEYS_SOURCE, "q"), "(prefix)");
	assert_string_equal(command_of(&m, KEYS_TOP, "q"), "close");
	check_print(&m, "bind top j open\nbind top x open\nbind everywhere x log\n"
			"bind source \"q q\" quit\n");
	keymap_done(&m);
}

static void nonsense_is_refused(void **state)
{
	(void)state;
	struct keymap m;
	struct buf clash = BUF_INIT;
	keymap_init(&m);
	static const char *const wrong[] = { "", "Hyper-x", "s ", "s  f", "jk", "F13" };
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct cprof_error err = CPROF_ERROR_INIT;
		assert_int_equal(keymap_bind(&m, KEYS_TOP, wrong[i], "open", "", &clash, &err),
				 CPROF_ERR_SYNTAX);
		cprof_error_done(&err);
		assert_int_equal(keymap_unbind(&m, KEYS_TOP, wrong[i], &err), CPROF_ERR_SYNTAX);
		cprof_error_done(&err);
	}
	struct cprof_error err = CPROF_ERROR_INIT;
	assert_int_equal(keymap_unbind(&m, KEYS_SOURCE, "r", &err), CPROF_ERR_NOTFOUND);
	cprof_error_done(&err);
	check_print(&m, "");
	keymap_done(&m);
}

static void something_is_near(void **state)
{
	(void)state;
	struct keymap m;
	keymap_init(&m);
	assert_string_equal(keymap_nearest(&m, KEYS_TOP, '}')->command, "next-cost");
	assert_string_equal(keymap_nearest(&m, KEYS_TOP, 'Z')->command, "zoom");
	assert_null(keymap_nearest(&m, KEYS_TOP, '~'));
	keymap_done(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_follow),
		cmocka_unit_test(collisions_are_told),
		cmocka_unit_test(nonsense_is_refused),
		cmocka_unit_test(something_is_near),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
