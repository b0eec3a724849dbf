/* The table view's state, shared by its files: what is shown, how it is drawn, what its keys do. */
#ifndef TUI_VIEWS_TOP_TOP_H
#define TUI_VIEWS_TOP_TOP_H

#include <cprof/union.h>

#include "tui/explorer/ui.h"

#define TOP_COLUMNS 32

/* The columns of the pane that a column of the table takes; none if it is not shown. */
struct top_span {
	int from, to;
};

/* What the view asks beside its table. */
enum top_question { TOP_NARROWED, TOP_TAGGED };

struct top {
	struct list list;
	struct cprof_table *table;  /* NULL before the first answer */
	struct cprof_query query;   /* what the table answers */
	uint32_t *visible;          /* places in table->order, one per row on the screen */
	size_t count;               /* of them, without the row for those that are folded */
	bool folded;                /* the last row stands for the rows that were trimmed away */
	bool union_known;
	struct cprof_union both;
	const struct cprof_column *column[TOP_COLUMNS]; /* what is shown, in order;
							 * NULL-terminated */
	size_t columns;                                 /* of them */
	int width[TOP_COLUMNS];                         /* wanted */
	struct top_span span[TOP_COLUMNS];              /* on this screen */
	bool no_room[TOP_COLUMNS];  /* chosen, but the screen is too narrow */
	VEC(uint64_t) tag;          /* ids of tagged rows, whether they are here or not */
	bool *is_tagged;            /* per row of the table */
	size_t tagged;              /* of them */
	bool tagged_known;
	struct cprof_union tagged_union;
	char *opening;              /* what the row opened last was narrowed to; NULL: none was */
	bool regrouped, opened;     /* while a table is taken: rows are other things than before, a
				     * row was opened */
	bool base_gone;             /* the row that is 100 % is not in the table */
};

/* rows.c: a row of the list; the one at the cursor, or NULL. */
const struct cprof_row *top_row_at(const struct top *t, size_t at);
const struct cprof_row *top_row(const struct top *t);

/* Which rows are tagged, and what they add up to. */
void top_find_tagged(struct top *t);
void top_ask_tagged(struct ui *ui, struct top *t);
void top_drop_tags(struct top *t);

/* Opens a package or the like, narrowed to what it has; false: rows do not open. */
bool top_open_group(struct ui *ui, struct top *t);

/* Sets what is 100 % in the table, and says it. */
void top_use_base(const struct ui *ui, struct top *t);
void top_put_base(const struct ui *ui, const struct top *t, bool brief, struct buf *out);

/* draw.c */
void top_draw(struct ui *ui, struct rect area, bool focused);
void top_measure(struct top *t);
void top_describe(struct ui *ui, enum part part, struct buf *out);
enum printed top_print(struct ui *ui, enum print_form form, struct buf *out);

#endif
