/* The terminal through curses: opening, waiting, signals and giving the terminal back.
 *
 * Invariant: while the terminal is ours, the signals below are blocked except inside ppoll() and
 * the moment before it, so none is ever lost between a look at the flags and the wait. Crash
 * handlers never call curses: all they need is written before restore_armed is set. */
#include "tui/term/curses.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"
#include "base/xalloc.h"
#include "tui/term/curses_probe.h"

/* A burst of SIGWINCH is over after so many quiet milliseconds, or so many in all. */
#define RESIZE_QUIET 30
#define RESIZE_LONGEST 200

/* No terminal is larger; a size from a broken one must not eat the memory. */
#define ROWS_MAX 1000
#define COLS_MAX 2000

/* Presses and releases, in decimal numbers. */
#define MOUSE_ON "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What handlers share with the program; the record of functions has no way to reach a handler. */
static volatile sig_atomic_t seen_resize, seen_continue, seen_stop, seen_end;
static volatile sig_atomic_t restore_armed;
static char restore_text[256];
static size_t restore_size;
static int restore_fd;
static struct termios restore_modes;
static struct sigaction old_actions[NSIG];
static char crash_stack[16384]; /* a stack that overflowed cannot run a handler */
static stack_t old_stack;

static const int event_signals[] = { SIGWINCH, SIGCONT, SIGTSTP, SIGTERM, SIGHUP, SIGINT };

static struct curses_term *curses_of(struct term *t)
{
	return (struct curses_term *)t;
}

static int64_t curses_now(struct term *term)
{
	(void)term;
	return clock_milliseconds();
}

/* A terminal that is gone says so when it is read. */
static void tell(int fd, const char *bytes, size_t length)
{
	if (io_write_all(fd, bytes, length) != 0)
		return;
}

/* Safe in a handler and on any thread. */
static void restore_terminal(void)
{
	if (!restore_armed)
		return;
	restore_armed = 0;
	tell(restore_fd, restore_text, restore_size);
	tcsetattr(restore_fd, TCSANOW, &restore_modes);
}

static void on_crash(int number)
{
	restore_terminal();
	/* SA_RESETHAND has put the default action back; it comes when this returns. */
	raise(number);
}

static void on_signal(int number)
{
	switch (number) {
	case SIGWINCH:
		seen_resize = 1;
		break;
	case SIGCONT:
		seen_continue = 1;
		break;
	case SIGTSTP:
		seen_stop = 1;
		break;
	default:
		seen_end = number;
	}
}

static const char *capability(const char *name)
{
	char *text = tigetstr(name);
	return text == NULL || text == (char *)-1 ? "" : text;
}

/* Appends a capability without its $<padding>. */
static void append_capability(struct buf *out, const char *text)
{
	while (*text != '\0') {
		const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
		if (end != NULL) {
			text = end + 1;
		} else {
			buf_putc(out, *text++);
		}
	}
}

/* Writes down how to leave the terminal, for handlers. */
static void prepare_restore(struct curses_term *t)
{
	static const char *const names[] = { "sgr0", "op", "cnorm", "rmkx" };
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < COUNT(names); i++)
		append_capability(&text, capability(names[i]));
	buf_puts(&text, t->paste_off);
	if (t->mouse)
		buf_puts(&text, MOUSE_OFF);
	const char *leave = capability("rmcup");
	if (leave[0] != '\0')
		append_capability(&text, leave);
	else /* one screen for all: what follows must stand below the frame */
		append_capability(&text, tparm(capability("cup"), ROWS_MAX - 2, 0));
	buf_puts(&text, leave[0] != '\0' ? "\r" : "\r\n");
	size_t size = text.size < sizeof restore_text ? text.size : sizeof restore_text;
	memcpy(restore_text, buf_text(&text), size);
	restore_size = size;
	buf_done(&text);
}

static void install(int number, void (*handler)(int), int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };
	sigfillset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

/* True of a signal that would end the process and leave the terminal as it is. */
static bool is_deadly(int number)
{
	for (size_t i = 0; i < COUNT(event_signals); i++)
		if (number == event_signals[i])
			return false;
	return number != SIGCHLD && number != SIGURG && number != SIGTTIN && number != SIGTTOU;
}

static void install_handlers(struct curses_term *t)
{
	sigset_t before;
	sigset_t ours;
	sigemptyset(&ours);
	for (size_t i = 0; i < COUNT(event_signals); i++)
		sigaddset(&ours, event_signals[i]);
	pthread_sigmask(SIG_BLOCK, &ours, &before);
	t->outside = before;
	pthread_sigmask(SIG_SETMASK, NULL, &t->blocked);
	for (size_t i = 0; i < COUNT(event_signals); i++) {
		int number = event_signals[i];
		sigdelset(&t->outside, number);
		sigaction(number, NULL, &old_actions[number]);
		/* What the caller wants ignored (nohup, a shell without jobs) stays so. */
		if (old_actions[number].sa_handler != SIG_IGN)
			install(number, on_signal, SA_RESTART);
	}
	stack_t stack = { .ss_sp = crash_stack, .ss_size = sizeof crash_stack };
	sigaltstack(&stack, &old_stack);
	for (int number = 1; number <= SIGRTMAX; number++)
		if (is_deadly(number) && sigaction(number, NULL, &old_actions[number]) == 0 &&
		    old_actions[number].sa_handler != SIG_IGN)
			install(number, on_crash, SA_RESETHAND | SA_ONSTACK);
}

static void remove_handlers(const struct curses_term *t)
{
	for (int number = 1; number <= SIGRTMAX; number++)
		if (is_deadly(number))
			sigaction(number, &old_actions[number], NULL);
	sigaltstack(&old_stack, NULL);
	for (size_t i = 0; i < COUNT(event_signals); i++)
		sigaction(event_signals[i], &old_actions[event_signals[i]], NULL);
	pthread_sigmask(SIG_SETMASK, &t->outside, NULL);
}

/* While somebody else has the terminal Ctrl-Z must stop us with them. */
static void handle_stop(void (*handler)(int))
{
	if (old_actions[SIGTSTP].sa_handler != SIG_IGN)
		install(SIGTSTP, handler, SA_RESTART);
}

static int clamp(int value, int highest)
{
	return value < 1 ? 1 : value > highest ? highest : value;
}

/* Asks the terminal for its size and tells curses. True if it is another one than before. */
static bool take_size(struct curses_term *t)
{
	struct winsize size = { 0 };
	int rows = t->rows, cols = t->cols;
	if (ioctl(fileno(t->out), TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
		rows = clamp(size.ws_row, ROWS_MAX);
		cols = clamp(size.ws_col, COLS_MAX);
	}
	bool changed = rows != t->rows || cols != t->cols;
	t->rows = rows;
	t->cols = cols;
	if (rows != LINES || cols != COLS)
		resizeterm(rows, cols);
	return changed;
}

static void curses_size(struct term *term, int *rows, int *cols)
{
	const struct curses_term *t = curses_of(term);
	*rows = t->rows;
	*cols = t->cols;
}

static void curses_repaint(struct term *term)
{
	curses_of(term)->force = true;
}

static void curses_send(struct term *term, const char *bytes, size_t length)
{
	const struct curses_term *t = curses_of(term);
	/* curses keeps nothing back between two frames, so nothing is torn apart. */
	if (!t->away && t->ended != 0)
		tell(fileno(t->out), bytes, length);
}

static bool curses_mouse(struct term *term, bool on)
{
	struct curses_term *t = curses_of(term);
	if (on && capability("kmous")[0] == '\0')
		return false;
	if (on == t->mouse)
		return true;
	curses_send(term, on ? MOUSE_ON : MOUSE_OFF, strlen(on ? MOUSE_ON : MOUSE_OFF));
	t->mouse = on;
	input_mouse(&t->input, on);
	/* A handler that comes in between restores all but the mouse. */
	restore_size = 0;
	prepare_restore(t);
	return true;
}

static void curses_leave(struct term *term)
{
	struct curses_term *t = curses_of(term);
	if (t->away)
		return;
	t->away = true;
	/* One screen for all: what follows stands on a line of its own. */
	if (capability("rmcup")[0] == '\0') {
		move(LINES - 1, 0);
		clrtoeol();
		refresh();
	}
	endwin();
	tell(fileno(t->out), t->paste_off, strlen(t->paste_off));
	if (t->mouse)
		tell(fileno(t->out), MOUSE_OFF, strlen(MOUSE_OFF));
	restore_armed = 0;
	handle_stop(SIG_DFL);
	pthread_sigmask(SIG_SETMASK, &t->outside, NULL);
}

static void curses_enter(struct term *term)
{
	struct curses_term *t = curses_of(term);
	if (!t->away)
		return;
	pthread_sigmask(SIG_SETMASK, &t->blocked, NULL);
	handle_stop(on_signal);
	t->away = false;
	/* A Ctrl-C while somebody else had the terminal was meant for them. */
	if (seen_end == SIGINT)
		seen_end = 0;
	seen_continue = seen_stop = seen_resize = 0;
	restore_armed = 1;
	reset_prog_mode();
	tell(fileno(t->out), t->paste_on, strlen(t->paste_on));
	if (t->mouse)
		tell(fileno(t->out), MOUSE_ON, strlen(MOUSE_ON));
	t->force = true;
	if (take_size(t))
		t->resize_due = curses_now(term);
}

static void curses_suspend(struct term *term)
{
	struct curses_term *t = curses_of(term);
	curses_leave(term);
	if (old_actions[SIGTSTP].sa_handler != SIG_IGN)
		kill(0, SIGTSTP);
	curses_enter(term);
	t->resize_due = curses_now(term);
}

/* After SIGSTOP and SIGCONT: somebody else has written on the screen and set other modes. */
static void take_back(struct curses_term *t)
{
	t->away = true;
	endwin();
	curses_enter(&t->term);
	t->resize_due = curses_now(&t->term);
}

/* Moves the end of a burst of SIGWINCH. */
static void note_resize(struct curses_term *t)
{
	int64_t now = curses_now(&t->term);
	if (t->resize_due < 0)
		t->resize_last = now + RESIZE_LONGEST;
	t->resize_due = now + RESIZE_QUIET < t->resize_last ? now + RESIZE_QUIET : t->resize_last;
}

/* What signals have left behind. */
static bool signal_event(struct curses_term *t, struct term_event *event)
{
	/* Even if there are always keys to read, signals get their turn. */
	pthread_sigmask(SIG_SETMASK, &t->outside, NULL);
	pthread_sigmask(SIG_SETMASK, &t->blocked, NULL);
	if (seen_end != 0)
		t->ended = seen_end;
	if (t->ended >= 0) {
		*event = (struct term_event){ .kind = TERM_END, .signal_number = t->ended };
		return true;
	}
	if (seen_stop) {
		seen_stop = 0;
		curses_suspend(&t->term);
	}
	if (seen_continue) {
		seen_continue = 0;
		take_back(t);
	}
	if (seen_resize) {
		seen_resize = 0;
		note_resize(t);
	}
	if (t->resize_due < 0 || curses_now(&t->term) < t->resize_due)
		return false;
	t->resize_due = -1;
	take_size(t);
	/* A burst that ends where it began has left its marks on the screen all the same. */
	t->force = true;
	*event = (struct term_event){ .kind = TERM_RESIZE };
	return true;
}

static int64_t earlier(int64_t a, int64_t b)
{
	if (a < 0 || b < 0)
		return a < 0 ? b : a;
	return a < b ? a : b;
}

/* Waits for bytes, the wake descriptor, a signal or a time. True if wake_fd is readable. */
static bool wait_for_news(struct curses_term *t, int64_t deadline, int wake_fd)
{
	bool settling = t->resize_due >= 0;
	struct pollfd fds[2] = {
		{ .fd = wake_fd, .events = POLLIN },
		{ .fd = settling ? -1 : fileno(t->in), .events = POLLIN },
	};
	int64_t until = earlier(deadline, t->resize_due);
	if (!settling)
		until = earlier(until, input_deadline(&t->input));
	struct timespec timeout = { 0 };
	if (until >= 0) {
		int64_t left = until - curses_now(&t->term);
		left = left < 0 ? 0 : left;
		timeout.tv_sec = (time_t)(left / 1000);
		timeout.tv_nsec = (long)(left % 1000) * 1000000;
	}
	if (ppoll(fds, 2, until >= 0 ? &timeout : NULL, &t->outside) <= 0)
		return false;
	t->readable = fds[1].revents != 0;
	return fds[0].revents != 0;
}

static bool is_readable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	return fd >= 0 && poll(&p, 1, 0) > 0;
}

/* A key or a paste; TERM_END if the terminal is gone. */
static bool input_event(struct curses_term *t, struct term_event *event)
{
	bool gone;
	if (input_next(&t->input, event, &gone))
		return true;
	if (!t->readable || !gone)
		return false;
	/* poll() saw bytes and there are none: end of file or an error. */
	t->ended = 0;
	*event = (struct term_event){ .kind = TERM_END };
	return true;
}

static void curses_wait(struct term *term, int64_t deadline, int wake_fd, struct term_event *event)
{
	struct curses_term *t = curses_of(term);
	for (;;) {
		if (signal_event(t, event))
			return;
		bool woken = t->after_key && is_readable(wake_fd);
		t->after_key = false;
		/* While the size is settling keys wait: they belong to the new screen. */
		if (!woken && t->resize_due < 0 && input_event(t, event)) {
			t->after_key = true;
			t->readable = false;
			return;
		}
		t->readable = false;
		if (woken || wait_for_news(t, deadline, wake_fd)) {
			*event = (struct term_event){ .kind = TERM_WAKE };
			return;
		}
		if (!t->readable && deadline >= 0 && curses_now(term) >= deadline) {
			*event = (struct term_event){ .kind = TERM_TIMER };
			return;
		}
	}
}

static void free_term(struct curses_term *t)
{
	if (t->own_files && t->in != NULL)
		fclose(t->in);
	if (t->own_files && t->out != NULL)
		fclose(t->out);
	canvas_done(&t->shown);
	free(t->line);
	free(t->paste_on);
	free(t->paste_off);
	free(t);
}

static void curses_close(struct term *term)
{
	struct curses_term *t = curses_of(term);
	curses_leave(term);
	xalloc_set_hook(NULL);
	remove_handlers(t);
	input_done(&t->input);
	delscreen(t->screen);
	free_term(t);
}

/* Chooses the two ends of the terminal. */
static bool open_files(struct curses_term *t)
{
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
		t->in = stdin;
		t->out = stdout;
		return true;
	}
	t->own_files = true;
	int in = io_open("/dev/tty", O_RDONLY, 0), out = io_open("/dev/tty", O_WRONLY, 0);
	t->in = in >= 0 ? fdopen(in, "r") : NULL;
	t->out = out >= 0 ? fdopen(out, "w") : NULL;
	return t->in != NULL && t->out != NULL;
}

/* Says whether the terminal can do what a full screen needs, without writing to it. */
static enum cprof_status check_terminal(struct curses_term *t, struct cprof_error *err)
{
	const char *name = getenv("TERM");
	if (!open_files(t))
		return cprof_error_set(err, CPROF_ERR_UNSUPPORTED, "there is no terminal");
	if (name == NULL || name[0] == '\0')
		return cprof_error_set(err, CPROF_ERR_UNSUPPORTED, "TERM is not set");
	switch (curses_probe(name, fileno(t->out))) {
	case PROBE_OK:
		break;
	case PROBE_UNKNOWN:
		return cprof_error_set(err, CPROF_ERR_UNSUPPORTED, "TERM=%s is unknown", name);
	case PROBE_NO_DATA:
		return cprof_error_set(err, CPROF_ERR_UNSUPPORTED,
				       "TERM=%s: no terminal descriptions are installed", name);
	case PROBE_TOO_DUMB:
		return cprof_error_set(err, CPROF_ERR_UNSUPPORTED,
				       "TERM=%s: this terminal cannot show a full screen", name);
	}
	return CPROF_OK;
}

static char *copy_capability(const char *name)
{
	struct buf text = BUF_INIT;
	append_capability(&text, capability(name));
	return buf_take(&text);
}

/* Everything after newterm(). */
static void start(struct curses_term *t, const struct term_options *options)
{
	raw();
	noecho();
	nonl();
	t->paste_on = copy_capability("BE");
	t->paste_off = copy_capability("BD");
	prepare_restore(t);
	t->rows = clamp(LINES, ROWS_MAX);
	t->cols = clamp(COLS, COLS_MAX);
	take_size(t);
	input_init(&t->input);
	input_set_delay(&t->input, options->escape_delay);
	curses_draw_init(t, options);
	tell(fileno(t->out), t->paste_on, strlen(t->paste_on));
}

static bool locale_is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* True if text above ASCII is drawn. curses writes characters as the locale says. */
static bool choose_charset(enum term_charset charset)
{
	if (charset == TERM_CHARSET_UTF8 && !locale_is_utf8() &&
	    setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		setlocale(LC_CTYPE, "en_US.UTF-8");
	return charset != TERM_CHARSET_ASCII && locale_is_utf8();
}

static void choose_characters(struct curses_term *t, const struct term_options *options)
{
	enum term_lines lines = options->lines;
	t->term.utf8 = choose_charset(options->charset);
	t->alternate = lines == TERM_LINES_TERMINAL;
	t->term.lines = t->alternate || (t->term.utf8 && lines != TERM_LINES_ASCII) ||
			(lines == TERM_LINES_UTF8 && locale_is_utf8());
}

static void curses_configure(struct term *term, const struct term_options *options)
{
	struct curses_term *t = curses_of(term);
	choose_characters(t, options);
	input_set_delay(&t->input, options->escape_delay);
	curses_draw_configure(t, options);
}

enum cprof_status term_curses_open(const struct term_options *options, struct term **term,
				   struct cprof_error *err)
{
	struct curses_term *t = xcalloc(1, sizeof *t);
	t->ended = -1;
	t->resize_due = -1;
	enum cprof_status status = check_terminal(t, err);
	if (status != CPROF_OK) {
		free_term(t);
		return status;
	}
	t->term = (struct term){
		.size = curses_size, .draw = curses_draw, .repaint = curses_repaint,
		.wait = curses_wait, .now = curses_now, .leave = curses_leave,
		.enter = curses_enter, .suspend = curses_suspend, .send = curses_send,
		.restyle = curses_restyle, .mouse = curses_mouse, .configure = curses_configure,
		.close = curses_close,
	};
	choose_characters(t, options);
	/* Before curses: it leaves alone the signals that have a handler. */
	seen_resize = seen_continue = seen_stop = seen_end = 0;
	install_handlers(t);
	restore_fd = fileno(t->out);
	tcgetattr(restore_fd, &restore_modes);
	t->screen = newterm(NULL, t->out, t->in);
	if (t->screen == NULL) {
		remove_handlers(t);
		free_term(t);
		return cprof_error_set(err, CPROF_ERR_UNSUPPORTED,
				       "curses cannot use this terminal");
	}
	start(t, options);
	restore_armed = 1;
	xalloc_set_hook(restore_terminal);
	*term = &t->term;
	return CPROF_OK;
}
