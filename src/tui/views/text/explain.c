/* What every number of a row means, in words with its values: a panel above the list. Its text is
 * the view's that was in front. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "tui/explorer/action.h"

#define MARGIN 2

struct explain {
	struct text text;
	int cols; /* that the lines were broken for */
};

/* Breaks the lines for the screen as it is. */
static size_t explain_count(struct ui *ui)
{
	struct explain *e = ui_state(ui, VIEW_explain);
	int cols = ui->canvas.cols - MARGIN - 1;
	const char *at = e->text.body;
	if (e->cols == ui->canvas.cols || at == NULL)
		return e->text.list.count;
	e->cols = ui->canvas.cols;
	for (text_clear(&e->text); *at != '\0'; at += strspn(at, "\n")) {
		size_t length = strcspn(at, "\n");
		text_add_broken(&e->text, at, length, cols > 8 ? cols : 8, ui->canvas.ascii);
		at += length;
	}
	return e->text.list.count;
}

/* What stands before the colon is like a key. */
static void draw_line(struct canvas *c, int row, const struct rect *area, const struct text_line *l)
{
	int col = area->col + MARGIN + (l->more ? TEXT_INDENT : 0);
	size_t head = 0;
	canvas_text(c, row, col, area->cols - MARGIN, 0, STYLE_NORMAL, l->text, l->length);
	while (head + 1 < l->length && memcmp(l->text + head, ": ", 2) != 0)
		head++;
	if (!l->more && head + 1 < l->length)
		canvas_restyle(c, row, col, (int)utf8_width(l->text, head, c->ascii), STYLE_KEY);
}

static void explain_draw(struct ui *ui, struct rect area, bool focused)
{
	struct explain *e = ui_state(ui, VIEW_explain);
	(void)focused;
	explain_count(ui);
	struct list_rows r = text_draw(&e->text, &ui->canvas, area);
	while (list_next(&r))
		draw_line(&ui->canvas, r.row, &area, &e->text.line.at[r.at]);
}

static enum printed explain_print(struct ui *ui, enum print_form form, struct buf *out)
{
	const struct explain *e = ui_state(ui, VIEW_explain);
	buf_puts(out, e->text.body);
	return form == PRINT_TEXT ? PRINTED : PRINT_NO_FORM;
}

const struct view view_explain = {
	.name = "explain",
	.title = "EXPLAIN",
	.help = "every number of a row in words",
	.context = KEYS_PAGER,
	.overlay = true,
	.scrolls = true,
	.low = true,
	.size = sizeof(struct explain),
	.done = text_done,
	.count = explain_count,
	.draw = explain_draw,
	.print = explain_print,
};

/* The row in front in words; again: closes them. */
static void action_explain(struct ui *ui)
{
	struct explain *e = ui_state(ui, VIEW_explain);
	struct buf text = BUF_INIT;
	if (ui->panes.overlay == VIEW_explain) {
		ui_close_overlay(ui);
		return;
	}
	ui_describe(ui, ui_front(ui), PART_EXPLANATION, &text);
	if (text.size == 0) {
		ui_message(ui, "there is no number here to explain");
	} else {
		char *title = xasprintf("what the numbers of this row are  (%s)",
					ui_view(ui)->name);
		text_set(&e->text, title, buf_text(&text));
		free(title);
		e->cols = -1;
		ui_open_overlay(ui, VIEW_explain);
	}
	buf_done(&text);
}
ACTION_RECORD(explain, "explain", "explain every number of the row");
