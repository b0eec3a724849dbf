/* What is asked, and the way back: the shape of the question (query and order), undo and
 * places. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "tui/explorer/ui.h"

#define STEPS 100 /* undo steps and places kept */

static void shape_copy(struct shape *to, const struct shape *from)
{
	*to = *from;
	cprof_query_copy(&to->query, &from->query);
	to->flame_zoom = from->flame_zoom != NULL ? xstrdup(from->flame_zoom) : NULL;
	to->percent_row = from->percent_row != NULL ? xstrdup(from->percent_row) : NULL;
}

static void shape_done(struct shape *s)
{
	cprof_query_done(&s->query);
	free(s->flame_zoom);
	free(s->percent_row);
}

/* A copy with another query. */
static void shape_asking(struct shape *to, const struct shape *from, const struct cprof_query *q)
{
	shape_copy(to, from);
	cprof_query_done(&to->query);
	cprof_query_copy(&to->query, q);
	/* Who names a granularity wants to see it. */
	if (q->granularity != from->query.granularity && q->group == from->query.group)
		to->query.group = 0;
}

void ui_place_done(struct place *p)
{
	shape_done(&p->shape);
	ui_selected_done(&p->selected);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		free(p->saved[i]);
}

static void step_done(struct step *s)
{
	shape_done(&s->shape);
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
	return ui->measures | ui->shape.sort->measures;
}

static void ask_table(struct ui *ui)
{
	struct cprof_query q;
	int64_t now = ui->term->now(ui->term);
	/* What is shown is as old as the first question that it does not answer. */
	if (ui->table_asked == 0)
		ui->asked_at = now;
	ui->hold_until = now + UI_HOLD;
	ui->stopped[VIEW_top] = false;
	cprof_query_copy(&q, &ui->shape.query);
	q.measures = ui->measures_asked = needed_measures(ui);
	q.packages = true;
	ui->table_asked = session_ask_table(ui->session, &q);
	cprof_query_done(&q);
	ui->dirty = true;
}

void ui_ask_table(struct ui *ui)
{
	session_cancel(ui->session);
	ask_table(ui);
}

void ui_need_measures(struct ui *ui, int measures)
{
	ui->measures = measures;
	if ((needed_measures(ui) & ~ui->measures_asked) != 0)
		ask_table(ui);
}

void ui_tell_reshaped(struct ui *ui, bool asked)
{
	/* What was asked before is not wanted any more; views in sight ask again. */
	if (asked)
		ui->inquired.count = 0;
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		ui->old[i] |= asked && !ui_visible(ui, (enum view_id)i);
		if (ui->view[i]->reshaped != NULL)
			ui->view[i]->reshaped(ui, ui->state[i], asked);
	}
}

/* Puts another shape in place and asks for what it needs. Takes the shape over. */
static void use_shape(struct ui *ui, struct shape *shape)
{
	bool same = cprof_query_equal(&shape->query, &ui->shape.query);
	struct shape old = ui->shape;
	ui->shape = *shape;
	shape_done(&old);
	bool ask = !same || (needed_measures(ui) & ~ui->measures_asked) != 0;
	if (ask)
		ui_ask_table(ui);
	ui_tell_reshaped(ui, ask);
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
	shape_copy(&step->shape, &ui->shape);
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
	bool diff = ui->facts != NULL && ui->facts->diff;
	return cprof_column_find(query->sort == CPROF_SORT_CUM ? "cum" : diff ? "delta" : "flat");
}

bool ui_end_temporary(struct ui *ui)
{
	if (!ui->temporary)
		return false;
	struct shape back = ui->lasting;
	ui->temporary = false;
	free(ui->temporary_words);
	ui->temporary_words = NULL;
	use_shape(ui, &back);
	return true;
}

/* False if it is what is asked already. */
static bool change_query(struct ui *ui, const struct cprof_query *query, bool narrows)
{
	struct shape next;
	ui_end_temporary(ui);
	if (cprof_query_equal(query, &ui->shape.query))
		return false;
	remember_step(ui, narrows);
	shape_asking(&next, &ui->shape, query);
	if (query->sort != ui->shape.query.sort) {
		next.sort = ui_sort_column(ui, query);
		next.reverse = false;
	}
	use_shape(ui, &next);
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

static bool same_shape(const struct shape *a, const struct shape *b)
{
	return cprof_query_equal(&a->query, &b->query) && a->sort == b->sort &&
	       a->reverse == b->reverse && a->flame_inverted == b->flame_inverted &&
	       cprof_query_same_text(a->flame_zoom, b->flame_zoom) &&
	       cprof_query_same_text(a->percent_row, b->percent_row);
}

void ui_change_shape(struct ui *ui, const struct shape *shape)
{
	struct shape next;
	ui_end_temporary(ui);
	if (same_shape(shape, &ui->shape))
		return;
	remember(ui);
	shape_copy(&next, shape);
	use_shape(ui, &next);
}

void ui_change_sort(struct ui *ui, const struct cprof_column *column, bool reverse)
{
	struct shape next;
	remember(ui);
	shape_copy(&next, &ui->shape);
	next.sort = column;
	next.reverse = reverse;
	/* With a row limit the order decides which rows there are. */
	if (next.query.nodecount > 0 && strcmp(column->id, "cum") == 0)
		next.query.sort = CPROF_SORT_CUM;
	if (next.query.nodecount > 0 && strcmp(column->id, "flat") == 0)
		next.query.sort = CPROF_SORT_FLAT;
	use_shape(ui, &next);
}

void ui_change_percent(struct ui *ui, const char *row, bool of_kept)
{
	struct shape next;
	remember(ui);
	shape_copy(&next, &ui->shape);
	next.query.relative_percentages = of_kept;
	cprof_query_text(&next.percent_row, row);
	use_shape(ui, &next);
}

void ui_set_temporary(struct ui *ui, const struct cprof_query *query, const char *words)
{
	struct shape next;
	if (!ui->temporary)
		shape_copy(&ui->lasting, &ui->shape);
	ui->temporary = true;
	free(ui->temporary_words);
	ui->temporary_words = xstrdup(words);
	shape_asking(&next, &ui->shape, query);
	next.sort = ui_sort_column(ui, query);
	next.reverse = false;
	use_shape(ui, &next);
}

void ui_change_flame(struct ui *ui, const char *zoom, bool inverted)
{
	struct shape next;
	remember(ui);
	shape_copy(&next, &ui->shape);
	free(next.flame_zoom);
	next.flame_zoom = zoom != NULL && *zoom != '\0' ? xstrdup(zoom) : NULL;
	next.flame_inverted = inverted;
	use_shape(ui, &next);
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
	use_shape(ui, &next.shape);
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
		ui_say(ui, "nothing to undo");
}

void ui_redo(struct ui *ui)
{
	if (!swap_step(ui, false))
		ui_say(ui, "nothing to redo");
}

void ui_place_here(struct ui *ui, struct place *p)
{
	*p = (struct place){ .main = ui->main, .focus = ui->focus, .zoomed = ui->zoomed };
	shape_copy(&p->shape, ui_own_shape(ui));
	ui_selected_copy(&p->selected, &ui->selected);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		if (ui->view[i]->save != NULL)
			p->saved[i] = ui->view[i]->save(ui, ui->state[i]);
}

void ui_place_copy(struct place *to, const struct place *from)
{
	*to = *from;
	shape_copy(&to->shape, &from->shape);
	ui_selected_copy(&to->selected, &from->selected);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		to->saved[i] = from->saved[i] != NULL ? xstrdup(from->saved[i]) : NULL;
}

static bool same_place(const struct place *a, const struct place *b)
{
	bool same = a->main == b->main && a->focus == b->focus && a->zoomed == b->zoomed &&
		    same_shape(&a->shape, &b->shape) && a->selected.set == b->selected.set &&
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
	struct shape shape = p->shape;
	ui_close_overlays(ui);
	ui_end_temporary(ui);
	ui_show(ui, p->main);
	ui->focus = p->focus;
	ui->zoomed = p->zoomed;
	ui_selected_done(&ui->selected);
	ui->selected = p->selected;
	ui_all_old(ui, VIEW_COUNT);
	use_shape(ui, &shape);
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
		ui_say(ui, forward ? "nothing to go forward to" : "nothing to go back to");
		return;
	}
	if (forward)
		VEC_PUSH(&ui->back, here);
	else
		VEC_PUSH(&ui->forward, here);
	ui_use_place(ui, &next);
}

void ui_shape_done(struct ui *ui)
{
	shape_done(&ui->shape);
	if (ui->temporary)
		shape_done(&ui->lasting);
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
