/* What the flame graph's own keys do. */
#include <stdlib.h>

#include "tui/explorer/action.h"
#include "tui/views/flame/flame.h"

/* Zooms to the frame; what is merged opens. */
static void action_open_frame(struct ui *ui)
{
	struct flame_view *v = ui_state(ui, VIEW_flame);
	if (v->flame == NULL || (flame_is_empty(v) && ui_give_back(ui)))
		return;
	if (v->cursor == v->flame->zoom) {
		ui_message(ui, v->cursor == CPROF_FLAME_ROOT ? "this is all there is"
							     : "zoomed to it; Esc zooms out");
		return;
	}
	char *path = cprof_flame_path(v->flame, v->cursor);
	ui_push_jump(ui);
	flame_zoom_to(ui, v, path);
	free(path);
}
ACTION_RECORD(open_frame, "open-frame", "zoom to the frame; open what is merged");

static void action_flame_root(struct ui *ui)
{
	struct flame_view *v = ui_state(ui, VIEW_flame);
	if (ui->current.flame_zoom == NULL) {
		bool at_root = v->flame == NULL || v->cursor == CPROF_FLAME_ROOT;
		if (at_root)
			ui_message(ui, "zoomed out already");
		else
			ui_move(ui, VIEW_flame, MOTION_FIRST);
		return;
	}
	ui_push_jump(ui);
	flame_zoom_to(ui, v, "");
}
ACTION_RECORD(flame_root, "flame-root", "zoom out; then to the root");

static void action_turn_over(struct ui *ui)
{
	bool inverted = !ui->current.flame_inverted;
	ui_change_flame(ui, NULL, inverted);
	ui_message(ui, inverted ? "leaves first, their callers below them"
				: "roots first, what they call below them");
}
ACTION_RECORD(turn_over, "turn-over", "stand the flame graph on its leaves, and back");

/* One step of a zoom, as scripts write it. */
static enum cprof_status zoom_frame_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	(void)err;
	flame_zoom_to(ui, ui_state(ui, VIEW_flame), call->rest);
	return CPROF_OK;
}

const struct command command_action_zoom_frame = {
	.name = "zoom-frame",
	.usage = "PATH",
	.help = "zoom the flame graph to a frame: names from the root, ; between",
	.least = 1,
	.most = -1,
	.run = zoom_frame_run,
};
