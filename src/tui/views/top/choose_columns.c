/* The columns to choose from: those that are shown first, in their order. */
#include <string.h>

#include "tui/explorer/action.h"
#include "tui/views/top/top.h"

static const struct top *the_table(struct ui *ui)
{
	return ui_state(ui, VIEW_top);
}

static size_t count_shown(const struct top *t)
{
	size_t count = 0;
	while (count < TOP_COLUMNS && t->column[count] != NULL)
		count++;
	return count;
}

static bool is_shown(const struct top *t, const struct cprof_column *column)
{
	for (size_t i = 0; i < count_shown(t); i++)
		if (t->column[i] == column)
			return true;
	return false;
}

/* The column of a row of the list, or NULL behind the last. */
static const struct cprof_column *column_at(struct ui *ui, size_t row)
{
	const struct top *t = the_table(ui);
	size_t shown = count_shown(t);
	if (row < shown)
		return t->column[row];
	row -= shown;
	for (size_t i = 0; cprof_columns[i].id != NULL; i++)
		if (ui_has_column(ui, &cprof_columns[i]) && !is_shown(t, &cprof_columns[i]) &&
		    row-- == 0)
			return &cprof_columns[i];
	return NULL;
}

static size_t columns_count(struct ui *ui)
{
	size_t count = count_shown(the_table(ui));
	while (column_at(ui, count) != NULL)
		count++;
	return count;
}

/* Why a column that is chosen is not to be seen, or shows nothing. */
static const char *what_is_wrong(struct ui *ui, size_t row)
{
	const struct top *t = the_table(ui);
	const struct cprof_column *c = column_at(ui, row);
	if (row >= count_shown(t) || t->table == NULL)
		return "";
	for (int i = 0; i < CPROF_MEASURES; i++)
		if ((c->measures & t->table->measures & 1 << i) != 0 &&
		    t->table->measure[i].amount == NULL)
			return "  (this type has none)";
	return t->no_room[row] ? "  (no room at this width)" : "";
}

static void draw_column(struct ui *ui, size_t at, int row, const struct rect *area,
			enum style style)
{
	const struct cprof_column *c = column_at(ui, at);
	struct canvas *canvas = &ui->canvas;
	canvas_puts(canvas, row, area->col + 2, style,
		    at < count_shown(the_table(ui)) ? "[x]" : "[ ]");
	canvas_puts(canvas, row, area->col + 6, style, c->id);
	struct buf text = BUF_INIT;
	buf_printf(&text, "%s%s", c->help, what_is_wrong(ui, at));
	canvas_text(canvas, row, area->col + 20, area->cols - 20, 0, style, buf_text(&text),
		    text.size);
	buf_done(&text);
}

static void columns_draw(struct ui *ui, struct rect area, bool focused)
{
	canvas_fill(&ui->canvas, area.row, area.col, area.cols, STYLE_HEADING, ' ');
	canvas_puts(&ui->canvas, area.row, area.col + 2, STYLE_HEADING, "COLUMNS");
	struct list_rows r = list_draw(ui_list(ui, VIEW_columns), &ui->canvas, area, 1, focused,
				       STYLE_NORMAL);
	while (list_next(&r))
		draw_column(ui, r.at, r.row, &area, r.style);
}

/* The mean and the like have no place of their own in the source: the name is the help. */
static bool columns_status(struct ui *ui, enum status text, bool brief, struct buf *out)
{
	const struct list *l = ui_list(ui, VIEW_columns);
	const struct cprof_column *column = column_at(ui, l->cursor);
	if (text == STATUS_CURSOR)
		buf_printf(out, "%zu of %zu", l->cursor + 1, l->count);
	if (text == STATUS_CURSOR && !brief)
		buf_printf(out, ", %zu shown", count_shown(the_table(ui)));
	if (text == STATUS_NAME && column != NULL)
		buf_puts(out, column->help);
	return true;
}

const struct view view_columns = {
	.name = "columns",
	.title = "COLUMNS",
	.help = "the columns of the table to choose from",
	.context = KEYS_COLUMNS,
	.overlay = true,
	.low = true,
	.size = sizeof(struct list),
	.count = columns_count,
	.draw = columns_draw,
	.status = columns_status,
};

ACTION_CALL(choose_columns, "choose-columns", "choose the columns of the table",
	    ui_open_overlay(ui, VIEW_columns));

/* The cursor goes where the column goes. */
static void find_column(struct ui *ui, const struct cprof_column *column)
{
	struct list *l = ui_list(ui, VIEW_columns);
	for (size_t i = 0; i < l->count; i++)
		if (column_at(ui, i) == column)
			l->cursor = i;
}

static void action_column_toggle(struct ui *ui)
{
	const struct cprof_column *column = column_at(ui, ui_list(ui, VIEW_columns)->cursor);
	bool show = column != NULL && !is_shown(the_table(ui), column);
	if (column == NULL)
		return;
	if (!top_show_column(ui, column, show)) {
		ui_message(ui, show ? "there are too many columns" : "one column has to stay");
		return;
	}
	find_column(ui, column);
	ui_message(ui, "%s is %s", column->id, show ? "shown" : "not shown");
}
ACTION_RECORD(column_toggle, "column-toggle", "show the column at the cursor, or not");

static void move_column(struct ui *ui, int direction)
{
	const struct cprof_column *next[TOP_COLUMNS];
	size_t count = count_shown(the_table(ui)), from = ui_list(ui, VIEW_columns)->cursor;
	size_t to = from + (size_t)direction;
	if (from >= count || to >= count) {
		ui_message(ui, from >= count ? "this column is not shown; Space shows it"
					     : "this is as far as it goes");
		return;
	}
	memcpy(next, the_table(ui)->column, sizeof next);
	const struct cprof_column *moved = next[from];
	next[from] = next[to];
	next[to] = moved;
	top_use_columns(ui, next);
	find_column(ui, moved);
	ui_message(ui, "%s is column %zu", moved->id, to + 1);
}

ACTION_CALL(column_earlier, "column-earlier", "move the column at the cursor to the left",
	    move_column(ui, -1));
ACTION_CALL(column_later, "column-later", "move the column at the cursor to the right",
	    move_column(ui, 1));
