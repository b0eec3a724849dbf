/* Executes a script: reads its lines, finds each action's record, and gathers what a failure needs.
 *
 * A action is one record in the table below; its help is printed by `uidrive --help`. A script has
 * to wait for the end of every program it starts, so that no test can pass with a program left
 * hanging. */
#include "run.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BEFORE = 1, RUNNING = 2, ANY = 3 }; /* when a action may stand */

struct action {
	const char *name;
	int min, max; /* words after the action */
	int when;
	step_fn *step;
	const char *usage, *help;
};

static const struct action actions[] = {
	{ "size", 2, 2, BEFORE, action_size, "ROWS COLS", "the terminal's size; 24 80 unless set" },
	{ "term", 1, 1, BEFORE, action_term, "NAME", "TERM; xterm-256color unless set" },
	{ "env", 1, 1, BEFORE, action_env, "NAME=VALUE", "set a variable" },
	{ "unset", 1, 1, BEFORE, action_unset, "NAME", "remove a variable" },
	{ "cd", 1, 1, BEFORE, action_cd, "FOLDER", "where the program starts" },
	{ "input", 1, 1, BEFORE, action_input, "FILE", "standard input is a pipe with this file" },
	{ "capture", 1, 1, BEFORE, action_capture, "stdout|stderr",
	  "into a pipe, not the terminal" },
	{ "tries", 1, 1, BEFORE, action_tries, "N", "the outcome hangs on real time: try again" },
	{ "need", 1, 1, ANY, action_need, "\"COMMAND\"", "skip the script when it fails" },
	{ "run", 1, SCRIPT_WORDS, BEFORE, action_run, "PROGRAM ARG...", "start the program" },
	{ "shell", 1, 1, ANY, action_shell, "\"COMMAND\"", "run beside it; has to succeed" },
	{ "keys", 1, 1, RUNNING, action_keys, "\"TEXT\"", "type; names as <Enter> <Up> <C-l>" },
	{ "split", 2, SCRIPT_WORDS, RUNNING, action_split, "MS \"TEXT\"...",
	  "type byte by byte, or word by word, MS apart" },
	{ "paste", 1, 1, RUNNING, action_paste, "\"TEXT\"", "paste, with marks if asked for" },
	{ "quiet", 0, 0, RUNNING, action_quiet, "", "wait until nothing moves any more" },
	{ "resize", 2, 2, RUNNING, action_resize, "ROWS COLS", "change the terminal's size" },
	{ "resize-storm", 1, 1, RUNNING, action_storm, "N", "N sizes at once, then the old one" },
	{ "signal", 1, 1, RUNNING, action_signal, "NAME", "send a signal, e.g. TERM" },
	{ "hangup", 0, 0, RUNNING, action_hangup, "", "the connection drops" },
	{ "stop", 0, 0, RUNNING, action_stop, "", "wait until the program has stopped" },
	{ "cont", 0, 0, RUNNING, action_cont, "", "into the foreground again" },
	{ "expect", 1, 1, RUNNING, check_expect, "\"REGEX\"", "wait for it on the screen" },
	{ "expect-row", 2, 2, RUNNING, check_expect_row, "N \"REGEX\"", "wait for it in row N" },
	{ "absent", 1, 1, RUNNING, check_absent, "\"REGEX\"", "not on the quiet screen" },
	{ "cursor", 2, 2, RUNNING, check_cursor, "ROW COL", "wait for the cursor there" },
	{ "attr", 3, 4, RUNNING, check_attr, "ROW COL WHAT [N]",
	  "bold, reverse, underline, plain, fg N, bg N" },
	{ "raw", 1, 1, RUNNING, check_raw, "\"REGEX\"", "wait for it in the raw bytes" },
	{ "raw-absent", 1, 1, RUNNING, check_raw_absent, "\"REGEX\"", "not in the raw bytes" },
	{ "bytes-reset", 0, 0, RUNNING, check_bytes_reset, "", "raw bytes count from here" },
	{ "bytes-max", 1, 1, RUNNING, check_bytes_max, "N", "at most N raw bytes" },
	{ "bytes-min", 1, 1, RUNNING, check_bytes_min, "N", "wait for at least N raw bytes" },
	{ "burst", 3, 3, RUNNING, check_burst, "\"KEYS\" NOW LATER",
	  "bytes at once, and after a pause" },
	{ "cpu-reset", 0, 0, RUNNING, check_cpu_reset, "", "CPU time counts from here" },
	{ "cpu-max", 1, 1, RUNNING, check_cpu_max, "MS", "at most MS of CPU time" },
	{ "exit", 1, 1, RUNNING, check_exit, "STATUS", "wait for the end with this status" },
	{ "killed", 1, 1, RUNNING, check_killed, "NAME", "wait for the end by this signal" },
	{ "stty-same", 0, 0, RUNNING, check_stty_same, "", "terminal modes as before" },
	{ "screen-restored", 0, 0, RUNNING, check_screen_restored, "",
	  "normal screen, cursor visible, modes off" },
	{ "stdout", 1, 1, RUNNING, check_stdout, "\"REGEX\"", "wait for it in captured output" },
	{ "stdout-empty", 0, 0, RUNNING, check_stdout_empty, "", "nothing was written" },
	{ "stderr", 1, 1, RUNNING, check_stderr, "\"REGEX\"", "wait for it in captured errors" },
};

#define ACTIONS (sizeof(actions) / sizeof(actions[0]))

bool run_fail(struct run *r, const char *format, ...)
{
	char text[512];
	va_list args;
	va_start(args, format);
	int n = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	r->reason.len = 0;
	bytes_add(&r->reason, text, n < (int)sizeof(text) ? (size_t)n : sizeof(text) - 1);
	return false;
}

int64_t run_deadline(const struct run *r)
{
	return child_now() + r->deadline_ms;
}

bool run_until(struct run *r, bool (*holds)(struct run *r, void *data), void *data)
{
	int64_t deadline = run_deadline(r);
	while (!holds(r, data)) {
		if (r->child.ended) {
			child_wait_end(&r->child, deadline);
			return holds(r, data);
		}
		if (child_now() > deadline)
			return false;
		child_pump(&r->child, 10);
	}
	return true;
}

bool run_quiet(struct run *r)
{
	if (child_quiet(&r->child, 150, run_deadline(r)))
		return true;
	return run_fail(r, "the program did not come to rest");
}

/* One line; the reason is set without the line's number. */
static bool run_line(struct run *r, const char *line)
{
	const char *why = NULL;
	struct words w;
	bool ok = words_init(&w, line, &why);
	if (!ok)
		run_fail(r, "%s", why);
	if (!ok || !w.count) {
		words_done(&w);
		return ok;
	}
	const struct action *action = NULL;
	for (size_t i = 0; i < ACTIONS; i++)
		if (!strcmp(actions[i].name, w.text[0]))
			action = &actions[i];
	int given = w.count - 1;
	bool running = r->open && (r->child.pid != 0);
	if (!action)
		ok = run_fail(r, "no such verb");
	else if (given < action->min || given > action->max)
		ok = run_fail(r, "usage: %s %s", action->name, action->usage);
	else if (action->when == RUNNING && !running)
		ok = run_fail(r, "no program was started yet");
	else if (action->when == BEFORE && running && !r->child.ended)
		ok = run_fail(r, "the program is running already");
	else
		ok = action->step(r, &w);
	words_done(&w);
	return ok;
}

static void add_block(struct bytes *out, const char *title, const char *text)
{
	bytes_add(out, title, strlen(title));
	bytes_add_char(out, '\n');
	while (*text) {
		size_t len = strcspn(text, "\n");
		bytes_add_char(out, '|');
		bytes_add(out, text, len);
		bytes_add(out, "|\n", 2);
		text += len + (text[len] == '\n');
	}
}

/* What somebody who reads the log wants to know. */
static void add_detail(struct run *r, struct bytes *out)
{
	struct bytes text = { 0 };
	char title[128];
	const char *state = r->child.stopped ? ", program stopped" : "";
	int row, col;
	if (!r->open)
		return;
	if (r->child.ended)
		state = ", program ended";
	screen_text(r->child.screen, &text);
	while (text.len && text.data[text.len - 1] == '\n')
		text.data[--text.len] = '\0';
	screen_cursor(r->child.screen, &row, &col);
	snprintf(title, sizeof(title), "screen, cursor at %d %d%s, %zu bytes:", row, col, state,
		 screen_raw(r->child.screen)->len - r->raw_mark);
	add_block(out, title, bytes_text(&text));
	if (r->child.out.len)
		add_block(out, "captured standard output:", bytes_text(&r->child.out));
	if (r->child.err.len)
		add_block(out, "captured standard error:", bytes_text(&r->child.err));
	bytes_done(&text);
}

/* Puts "line N: step: " before the reason. */
static void name_step(struct run *r, int number, const char *line)
{
	struct bytes full = { 0 };
	char head[32];
	snprintf(head, sizeof(head), "line %d: ", number);
	bytes_add(&full, head, strlen(head));
	bytes_add(&full, line, strlen(line));
	bytes_add(&full, ": ", 2);
	bytes_add(&full, bytes_text(&r->reason), r->reason.len);
	bytes_done(&r->reason);
	r->reason = full;
}

bool run_script(struct run *r, const char *path, struct bytes *detail)
{
	struct bytes script = { 0 };
	const char *limit = getenv("UIDRIVE_DEADLINE");
	*r = (struct run){ .options = { .rows = 24, .cols = 80 }, .deadline_ms = 10000 };
	if (limit && atoi(limit) > 0)
		r->deadline_ms = atoi(limit);
	int error = bytes_add_file(&script, path);
	if (error)
		return run_fail(r, "%s", strerror(error));
	bool ok = true;
	int number = 0;
	char *line = script.len ? script.data : NULL;
	while (ok && line && !r->skipped) {
		char *end = strchr(line, '\n');
		if (end)
			*end = '\0';
		number++;
		ok = run_line(r, line);
		if (!ok)
			name_step(r, number, line);
		line = end ? end + 1 : NULL;
	}
	if (ok && !r->skipped && r->open && !r->child.ended)
		ok = run_fail(r, "the script ended before its program");
	if (ok && !r->skipped && !r->open)
		ok = run_fail(r, "the script started no program");
	if (!ok)
		add_detail(r, detail);
	bytes_done(&script);
	return ok;
}

void run_done(struct run *r)
{
	if (r->open)
		child_done(&r->child);
	bytes_done(&r->input);
	bytes_done(&r->folder);
	bytes_done(&r->reason);
}

void run_help(void)
{
	for (size_t i = 0; i < ACTIONS; i++)
		printf("  %-15s %-17s %s\n", actions[i].name, actions[i].usage, actions[i].help);
}
