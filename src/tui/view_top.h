/* The table view's state, shared by its three files: what is shown, how it is drawn, what its keys
 * do. */
#ifndef TUI_VIEW_TOP_H
#define TUI_VIEW_TOP_H

#include <cprof/cover.h>

#include "tui/ui.h"

#define TOP_COLUMNS 32

/* The columns of the pane that a heading takes; none if it is not shown. */
struct top_heading {
	int from, to;
};

struct top {
	struct cprof_table *table;  /* NULL before the first answer */
	struct cprof_query query;   /* what the table answers */
	struct narrow *narrow;      /* NULL: all shown rows */
	char *before;               /* the pattern when the prompt was opened; NULL: none */
	uint32_t *visible;          /* places in table->order, one per row on the screen */
	size_t count;               /* of them, without the row for those that are folded */
	bool folded;                /* the last row stands for the rows that were trimmed away */
	size_t cursor, scroll, rows;
	int name_left;              /* columns of the name scrolled away */
	bool union_known;
	struct cprof_cover cover;
	const struct cprof_column *column[TOP_COLUMNS]; /* what is shown, in order;
							 * NULL-terminated */
	int width[TOP_COLUMNS];
	struct top_heading heading[TOP_COLUMNS];
};

/* The row at the cursor, or NULL. */
const struct cprof_row *top_row(const struct top *t);

/* Works out which rows are visible and puts the cursor back on the selected function. */
void top_layout(struct ui *ui, struct top *t);

/* view_top_draw.c */
void top_draw(struct ui *ui, void *state, struct rect area, bool focused);
void top_measure(struct top *t);
void top_put_folded(const struct top *t, struct buf *out);

/* view_top_rows.c: the row in words, and all rows as a text */
void top_explain(struct ui *ui, void *state, struct buf *out);
enum printed top_print(struct ui *ui, void *state, enum print_form form, struct buf *out);

#endif
