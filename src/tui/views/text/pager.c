/* The pager: reports as text, help, options, messages. `/` marks, n and N go from match to match,
 * S saves. Its whole state is a text. */
#include "tui/explorer/action.h"

static void pager_draw(struct ui *ui, struct rect area, bool focused)
{
	struct text *t = ui_state(ui, VIEW_pager);
	struct list_rows r = text_draw(t, &ui->canvas, area);
	int col = area.col + 1, cols = area.cols - 1;
	(void)focused;
	while (list_next(&r)) {
		const struct text_line *l = &t->line.at[r.at];
		/* There is no cursor to be seen before a search. */
		bool here = t->list.narrow != NULL && r.at == t->list.cursor;
		canvas_part(&ui->canvas, r.row, col, cols, t->list.left,
			    here ? STYLE_CURSOR : STYLE_NORMAL, l->text, l->length);
		list_mark(&t->list, &ui->canvas, r.row, col, cols, t->list.left, l->text,
			  l->length);
	}
}

static enum printed pager_print(struct ui *ui, enum print_form form, struct buf *out)
{
	const struct text *t = ui_state(ui, VIEW_pager);
	if (form != PRINT_TEXT)
		return PRINT_NO_FORM;
	buf_puts(out, t->body);
	return PRINTED;
}

const struct view view_pager = {
	.name = "pager",
	.title = "TEXT",
	.help = "reports as text, help, options, messages",
	.context = KEYS_PAGER,
	.overlay = true,
	.scrolls = true,
	.size = sizeof(struct text),
	.done = text_done,
	.line = text_get,
	.draw = pager_draw,
	.print = pager_print,
};

static enum cprof_status page_run(struct call *call, struct cprof_error *err)
{
	return ui_page_report(call->front, call->rest, err);
}

static const char *page_complete(const struct interpreter *in, size_t n)
{
	(void)in;
	for (size_t i = 0; cprof_reports[i] != NULL; i++)
		if (cprof_reports[i]->run != NULL && n-- == 0)
			return cprof_reports[i]->name;
	return NULL;
}

const struct command command_action_page = {
	.name = "page",
	.usage = "REPORT",
	.help = "show a report as batch prints it",
	.least = 1,
	.most = -1,
	.run = page_run,
	.complete = page_complete,
};
