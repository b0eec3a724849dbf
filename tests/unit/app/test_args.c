/* The command line: pprof's grammar of flags, anywhere on the line. */
#include "unit/lib/check.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/cmdline/args.h"
#include "base/io.h"

#define MOST 16

struct reading {
	struct args args;
	struct cprof_error err;
	char *copy;
};

/* Splits a line at blanks and reads it; '_' alone is an empty argument. */
static enum cprof_status read_line(struct reading *l, const char *text)
{
	char *argv[MOST + 1] = { (char[]){ "cprof-tui" } }, *rest = NULL;
	static char empty[1];
	int argc = 1;
	*l = (struct reading){ .copy = strdup(text) };
	for (char *word = strtok_r(l->copy, " ", &rest); word != NULL && argc < MOST;
	     word = strtok_r(NULL, " ", &rest))
		argv[argc++] = strcmp(word, "_") == 0 ? empty : word;
	return args_parse(&l->args, argc, argv, &l->err);
}

static void forget(struct reading *l)
{
	args_done(&l->args);
	cprof_error_done(&l->err);
	free(l->copy);
}

static void good(struct reading *l, const char *text)
{
	if (read_line(l, text) != CPROF_OK)
		fail_msg("%s: %s", text, l->err.text);
}

static void expect_error(const char *text, const char *expected)
{
	struct reading l;
	if (read_line(&l, text) == CPROF_OK)
		fail_msg("%s: no error", text);
	assert_string_equal(l.err.text, expected);
	forget(&l);
}

/* The report and the sources of a line: "REPORT PATTERN: SOURCE SOURCE". */
static void expect(const char *text, const char *expected)
{
	struct reading l;
	struct buf out = BUF_INIT;
	good(&l, text);
	buf_printf(&out, "%s %s:", l.args.report != NULL ? l.args.report->name : "-",
		   l.args.pattern != NULL ? l.args.pattern : "-");
	for (size_t i = 0; i < l.args.inputs; i++)
		buf_printf(&out, " %s", l.args.input[i]);
	assert_string_equal(buf_text(&out), expected);
	assert_null(l.args.binary);
	buf_done(&out);
	forget(&l);
}

static void reports_and_sources(void **state)
{
	(void)state;
	expect("", "- -:");
	expect("mem.out", "- -: mem.out");
	expect("-top mem.out", "top -: mem.out");
	expect("--top mem.out", "top -: mem.out");
	expect("mem.out -top", "top -: mem.out");
	expect("-top=true a", "top -: a");
	expect("-top=0 a", "- -: a");
	expect("-top -top a", "top -: a");
	expect("-list main a", "list main: a");
	expect("-list=main a", "list main: a");
	expect("a -list main", "list main: a");
	expect("-list -x a", "list -x: a");
	expect("-list=a=b a", "list a=b: a");
	/* An empty pattern is as if it was not given. */
	expect("-list _ a", "- -: a");
	expect("-top -", "top -: -");
	expect("- -top", "top -: -");
	expect("-top -- -x", "top -: -x");
	expect("-- -top", "- -: -top");
	expect("-top a b", "top -: a b");
	expect("-svg a", "svg -: a");
}

static void queries(void **state)
{
	(void)state;
	struct reading l;
	good(&l, "-focus f -ignore=i -nodecount 0x10 -nodefraction .25 -cum -lines -trim=false "
		 "-unit mb -mean -divide_by=2.5 a");
	const struct cprof_query *q = &l.args.query;
	assert_string_equal(q->pass[0].filter[CPROF_FOCUS], "f");
	assert_string_equal(q->pass[0].filter[CPROF_IGNORE], "i");
	assert_int_equal(q->nodecount, 16);
	assert_true(q->nodefraction > 0.2 && q->nodefraction < 0.3);
	assert_true(q->divide_by > 2.4 && q->divide_by < 2.6);
	assert_int_equal(q->sort, CPROF_SORT_CUM);
	assert_int_equal(q->granularity, CPROF_BY_LINE);
	assert_false(q->trim);
	assert_true(q->mean);
	assert_string_equal(q->unit, "mb");
	assert_int_equal(q->passes, 1);
	forget(&l);
	/* The last one counts; an empty text is none. */
	good(&l, "-focus a -focus b -hide x -hide _ -nodecount=1_000 -nodecount=-5 a");
	assert_string_equal(l.args.query.pass[0].filter[CPROF_FOCUS], "b");
	assert_null(l.args.query.pass[0].filter[CPROF_HIDE]);
	assert_int_equal(l.args.query.nodecount, -5);
	forget(&l);
	good(&l, "-nodecount 0b101 -cum=false -output o -buildid b -limit_strings 5 a");
	assert_int_equal(l.args.query.nodecount, 5);
	assert_int_equal(l.args.query.sort, CPROF_SORT_FLAT);
	assert_string_equal(l.args.flags.output, "o");
	assert_string_equal(l.args.flags.build_id, "b");
	assert_int_equal(l.args.flags.limits.strings, 5);
	forget(&l);
	/* What matters to servers and binaries only is checked, and changes nothing. */
	good(&l,
	     "-seconds 3 -timeout=0x10 -tools /x -tls_ca c -tls_cert c -tls_key k -intel_syntax a");
	forget(&l);
	expect_error("-seconds x a", "invalid value \"x\" for flag -seconds: parse error");
	good(&l, "-nodecount 99999999999 a");
	assert_int_equal(l.args.query.nodecount, INT32_MAX);
	forget(&l);
	good(&l, "-h -version");
	assert_true(l.args.flags.help && l.args.flags.version);
	forget(&l);
}

static void errors(void **state)
{
	(void)state;
	expect_error("-nope a", "flag provided but not defined: -nope (see -help)");
	expect_error("--nope=1 a", "flag provided but not defined: -nope (see -help)");
	expect_error("-sort=cum a", "flag provided but not defined: -sort (see -help)");
	expect_error("a -focus", "flag needs an argument: -focus");
	expect_error("-list", "flag needs an argument: -list");
	expect_error("---x", "bad flag syntax: ---x");
	expect_error("-=x", "bad flag syntax: -=x");
	expect_error("--=x", "bad flag syntax: --=x");
	expect_error("-nodecount x a", "invalid value \"x\" for flag -nodecount: parse error");
	expect_error("-nodecount 1e3 a", "invalid value \"1e3\" for flag -nodecount: parse error");
	expect_error("-nodecount _ a", "invalid value \"\" for flag -nodecount: parse error");
	expect_error("-nodecount 99999999999999999999 a",
		     "invalid value \"99999999999999999999\" "
		     "for flag -nodecount: value out of range");
	expect_error("-nodefraction x a",
		     "invalid value \"x\" for flag -nodefraction: parse error");
	expect_error("-trim=no a", "invalid boolean value \"no\" for -trim: parse error");
	expect_error("-top=maybe a", "invalid boolean value \"maybe\" for -top: parse error");
	expect_error("-cum=y a", "invalid boolean value \"y\" for -cum: parse error");
	expect_error("-limit_strings 0 a",
		     "invalid value \"0\" for flag -limit_strings: parse error");
	expect_error("-top -list x a", "must set at most one output format");
	expect_error("-cum -flat a", "conflicting options set: [cum flat]");
	expect_error("-lines -functions a", "conflicting options set: [lines functions]");
}

static void not_offered(void **state)
{
	(void)state;
	struct reading l;
	static const char *const lines[] = { "-http :8080 a", "-http=: a" };
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		assert_int_equal(read_line(&l, lines[i]), CPROF_ERR_UNSUPPORTED);
		forget(&l);
	}
	expect_error("-http :8080 a", "-http: not offered; the explorer is the answer to it (run "
				      "without -http)");
}

/* Bases add up; which of the two kinds it is must be clear. */
static void bases(void **state)
{
	(void)state;
	struct reading l;
	good(&l, "-base b -base=c -base= -normalize a d");
	assert_int_equal(l.args.flags.base.count, 2);
	assert_string_equal(l.args.flags.base.at[0], "b");
	assert_string_equal(l.args.flags.base.at[1], "c");
	assert_int_equal(l.args.flags.diff_base.count, 0);
	assert_true(l.args.flags.normalize);
	assert_int_equal(l.args.inputs, 2);
	forget(&l);
	expect_error("-base b -diff_base c a",
		     "-base and -diff_base flags cannot both be specified");
	expect_error("-normalize a", "must have base profile to normalize by");
}

/* Flags that choose a type: the first in a fixed order wins, -sample_index beats all. */
static void types(void **state)
{
	(void)state;
	struct reading l;
	good(&l, "-alloc_space a");
	assert_string_equal(l.args.query.sample_index, "alloc_space");
	assert_int_equal(l.args.notes.count, 0);
	forget(&l);
	good(&l, "-alloc_space -inuse_objects -inuse_space a");
	assert_string_equal(l.args.query.sample_index, "inuse_space");
	assert_int_equal(l.args.notes.count, 2);
	assert_string_equal(l.args.notes.text[0],
			    "Multiple value selections, ignoring -inuse_objects");
	assert_string_equal(l.args.notes.text[1],
			    "Multiple value selections, ignoring -alloc_space");
	forget(&l);
	good(&l, "-mean_delay a");
	assert_string_equal(l.args.query.sample_index, "delay");
	assert_true(l.args.query.mean);
	forget(&l);
	/* The mean is set even where the choice is ignored. */
	good(&l, "-mean_delay -sample_index=1 a");
	assert_string_equal(l.args.query.sample_index, "1");
	assert_true(l.args.query.mean);
	assert_string_equal(l.args.notes.text[0],
			    "Multiple value selections, ignoring -mean_delay");
	forget(&l);
	good(&l, "-inuse_space=false -alloc_space a");
	assert_string_equal(l.args.query.sample_index, "alloc_space");
	forget(&l);
}

/* Makes a file of these bytes, puts it before `after`, and says whether it is taken for the
 * program. */
static bool is_binary(const char *bytes, size_t length, const char *after)
{
	char path[] = "test_args.XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(io_write_all(fd, bytes, length), 0);
	close(fd);
	struct buf text = BUF_INIT;
	struct reading l;
	buf_printf(&text, "-top %s %s", path, after);
	good(&l, buf_text(&text));
	bool binary = l.args.binary != NULL;
	if (binary)
		assert_string_equal(l.args.binary, path);
	else
		assert_string_equal(l.args.input[0], path);
	if (binary && *after != '\0')
		assert_string_equal(l.args.input[0], "mem.out");
	forget(&l);
	buf_done(&text);
	unlink(path);
	return binary;
}

static void binaries(void **state)
{
	(void)state;
	assert_true(is_binary("\177ELF\2\1\1", 7, "mem.out"));
	assert_true(is_binary("MZ\220\0", 4, "mem.out"));
	assert_true(is_binary("\xcf\xfa\xed\xfe\7", 5, "mem.out more.out"));
	/* Alone it is the profile; a profile is no program; short files are none. */
	assert_false(is_binary("\177ELF\2\1\1", 7, ""));
	assert_false(is_binary("\x1f\x8b\x08\0", 4, "mem.out"));
	assert_false(is_binary("MZ", 2, "mem.out"));
	assert_false(is_binary("", 0, "mem.out"));
	expect("no-such-program mem.out", "- -: no-such-program mem.out");
}

static void commands(void **state)
{
	(void)state;
	struct reading l;
	good(&l, "-c top -c focus=x p.pb -c -");
	assert_int_equal(l.args.flags.commands.count, 3);
	assert_string_equal(l.args.flags.commands.at[1], "focus=x");
	assert_string_equal(l.args.flags.commands.at[2], "-");
	assert_false(args_take_stdin(&l.args));
	forget(&l);
	good(&l, "--line -cum p.pb");
	assert_true(l.args.flags.line);
	forget(&l);
	good(&l, "-c top -");
	assert_true(args_take_stdin(&l.args));
	forget(&l);
	expect_error("-c", "flag needs an argument: -c");
	expect_error("-c top -line p.pb", "-c and -line are two ways to give commands: use one");
	expect_error("-top -c top p.pb", "-top is a report and -c takes commands: use one");
	expect_error("-list=x -line p.pb", "-list is a report and -line takes commands: use one");
	const char *once = "standard input can be read once: as the profile or as commands";
	expect_error("-c - -", once);
	expect_error("-c - -c - p.pb", once);
	expect_error("-line -", once);
}

static void usage(void **state)
{
	static const char *const words[] = { "-top", "-list=REGEXP", "-focus=REGEXP", "-cum",
					     "-nodecount=N", "-alloc_space", "-limit_strings=N" };
	(void)state;
	struct buf out = BUF_INIT;
	args_usage(&out);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strstr(buf_text(&out), words[i]) == NULL)
			fail_msg("%s is not in the help", words[i]);
	/* What is not offered is not advertised. */
	assert_null(strstr(buf_text(&out), "-http"));
	assert_null(strstr(buf_text(&out), "-tls_key"));
	buf_done(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reports_and_sources), cmocka_unit_test(queries),
		cmocka_unit_test(errors),              cmocka_unit_test(not_offered),
		cmocka_unit_test(bases),               cmocka_unit_test(types),
		cmocka_unit_test(binaries),            cmocka_unit_test(commands),
		cmocka_unit_test(usage),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
