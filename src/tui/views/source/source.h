/* The source view's state, shared by its files. */
#ifndef TUI_VIEWS_SOURCE_SOURCE_H
#define TUI_VIEWS_SOURCE_SOURCE_H

#include <cprof/listing.h>

#include "tui/explorer/ui.h"

/* What the view asks. */
enum source_question {
	SOURCE_LISTING, /* what it shows */
	SOURCE_POSITION /* where the source to edit stands */
};

enum source_row_kind {
	SOURCE_HEADER, /* a routine begins; only when several are listed */
	SOURCE_NOTE,   /* a sentence: where the source was looked for */
	SOURCE_LINE,
	SOURCE_INLINED /* what was inlined into the line above */
};

/* One row of the pane. */
struct source_row {
	enum source_row_kind kind;
	size_t routine;
	size_t line;      /* SOURCE_LINE and SOURCE_INLINED: of the routine */
	size_t inlined;   /* SOURCE_INLINED: of the routine */
	char *text;       /* SOURCE_NOTE, owned */
};

struct source {
	struct list list;
	struct cprof_listing *listing; /* NULL: nothing to show */
	char *function;                /* followed; NULL when pinned */
	char *pattern;                 /* pinned by `list`; NULL when following */
	struct cprof_query pinned;     /* the query of the pinned listing */
	char *why;                     /* why there is nothing to show; NULL */
	VEC(struct source_row) row;
	bool charged;                  /* what was inlined is charged to the line that calls it */
	bool renewed;                  /* the question has changed since */
	bool fresh;                    /* another function than before: the cursor goes to its
					* hottest line */
	int64_t wanted;                /* the line to go to instead; 0: none */
};

/* lines.c: the line of a row, or NULL. */
const struct cprof_source_line *source_line(const struct source *s, size_t row);
const struct cprof_routine *source_routine(const struct source *s, size_t row);

/* What was inlined, or NULL when the row is no such row. */
const struct cprof_inlined *source_inlined(const struct source *s, size_t row);

/* The function at the cursor, and the line; of other rows the first line. */
bool source_at(struct ui *ui, struct view_position *at);

/* The number of the line that the row is about; 0: none. */
int64_t source_line_number(const struct source *s, size_t row);

/* The first row at or behind the line, within one routine; SIZE_MAX: none. */
size_t source_row_of_line(const struct source *s, size_t routine, int64_t number);

/* What a routine's numbers are compared with for its heat: its cum, a recursive sample counted
 * once. */
int64_t source_whole(const struct cprof_routine *r);

/* Heat of a line, 0 to 4, by its share of the function's cum: over 0, from 5 %, from 15 %, from 40
 * %. */
int source_heat(const struct cprof_routine *r, const struct cprof_source_line *line);

/* How large a value is, whatever its sign. */
double source_size(int64_t value);

/* The line that costs most; SIZE_MAX: none. */
size_t source_hottest(const struct source *s);

/* Asks for the source under the query, or under the one that charges inlined calls to their
 * lines. */
void source_ask(struct ui *ui, const struct source *s, const struct cprof_query *query);

/* Asks again for what is shown: files or the places to look in have changed. The cursor stays. */
void source_again(struct ui *ui);

/* The rows of the listing. */
void source_make_rows(struct source *s);
void source_drop_rows(struct source *s);

/* editor.c: opens the editor where the answer says that the source stands, and comes back. */
void source_edit(struct ui *ui, const struct session_answer *a);

/* draw.c */
void source_draw(struct ui *ui, struct rect area, bool focused);
void source_rule(struct ui *ui, struct buf *name, struct buf *summary);
void source_describe(struct ui *ui, enum part part, struct buf *out);
enum printed source_print(struct ui *ui, enum print_form form, struct buf *out);

#endif
