/* The command of Go's pprof for a question, and what it cannot be told. */
#include "unit/lib/check.h"

#include <string.h>

#include "app/filter_line.h"
#include "app/cmdline/pprof_line.h"

/* The command for our own command line with these filters, and the notes, a line each. Words are
 * parted by blanks. */
static void expect(const char *line, const char *filters, const char *report, const char *pattern,
		   const char *expected)
{
	struct args args = { 0 };
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf out = BUF_INIT;
	struct cprof_notes notes = { NULL, 0 };
	char words[200], *argv[20] = { (char[]){ "cprof-tui" } };
	int argc = 1;
	assert_true(strlen(line) < sizeof words);
	strcpy(words, line);
	for (char *rest = words, *word; (word = strsep(&rest, " ")) != NULL;)
		argv[argc++] = word;
	assert_int_equal(args_parse(&args, argc, argv, &err), CPROF_OK);
	assert_int_equal(filter_line_parse(&args.query, filters, &err), CPROF_OK);
	pprof_line(&args.query, &args, report != NULL ? cprof_report_find(report) : NULL, pattern,
		   &out, &notes);
	for (size_t i = 0; i < notes.count; i++)
		buf_printf(&out, "\n%s", notes.text[i]);
	assert_string_equal(buf_text(&out), expected);
	cprof_notes_done(&notes);
	buf_done(&out);
	args_done(&args);
}

static void options(void **state)
{
	(void)state;
	expect("mem.out", "", NULL, NULL, "go tool pprof mem.out");
	expect("mem.out", "", "top", NULL, "go tool pprof -top mem.out");
	expect("-lines -cum -trim=false -mean -sample_index=alloc_space -nodefraction=0 -unit=MB "
	       "mem.out",
	       "", "top", NULL,
	       "go tool pprof -top -lines -mean -nodefraction=0 -sample_index=alloc_space -cum "
	       "-trim=false -unit=MB mem.out");
	expect("-all_frames -tagroot=a,b mem.out", "", "tree", NULL,
	       "go tool pprof -tree -tagroot=a,b mem.out\nall_frames can't be said to pprof");
	expect("mem.out", "", "list", "^a\\.b$", "go tool pprof -list='^a\\.b$' mem.out");
}

static void filters(void **state)
{
	(void)state;
	expect("mem.out", "json !^runtime hide:\"a 'b\" bytes>=4kB", "top", NULL,
	       "go tool pprof -top -focus=json -ignore='^runtime' -hide='a '\\''b' "
	       "-tagfocus=bytes=4kb: mem.out");
	expect("mem.out", "a off:!b || off:c || d", "top", NULL,
	       "go tool pprof -top -focus=a mem.out\n1 more pass can't be said to pprof");
	expect("mem.out", "off:a b c d cum>1%", "top", NULL,
	       "go tool pprof -top -focus=b mem.out\n2 more passes can't be said to pprof\n"
	       "rows:cum>1% can't be said to pprof");
}

static void profiles(void **state)
{
	(void)state;
	expect("-diff_base=old.out -normalize new.out", "", "top", NULL,
	       "go tool pprof -top -diff_base=old.out -normalize new.out");
	expect("-base=a -base=b c d", "", NULL, NULL, "go tool pprof -base=a -base=b c d");
	expect("-", "", NULL, NULL,
	       "go tool pprof FILE\nFILE stands for what came from standard input");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options),
		cmocka_unit_test(filters),
		cmocka_unit_test(profiles),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
