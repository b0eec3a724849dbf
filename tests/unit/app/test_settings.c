/* Settings, and the configuration file they come from and go to. */
#include "unit/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "app/cmdline/options.h"
#include "app/config/config_file.h"
#include "app/config/state.h"

#define HELP_MOST 50

/* What is printed is taken back, and every record can be found and is explained. */
static void values_go_round(void **state)
{
	(void)state;
	struct settings a, b;
	settings_init(&a);
	settings_init(&b);
	for (const struct setting *r = setting_records; r->name != NULL; r++) {
		struct cprof_error err = CPROF_ERROR_INIT;
		struct buf value = BUF_INIT;
		char *choice;
		assert_ptr_equal(setting_find(r->name), r);
		assert_true(r[1].name == NULL || strcmp(r->name, r[1].name) < 0);
		const struct option *o = options_find(r->name);
		assert_true(o == NULL || !options_assignable(o));
		assert_true(utf8_count(r->help, strlen(r->help)) <= HELP_MOST);
		assert_true(setting_is_default(r, &a));
		for (size_t i = 0; (choice = setting_choice(r, i)) != NULL; i++) {
			assert_int_equal(setting_set(r, &b, choice, &err), CPROF_OK);
			buf_clear(&value);
			setting_print(r, &b, &value);
			assert_string_equal(buf_text(&value), choice);
			assert_int_equal(setting_is_default(r, &b), i == 0);
			free(choice);
		}
		if (r->kind == SETTING_TEXT)
			assert_int_equal(setting_set(r, &b, "a text", &err), CPROF_OK);
		else
			assert_int_equal(setting_set(r, &b, "a text", &err), CPROF_ERR_SYNTAX);
		cprof_error_done(&err);
		buf_done(&value);
	}
	settings_done(&a);
	settings_done(&b);
}

static void values_are_checked(void **state)
{
	(void)state;
	struct settings p;
	struct cprof_error err = CPROF_ERROR_INIT;
	settings_init(&p);
	assert_ptr_equal(setting_find("escape-delay"), setting_find("escape_delay"));
	assert_null(setting_find("escape"));
	assert_null(setting_find(""));
	assert_int_equal(setting_set(setting_find("hints"), &p, "off", &err), CPROF_OK);
	assert_false(p.hints);
	assert_int_equal(setting_set(setting_find("hints"), &p, "", &err), CPROF_OK);
	assert_true(p.hints);
	assert_int_equal(setting_set(setting_find("escape_delay"), &p, "0", &err),
			 CPROF_ERR_SYNTAX);
	cprof_error_done(&err);
	assert_int_equal(setting_set(setting_find("escape_delay"), &p, "25ms", &err),
			 CPROF_ERR_SYNTAX);
	cprof_error_done(&err);
	assert_int_equal(p.escape_delay, 100);
	assert_int_equal(setting_set(setting_find("clipboard"), &p, "OSC52-tmux", &err), CPROF_OK);
	assert_int_equal(p.clipboard, CLIPBOARD_OSC52_TMUX);
	settings_done(&p);
}

/* A home of the test's own, made anew. */
static char *make_home(const char *config)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	char *home = xasprintf("prefs-home.%ld", (long)getpid());
	char *here = getcwd(NULL, 0), *base = xasprintf("%s/%s", here, home);
	setenv("XDG_CONFIG_HOME", base, 1);
	char *path = state_config_path("config");
	if (config != NULL)
		assert_int_equal(state_replace(path, config, &err), CPROF_OK);
	else
		unlink(path);
	free(path);
	free(base);
	free(here);
	return home;
}

static void remove_home(char *home)
{
	char *folder = xasprintf("%s/cprof-tui", home), *file = xasprintf("%s/config", folder);
	unlink(file);
	rmdir(folder);
	rmdir(home);
	free(file);
	free(folder);
	free(home);
}

static void check_file(const struct config_file *s, const char *want)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf text = BUF_INIT;
	assert_int_equal(state_read(s->path, &text, &err), CPROF_OK);
	assert_string_equal(buf_text(&text), want);
	buf_done(&text);
}

static void file_is_read(void **state)
{
	(void)state;
	struct config_file s;
	char *home = make_home("# mine\n\n  set hints=off \nset unit=kb\nset colours = 8\nbind x\n"
			       "set colours=pink\nset start_view flame");
	config_file_init(&s);
	config_file_read(&s);
	assert_false(s.settings.hints);
	assert_int_equal(s.settings.colours, COLOURS_8);
	assert_string_equal(s.settings.start_view, "flame");
	assert_int_equal(s.line.count, 6);
	assert_int_equal(s.line.at[0].number, 3);
	assert_string_equal(s.line.at[0].text, "set hints=off");
	assert_int_equal(s.line.at[5].number, 8);
	assert_int_equal(s.notes.count, 0);
	config_file_done(&s);
	remove_home(home);
}

/* An empty file is no file with what was in memory before. */
static void empty_files(void **state)
{
	(void)state;
	struct config_file s;
	char *home = make_home("");
	config_file_init(&s);
	config_file_read(&s);
	assert_int_equal(s.line.count, 0);
	check_file(&s, "");
	config_file_done(&s);
	remove_home(home);
}

/* What is in force and is not said any more goes, everything else stays in its place. */
static void file_is_written(void **state)
{
	(void)state;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct config_file s;
	struct stat status;
	char *home = make_home("# mine\nset hints=off\nset unit=kb\nbnd x\n\nset mouse=on\n# end");
	config_file_init(&s);
	config_file_read(&s);
	for (size_t i = 0; i < s.line.count; i++)
		if (strcmp(s.line.at[i].text, "bnd x") != 0)
			VEC_PUSH(&s.taken, xstrdup(s.line.at[i].text));
	assert_int_equal(config_file_write(&s, "set charset=ascii\nset hints=false\n", &err),
			 CPROF_OK);
	check_file(&s, "# mine\nset hints=false\nset unit=kb\nbnd x\n\n# end\nset charset=ascii\n");
	assert_int_equal(stat(s.path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(config_file_write(&s, "", &err), CPROF_OK);
	check_file(&s, "# mine\nset unit=kb\nbnd x\n\n# end\n");
	config_file_done(&s);
	remove_home(home);
}

/* The file may be a link into a folder that is kept elsewhere. */
static void links_stay(void **state)
{
	(void)state;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct stat status;
	struct config_file s;
	char *home = make_home(NULL);
	char *folder = xasprintf("%s/cprof-tui", home), *target = xasprintf("%s/real", home);
	config_file_init(&s);
	config_file_read(&s);
	assert_int_equal(state_replace(target, "set hints=off\n", &err), CPROF_OK);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(symlink("../real", s.path), 0);
	assert_int_equal(config_file_write(&s, "set mouse=true\n", &err), CPROF_OK);
	check_file(&s, "set hints=off\nset mouse=true\n");
	assert_int_equal(lstat(s.path, &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	unlink(target);
	config_file_done(&s);
	free(folder);
	free(target);
	remove_home(home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_go_round), cmocka_unit_test(values_are_checked),
		cmocka_unit_test(file_is_read),	   cmocka_unit_test(file_is_written),
		cmocka_unit_test(links_stay),	   cmocka_unit_test(empty_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
