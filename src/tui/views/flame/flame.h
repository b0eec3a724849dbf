/* The flame view's state, shared by its files. */
#ifndef TUI_VIEWS_FLAME_FLAME_H
#define TUI_VIEWS_FLAME_FLAME_H

#include <cprof/flame.h>

#include "tui/explorer/ui.h"

/* What the view asks: its picture, and the largest stack of a function that has no frame in it. */
enum flame_question { FLAME_PICTURE, FLAME_SOUGHT };

struct flame_view {
	struct list list;          /* its pattern; a picture has a cursor of its own */
	struct cprof_flame *flame; /* NULL: nothing to show yet */
	uint32_t cursor;           /* a cell of it */
	uint32_t scroll;           /* the first level on the screen */
	int rows;                  /* levels that fit */
	bool loose;                /* scrolled away from the cursor */
	char *why;                 /* why there is nothing to show; NULL */

	/* What was asked last, beside the query. */
	char *zoom;                /* NULL: the root */
	bool inverted;
	int columns;
	bool stale;                /* the query has changed since */

	bool sought;               /* the selected function is in the merged cell at the cursor: in
				    * another picture it is looked for again */
	char *path;                /* the path of the cell that the cursor goes to when the answer
				    * comes; NULL: a frame of the selected function */
	bool covered;              /* the flame says what the pattern covers */
	char *before;              /* the path of the cursor when a search began */
};

/* seek.c: the selected function in the picture. The cursor goes to its widest frame if
 * it is somewhere else; if none is drawn, the answer to another question says in which merged cell
 * it is. */
struct cprof_stacks;
const struct cprof_flame_cell *flame_cell(const struct flame_view *v); /* at the cursor, or NULL */
void flame_select(struct ui *ui, struct flame_view *v); /* the other way: what it is on */
bool flame_is_empty(const struct flame_view *v); /* nothing but the root */
bool flame_is_selected(const struct ui *ui, const struct cprof_flame_cell *c);
void flame_go_to_selected(struct ui *ui, struct flame_view *v);
void flame_found(struct ui *ui, struct flame_view *v, const struct cprof_stacks *found);

/* draw.c */
void flame_draw(struct ui *ui, struct rect area, bool focused);
void flame_describe(struct ui *ui, enum part part, struct buf *out);
enum printed flame_print(struct ui *ui, enum print_form form, struct buf *out);
void flame_put_name(const struct flame_view *v, struct buf *out);
void flame_put_shares(struct ui *ui, const struct flame_view *v, struct buf *out);

/* The name matches, or something that is not drawn does. */
bool flame_matches(const struct flame_view *v, uint32_t cell);

#endif
