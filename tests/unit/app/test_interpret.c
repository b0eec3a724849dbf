/* The language behind `:`: shortcuts, assignments, reports with their words, commands,
 * completion. */
#include "unit/lib/check.h"

#include <string.h>

#include "app/shell/command.h"

static const struct session_type types[] = {
	{ .name = "samples", .unit = "count", .total = 10 },
	{ .name = "cpu", .unit = "nanoseconds", .total = 1000 },
	{ .name = "space", .unit = "bytes", .total = 1 },
};

static const char *const functions[] = { "json.Marshal", "main.main", "runtime.mallocgc" };

static const struct session_summary summary = {
	.file = "prog",
	.type = types,
	.types = 3,
	.default_type = 1,
	.time = "",
	.functions = functions,
	.function_count = 3,
};

static enum cprof_status front_run(struct call *call, struct cprof_error *err)
{
	(void)err;
	buf_printf(&call->reply->message, "%d %s", call->argc, call->rest);
	return CPROF_OK;
}

static const struct command front_command = {
	.name = "narrow", .usage = "RE", .help = "a verb of the front", .least = 1, .most = 2,
	.run = front_run,
};

static const struct command *const front[] = { &front_command, NULL };

struct talk {
	struct cprof_query query;
	struct interpreter in;
	struct reply reply;
	struct cprof_error err;
};

static void say(struct talk *t, const char *line)
{
	*t = (struct talk){ .in = { .summary = &summary, .front_commands = front } };
	cprof_query_init(&t->query);
	t->in.query = &t->query;
	cprof_query_text(&t->query.pass[0].filter[CPROF_FOCUS], "old");
	reply_init(&t->reply, &t->in);
	interpret(&t->in, line, &t->reply, &t->err);
}

static void hush(struct talk *t)
{
	reply_done(&t->reply);
	cprof_query_done(&t->query);
	cprof_error_done(&t->err);
}

static void expect_error(const char *line, const char *expected)
{
	struct talk t;
	say(&t, line);
	if (t.err.status == CPROF_OK)
		fail_msg("%s: no error", line);
	assert_string_equal(t.err.text, expected);
	hush(&t);
}

/* Runs a line that changes the query. */
static void change(struct talk *t, const char *line)
{
	say(t, line);
	if (t->err.status != CPROF_OK)
		fail_msg("%s: %s", line, t->err.text);
	assert_int_equal(t->reply.kind, REPLY_QUERY);
}

static void expect_text(const char *line, size_t offset, const char *expected)
{
	struct talk t;
	change(&t, line);
	const char *text = *(char *const *)(const void *)((const char *)&t.reply.query + offset);
	assert_string_equal(text != NULL ? text : "(none)", expected);
	hush(&t);
}

static void expect_focus(const char *line, const char *expected)
{
	struct talk t;
	change(&t, line);
	const char *text = t.reply.query.pass[0].filter[CPROF_FOCUS];
	assert_string_equal(text != NULL ? text : "(none)", expected);
	hush(&t);
}

static void expect_int(const char *line, size_t offset, int expected)
{
	struct talk t;
	change(&t, line);
	assert_int_equal(*(const int *)(const void *)((const char *)&t.reply.query + offset),
			 expected);
	hush(&t);
}

static void expect_bool(const char *line, size_t offset, bool expected)
{
	struct talk t;
	change(&t, line);
	assert_int_equal(*(const bool *)((const char *)&t.reply.query + offset), expected);
	hush(&t);
}

#define FIELD(name) offsetof(struct cprof_query, name)

static void shortcuts(void **state)
{
	(void)state;
	struct talk t;
	expect_text("cpu", FIELD(sample_index), "cpu");
	expect_text("  space  ", FIELD(sample_index), "space");
	expect_text("mean_cpu", FIELD(sample_index), "cpu");
	expect_bool("mean_cpu", FIELD(mean), true);
	expect_text("total_cpu", FIELD(sample_index), "cpu");
	expect_bool("total_cpu", FIELD(mean), false);
	expect_error("mean_nothing", "unrecognized command: \"mean_nothing\"");
	expect_error("cpu now", "unrecognized command: \"cpu\"");
	expect_focus(":", "(none)");
	/* ':' clears focus, ignore and hide, and no more. */
	say(&t, "show=x");
	cprof_query_text(&t.reply.query.pass[0].filter[CPROF_HIDE], "h");
	interpret(&t.in, ":", &t.reply, &t.err);
	assert_null(t.reply.query.pass[0].filter[CPROF_HIDE]);
	assert_string_equal(t.reply.query.pass[0].filter[CPROF_SHOW], "x");
	hush(&t);
	/* A blank line asks for nothing. */
	say(&t, " \t ");
	assert_int_equal(t.err.status, CPROF_OK);
	assert_int_equal(t.reply.kind, REPLY_DONE);
	hush(&t);
}

static void assignments(void **state)
{
	(void)state;
	expect_focus("focus=json", "json");
	expect_focus(" focus = a b  ", "a b");
	expect_focus("focus=a=b", "a=b");
	expect_focus("focus=", "(none)");
	/* A line that `o` printed can be given back. */
	expect_focus("  focus   = json    //: keep only samples", "json");
	expect_int("nodecount=7", FIELD(nodecount), 7);
	expect_int("nodecount=-1", FIELD(nodecount), -1);
	expect_text("unit=mb", FIELD(unit), "mb");
	expect_bool("mean=true", FIELD(mean), true);
	expect_bool("mean=", FIELD(mean), true);
	expect_bool("mean", FIELD(mean), true);
	expect_bool("mean=Y", FIELD(mean), true);
	expect_bool("trim=no", FIELD(trim), false);
	expect_bool("trim=FaLsE", FIELD(trim), false);
	expect_bool("trim=0", FIELD(trim), false);
	expect_int("sort=cum", FIELD(sort), CPROF_SORT_CUM);
	expect_int("granularity=lines", FIELD(granularity), CPROF_BY_LINE);
	expect_int("cum=1", FIELD(sort), CPROF_SORT_CUM);
	expect_int("lines=true", FIELD(granularity), CPROF_BY_LINE);
	expect_text("sample_index=1", FIELD(sample_index), "cpu");
	expect_text("sample_index=inuse_space", FIELD(sample_index), "space");
	expect_text("sample_index=", FIELD(sample_index), "cpu");
	expect_error("mean=maybe", "illegal value \"maybe\" for bool variable");
	expect_error("granularity=foo", "invalid \"granularity\" value \"foo\"");
	expect_error("sample_index=3", "sample_index 3 is outside the range [0..2]");
	expect_error("sample_index=foo",
		     "sample_index \"foo\" must be one of: [samples cpu space]");
	expect_error("foo=1", "unrecognized command: \"foo=1\"");
}

/* Where pprof's shell says "did you mean: NAME=VALUE", this does it. */
static void with_blanks(void **state)
{
	(void)state;
	struct talk t;
	expect_focus("focus json", "json");
	expect_focus("focus a b", "a b");
	expect_int("sort cum", FIELD(sort), CPROF_SORT_CUM);
	expect_int("cum", FIELD(sort), CPROF_SORT_CUM);
	expect_int("granularity lines", FIELD(granularity), CPROF_BY_LINE);
	expect_int("files", FIELD(granularity), CPROF_BY_FILE);
	expect_text("sample_index space", FIELD(sample_index), "space");
	expect_bool("trim false", FIELD(trim), false);
	expect_int("nodecount 20", FIELD(nodecount), 20);
	expect_error("focus", "please specify a value, e.g. focus=<val>");
	expect_error("nodecount", "please specify a value, e.g. nodecount=<val>");
	expect_error("foo", "unrecognized command: \"foo\"");
	expect_error("Focus=x", "unrecognized command: \"Focus=x\"");
	/* What is known and not offered says what to do. */
	say(&t, "http=:8080");
	assert_int_equal(t.err.status, CPROF_ERR_UNSUPPORTED);
	hush(&t);
	say(&t, "buildid=x");
	assert_int_equal(t.err.status, CPROF_ERR_SYNTAX);
	hush(&t);
	/* A choice can be taken, not taken back. */
	say(&t, "lines=false");
	assert_int_equal(t.err.status, CPROF_ERR_SYNTAX);
	hush(&t);
}

/* The new value goes to the last pass. */
static void last_pass(void **state)
{
	(void)state;
	struct talk t;
	say(&t, "focus=old");
	cprof_query_add_pass(&t.reply.query);
	interpret(&t.in, "focus=new", &t.reply, &t.err);
	assert_string_equal(t.reply.query.pass[0].filter[CPROF_FOCUS], "old");
	assert_string_equal(t.reply.query.pass[1].filter[CPROF_FOCUS], "new");
	hush(&t);
}

/* A report with its words: "COUNT SORT FOCUS IGNORE [PATTERN]". */
static void expect_report(const char *line, const char *name, const char *expected)
{
	struct talk t;
	struct buf out = BUF_INIT;
	say(&t, line);
	if (t.err.status != CPROF_OK)
		fail_msg("%s: %s", line, t.err.text);
	assert_int_equal(t.reply.kind, REPLY_REPORT);
	assert_string_equal(t.reply.report->name, name);
	const struct cprof_query *q = &t.reply.query;
	const char *focus = q->pass[0].filter[CPROF_FOCUS];
	const char *ignore = q->pass[0].filter[CPROF_IGNORE];
	buf_printf(&out, "%d %s %s %s%s%s", q->nodecount,
		   q->sort == CPROF_SORT_CUM ? "cum" : "flat",
		   focus != NULL ? focus : "-", ignore != NULL ? ignore : "-",
		   t.reply.pattern.size > 0 ? " " : "", buf_text(&t.reply.pattern));
	assert_string_equal(buf_text(&out), expected);
	buf_done(&out);
	hush(&t);
}

static void reports(void **state)
{
	(void)state;
	struct talk t;
	/* Words replace the stored filters; without any those stay. */
	expect_report("top", "top", "10 flat old -");
	expect_report("text", "text", "10 flat old -");
	expect_report("top20", "top", "20 flat old -");
	expect_report("top 20", "top", "20 flat old -");
	expect_report("top5 -cum json", "top", "5 cum json -");
	expect_report("top --cum", "top", "10 cum old -");
	expect_report("top a b -c -d", "top", "10 flat a|b c|d");
	expect_report("top 5 7", "top", "7 flat old -");
	/* A number is never a pattern; an unknown flag is something to ignore. */
	expect_report("top -5", "top", "-5 flat old -");
	expect_report("top -flat", "top", "10 flat old flat");
	expect_report("top 99999999999", "top", "10 flat 99999999999 -");
	expect_report("top | head", "top", "10 flat ||head -");
	/* Only top and text are short by themselves. */
	expect_report("tree", "tree", "-1 flat old -");
	expect_report("tree 20 -cum", "tree", "20 cum old -");
	expect_report("peek main", "peek", "-1 flat old - main");
	expect_report("list main", "list", "-1 flat old - main");
	expect_report("list5", "list", "-1 flat old - 5");
	expect_report("list main 3 -x y", "list", "3 flat y x main");
	expect_error("list", "command list requires an argument");
	expect_error("top>x", "unrecognized command: \"top>x\"");
	expect_error("topp", "unrecognized command: \"topp\"");
	expect_error("5", "unrecognized command: \"5\"");
	say(&t, "disasm main");
	assert_int_equal(t.err.status, CPROF_ERR_UNSUPPORTED);
	hush(&t);
	/* Nothing between blanks is no pattern; a stored count stays. */
	expect_report("top a - -b -", "top", "10 flat a b");
	expect_report("top +7", "top", "7 flat old -");
}

/* Where the report of a line goes, "-" for nowhere, and what else its words say. */
static void expect_file(const char *line, const char *file, const char *words)
{
	struct talk t;
	say(&t, line);
	if (t.err.status != CPROF_OK)
		fail_msg("%s: %s", line, t.err.text);
	assert_string_equal(t.reply.output != NULL ? t.reply.output : "-", file);
	hush(&t);
	expect_report(line, "top", words);
}

static void files(void **state)
{
	(void)state;
	struct talk t;
	expect_file("top", "-", "10 flat old -");
	expect_file("top >a", "a", "10 flat old -");
	expect_file("top > a", "a", "10 flat old -");
	/* What stands behind the file are words again; the last file wins. */
	expect_file("top > a 5 b -cum", "a", "5 cum b -");
	expect_file("top >a > b", "b", "10 flat old -");
	expect_file("top7 >-x", "-x", "7 flat old -");
	expect_error("top >", "unexpected end of line after >");
	expect_error("top 5 json >", "unexpected end of line after >");
	expect_error("top >>a", ">> is not offered: a report takes the whole file (use >)");
	expect_error("top > >", ">> is not offered: a report takes the whole file (use >)");
	expect_report("list > x", "list", "-1 flat x - >");
	say(&t, "output = a b ");
	assert_int_equal(t.reply.kind, REPLY_QUERY);
	assert_string_equal(t.reply.output, "a b");
	t.in.output = "kept";
	reply_done(&t.reply);
	/* An assignment of something else and a report keep the file; nothing takes it away. */
	reply_init(&t.reply, &t.in);
	assert_int_equal(interpret(&t.in, "cum", &t.reply, &t.err), CPROF_OK);
	assert_string_equal(t.reply.output, "kept");
	assert_int_equal(interpret(&t.in, "top", &t.reply, &t.err), CPROF_OK);
	assert_string_equal(t.reply.output, "kept");
	assert_int_equal(interpret(&t.in, "output=", &t.reply, &t.err), CPROF_OK);
	assert_null(t.reply.output);
	hush(&t);
	expect_error("output", "please specify a value, e.g. output=<val>");
}

static void commands(void **state)
{
	static const char *const leave[] = { "q", "quit", "exit", "quit now" };
	(void)state;
	struct talk t;
	for (size_t i = 0; i < sizeof leave / sizeof leave[0]; i++) {
		say(&t, leave[i]);
		assert_int_equal(t.reply.kind, REPLY_QUIT);
		hush(&t);
	}
	say(&t, "help");
	assert_int_equal(t.reply.kind, REPLY_PAGE);
	assert_non_null(strstr(buf_text(&t.reply.text), "nodefraction"));
	assert_non_null(strstr(buf_text(&t.reply.text), "a verb of the front"));
	hush(&t);
	say(&t, "help granularity");
	assert_non_null(strstr(buf_text(&t.reply.text), "filefunctions"));
	assert_string_equal(buf_text(&t.reply.title), "help granularity");
	hush(&t);
	say(&t, "help list");
	assert_non_null(strstr(buf_text(&t.reply.text), "list REGEXP [N]"));
	hush(&t);
	expect_error("help nothing", "Unknown command: nothing");
	say(&t, "o");
	assert_int_equal(t.reply.kind, REPLY_PAGE);
	assert_non_null(strstr(buf_text(&t.reply.text), "focus                     = old"));
	assert_null(strstr(buf_text(&t.reply.text), "limit_"));
	assert_non_null(strstr(buf_text(&t.reply.text), "nodecount                 = -1 "));
	assert_non_null(strstr(buf_text(&t.reply.text), "output                    = \"\""));
	assert_non_null(strstr(buf_text(&t.reply.text),
			       "sample_index              = cpu                  "
			       "//: [samples | cpu | space]\n"));
	hush(&t);
	say(&t, "narrow  a  b ");
	assert_string_equal(buf_text(&t.reply.message), "3 a  b");
	hush(&t);
	expect_error("narrow", "usage: narrow RE");
	expect_error("narrow a b c", "usage: narrow RE");
}

static void expect_completion(const char *line, size_t from, const char *expected)
{
	struct talk t;
	struct buf out = BUF_INIT;
	size_t start = 99;
	say(&t, "");
	command_complete(&t.in, line, strlen(line), &start, &out);
	assert_string_equal(buf_text(&out), expected);
	assert_int_equal(start, from);
	buf_done(&out);
	hush(&t);
}

static void completion(void **state)
{
	(void)state;
	expect_completion("nar", 0, "narrow\n");
	expect_completion("  to", 2, "top\ntopproto\n");
	expect_completion("qu", 0, "quit\n");
	expect_completion("node", 0, "nodecount\nnodefraction\n");
	expect_completion("cp", 0, "cpu\n");
	expect_completion("sort=", 5, "cum\nflat\n");
	expect_completion("granularity=fi", 12, "filefunctions\nfiles\n");
	expect_completion("mean=", 5, "false\ntrue\n");
	expect_completion("sample_index=s", 13, "samples\nspace\n");
	/* Functions by any part of their name. */
	expect_completion("focus=ma", 6, "main.main\nruntime.mallocgc\n");
	expect_completion("top mall", 4, "runtime.mallocgc\n");
	expect_completion("top -mall", 5, "runtime.mallocgc\n");
	expect_completion("list Mar", 5, "json.Marshal\n");
	expect_completion("zzz", 0, "");
	/* Files behind '>', and where a report goes by default. */
	expect_completion("top >/dev/nul", 5, "/dev/null\n");
	expect_completion("top5 json > /dev/nul", 12, "/dev/null\n");
	expect_completion("output=/dev/nul", 7, "/dev/null\n");
	expect_completion("top >/proc/self/fdi", 5, "/proc/self/fdinfo/\n");
	expect_completion("top >/no/such/folder/", 5, "");
	expect_completion("top > /dev/null mall", 16, "runtime.mallocgc\n");
	expect_error("nodecount=x", "invalid value \"x\" for nodecount");
	expect_error("nodefraction=", "invalid value \"\" for nodefraction");
	assert_int_equal(command_common("nodecount\nnodefraction\n"), 4);
	assert_int_equal(command_common("one\n"), 3);
	assert_int_equal(command_common(""), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shortcuts),   cmocka_unit_test(assignments),
		cmocka_unit_test(with_blanks), cmocka_unit_test(last_pass),
		cmocka_unit_test(reports),     cmocka_unit_test(files),
		cmocka_unit_test(commands),    cmocka_unit_test(completion),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
