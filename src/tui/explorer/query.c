/* What is asked: the table of the current query, and every change of it, which is one step for
 * undo. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "tui/explorer/ui.h"

/* What the columns shown and the order need. It is no part of the current query, for it changes no
 * number. */
static int needed_measures(const struct ui *ui)
{
	int measures = ui->current.sort->measures;
	for (size_t i = 0; ui->columns != NULL && ui->columns[i] != NULL; i++)
		measures |= ui->columns[i]->measures;
	return measures;
}

static bool lacks_measures(const struct ui *ui)
{
	return (needed_measures(ui) & ~ui->wait.measures) != 0;
}

static void ask_table(struct ui *ui)
{
	/* Borrowed: the session copies what it is asked. */
	struct cprof_query q = ui->current.query;
	int64_t now = ui->term->now(ui->term);
	/* What is shown is as old as the first question that it does not answer. */
	if (ui->wait.table == 0)
		ui->wait.since = now;
	ui->wait.hold_until = now + UI_HOLD;
	ui->wait.stopped[VIEW_top] = false;
	q.measures = ui->wait.measures = needed_measures(ui);
	q.packages = true;
	ui->wait.table = session_ask_table(ui->session, &q);
	ui_redraw(ui);
}

void ui_ask_table(struct ui *ui)
{
	session_cancel(ui->session);
	ask_table(ui);
}

void ui_use_columns(struct ui *ui, const struct cprof_column *const *columns)
{
	ui->columns = columns;
	if (lacks_measures(ui))
		ask_table(ui);
}

void ui_ask_anew(struct ui *ui)
{
	ui_ask_table(ui);
	/* What views have asked is not wanted any more; those in sight ask again. */
	ui->wait.analyses.count = 0;
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		ui->panes.old[i] |= !ui_visible(ui, (enum view_id)i);
		ui_tell(ui, (enum view_id)i, TOLD_ASKED);
	}
}

void ui_tell_order(struct ui *ui)
{
	for (size_t i = 0; i < VIEW_COUNT; i++)
		ui_tell(ui, (enum view_id)i, TOLD_ORDER);
}

void ui_use_view_query(struct ui *ui, const struct view_query *next)
{
	struct view_query old = ui->current;
	ui->current = *next;
	bool ask = !cprof_query_equal(&old.query, &ui->current.query) || lacks_measures(ui);
	view_query_done(&old);
	if (ask)
		ui_ask_anew(ui);
	else
		ui_tell_order(ui);
	ui_redraw(ui);
}

/* What a diff has as flat is a change. */
const struct cprof_column *ui_sort_column(const struct ui *ui, const struct cprof_query *query)
{
	bool diff = ui->summary != NULL && ui->summary->diff;
	return cprof_column_find(query->sort == CPROF_SORT_CUM ? "cum" : diff ? "delta" : "flat");
}

/* How things are, but for the query. */
static struct view_query with_query(const struct ui *ui, const struct cprof_query *query)
{
	struct view_query next;
	const struct cprof_query *now = &ui->current.query;
	view_query_copy(&next, &ui->current);
	cprof_query_done(&next.query);
	cprof_query_copy(&next.query, query);
	/* Who names a granularity wants to see it. */
	if (query->granularity != now->granularity && query->group == now->group)
		next.query.group = 0;
	return next;
}

/* False if it is what is asked already. */
static bool change_query(struct ui *ui, const struct cprof_query *query, bool narrows)
{
	ui_end_temporary(ui);
	if (cprof_query_equal(query, &ui->current.query))
		return false;
	ui_push_change(ui, narrows);
	struct view_query next = with_query(ui, query);
	if (query->sort != ui->current.query.sort) {
		next.sort = ui_sort_column(ui, query);
		next.reverse = false;
	}
	ui_use_view_query(ui, &next);
	return true;
}

void ui_change_query(struct ui *ui, const struct cprof_query *query)
{
	change_query(ui, query, false);
}

void ui_change_narrowed(struct ui *ui, const struct cprof_query *query, const char *pattern)
{
	if (change_query(ui, query, true))
		ui->view[VIEW_top]->restore(ui, ui->state[VIEW_top], pattern);
}

void ui_change_view_query(struct ui *ui, const struct view_query *view_query)
{
	struct view_query next;
	ui_end_temporary(ui);
	if (view_query_same(view_query, &ui->current))
		return;
	ui_push_change(ui, false);
	view_query_copy(&next, view_query);
	ui_use_view_query(ui, &next);
}

/* What is asked now, to be changed and put to use; the step for undo is remembered. */
static struct view_query begin_change(struct ui *ui)
{
	struct view_query next;
	ui_push_change(ui, false);
	view_query_copy(&next, &ui->current);
	return next;
}

void ui_change_sort(struct ui *ui, const struct cprof_column *column, bool reverse)
{
	struct view_query next = begin_change(ui);
	next.sort = column;
	next.reverse = reverse;
	/* With a row limit the order decides which rows there are. */
	if (next.query.nodecount > 0 && strcmp(column->id, "cum") == 0)
		next.query.sort = CPROF_SORT_CUM;
	if (next.query.nodecount > 0 && strcmp(column->id, "flat") == 0)
		next.query.sort = CPROF_SORT_FLAT;
	ui_use_view_query(ui, &next);
}

void ui_change_percent(struct ui *ui, const char *row, bool of_kept)
{
	struct view_query next = begin_change(ui);
	next.query.relative_percentages = of_kept;
	cprof_query_text(&next.percent_row, row);
	ui_use_view_query(ui, &next);
}

void ui_change_flame(struct ui *ui, const char *zoom, bool inverted)
{
	struct view_query next = begin_change(ui);
	cprof_query_text(&next.flame_zoom, zoom);
	next.flame_inverted = inverted;
	ui_use_view_query(ui, &next);
}

const struct view_query *ui_own_query(const struct ui *ui)
{
	return ui->past.own.parts != 0 ? &ui->past.own.asked : &ui->current;
}

void ui_set_temporary(struct ui *ui, const struct cprof_query *query, const char *words)
{
	if (ui->past.own.parts == 0)
		snapshot_take(ui, SNAPSHOT_QUERY, &ui->past.own);
	cprof_query_text(&ui->past.report_words, words);
	struct view_query next = with_query(ui, query);
	next.sort = ui_sort_column(ui, query);
	next.reverse = false;
	ui_use_view_query(ui, &next);
}

bool ui_end_temporary(struct ui *ui)
{
	if (ui->past.own.parts == 0)
		return false;
	cprof_query_text(&ui->past.report_words, NULL);
	snapshot_restore(ui, &ui->past.own);
	return true;
}

void ui_queries_done(struct ui *ui)
{
	view_query_done(&ui->current);
	snapshot_done(&ui->past.own);
	free(ui->past.report_words);
	trail_done(&ui->past.changes);
	trail_done(&ui->past.jumps);
	selected_done(&ui->selected);
}
