/* Going to a view: what was stopped there is asked for again, and the place before is one for
 * `back`. */
#include "tui/explorer/ui.h"

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
	if (ui->view[view]->reshaped != NULL)
		ui->view[view]->reshaped(ui, ui->state[view], true);
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
	if (ui->view[id]->arrive != NULL)
		ui->view[id]->arrive(ui, ui->state[id]);
	ui_close_overlays(ui);
	if (id == ui->main || id == ui_companion(ui))
		ui->focus = id;
	else
		ui_show(ui, id);
	ui->dirty = true;
}
