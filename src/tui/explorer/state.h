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

/* What the user can come back to. Written by query.c, marks.c and named.c. */
struct ui_past {
	struct snapshot own;          /* while a report command's query covers it: the user's own */
	char *report_words;           /* of that command; else NULL */
	struct trail changes;         /* u and Ctrl-R */
	struct trail jumps;           /* [ and ] */
	VEC(struct mark) marks;       /* by letter */
	struct snapshot before_mark;  /* where the last jump to a mark began, if there was one */
	VEC(struct named_view) named; /* by name */
};

/* Which views are on the screen, where, and who has still to follow the selected function. Written
 * by panes.c; `main`, `focus` and `zoomed` also when the explorer begins (config.c, terminal.c) and
 * goes back (query.c), `focus` by mouse.c; `old` also by the view that it is about, by query.c
 * and, with `follow_at`, by selection.c. */
struct ui_panes {
	enum view_id main;              /* the view of the main pane */
	enum view_id focus;             /* it or its companion */
	enum view_id below[VIEW_COUNT]; /* main views that `q` comes back to, the last one first */
	size_t below_count;
	enum view_id overlay;           /* VIEW_COUNT: none */
	enum view_id under[VIEW_COUNT]; /* the overlays it covers, the one next to it last */
	size_t under_count;
	bool zoomed;                  /* one pane has the whole screen */
	int share;                    /* percent the user gave the main pane, or took away */
	struct rect area[VIEW_COUNT]; /* where views were drawn; rows 0: not on the screen */
	bool old[VIEW_COUNT];         /* the view has not followed the selected function yet */
	int64_t follow_at;            /* when those in sight follow; -1: they do not */
};

/* An analysis that has no answer yet. */
struct analysing {
	unsigned number;
	struct session_tag tag; /* the asker is a view */
};

/* What is asked and not answered: numbers of the newest question of each kind, 0 when it is
 * answered. Written by ask.c, query.c, command.c, reload.c, panes.c and save.c. */
struct ui_wait {
	unsigned table;
	int measures; /* of the newest table */
	unsigned report;
	char *report_line; /* the command of the newest report */
	char *saving;      /* the file that rows go to once they are there; NULL: none */
	bool reloading;    /* the profile is read again */
	VEC(struct analysing) analyses;
	bool stopped[VIEW_COUNT]; /* what the view shows is old, and nothing newer is on its way;
				   * that of the table is VIEW_top's */
	int64_t since;            /* when what is waited for was asked */
	int64_t hold_until;       /* a redraw waits that long for an answer */
};

enum prompt_use { PROMPT_NONE, PROMPT_COMMAND, PROMPT_NARROW, PROMPT_FILTER, PROMPT_USES };

/* Written by prompt.c. */
struct ui_prompt {
	enum prompt_use use; /* PROMPT_NONE: none is open */
	struct prompt line;
	struct prompt_history history[PROMPT_USES];
	struct snapshot before; /* what Esc in `/` and `f` goes back to, while one is open */
	char *error;            /* what is wrong with the line; NULL: nothing */
	char *candidates;       /* completion's list, shown over the status line; NULL: none */
	int64_t live_at;        /* when `f` asks; -1: it does not */
};

/* Written by ui.c, ask.c and config.c. */
struct ui_messages {
	char *text; /* on the status line; NULL: none */
	bool is_error;
	struct cprof_notes log;
	size_t log_seen;             /* notes of it that the user has looked at */
	struct cprof_notes of_table; /* what the newest table had to say */
};

/* The last click. */
struct ui_click {
	enum click kind;
	int row, col;
	int64_t until; /* a second one before this time is a double click */
};

/* What the next key or click depends on. Written by tui.c, mouse.c, marks.c and actions.c. */
struct ui_keys {
	struct ui_click click;
	uint32_t prefix;        /* first key of a two-key binding; 0: none */
	const char *letter_for; /* the command that waits for a letter; NULL: none */
	int64_t quit_until;     /* a second q before this time quits; -1: it does not */
};

/* Written by yank.c. */
struct ui_yanked {
	char *text;     /* the last one; NULL: none */
	bool told_tmux; /* what its configuration needs */
};

/* How the explorer is left. Written by actions.c, command.c, ask.c and tui.c. */
struct ui_end {
	bool quit;
	int status;        /* exit status */
	int signal_number; /* die by this one; 0: not */
};

/* What the command line says, as long as the setting of that name is not changed. */
struct ui_flags {
	bool no_colour, ascii, utf8, slow, mouse;
};

struct ui {
	/* Set when the explorer begins, the summary when the profile is there. */
	struct term *term;
	struct canvas canvas;
	struct session *session;
	const struct session_summary *summary; /* NULL while loading */
	const char *loading;                   /* the source's name */
	const struct args *args;
	const struct view *const *view;       /* VIEW_COUNT of them */
	void *state[VIEW_COUNT];              /* theirs */
	const struct command *const *actions; /* the commands of this front; NULL-terminated */

	/* What the user has set, by config.c, terminal.c and commands. */
	struct config_file *config;
	struct ui_flags flags;
	struct settings settings;
	struct keymap keymap;
	char *output;          /* the file report commands write to; NULL: none */
	bool relative_shading; /* of changes: by their base, not by the total */

	/* What is asked, by query.c; what is selected, by selection.c; and what views tell others:
	 * the table view its table and columns, the panel of filters the last. */
	struct view_query current;
	struct selected selected;
	const struct cprof_table *table;           /* NULL before the first answer */
	const struct cprof_query *answered;        /* what it answers */
	const struct cprof_column *const *columns; /* those shown, in order; NULL-terminated */
	size_t emptied_by; /* the number, from 1, of the filter that left nothing; 0: none did, or
			    * it is not known */

	struct ui_past past;
	struct ui_panes panes;
	struct ui_wait wait;
	struct ui_prompt prompt;
	struct ui_messages message;
	struct ui_keys keys;
	struct ui_yanked yank;
	struct ui_end end;
	bool dirty; /* the screen is to be drawn; set by ui_redraw() alone */
};

#endif
