/* The program under test: its pseudo-terminal, its process, and waiting for either.
 *
 * The driver plays the interactive shell: it leads the session, gives the program a process group
 * of its own, puts that into the foreground and takes the terminal back when the program stops or
 * ends. So suspending works as at a prompt. Times are milliseconds on the monotonic clock. */
#ifndef PTY_CHILD_H
#define PTY_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

#include "bytes.h"
#include "screen.h"

/* One stretch of output: the screen's raw bytes up to `end` had come at `time`. */
struct arrival {
	int64_t time;
	size_t end;
};

struct child {
	pid_t pid;  /* 0: never started */
	bool ended; /* `status` is wait()'s, `cpu` final */
	bool stopped;
	int status;
	int64_t cpu;       /* microseconds, once ended */
	int master, slave; /* -1: closed */
	/* Pipes to standard input and from the captured outputs, or -1. */
	int inflate_fd, out_fd, err_fd;
	struct bytes feed, out, err;
	size_t fed;
	struct termios before;   /* the terminal's modes before the program started */
	struct screen *screen;   /* owned */
	struct arrival *arrival; /* owned */
	size_t arrivals, arrivals_cap;
};

struct child_options {
	int rows, cols;
	const char *input;             /* file for standard input, or NULL: the terminal */
	bool capture_out, capture_err; /* into a pipe instead of the terminal */
	bool console;                  /* TERM is the Linux console */
	const char *folder;            /* where the program starts; NULL: here */
};

int64_t child_now(void);

/* Opens the terminal and makes it the controlling one of this process, which leads its session.
 * False with errno set when it can't be had. */
bool child_open(struct child *c, const struct child_options *options);

/* Starts argv with the environment as it is now. False with errno set. */
bool child_run(struct child *c, const struct child_options *options, char **argv);

/* Moves bytes in all directions for at most `timeout` ms, returning after the first output, and
 * notes a stop or an end. Returns the number of bytes that came from the terminal. */
size_t child_pump(struct child *c, int timeout);

/* Types the bytes. False when the program does not take them before the deadline. */
bool child_type(struct child *c, const char *data, size_t len, int64_t deadline);

/* Waits until nothing was written for `window` ms while every thread of the program slept waiting
 * for an event and had read all its input. An ended or stopped program is quiet when its output is
 * drained. False when the deadline passes first. */
bool child_quiet(struct child *c, int window, int64_t deadline);

/* Waits for the end, or the stop; all output has been read then. */
bool child_wait_end(struct child *c, int64_t deadline);
bool child_wait_stop(struct child *c, int64_t deadline);

/* Puts the program into the foreground again and wakes it. */
void child_continue(struct child *c);

/* Changes the size of the terminal and of the screen. */
void child_resize(struct child *c, int rows, int cols);

/* Closes the terminal's other end, as a dropped connection does; the signal goes to the program. */
void child_hangup(struct child *c);

/* CPU time of all threads so far, in microseconds. */
int64_t child_cpu(const struct child *c);

/* Kills what still runs and frees everything. */
void child_done(struct child *c);

#endif
