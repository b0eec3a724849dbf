/* Running other programs: see program.h. While one reads from us SIGPIPE is ignored, so that a
 * program that stops early is an error and not our end. */
#include "app/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"

#define CHUNK 65536
#define NOWHERE (-2)

static enum cprof_status not_started(const char *name, int error_number, struct cprof_error *err)
{
	return cprof_error_set(err, CPROF_ERR_IO, "failed to execute %s: %s", name,
			       io_strerror(error_number));
}

/* Starts it with these as standard input and output; -1 stands for ours. NOWHERE drops what it
 * prints. */
static enum cprof_status start(const char *const argv[], int in, int out, pid_t *pid,
			       struct cprof_error *err)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t ignored;
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	sigemptyset(&ignored);
	sigaddset(&ignored, SIGPIPE);
	posix_spawnattr_setsigdefault(&attributes, &ignored);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	if (in >= 0)
		posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	if (out >= 0)
		posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	/* Nobody listens: the screen is not the program's. */
	for (int fd = STDOUT_FILENO; out == NOWHERE && fd <= STDERR_FILENO; fd++)
		posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_WRONLY, 0);
	int failed = posix_spawnp(pid, argv[0], &actions, &attributes,
				  (char *const *)(uintptr_t)argv, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return failed != 0 ? not_started(argv[0], failed, err) : CPROF_OK;
}

/* What waitpid() says of its end. */
static int wait_for(pid_t pid)
{
	int ended = 0;
	while (waitpid(pid, &ended, 0) < 0)
		if (errno != EINTR)
			return -1;
	return ended;
}

/* Takes up what is there; false at the end. */
static bool take(int fd, struct buf *out)
{
	ssize_t got = read(fd, buf_reserve(out, CHUNK), CHUNK);
	if (got > 0) {
		out->size += (size_t)got;
		out->data[out->size] = '\0';
	}
	return got > 0 || (got < 0 && (errno == EINTR || errno == EAGAIN));
}

/* Writes and reads as the program pleases, until it has said everything. Closes `to`. */
static void talk(int to, int from, const char *input, size_t length, struct buf *out)
{
	bool more = true;
	if (fcntl(to, F_SETFL, O_NONBLOCK) != 0)
		length = 0;
	while (more) {
		struct pollfd wanted[] = { { from, POLLIN, 0 }, { to, POLLOUT, 0 } };
		if (length == 0 && to >= 0) {
			close(to);
			to = -1;
		}
		wanted[1].fd = to;
		if (poll(wanted, 2, -1) < 0 && errno != EINTR)
			break;
		if (wanted[1].revents != 0) {
			ssize_t written = write(to, input, length);
			if (written > 0) {
				input += written;
				length -= (size_t)written;
			} else if (written < 0 && errno != EINTR && errno != EAGAIN) {
				length = 0;
			}
		}
		if (wanted[0].revents != 0)
			more = take(from, out);
	}
	if (to >= 0)
		close(to);
}

static enum cprof_status ended_well(const char *name, int ended, struct cprof_error *err)
{
	if (WIFSIGNALED(ended))
		return cprof_error_set(err, CPROF_ERR_IO, "%s was ended by signal %d", name,
				       WTERMSIG(ended));
	if (!WIFEXITED(ended) || WEXITSTATUS(ended) != 0)
		return cprof_error_set(err, CPROF_ERR_IO, "%s failed with status %d", name,
				       WEXITSTATUS(ended));
	return CPROF_OK;
}

enum cprof_status program_filter(const char *const argv[], const char *input, size_t length,
				 struct buf *out, bool *started, struct cprof_error *err)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	int to[2], from[2];
	pid_t pid;
	*started = false;
	if (pipe2(to, O_CLOEXEC) != 0)
		return not_started(argv[0], errno, err);
	if (pipe2(from, O_CLOEXEC) != 0) {
		not_started(argv[0], errno, err);
		close(to[0]);
		close(to[1]);
		return err->status;
	}
	*started = start(argv, to[0], from[1], &pid, err) == CPROF_OK;
	close(to[0]);
	close(from[1]);
	if (*started) {
		sigaction(SIGPIPE, &ignore, &before);
		talk(to[1], from[0], input, length, out);
		sigaction(SIGPIPE, &before, NULL);
		ended_well(argv[0], wait_for(pid), err);
	} else {
		close(to[1]);
	}
	close(from[0]);
	return err->status;
}

enum cprof_status program_run(const char *const argv[], struct cprof_error *err)
{
	pid_t pid;
	if (start(argv, -1, -1, &pid, err) == CPROF_OK)
		wait_for(pid);
	return err->status;
}

/* Writes until everything is written or nobody reads; false if the time is up. */
static bool inflate_stream(int to, const char *input, size_t length, int64_t until)
{
	while (length > 0) {
		struct pollfd wanted = { to, POLLOUT, 0 };
		int64_t left = until - clock_milliseconds();
		if (left <= 0)
			return false;
		if (poll(&wanted, 1, (int)left) <= 0)
			continue;
		ssize_t written = write(to, input, length);
		if (written < 0 && errno != EINTR && errno != EAGAIN)
			return true;
		if (written > 0) {
			input += written;
			length -= (size_t)written;
		}
	}
	return true;
}

/* Waits for its end until then, and ends it itself after that. */
static enum cprof_status wait_until(const char *name, pid_t pid, int64_t until,
				    struct cprof_error *err)
{
	int ended = 0;
	while (waitpid(pid, &ended, WNOHANG) == 0) {
		if (clock_milliseconds() >= until) {
			kill(pid, SIGKILL);
			wait_for(pid);
			return cprof_error_set(err, CPROF_ERR_IO, "%s does not end", name);
		}
		poll(NULL, 0, 5);
	}
	return ended_well(name, ended, err);
}

enum cprof_status program_feed(const char *const argv[], const char *input, size_t length,
			       int milliseconds, struct cprof_error *err)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	int64_t until = clock_milliseconds() + milliseconds;
	int to[2];
	pid_t pid;
	if (pipe2(to, O_CLOEXEC) != 0)
		return not_started(argv[0], errno, err);
	bool started = start(argv, to[0], NOWHERE, &pid, err) == CPROF_OK;
	close(to[0]);
	if (started) {
		sigaction(SIGPIPE, &ignore, &before);
		bool ready = fcntl(to[1], F_SETFL, O_NONBLOCK) == 0;
		if (!ready || !inflate_stream(to[1], input, length, until))
			until = 0;
		sigaction(SIGPIPE, &before, NULL);
	}
	close(to[1]);
	if (started)
		wait_until(argv[0], pid, until, err);
	return err->status;
}

enum cprof_status program_run_terminal(const char *const argv[], struct cprof_error *err)
{
	bool piped = isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0;
	int tty = piped ? open("/dev/tty", O_RDWR | O_CLOEXEC) : -1;
	pid_t pid;
	if (start(argv, isatty(STDIN_FILENO) ? -1 : tty, isatty(STDOUT_FILENO) ? -1 : tty, &pid,
		  err) == CPROF_OK)
		wait_for(pid);
	if (tty >= 0)
		close(tty);
	return err->status;
}
