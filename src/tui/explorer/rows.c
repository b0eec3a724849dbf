/* What all views of rows, and all texts, do alike: moving, clicking, searching, and saying where
 * the cursor is. Their records say what is different. */
#include <inttypes.h>

#include "base/path.h"
#include "base/unit.h"
#include "tui/explorer/ui.h"

#define MOST_ROWS 200000 /* a list is not counted further */

bool ui_position_in_front(struct ui *ui, struct view_position *at)
{
	const struct view *view = ui_view(ui);
	return view->at != NULL && view->at(ui, at);
}

/* The motion to the next row or line that matches, or the one before; false: there is none, or it
 * is done. */
static bool step(struct ui *ui, enum view_id id, enum motion *motion)
{
	const struct view *view = ui->view[id];
	struct buf said = BUF_INIT;
	int direction = *motion == MOTION_NEXT ? 1 : -1;
	bool moves = false;
	if (view->line != NULL)
		text_step(ui_list(ui, id), view->line, direction, &said);
	else if (view->narrows)
		moves = list_step(ui_list(ui, id), direction, motion, &said);
	const struct list *l = view->line != NULL || view->narrows ? ui_list(ui, id) : NULL;
	if (l != NULL && l->narrow != NULL && narrow_gave_up(l->narrow))
		ui_message(ui, "the pattern takes too long: there may be more that matches");
	else if (said.size > 0)
		ui_message(ui, "%s", buf_text(&said));
	buf_done(&said);
	return moves;
}

void ui_move(struct ui *ui, enum view_id id, enum motion motion)
{
	const struct view *view = ui->view[id];
	bool steps = motion == MOTION_NEXT || motion == MOTION_PREVIOUS;
	ui_redraw(ui);
	if (view->move != NULL && view->move(ui, motion, 0))
		return;
	struct list *l = ui_list(ui, id);
	size_t before = l->cursor;
	if (steps && step(ui, id, &motion))
		ui_move(ui, id, motion);
	else if (view->scrolls && !steps)
		text_scroll(ui->state[id], motion);
	else if (!steps)
		list_move(l, motion);
	if (!steps && l->cursor != before)
		ui_tell(ui, id, TOLD_MOVED);
}

void ui_move_to(struct ui *ui, enum view_id id, int64_t number)
{
	const struct view *view = ui->view[id];
	ui_redraw(ui);
	if (view->move != NULL && view->move(ui, MOTION_TO, number))
		return;
	ui_move(ui, id, MOTION_FIRST);
	for (int64_t i = 1; i < number && i < MOST_ROWS; i++)
		ui_move(ui, id, MOTION_DOWN);
}

enum click ui_click(struct ui *ui, enum view_id id, int row, int col)
{
	const struct view *view = ui->view[id];
	if (view->click != NULL)
		return view->click(ui, row, col, ui->panes.area[id]);
	if (view->scrolls || !list_click(ui_list(ui, id), row))
		return CLICK_NOTHING;
	ui_tell(ui, id, TOLD_MOVED);
	return CLICK_ROW;
}

/* Everything is as before when the search is cancelled: the pattern, and what was selected. */
static void narrow_list(struct ui *ui, struct list *l, struct narrow *narrow, enum search search)
{
	switch (search) {
	case SEARCH_OPENED:
		cprof_query_text(&l->before, l->narrow != NULL ? narrow_pattern(l->narrow) : NULL);
		break;
	case SEARCH_TYPED:
	case SEARCH_KEPT:
		list_narrow(l, narrow);
		break;
	case SEARCH_CANCELLED:
		ui_restore_selected(ui);
		list_narrow_to(l, l->before);
		break;
	}
}

void ui_search(struct ui *ui, enum view_id id, struct narrow *narrow, enum search search)
{
	static const enum told told[] = {
		[SEARCH_OPENED] = TOLD_OPENED,
		[SEARCH_TYPED] = TOLD_NARROWED,
		[SEARCH_KEPT] = TOLD_KEPT,
		[SEARCH_CANCELLED] = TOLD_CANCELLED,
	};
	const struct view *view = ui->view[id];
	struct buf said = BUF_INIT;
	ui_redraw(ui);
	if (view->line != NULL) {
		text_search(ui_list(ui, id), view->line, narrow, search, &said);
	} else if (view->narrows) {
		narrow_list(ui, ui_list(ui, id), narrow, search);
		ui_tell(ui, id, told[search]);
	} else {
		narrow_free(narrow);
	}
	if (said.size > 0)
		ui_message(ui, "%s", buf_text(&said));
	buf_done(&said);
}

void ui_narrow(struct ui *ui, enum view_id id, const char *pattern)
{
	struct list *l = ui_list(ui, id);
	if (pattern == NULL && l->narrow == NULL)
		return;
	list_narrow_to(l, pattern);
	ui_tell(ui, id, TOLD_NARROWED);
}

/* The folder of the file says which package it is; the rest of the path is in the source pane. */
static void put_selected(const struct selected *s, enum status text, struct buf *out)
{
	if (!s->set)
		return;
	if (text == STATUS_NAME)
		buf_puts(out, s->name);
	else if (*s->where_file != '\0' && s->line == 0)
		buf_printf(out, "%s:%" PRId64, path_tail(s->where_file), s->where_line);
}

static void put_position(struct ui *ui, enum view_id id, struct buf *out)
{
	const struct list *l = ui_list(ui, id);
	if (ui->view[id]->scrolls)
		text_put_range(ui->state[id], out);
	else
		buf_printf(out, "%s%s of %s", ui->view[id]->line != NULL ? "line " : "",
			   unit_count(l->count > 0 ? l->cursor + 1 : 0).text,
			   unit_count(l->count).text);
}

void ui_put_status(struct ui *ui, enum view_id id, enum status text, bool brief, struct buf *out)
{
	const struct view *view = ui->view[id];
	if (view->status != NULL && view->status(ui, text, brief, out))
		return;
	if (text == STATUS_CURSOR)
		put_position(ui, id, out);
	else if (text == STATUS_NAME || text == STATUS_DETAIL)
		put_selected(&ui->selected, text, out);
	else if (text == STATUS_MATCHES && view->line != NULL && !view->scrolls)
		text_put_matches(ui_list(ui, id), view->line, out);
}

void ui_describe(struct ui *ui, enum view_id id, enum part part, struct buf *out)
{
	if (ui->view[id]->describe != NULL)
		ui->view[id]->describe(ui, part, out);
}
