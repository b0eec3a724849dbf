/* A view is a record: how it is opened, drawn, moved in and searched. Its state belongs to its own
 * file.
 *
 * To add one: a file with the record, a line in views.def. */
#ifndef TUI_EXPLORER_VIEW_H
#define TUI_EXPLORER_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "app/narrow.h"
#include "tui/term/canvas.h"
#include "tui/input/keymap.h"
#include "tui/widgets/text.h"

struct ui;
struct cprof_query;
struct session_answer;

/* What was clicked on. */
enum click {
	CLICK_NOTHING,
	CLICK_ROW,    /* the cursor is on it now; a double click is Enter */
	CLICK_HEADING /* what it does is done */
};

/* How rows are saved. */
enum print_form {
	PRINT_TEXT,   /* in columns */
	PRINT_TSV,    /* a tab between cells */
	PRINT_FOLDED, /* a line for each stack: root;..;leaf and its value */
	PRINT_FORMS
};

enum printed {
	PRINTED,
	PRINT_NO_FORM, /* these rows cannot be said in that form */
	PRINT_LATER    /* rows are still asked for; the view calls ui_save_later() when they are
			* there */
};

enum view_id {
#define VIEW(name) VIEW_##name,
#include "tui/explorer/views.def"
#undef VIEW
	VIEW_COUNT
};

/* What y takes, in the order of its words. */
enum yank {
	YANK_NAME,
	YANK_POSITION, /* file:line, as far as it is known */
	YANK_STACK,    /* a frame on a line, leaf first */
	YANK_ROW,      /* cells with tabs between */
	YANK_SCREEN,
	YANK_COMMAND, /* of pprof */
	YANK_SCRIPT,  /* lines of the prompt */
	YANK_PARTS
};

/* Why a view is told to follow. */
enum follow {
	FOLLOW_SELECTED, /* another pane's cursor has come to rest, or the view into sight: it
			  * shows the selected function */
	FOLLOW_ASKED,    /* another table is on its way, and what the view had asked is cancelled:
			  * it asks again if it is visible */
	FOLLOW_ORDER,    /* the question is the same, but not its order or what is 100 % */
	FOLLOW_ARRIVED   /* a key or a command goes to the view from another one, which is still
			  * in front */
};

/* Where a view is: a function, and a line of its source. */
struct view_place {
	const char *function, *file; /* borrowed; "": not known */
	int64_t line;                /* 0: not known */
	bool costed;                 /* the line has a cost */
};

struct view {
	const char *name;
	const char *title;         /* the mode word of the status line */
	const char *help;
	const char *reading;       /* how to read it, in lines of the help; NULL: it is plain */
	enum key_context context;
	bool overlay;              /* covers the panes until it is closed */
	enum view_id companion;    /* the other pane's view when this is the main pane's;
				    * VIEW_COUNT: it stands alone. Unused for an overlay */
	bool titled;               /* its rule is drawn above the main pane, too */
	/* Of its state, which begins with a struct list, or with a struct text when it has `line`;
	 * it is zero before `init`, and `done` frees what is in it beside the list. */
	size_t size;
	bool scrolls; /* a text without a cursor */
	bool low;     /* an overlay of no more rows than it needs; the main pane is below it */
	void (*init)(void *state);
	void (*done)(void *state);
	/* Rows there are. NULL: the list has their number. */
	size_t (*count)(struct ui *ui, void *state);
	/* The text of a row, which is searched. NULL: rows are narrowed, if `narrowed` is there. */
	text_of_row *line;
	/* The cursor is on another row. NULL: nobody wants to know. */
	void (*moved)(struct ui *ui, void *state);
	/* The pattern is another one, or is going to be. NULL: a list that is not narrowed. */
	void (*narrowed)(struct ui *ui, void *state, enum search search);
	void (*draw)(struct ui *ui, void *state, struct rect area, bool focused);
	/* What the rule above its pane says: a name that may be cut, and facts that may not; NULL:
	 * nothing. */
	void (*rule)(struct ui *ui, void *state, struct buf *name, struct buf *summary);
	/* Where the cursor is, for the status line; `brief` when the line is short. */
	void (*position)(struct ui *ui, void *state, bool brief, struct buf *out);
	/* What the cursor is on: its whole name, and its place as file and line. NULL: the
	 * selected function's. */
	void (*subject)(struct ui *ui, void *state, struct buf *name, struct buf *place);
	/* Where it is, if that is not the selected function; false: nowhere. NULL: it always is. */
	bool (*place)(struct ui *ui, void *state, struct view_place *place);
	/* Moves a cursor that is not that of a list; false: in this way it is. */
	bool (*move)(struct ui *ui, void *state, enum motion motion);
	/* A click at this place of the screen, inside `area`, where the view was drawn last. Puts
	 * the cursor there. NULL: on the row there. */
	enum click (*click)(struct ui *ui, void *state, int row, int col, struct rect area);
	/* Appends a line for every number at the cursor, the one that sorts first: its name and
	 * value, a colon and a blank, and what it is. At the end the whole name. NULL: there are
	 * no numbers. */
	void (*explain)(struct ui *ui, void *state, struct buf *out);
	/* Appends all rows of the list in that form, with their headings. NULL: there are none. */
	enum printed (*print)(struct ui *ui, void *state, enum print_form form, struct buf *out);
	/* Goes to a line or row by its number, from 1. NULL: to the row. */
	void (*jump)(struct ui *ui, void *state, int64_t number);
	/* What the prompt line says about the pattern; `brief` on a narrow screen. NULL:
	 * nothing. */
	void (*matches)(struct ui *ui, void *state, bool brief, struct buf *out);
	/* What the filter line says about the view while it is on the screen, "" for nothing; NULL:
	 * nothing. */
	void (*chips)(struct ui *ui, void *state, bool brief, struct buf *out);
	/* Takes a table, or the answer to an analysis of its own; the view may move out what was
	 * found. NULL: no interest. */
	void (*answer)(struct ui *ui, void *state, struct session_answer *a);
	/* Something else has changed than its cursor. NULL: it is all the same. */
	void (*follow)(struct ui *ui, void *state, enum follow why);
	/* What the view needs to come back to this place, owned by the caller; NULL: nothing. */
	char *(*save)(struct ui *ui, void *state);
	void (*restore)(struct ui *ui, void *state, const char *saved);
	/* Esc, while the view is on the screen: takes back what holds it; false if there is
	 * nothing. NULL: never is. */
	bool (*cancel)(struct ui *ui, void *state);
	/* Shows the report of that name, with the words of the command. NULL: shows none. */
	const char *report;
	/* Comes to the front with it; false: this time the report is a text. */
	bool (*show)(struct ui *ui, void *state, const struct cprof_query *query,
		     const char *pattern, const char *words);
	/* Appends a part of the row at the cursor, up to YANK_ROW; nothing: the view has none of
	 * its own. NULL: it never has. */
	void (*yank)(struct ui *ui, void *state, enum yank part, struct buf *out);
};

#define VIEW(name) extern const struct view view_##name;
#include "tui/explorer/views.def"
#undef VIEW

#endif
