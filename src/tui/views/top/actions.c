/* What the table's own keys do. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/filter_line.h"
#include "app/row_pattern.h"
#include "tui/explorer/action.h"
#include "tui/views/top/top.h"

/* Opens the source of the row; the folded row opens itself. */
static void action_open(struct ui *ui)
{
	struct top *t = ui_state(ui, VIEW_top);
	if (t->folded && t->list.cursor == t->count) {
		struct cprof_query q;
		cprof_query_copy(&q, &ui->current.query);
		q.nodefraction = 0;
		q.nodecount = 0;
		q.rows_off |= q.rows != NULL;
		ui_change_query(ui, &q);
		cprof_query_done(&q);
		ui_message(ui, "all rows are shown; u folds them again");
		return;
	}
	if (t->list.narrow == NULL && ui_give_back(ui))
		return;
	if (top_row(t) == NULL || top_open_group(ui, t))
		return;
	ui_go_to_view(ui, VIEW_source);
	ui_follow(ui);
}
ACTION_RECORD(open, "open", "open the source of the function");

/* The tagged rows, else the one at the cursor. The caller frees the list. */
static const struct cprof_row **rows_at_hand(const struct top *t, size_t *count)
{
	const struct cprof_row **row = xcalloc(t->tagged + 1, sizeof(*row));
	*count = 0;
	for (size_t i = 0; t->tagged > 0 && i < t->table->count; i++)
		if (t->is_tagged[i])
			row[(*count)++] = &t->table->row[i];
	if (*count == 0 && top_row(t) != NULL)
		row[(*count)++] = top_row(t);
	return row;
}

/* Rows that are values of a label are filtered by it; then there are no frames to hide. */
static bool choose_filter(const struct top *t, enum cprof_filter *f)
{
	if (t->query.group != CPROF_BY_LABEL)
		return true;
	if (*f != CPROF_FOCUS && *f != CPROF_IGNORE)
		return false;
	*f = *f == CPROF_FOCUS ? CPROF_TAGFOCUS : CPROF_TAGIGNORE;
	return true;
}

/* The function that a view other than the table is on; "": none. */
static const char *function_at_hand(struct ui *ui)
{
	struct view_position at;
	if (ui_position_in_front(ui, &at))
		return at.function;
	bool nowhere = ui_view(ui)->at != NULL || !ui->selected.set;
	return nowhere ? "" : ui->selected.where_function;
}

/* The pattern of the rows of the table, or of the function that another view is on; false: there
 * is none, which is said. */
static bool pattern_at_hand(struct ui *ui, enum cprof_filter *f, struct buf *pattern)
{
	const struct top *t = ui_state(ui, VIEW_top);
	const char *function = function_at_hand(ui);
	size_t count = 1;
	bool known = *function != '\0';
	if (ui_front(ui) == VIEW_top && !choose_filter(t, f)) {
		ui_message(ui, "a label has no frames; o keeps its samples, X takes them away");
		return false;
	}
	if (ui_front(ui) == VIEW_top) {
		const struct cprof_row **row = rows_at_hand(t, &count);
		known = rowpattern_put(pattern, ui->summary, &t->query, row, count);
		free(row);
	} else if (known) {
		narrow_quote(pattern, function);
	}
	if (!known)
		ui_message(ui, count > 1 ? "one of these rows has no name to filter by"
					 : "this row has no name to filter by");
	return known;
}

static void add_row_filter(struct ui *ui, enum cprof_filter f)
{
	struct buf pattern = BUF_INIT;
	struct cprof_query q;
	if (pattern_at_hand(ui, &f, &pattern)) {
		ui_end_temporary(ui);
		cprof_query_copy(&q, &ui->current.query);
		if (filter_line_add(&q, f, buf_text(&pattern)))
			ui_change_query(ui, &q);
		else
			ui_message(ui, "%s has this pattern already", cprof_filter_name(f));
		cprof_query_done(&q);
	}
	buf_done(&pattern);
}

ACTION_CALL(focus_row, "focus-row", "focus on the row, or the tagged ones",
	    add_row_filter(ui, CPROF_FOCUS));
ACTION_CALL(show_from_row, "show-from-row", "drop the frames above the row, or the tagged ones",
	    add_row_filter(ui, CPROF_SHOW_FROM));
ACTION_CALL(hide_row, "hide-row", "hide the frames of the row, or of the tagged ones",
	    add_row_filter(ui, CPROF_HIDE));
ACTION_CALL(ignore_row, "ignore-row", "ignore samples with the row, or the tagged ones",
	    add_row_filter(ui, CPROF_IGNORE));
