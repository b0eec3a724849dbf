/* What is asked, what was asked before, and the way back: a change of the current query is a step
 * for undo, a jump one for back and forward; snapshots are what both keep. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "tui/explorer/ui.h"

#define MOST_STEPS 100 /* of each side of a trail */

static char *copy_text(const char *text)
{
	return text != NULL ? xstrdup(text) : NULL;
}

static void view_query_copy(struct view_query *to, const struct view_query *from)
{
	*to = *from;
	cprof_query_copy(&to->query, &from->query);
	to->flame_zoom = copy_text(from->flame_zoom);
	to->percent_row = copy_text(from->percent_row);
}

static bool view_query_same(const struct view_query *a, const struct view_query *b)
{
	return cprof_query_equal(&a->query, &b->query) && a->sort == b->sort &&
	       a->reverse == b->reverse && a->flame_inverted == b->flame_inverted &&
	       cprof_query_same_text(a->flame_zoom, b->flame_zoom) &&
	       cprof_query_same_text(a->percent_row, b->percent_row);
}

void view_query_done(struct view_query *v)
{
	cprof_query_done(&v->query);
	free(v->flame_zoom);
	free(v->percent_row);
}

/* The state of this view is part of such a snapshot. */
static bool has_view(unsigned parts, const struct ui *ui, size_t id)
{
	return ui->view[id]->save != NULL &&
	       ((parts & SNAPSHOT_PANES) != 0 ||
		((parts & SNAPSHOT_NARROWING) != 0 && id == VIEW_top));
}

/* A jump leads to what the user asked, a step of undo to what was asked last. */
static const struct view_query *asked_now(const struct ui *ui, unsigned parts)
{
	return (parts & SNAPSHOT_PANES) != 0 ? ui_own_query(ui) : &ui->current;
}

void snapshot_take(struct ui *ui, unsigned parts, struct snapshot *s)
{
	*s = (struct snapshot){ .parts = parts,
				.main = ui->panes.main,
				.focus = ui->panes.focus,
				.zoomed = ui->panes.zoomed };
	view_query_copy(&s->asked, asked_now(ui, parts));
	if ((parts & SNAPSHOT_SELECTED) != 0)
		selected_copy(&s->selected, &ui->selected);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		if (has_view(parts, ui, i))
			s->saved[i] = ui->view[i]->save(ui);
}

void snapshot_copy(struct snapshot *to, const struct snapshot *from)
{
	*to = *from;
	view_query_copy(&to->asked, &from->asked);
	selected_copy(&to->selected, &from->selected);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		to->saved[i] = copy_text(from->saved[i]);
}

void snapshot_done(struct snapshot *s)
{
	if (s->parts == 0)
		return;
	view_query_done(&s->asked);
	selected_done(&s->selected);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		free(s->saved[i]);
	s->parts = 0;
}

/* True if a snapshot of all parts shows the explorer as it is. */
static bool is_here(struct ui *ui, const struct snapshot *s)
{
	bool same = s->main == ui->panes.main && s->focus == ui->panes.focus &&
		    s->zoomed == ui->panes.zoomed && view_query_same(&s->asked, ui_own_query(ui)) &&
		    s->selected.set == ui->selected.set &&
		    cprof_query_same_text(s->selected.name, ui->selected.name);
	for (size_t i = 0; same && i < VIEW_COUNT; i++) {
		if (ui->view[i]->save == NULL)
			continue;
		char *now = ui->view[i]->save(ui);
		same = cprof_query_same_text(s->saved[i], now);
		free(now);
	}
	return same;
}

/* Makes another one the current, takes it over, and asks for what it needs. */
static void use_view_query(struct ui *ui, const struct view_query *next);

void snapshot_restore(struct ui *ui, struct snapshot *s)
{
	struct snapshot to = *s;
	s->parts = 0;
	if ((to.parts & SNAPSHOT_PANES) != 0) {
		ui_close_overlays(ui);
		ui_end_temporary(ui);
		ui_show(ui, to.main);
		ui->panes.focus = to.focus;
		ui->panes.zoomed = to.zoomed;
		selected_done(&ui->selected);
		ui->selected = to.selected;
		ui_all_old(ui, VIEW_COUNT);
	} else if ((to.parts & SNAPSHOT_SELECTED) != 0) {
		ui_use_selected(ui, &to.selected);
	}
	use_view_query(ui, &to.asked);
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		if (has_view(to.parts, ui, i))
			ui->view[i]->restore(ui, to.saved[i]);
		free(to.saved[i]);
	}
}

static void clear(struct snapshots *list)
{
	while (list->count > 0)
		snapshot_done(&list->at[--list->count]);
}

/* Takes the snapshot over; the oldest one goes when there are too many. */
static void push(struct snapshots *list, const struct snapshot *s)
{
	if (list->count == MOST_STEPS) {
		snapshot_done(&list->at[0]);
		memmove(list->at, list->at + 1, --list->count * sizeof *list->at);
	}
	VEC_PUSH(list, *s);
}

static void trail_done(struct trail *t)
{
	clear(&t->back);
	clear(&t->forward);
	VEC_DONE(&t->back);
	VEC_DONE(&t->forward);
}

/* Remembers how things are before they change, for `u`; `narrows`: so will the table. */
static void push_change(struct ui *ui, bool narrows)
{
	struct snapshot here;
	snapshot_take(ui, SNAPSHOT_STEP | (narrows ? SNAPSHOT_NARROWING : 0), &here);
	push(&ui->past.changes.back, &here);
	clear(&ui->past.changes.forward);
}

void ui_push_jump(struct ui *ui)
{
	struct snapshots *back = &ui->past.jumps.back;
	struct snapshot here;
	clear(&ui->past.jumps.forward);
	if (back->count > 0 && is_here(ui, &back->at[back->count - 1]))
		return;
	snapshot_take(ui, SNAPSHOT_ALL, &here);
	push(back, &here);
}

/* Goes to the next snapshot of one side, and leaves one of the same parts on the other. */
static bool go(struct ui *ui, struct snapshots *from, struct snapshots *to)
{
	struct snapshot here, next;
	if (from->count == 0)
		return false;
	next = from->at[--from->count];
	snapshot_take(ui, next.parts, &here);
	push(to, &here);
	snapshot_restore(ui, &next);
	return true;
}

void ui_undo(struct ui *ui)
{
	if (!ui_end_temporary(ui) && !go(ui, &ui->past.changes.back, &ui->past.changes.forward))
		ui_message(ui, "nothing to undo");
}

void ui_redo(struct ui *ui)
{
	if (!go(ui, &ui->past.changes.forward, &ui->past.changes.back))
		ui_message(ui, "nothing to redo");
}

/* Since the last jumps, undo, Esc or q may have led back to where they began. */
static void drop_here(struct ui *ui, struct snapshots *list)
{
	while (list->count > 0 && is_here(ui, &list->at[list->count - 1]))
		snapshot_done(&list->at[--list->count]);
}

void ui_jump_back(struct ui *ui)
{
	drop_here(ui, &ui->past.jumps.back);
	if (!go(ui, &ui->past.jumps.back, &ui->past.jumps.forward))
		ui_message(ui, "nothing to go back to");
}

void ui_jump_forward(struct ui *ui)
{
	drop_here(ui, &ui->past.jumps.forward);
	if (!go(ui, &ui->past.jumps.forward, &ui->past.jumps.back))
		ui_message(ui, "nothing to go forward to");
}

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

static void use_view_query(struct ui *ui, const struct view_query *next)
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
	push_change(ui, narrows);
	struct view_query next = with_query(ui, query);
	if (query->sort != ui->current.query.sort) {
		next.sort = ui_sort_column(ui, query);
		next.reverse = false;
	}
	use_view_query(ui, &next);
	return true;
}

void ui_change_query(struct ui *ui, const struct cprof_query *query)
{
	change_query(ui, query, false);
}

void ui_change_narrowed(struct ui *ui, const struct cprof_query *query, const char *pattern)
{
	if (change_query(ui, query, true))
		ui->view[VIEW_top]->restore(ui, pattern);
}

void ui_change_view_query(struct ui *ui, const struct view_query *view_query)
{
	struct view_query next;
	ui_end_temporary(ui);
	if (view_query_same(view_query, &ui->current))
		return;
	push_change(ui, false);
	view_query_copy(&next, view_query);
	use_view_query(ui, &next);
}

/* What is asked now, to be changed and put to use; the step for undo is remembered. */
static struct view_query begin_change(struct ui *ui)
{
	struct view_query next;
	push_change(ui, false);
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
	use_view_query(ui, &next);
}

void ui_change_percent(struct ui *ui, const char *row, bool of_kept)
{
	struct view_query next = begin_change(ui);
	next.query.relative_percentages = of_kept;
	cprof_query_text(&next.percent_row, row);
	use_view_query(ui, &next);
}

void ui_change_flame(struct ui *ui, const char *zoom, bool inverted)
{
	struct view_query next = begin_change(ui);
	cprof_query_text(&next.flame_zoom, zoom);
	next.flame_inverted = inverted;
	use_view_query(ui, &next);
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
	use_view_query(ui, &next);
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

/* Asks again for what was stopped of the view. */
static void ask_stopped(struct ui *ui, enum view_id view)
{
	if (!ui->wait.stopped[view])
		return;
	ui->wait.stopped[view] = false;
	if (view == VIEW_top) {
		ui_ask_anew(ui);
		return;
	}
	ui->panes.old[view] |= !ui_visible(ui, view);
	ui_tell(ui, view, TOLD_ASKED);
}

void ui_ask_all_stopped(struct ui *ui)
{
	ask_stopped(ui, VIEW_top);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		ask_stopped(ui, (enum view_id)i);
}

void ui_go_to_view(struct ui *ui, enum view_id id)
{
	if (ui->view[id]->overlay) {
		ui_open_overlay(ui, id);
		return;
	}
	ask_stopped(ui, id);
	if (ui_front(ui) == id)
		return;
	ui_push_jump(ui);
	ui_tell(ui, id, TOLD_ARRIVED);
	ui_close_overlays(ui);
	if (id == ui->panes.main || id == ui_companion(ui))
		ui->panes.focus = id;
	else
		ui_show(ui, id);
	ui_redraw(ui);
}

void ui_interpreter(struct ui *ui, struct interpreter *in)
{
	*in = (struct interpreter){
		.summary = ui->summary,
		.query = &ui_own_query(ui)->query,
		.output = ui->output,
		.settings = &ui->settings,
		.front_commands = ui->actions,
		.front = ui,
	};
}
