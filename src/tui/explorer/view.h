/* A view is a record: what it is called, which rows it has, how they are drawn and what they stand
 * for. The explorer moves the cursor, scrolls, clicks and searches in the list or the text that its
 * state begins with; a view that is no list moves a cursor of its own.
 *
 * To add one: a file with the record, a line in views.def. Members it has no use for are NULL. */
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
	PRINTED,       /* a text that is saved as it is */
	PRINTED_CELLS, /* rows on a line each, with tabs between their cells; headings come first */
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

/* A text about what the cursor is on. */
enum part {
	PART_NAME,
	PART_POSITION,   /* file:line, as far as it is known */
	PART_STACK,      /* a frame on a line, leaf first */
	PART_ROW,        /* cells with tabs between */
	PART_EXPLANATION /* a line for every number, the one that sorts first: its name and value, a
			  * colon and a blank, and what it is. At the end the whole name */
};

/* A text of the lines around the panes, and what it is without the view. */
enum status {
	STATUS_CURSOR,  /* on the status line, which row the cursor is on: "3 of 7" or the like */
	STATUS_NAME,    /* what that row stands for, its whole name: the selected function */
	STATUS_DETAIL,  /* where that is, or what it costs: its file and line */
	STATUS_MATCHES, /* what the pattern matches: a text counts its lines */
	STATUS_CHIPS    /* on the filter line, in front of what it is narrowed to: nothing */
};

/* What a view is told: what has changed. */
enum told {
	TOLD_SELECTED,  /* another pane's cursor has come to rest, or the view into sight: it shows
			 * the selected function */
	TOLD_ASKED,     /* another table is on its way, and what the view had asked is cancelled:
			 * it asks again if it is visible */
	TOLD_TABLE,     /* it is there */
	TOLD_ORDER,     /* the question is the same, but not its order or what is 100 % */
	TOLD_ARRIVED,   /* a key or a command goes to the view from another one, which is still in
			 * front */
	TOLD_MOVED,     /* its cursor is on another row */
	TOLD_OPENED,    /* a pattern will narrow it */
	TOLD_NARROWED,  /* another one does, or none */
	TOLD_KEPT,      /* and it stays: the prompt is closed by Enter */
	TOLD_CANCELLED, /* the one from before does again: it is closed by Esc */
	TOLD_ESCAPE     /* Esc, while it is on the screen: it takes back what holds it */
};

/* Where a view is: a function, and a line of its source. */
struct view_position {
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
	bool low; /* an overlay of no more rows than it needs, above the main pane */
	enum view_id companion;    /* the other pane's view when this is the main pane's;
				    * VIEW_COUNT: it stands alone. Unused for an overlay */
	bool titled;               /* its rule is drawn above the main pane, too */

	/* Its state: it begins with a struct list, or with a struct text if it is one, and is zero
	 * at first; `done` frees what is in it beside the list. */
	size_t size;
	void (*done)(void *state);

	/* Its rows. How many there are; NULL: as many as the list says. */
	size_t (*count)(struct ui *ui);
	/* The text of one, which is searched, and whether the text scrolls without a cursor. */
	text_of_row *line;
	bool scrolls;
	/* A pattern narrows them. */
	bool narrows;

	/* Moves a cursor that is not that of a list; false: in this way it is. The number is for
	 * MOTION_TO. */
	bool (*move)(struct ui *ui, enum motion motion, int64_t number);
	/* Puts the cursor on what is at this place of the screen, inside `area`, where the view was
	 * drawn last. NULL: on the row there. */
	enum click (*click)(struct ui *ui, int row, int col, struct rect area);

	/* What it shows. */
	void (*draw)(struct ui *ui, struct rect area, bool focused);
	/* On the rule above its pane: a name that may be cut, and facts that may not. NULL: its own
	 * name. */
	void (*rule)(struct ui *ui, struct buf *name, struct buf *summary);
	/* Puts what the line is to say, shorter if `brief`; false: what it says without the view.
	 * A name of its own has a detail of its own, or none. */
	bool (*status)(struct ui *ui, enum status text, bool brief, struct buf *out);
	/* Appends all rows in that form. NULL: there are none to be saved. */
	enum printed (*print)(struct ui *ui, enum print_form form, struct buf *out);

	/* What the row at the cursor stands for: puts a text about it. Nothing: it is that of the
	 * selected function, if there is one. */
	void (*describe)(struct ui *ui, enum part part, struct buf *out);
	/* A function and a line; false: none. NULL: the selected function. */
	bool (*at)(struct ui *ui, struct view_position *at);

	/* Takes the answer to what it has asked; the view may move out what was found. */
	void (*answer)(struct ui *ui, struct session_answer *a);
	/* Something has changed. False: TOLD_ESCAPE found nothing to take back. */
	bool (*told)(struct ui *ui, enum told what);
	/* What the view needs to come back to how it is, owned by the caller; NULL: nothing. */
	char *(*save)(struct ui *ui);
	void (*restore)(struct ui *ui, const char *saved);
	/* The report that it shows, NULL: none; with the words of the command it comes to the
	 * front. False: this time the report is a text. */
	const char *report;
	bool (*show)(struct ui *ui, const struct cprof_query *query, const char *pattern,
		     const char *words);
};

#define VIEW(name) extern const struct view view_##name;
#include "tui/explorer/views.def"
#undef VIEW

#endif
