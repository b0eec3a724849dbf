/* One script being executed: its settings, its program, and why it failed.
 *
 * A script runs in a process of its own, so it may change the environment. Steps return false
 * after run_fail(). */
#ifndef PTY_RUN_H
#define PTY_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "child.h"
#include "script.h"

struct run {
	struct child child;
	struct child_options options;
	struct bytes input, folder; /* behind the options' pointers */
	bool open;                  /* the terminal exists */
	bool skipped;               /* `need` was not met; reason says what */
	int tries;                  /* how often the script may be run until it passes */
	int deadline_ms;            /* how long a step waits for its condition */
	size_t raw_mark;            /* bytes-reset: raw bytes before it do not count */
	int64_t cpu_mark;
	struct bytes reason;
};

typedef bool step_fn(struct run *r, const struct words *w);

/* Notes why the step failed; false, so that a step can return it. */
bool run_fail(struct run *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The moment at which a step that starts now gives up. */
int64_t run_deadline(const struct run *r);

/* Waits until the condition holds or can't come to hold any more. */
bool run_until(struct run *r, bool (*holds)(struct run *r, void *data), void *data);

/* Waits until the program is quiet; fails the step when it never is. */
bool run_quiet(struct run *r);

/* Runs the script file. False: r->reason holds "line N: step: why" (or why it was skipped) and
 * `detail` lines for the log, among them the screen. run_done() is due in both cases. */
bool run_script(struct run *r, const char *path, struct bytes *detail);
void run_done(struct run *r);

/* Prints all actions with their help. */
void run_help(void);

/* The actions that look and judge (checks.c); the others live in run.c and actions.c. */
step_fn check_expect, check_expect_row, check_absent, check_cursor, check_attr, check_raw,
	check_raw_absent, check_bytes_max, check_bytes_min, check_bytes_reset, check_cpu_max,
	check_cpu_reset, check_exit, check_killed, check_stty_same, check_screen_restored,
	check_stdout, check_stdout_empty, check_stderr, check_burst;

/* The actions that do something to the program. */
step_fn action_size, action_term, action_env, action_unset, action_cd, action_input, action_capture,
	action_need, action_tries, action_run, action_keys, action_split, action_paste,
	action_quiet, action_resize, action_storm, action_signal, action_hangup, action_stop,
	action_cont, action_shell;

/* Appends the bytes a word of keys stands for; false with the reason set when a name is unknown. */
bool action_key_bytes(struct run *r, const struct words *w, int index, struct bytes *out);

/* The number of a signal by its name without SIG, or 0. */
int action_signal_number(const char *name);

#endif
