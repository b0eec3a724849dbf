/* A list on a part of the screen: its cursor, which rows are in sight, what it is narrowed to.
 *
 * The state of every view begins with one, so that cursors are moved in one place. */
#ifndef TUI_WIDGETS_LIST_H
#define TUI_WIDGETS_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "app/narrow.h"
#include "tui/term/canvas.h"

enum motion {
	MOTION_UP,
	MOTION_DOWN,
	MOTION_PAGE_UP,
	MOTION_PAGE_DOWN,
	MOTION_HALF_UP,
	MOTION_HALF_DOWN,
	MOTION_FIRST,
	MOTION_LAST,
	MOTION_LEFT,
	MOTION_RIGHT,
	MOTION_CENTRE,
	MOTION_SCROLL_UP, /* what is shown moves by some rows, the cursor only if it has to */
	MOTION_SCROLL_DOWN,
	MOTION_NEXT, /* to the next match; a list alone does not know it */
	MOTION_PREVIOUS,
	MOTION_TO /* to a number, which a list alone does not know either */
};

/* What a pattern is given for. */
enum search {
	SEARCH_OPENED,   /* the prompt is open, there is no pattern yet: remember how things are */
	SEARCH_TYPED,    /* the pattern so far */
	SEARCH_KEPT,     /* Enter */
	SEARCH_CANCELLED /* Esc: everything is again as it was */
};

struct list {
	size_t count;          /* rows */
	size_t cursor;         /* a row; 0 if there is none */
	size_t scroll, rows;   /* the first row in sight; how many fit */
	size_t between;        /* lines between rows, and below the last one, in all */
	int top;               /* where the first one stands on the screen */
	int left;              /* columns scrolled away */
	struct narrow *narrow; /* the pattern; NULL: none */
	char *before;          /* the pattern when the prompt was opened; NULL: none */
	size_t cursor_before, scroll_before;
};

void list_done(struct list *l);

void list_move(struct list *l, enum motion motion);

/* Brings the cursor back among the rows and into sight: their number has changed, or the room for
 * them. */
void list_clamp(struct list *l);

/* Puts the cursor on a row, which comes to the middle if it is out of sight. */
void list_go_to(struct list *l, size_t row);

/* Puts the cursor on the row that stands in this row of the screen; false if none does. */
bool list_click(struct list *l, int row);

/* Takes the pattern over. */
void list_narrow(struct list *l, struct narrow *narrow);

/* The same for a pattern as text, NULL: none; one that does not compile is none. */
void list_narrow_to(struct list *l, const char *pattern);

/* The next row or the one before, round the end: the motion that goes there. False: there is none.
 * What the user should know of it is appended. */
bool list_step(const struct list *l, int direction, enum motion *motion, struct buf *said);

/* Drawing the rows in sight, one after the other. */
struct list_rows {
	const struct list *list;
	struct canvas *canvas;
	struct rect area;
	enum style plain; /* of rows that the cursor is not on */
	bool focused;     /* the cursor's row has a style of its own */
	bool mark;        /* and a mark in front */
	size_t at;        /* the row, from here on what list_next() has found */
	int row;          /* of the screen */
	enum style style;
};

/* The rows stand below `above` rows of the area. */
struct list_rows list_draw(struct list *l, struct canvas *c, struct rect area, int above,
			   bool focused, enum style plain);

/* Draws the cursor if it is on the next row; false: all rows are drawn. */
bool list_next(struct list_rows *r);

/* Draws a name as far to the left as the list is scrolled, else cut in its middle if it must be.
 * Where all of it is seen, and the cursor is not, the matches in `marked` are marked: NULL, or what
 * the name begins with. Returns the column behind. */
int list_draw_name(const struct list *l, struct canvas *c, int row, int col, int cols,
		   enum style style, const char *name, const char *marked);

/* Marks what the pattern matches in a text whose column `left` was drawn at `col`, in at most
 * `cols` columns. */
void list_mark(const struct list *l, struct canvas *c, int row, int col, int cols, int left,
	       const char *text, size_t length);

#endif
