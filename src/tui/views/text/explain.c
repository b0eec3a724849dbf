/* What every number of a row means, in words with its values: a panel above the list. Its text is
 * the view's that was in front. */
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "tui/explorer/action.h"

#define MARGIN 2

struct explain {
	char *title;
	char *text;
	VEC(struct broken_line) line;
	int cols; /* that the lines were broken for */
	size_t cursor, scroll, rows;
};

static void *explain_open(struct ui *ui)
{
	struct explain *e = xcalloc(1, sizeof *e);
	(void)ui;
	e->title = xstrdup("");
	e->text = xstrdup("");
	return e;
}

static void explain_close(void *state)
{
	struct explain *e = state;
	free(e->title);
	free(e->text);
	VEC_DONE(&e->line);
	free(e);
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

struct broken_line view_break(const char **at, const char *start, const char *end, int cols,
			      bool ascii)
{
	struct broken_line line = { *at, 0, *at > start };
	if (*at < end)
		line.length = fitting(*at, end, cols - (line.more ? VIEW_INDENT : 0), ascii);
	*at += line.length;
	while (*at < end && **at == ' ')
		++*at;
	return line;
}

static void break_lines(struct ui *ui, struct explain *e)
{
	int cols = ui->canvas.cols - MARGIN - 1;
	if (cols < 8)
		cols = 8;
	e->cols = ui->canvas.cols;
	e->line.count = 0;
	for (const char *at = e->text; *at != '\0';) {
		const char *start = at, *end = at + strcspn(at, "\n");
		while (at < end) {
			struct broken_line line = view_break(&at, start, end, cols,
							     ui->canvas.ascii);
			VEC_PUSH(&e->line, line);
		}
		at += *at == '\n';
	}
}

static int explain_height(struct ui *ui, void *state)
{
	struct explain *e = state;
	if (e->cols != ui->canvas.cols)
		break_lines(ui, e);
	return (int)e->line.count + 1;
}

static void explain_draw(struct ui *ui, void *state, struct rect area, bool focused)
{
	struct explain *e = state;
	struct canvas *c = &ui->canvas;
	(void)focused;
	explain_height(ui, e);
	canvas_fill(c, area.row, area.col, area.cols, STYLE_HEADING, ' ');
	canvas_name(c, area.row, area.col + 1, area.cols - 2, STYLE_HEADING, e->title);
	e->rows = area.rows > 1 ? (size_t)area.rows - 1 : 0;
	view_move_cursor(MOTION_LEFT, e->line.count, e->rows, &e->cursor, &e->scroll);
	for (size_t i = 0; i < e->rows && e->scroll + i < e->line.count; i++) {
		const struct broken_line *l = &e->line.at[e->scroll + i];
		int row = area.row + 1 + (int)i;
		int col = area.col + MARGIN + (l->more ? VIEW_INDENT : 0);
		canvas_text(c, row, col, area.cols - MARGIN, 0, STYLE_NORMAL, l->text, l->length);
		size_t head = 0;
		while (head + 1 < l->length && memcmp(l->text + head, ": ", 2) != 0)
			head++;
		if (!l->more && head + 1 < l->length)
			canvas_restyle(c, row, col, (int)utf8_width(l->text, head, c->ascii),
				       STYLE_KEY);
	}
}

static void explain_position(struct ui *ui, void *state, bool brief, struct buf *out)
{
	const struct explain *e = state;
	size_t last = e->scroll + e->rows;
	(void)ui;
	(void)brief;
	if (last > e->line.count)
		last = e->line.count;
	buf_printf(out, "lines %s to %s of %s",
		   unit_count(e->line.count > 0 ? e->scroll + 1 : 0).text, unit_count(last).text,
		   unit_count(e->line.count).text);
}

static void explain_move(struct ui *ui, void *state, enum motion motion)
{
	struct explain *e = state;
	size_t top;
	(void)ui;
	/* Nothing is at the cursor: the text scrolls. */
	if (motion == MOTION_UP || motion == MOTION_SCROLL_UP)
		e->cursor = e->scroll > 0 ? e->scroll - 1 : 0;
	else if (motion == MOTION_DOWN || motion == MOTION_SCROLL_DOWN)
		e->cursor = e->scroll + e->rows;
	top = e->cursor;
	view_move_cursor(motion == MOTION_UP || motion == MOTION_DOWN ? MOTION_LEFT : motion,
			 e->line.count, e->rows, &top, &e->scroll);
	e->cursor = top;
}

static enum printed explain_print(struct ui *ui, void *state, enum print_form form,
				  struct buf *out)
{
	const struct explain *e = state;
	(void)ui;
	if (form != PRINT_TEXT)
		return PRINT_NO_FORM;
	buf_puts(out, e->text);
	return PRINTED;
}

const struct view view_explain = {
	.name = "explain",
	.title = "EXPLAIN",
	.help = "every number of a row in words",
	.context = KEYS_PAGER,
	.overlay = true,
	.open = explain_open,
	.close = explain_close,
	.height = explain_height,
	.draw = explain_draw,
	.position = explain_position,
	.move = explain_move,
	.print = explain_print,
};

/* The row in front in words; again: closes them. */
static void action_explain(struct ui *ui)
{
	struct explain *e = ui_state(ui, VIEW_explain);
	struct buf text = BUF_INIT;
	if (ui->overlay == VIEW_explain) {
		ui_close_overlay(ui);
		return;
	}
	const struct view *view = ui_view(ui);
	if (view->explain != NULL)
		view->explain(ui, ui->state[ui_front(ui)], &text);
	if (text.size == 0) {
		ui_message(ui, "there is no number here to explain");
		buf_done(&text);
		return;
	}
	free(e->title);
	free(e->text);
	e->title = xasprintf("what the numbers of this row are  (%s)", view->name);
	e->text = buf_take(&text);
	e->cols = -1;
	e->cursor = e->scroll = 0;
	ui_open_overlay(ui, VIEW_explain);
}
ACTION_RECORD(explain, "explain", "explain every number of the row");
