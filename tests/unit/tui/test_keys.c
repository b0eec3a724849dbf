/* The records the explorer is made of: keys, commands, options, reports, columns. What one of them
 * says must be so. */
#include "unit/lib/check.h"

#include <string.h>

#include <cprof/table.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "app/shell/command.h"
#include "app/cmdline/options.h"
#include "tui/term/key.h"
#include "tui/input/keymap.h"
#include "tui/tui.h"

#define HELP_MOST 64

static const enum key_context views[] = {
	KEYS_TOP,    KEYS_SOURCE, KEYS_CALLERS, KEYS_FLAME, KEYS_STACKS,
	KEYS_INFO,   KEYS_TYPES,  KEYS_PAGER,
};

static const struct interpreter in = { .front_commands = action_list };

/* The keys of a binding; the second is 0 when there is none. */
static void keys_of(const struct key_binding *b, uint32_t key[2])
{
	char name[2][16] = { "", "" };
	const char *blank = strchr(b->key, ' ');
	size_t length = blank != NULL ? (size_t)(blank - b->key) : strlen(b->key);
	assert_true(length < sizeof name[0]);
	memcpy(name[0], b->key, length);
	if (blank != NULL) {
		assert_true(strlen(blank + 1) < sizeof name[1]);
		memcpy(name[1], blank + 1, strlen(blank + 1));
	}
	for (int i = 0; i < 2; i++)
		key[i] = *name[i] != '\0' ? key_parse(name[i]) : 0;
}

static void keys_have_names(void **state)
{
	(void)state;
	for (const struct key_binding *b = key_bindings; b->key != NULL; b++) {
		uint32_t key[2];
		struct buf back = BUF_INIT;
		char name[16];
		keys_of(b, key);
		for (int i = 0; i < 2 && (i == 0 || strchr(b->key, ' ') != NULL); i++) {
			key_name(key[i], name);
			buf_printf(&back, "%s%s", i > 0 ? " " : "", name);
		}
		assert_string_equal(buf_text(&back), b->key);
		buf_done(&back);
	}
}

/* Within a context a key has one meaning, and a key that begins two has none of its own. */
static void keys_mean_one_thing(void **state)
{
	(void)state;
	for (size_t v = 0; v < sizeof views / sizeof views[0]; v++)
		for (const struct key_binding *a = key_bindings; a->key != NULL; a++)
			for (const struct key_binding *b = a + 1; b->key != NULL; b++) {
				uint32_t first[2], second[2];
				keys_of(a, first);
				keys_of(b, second);
				if (!keymap_applies(a->context, views[v]) ||
				    !keymap_applies(b->context, views[v]) ||
				    first[0] != second[0])
					continue;
				if (first[1] == second[1] || first[1] == 0 || second[1] == 0)
					fail_msg("%s and %s in %s", a->key, b->key,
						 keymap_context_name(views[v]));
			}
}

/* The command is one there is, with as many words as it takes and a first one it offers itself. */
static void check_command(const struct key_binding *b)
{
	char name[64] = "";
	size_t length = strcspn(b->command, " ");
	const char *word = b->command + length + (b->command[length] == ' ');
	assert_true(length < sizeof name);
	memcpy(name, b->command, length);
	const struct command *c = command_find(&in, name);
	if (c == NULL)
		fail_msg("%s: there is no command %s", b->key, b->command);
	int words = *word != '\0';
	if (words < c->least || (c->most >= 0 && words > c->most))
		fail_msg("%s: %s does not take %d words", b->key, name, words);
	const char *offered = "";
	/* What these offer is asked of a running explorer: views and columns are looked at
	 * instead. */
	bool is_view = strcmp(name, "view") == 0, is_sort = strcmp(name, "sort") == 0;
	for (size_t i = 0; words > 0 && c->complete != NULL && offered != NULL; i++) {
		if (is_view)
			offered = i < VIEW_COUNT ? view_list[i]->name : NULL;
		else if (is_sort)
			offered = cprof_columns[i].id;
		else
			offered = c->complete(&in, i);
		if (offered != NULL && strcmp(offered, word) == 0)
			return;
	}
	if (offered == NULL)
		fail_msg("%s: %s does not offer %s", b->key, name, word);
}

static void keys_name_commands(void **state)
{
	(void)state;
	for (const struct key_binding *b = key_bindings; b->key != NULL; b++)
		check_command(b);
}

static void keys_are_found(void **state)
{
	struct keymap m;
	(void)state;
	keymap_init(&m);
	for (size_t v = 0; v < sizeof views / sizeof views[0]; v++)
		for (const struct key_binding *b = key_bindings; b->key != NULL; b++) {
			uint32_t key[2];
			bool is_prefix;
			keys_of(b, key);
			if (!keymap_applies(b->context, views[v]))
				continue;
			const struct key_binding *found =
				keymap_find(&m, views[v], 0, key[0], &is_prefix);
			assert_int_equal(is_prefix, key[1] != 0);
			if (key[1] != 0)
				found = keymap_find(&m, views[v], key[0], key[1], &is_prefix);
			assert_non_null(found);
			assert_string_equal(found->key, b->key);
			assert_string_equal(found->command, b->command);
		}
	keymap_done(&m);
}

/* A key without help is another one for the command of the line above it. */
static void keys_are_explained(void **state)
{
	(void)state;
	assert_true(*key_bindings[0].help != '\0');
	for (const struct key_binding *b = key_bindings; b->key != NULL; b++) {
		if (*b->help == '\0') {
			assert_string_equal(b->command, b[-1].command);
			assert_int_equal(b->context, b[-1].context);
		}
		assert_true(strlen(b->help) <= HELP_MOST);
		assert_true(strlen(b->hint) <= 10);
	}
}

static void check_help(const char *name, const char *help)
{
	size_t length = utf8_count(help, strlen(help));
	if (length < 1 || length > HELP_MOST)
		fail_msg("the help of %s has %zu characters", name, length);
}

static const char *command_name(size_t i)
{
	return command_list[i] != NULL ? command_list[i]->name : NULL;
}

static const char *action_name(size_t i)
{
	return action_list[i] != NULL ? action_list[i]->name : NULL;
}

static const char *report_name(size_t i)
{
	return cprof_reports[i] != NULL ? cprof_reports[i]->name : NULL;
}

/* Only what the prompt takes: the rest are flags of the command line. */
static const char *option_name(size_t i)
{
	const struct option *o = option_records;
	for (; o->name != NULL; o++)
		if ((o->home == OPTION_QUERY || o->home == OPTION_FILTER) && i-- == 0)
			break;
	return o->name;
}

static const char *column_id(size_t i)
{
	return cprof_columns[i].id;
}

typedef const char *name_at(size_t i);

static void check_unique(name_at *one, name_at *other)
{
	for (size_t i = 0; one(i) != NULL; i++)
		for (size_t j = one == other ? i + 1 : 0; other(j) != NULL; j++)
			if (strcmp(one(i), other(j)) == 0)
				fail_msg("%s stands for two things", one(i));
}

/* Commands hide reports of their name, and reports hide options that are words. `sort` is both: the
 * action takes a column, the option is assigned to. */
static void names_are_unique(void **state)
{
	(void)state;
	check_unique(command_name, command_name);
	check_unique(action_name, action_name);
	check_unique(command_name, action_name);
	check_unique(report_name, report_name);
	check_unique(command_name, report_name);
	check_unique(action_name, report_name);
	check_unique(option_name, option_name);
	check_unique(option_name, report_name);
	check_unique(option_name, command_name);
	check_unique(column_id, column_id);
	for (size_t i = 0; cprof_columns[i].id != NULL; i++)
		for (size_t j = i + 1; cprof_columns[j].id != NULL; j++)
			assert_true(cprof_columns[i].key == 0 ||
				    cprof_columns[i].key != cprof_columns[j].key);
}

/* The manual lists them as they come. */
static void actions_are_in_order(void **state)
{
	(void)state;
	for (size_t i = 1; action_list[i] != NULL; i++)
		if (strcmp(action_list[i - 1]->name, action_list[i]->name) >= 0)
			fail_msg("%s stands behind %s", action_list[i]->name,
				 action_list[i - 1]->name);
}

static void records_are_explained(void **state)
{
	(void)state;
	for (size_t i = 0; command_list[i] != NULL; i++)
		check_help(command_list[i]->name, command_list[i]->help);
	for (size_t i = 0; action_list[i] != NULL; i++)
		check_help(action_list[i]->name, action_list[i]->help);
	for (size_t i = 0; cprof_reports[i] != NULL; i++)
		check_help(cprof_reports[i]->name, cprof_reports[i]->help);
	for (const struct option *o = option_records; o->name != NULL; o++)
		check_help(o->name, o->help);
	for (size_t i = 0; cprof_columns[i].id != NULL; i++)
		check_help(cprof_columns[i].id, cprof_columns[i].help);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		check_help(view_list[i]->name, view_list[i]->help);
}

/* Sets the option, prints it, sets another query's from that, and compares the two. */
static void check_round(const struct option *o, const char *value)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf first = BUF_INIT, second = BUF_INIT;
	struct cprof_query a, b;
	cprof_query_init(&a);
	cprof_query_init(&b);
	if (value != NULL && options_set(o, &a, NULL, value, &err) != CPROF_OK)
		fail_msg("%s=%s: %s", o->name, value, err.text);
	options_print(o, &a, &first);
	/* Two quotes stand for a text that is not given, "default" for the report's own number. */
	bool none = strcmp(buf_text(&first), "\"\"") == 0;
	if (strcmp(buf_text(&first), "default") == 0) {
		buf_clear(&first);
		buf_puts(&first, "-1");
	}
	if (options_set(o, &b, NULL, none ? "" : buf_text(&first), &err) != CPROF_OK)
		fail_msg("%s does not take back %s", o->name, buf_text(&first));
	options_print(o, &b, &second);
	if (strcmp(buf_text(&second), "default") != 0)
		assert_string_equal(buf_text(&second), buf_text(&first));
	if (!cprof_query_equal(&a, &b))
		fail_msg("%s=%s is not the same behind a print", o->name, buf_text(&first));
	cprof_query_done(&a);
	cprof_query_done(&b);
	buf_done(&first);
	buf_done(&second);
}

static void options_go_round(void **state)
{
	static const char *const values[][4] = {
		[OPTION_BOOL] = { "true", "false", "yes", "0" },
		[OPTION_INT] = { "0", "-1", "0x10", "2147483647" },
		[OPTION_FLOAT] = { "0", "0.25", "1e-05", "-3" },
		[OPTION_TEXT] = { "", "json|cart", " a b ", "\\bx\\b" },
		[OPTION_CHOICE] = { NULL },
		[OPTION_SIZE] = { "1", "18446744073709551615", NULL },
	};
	(void)state;
	for (const struct option *o = option_records; o->name != NULL; o++) {
		if (o->home != OPTION_QUERY && o->home != OPTION_FILTER)
			continue;
		check_round(o, NULL);
		for (size_t i = 0; i < 4 && values[o->kind][i] != NULL; i++)
			check_round(o, values[o->kind][i]);
		for (size_t i = 0; o->choices != NULL && o->choices[i] != NULL; i++)
			check_round(o, o->choices[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_have_names),       cmocka_unit_test(keys_mean_one_thing),
		cmocka_unit_test(keys_name_commands),    cmocka_unit_test(keys_are_found),
		cmocka_unit_test(keys_are_explained),    cmocka_unit_test(names_are_unique),
		cmocka_unit_test(records_are_explained), cmocka_unit_test(actions_are_in_order),
		cmocka_unit_test(options_go_round),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
