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

struct list *ui_list(struct ui *ui, enum view_id id)
{
	struct list *l = ui->state[id];
	if (ui->view[id]->count != NULL)
		l->count = ui->view[id]->count(ui);
	return l;
}

void ui_open_overlay(struct ui *ui, enum view_id id)
{
	size_t at = 0;
	while (at < ui->panes.under_count && ui->panes.under[at] != id)
		at++;
	/* Each is there once: those that cover it go. */
	if (at < ui->panes.under_count)
		ui->panes.under_count = at;
	else if (ui->panes.overlay != VIEW_COUNT && ui->panes.overlay != id)
		ui->panes.under[ui->panes.under_count++] = ui->panes.overlay;
	ui->panes.overlay = id;
	ui_redraw(ui);
}

void ui_close_overlay(struct ui *ui)
{
	ui->panes.overlay = ui->panes.under_count > 0 ? ui->panes.under[--ui->panes.under_count]
						      : VIEW_COUNT;
	ui_redraw(ui);
}

void ui_close_overlays(struct ui *ui)
{
	ui->panes.under_count = 0;
	ui_close_overlay(ui);
}

void ui_page(struct ui *ui, const char *title, const char *text)
{
	text_set(ui_state(ui, VIEW_pager), title, text);
	ui_open_overlay(ui, VIEW_pager);
}

enum view_id ui_companion(const struct ui *ui)
{
	return ui->view[ui->panes.main]->companion;
}

bool ui_visible(const struct ui *ui, enum view_id id)
{
	return ui->panes.area[id].rows > 0;
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
	ui->panes.area[front] = titled ? below_title(body) : body;
}

/* The main pane's part of so many rows or columns: `usual` percent, and what the user gave it or
 * took away; half a one more when it is rounded. Neither pane gets less than `least`. */
static int share_of(const struct ui *ui, int all, int usual, bool rounded, int least)
{
	int part = (all * (usual + ui->panes.share) + (rounded ? 50 : 0)) / 100;
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
		bool focused = ui->panes.focus == ui->panes.main;
		a.rows = share_of(ui, body.rows, focused ? 60 : 40, focused, LEAST_ROWS);
		b.row = body.row + a.rows;
		b.rows = body.rows - a.rows;
	}
	ui->panes.area[ui->panes.main] = ui->view[ui->panes.main]->titled ? below_title(a) : a;
	ui->panes.area[companion] = below_title(b);
}

/* An overlay that does not need the whole body leaves the rest to the main pane. */
static bool place_over(struct ui *ui, struct rect body)
{
	struct rect rest = body;
	if (ui->panes.overlay == VIEW_COUNT || !ui->view[ui->panes.overlay]->low)
		return false;
	const struct list *list = ui_list(ui, ui->panes.overlay);
	int rows = (int)(list->count + list->between) + 1;
	if (rows > body.rows / 2)
		rows = body.rows / 2;
	if (body.rows - rows < UI_LEAST_BELOW)
		return false;
	rest.row += rows;
	rest.rows -= rows;
	body.rows = rows;
	ui->panes.area[ui->panes.overlay] = body;
	ui->panes.area[ui->panes.main] = below_title(rest);
	return true;
}

void ui_layout(struct ui *ui, struct rect body)
{
	bool one = ui->panes.overlay != VIEW_COUNT || ui->panes.zoomed ||
		   ui_companion(ui) == VIEW_COUNT ||
		   (body.cols < UI_WIDE && ui->canvas.rows < UI_TALL);
	memset(ui->panes.area, 0, sizeof ui->panes.area);
	if (place_over(ui, body))
		return;
	if (one)
		place_one(ui, body);
	else
		place_both(ui, body);
}

bool ui_tell(struct ui *ui, enum view_id id, enum told what)
{
	return ui->view[id]->told != NULL && ui->view[id]->told(ui, what);
}

static void follow(struct ui *ui, enum view_id id)
{
	if (!ui->panes.old[id] || !ui_visible(ui, id))
		return;
	ui->panes.old[id] = false;
	ui_tell(ui, id, TOLD_SELECTED);
}

void ui_follow(struct ui *ui)
{
	ui->panes.follow_at = -1;
	for (size_t i = 0; i < VIEW_COUNT; i++)
		follow(ui, (enum view_id)i);
}

void ui_all_old(struct ui *ui, enum view_id but)
{
	for (size_t i = 0; i < VIEW_COUNT; i++)
		if (i != but)
			ui->panes.old[i] = true;
}

/* The views below the one shown, each once: what `q` comes back to. */
static void stack_view(struct ui *ui, enum view_id id)
{
	for (size_t i = 0; i < ui->panes.below_count; i++)
		if (ui->panes.below[i] == id) {
			ui->panes.below_count = i;
			return;
		}
	ui->panes.below[ui->panes.below_count++] = ui->panes.main;
}

void ui_show(struct ui *ui, enum view_id id)
{
	if (id != ui->panes.main)
		stack_view(ui, id);
	ui->panes.main = ui->panes.focus = id;
	ui->wait.hold_until = ui->term->now(ui->term) + UI_HOLD;
	ui_redraw(ui);
}

bool ui_close_view(struct ui *ui)
{
	if (ui->panes.overlay != VIEW_COUNT)
		ui_close_overlay(ui);
	else if (ui->panes.focus != ui->panes.main || (ui->panes.zoomed && !ui_slow(ui)))
		ui->panes.zoomed = ui_slow(ui), ui->panes.focus = ui->panes.main;
	else if (ui->panes.below_count > 0)
		ui_show(ui, ui->panes.below[ui->panes.below_count - 1]);
	else
		return false;
	ui_redraw(ui);
	return true;
}

static void action_next_pane(struct ui *ui)
{
	enum view_id companion = ui_companion(ui);
	if (companion == VIEW_COUNT)
		ui_message(ui, "this view has no other pane");
	else
		ui->panes.focus = ui->panes.focus == ui->panes.main ? companion : ui->panes.main;
	ui_redraw(ui);
}
ACTION_RECORD(next_pane, "next-pane", "go to the next pane");

static void action_zoom(struct ui *ui)
{
	ui->panes.zoomed = !ui->panes.zoomed;
	ui_message(ui, ui->panes.zoomed ? "one pane; z shows both again" : "both panes");
}
ACTION_RECORD(zoom, "zoom", "give the pane the whole screen, and back");

/* Gives the pane with the focus another part of the screen. */
static void change_share(struct ui *ui, int step)
{
	enum view_id companion = ui_companion(ui);
	if (companion == VIEW_COUNT || !ui_visible(ui, ui->panes.main) ||
	    !ui_visible(ui, companion)) {
		ui_message(ui, "there is one pane on the screen");
		return;
	}
	int share = ui->panes.share + (ui->panes.focus == ui->panes.main ? step : -step);
	if (share < -SHARE_MOST || share > SHARE_MOST) {
		ui_message(ui, "the pane is as %s as it gets", step > 0 ? "large" : "small");
		return;
	}
	ui->panes.share = share;
	ui_redraw(ui);
}

ACTION_CALL(pane_grow, "pane-grow", "give the pane more of the screen",
	    change_share(ui, SHARE_STEP));
ACTION_CALL(pane_shrink, "pane-shrink", "give the pane less of the screen",
	    change_share(ui, -SHARE_STEP));

static void action_pane_reset(struct ui *ui)
{
	ui->panes.share = 0;
	ui_redraw(ui);
}
ACTION_RECORD(pane_reset, "pane-reset", "the panes as they were at first");
