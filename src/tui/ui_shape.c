/* What is asked, and the way back: the shape of the question (query and order), undo, places, and
 * the selected function. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "tui/ui.h"

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

static void selected_done(struct selected *s)
{
	free(s->name);
	free(s->function);
	free(s->file);
	free(s->object);
	free(s->where_function);
	free(s->where_file);
	free(s->package);
	free(s->module);
	*s = (struct selected){ 0 };
}

static void selected_copy(struct selected *to, const struct selected *from)
{
	*to = *from;
	if (!from->set)
		return;
	to->name = xstrdup(from->name);
	to->function = xstrdup(from->function);
	to->file = xstrdup(from->file);
	to->object = xstrdup(from->object);
	to->where_function = xstrdup(from->where_function);
	to->where_file = xstrdup(from->where_file);
	to->package = xstrdup(from->package);
	to->module = xstrdup(from->module);
}

void ui_place_done(struct place *p)
{
	shape_done(&p->shape);
	selected_done(&p->selected);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		free(p->saved[i]);
}

static void drop_shapes(struct shape *at, size_t *count)
{
	while (*count > 0)
		shape_done(&at[--*count]);
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

/* Remembers the shape as it is, so that undo comes back to it. */
static void remember(struct ui *ui)
{
	struct shape copy;
	shape_copy(&copy, &ui->shape);
	if (ui->undo.count == STEPS) {
		shape_done(&ui->undo.at[0]);
		memmove(ui->undo.at, ui->undo.at + 1, --ui->undo.count * sizeof *ui->undo.at);
	}
	VEC_PUSH(&ui->undo, copy);
	drop_shapes(ui->redo.at, &ui->redo.count);
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

void ui_change_query(struct ui *ui, const struct cprof_query *query)
{
	struct shape next;
	ui_end_temporary(ui);
	if (cprof_query_equal(query, &ui->shape.query))
		return;
	remember(ui);
	shape_asking(&next, &ui->shape, query);
	if (query->sort != ui->shape.query.sort) {
		next.sort = ui_sort_column(ui, query);
		next.reverse = false;
	}
	use_shape(ui, &next);
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_shape(const struct shape *a, const struct shape *b)
{
	return cprof_query_equal(&a->query, &b->query) && a->sort == b->sort &&
	       a->reverse == b->reverse && a->flame_inverted == b->flame_inverted &&
	       same_text(a->flame_zoom, b->flame_zoom) &&
	       same_text(a->percent_row, b->percent_row);
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

/* Moves one shape from one list, the present one to the other. */
static bool swap_shape(struct ui *ui, bool undo)
{
	struct shape now, next;
	if (undo ? ui->undo.count == 0 : ui->redo.count == 0)
		return false;
	shape_copy(&now, &ui->shape);
	if (undo) {
		next = ui->undo.at[--ui->undo.count];
		VEC_PUSH(&ui->redo, now);
	} else {
		next = ui->redo.at[--ui->redo.count];
		VEC_PUSH(&ui->undo, now);
	}
	use_shape(ui, &next);
	return true;
}

void ui_undo(struct ui *ui)
{
	if (ui_end_temporary(ui))
		return;
	if (!swap_shape(ui, true))
		ui_say(ui, "nothing to undo");
}

void ui_redo(struct ui *ui)
{
	if (!swap_shape(ui, false))
		ui_say(ui, "nothing to redo");
}

void ui_place_here(struct ui *ui, struct place *p)
{
	*p = (struct place){ .main = ui->main, .focus = ui->focus, .zoomed = ui->zoomed };
	shape_copy(&p->shape, ui->temporary ? &ui->lasting : &ui->shape);
	selected_copy(&p->selected, &ui->selected);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		if (ui->view[i]->save != NULL)
			p->saved[i] = ui->view[i]->save(ui, ui->state[i]);
}

void ui_place_copy(struct place *to, const struct place *from)
{
	*to = *from;
	shape_copy(&to->shape, &from->shape);
	selected_copy(&to->selected, &from->selected);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		to->saved[i] = from->saved[i] != NULL ? xstrdup(from->saved[i]) : NULL;
}

static bool same_place(const struct place *a, const struct place *b)
{
	bool same = a->main == b->main && a->focus == b->focus && a->zoomed == b->zoomed &&
		    same_shape(&a->shape, &b->shape) && a->selected.set == b->selected.set &&
		    same_text(a->selected.name, b->selected.name);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		same = same && same_text(a->saved[i], b->saved[i]);
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
	selected_done(&ui->selected);
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

bool ui_selected_is(const struct ui *ui, const struct cprof_row *row)
{
	const struct selected *s = &ui->selected;
	return s->set && s->address == row->address && s->line == row->line &&
	       s->start_line == row->start_line && s->column == row->column &&
	       strcmp(s->name, row->name) == 0 && strcmp(s->function, row->function) == 0 &&
	       strcmp(s->file, row->file) == 0 && strcmp(s->object, row->object) == 0;
}

void ui_save_selected(struct ui *ui)
{
	selected_done(&ui->saved);
	selected_copy(&ui->saved, &ui->selected);
}

void ui_restore_selected(struct ui *ui)
{
	selected_done(&ui->selected);
	selected_copy(&ui->selected, &ui->saved);
	ui_all_old(ui, VIEW_COUNT);
	ui->follow_at = ui->term->now(ui->term) + UI_FOLLOW_DELAY;
}

/* The views but `by` will follow, when the cursor has come to rest. */
static void select_by(struct ui *ui, enum view_id by)
{
	ui_all_old(ui, by);
	ui->old[by] = false;
	ui->follow_at = ui->term->now(ui->term) + UI_FOLLOW_DELAY;
	ui->dirty = true;
}

void ui_select_nothing(struct ui *ui, enum view_id by)
{
	selected_done(&ui->selected);
	select_by(ui, by);
}

const char *ui_why_nothing(const struct ui *ui)
{
	bool at_fold = ui->main == VIEW_top && ui->table != NULL && ui->table->count > 0;
	return at_fold ? "Enter shows the functions folded into this row."
		       : "No function is at the cursor.";
}

void ui_select_function(struct ui *ui, enum view_id by, const char *function, const char *file,
			int64_t line)
{
	const struct cprof_row row = {
		.name = function,
		.function = function,
		.file = "",
		.object = "",
		.where_function = function,
		.where_file = file,
		.package = "",
		.module = "",
		.where_line = line,
	};
	ui_select(ui, by, &row);
}

void ui_select(struct ui *ui, enum view_id by, const struct cprof_row *row)
{
	ui_select_line(ui, by, row, false);
}

void ui_select_line(struct ui *ui, enum view_id by, const struct cprof_row *row, bool exact)
{
	bool same = ui->selected.set && exact == ui->selected.exact &&
		    (!exact || ui->selected.where_line == row->where_line) &&
		    strcmp(ui->selected.where_function, row->where_function) == 0;
	/* The row may be of what was selected. */
	struct selected before = ui->selected;
	ui->selected = (struct selected){
		.name = xstrdup(row->name),
		.function = xstrdup(row->function),
		.file = xstrdup(row->file),
		.object = xstrdup(row->object),
		.where_function = xstrdup(row->where_function),
		.where_file = xstrdup(row->where_file),
		.package = xstrdup(row->package != NULL ? row->package : ""),
		.module = xstrdup(row->module != NULL ? row->module : ""),
		.where_line = row->where_line,
		.address = row->address,
		.start_line = row->start_line,
		.line = row->line,
		.column = row->column,
		.exact = exact,
		.set = true,
	};
	selected_done(&before);
	if (!same)
		select_by(ui, by);
	ui->dirty = true;
}

void ui_shape_done(struct ui *ui)
{
	shape_done(&ui->shape);
	if (ui->temporary)
		shape_done(&ui->lasting);
	free(ui->temporary_words);
	drop_shapes(ui->undo.at, &ui->undo.count);
	drop_shapes(ui->redo.at, &ui->redo.count);
	drop_places(ui->back.at, &ui->back.count);
	drop_places(ui->forward.at, &ui->forward.count);
	VEC_DONE(&ui->undo);
	VEC_DONE(&ui->redo);
	VEC_DONE(&ui->back);
	VEC_DONE(&ui->forward);
	selected_done(&ui->selected);
	selected_done(&ui->saved);
}
