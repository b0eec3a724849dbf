/* Snapshots, and the two trails of them: changes for undo, and jumps. */
#include "tui/explorer/ui.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define MOST_STEPS 100 /* of each side of a trail */

static char *copy_text(const char *text)
{
	return text != NULL ? xstrdup(text) : NULL;
}

void view_query_copy(struct view_query *to, const struct view_query *from)
{
	*to = *from;
	cprof_query_copy(&to->query, &from->query);
	to->flame_zoom = copy_text(from->flame_zoom);
	to->percent_row = copy_text(from->percent_row);
}

bool view_query_same(const struct view_query *a, const struct view_query *b)
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
			s->saved[i] = ui->view[i]->save(ui, ui->state[i]);
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
		char *now = ui->view[i]->save(ui, ui->state[i]);
		same = cprof_query_same_text(s->saved[i], now);
		free(now);
	}
	return same;
}

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
	ui_use_view_query(ui, &to.asked);
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		if (has_view(to.parts, ui, i))
			ui->view[i]->restore(ui, ui->state[i], to.saved[i]);
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

void trail_done(struct trail *t)
{
	clear(&t->back);
	clear(&t->forward);
	VEC_DONE(&t->back);
	VEC_DONE(&t->forward);
}

void ui_push_change(struct ui *ui, bool narrows)
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
