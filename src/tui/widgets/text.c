/* Lines are borrowed from texts that whoever made them keeps; a text of its own is kept here. */
#include "tui/widgets/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/utf8.h"
#include "base/xalloc.h"

void text_done(void *text)
{
	struct text *t = text;
	VEC_DONE(&t->line);
	free(t->title);
	free(t->body);
}

void text_clear(struct text *t)
{
	t->list.count = t->line.count = 0;
}

void text_add(struct text *t, struct text_line line)
{
	VEC_PUSH(&t->line, line);
	t->list.count = t->line.count;
}

void text_add_lines(struct text *t, const char *body)
{
	for (const char *at = body; *at != '\0';) {
		size_t length = strcspn(at, "\n");
		text_add(t, (struct text_line){ .text = at, .length = length });
		at += length + (at[length] == '\n');
	}
}

void text_set(struct text *t, const char *title, const char *body)
{
	char *new_title = xstrdup(title), *new_body = xstrdup(body);
	text_done(t);
	list_done(&t->list);
	*t = (struct text){ .list.rows = t->list.rows, .title = new_title, .body = new_body };
	text_add_lines(t, t->body);
}

/* How much of [at, end) stands in `cols` columns: up to a blank if there is one, else as much as
 * fits. */
static size_t fitting(const char *at, const char *end, int cols, bool ascii)
{
	const char *stop = at, *blank = NULL;
	int width = 0;
	while (stop < end) {
		struct utf8_glyph g = utf8_glyph(stop, end, ascii);
		if (width + g.width > cols)
			break;
		if (*stop == ' ')
			blank = stop;
		width += g.width;
		stop = g.next;
	}
	if (stop < end && blank != NULL && blank > at)
		return (size_t)(blank - at);
	return stop > at ? (size_t)(stop - at) : 1;
}

struct text_line text_break(const char **at, const char *start, const char *end, int cols,
			    bool ascii)
{
	struct text_line line = { .text = *at, .more = *at > start };
	if (*at < end)
		line.length = fitting(*at, end, cols - (line.more ? TEXT_INDENT : 0), ascii);
	*at += line.length;
	while (*at < end && **at == ' ')
		++*at;
	return line;
}

void text_add_broken(struct text *t, const char *text, size_t length, int cols, bool ascii)
{
	const char *at = text, *end = text + length;
	do
		text_add(t, text_break(&at, text, end, cols, ascii));
	while (at < end);
}

void text_scroll(struct text *t, enum motion motion)
{
	struct list *l = &t->list;
	/* The lines that can be the first in sight; a screen without room scrolls as if it had
	 * some. */
	size_t rows = l->rows > 0 ? l->rows : 1;
	struct list tops = { .count = l->count > rows ? l->count - rows + 1 : 1,
			     .cursor = l->scroll,
			     .rows = rows };
	if (motion == MOTION_LEFT || motion == MOTION_RIGHT) {
		list_move(l, motion);
		return;
	}
	if (motion == MOTION_SCROLL_UP || motion == MOTION_SCROLL_DOWN)
		for (int i = 0; i < 3; i++)
			list_move(&tops, motion == MOTION_SCROLL_UP ? MOTION_UP : MOTION_DOWN);
	else
		list_move(&tops, motion);
	l->scroll = l->cursor = tops.cursor;
}

struct list_rows text_draw(struct text *t, struct canvas *c, struct rect area)
{
	canvas_fill(c, area.row, area.col, area.cols, STYLE_HEADING, ' ');
	if (t->title != NULL)
		canvas_name(c, area.row, area.col + 1, area.cols - 2, STYLE_HEADING, t->title);
	struct list_rows r = list_draw(&t->list, c, area, 1, false, STYLE_NORMAL);
	r.mark = false;
	return r;
}

void text_put_range(const struct text *t, struct buf *out)
{
	const struct list *l = &t->list;
	size_t last = l->scroll + l->rows < l->count ? l->scroll + l->rows : l->count;
	buf_printf(out, "lines %s to %s of %s", unit_count(l->count > 0 ? l->scroll + 1 : 0).text,
		   unit_count(last).text, unit_count(l->count).text);
}

const char *text_get(const void *text, size_t row, size_t *length)
{
	const struct text *t = text;
	*length = t->line.at[row].length;
	return t->line.at[row].text;
}

static bool matches(const struct list *l, text_of_row *get, size_t row)
{
	size_t length;
	const char *text = get(l, row, &length);
	return text != NULL && narrow_matches(l->narrow, text, length);
}

/* Matches before the row; in all, if it is the last one. */
static size_t count_matches(const struct list *l, text_of_row *get, size_t end)
{
	size_t count = 0;
	for (size_t i = 0; i < end && l->narrow != NULL; i++)
		count += matches(l, get, i);
	return count;
}

void text_put_matches(const struct list *l, text_of_row *get, struct buf *out)
{
	if (l->narrow != NULL)
		buf_printf(out, "%s lines match", unit_count(count_matches(l, get, l->count)).text);
}

/* Puts the cursor on the next match; false if there is none. */
static bool go_to_match(struct list *l, text_of_row *get, int direction)
{
	size_t at = l->cursor;
	for (size_t left = l->count; left > 0; left--) {
		at = (at + (direction > 0 ? 1 : l->count - 1)) % l->count;
		if (matches(l, get, at)) {
			list_go_to(l, at);
			return true;
		}
	}
	return false;
}

bool text_step(struct list *l, text_of_row *get, int direction, struct buf *said)
{
	size_t before = l->cursor;
	if (l->narrow == NULL || l->count == 0) {
		buf_puts(said, "no pattern; / searches the text");
		return false;
	}
	if (!go_to_match(l, get, direction)) {
		buf_printf(said, "no line matches %s", narrow_pattern(l->narrow));
		return false;
	}
	bool round = direction > 0 ? l->cursor <= before : l->cursor >= before;
	buf_printf(said, "%smatch %s of %s", round ? "round the end: " : "",
		   unit_count(count_matches(l, get, l->cursor + 1)).text,
		   unit_count(count_matches(l, get, l->count)).text);
	return true;
}

void text_search(struct list *l, text_of_row *get, struct narrow *narrow, enum search search,
		 struct buf *said)
{
	if (search == SEARCH_OPENED) {
		l->cursor_before = l->cursor;
		l->scroll_before = l->scroll;
		return;
	}
	if (search == SEARCH_CANCELLED && l->cursor_before < l->count) {
		l->cursor = l->cursor_before;
		l->scroll = l->scroll_before;
	}
	list_narrow(l, narrow);
	if (narrow != NULL && l->cursor < l->count && !matches(l, get, l->cursor) &&
	    !go_to_match(l, get, 1))
		buf_printf(said, "no line matches %s", narrow_pattern(narrow));
}
