/* Running other programs: see program.h. While one reads from us SIGPIPE is ignored, so that a
 * program that stops early is an error and not our end. */
#include "app/program.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"

#define CHUNK 65536
#define NOWHERE (-2)
#define LINK "\033]8;;" /* begins a link of a terminal, and without an address ends it */
#define LINK_END "\033\\"

static enum cprof_status not_started(const char *name, int error_number, struct cprof_error *err)
{
	return cprof_error_set(err, CPROF_ERR_IO, "failed to execute %s: %s", name,
			       io_strerror(error_number).text);
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

/* Runs it with these as standard input and output and waits for its end, whatever that is: the only
 * error is that it could not be started. */
static enum cprof_status run(const char *const argv[], int in, int out, struct cprof_error *err)
{
	pid_t pid;
	if (start(argv, in, out, &pid, err) == CPROF_OK)
		wait_for(pid);
	return err->status;
}

/* Writes until everything is written or nobody reads; false if the time is up. */
static bool write_until(int to, const char *input, size_t length, int64_t until)
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

static enum cprof_status feed(const char *const argv[], const char *input, size_t length,
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
		if (!ready || !write_until(to[1], input, length, until))
			until = 0;
		sigaction(SIGPIPE, &before, NULL);
	}
	close(to[1]);
	if (started)
		wait_until(argv[0], pid, until, err);
	return err->status;
}

/* The words of a command, parted by blanks: `text` holds them. */
struct words {
	char *text;
	VEC(const char *) at;
};

static void words_init(struct words *w, const char *command)
{
	char *rest;
	*w = (struct words){ .text = xstrdup(command) };
	rest = w->text;
	for (char *word; (word = strsep(&rest, " ")) != NULL;)
		if (*word != '\0')
			VEC_PUSH(&w->at, word);
}

static void words_done(struct words *w)
{
	VEC_DONE(&w->at);
	free(w->text);
}

enum cprof_status program_feed(const char *command, const char *input, size_t length,
			       int milliseconds, struct cprof_error *err)
{
	struct words words;
	words_init(&words, command);
	VEC_PUSH(&words.at, NULL);
	feed(words.at.at, input, length, milliseconds, err);
	words_done(&words);
	return err->status;
}

enum cprof_status program_view(const char *command, const char *path, struct cprof_error *err)
{
	struct words words;
	words_init(&words, command);
	if (words.at.count > 0) {
		VEC_PUSH(&words.at, path);
		VEC_PUSH(&words.at, NULL);
		cprof_error_done(err);
		run(words.at.at, -1, -1, err);
	}
	words_done(&words);
	return err->status;
}

bool program_is_set(const char *variable)
{
	const char *value = getenv(variable);
	return value != NULL && *value != '\0';
}

/* The address of a file on this machine; terminals elsewhere see by it that it is not theirs. */
static void put_address(struct buf *out, const char *path)
{
	char host[256] = "";
	if (gethostname(host, sizeof host - 1) != 0)
		host[0] = '\0';
	buf_printf(out, "file://%s", host);
	for (const char *p = path; *p != '\0'; p++) {
		if (isalnum((unsigned char)*p) || strchr("/._-~", *p) != NULL)
			buf_putc(out, *p);
		else
			buf_printf(out, "%%%02X", (unsigned char)*p);
	}
}

static void put_where(const char *path, struct cprof_notes *notes)
{
	struct buf line = BUF_INIT;
	if (!isatty(STDERR_FILENO)) {
		notes_add(notes, "The report is in %s", path);
		return;
	}
	buf_puts(&line, "The report is in " LINK);
	put_address(&line, path);
	buf_puts(&line, LINK_END);
	utf8_clean(&line, path, strlen(path), false);
	buf_puts(&line, LINK LINK_END "\n");
	if (io_write_all(STDERR_FILENO, line.data, line.size) != 0)
		line.size = 0; /* nobody is left to be told */
	buf_done(&line);
}

/* SSH_CONNECTION is "client port server port": how the user reached this machine. */
static void note_how(const char *path, struct cprof_notes *notes)
{
	const char *ssh = getenv("SSH_CONNECTION"), *user = getenv("USER");
	char server[128];
	if (ssh == NULL || sscanf(ssh, "%*s %*s %127s", server) != 1) {
		notes_add(notes, "No display: open that file in a browser");
		return;
	}
	bool bare = strchr(server, ':') == NULL;
	notes_add(notes, "No display: fetch it with  scp %s%s%s%s%s:%s .", user != NULL ? user : "",
		  user != NULL ? "@" : "", bare ? "" : "[", server, bare ? "" : "]", path);
}

enum cprof_status program_browse(const char *path, struct cprof_notes *notes,
				 struct cprof_error *err)
{
	static const char *const browsers[] = { "chrome",  "google-chrome",    "chromium",
						"firefox", "sensible-browser", "xdg-open" };
	bool display = program_is_set("DISPLAY") || program_is_set("WAYLAND_DISPLAY");
	put_where(path, notes);
	if (program_is_set("BROWSER") && program_view(getenv("BROWSER"), path, err) == CPROF_OK)
		return CPROF_OK;
	if (!display) {
		if (!program_is_set("BROWSER"))
			note_how(path, notes);
		return err->status;
	}
	for (size_t i = 0; i < sizeof browsers / sizeof browsers[0]; i++)
		if (program_view(browsers[i], path, err) == CPROF_OK)
			return CPROF_OK;
	return err->status;
}

/* Starts an editor or a pager with the terminal as standard input and output, also where ours are
 * something else: the profile may have come through a pipe. All of these take "+LINE FILE". False
 * if it cannot be started. */
static bool open_with(const char *command, const char *path, int64_t line, struct buf *name,
		      struct cprof_error *err)
{
	bool piped = isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0, started = false;
	int tty = piped ? io_open("/dev/tty", O_RDWR, 0) : -1;
	struct words words;
	char at[32];
	words_init(&words, command);
	if (words.at.count > 0) {
		snprintf(at, sizeof at, "+%" PRId64, line);
		if (line > 0)
			VEC_PUSH(&words.at, at);
		VEC_PUSH(&words.at, path);
		VEC_PUSH(&words.at, NULL);
		cprof_error_done(err);
		started = run(words.at.at, isatty(STDIN_FILENO) ? -1 : tty,
			      isatty(STDOUT_FILENO) ? -1 : tty, err) == CPROF_OK;
		if (started)
			path_base(name, words.at.at[0]);
	}
	words_done(&words);
	if (tty >= 0)
		close(tty);
	return started;
}

enum cprof_status program_edit(const char *chosen, const char *path, int64_t line, struct buf *name,
			       struct cprof_error *err)
{
	const char *const editors[] = { chosen, getenv("VISUAL"), getenv("EDITOR"), "vi" };
	const char *const pagers[] = { getenv("PAGER"), "less" };
	char *below = *path == '-' || *path == '+' ? xasprintf("./%s", path) : xstrdup(path);
	bool started = false;
	size_t at = 0;
	/* Who has named an editor does not want another one. */
	while (editors[at] == NULL || *editors[at] == '\0')
		at++;
	started = open_with(editors[at], below, line, name, err);
	for (size_t i = 0; i < 2 && !started; i++)
		if (pagers[i] != NULL && *pagers[i] != '\0')
			started = open_with(pagers[i], below, line, name, err);
	free(below);
	if (started)
		cprof_error_done(err);
	return err->status;
}
