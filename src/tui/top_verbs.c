/* What the table's own keys do. */
#include "config.h"

#include <string.h>

#include "app/chips.h"
#include "tui/verb.h"
#include "tui/view_filters.h"
#include "tui/view_top.h"

/* Opens the source of the row; the folded row opens itself. */
static void verb_open(struct ui *ui)
{
	struct top *t = ui_state(ui, VIEW_top);
	if (t->folded && t->cursor == t->count) {
		struct cprof_query q;
		cprof_query_copy(&q, &ui->shape.query);
		q.nodefraction = 0;
		q.nodecount = 0;
		q.rows_off |= q.rows != NULL;
		ui_change_query(ui, &q);
		cprof_query_done(&q);
		ui_say(ui, "all rows are shown; u folds them again");
		return;
	}
	size_t emptied;
	if (t->count == 0 && filters_emptied(ui, &emptied))
		filters_toggle(ui, emptied);
	if (top_row(t) == NULL)
		return;
	ui_go_to_view(ui, VIEW_source);
	ui_follow(ui);
}
VERB_RECORD(open, "open", "open the source of the function");

static void add_row_filter(struct ui *ui, enum cprof_filter f)
{
	const char *function = ui->selected.set ? ui->selected.where_function : "";
	struct buf pattern = BUF_INIT;
	struct cprof_query q;
	if (*function == '\0') {
		ui_say(ui, "this row has no function name to filter by");
		return;
	}
	narrow_quote(&pattern, function);
	ui_end_temporary(ui);
	cprof_query_copy(&q, &ui->shape.query);
	chips_add(&q, f, buf_text(&pattern));
	ui_change_query(ui, &q);
	cprof_query_done(&q);
	buf_done(&pattern);
}

static void verb_focus_row(struct ui *ui)
{
	add_row_filter(ui, CPROF_FOCUS);
}
VERB_RECORD(focus_row, "focus-row", "focus on the function at the cursor");

static void verb_show_from_row(struct ui *ui)
{
	add_row_filter(ui, CPROF_SHOW_FROM);
}
VERB_RECORD(show_from_row, "show-from-row", "drop the frames above the function at the cursor");

static void verb_hide_row(struct ui *ui)
{
	add_row_filter(ui, CPROF_HIDE);
}
VERB_RECORD(hide_row, "hide-row", "hide the frames of the function at the cursor");

static void verb_ignore_row(struct ui *ui)
{
	add_row_filter(ui, CPROF_IGNORE);
}
VERB_RECORD(ignore_row, "ignore-row", "ignore samples with the function at the cursor");

static void verb_reverse(struct ui *ui)
{
	ui_change_sort(ui, ui->shape.sort, !ui->shape.reverse);
	ui_say(ui, ui->shape.reverse ? "order reversed" : "usual order");
}
VERB_RECORD(reverse, "reverse", "reverse the order");

static void say_sort(struct ui *ui)
{
	ui_say(ui, "sorted by %s", ui->shape.sort->id);
}

/* The neighbour that can be sorted by, among the columns shown. */
static void sort_beside(struct ui *ui, int step)
{
	const struct top *t = ui_state(ui, VIEW_top);
	int count = 0, at = 0;
	for (; count < TOP_COLUMNS && t->column[count] != NULL; count++)
		if (t->column[count] == ui->shape.sort)
			at = count;
	for (at += step; at >= 0 && at < count; at += step) {
		if (t->column[at]->key == 0)
			continue;
		ui_change_sort(ui, t->column[at], false);
		say_sort(ui);
		return;
	}
	ui_say(ui, "no column to sort by on that side");
}

static void verb_sort_left(struct ui *ui)
{
	sort_beside(ui, -1);
}
VERB_RECORD(sort_left, "sort-left", "sort by the column to the left");

static void verb_sort_right(struct ui *ui)
{
	sort_beside(ui, 1);
}
VERB_RECORD(sort_right, "sort-right", "sort by the column to the right");

static const char *column_name(const struct interpreter *in, size_t n)
{
	(void)in;
	return cprof_columns[n] != NULL ? cprof_columns[n]->id : NULL;
}

static enum cprof_status sort_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	const struct cprof_column *column = cprof_column_find(call->argv[1]);
	if (column == NULL || column->key == 0)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "cannot sort by \"%s\"",
				       call->argv[1]);
	ui_change_sort(ui, column, false);
	say_sort(ui);
	return CPROF_OK;
}

const struct command command_verb_sort = {
	.name = "sort",
	.usage = "COLUMN",
	.help = "sort the table by a column",
	.least = 1,
	.most = 1,
	.run = sort_run,
	.complete = column_name,
};

/* Shows these columns, TOP_COLUMNS of them. */
static void top_use_columns(struct ui *ui, struct top *t,
			    const struct cprof_column *column[TOP_COLUMNS])
{
	int measures = 0;
	memcpy(t->column, column, sizeof t->column);
	for (size_t i = 0; i < TOP_COLUMNS && column[i] != NULL; i++)
		measures |= column[i]->measures;
	if (t->table != NULL)
		top_measure(t);
	ui_need_measures(ui, measures);
	ui->dirty = true;
}

/* Shows the columns named, by commas or blanks; without a name it lists them. */
static enum cprof_status columns_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	struct top *t = ui_state(ui, VIEW_top);
	const struct cprof_column *column[TOP_COLUMNS] = { NULL };
	size_t count = 0;
	if (*call->rest == '\0') {
		for (size_t i = 0; cprof_columns[i] != NULL; i++)
			buf_printf(&call->reply->text, "  %-12s %s\n", cprof_columns[i]->id,
				   cprof_columns[i]->help);
		buf_puts(&call->reply->title, "columns");
		call->reply->kind = REPLY_PAGE;
		return CPROF_OK;
	}
	for (const char *p = call->rest; *(p += strspn(p, ", ")) != '\0'; p += strcspn(p, ", ")) {
		char id[32] = "";
		size_t length = strcspn(p, ", ");
		if (length < sizeof id)
			memcpy(id, p, length);
		if (count + 1 >= TOP_COLUMNS || cprof_column_find(id) == NULL)
			return cprof_error_set(err, CPROF_ERR_SYNTAX, "there is no column \"%.*s\"",
					       (int)length, p);
		column[count++] = cprof_column_find(id);
	}
	top_use_columns(ui, t, column);
	return CPROF_OK;
}

const struct command command_verb_columns = {
	.name = "columns",
	.usage = "[NAME,...]",
	.help = "show these columns in the table; without a name, list them",
	.most = -1,
	.run = columns_run,
	.complete = column_name,
};
