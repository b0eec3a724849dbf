/* The state of the view of callers and callees, shared by its files. */
#ifndef TUI_VIEWS_CALLERS_CALLERS_H
#define TUI_VIEWS_CALLERS_CALLERS_H

#include <cprof/callers.h>

#include "tui/explorer/ui.h"

#define CALLERS_AHEAD 16

enum callers_part { CALLERS_ABOVE, CALLERS_PIVOT, CALLERS_ITSELF, CALLERS_BELOW };

/* A line of the view: a row of one of the lists, or what stands between them. */
struct callers_line {
	enum callers_part part;
	size_t row; /* of the list */
};

/* A list is a window of its own: above the pivot's line, and below it. */
struct callers_window {
	size_t first, count; /* lines */
	size_t scroll, rows;
};

struct callers {
	struct list list;            /* of the lines; each window scrolls by itself */
	struct cprof_callers *found; /* NULL: nothing to show */
	char *why;                   /* why there is nothing; NULL */
	struct cprof_callers_parameters asked; /* the pivot, and what is open; owned */
	bool pivoted;                /* there is a pivot */
	VEC(struct callers_line) line;
	size_t pivot;                /* the pivot's line */
	struct callers_window window[2];
	/* What the cursor is on, for the next answer. */
	enum callers_part part;
	uint64_t path;
	char *was;                   /* its name */
	bool fresh;                  /* another pivot: the cursor goes to it, */
	bool walking;                /* or to the only callee */
	enum motion ahead[CALLERS_AHEAD]; /* moves that came before the answer */
	size_t moves;
	char *mine;                  /* the function this view selected last; NULL: none */
	int value_width, share_width;
};

/* lines.c */

/* The call a line stands for; NULL for the pivot's and the one of recursion. */
const struct cprof_call *callers_call(const struct callers *s, size_t line);

/* No caller, no callee, and no sample. */
bool callers_empty(const struct callers *s);

/* Puts the cursor on the row with this path, in the list it is in now. */
void callers_go_to(struct ui *ui, struct callers *s, uint64_t path);

/* Puts the window over the cursor's line. */
void callers_scroll(struct callers *s);

/* Makes the lines anew: what was found, or the pattern, has changed. */
void callers_layout(struct ui *ui, struct callers *s);

/* The function of the cursor's line is the selected one. */
void callers_select(struct ui *ui, struct callers *s);

/* view.c */

/* Asks about the pivot as it stands. */
void callers_ask(struct ui *ui, struct callers *s);

/* Makes another function, or a line of one, the pivot, and selects it. */
void callers_pivot(struct ui *ui, struct callers *s, const struct cprof_row *row, int64_t line);

/* The line of source that the view in front is on, if it has a cost; its texts are borrowed. */
bool callers_line_in_front(struct ui *ui, struct cprof_row *row);

/* draw.c */
void callers_draw(struct ui *ui, struct rect area, bool focused);
void callers_rule(struct ui *ui, struct buf *name, struct buf *summary);
void callers_measure(const struct ui *ui, struct callers *s);
void callers_describe(struct ui *ui, enum part part, struct buf *out);
enum printed callers_print(struct ui *ui, enum print_form form, struct buf *out);

#endif
