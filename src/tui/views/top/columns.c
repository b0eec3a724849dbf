/* Which columns the table shows and which one it is sorted by. */
#include <string.h>

#include "tui/explorer/action.h"
#include "tui/views/top/top.h"

void top_use_columns(struct ui *ui, const struct cprof_column *const *column)
{
	struct top *t = ui_state(ui, VIEW_top);
	memcpy(t->column, column, sizeof t->column);
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

bool top_show_column(struct ui *ui, const struct cprof_column *column, bool show)
{
	const struct top *t = ui_state(ui, VIEW_top);
	const struct cprof_column *next[TOP_COLUMNS] = { NULL };
	size_t count = 0;
	for (size_t i = 0; i < TOP_COLUMNS && t->column[i] != NULL; i++)
		if (t->column[i] != column)
			next[count++] = t->column[i];
	if (count + 1 >= TOP_COLUMNS || (!show && count == 0))
		return false;
	if (show) {
		size_t at = place_of_new(next, count, column);
		memmove(&next[at + 1], &next[at], (count - at) * sizeof(*next));
		next[at] = column;
	}
	top_use_columns(ui, next);
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
	int count = 0, at = 0;
	for (; count < TOP_COLUMNS && t->column[count] != NULL; count++)
		if (t->column[count] == ui->current.sort)
			at = count;
	for (at += step; at >= 0 && at < count; at += step) {
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
	for (size_t i = 0; i < TOP_COLUMNS && t->column[i] != NULL; i++)
		if (t->column[i] == column)
			return true;
	return false;
}

/* An order by something that is not to be seen would be no order. */
static void top_sort(struct ui *ui, const struct cprof_column *column)
{
	const struct top *t = ui_state(ui, VIEW_top);
	bool added = !is_shown(t, column) && top_show_column(ui, column, true);
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
	top_use_columns(ui, column);
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
