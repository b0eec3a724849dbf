/* A text on a part of the screen: it is broken for it, scrolls to all sides, and a pattern is
 * marked and looked for in it. */
#ifndef TUI_WIDGETS_TEXT_H
#define TUI_WIDGETS_TEXT_H

#include "base/vec.h"
#include "tui/widgets/list.h"

#define TEXT_INDENT 2 /* columns, of a line that goes on with the one above */

struct text_line {
	const char *text; /* borrowed */
	size_t length;
	bool heading;
	bool more; /* goes on with the line above, and stands further to the right */
};

/* The state of a view that shows one begins with it. */
struct text {
	struct list list; /* of the lines */
	VEC(struct text_line) line;
	char *title, *body; /* NULL: lines come from elsewhere */
};

/* Frees the lines; the list is whoever's it was begun by. */
void text_done(void *text);

/* Shows another text from its beginning, a line for each of its own. Both are copied. */
void text_set(struct text *t, const char *title, const char *body);

/* Takes all lines away; adds one; adds the lines of a text; adds a text as lines of so many
 * columns. */
void text_clear(struct text *t);
void text_add(struct text *t, struct text_line line);
void text_add_lines(struct text *t, const char *body);
void text_add_broken(struct text *t, const char *text, size_t length, int cols, bool ascii);

/* The next line of so many columns of the text [start, end), from *at on, which is moved behind it
 * and the blanks that follow: it ends at a blank if there is one. */
struct text_line text_break(const char **at, const char *start, const char *end, int cols,
			    bool ascii);

/* Moves a text without a cursor: all of it scrolls. */
void text_scroll(struct text *t, enum motion motion);

/* Draws it so, with its title above. `left` columns in front are blank. */
struct list_rows text_draw(struct text *t, struct canvas *c, struct rect area);

/* "lines 1 to 20 of 90" */
void text_put_range(const struct text *t, struct buf *out);

/* What is searched: a list whose rows have texts, its own or borrowed ones. */
typedef const char *text_of_row(const void *list, size_t row, size_t *length);

/* The lines of a struct text. */
const char *text_get(const void *text, size_t row, size_t *length);

/* Takes a pattern over and goes to its first match from the cursor on; says it if there is none. */
void text_search(struct list *l, text_of_row *get, struct narrow *narrow, enum search search,
		 struct buf *said);

/* Goes to the next match or the one before, round the end; says which one of how many it is. False,
 * with a word, if there is none. */
bool text_step(struct list *l, text_of_row *get, int direction, struct buf *said);

/* "3 lines match" */
void text_put_matches(const struct list *l, text_of_row *get, struct buf *out);

#endif
