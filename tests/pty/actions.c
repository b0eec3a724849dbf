/* The actions that prepare, start, feed and disturb the program.
 *
 * `split` is the one place that means real time: there the delay between two bytes is what is
 * tested. While it lasts the terminal is served, as everywhere. */
#include "run.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

struct key_name {
	const char *name;
	const char *bytes; /* sent as they are, or NULL: `key` in the terminal's current mode */
	VTermKey key;
	VTermModifier modifier;
};

static const struct key_name key_names[] = {
	{ "Enter", "\r", 0, 0 },
	{ "Esc", "\033", 0, 0 },
	{ "Tab", "\t", 0, 0 },
	{ "S-Tab", "\033[Z", 0, 0 },
	{ "Space", " ", 0, 0 },
	{ "Backspace", "\177", 0, 0 },
	{ "lt", "<", 0, 0 },
	{ "Up", NULL, VTERM_KEY_UP, 0 },
	{ "Down", NULL, VTERM_KEY_DOWN, 0 },
	{ "Left", NULL, VTERM_KEY_LEFT, 0 },
	{ "Right", NULL, VTERM_KEY_RIGHT, 0 },
	{ "C-Left", NULL, VTERM_KEY_LEFT, VTERM_MOD_CTRL },
	{ "C-Right", NULL, VTERM_KEY_RIGHT, VTERM_MOD_CTRL },
	{ "Home", NULL, VTERM_KEY_HOME, 0 },
	{ "End", NULL, VTERM_KEY_END, 0 },
	{ "PgUp", NULL, VTERM_KEY_PAGEUP, 0 },
	{ "PgDn", NULL, VTERM_KEY_PAGEDOWN, 0 },
	{ "Ins", NULL, VTERM_KEY_INS, 0 },
	{ "Del", NULL, VTERM_KEY_DEL, 0 },
	{ "F1", NULL, VTERM_KEY_FUNCTION(1), 0 },
	{ "F4", NULL, VTERM_KEY_FUNCTION(4), 0 },
	{ "F10", NULL, VTERM_KEY_FUNCTION(10), 0 },
};

static const struct {
	const char *name;
	int number;
} signals[] = {
	{ "HUP", SIGHUP },   { "INT", SIGINT },     { "QUIT", SIGQUIT }, { "ABRT", SIGABRT },
	{ "KILL", SIGKILL }, { "SEGV", SIGSEGV },   { "BUS", SIGBUS },   { "PIPE", SIGPIPE },
	{ "TERM", SIGTERM }, { "USR1", SIGUSR1 },   { "CONT", SIGCONT }, { "STOP", SIGSTOP },
	{ "TSTP", SIGTSTP }, { "WINCH", SIGWINCH }, { "ALRM", SIGALRM }, { "XCPU", SIGXCPU },
	{ "SYS", SIGSYS },   { "TRAP", SIGTRAP },   { "USR2", SIGUSR2 }, { "PROF", SIGPROF },
};

int action_signal_number(const char *name)
{
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		if (!strcmp(signals[i].name, name))
			return signals[i].number;
	return 0;
}

static bool read_size(struct run *r, const struct words *w, int *rows, int *cols)
{
	if (!words_number(w, 1, rows) || !words_number(w, 2, cols))
		return run_fail(r, "not a number");
	if (*rows < 1 || *cols < 1 || *rows > 1000 || *cols > 1000)
		return run_fail(r, "a size is from 1 to 1000");
	return true;
}

bool action_size(struct run *r, const struct words *w)
{
	if (r->open)
		return run_fail(r, "the terminal is open; use resize");
	return read_size(r, w, &r->options.rows, &r->options.cols);
}

bool action_term(struct run *r, const struct words *w)
{
	if (r->open)
		return run_fail(r, "the terminal is open already");
	r->options.console = !strncmp(w->text[1], "linux", 5);
	return setenv("TERM", w->text[1], 1) == 0;
}

bool action_env(struct run *r, const struct words *w)
{
	struct bytes text = { 0 };
	words_text(w, 1, &text);
	char *value = strchr(text.len ? text.data : "", '=');
	bool ok = value != NULL;
	if (ok) {
		*value++ = '\0';
		ok = setenv(text.data, value, 1) == 0;
	}
	bytes_done(&text);
	return ok || run_fail(r, "not NAME=VALUE");
}

bool action_unset(struct run *r, const struct words *w)
{
	return unsetenv(w->text[1]) == 0 || run_fail(r, "not a name");
}

bool action_cd(struct run *r, const struct words *w)
{
	r->folder.len = 0;
	words_text(w, 1, &r->folder);
	r->options.folder = r->folder.data;
	return true;
}

bool action_input(struct run *r, const struct words *w)
{
	r->input.len = 0;
	words_text(w, 1, &r->input);
	r->options.input = r->input.data;
	return true;
}

bool action_capture(struct run *r, const struct words *w)
{
	bool out = !strcmp(w->text[1], "stdout"), err = !strcmp(w->text[1], "stderr");
	r->options.capture_out |= out;
	r->options.capture_err |= err;
	return out || err || run_fail(r, "stdout or stderr");
}

/* The command's status; its output goes to the log. */
static int run_command(const struct words *w)
{
	struct bytes command = { 0 };
	static const char before[] = "exec </dev/null >&2; ";
	bytes_add(&command, before, strlen(before));
	bytes_add(&command, w->text[1], strlen(w->text[1]));
	fflush(NULL);
	int status = system(command.data);
	bytes_done(&command);
	return status;
}

bool action_need(struct run *r, const struct words *w)
{
	if (run_command(w) == 0)
		return true;
	r->skipped = true;
	run_fail(r, "needs: %s", w->text[1]);
	return true;
}

bool action_tries(struct run *r, const struct words *w)
{
	return (words_number(w, 1, &r->tries) && r->tries > 0) || run_fail(r, "not a number");
}

bool action_shell(struct run *r, const struct words *w)
{
	int status = run_command(w);
	if (status == 0)
		return true;
	return run_fail(r, "wait status 0x%x", (unsigned)status);
}

bool action_run(struct run *r, const struct words *w)
{
	if (!r->open) {
		r->open = true;
		if (!child_open(&r->child, &r->options))
			return run_fail(r, "no pseudo-terminal: %s", strerror(errno));
	}
	char *argv[SCRIPT_WORDS + 1];
	struct bytes text[SCRIPT_WORDS] = { { 0 } };
	int count = w->count - 1;
	for (int i = 0; i < count; i++) {
		words_text(w, i + 1, &text[i]);
		bytes_add(&text[i], "", 0);
		argv[i] = text[i].data;
	}
	argv[count] = NULL;
	r->raw_mark = screen_raw(r->child.screen)->len;
	r->cpu_mark = 0;
	bool ok = child_run(&r->child, &r->options, argv);
	int error = errno;
	for (int i = 0; i < count; i++)
		bytes_done(&text[i]);
	return ok || run_fail(r, "%s", strerror(error));
}

/* Appends the key whose name stands between < and >. */
static bool add_key(struct run *r, const char *name, size_t len, struct bytes *out)
{
	if (len >= 3 && !strncmp(name, "C-", 2) && len == 3) {
		bytes_add_char(out, (char)(toupper((unsigned char)name[2]) & 0x1f));
		return true;
	}
	if (len == 7 && !strncmp(name, "C-Space", 7)) {
		bytes_add_char(out, '\0');
		return true;
	}
	for (size_t i = 0; i < sizeof(key_names) / sizeof(key_names[0]); i++) {
		const struct key_name *k = &key_names[i];
		if (strlen(k->name) != len || strncmp(k->name, name, len))
			continue;
		if (k->bytes) {
			bytes_add(out, k->bytes, strlen(k->bytes));
		} else {
			screen_key(r->child.screen, k->key, k->modifier);
			screen_take(r->child.screen, out);
		}
		return true;
	}
	return run_fail(r, "no key <%.*s>; a plain < is <lt>", (int)len, name);
}

bool action_key_bytes(struct run *r, const struct words *w, int index, struct bytes *out)
{
	const char *p = w->text[index];
	while (*p) {
		char c = *p++;
		const char *end = c == '<' ? strchr(p, '>') : NULL;
		if (c == '<') {
			if (!end)
				return run_fail(r, "< without >; a plain < is <lt>");
			if (!add_key(r, p, (size_t)(end - p), out))
				return false;
			p = end + 1;
		} else if (c == '\\') {
			bytes_add_char(out, script_escape(&p));
		} else {
			bytes_add_char(out, c);
		}
	}
	return true;
}

static bool type_bytes(struct run *r, const char *data, size_t len)
{
	if (child_type(&r->child, data, len, run_deadline(r)))
		return true;
	return run_fail(r, r->child.ended ? "the program has ended"
					  : "the program does not take its keys");
}

bool action_keys(struct run *r, const struct words *w)
{
	struct bytes keys = { 0 };
	child_pump(&r->child, 0); /* a mode just switched changes what a key sends */
	bool ok = action_key_bytes(r, w, 1, &keys) && type_bytes(r, bytes_text(&keys), keys.len);
	bytes_done(&keys);
	return ok;
}

bool action_split(struct run *r, const struct words *w)
{
	int delay;
	if (!words_number(w, 1, &delay) || delay < 0)
		return run_fail(r, "not a number of milliseconds");
	struct bytes keys = { 0 };
	size_t part[SCRIPT_WORDS]; /* where each part ends */
	int parts = w->count - 2;
	bool ok = true;
	for (int i = 0; ok && i < parts; i++) {
		ok = action_key_bytes(r, w, i + 2, &keys);
		part[i] = keys.len;
	}
	size_t at = 0;
	for (int i = 0; ok && at < keys.len; i++) {
		size_t end = parts == 1 ? at + 1 : part[i];
		int64_t due = child_now() + delay;
		while (at > 0 && child_now() < due)
			child_pump(&r->child, (int)(due - child_now()));
		ok = type_bytes(r, keys.data + at, end - at);
		at = end;
	}
	bytes_done(&keys);
	return ok;
}

bool action_paste(struct run *r, const struct words *w)
{
	struct bytes text = { 0 }, out = { 0 };
	child_pump(&r->child, 0);
	words_text(w, 1, &text);
	screen_paste(r->child.screen, bytes_text(&text), text.len, &out);
	bool ok = type_bytes(r, bytes_text(&out), out.len);
	bytes_done(&text);
	bytes_done(&out);
	return ok;
}

bool action_quiet(struct run *r, const struct words *w)
{
	(void)w;
	return run_quiet(r);
}

bool action_resize(struct run *r, const struct words *w)
{
	if (!read_size(r, w, &r->options.rows, &r->options.cols))
		return false;
	child_resize(&r->child, r->options.rows, r->options.cols);
	return true;
}

bool action_storm(struct run *r, const struct words *w)
{
	int count;
	if (!words_number(w, 1, &count))
		return run_fail(r, "not a number");
	uint32_t x = 2463534242u;
	for (int i = 0; i < count; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		child_resize(&r->child, 1 + (int)(x % 60), 1 + (int)(x / 64 % 200));
		child_pump(&r->child, i % 4 == 3);
	}
	child_resize(&r->child, r->options.rows, r->options.cols);
	return true;
}

bool action_signal(struct run *r, const struct words *w)
{
	int number = action_signal_number(w->text[1]);
	if (!number)
		return run_fail(r, "no such signal");
	if (r->child.ended || kill(r->child.pid, number))
		return run_fail(r, "the program has ended");
	return true;
}

bool action_hangup(struct run *r, const struct words *w)
{
	(void)w;
	if (r->child.ended)
		return run_fail(r, "the program has ended");
	child_hangup(&r->child);
	return true;
}

bool action_stop(struct run *r, const struct words *w)
{
	(void)w;
	return child_wait_stop(&r->child, run_deadline(r)) ||
	       run_fail(r, r->child.ended ? "the program ended" : "the program did not stop");
}

bool action_cont(struct run *r, const struct words *w)
{
	(void)w;
	if (!r->child.stopped)
		return run_fail(r, "the program has not stopped");
	child_continue(&r->child);
	return true;
}
