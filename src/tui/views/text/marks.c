/* The list of marks. */
#include <string.h>

#include "base/unit.h"
#include "app/filter_line.h"
#include "tui/explorer/action.h"

/* What the function costs in the table that is shown; nothing if it has no row there. */
static void put_value(const struct ui *ui, const struct selected *s, struct buf *out)
{
	const struct cprof_table *t = ui->table;
	for (size_t i = 0; t != NULL && s->set && i < t->count; i++) {
		const struct cprof_row *row = &t->row[i];
		if (strcmp(row->where_function, s->where_function) != 0 ||
		    strcmp(row->name, s->name) != 0)
			continue;
		ui_put_value(ui, &t->unit, row->cum, out);
		return;
	}
}

static void draw_mark(struct ui *ui, const struct mark *mark, int row, const struct rect *area,
		      enum style style)
{
	const struct snapshot *s = &mark->snapshot;
	struct buf value = BUF_INIT, what = BUF_INIT;
	put_value(ui, &s->selected, &value);
	canvas_printf(&ui->canvas, row, area->col + 2, style, "%c", mark->letter);
	canvas_right(&ui->canvas, row, area->col + 16, style, buf_text(&value));
	canvas_puts(&ui->canvas, row, area->col + 18, style, ui->view[s->focus]->name);
	buf_puts(&what, s->selected.set ? s->selected.name : "");
	if (s->selected.set && s->selected.exact)
		buf_printf(&what, ":%ld", (long)s->selected.where_line);
	if (cprof_query_filtered(&s->asked.query)) {
		buf_puts(&what, "  ");
		filter_line_print(&s->asked.query, &what);
	}
	canvas_name(&ui->canvas, row, area->col + 27, area->cols - 28, style, buf_text(&what));
	buf_done(&value);
	buf_done(&what);
}

static size_t marks_count(struct ui *ui)
{
	return ui->past.marks.count;
}

static void marks_draw(struct ui *ui, struct rect area, bool focused)
{
	canvas_right(&ui->canvas, area.row, area.col + 16, STYLE_HEADING, "CUM");
	canvas_puts(&ui->canvas, area.row, area.col + 18, STYLE_HEADING, "VIEW     PLACE");
	if (ui->past.marks.count == 0)
		canvas_puts(&ui->canvas, area.row + 1, area.col + 2, STYLE_DIM,
			    "no marks; m and a letter sets one");
	struct list_rows r = list_draw(ui_list(ui, VIEW_marks), &ui->canvas, area, 1, focused,
				       STYLE_NORMAL);
	while (list_next(&r))
		draw_mark(ui, &ui->past.marks.at[r.at], r.row, &area, r.style);
}

static bool marks_status(struct ui *ui, enum status text, bool brief, struct buf *out)
{
	const struct list *l = ui_list(ui, VIEW_marks);
	(void)brief;
	if (text == STATUS_NAME && l->cursor < ui->past.marks.count &&
	    ui->past.marks.at[l->cursor].snapshot.selected.set)
		buf_puts(out, ui->past.marks.at[l->cursor].snapshot.selected.name);
	return text == STATUS_NAME || text == STATUS_DETAIL;
}

const struct view view_marks = {
	.name = "marks",
	.title = "MARKS",
	.help = "marks with what they are on",
	.context = KEYS_MARKS,
	.overlay = true,
	.size = sizeof(struct list),
	.count = marks_count,
	.draw = marks_draw,
	.status = marks_status,
};

ACTION_CALL(marks, "marks", "list the marks", ui_open_overlay(ui, VIEW_marks));

static void action_use_mark(struct ui *ui)
{
	const struct list *l = ui_list(ui, VIEW_marks);
	if (l->cursor < ui->past.marks.count)
		marks_jump(ui, ui->past.marks.at[l->cursor].letter);
}
ACTION_RECORD(use_mark, "use-mark", "go to the mark at the cursor");

static void action_drop_mark(struct ui *ui)
{
	const struct list *l = ui_list(ui, VIEW_marks);
	if (l->cursor < ui->past.marks.count)
		marks_remove(ui, l->cursor);
}
ACTION_RECORD(drop_mark, "drop-mark", "remove the mark at the cursor");
