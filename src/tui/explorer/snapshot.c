/* What is asked, and the way back: the shape of the question (query and order), undo and
 * places. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "tui/explorer/ui.h"

#define STEPS 100 /* undo steps and places kept */

static void view_query_copy(struct view_query *to, const struct view_query *from)
{
	*to = *from;
	cprof_query_copy(&to->query, &from->query);
	to->flame_zoom = from->flame_zoom != NULL ? xstrdup(from->flame_zoom) : NULL;
	to->percent_row = from->percent_row != NULL ? xstrdup(from->percent_row) : NULL;
}

static void view_query_done(struct view_query *s)
{
	cprof_query_done(&s->query);
	free(s->flame_zoom);
	free(s->percent_row);
}

/* A copy with another query. */
static void view_query_asking(struct view_query *to, const struct view_query *from,
			      const struct cprof_query *q)
{
	view_query_copy(to, from);
	cprof_query_done(&to->query);
	cprof_query_copy(&to->query, q);
	/* Who names a granularity wants to see it. */
	if (q->granularity != from->query.granularity && q->group == from->query.group)
		to->query.group = 0;
}

void ui_place_done(struct place *p)
{
	view_query_done(&p->view_query);
	ui_selected_done(&p->selected);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		free(p->saved[i]);
}

static void step_done(struct step *s)
{
	view_query_done(&s->view_query);
	ui_selected_done(&s->selected);
	free(s->narrowing);
}

static void drop_steps(struct step *at, size_t *count)
{
	while (*count > 0)
		step_done(&at[--*count]);
}

static void drop_places(struct place *at, size_t *count)
{
	while (*count > 0)
		ui_place_done(&at[--*count]);
}

/* What is shown and what the order goes by. Measures are no part of the shape: they change no
 * number. */
static int needed_measures(const struct ui *ui)
{
	int measures = ui->current.sort->measures;
	for (size_t i = 0; ui->columns != NULL && ui->columns[i] != NULL; i++)
		measures |= ui->columns[i]->measures;
	return measures;
}

static void ask_table(struct ui *ui)
{
	/* Borrowed: the session copies what it is asked. */
	struct cprof_query q = ui->current.query;
	int64_t now = ui->term->now(ui->term);
	/* What is shown is as old as the first question that it does not answer. */
	if (ui->table_asked == 0)
		ui->asked_at = now;
	ui->hold_until = now + UI_HOLD;
	ui->stopped[VIEW_top] = false;
	q.measures = ui->measures_asked = needed_measures(ui);
	q.packages = true;
	ui->table_asked = session_ask_table(ui->session, &q);
	ui->dirty = true;
}

void ui_ask_table(struct ui *ui)
{
	session_cancel(ui->session);
	ask_table(ui);
}

void ui_use_columns(struct ui *ui, const struct cprof_column *const *columns)
{
	ui->columns = columns;
	if ((needed_measures(ui) & ~ui->measures_asked) != 0)
		ask_table(ui);
}

void ui_notify_reshaped(struct ui *ui, bool asked)
{
	/* What was asked before is not wanted any more; views in sight ask again. */
	if (asked)
		ui->analysing.count = 0;
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		ui->old[i] |= asked && !ui_visible(ui, (enum view_id)i);
		if (ui->view[i]->reshaped != NULL)
			ui->view[i]->reshaped(ui, ui->state[i], asked);
	}
}

/* Puts another shape in place and asks for what it needs. Takes the shape over. */
static void use_view_query(struct ui *ui, struct view_query *view_query)
{
	bool same = cprof_query_equal(&view_query->query, &ui->current.query);
	struct view_query old = ui->current;
	ui->current = *view_query;
	view_query_done(&old);
	bool ask = !same || (needed_measures(ui) & ~ui->measures_asked) != 0;
	if (ask)
		ui_ask_table(ui);
	ui_notify_reshaped(ui, ask);
	ui->dirty = true;
}

static char *table_narrowing(struct ui *ui)
{
	return ui->view[VIEW_top]->save(ui, ui->state[VIEW_top]);
}

/* How things are now; with the narrowing of the table if the change to come, or to be taken back,
 * has one. */
static void step_here(struct ui *ui, bool narrows, struct step *step)
{
	*step = (struct step){ .narrows = narrows };
	view_query_copy(&step->view_query, &ui->current);
	ui_selected_copy(&step->selected, &ui->selected);
	if (narrows)
		step->narrowing = table_narrowing(ui);
}

/* Remembers how things are, so that undo comes back to it. */
static void remember_step(struct ui *ui, bool narrows)
{
	struct step here;
	step_here(ui, narrows, &here);
	if (ui->undo.count == STEPS) {
		step_done(&ui->undo.at[0]);
		memmove(ui->undo.at, ui->undo.at + 1, --ui->undo.count * sizeof *ui->undo.at);
	}
	VEC_PUSH(&ui->undo, here);
	drop_steps(ui->redo.at, &ui->redo.count);
}

static void remember(struct ui *ui)
{
	remember_step(ui, false);
}

/* What a diff has as flat is a change. */
const struct cprof_column *ui_sort_column(const struct ui *ui, const struct cprof_query *query)
{
	bool diff = ui->summary != NULL && ui->summary->diff;
	return cprof_column_find(query->sort == CPROF_SORT_CUM ? "cum" : diff ? "delta" : "flat");
}

bool ui_end_temporary(struct ui *ui)
{
	if (!ui->temporary)
		return false;
	struct view_query back = ui->lasting;
	ui->temporary = false;
	free(ui->temporary_words);
	ui->temporary_words = NULL;
	use_view_query(ui, &back);
	return true;
}

/* False if it is what is asked already. */
static bool change_query(struct ui *ui, const struct cprof_query *query, bool narrows)
{
	struct view_query next;
	ui_end_temporary(ui);
	if (cprof_query_equal(query, &ui->current.query))
		return false;
	remember_step(ui, narrows);
	view_query_asking(&next, &ui->current, query);
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
		ui->view[VIEW_top]->restore(ui, ui->state[VIEW_top], pattern);
}

static bool same_view_query(const struct view_query *a, const struct view_query *b)
{
	return cprof_query_equal(&a->query, &b->query) && a->sort == b->sort &&
	       a->reverse == b->reverse && a->flame_inverted == b->flame_inverted &&
	       cprof_query_same_text(a->flame_zoom, b->flame_zoom) &&
	       cprof_query_same_text(a->percent_row, b->percent_row);
}

void ui_change_view_query(struct ui *ui, const struct view_query *view_query)
{
	struct view_query next;
	ui_end_temporary(ui);
	if (same_view_query(view_query, &ui->current))
		return;
	remember(ui);
	view_query_copy(&next, view_query);
	use_view_query(ui, &next);
}

void ui_change_sort(struct ui *ui, const struct cprof_column *column, bool reverse)
{
	struct view_query next;
	remember(ui);
	view_query_copy(&next, &ui->current);
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
	struct view_query next;
	remember(ui);
	view_query_copy(&next, &ui->current);
	next.query.relative_percentages = of_kept;
	cprof_query_text(&next.percent_row, row);
	use_view_query(ui, &next);
}

void ui_set_temporary(struct ui *ui, const struct cprof_query *query, const char *words)
{
	struct view_query next;
	if (!ui->temporary)
		view_query_copy(&ui->lasting, &ui->current);
	ui->temporary = true;
	free(ui->temporary_words);
	ui->temporary_words = xstrdup(words);
	view_query_asking(&next, &ui->current, query);
	next.sort = ui_sort_column(ui, query);
	next.reverse = false;
	use_view_query(ui, &next);
}

void ui_change_flame(struct ui *ui, const char *zoom, bool inverted)
{
	struct view_query next;
	remember(ui);
	view_query_copy(&next, &ui->current);
	free(next.flame_zoom);
	next.flame_zoom = zoom != NULL && *zoom != '\0' ? xstrdup(zoom) : NULL;
	next.flame_inverted = inverted;
	use_view_query(ui, &next);
}

/* Moves one step from one list, how things are to the other. */
static bool swap_step(struct ui *ui, bool undo)
{
	struct step now, next;
	if (undo ? ui->undo.count == 0 : ui->redo.count == 0)
		return false;
	next = undo ? ui->undo.at[--ui->undo.count] : ui->redo.at[--ui->redo.count];
	step_here(ui, next.narrows, &now);
	if (undo)
		VEC_PUSH(&ui->redo, now);
	else
		VEC_PUSH(&ui->undo, now);
	ui_use_selected(ui, &next.selected);
	use_view_query(ui, &next.view_query);
	if (next.narrows)
		ui->view[VIEW_top]->restore(ui, ui->state[VIEW_top], next.narrowing);
	free(next.narrowing);
	return true;
}

void ui_undo(struct ui *ui)
{
	if (ui_end_temporary(ui))
		return;
	if (!swap_step(ui, true))
		ui_message(ui, "nothing to undo");
}

void ui_redo(struct ui *ui)
{
	if (!swap_step(ui, false))
		ui_message(ui, "nothing to redo");
}

void ui_place_here(struct ui *ui, struct place *p)
{
	*p = (struct place){ .main = ui->main, .focus = ui->focus, .zoomed = ui->zoomed };
	view_query_copy(&p->view_query, ui_own_query(ui));
	ui_selected_copy(&p->selected, &ui->selected);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		if (ui->view[i]->save != NULL)
			p->saved[i] = ui->view[i]->save(ui, ui->state[i]);
}

void ui_place_copy(struct place *to, const struct place *from)
{
	*to = *from;
	view_query_copy(&to->view_query, &from->view_query);
	ui_selected_copy(&to->selected, &from->selected);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		to->saved[i] = from->saved[i] != NULL ? xstrdup(from->saved[i]) : NULL;
}

static bool same_place(const struct place *a, const struct place *b)
{
	bool same = a->main == b->main && a->focus == b->focus && a->zoomed == b->zoomed &&
		    same_view_query(&a->view_query, &b->view_query) &&
		    a->selected.set == b->selected.set &&
		    cprof_query_same_text(a->selected.name, b->selected.name);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		same = same && cprof_query_same_text(a->saved[i], b->saved[i]);
	return same;
}

void ui_mark_place(struct ui *ui)
{
	struct place here;
	ui_place_here(ui, &here);
	drop_places(ui->forward.at, &ui->forward.count);
	if (ui->back.count > 0 && same_place(&here, &ui->back.at[ui->back.count - 1])) {
		ui_place_done(&here);
		return;
	}
	if (ui->back.count == STEPS) {
		ui_place_done(&ui->back.at[0]);
		memmove(ui->back.at, ui->back.at + 1, --ui->back.count * sizeof *ui->back.at);
	}
	VEC_PUSH(&ui->back, here);
}

void ui_use_place(struct ui *ui, struct place *p)
{
	struct view_query view_query = p->view_query;
	ui_close_overlays(ui);
	ui_end_temporary(ui);
	ui_show(ui, p->main);
	ui->focus = p->focus;
	ui->zoomed = p->zoomed;
	ui_selected_done(&ui->selected);
	ui->selected = p->selected;
	ui_all_old(ui, VIEW_COUNT);
	use_view_query(ui, &view_query);
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		if (ui->view[i]->restore != NULL)
			ui->view[i]->restore(ui, ui->state[i], p->saved[i]);
		free(p->saved[i]);
	}
}

/* What was undone, cancelled or closed since may have led back to the last places already. */
static bool next_place(struct ui *ui, bool forward, const struct place *here, struct place *next)
{
	struct place *at = forward ? ui->forward.at : ui->back.at;
	size_t *count = forward ? &ui->forward.count : &ui->back.count;
	while (*count > 0) {
		*next = at[--*count];
		if (!same_place(here, next))
			return true;
		ui_place_done(next);
	}
	return false;
}

void ui_go(struct ui *ui, bool forward)
{
	struct place here, next;
	ui_place_here(ui, &here);
	if (!next_place(ui, forward, &here, &next)) {
		ui_place_done(&here);
		ui_message(ui, forward ? "nothing to go forward to" : "nothing to go back to");
		return;
	}
	if (forward)
		VEC_PUSH(&ui->back, here);
	else
		VEC_PUSH(&ui->forward, here);
	ui_use_place(ui, &next);
}

void ui_queries_done(struct ui *ui)
{
	view_query_done(&ui->current);
	if (ui->temporary)
		view_query_done(&ui->lasting);
	free(ui->temporary_words);
	drop_steps(ui->undo.at, &ui->undo.count);
	drop_steps(ui->redo.at, &ui->redo.count);
	drop_places(ui->back.at, &ui->back.count);
	drop_places(ui->forward.at, &ui->forward.count);
	VEC_DONE(&ui->undo);
	VEC_DONE(&ui->redo);
	VEC_DONE(&ui->back);
	VEC_DONE(&ui->forward);
	ui_selected_done(&ui->selected);
	ui_selected_done(&ui->saved);
}
