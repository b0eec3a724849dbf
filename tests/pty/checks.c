/* The actions that judge what the program shows, writes, and leaves behind.
 *
 * A check of something that may still come polls to the deadline; a check that something is not
 * there waits for the program to be quiet first. */
#include "run.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* What a pattern is looked for in. */
enum where { ON_SCREEN, IN_ROW, IN_RAW, IN_OUT, IN_ERR };

struct search {
	regex_t regex;
	enum where where;
	int row;
};

static bool search_init(struct run *r, const struct words *w, int index, enum where where,
			struct search *s)
{
	struct bytes pattern = { 0 };
	char why[128];
	words_regex(w, index, &pattern);
	s->where = where;
	int flags = REG_EXTENDED | (where == IN_RAW ? 0 : REG_NEWLINE);
	int error = regcomp(&s->regex, bytes_text(&pattern), flags);
	bytes_done(&pattern);
	if (!error)
		return true;
	regerror(error, &s->regex, why, sizeof(why));
	return run_fail(r, "bad pattern: %s", why);
}

static bool matches(const regex_t *regex, const char *text, size_t len)
{
	regmatch_t range = { .rm_so = 0, .rm_eo = (regoff_t)len };
	return regexec(regex, text, 1, &range, REG_STARTEND) == 0;
}

static bool found(struct run *r, void *data)
{
	struct search *s = data;
	const struct child *c = &r->child;
	const struct bytes *raw = screen_raw(c->screen);
	struct bytes text = { 0 };
	bool result = false;
	switch (s->where) {
	case ON_SCREEN:
		screen_text(c->screen, &text);
		break;
	case IN_ROW:
		screen_row(c->screen, s->row, &text);
		break;
	case IN_RAW:
		bytes_add(&text, bytes_text(raw) + r->raw_mark, raw->len - r->raw_mark);
		break;
	case IN_OUT:
		bytes_add(&text, bytes_text(&c->out), c->out.len);
		break;
	case IN_ERR:
		bytes_add(&text, bytes_text(&c->err), c->err.len);
		break;
	}
	result = matches(&s->regex, bytes_text(&text), text.len);
	bytes_done(&text);
	return result;
}

static bool expect_in(struct run *r, const struct words *w, int index, enum where where, int row)
{
	struct search s = { .row = row };
	if (!search_init(r, w, index, where, &s))
		return false;
	bool ok = run_until(r, found, &s);
	regfree(&s.regex);
	if (ok)
		return true;
	return run_fail(r, "not there %s",
			r->child.ended ? "when the program ended" : "before the deadline");
}

bool check_expect(struct run *r, const struct words *w)
{
	return expect_in(r, w, 1, ON_SCREEN, 0);
}

bool check_expect_row(struct run *r, const struct words *w)
{
	int row;
	if (!words_number(w, 1, &row))
		return run_fail(r, "not a row");
	return expect_in(r, w, 2, IN_ROW, row);
}

bool check_raw(struct run *r, const struct words *w)
{
	return expect_in(r, w, 1, IN_RAW, 0);
}

bool check_stdout(struct run *r, const struct words *w)
{
	if (!r->options.capture_out)
		return run_fail(r, "standard output was not captured");
	return expect_in(r, w, 1, IN_OUT, 0);
}

bool check_stderr(struct run *r, const struct words *w)
{
	if (!r->options.capture_err)
		return run_fail(r, "standard error was not captured");
	return expect_in(r, w, 1, IN_ERR, 0);
}

static bool absent_in(struct run *r, const struct words *w, enum where where)
{
	struct search s = { 0 };
	if (!run_quiet(r) || !search_init(r, w, 1, where, &s))
		return false;
	bool there = found(r, &s);
	regfree(&s.regex);
	return !there || run_fail(r, "it is there");
}

bool check_absent(struct run *r, const struct words *w)
{
	return absent_in(r, w, ON_SCREEN);
}

bool check_raw_absent(struct run *r, const struct words *w)
{
	return absent_in(r, w, IN_RAW);
}

static bool cursor_at(struct run *r, void *data)
{
	const int *want = data;
	int row, col;
	screen_cursor(r->child.screen, &row, &col);
	return (want[0] < 0 ? screen_rows(r->child.screen) + 1 + want[0] : want[0]) == row &&
	       want[1] == col;
}

bool check_cursor(struct run *r, const struct words *w)
{
	int want[2], row, col;
	if (!words_number(w, 1, &want[0]) || !words_number(w, 2, &want[1]))
		return run_fail(r, "not a number");
	if (run_until(r, cursor_at, want))
		return true;
	screen_cursor(r->child.screen, &row, &col);
	return run_fail(r, "it is at %d %d", row, col);
}

/* An attribute wanted in a cell. */
struct attr {
	int row, col;
	const char *what;
	int colour;
};

static bool colour_is(const VTermColor *colour, bool is_default, int want)
{
	if (want < 0)
		return is_default;
	return !is_default && VTERM_COLOR_IS_INDEXED(colour) && colour->indexed.idx == want;
}

static bool attr_holds(struct run *r, void *data)
{
	const struct attr *a = data;
	VTermScreenCell cell;
	if (!screen_cell(r->child.screen, a->row, a->col, &cell))
		return false;
	bool bold = cell.attrs.bold, reverse = cell.attrs.reverse, underline = cell.attrs.underline;
	if (!strcmp(a->what, "bold"))
		return bold;
	if (!strcmp(a->what, "reverse"))
		return reverse;
	if (!strcmp(a->what, "underline"))
		return underline;
	if (!strcmp(a->what, "fg"))
		return colour_is(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg), a->colour);
	if (!strcmp(a->what, "bg"))
		return colour_is(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg), a->colour);
	return !bold && !reverse && !underline;
}

bool check_attr(struct run *r, const struct words *w)
{
	static const char known[] = " bold reverse underline plain fg bg ";
	struct attr a = { .what = w->text[3], .colour = -1 };
	bool colour = !strcmp(a.what, "fg") || !strcmp(a.what, "bg");
	char padded[16];
	snprintf(padded, sizeof(padded), " %.12s ", a.what);
	if (!words_number(w, 1, &a.row) || !words_number(w, 2, &a.col))
		return run_fail(r, "not a number");
	if (!strstr(known, padded) || colour != (w->count == 5))
		return run_fail(r, "bold, reverse, underline, plain, fg N or bg N");
	if (colour && strcmp(w->text[4], "default") && !words_number(w, 4, &a.colour))
		return run_fail(r, "a colour is a number or `default`");
	return run_until(r, attr_holds, &a) || run_fail(r, "the cell is not so");
}

static size_t bytes_since(const struct run *r)
{
	return screen_raw(r->child.screen)->len - r->raw_mark;
}

bool check_bytes_reset(struct run *r, const struct words *w)
{
	(void)w;
	r->raw_mark = screen_raw(r->child.screen)->len;
	return true;
}

bool check_bytes_max(struct run *r, const struct words *w)
{
	int max;
	if (!words_number(w, 1, &max) || max < 0)
		return run_fail(r, "not a number");
	return bytes_since(r) <= (size_t)max || run_fail(r, "%zu bytes", bytes_since(r));
}

static bool enough_bytes(struct run *r, void *data)
{
	return bytes_since(r) >= (size_t)(*(const int *)data);
}

bool check_bytes_min(struct run *r, const struct words *w)
{
	int min;
	if (!words_number(w, 1, &min) || min < 0)
		return run_fail(r, "not a number");
	return run_until(r, enough_bytes, &min) || run_fail(r, "only %zu bytes", bytes_since(r));
}

/* Bytes that came before the first pause of 40 ms, from arrival `first` on. `paused` says if there
 * was one. */
static size_t first_burst(const struct child *c, size_t first, size_t from, bool *paused)
{
	size_t end = from;
	*paused = false;
	for (size_t i = first; i < c->arrivals; i++) {
		if (i > first && c->arrival[i].time - c->arrival[i - 1].time >= 40) {
			*paused = true;
			break;
		}
		end = c->arrival[i].end;
	}
	return end - from;
}

/* On a busy machine the driver may see the two parts as one. Then the keys are sent again; a
 * program that really writes too much at once does so every time. */
bool check_burst(struct run *r, const struct words *w)
{
	int now_max, later_max;
	bool ok = words_number(w, 2, &now_max) && words_number(w, 3, &later_max);
	if (!ok)
		return run_fail(r, "not a number");
	struct bytes keys = { 0 };
	ok = action_key_bytes(r, w, 1, &keys);
	for (int tries = 1; ok; tries++) {
		bool paused;
		if (!run_quiet(r)) {
			ok = false;
			break;
		}
		size_t first = r->child.arrivals, from = screen_raw(r->child.screen)->len;
		if (!child_type(&r->child, keys.data, keys.len, run_deadline(r)) || !run_quiet(r)) {
			ok = run_fail(r, "the program does not answer");
			break;
		}
		size_t at_once = first_burst(&r->child, first, from, &paused);
		size_t later = screen_raw(r->child.screen)->len - from - at_once;
		if (at_once && at_once <= (size_t)now_max && later <= (size_t)later_max)
			break;
		if (paused || !at_once || tries == 5)
			ok = run_fail(r, "%zu bytes at once, %zu later", at_once, later);
	}
	bytes_done(&keys);
	return ok;
}

bool check_cpu_reset(struct run *r, const struct words *w)
{
	(void)w;
	r->cpu_mark = child_cpu(&r->child);
	return true;
}

bool check_cpu_max(struct run *r, const struct words *w)
{
	int max;
	if (!words_number(w, 1, &max))
		return run_fail(r, "not a number");
	int64_t used = child_cpu(&r->child) - r->cpu_mark;
	return used <= (int64_t)max * 1000 || run_fail(r, "%.1f ms", (double)used / 1000);
}

/* Waits for the end and says how it came when it is not the wanted one. */
static bool check_end(struct run *r, bool by_signal, int number)
{
	if (!child_wait_end(&r->child, run_deadline(r)))
		return run_fail(r, r->child.stopped ? "the program has stopped" : "it still runs");
	int status = r->child.status;
	if (WIFSIGNALED(status)) {
		if (by_signal && WTERMSIG(status) == number)
			return true;
		return run_fail(r, "killed by signal %d (%s)", WTERMSIG(status),
				strsignal(WTERMSIG(status)));
	}
	if (!by_signal && WEXITSTATUS(status) == number)
		return true;
	return run_fail(r, "exit status %d", WEXITSTATUS(status));
}

bool check_exit(struct run *r, const struct words *w)
{
	int status;
	if (!words_number(w, 1, &status))
		return run_fail(r, "not a number");
	return check_end(r, false, status);
}

bool check_killed(struct run *r, const struct words *w)
{
	int number = action_signal_number(w->text[1]);
	if (!number)
		return run_fail(r, "no such signal");
	return check_end(r, true, number);
}

bool check_stty_same(struct run *r, const struct words *w)
{
	(void)w;
	struct termios now, *before = &r->child.before;
	if (tcgetattr(r->child.slave, &now))
		return run_fail(r, "the terminal is gone");
	if (now.c_iflag != before->c_iflag)
		return run_fail(r, "input modes 0%o, before 0%o", now.c_iflag, before->c_iflag);
	if (now.c_oflag != before->c_oflag)
		return run_fail(r, "output modes 0%o, before 0%o", now.c_oflag, before->c_oflag);
	if (now.c_cflag != before->c_cflag)
		return run_fail(r, "control modes 0%o, before 0%o", now.c_cflag, before->c_cflag);
	if (now.c_lflag != before->c_lflag)
		return run_fail(r, "local modes 0%o, before 0%o", now.c_lflag, before->c_lflag);
	if (memcmp(now.c_cc, before->c_cc, sizeof(now.c_cc)))
		return run_fail(r, "control characters differ");
	return true;
}

bool check_screen_restored(struct run *r, const struct words *w)
{
	(void)w;
	const char *why = screen_not_restored(r->child.screen);
	return !why || run_fail(r, "%s", why);
}

bool check_stdout_empty(struct run *r, const struct words *w)
{
	(void)w;
	if (!run_quiet(r))
		return false;
	size_t n = r->options.capture_out ? r->child.out.len : bytes_since(r);
	return n == 0 || run_fail(r, "%zu bytes", n);
}
