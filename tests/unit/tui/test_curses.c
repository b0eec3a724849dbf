/* The curses back end on a terminal of its own: opening, what it waits for, giving the terminal
 * away and back. Each test is a process with a pseudo-terminal, both ends of which it holds: what
 * was written to the one is there at the other at once. */
#include "unit/lib/check.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "tui/term/key.h"
#include "tui/term/term.h"

static const struct term_options usual = { 0 };

/* In a process of its own cmocka's assertions have nowhere to return to. */
#define must(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "# line %d: %s\n", __LINE__, #condition);                  \
			_exit(1);                                                                  \
		}                                                                                  \
	} while (0)

struct pty {
	int master;
	char seen[65536]; /* what the terminal was written since the last look */
	struct term *term;
	struct cprof_error err;
};

static void set_size(struct pty *p, unsigned short rows, unsigned short cols)
{
	struct winsize size = { .ws_row = rows, .ws_col = cols };
	must(ioctl(p->master, TIOCSWINSZ, &size) == 0);
}

/* Standard input and output are the terminal, which is also the one of the session. */
static void become_its_session(struct pty *p)
{
	must(setsid() > 0);
	int slave = open(ptsname(p->master), O_RDWR);
	must(slave >= 0);
	must(dup2(slave, STDIN_FILENO) == STDIN_FILENO);
	must(dup2(slave, STDOUT_FILENO) == STDOUT_FILENO);
	close(slave);
	setenv("TERM", "xterm-256color", 1);
	set_size(p, 10, 40);
}

/* The exit status of a test that ran apart; -1: a signal ended it. What it wrote last can be looked
 * at when the terminal is kept open here, too. */
static int run_apart(struct pty *p, void (*test)(struct pty *p), bool keep)
{
	int status = 0;
	*p = (struct pty){ .master = posix_openpt(O_RDWR | O_NOCTTY), .err = CPROF_ERROR_INIT };
	assert_true(p->master >= 0 && grantpt(p->master) == 0 && unlockpt(p->master) == 0);
	assert_int_equal(fcntl(p->master, F_SETFL, O_NONBLOCK), 0);
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		alarm(20);
		become_its_session(p);
		test(p);
		_exit(0);
	}
	if (!keep)
		close(p->master);
	assert_true(waitpid(pid, &status, 0) == pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void run(void (*test)(struct pty *p))
{
	struct pty p;
	assert_int_equal(run_apart(&p, test, false), 0);
}

/* What was written to the terminal since the last look. */
static const char *look(struct pty *p)
{
	size_t size = 0;
	ssize_t got;
	while ((got = read(p->master, p->seen + size, sizeof p->seen - 1 - size)) > 0)
		size += (size_t)got;
	p->seen[size] = '\0';
	return p->seen;
}

static bool saw(struct pty *p, const char *text)
{
	return strstr(p->seen, text) != NULL;
}

static void open_term(struct pty *p, const struct term_options *options)
{
	must(term_curses_open(options, &p->term, &p->err) == CPROF_OK);
}

static void type(struct pty *p, const char *bytes)
{
	must(write(p->master, bytes, strlen(bytes)) == (ssize_t)strlen(bytes));
}

static struct term_event next(struct pty *p, int64_t deadline, int wake)
{
	struct term_event event;
	p->term->wait(p->term, deadline, wake, &event);
	return event;
}

static void draw(struct pty *p, const char *text)
{
	struct canvas c;
	int rows, cols;
	p->term->size(p->term, &rows, &cols);
	canvas_init(&c, !p->term->utf8);
	canvas_reset(&c, rows, cols);
	canvas_puts(&c, 1, 2, STYLE_NORMAL, text);
	p->term->draw(p->term, &c);
	canvas_done(&c);
}

static void opening(struct pty *p)
{
	struct termios before, during, after;
	int rows, cols;
	tcgetattr(STDIN_FILENO, &before);
	open_term(p, &usual);
	tcgetattr(STDIN_FILENO, &during);
	must((before.c_lflag & ICANON) != 0 && (during.c_lflag & (ICANON | ECHO | ISIG)) == 0);
	p->term->size(p->term, &rows, &cols);
	must(rows == 10 && cols == 40);
	must(p->term->colours == 256 && p->term->utf8 && p->term->lines);
	draw(p, "hello");
	look(p);
	must(saw(p, "\033[?1049h") && saw(p, "\033[?2004h") && saw(p, "hello"));
	draw(p, "hello");
	must(*look(p) == '\0');
	p->term->repaint(p->term);
	draw(p, "hello");
	look(p);
	must(saw(p, "hello") && !saw(p, "\033[?1049h"));
	p->term->close(p->term);
	look(p);
	must(saw(p, "\033[?2004l") && saw(p, "\033[?1049l"));
	tcgetattr(STDIN_FILENO, &after);
	must(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag);
}

static void opens_and_closes(void **state)
{
	(void)state;
	run(opening);
}

static void waiting(struct pty *p)
{
	int wake[2];
	must(pipe(wake) == 0);
	open_term(p, &usual);
	int64_t now = p->term->now(p->term);
	must(next(p, now, wake[0]).kind == TERM_TIMER);
	must(next(p, now + 20, -1).kind == TERM_TIMER && p->term->now(p->term) >= now + 20);
	type(p, "ab");
	struct term_event event = next(p, -1, -1);
	must(event.kind == TERM_KEY && event.key == 'a');
	must(next(p, now, -1).key == 'b');
	/* A key, then news, then the next key: neither keeps the other waiting. */
	must(write(wake[1], "x", 1) == 1);
	type(p, "cd");
	must(next(p, -1, wake[0]).kind == TERM_WAKE);
	must(next(p, -1, wake[0]).key == 'c');
	must(next(p, -1, wake[0]).kind == TERM_WAKE);
	must(next(p, -1, wake[0]).key == 'd');
	must(next(p, -1, wake[0]).kind == TERM_WAKE);
	type(p, "\033[200~two words\033[201~");
	event = next(p, -1, -1);
	must(event.kind == TERM_PASTE && strcmp(event.paste, "two words") == 0);
	free(event.paste);
	type(p, "\033");
	must(next(p, -1, -1).key == KEY_ESC_);
	p->term->close(p->term);
}

static void waits_for_what_comes_first(void **state)
{
	(void)state;
	run(waiting);
}

static void resizing(struct pty *p)
{
	int rows, cols;
	open_term(p, &usual);
	draw(p, "before");
	look(p);
	int64_t now = p->term->now(p->term);
	set_size(p, 12, 50);
	set_size(p, 14, 60);
	/* The key belongs to the new screen. */
	type(p, "k");
	must(next(p, -1, -1).kind == TERM_RESIZE);
	must(p->term->now(p->term) >= now + 20);
	p->term->size(p->term, &rows, &cols);
	must(rows == 14 && cols == 60);
	must(next(p, -1, -1).key == 'k');
	draw(p, "before");
	look(p);
	must(saw(p, "before"));
	/* One that ends where it began is drawn anew all the same. */
	raise(SIGWINCH);
	must(next(p, -1, -1).kind == TERM_RESIZE);
	draw(p, "before");
	look(p);
	must(saw(p, "before"));
	/* A burst that does not end is cut off, and a broken size is bounded. */
	raise(SIGWINCH);
	now = p->term->now(p->term);
	while (next(p, p->term->now(p->term) + 5, -1).kind != TERM_RESIZE)
		raise(SIGWINCH);
	now = p->term->now(p->term) - now;
	must(now >= 150 && now < 2000);
	set_size(p, 5000, 1);
	must(next(p, -1, -1).kind == TERM_RESIZE);
	p->term->size(p->term, &rows, &cols);
	must(rows == 1000 && cols == 1);
	p->term->close(p->term);
}

static void follows_the_size(void **state)
{
	(void)state;
	run(resizing);
}

static void ending(struct pty *p)
{
	open_term(p, &usual);
	type(p, "x");
	raise(SIGTERM);
	struct term_event event = next(p, -1, -1);
	must(event.kind == TERM_END && event.signal_number == SIGTERM);
	event = next(p, -1, -1);
	must(event.kind == TERM_END && event.signal_number == SIGTERM);
	look(p);
	p->term->send(p->term, "bytes", 5);
	must(!saw(p, "bytes"));
	p->term->close(p->term);
}

static void ending_ignored(struct pty *p)
{
	signal(SIGINT, SIG_IGN);
	open_term(p, &usual);
	raise(SIGINT);
	must(next(p, 0, -1).kind == TERM_TIMER);
	p->term->close(p->term);
	must(signal(SIGINT, SIG_DFL) == SIG_IGN);
}

static void hanging_up(struct pty *p)
{
	signal(SIGHUP, SIG_IGN);
	open_term(p, &usual);
	close(p->master);
	/* The kernel continues what it hangs up. */
	struct term_event event = next(p, -1, -1);
	while (event.kind == TERM_RESIZE)
		event = next(p, -1, -1);
	must(event.kind == TERM_END && event.signal_number == 0);
}

static void ends_by_signals(void **state)
{
	(void)state;
	run(ending);
	run(ending_ignored);
	run(hanging_up);
}

static void giving_away(struct pty *p)
{
	open_term(p, &usual);
	must(p->term->mouse(p->term, true));
	draw(p, "mine");
	look(p);
	must(saw(p, "\033[?1000h\033[?1006h"));
	p->term->leave(p->term);
	look(p);
	must(saw(p, "\033[?1049l") && saw(p, "\033[?2004l") && saw(p, "\033[?1006l\033[?1000l"));
	draw(p, "other");
	p->term->send(p->term, "bytes", 5);
	p->term->leave(p->term);
	must(*look(p) == '\0');
	/* A Ctrl-C meanwhile was meant for others. */
	raise(SIGINT);
	p->term->enter(p->term);
	p->term->enter(p->term);
	look(p);
	must(saw(p, "\033[?2004h") && saw(p, "\033[?1000h\033[?1006h"));
	draw(p, "mine");
	look(p);
	must(saw(p, "mine"));
	p->term->send(p->term, "bytes", 5);
	must(strcmp(look(p), "bytes") == 0);
	must(next(p, 0, -1).kind == TERM_TIMER);
	look(p);
	must(p->term->mouse(p->term, false));
	must(strcmp(look(p), "\033[?1006l\033[?1000l") == 0);
	must(p->term->mouse(p->term, false));
	must(*look(p) == '\0');
	p->term->close(p->term);
}

/* The group has no parent in its session, so the kernel takes a stop for nothing. */
static void stopping(struct pty *p)
{
	int rows, cols;
	open_term(p, &usual);
	draw(p, "mine");
	look(p);
	p->term->suspend(p->term);
	look(p);
	must(saw(p, "\033[?1049l"));
	must(next(p, -1, -1).kind == TERM_RESIZE);
	draw(p, "mine");
	look(p);
	must(saw(p, "mine"));
	raise(SIGTSTP);
	must(next(p, -1, -1).kind == TERM_RESIZE);
	must(strstr(look(p), "\033[?1049l") != NULL);
	/* Stopped from outside and continued, on a screen of another size. */
	struct winsize size = { .ws_row = 7, .ws_col = 30 };
	p->term->leave(p->term);
	must(ioctl(p->master, TIOCSWINSZ, &size) == 0);
	p->term->enter(p->term);
	must(next(p, -1, -1).kind == TERM_RESIZE);
	p->term->size(p->term, &rows, &cols);
	must(rows == 7 && cols == 30);
	draw(p, "mine");
	look(p);
	raise(SIGCONT);
	must(next(p, -1, -1).kind == TERM_RESIZE);
	draw(p, "mine");
	look(p);
	must(saw(p, "mine") && saw(p, "\033[?2004h"));
	p->term->close(p->term);
}

static void gives_it_away_and_takes_it_back(void **state)
{
	(void)state;
	run(giving_away);
	run(stopping);
}

static void refuse(struct pty *p, const char *name, const char *want)
{
	if (name != NULL)
		setenv("TERM", name, 1);
	else
		unsetenv("TERM");
	must(term_curses_open(&usual, &p->term, &p->err) == CPROF_ERR_UNSUPPORTED);
	must(strcmp(p->err.text, want) == 0);
	must(*look(p) == '\0');
	cprof_error_done(&p->err);
	p->err = (struct cprof_error)CPROF_ERROR_INIT;
}

static void refusing(struct pty *p)
{
	refuse(p, NULL, "TERM is not set");
	refuse(p, "", "TERM is not set");
	refuse(p, "nosuch", "TERM=nosuch is unknown");
	refuse(p, "dumb", "TERM=dumb: this terminal cannot show a full screen");
}

static void without_terminal(struct pty *p)
{
	int null = open("/dev/null", O_RDWR);
	must(dup2(null, STDIN_FILENO) == STDIN_FILENO);
	signal(SIGHUP, SIG_IGN);
	must(ioctl(STDOUT_FILENO, TIOCNOTTY) == 0);
	refuse(p, "xterm-256color", "there is no terminal");
}

/* The profile came through standard input: the terminal of the session is used. */
static void through_its_name(struct pty *p)
{
	int null = open("/dev/null", O_RDWR);
	must(dup2(null, STDIN_FILENO) == STDIN_FILENO);
	open_term(p, &usual);
	draw(p, "hello");
	look(p);
	must(saw(p, "hello"));
	type(p, "a");
	must(next(p, -1, -1).key == 'a');
	p->term->close(p->term);
}

static void says_why_not(void **state)
{
	(void)state;
	run(refusing);
	run(without_terminal);
	run(through_its_name);
}

static void check_characters(struct pty *p, enum term_charset charset, enum term_lines lines,
			     bool utf8, bool drawn)
{
	p->term->configure(p->term, &(struct term_options){ .charset = charset, .lines = lines });
	must(p->term->utf8 == utf8 && p->term->lines == drawn);
}

static void configuring(struct pty *p)
{
	open_term(p, &(struct term_options){ .no_colour = true, .charset = TERM_CHARSET_ASCII });
	must(p->term->colours == 0 && !p->term->utf8 && !p->term->lines);
	check_characters(p, TERM_CHARSET_AUTO, TERM_LINES_AUTO, true, true);
	check_characters(p, TERM_CHARSET_UTF8, TERM_LINES_ASCII, true, false);
	check_characters(p, TERM_CHARSET_ASCII, TERM_LINES_AUTO, false, false);
	check_characters(p, TERM_CHARSET_ASCII, TERM_LINES_UTF8, false, true);
	check_characters(p, TERM_CHARSET_ASCII, TERM_LINES_TERMINAL, false, true);
	draw(p, "\u2502");
	p->term->close(p->term);
	setlocale(LC_CTYPE, "C");
	open_term(p, &usual);
	must(!p->term->utf8 && !p->term->lines);
	check_characters(p, TERM_CHARSET_AUTO, TERM_LINES_UTF8, false, false);
	check_characters(p, TERM_CHARSET_UTF8, TERM_LINES_AUTO, true, true);
	p->term->close(p->term);
}

/* A terminal of long ago: no other screen, no mouse, no paste marks. */
static void old_one(struct pty *p)
{
	setenv("TERM", "vt100", 1);
	open_term(p, &usual);
	must(p->term->colours == 0);
	must(!p->term->mouse(p->term, true));
	draw(p, "hello");
	look(p);
	must(saw(p, "hello") && !saw(p, "\033[?2004h"));
	p->term->close(p->term);
	must(strstr(look(p), "\033[?2004l") == NULL);
}

static void is_configured(void **state)
{
	(void)state;
	run(configuring);
	run(old_one);
}

static void crashing(struct pty *p)
{
	open_term(p, &usual);
	must(p->term->mouse(p->term, true));
	abort();
}

static void crashing_away(struct pty *p)
{
	open_term(p, &usual);
	p->term->leave(p->term);
	look(p);
	abort();
}

static void is_given_back_in_a_crash(void **state)
{
	struct pty p;
	(void)state;
	assert_int_equal(run_apart(&p, crashing, true), -1);
	look(&p);
	assert_true(saw(&p, "\033[?1049l") && saw(&p, "\033[?2004l"));
	assert_true(saw(&p, "\033[?1006l\033[?1000l"));
	close(p.master);
	assert_int_equal(run_apart(&p, crashing_away, true), -1);
	assert_string_equal(look(&p), "");
	close(p.master);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_and_closes),
		cmocka_unit_test(waits_for_what_comes_first),
		cmocka_unit_test(follows_the_size),
		cmocka_unit_test(ends_by_signals),
		cmocka_unit_test(gives_it_away_and_takes_it_back),
		cmocka_unit_test(says_why_not),
		cmocka_unit_test(is_configured),
		cmocka_unit_test(is_given_back_in_a_crash),
	};
	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
