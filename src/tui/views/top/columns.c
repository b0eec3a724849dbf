/* Which columns the table shows and which one it is sorted by, and the list to choose them from. */
#include <string.h>

#include "tui/explorer/action.h"
#include "tui/views/top/top.h"

/* Shows these columns, TOP_COLUMNS of them, NULL behind the last. */
static void use_columns(struct ui *ui, const struct cprof_column *const *column)
{
	struct top *t = ui_state(ui, VIEW_top);
	memcpy(t->column, column, sizeof t->column);
	for (t->columns = 0; t->column[t->columns] != NULL;)
		t->columns++;
	if (t->table != NULL)
		top_measure(t);
	ui_use_columns(ui, t->column);
	ui_redraw(ui);
}

/* The place of a new column: before the name if it is a number, else at the end. */
static size_t place_of_new(const struct cprof_column *const *shown, size_t count,
			   const struct cprof_column *column)
{
	for (size_t i = 0; i < count && !column->left; i++)
		if (shown[i]->left)
			return i;
	return count;
}

/* Shows one more or one less; false: there is no room, or it is the last. */
static bool show_column(struct ui *ui, const struct cprof_column *column, bool show)
{
	const struct top *t = ui_state(ui, VIEW_top);
	const struct cprof_column *next[TOP_COLUMNS] = { NULL };
	size_t count = 0;
	for (size_t i = 0; i < t->columns; i++)
		if (t->column[i] != column)
			next[count++] = t->column[i];
	if (count + 1 >= TOP_COLUMNS || (!show && count == 0))
		return false;
	if (show) {
		size_t at = place_of_new(next, count, column);
		memmove(&next[at + 1], &next[at], (count - at) * sizeof(*next));
		next[at] = column;
	}
	use_columns(ui, next);
	return true;
}

static void action_reverse(struct ui *ui)
{
	ui_change_sort(ui, ui->current.sort, !ui->current.reverse);
	ui_message(ui, ui->current.reverse ? "order reversed" : "usual order");
}
ACTION_RECORD(reverse, "reverse", "reverse the order");

static void say_sort(struct ui *ui)
{
	ui_message(ui, "sorted by %s", ui->current.sort->id);
}

/* The neighbour that can be sorted by, among the columns shown. */
static void sort_beside(struct ui *ui, int step)
{
	const struct top *t = ui_state(ui, VIEW_top);
	size_t at = 0;
	for (size_t i = 0; i < t->columns; i++)
		if (t->column[i] == ui->current.sort)
			at = i;
	for (at += (size_t)step; at < t->columns; at += (size_t)step) {
		if (t->column[at]->key == 0)
			continue;
		ui_change_sort(ui, t->column[at], false);
		say_sort(ui);
		return;
	}
	ui_message(ui, "no column to sort by on that side");
}

ACTION_CALL(sort_left, "sort-left", "sort by the column to the left", sort_beside(ui, -1));
ACTION_CALL(sort_right, "sort-right", "sort by the column to the right", sort_beside(ui, 1));

static bool is_shown(const struct top *t, const struct cprof_column *column)
{
	for (size_t i = 0; i < t->columns; i++)
		if (t->column[i] == column)
			return true;
	return false;
}

/* An order by something that is not to be seen would be no order. */
static void top_sort(struct ui *ui, const struct cprof_column *column)
{
	const struct top *t = ui_state(ui, VIEW_top);
	bool added = !is_shown(t, column) && show_column(ui, column, true);
	ui_change_sort(ui, column, false);
	if (added)
		ui_message(ui, "sorted by %s, now shown", column->id);
	else
		say_sort(ui);
}

/* The column with this name, if the table can show it. */
static enum cprof_status find_column(const struct ui *ui, const char *id,
				     const struct cprof_column **column, struct cprof_error *err)
{
	*column = cprof_column_find(id);
	if (*column == NULL)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "there is no column \"%s\"", id);
	if (!ui_has_column(ui, *column))
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "there is no column \"%s\" outside of a diff: see "
				       "-diff_base",
				       id);
	return CPROF_OK;
}

static const char *nth_name(const struct ui *ui, size_t n, bool sortable)
{
	for (size_t i = 0; cprof_columns[i].id != NULL; i++)
		if (ui_has_column(ui, &cprof_columns[i]) &&
		    (!sortable || cprof_columns[i].key != 0) && n-- == 0)
			return cprof_columns[i].id;
	return NULL;
}

static const char *column_name(const struct interpreter *in, size_t n)
{
	return nth_name(in->front, n, false);
}

static const char *order_name(const struct interpreter *in, size_t n)
{
	return nth_name(in->front, n, true);
}

static enum cprof_status sort_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	const struct cprof_column *column;
	if (find_column(ui, call->argv[1], &column, err) != CPROF_OK)
		return err->status;
	if (column->key == 0)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "cannot sort by \"%s\"",
				       call->argv[1]);
	top_sort(ui, column);
	return CPROF_OK;
}

const struct command command_action_sort = {
	.name = "sort",
	.usage = "COLUMN",
	.help = "sort the table by a column",
	.least = 1,
	.most = 1,
	.run = sort_run,
	.complete = order_name,
};

/* Shows the columns named, by commas or blanks. */
static enum cprof_status name_columns(struct ui *ui, const char *names, struct cprof_error *err)
{
	const struct cprof_column *column[TOP_COLUMNS] = { NULL };
	size_t count = 0;
	for (const char *p = names; *(p += strspn(p, ", ")) != '\0'; p += strcspn(p, ", ")) {
		char id[32] = "";
		size_t length = strcspn(p, ", ");
		if (length < sizeof id)
			memcpy(id, p, length);
		if (length >= sizeof id)
			return cprof_error_set(err, CPROF_ERR_SYNTAX, "there is no column \"%.*s\"",
					       (int)length, p);
		if (count + 1 >= TOP_COLUMNS)
			return cprof_error_set(err, CPROF_ERR_SYNTAX, "there are too many columns");
		if (find_column(ui, id, &column[count++], err) != CPROF_OK)
			return err->status;
	}
	use_columns(ui, column);
	return CPROF_OK;
}

/* Shows the columns named, by commas or blanks; without a name it lists them. */
static enum cprof_status columns_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	if (*call->rest == '\0') {
		for (size_t i = 0; cprof_columns[i].id != NULL; i++) {
			if (!ui_has_column(ui, &cprof_columns[i]))
				continue;
			buf_printf(&call->reply->text, "  %-12s %s\n", cprof_columns[i].id,
				   cprof_columns[i].help);
		}
		buf_puts(&call->reply->title, "columns");
		call->reply->kind = REPLY_PAGE;
		return CPROF_OK;
	}
	return name_columns(ui, call->rest, err);
}

const struct command command_action_columns = {
	.name = "columns",
	.usage = "[NAME,...]",
	.help = "show these columns in the table; without a name, list them",
	.most = -1,
	.run = columns_run,
	.complete = column_name,
};

/* --- The columns to choose from: those that are shown first, in their order. --- */

/* The column of a row of the list, or NULL behind the last. */
static const struct cprof_column *column_at(struct ui *ui, size_t row)
{
	const struct top *t = ui_state(ui, VIEW_top);
	if (row < t->columns)
		return t->column[row];
	row -= t->columns;
	for (size_t i = 0; cprof_columns[i].id != NULL; i++)
		if (ui_has_column(ui, &cprof_columns[i]) && !is_shown(t, &cprof_columns[i]) &&
		    row-- == 0)
			return &cprof_columns[i];
	return NULL;
}

static size_t columns_count(struct ui *ui)
{
	const struct top *t = ui_state(ui, VIEW_top);
	size_t count = t->columns;
	while (column_at(ui, count) != NULL)
		count++;
	return count;
}

/* Why a column that is chosen is not to be seen, or shows nothing. */
static const char *what_is_wrong(struct ui *ui, size_t row)
{
	const struct top *t = ui_state(ui, VIEW_top);
	const struct cprof_column *c = column_at(ui, row);
	if (row >= t->columns || t->table == NULL)
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
	const struct top *t = ui_state(ui, VIEW_top);
	const struct cprof_column *c = column_at(ui, at);
	struct canvas *canvas = &ui->canvas;
	canvas_puts(canvas, row, area->col + 2, style, at < t->columns ? "[x]" : "[ ]");
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
	const struct top *t = ui_state(ui, VIEW_top);
	const struct cprof_column *column = column_at(ui, l->cursor);
	if (text == STATUS_CURSOR)
		buf_printf(out, "%zu of %zu", l->cursor + 1, l->count);
	if (text == STATUS_CURSOR && !brief)
		buf_printf(out, ", %zu shown", t->columns);
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
static void follow_column(struct ui *ui, const struct cprof_column *column)
{
	struct list *l = ui_list(ui, VIEW_columns);
	for (size_t i = 0; i < l->count; i++)
		if (column_at(ui, i) == column)
			l->cursor = i;
}

static void action_column_toggle(struct ui *ui)
{
	const struct cprof_column *column = column_at(ui, ui_list(ui, VIEW_columns)->cursor);
	if (column == NULL)
		return;
	bool show = !is_shown(ui_state(ui, VIEW_top), column);
	if (!show_column(ui, column, show)) {
		ui_message(ui, show ? "there are too many columns" : "one column has to stay");
		return;
	}
	follow_column(ui, column);
	ui_message(ui, "%s is %s", column->id, show ? "shown" : "not shown");
}
ACTION_RECORD(column_toggle, "column-toggle", "show the column at the cursor, or not");

static void move_column(struct ui *ui, int direction)
{
	const struct cprof_column *next[TOP_COLUMNS];
	const struct top *t = ui_state(ui, VIEW_top);
	size_t from = ui_list(ui, VIEW_columns)->cursor, to = from + (size_t)direction;
	if (from >= t->columns || to >= t->columns) {
		ui_message(ui, from >= t->columns ? "this column is not shown; Space shows it"
						  : "this is as far as it goes");
		return;
	}
	memcpy(next, t->column, sizeof next);
	const struct cprof_column *moved = next[from];
	next[from] = next[to];
	next[to] = moved;
	use_columns(ui, next);
	follow_column(ui, moved);
	ui_message(ui, "%s is column %zu", moved->id, to + 1);
}

ACTION_CALL(column_earlier, "column-earlier", "move the column at the cursor to the left",
	    move_column(ui, -1));
ACTION_CALL(column_later, "column-later", "move the column at the cursor to the right",
	    move_column(ui, 1));
