/* The explorer. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include "app/cmdline/args.h"
#include "app/config/config_file.h"
#include "tui/term/term.h"
#include "tui/explorer/view.h"

struct command;
struct session;
struct ui;

/* Begins to load what the command line names, with the signals that end the program left to the
 * caller's thread. With `threads` 0 it is loaded when this returns. */
struct session *tui_load(const struct args *args, unsigned threads);

/* Waits until the load has ended, at most so many milliseconds. On failure the session is still
 * the caller's to free. */
enum cprof_status tui_wait(struct session *session, int milliseconds, struct cprof_error *err);

/* How the terminal is to be opened. */
void tui_terminal(const struct args *args, const struct settings *settings,
		  struct term_options *options);

/* The commands of the explorer; NULL-terminated. */
extern const struct command *const action_list[];

/* The views, by enum view_id. */
extern const struct view *const view_list[VIEW_COUNT];

/* How the explorer was left. */
struct tui_end {
	int signal_number; /* die by this one; 0: not */
	char *yanked;      /* what was yanked last; owned, NULL: nothing */
	struct ui *ui;     /* while the explorer runs, for tests; then NULL */
};

/* Explores the profile the command line names on this terminal until the user leaves. Returns the
 * exit status; *err is set when there is something to say afterwards on standard error. */
int tui_run(const struct args *args, struct config_file *config, struct session *session,
	    struct term *term, struct tui_end *end, struct cprof_error *err);

#endif
