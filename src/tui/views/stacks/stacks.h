/* The stacks view's state, shared by its files. */
#ifndef TUI_VIEWS_STACKS_STACKS_H
#define TUI_VIEWS_STACKS_STACKS_H

#include <cprof/stacks.h>

#include "tui/explorer/ui.h"

#define STACKS_SAMPLE SIZE_MAX /* in stacks_row.frame */

/* A row: a sample, or a frame of an open one. */
struct stacks_row {
	size_t stack;
	size_t frame; /* of its stack, leaf first; STACKS_SAMPLE: the sample itself */
};

struct stacks {
	struct list list;
	struct cprof_stacks *found; /* NULL before the first answer */
	char *function, *file;      /* whose samples; NULL: all */
	bool all;                   /* the user wants all samples */
	int64_t limit;              /* 0: the analysis's own */
	char *why;                  /* why there is nothing; NULL */
	VEC(struct stacks_row) row; /* without the last one, for what is not listed */
	VEC(size_t) open;           /* numbers of samples whose frames are shown */
	int value_width, label_width;
};

/* view.c: the sample and the frame at a row; NULL: none. */
const struct cprof_stack *stacks_stack(const struct stacks *s, size_t row);
const struct cprof_stack_frame *stacks_frame(const struct stacks *s, size_t row);

/* The frame at the cursor, of a sample its leaf; NULL: none. */
const struct cprof_stack_frame *stacks_here(const struct stacks *s);

/* Makes the rows anew: what was found, or what is open, has changed. */
void stacks_make_rows(struct stacks *s);

/* The row of a sample, or of one of its frames; the first row if it is gone. */
size_t stacks_row_of(const struct stacks *s, size_t sample, size_t frame);

/* Asks for the samples as it stands; for all of them. */
void stacks_ask(struct ui *ui, struct stacks *s);
void stacks_ask_all(struct ui *ui, struct stacks *s);

/* draw.c */
void stacks_draw(struct ui *ui, struct rect area, bool focused);
void stacks_measure(const struct ui *ui, struct stacks *s);
void stacks_describe(struct ui *ui, enum part part, struct buf *out);
enum printed stacks_print(struct ui *ui, enum print_form form, struct buf *out);

#endif
