/* The list of marks. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/filter_line.h"
#include "tui/explorer/marks.h"
#include "tui/explorer/action.h"

struct marks {
	size_t cursor, scroll, rows;
};

static void *marks_open(struct ui *ui)
{
	(void)ui;
	return xcalloc(1, sizeof(struct marks));
}

static void marks_close(void *state)
{
	free(state);
}

/* What the function costs in the table that is shown; nothing if it has no row there. */
static void put_value(const struct ui *ui, const struct selected *s, struct buf *out)
{
	const struct cprof_table *t = ui->table;
	for (size_t i = 0; t != NULL && s->set && i < t->count; i++) {
		const struct cprof_row *row = &t->row[i];
		if (strcmp(row->where_function, s->where_function) != 0 ||
		    strcmp(row->name, s->name) != 0)
			continue;
		ui_put_sign(ui, row->cum, out);
		cprof_table_value(t, out, row->cum);
		return;
	}
}

static void draw_mark(struct ui *ui, const struct mark *mark, int row, const struct rect *area,
		      bool at_cursor)
{
	const struct place *p = &mark->place;
	enum style style = at_cursor ? STYLE_CURSOR : STYLE_NORMAL;
	struct buf value = BUF_INIT, what = BUF_INIT;
	canvas_fill(&ui->canvas, row, area->col, area->cols, style, ' ');
	if (at_cursor)
		canvas_puts(&ui->canvas, row, area->col, style, ">");
	put_value(ui, &p->selected, &value);
	canvas_printf(&ui->canvas, row, area->col + 2, style, "%c", mark->letter);
	canvas_right(&ui->canvas, row, area->col + 16, style, buf_text(&value));
	canvas_puts(&ui->canvas, row, area->col + 18, style, ui->view[p->focus]->name);
	buf_puts(&what, p->selected.set ? p->selected.name : "");
	if (p->selected.set && p->selected.exact)
		buf_printf(&what, ":%ld", (long)p->selected.where_line);
	if (cprof_query_filtered(&p->view_query.query)) {
		buf_puts(&what, "  ");
		filter_line_print(&p->view_query.query, &what);
	}
	canvas_name(&ui->canvas, row, area->col + 27, area->cols - 28, style, buf_text(&what));
	buf_done(&value);
	buf_done(&what);
}

static void marks_draw(struct ui *ui, void *state, struct rect area, bool focused)
{
	struct marks *m = state;
	(void)focused;
	canvas_right(&ui->canvas, area.row, area.col + 16, STYLE_HEADING, "CUM");
	canvas_puts(&ui->canvas, area.row, area.col + 18, STYLE_HEADING, "VIEW     PLACE");
	m->rows = area.rows > 1 ? (size_t)area.rows - 1 : 0;
	view_move_cursor(MOTION_LEFT, ui->marks.count, m->rows, &m->cursor, &m->scroll);
	if (ui->marks.count == 0)
		canvas_puts(&ui->canvas, area.row + 1, area.col + 2, STYLE_DIM,
			    "no marks; m and a letter sets one");
	for (size_t i = 0; i < m->rows && m->scroll + i < ui->marks.count; i++)
		draw_mark(ui, &ui->marks.at[m->scroll + i], area.row + 1 + (int)i, &area,
			  m->scroll + i == m->cursor);
}

static void marks_position(struct ui *ui, void *state, bool brief, struct buf *out)
{
	const struct marks *m = state;
	(void)brief;
	buf_printf(out, "%zu of %zu", ui->marks.count > 0 ? m->cursor + 1 : 0, ui->marks.count);
}

static void marks_subject(struct ui *ui, void *state, struct buf *name, struct buf *place)
{
	const struct marks *m = state;
	(void)place;
	if (m->cursor < ui->marks.count && ui->marks.at[m->cursor].place.selected.set)
		buf_puts(name, ui->marks.at[m->cursor].place.selected.name);
}

static void marks_move(struct ui *ui, void *state, enum motion motion)
{
	struct marks *m = state;
	view_move_cursor(motion, ui->marks.count, m->rows, &m->cursor, &m->scroll);
}

static enum click marks_click(struct ui *ui, void *state, int row, int col, struct rect area)
{
	struct marks *m = state;
	bool hit = view_click_cursor(row - area.row - 1, ui->marks.count, m->rows, &m->cursor,
				     m->scroll);
	(void)col;
	return hit ? CLICK_ROW : CLICK_NOTHING;
}

const struct view view_marks = {
	.name = "marks",
	.title = "MARKS",
	.help = "marks with what they are on",
	.context = KEYS_MARKS,
	.overlay = true,
	.open = marks_open,
	.close = marks_close,
	.draw = marks_draw,
	.position = marks_position,
	.subject = marks_subject,
	.move = marks_move,
	.click = marks_click,
};

static void action_marks(struct ui *ui)
{
	ui_open_overlay(ui, VIEW_marks);
}
ACTION_RECORD(marks, "marks", "list the marks");

static void action_use_mark(struct ui *ui)
{
	const struct marks *m = ui_state(ui, VIEW_marks);
	if (m->cursor < ui->marks.count)
		marks_jump(ui, ui->marks.at[m->cursor].letter);
}
ACTION_RECORD(use_mark, "use-mark", "go to the mark at the cursor");

static void action_drop_mark(struct ui *ui)
{
	const struct marks *m = ui_state(ui, VIEW_marks);
	if (m->cursor < ui->marks.count)
		marks_remove(ui, m->cursor);
}
ACTION_RECORD(drop_mark, "drop-mark", "remove the mark at the cursor");
