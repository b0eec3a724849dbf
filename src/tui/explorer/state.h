/* The explorer's state. Everything happens on the main thread; answers come from the session.
 *
 * Nothing is computed here: numbers come from tables and listings. */
#ifndef TUI_EXPLORER_STATE_H
#define TUI_EXPLORER_STATE_H

#include <cprof/query.h>
#include <cprof/table.h>

#include "base/notes.h"
#include "base/vec.h"
#include "app/shell/command.h"
#include "app/config/settings.h"
#include "app/session/session.h"
#include "app/config/config_file.h"
#include "tui/term/canvas.h"
#include "tui/term/term.h"
#include "tui/input/prompt.h"
#include "tui/explorer/view.h"

/* What is asked, and how the answer is shown. */
struct view_query {
	struct cprof_query query;
	const struct cprof_column *sort;
	bool reverse;
	char *flame_zoom;    /* where the flame graph is zoomed to: a path on each line, from the
			      * first step on; NULL: the root */
	bool flame_inverted; /* its leaves stand first */
	char *percent_row;   /* the printed name of the row that is 100 %; NULL: the query's base */
};

/* The function at the cursor: the node's identity, kept through every change of the table. */
struct selected {
	uint64_t id; /* of the row */
	char *name, *function, *file, *object;
	char *where_function, *where_file;
	char *package, *module;
	int64_t where_line;
	uint64_t address;
	int64_t start_line, line, column;
	bool exact; /* where_line is the line to look at, not the one that costs most */
	bool set;   /* false: there is none, and all texts are NULL */
};

/* A snapshot is how the explorer is at one time, as far as somebody may come back to it: a step of
 * undo, a jump, a mark, what a report command covers, what Esc in a prompt goes back to. A view
 * kept under a name is none: it is commands, so that it is of use with another profile. */
enum {
	SNAPSHOT_QUERY = 1,
	SNAPSHOT_SELECTED = 2,
	SNAPSHOT_NARROWING = 4, /* what the table is narrowed to */
	SNAPSHOT_PANES = 8,     /* which views are shown, and what each needs to come back */
	SNAPSHOT_STEP = SNAPSHOT_QUERY | SNAPSHOT_SELECTED,
	SNAPSHOT_ALL = SNAPSHOT_STEP | SNAPSHOT_PANES
};

struct snapshot {
	unsigned parts; /* those it has; 0: there is no snapshot */
	struct view_query asked;
	struct selected selected;
	enum view_id main, focus;
	bool zoomed;
	char *saved[VIEW_COUNT]; /* by views, the table's alone for SNAPSHOT_NARROWING; NULL:
				  * nothing */
};

/* As VEC() makes it. */
struct snapshots {
	struct snapshot *at;
	size_t count, room;
};

/* A way back, and forward again to what was left by going back; the next one comes last. */
struct trail {
	struct snapshots back, forward;
};

/* A letter for where the explorer was. */
struct mark {
	char letter;
	struct snapshot snapshot; /* of all parts */
};

/* A view kept under a name: the commands that lead to it. */
struct named_view {
	char *name, *commands;
};

/* An analysis that has no answer yet. */
struct analysing {
	unsigned number;
	struct session_tag tag; /* the asker is a view */
};

enum prompt_use { PROMPT_NONE, PROMPT_COMMAND, PROMPT_NARROW, PROMPT_FILTER, PROMPT_USES };

/* What the command line says, as long as the setting of that name is not changed. */
struct ui_flags {
	bool no_colour, ascii, utf8, slow, mouse;
};

/* The last click. */
struct ui_click {
	enum click kind;
	int row, col;
	int64_t until; /* a second one before this time is a double click */
};

struct ui {
	struct term *term;
	struct canvas canvas;
	struct session *session;
	const struct session_summary *summary; /* NULL while loading */
	const char *loading;                   /* the source's name */

	const struct args *args;
	struct config_file *config; /* where the settings came from */
	struct ui_flags flags;
	struct settings settings; /* what they are now */
	struct keymap keymap;

	struct view_query current;
	struct snapshot own;   /* while a report command's query covers it: the user's own */
	char *temporary_words; /* of that command; else NULL */
	struct trail changes, jumps;
	VEC(struct mark) marks;       /* by letter */
	struct snapshot before_mark;  /* where the last jump to a mark began, if there was one */
	const char *letter_for;       /* the command that waits for a letter; NULL: none */
	VEC(struct named_view) named; /* by name */

	const struct view *const *view;       /* VIEW_COUNT of them */
	const struct command *const *actions; /* the commands of this front; NULL-terminated */
	void *state[VIEW_COUNT];
	const struct cprof_column *const *columns; /* what the table shows, in order;
						    * NULL-terminated; the table view's */
	const struct cprof_table *table; /* the table view's; NULL before the first answer */
	enum view_id main;               /* the view of the main pane */
	enum view_id focus;              /* it or its companion */
	enum view_id below[VIEW_COUNT];  /* main views that `q` comes back to, the last one first */
	size_t below_count;
	bool old[VIEW_COUNT];           /* the view has not followed the selected function yet */
	enum view_id overlay;           /* VIEW_COUNT: none */
	enum view_id under[VIEW_COUNT]; /* the overlays it covers, the one next to it last */
	size_t under_count;
	bool zoomed;
	int main_share;               /* percent the user gave the main pane, or took away */
	bool relative_shading;        /* of changes: by their base, not by the total */
	struct rect pane[VIEW_COUNT]; /* where views were drawn; rows 0: not on the screen */
	struct selected selected;
	char *output;      /* the file report commands write to; NULL: none */
	char *saving;      /* the file that rows go to once they are there; NULL: none */
	char *report_line; /* the command of the report that was asked for last */

	enum prompt_use prompting;
	struct prompt prompt;
	struct prompt_history history[PROMPT_USES];
	struct snapshot before_prompt; /* what Esc in `/` and `f` goes back to, while one is open */
	char *prompt_error;
	char *candidates; /* completion's list, shown over the status line; NULL: none */

	struct ui_click click;
	uint32_t prefix; /* first key of a two-key binding */
	char *yanked;    /* the last text; NULL: none */
	bool told_tmux;  /* what its configuration needs */
	char *message;
	bool message_is_error;
	struct cprof_notes log;
	size_t emptied_by; /* the number, from 1, of the filter that left nothing; 0: none did, or
			    * it is not known */
	size_t log_seen;   /* notes the user has looked at */
	struct cprof_notes table_notes; /* what the newest table had to say */

	/* Newest question of each kind; 0: answered. */
	int measures_asked; /* those of the newest table */
	unsigned table_asked, report_asked;
	bool reloading; /* the profile is read again */
	VEC(struct analysing) analysing;
	bool stopped[VIEW_COUNT]; /* what it shows is old, and nothing newer is on its way; that
				     * of the table is VIEW_top's */
	int64_t asked_at, hold_until;
	int64_t follow_at, live_at; /* timers; -1: off */
	int64_t quit_until;         /* a second q before this time quits; -1: it does not */
	bool dirty;
	bool quit;
	int status;        /* exit status */
	int signal_number; /* die by this one; 0: not */
};

#endif
