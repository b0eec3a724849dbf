/* A program on a pseudo-terminal.
 *
 * The driver keeps the program's end of the terminal open too: then its modes can be compared
 * after the program has gone, and the unread input counted. The end of the program is learnt from
 * wait(), never from the terminal. Nothing sleeps a fixed time: every wait polls for its
 * condition. */
#include "child.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int64_t child_now(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

bool child_open(struct child *c, const struct child_options *options)
{
	*c = (struct child){
		.master = -1, .slave = -1, .inflate_fd = -1, .out_fd = -1, .err_fd = -1
	};
	c->screen = screen_new(options->rows, options->cols);
	screen_set_console(c->screen, options->console);
	c->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (c->master < 0 || grantpt(c->master) || unlockpt(c->master))
		return false;
	c->slave = open(ptsname(c->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (c->slave < 0 || ioctl(c->slave, TIOCSCTTY, 0))
		return false;
	struct winsize size = { .ws_row = (unsigned short)options->rows,
				.ws_col = (unsigned short)options->cols };
	return !ioctl(c->slave, TIOCSWINSZ, &size) && !tcgetattr(c->slave, &c->before);
}

/* A pipe whose own end does not block. The other end is for the program. */
static bool open_pipe(int *own, int *other, bool reading)
{
	int fd[2];
	if (pipe2(fd, O_CLOEXEC))
		return false;
	*own = fd[reading ? 0 : 1];
	*other = fd[reading ? 1 : 0];
	return fcntl(*own, F_SETFL, O_NONBLOCK) == 0;
}

/* In the new process: takes the terminal, puts the signals back to what a shell gives, and starts.
 * `report` is closed by the start, or gets the errno of its failure. */
static _Noreturn void start(const struct child *c, const struct child_options *options,
			    const int stdio[3], char **argv, int report)
{
	setpgid(0, 0);
	tcsetpgrp(c->slave, getpid());
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 }); /* crashes are part of the tests */
	for (int i = 0; i < 3; i++)
		dup2(stdio[i], i);
	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (!options->folder || !chdir(options->folder))
		execvp(argv[0], argv);
	int error = errno;
	if (write(report, &error, sizeof(error)) < 0)
		_exit(126);
	_exit(127);
}

/* Forks and waits until the program itself runs: no signal may find its process half made. */
static bool launch(struct child *c, const struct child_options *options, const int stdio[3],
		   char **argv)
{
	int report[2], error = 0;
	if (pipe2(report, O_CLOEXEC))
		return false;
	fflush(NULL);
	c->pid = fork();
	if (c->pid == 0)
		start(c, options, stdio, argv, report[1]);
	close(report[1]);
	if (c->pid > 0) {
		setpgid(c->pid, c->pid);
		if (read(report[0], &error, sizeof(error)) < 0)
			error = errno;
	}
	close(report[0]);
	if (error)
		errno = error;
	return c->pid > 0 && !error;
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

bool child_run(struct child *c, const struct child_options *options, char **argv)
{
	int stdio[3] = { c->slave, c->slave, c->slave };
	c->ended = c->stopped = false;
	c->fed = 0;
	c->feed.len = c->out.len = c->err.len = 0;
	if (options->input) {
		errno = bytes_add_file(&c->feed, options->input);
		if (errno)
			return false;
		if (!open_pipe(&c->inflate_fd, &stdio[0], false))
			return false;
	}
	if (options->capture_out && !open_pipe(&c->out_fd, &stdio[1], true))
		return false;
	if (options->capture_err && !open_pipe(&c->err_fd, &stdio[2], true))
		return false;
	bool ok = launch(c, options, stdio, argv);
	int error = errno;
	for (int i = 0; i < 3; i++)
		if (stdio[i] != c->slave)
			close(stdio[i]);
	errno = error;
	return ok;
}

static int64_t microseconds(const struct timeval *tv)
{
	return (int64_t)tv->tv_sec * 1000000 + tv->tv_usec;
}

/* Notes a stop or an end of the program. As a shell would, takes the terminal back. */
static void check_state(struct child *c)
{
	if (!c->pid || c->ended)
		return;
	int status;
	struct rusage usage;
	while (wait4(c->pid, &status, WNOHANG | WUNTRACED | WCONTINUED, &usage) == c->pid) {
		if (WIFSTOPPED(status)) {
			c->stopped = true;
		} else if (WIFCONTINUED(status)) {
			c->stopped = false;
			continue;
		} else {
			c->ended = true;
			c->stopped = false;
			c->status = status;
			c->cpu = microseconds(&usage.ru_utime) + microseconds(&usage.ru_stime);
		}
		if (c->slave >= 0)
			tcsetpgrp(c->slave, getpgrp());
		if (c->ended)
			return;
	}
}

static void note_arrival(struct child *c)
{
	if (c->arrivals == c->arrivals_cap) {
		c->arrivals_cap = c->arrivals_cap ? 2 * c->arrivals_cap : 64;
		c->arrival = realloc(c->arrival, c->arrivals_cap * sizeof(*c->arrival));
		if (!c->arrival)
			abort();
	}
	c->arrival[c->arrivals++] = (struct arrival){ child_now(), screen_raw(c->screen)->len };
}

/* Writes what is waiting; 0 when the other side is full, -1 when it is gone. */
static ssize_t write_some(int fd, const char *data, size_t len)
{
	ssize_t n = write(fd, data, len);
	if (n < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -1;
	return n;
}

static void inflate_input(struct child *c)
{
	ssize_t n = 0;
	if (c->fed < c->feed.len)
		n = write_some(c->inflate_fd, c->feed.data + c->fed, c->feed.len - c->fed);
	if (n > 0)
		c->fed += (size_t)n;
	if (n < 0 || c->fed == c->feed.len)
		close_fd(&c->inflate_fd);
}

static void read_capture(int *fd, struct bytes *into)
{
	char block[4096];
	ssize_t n = read(*fd, block, sizeof(block));
	if (n > 0)
		bytes_add(into, block, (size_t)n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		close_fd(fd);
}

/* Reads one block from the terminal and answers what the program asked it. */
static size_t read_terminal(struct child *c)
{
	char block[65536];
	ssize_t n = read(c->master, block, sizeof(block));
	if (n <= 0)
		return 0;
	screen_write(c->screen, block, (size_t)n);
	note_arrival(c);
	struct bytes answer = { 0 };
	screen_take(c->screen, &answer);
	if (answer.len)
		write_some(c->master, answer.data, answer.len);
	bytes_done(&answer);
	return (size_t)n;
}

size_t child_pump(struct child *c, int timeout)
{
	struct pollfd fds[4] = {
		{ .fd = c->master, .events = POLLIN },
		{ .fd = c->inflate_fd, .events = POLLOUT },
		{ .fd = c->out_fd, .events = POLLIN },
		{ .fd = c->err_fd, .events = POLLIN },
	};
	size_t got = 0;
	if (poll(fds, 4, timeout) > 0) {
		if (fds[0].revents)
			got = read_terminal(c);
		if (fds[1].revents)
			inflate_input(c);
		if (fds[2].revents)
			read_capture(&c->out_fd, &c->out);
		if (fds[3].revents)
			read_capture(&c->err_fd, &c->err);
	}
	check_state(c);
	return got;
}

bool child_type(struct child *c, const char *data, size_t len, int64_t deadline)
{
	size_t done = 0;
	while (done < len) {
		ssize_t n = write_some(c->master, data + done, len - done);
		if (n < 0 || c->ended || child_now() > deadline)
			return false;
		done += (size_t)n;
		if (done < len)
			child_pump(c, 10);
	}
	return true;
}

/* Whether the thread waits for an event; one that only lets time pass will go on by itself. */
static bool thread_waits(pid_t pid, const char *thread)
{
	char path[64], text[512];
	snprintf(path, sizeof(path), "/proc/%d/task/%.16s/stat", (int)pid, thread);
	FILE *f = fopen(path, "r");
	if (!f)
		return true; /* it has just ended */
	size_t n = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	text[n] = '\0';
	const char *state = strrchr(text, ')');
	if (!state || !strchr("STtZX", state[2]))
		return false;
	snprintf(path, sizeof(path), "/proc/%d/task/%.16s/syscall", (int)pid, thread);
	f = fopen(path, "r");
	int call = -1;
	if (f) {
		if (fscanf(f, "%d", &call) != 1)
			call = -1; /* running, or the kernel does not say */
		fclose(f);
	}
#ifdef SYS_nanosleep
	if (call == SYS_nanosleep)
		return false;
#endif
	return call != SYS_clock_nanosleep;
}

static bool all_threads_wait(const struct child *c)
{
	char path[64];
	snprintf(path, sizeof(path), "/proc/%d/task", (int)c->pid);
	DIR *dir = opendir(path);
	if (!dir)
		return true;
	bool waits = true;
	struct dirent *entry;
	while (waits && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			waits = thread_waits(c->pid, entry->d_name);
	closedir(dir);
	int unread = 0;
	if (waits && !c->stopped && c->slave >= 0 && !ioctl(c->slave, FIONREAD, &unread))
		waits = unread == 0;
	return waits;
}

bool child_quiet(struct child *c, int window, int64_t deadline)
{
	int64_t since = child_now();
	for (;;) {
		size_t got = child_pump(c, 10);
		int64_t now = child_now();
		bool waits = c->ended || (all_threads_wait(c) && c->inflate_fd < 0);
		if (got || !waits)
			since = now;
		else if (now - since >= window)
			return true;
		if (now > deadline)
			return false;
	}
}

/* Output travels through the kernel after the program has gone: read on until none comes. */
static void drain(struct child *c)
{
	while (child_pump(c, 50) > 0)
		;
}

bool child_wait_end(struct child *c, int64_t deadline)
{
	while (!c->ended) {
		child_pump(c, 10);
		if (!c->ended && child_now() > deadline)
			return false;
	}
	drain(c);
	return true;
}

bool child_wait_stop(struct child *c, int64_t deadline)
{
	while (!c->stopped) {
		child_pump(c, 10);
		if (!c->stopped && (c->ended || child_now() > deadline))
			return false;
	}
	drain(c);
	return true;
}

void child_continue(struct child *c)
{
	c->stopped = false;
	tcsetpgrp(c->slave, c->pid);
	kill(-c->pid, SIGCONT);
}

void child_resize(struct child *c, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	child_pump(c, 0);
	screen_resize(c->screen, rows, cols);
	ioctl(c->slave, TIOCSWINSZ, &size);
}

void child_hangup(struct child *c)
{
	/* As a shell does for its jobs, and before a read can find the terminal gone. */
	kill(-c->pid, SIGHUP);
	kill(-c->pid, SIGCONT);
	close_fd(&c->master);
}

int64_t child_cpu(const struct child *c)
{
	clockid_t clock;
	struct timespec ts;
	if (c->ended || !c->pid)
		return c->cpu;
	if (clock_getcpuclockid(c->pid, &clock) || clock_gettime(clock, &ts))
		return 0;
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

void child_done(struct child *c)
{
	if (c->pid && !c->ended) {
		kill(-c->pid, SIGKILL);
		waitpid(c->pid, NULL, 0);
	}
	int *fds[] = { &c->master, &c->slave, &c->inflate_fd, &c->out_fd, &c->err_fd };
	for (size_t i = 0; i < sizeof(fds) / sizeof(fds[0]); i++)
		close_fd(fds[i]);
	bytes_done(&c->feed);
	bytes_done(&c->out);
	bytes_done(&c->err);
	free(c->arrival);
	screen_free(c->screen);
}
