/* Panes: which views are on the screen and where, which one has the focus, and who still has to
 * follow the selected function.
 *
 * The main pane's view has a companion, which its record names. Both are shown where there is room;
 * the focus is on one of them. A view that is out of sight is not asked for anything: it is marked
 * old, and follows when it comes into sight. */
#include <string.h>

#include "tui/explorer/action.h"

#define LEAST_ROWS 4   /* of a pane: title, heading and two more */
#define LEAST_COLS 24
#define SHARE_STEP 5   /* percent */
#define SHARE_MOST 45

enum view_id ui_companion(const struct ui *ui)
{
	return ui->view[ui->main]->companion;
}

bool ui_visible(const struct ui *ui, enum view_id id)
{
	return ui->pane[id].rows > 0;
}

/* Room for a title above the pane, if its view wants one there. */
static struct rect below_title(struct rect area)
{
	area.row++;
	area.rows--;
	return area;
}

static void place_one(struct ui *ui, struct rect body)
{
	enum view_id front = ui_front(ui);
	bool titled = ui->view[front]->titled && body.rows > 3;
	ui->pane[front] = titled ? below_title(body) : body;
}

/* The main pane's part of so many rows or columns: `usual` percent, and what the user gave it or
 * took away; half a one more when it is rounded. Neither pane gets less than `least`. */
static int share_of(const struct ui *ui, int all, int usual, bool rounded, int least)
{
	int part = (all * (usual + ui->main_share) + (rounded ? 50 : 0)) / 100;
	if (part > all - least)
		part = all - least;
	return part < least ? least : part;
}

static void place_both(struct ui *ui, struct rect body)
{
	enum view_id companion = ui_companion(ui);
	struct rect a = body, b = body;
	if (body.cols >= UI_WIDE) {
		a.cols = share_of(ui, body.cols, 55, false, LEAST_COLS);
		b.col = a.cols + 1;
		b.cols = body.cols - b.col;
	} else {
		bool focused = ui->focus == ui->main;
		a.rows = share_of(ui, body.rows, focused ? 60 : 40, focused, LEAST_ROWS);
		b.row = body.row + a.rows;
		b.rows = body.rows - a.rows;
	}
	ui->pane[ui->main] = ui->view[ui->main]->titled ? below_title(a) : a;
	ui->pane[companion] = below_title(b);
}

/* An overlay that does not need the whole body leaves the rest to the main pane. */
static bool place_over(struct ui *ui, struct rect body)
{
	struct rect rest = body;
	if (ui->overlay == VIEW_COUNT || !ui->view[ui->overlay]->low)
		return false;
	const struct list *list = ui_list(ui, ui->overlay);
	int rows = (int)(list->count + list->between) + 1;
	if (rows > body.rows / 2)
		rows = body.rows / 2;
	if (body.rows - rows < UI_LEAST_BELOW)
		return false;
	rest.row += rows;
	rest.rows -= rows;
	body.rows = rows;
	ui->pane[ui->overlay] = body;
	ui->pane[ui->main] = below_title(rest);
	return true;
}

void ui_layout(struct ui *ui, struct rect body)
{
	bool one = ui->overlay != VIEW_COUNT || ui->zoomed || ui_companion(ui) == VIEW_COUNT ||
		   (body.cols < UI_WIDE && ui->canvas.rows < UI_TALL);
	memset(ui->pane, 0, sizeof ui->pane);
	if (place_over(ui, body))
		return;
	if (one)
		place_one(ui, body);
	else
		place_both(ui, body);
}

void ui_tell(struct ui *ui, enum view_id id, enum follow why)
{
	if (ui->view[id]->follow != NULL)
		ui->view[id]->follow(ui, ui->state[id], why);
}

static void follow(struct ui *ui, enum view_id id)
{
	if (!ui->old[id] || !ui_visible(ui, id))
		return;
	ui->old[id] = false;
	ui_tell(ui, id, FOLLOW_SELECTED);
}

void ui_follow(struct ui *ui)
{
	ui->follow_at = -1;
	for (size_t i = 0; i < VIEW_COUNT; i++)
		follow(ui, (enum view_id)i);
}

void ui_all_old(struct ui *ui, enum view_id but)
{
	for (size_t i = 0; i < VIEW_COUNT; i++)
		if (i != but)
			ui->old[i] = true;
}

/* The views below the one shown, each once: what `q` comes back to. */
static void stack_view(struct ui *ui, enum view_id id)
{
	for (size_t i = 0; i < ui->below_count; i++)
		if (ui->below[i] == id) {
			ui->below_count = i;
			return;
		}
	ui->below[ui->below_count++] = ui->main;
}

void ui_show(struct ui *ui, enum view_id id)
{
	if (id != ui->main)
		stack_view(ui, id);
	ui->main = ui->focus = id;
	ui->hold_until = ui->term->now(ui->term) + UI_HOLD;
	ui->dirty = true;
}

bool ui_close_view(struct ui *ui)
{
	if (ui->overlay != VIEW_COUNT)
		ui_close_overlay(ui);
	else if (ui->focus != ui->main || (ui->zoomed && !ui_slow(ui)))
		ui->zoomed = ui_slow(ui), ui->focus = ui->main;
	else if (ui->below_count > 0)
		ui_show(ui, ui->below[ui->below_count - 1]);
	else
		return false;
	ui->dirty = true;
	return true;
}

void ui_ask_stopped(struct ui *ui, enum view_id view)
{
	if (!ui->stopped[view])
		return;
	ui->stopped[view] = false;
	if (view == VIEW_top) {
		ui_ask_table(ui);
		ui_notify_reshaped(ui, true);
		return;
	}
	ui->old[view] |= !ui_visible(ui, view);
	ui_tell(ui, view, FOLLOW_ASKED);
}

void ui_ask_all_stopped(struct ui *ui)
{
	ui_ask_stopped(ui, VIEW_top);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		ui_ask_stopped(ui, (enum view_id)i);
}

void ui_go_to_view(struct ui *ui, enum view_id id)
{
	if (ui->view[id]->overlay) {
		ui_open_overlay(ui, id);
		return;
	}
	ui_ask_stopped(ui, id);
	if (ui_front(ui) == id)
		return;
	ui_push_jump(ui);
	ui_tell(ui, id, FOLLOW_ARRIVED);
	ui_close_overlays(ui);
	if (id == ui->main || id == ui_companion(ui))
		ui->focus = id;
	else
		ui_show(ui, id);
	ui->dirty = true;
}

/* Gives the pane with the focus another part of the screen. */
static void change_share(struct ui *ui, int step)
{
	enum view_id companion = ui_companion(ui);
	if (companion == VIEW_COUNT || !ui_visible(ui, ui->main) || !ui_visible(ui, companion)) {
		ui_message(ui, "there is one pane on the screen");
		return;
	}
	int share = ui->main_share + (ui->focus == ui->main ? step : -step);
	if (share < -SHARE_MOST || share > SHARE_MOST) {
		ui_message(ui, "the pane is as %s as it gets", step > 0 ? "large" : "small");
		return;
	}
	ui->main_share = share;
	ui->dirty = true;
}

ACTION_CALL(pane_grow, "pane-grow", "give the pane more of the screen",
	    change_share(ui, SHARE_STEP));
ACTION_CALL(pane_shrink, "pane-shrink", "give the pane less of the screen",
	    change_share(ui, -SHARE_STEP));

static void action_pane_reset(struct ui *ui)
{
	ui->main_share = 0;
	ui->dirty = true;
}
ACTION_RECORD(pane_reset, "pane-reset", "the panes as they were at first");
