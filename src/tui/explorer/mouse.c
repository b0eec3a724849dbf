/* The mouse, when it was asked for: a click puts the cursor where it points and the focus into that
 * pane, a second one at once is Enter, and the wheel scrolls the pane below the pointer. */
#include <string.h>

#include "tui/term/key.h"
#include "tui/explorer/ui.h"

static bool inside(struct rect area, int row, int col)
{
	return row >= area.row && row < area.row + area.rows && col >= area.col &&
	       col < area.col + area.cols;
}

/* The panes are where they were drawn last; since then another view may have come into one. */
static bool is_there(const struct ui *ui, enum view_id id)
{
	/* A low overlay leaves the main pane in sight. */
	if (ui->panes.overlay != VIEW_COUNT)
		return id == ui->panes.overlay ||
		       (id == ui->panes.main && ui->view[ui->panes.overlay]->low);
	return id == ui->panes.main || id == ui_companion(ui);
}

/* The view on whose pane or title this cell of the screen is; VIEW_COUNT: none. */
static enum view_id view_at(const struct ui *ui, int row, int col)
{
	/* The first row of the screen is no pane's title. */
	for (int title = 0; title <= (row > 0); title++)
		for (size_t i = 0; i < VIEW_COUNT; i++)
			if (is_there(ui, (enum view_id)i) &&
			    inside(ui->panes.area[i], row + title, col))
				return (enum view_id)i;
	return VIEW_COUNT;
}

static void take_focus(struct ui *ui, enum view_id id)
{
	/* A pane below an overlay comes to the front. */
	if (!ui->view[id]->overlay) {
		ui_close_overlays(ui);
		ui->panes.focus = id;
	}
	ui_redraw(ui);
}

/* True if this press follows one on the same cell at once. */
static bool is_repeated(const struct ui *ui, const struct term_mouse *m)
{
	const struct ui_click *last = &ui->keys.click;
	return last->row == m->row && last->col == m->col &&
	       ui->term->now(ui->term) <= last->until;
}

static void press_enter(struct ui *ui)
{
	bool is_prefix;
	const struct key_binding *b =
		keymap_find(&ui->keymap, ui_view(ui)->context, 0, KEY_ENTER_, &is_prefix);
	if (b != NULL)
		ui_command(ui, b->command);
}

static void click(struct ui *ui, const struct term_mouse *m)
{
	enum click kind = CLICK_NOTHING;
	enum view_id id = view_at(ui, m->row, m->col);
	/* The second one means the row that the first one has chosen, even if something else is
	 * there now; a third one means nothing. */
	if (is_repeated(ui, m)) {
		if (ui->keys.click.kind == CLICK_ROW)
			press_enter(ui);
		if (ui->keys.click.kind != CLICK_HEADING)
			id = VIEW_COUNT;
	}
	if (id != VIEW_COUNT) {
		take_focus(ui, id);
		if (inside(ui->panes.area[id], m->row, m->col))
			kind = ui_click(ui, id, m->row, m->col);
	}
	ui->keys.click = (struct ui_click){ .kind = kind,
					    .row = m->row,
					    .col = m->col,
					    .until = ui->term->now(ui->term) + UI_DOUBLE_CLICK };
}

static void turn_wheel(struct ui *ui, const struct term_mouse *m)
{
	enum view_id id = view_at(ui, m->row, m->col);
	if (id != VIEW_COUNT)
		ui_move(ui, id, m->button == TERM_WHEEL_UP ? MOTION_SCROLL_UP : MOTION_SCROLL_DOWN);
}

void ui_mouse(struct ui *ui, const struct term_mouse *m)
{
	/* A prompt is closed by the keyboard that opened it. */
	if (ui->summary == NULL || ui->prompt.use != PROMPT_NONE)
		return;
	ui->keys.prefix = 0;
	ui->keys.letter_for = NULL;
	ui_clear_message(ui);
	if (m->button == TERM_BUTTON)
		click(ui, m);
	else
		turn_wheel(ui, m);
}
