/* The cursor stays among the rows and in sight, whatever moves it; a list that has not been drawn
 * yet has no room for rows. */
#include "tui/widgets/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"

#define SCROLL_ROWS 3
#define SIDE_COLS 8

void list_done(struct list *l)
{
	narrow_free(l->narrow);
	free(l->before);
}

void list_clamp(struct list *l)
{
	if (l->cursor >= l->count)
		l->cursor = l->count > 0 ? l->count - 1 : 0;
	if (l->scroll + l->rows > l->count)
		l->scroll = l->count > l->rows ? l->count - l->rows : 0;
	if (l->cursor < l->scroll)
		l->scroll = l->cursor;
	if (l->rows > 0 && l->cursor >= l->scroll + l->rows)
		l->scroll = l->cursor - l->rows + 1;
}

static void go_by(size_t *at, size_t step, bool down)
{
	if (down)
		*at += step;
	else
		*at = *at > step ? *at - step : 0;
}

static void go_page(struct list *l, bool down)
{
	size_t page = l->rows > 1 ? l->rows - 1 : 1;
	go_by(&l->cursor, page, down);
	if (page > 1)
		go_by(&l->scroll, page, down);
}

/* The rows move, the cursor stays where it is as long as it is in sight. */
static void roll(struct list *l, bool down)
{
	if (l->rows == 0)
		return;
	go_by(&l->scroll, SCROLL_ROWS, down);
	if (l->scroll + l->rows > l->count)
		l->scroll = l->count > l->rows ? l->count - l->rows : 0;
	if (l->cursor < l->scroll)
		l->cursor = l->scroll;
	if (l->cursor >= l->scroll + l->rows)
		l->cursor = l->scroll + l->rows - 1;
}

static void put_in_the_middle(struct list *l)
{
	l->scroll = l->cursor > l->rows / 2 ? l->cursor - l->rows / 2 : 0;
}

void list_move(struct list *l, enum motion motion)
{
	switch (motion) {
	case MOTION_UP:
	case MOTION_DOWN:
		go_by(&l->cursor, 1, motion == MOTION_DOWN);
		break;
	case MOTION_PAGE_UP:
	case MOTION_PAGE_DOWN:
		go_page(l, motion == MOTION_PAGE_DOWN);
		break;
	case MOTION_HALF_UP:
	case MOTION_HALF_DOWN:
		go_by(&l->cursor, (l->rows + 1) / 2, motion == MOTION_HALF_DOWN);
		break;
	case MOTION_FIRST:
		l->cursor = 0;
		break;
	case MOTION_LAST:
		l->cursor = l->count;
		break;
	case MOTION_LEFT:
		l->left = l->left > SIDE_COLS ? l->left - SIDE_COLS : 0;
		break;
	case MOTION_RIGHT:
		l->left += SIDE_COLS;
		break;
	case MOTION_CENTRE:
		put_in_the_middle(l);
		break;
	case MOTION_SCROLL_UP:
	case MOTION_SCROLL_DOWN:
		roll(l, motion == MOTION_SCROLL_DOWN);
		break;
	case MOTION_NEXT:
	case MOTION_PREVIOUS:
	case MOTION_TO:
		break;
	}
	list_clamp(l);
}

void list_go_to(struct list *l, size_t row)
{
	l->cursor = row;
	if (row < l->scroll || row >= l->scroll + l->rows)
		put_in_the_middle(l);
}

bool list_click(struct list *l, int row)
{
	size_t at = l->scroll + (size_t)(row - l->top);
	if (row < l->top || at >= l->scroll + l->rows || at >= l->count)
		return false;
	l->cursor = at;
	return true;
}

void list_narrow(struct list *l, struct narrow *narrow)
{
	narrow_free(l->narrow);
	l->narrow = narrow;
}

void list_narrow_to(struct list *l, const char *pattern)
{
	struct cprof_error ignored = CPROF_ERROR_INIT;
	struct narrow *narrow = NULL;
	if (pattern != NULL && narrow_new(pattern, &narrow, &ignored) != CPROF_OK)
		narrow = NULL;
	cprof_error_done(&ignored);
	list_narrow(l, narrow);
}

bool list_step(const struct list *l, int direction, enum motion *motion, struct buf *said)
{
	bool at_end = direction > 0 ? l->cursor + 1 >= l->count : l->cursor == 0;
	if (l->narrow == NULL || l->count == 0) {
		buf_puts(said,
			 l->narrow == NULL ? "no pattern; / narrows the list" : "no row matches");
		return false;
	}
	*motion = direction > 0 ? MOTION_DOWN : MOTION_UP;
	if (at_end) {
		*motion = direction > 0 ? MOTION_FIRST : MOTION_LAST;
		buf_puts(said, "round the end");
	}
	return true;
}

struct list_rows list_draw(struct list *l, struct canvas *c, struct rect area, int above,
			   bool focused, enum style plain)
{
	l->rows = area.rows > above ? (size_t)(area.rows - above) : 0;
	l->top = area.row + above;
	list_clamp(l);
	return (struct list_rows){ .list = l,
				   .canvas = c,
				   .area = area,
				   .focused = focused,
				   .mark = true,
				   .plain = plain,
				   .at = l->scroll,
				   .row = l->top - 1 };
}

bool list_next(struct list_rows *r)
{
	const struct list *l = r->list;
	size_t drawn = (size_t)(++r->row - l->top);
	r->at = l->scroll + drawn;
	if (drawn >= l->rows || r->at >= l->count)
		return false;
	bool here = r->at == l->cursor;
	r->style = here && r->focused ? STYLE_CURSOR : r->plain;
	if (here && r->focused)
		canvas_fill(r->canvas, r->row, r->area.col, r->area.cols, r->style, ' ');
	if (here && r->mark)
		canvas_puts(r->canvas, r->row, r->area.col, r->style, ">");
	return true;
}

void list_mark(const struct list *l, struct canvas *c, int row, int col, int cols, int left,
	       const char *text, size_t length)
{
	size_t from = 0, start, end;
	while (l->narrow != NULL && from <= length &&
	       narrow_find(l->narrow, text, length, from, &start, &end)) {
		/* Tabs shift columns: the text up to there is measured from its beginning. */
		int first = canvas_width(text, start, c->ascii) - left;
		int behind = canvas_width(text, end, c->ascii) - left;
		if (first >= 0 && first < cols && behind > first)
			canvas_restyle(c, row, col + first, (behind < cols ? behind : cols) - first,
				       STYLE_MATCH);
		from = end > start ? end : end + 1;
	}
}

int list_draw_name(const struct list *l, struct canvas *c, int row, int col, int cols,
		   enum style style, const char *name, const char *marked)
{
	size_t length = strlen(name), part = marked != NULL ? strlen(marked) : 0;
	if (l->left > 0)
		return canvas_text(c, row, col, cols, l->left, style, name, length);
	int end = canvas_name(c, row, col, cols, style, name);
	if (style == STYLE_NORMAL && marked != NULL && strncmp(name, marked, part) == 0 &&
	    (int)utf8_width(name, length, c->ascii) <= cols)
		list_mark(l, c, row, col, cols, 0, marked, part);
	return end;
}
