/* The flame graph: a frame for every path of calls, as wide as what it costs, callers above what
 * they call; turned over, leaves stand first and their callers below.
 *
 * The picture is an answer of the session for so many columns. While another one is on its way the
 * old one stays, and the cursor is taken along by the path of its frame. Where it is zoomed to and
 * which way it stands is part of the view query, so that undo and back know it. */
#include "tui/views/flame/flame.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/stacks.h>

#include "base/unit.h"
#include "base/xalloc.h"
#include "tui/explorer/action.h"

static void flame_done(void *state)
{
	struct flame_view *v = state;
	cprof_analysis_flame.free(v->flame);
	free(v->zoom);
	free(v->path);
	free(v->before);
	free(v->why);
}

/* The path of the last step of a zoom, "" for the root. */
static const char *last_step(const char *zoom)
{
	const char *end = zoom != NULL ? strrchr(zoom, '\n') : NULL;
	return end != NULL ? end + 1 : zoom != NULL ? zoom : "";
}

/* Keeps the cell of the cursor for when the answer comes. */
static void keep_place(struct flame_view *v)
{
	/* While nothing is left the path before waits. */
	if (v->path != NULL && v->flame != NULL && flame_is_empty(v))
		return;
	free(v->path);
	v->path = v->flame != NULL && !v->sought ? cprof_flame_path(v->flame, v->cursor) : NULL;
}

static void ask(struct ui *ui, struct flame_view *v)
{
	const struct cprof_flame_parameters asked = {
		.columns = v->columns,
		.inverted = ui->current.flame_inverted,
		.path = last_step(ui->current.flame_zoom),
		.pattern = v->list.narrow != NULL ? narrow_pattern(v->list.narrow) : NULL,
	};
	cprof_query_text(&v->zoom, ui->current.flame_zoom);
	v->inverted = ui->current.flame_inverted;
	v->stale = false;
	v->covered = false;
	ui_ask_analysis(ui, (struct session_tag){ VIEW_flame, FLAME_PICTURE },
			&cprof_analysis_flame, &ui->current.query, &asked);
}

/* True if what is shown, or on its way, is not what the view query wants for this pane. */
static bool outdated(const struct ui *ui, const struct flame_view *v)
{
	return v->stale || v->columns != ui->panes.area[VIEW_flame].cols ||
	       v->inverted != ui->current.flame_inverted ||
	       !cprof_query_same_text(v->zoom, ui->current.flame_zoom);
}

static void ask_again(struct ui *ui, struct flame_view *v)
{
	int columns = ui->panes.area[VIEW_flame].cols;
	if (columns <= 0)
		return;
	v->columns = columns;
	ask(ui, v);
}

static void go_to(struct ui *ui, struct flame_view *v, uint32_t cell)
{
	v->cursor = cell;
	v->sought = false;
	if (v->path != NULL)
		keep_place(v);
	flame_select(ui, v);
}

/* Another function is selected: its path is looked for, in a new picture if one is wanted. */
static void show_selected(struct ui *ui, struct flame_view *v)
{
	const struct cprof_flame_cell *c = flame_cell(v);
	if (!outdated(ui, v)) {
		flame_go_to_selected(ui, v);
		return;
	}
	if (c != NULL && (flame_is_selected(ui, c) || !ui->selected.set))
		keep_place(v);
	else
		cprof_query_text(&v->path, NULL);
	ask_again(ui, v);
}

/* What is asked, or how it is shown, is something else. */
static void renew(struct ui *ui, struct flame_view *v)
{
	if (!ui_visible(ui, VIEW_flame)) {
		ui->panes.old[VIEW_flame] |= outdated(ui, v);
	} else if (outdated(ui, v)) {
		if (v->inverted == ui->current.flame_inverted)
			keep_place(v);
		else
			cprof_query_text(&v->path, NULL);
		ask_again(ui, v);
	}
}

/* The first picture of a zoom begins with the zoomed frame and the one above it. */
static void scroll_to_zoom(struct flame_view *v)
{
	uint32_t zoom = v->flame->cell[v->flame->zoom].level;
	v->scroll = zoom > 1 ? zoom - 1 : 0;
	v->loose = false;
}

static void say_cut_short(struct ui *ui, const struct flame_view *v)
{
	const struct cprof_flame_cell *c = &v->flame->cell[v->flame->zoom];
	ui_message(ui, "the frame zoomed to is not left; zoomed to %s",
		   v->flame->zoom == CPROF_FLAME_ROOT ? "all" : c->name);
}

/* The cell that the cursor goes back to; false if the picture does not have it any more: then one
 * above it. */
static bool go_to_place(struct flame_view *v)
{
	v->cursor = cprof_flame_find(v->flame, v->path);
	char *path = cprof_flame_path(v->flame, v->cursor);
	bool there = strcmp(path, v->path) == 0;
	free(path);
	cprof_query_text(&v->path, NULL);
	return there;
}

static void place_cursor(struct ui *ui, struct flame_view *v)
{
	v->cursor = v->flame->zoom;
	if (flame_is_empty(v))
		return;
	if (v->path == NULL) {
		if (v->flame->cell[v->cursor].children > 0)
			v->cursor = v->flame->cell[v->cursor].first;
		flame_go_to_selected(ui, v);
	} else if (!go_to_place(v) && ui->selected.set) {
		flame_go_to_selected(ui, v);
	} else if (ui->panes.main == VIEW_flame && !flame_is_selected(ui, flame_cell(v))) {
		flame_select(ui, v);
	}
}

static void flame_answer(struct ui *ui, struct session_answer *a)
{
	struct flame_view *v = ui_state(ui, VIEW_flame);
	if (a->tag.question == FLAME_SOUGHT) {
		flame_found(ui, v, a->found);
		return;
	}
	cprof_query_text(&v->why, a->err.status != CPROF_OK ? a->err.text : NULL);
	if (a->err.status != CPROF_OK)
		return;
	uint32_t zoom = v->flame != NULL ? v->flame->cell[v->flame->zoom].level : 0;
	v->flame = session_answer_found(a, v->flame);
	v->sought = false;
	v->covered = v->flame->searched;
	if (v->flame->cell[v->flame->zoom].level != zoom)
		scroll_to_zoom(v);
	place_cursor(ui, v);
	if (v->flame->cut_short)
		say_cut_short(ui, v);
}

/* Zooms to a path, which becomes one more step, or with NULL back by one. */
static void zoom_to(struct ui *ui, struct flame_view *v, const char *path)
{
	struct buf zoom = BUF_INIT;
	const char *old = ui->current.flame_zoom;
	const char *last = last_step(old);
	if (path == NULL && old != NULL)
		buf_put(&zoom, old, last > old ? (size_t)(last - old) - 1 : 0);
	else if (path != NULL && *path != '\0')
		buf_printf(&zoom, "%s%s%s", old != NULL ? old : "", old != NULL ? "\n" : "", path);
	keep_place(v);
	ui_change_flame(ui, buf_text(&zoom), ui->current.flame_inverted);
	buf_done(&zoom);
}

static void put_position(const struct flame_view *v, bool brief, struct buf *out)
{
	const struct cprof_flame_cell *c = flame_cell(v);
	if (v->flame->inverted)
		buf_puts(out, brief ? "leaves " : "leaves first  ");
	buf_printf(out, "%s%" PRIu32 "%s%" PRIu32, brief ? "" : "level ", c->level,
		   brief ? "/" : " of ", v->flame->levels - 1);
}

/* Down the largest children, or up, by so many levels. */
static uint32_t walk(const struct cprof_flame *f, uint32_t cell, uint32_t levels, bool down)
{
	while (levels-- > 0) {
		if (down && f->cell[cell].children == 0)
			break;
		cell = down ? f->cell[cell].first : f->cell[cell].parent;
	}
	return cell;
}

/* The cell beside it on its level. */
static uint32_t beside(const struct cprof_flame *f, uint32_t cell, bool right)
{
	uint32_t level = f->cell[cell].level;
	if (right)
		return cell + 1 < f->level[level + 1] ? cell + 1 : cell;
	return cell > f->level[level] ? cell - 1 : cell;
}

static void scroll_by(struct flame_view *v, int levels)
{
	int64_t most = (int64_t)v->flame->levels - v->rows;
	int64_t to = (int64_t)v->scroll + levels;
	v->scroll = (uint32_t)(to < 0 || most < 0 ? 0 : to > most ? most : to);
	v->loose = true;
}

static enum click flame_click(struct ui *ui, int row, int col, struct rect area)
{
	struct flame_view *v = ui_state(ui, VIEW_flame);
	const struct cprof_flame *f = v->flame;
	uint32_t level = v->scroll + (uint32_t)(row - area.row);
	if (f == NULL || level >= f->levels)
		return CLICK_NOTHING;
	for (uint32_t i = f->level[level]; i < f->level[level + 1]; i++)
		if (col - area.col >= f->cell[i].column &&
		    col - area.col < f->cell[i].column + f->cell[i].width) {
			go_to(ui, v, i);
			return CLICK_ROW;
		}
	return CLICK_NOTHING;
}

/* The next match in reading order; where it went round the end is said. */
static bool go_to_match(struct ui *ui, struct flame_view *v, int direction)
{
	uint32_t count = v->flame->cells, at = v->cursor;
	for (uint32_t i = 0; i < count; i++) {
		at = direction > 0 ? (at + 1) % count : (at + count - 1) % count;
		if (!flame_matches(v, at))
			continue;
		if (direction > 0 ? at <= v->cursor : at >= v->cursor)
			ui_message(ui, "the search went round the end");
		go_to(ui, v, at);
		return true;
	}
	return false;
}

static void step(struct ui *ui, struct flame_view *v, int direction)
{
	if (v->list.narrow == NULL)
		ui_message(ui, "no pattern; / paints the frames that match one");
	else if (!go_to_match(ui, v, direction))
		ui_message(ui, "no frame matches %s", narrow_pattern(v->list.narrow));
}

static bool flame_move(struct ui *ui, enum motion motion, int64_t number)
{
	struct flame_view *v = ui_state(ui, VIEW_flame);
	const struct cprof_flame *f = v->flame;
	(void)number;
	if (f == NULL)
		return true;
	uint32_t page = v->rows > 1 ? (uint32_t)v->rows - 1 : 1;
	uint32_t at = v->cursor, level = f->cell[at].level;
	switch (motion) {
	case MOTION_UP:
	case MOTION_DOWN:
		at = walk(f, at, 1, motion == MOTION_DOWN);
		break;
	case MOTION_PAGE_UP:
	case MOTION_PAGE_DOWN:
		at = walk(f, at, page, motion == MOTION_PAGE_DOWN);
		break;
	case MOTION_HALF_UP:
	case MOTION_HALF_DOWN:
		at = walk(f, at, (page + 1) / 2, motion == MOTION_HALF_DOWN);
		break;
	case MOTION_FIRST:
		at = f->zoom;
		break;
	case MOTION_LAST:
		at = walk(f, at, UINT32_MAX, true);
		break;
	case MOTION_LEFT:
	case MOTION_RIGHT:
		at = beside(f, at, motion == MOTION_RIGHT);
		break;
	case MOTION_CENTRE:
		v->scroll = level > (uint32_t)v->rows / 2 ? level - (uint32_t)v->rows / 2 : 0;
		break;
	case MOTION_SCROLL_UP:
	case MOTION_SCROLL_DOWN:
		scroll_by(v, motion == MOTION_SCROLL_DOWN ? 3 : -3);
		return true;
	case MOTION_NEXT:
	case MOTION_PREVIOUS:
		step(ui, v, motion == MOTION_NEXT ? 1 : -1);
		return true;
	case MOTION_TO:
		return false;
	}
	go_to(ui, v, at);
	return true;
}

/* Paints another pattern; the answer says what it covers. Each that is typed is looked for from
 * where the search began. */
static void paint(struct ui *ui, struct flame_view *v, bool cancelled)
{
	if (v->before != NULL)
		go_to(ui, v, cprof_flame_find(v->flame, v->before));
	v->covered = false;
	if (v->list.narrow == NULL)
		return;
	if (v->columns != 0) {
		keep_place(v);
		ask(ui, v);
	}
	if (!cancelled && !flame_matches(v, v->cursor))
		go_to_match(ui, v, 1);
}

static void put_matches(const struct ui *ui, const struct flame_view *v, bool brief,
			struct buf *out)
{
	uint32_t count = 0, at = 0;
	if (v->list.narrow == NULL)
		return;
	for (uint32_t i = 0; i < v->flame->cells; i++) {
		count += flame_matches(v, i);
		if (i == v->cursor && flame_matches(v, i))
			at = count;
	}
	if (at > 0)
		buf_printf(out, "match %" PRIu32 " of %" PRIu32 "; ", at, count);
	else
		buf_printf(out, "%" PRIu32 "%s; ", count,
			   brief        ? " match"
			   : count == 1 ? " frame matches"
					 : " frames match");
	if (!v->covered) {
		buf_puts(out, "...");
		return;
	}
	const struct cprof_flame *f = v->flame;
	if (!brief) {
		ui_put_value(ui, &f->unit, f->covered, out);
		buf_puts(out, ", ");
	}
	unit_percentage_bare(out, f->covered, f->total);
	buf_puts(out, " of all");
	if (f->zoom == CPROF_FLAME_ROOT)
		return;
	buf_puts(out, ", ");
	unit_percentage_bare(out, f->covered_zoom, f->cell[f->zoom].value);
	buf_puts(out, " of zoom");
}

static bool flame_status(struct ui *ui, enum status text, bool brief, struct buf *out)
{
	const struct flame_view *v = ui_state(ui, VIEW_flame);
	if (v->flame == NULL)
		return true;
	if (text == STATUS_CURSOR)
		put_position(v, brief, out);
	else if (text == STATUS_NAME)
		flame_put_name(v, out);
	else if (text == STATUS_DETAIL)
		flame_put_shares(ui, v, out);
	else if (text == STATUS_MATCHES)
		put_matches(ui, v, brief, out);
	return true;
}

static char *flame_save(struct ui *ui)
{
	const struct flame_view *v = ui_state(ui, VIEW_flame);
	return v->flame != NULL ? cprof_flame_path(v->flame, v->cursor) : NULL;
}

static void flame_restore(struct ui *ui, const char *saved)
{
	struct flame_view *v = ui_state(ui, VIEW_flame);
	if (saved == NULL)
		return;
	cprof_query_text(&v->path, saved);
	if (v->flame == NULL || ui_analysing(ui, VIEW_flame) || outdated(ui, v))
		return;
	v->cursor = cprof_flame_find(v->flame, saved);
	cprof_query_text(&v->path, NULL);
}

/* A pattern that is typed is one of this picture. */
static void search(struct ui *ui, struct flame_view *v, enum told what)
{
	if (v->flame == NULL) {
		list_narrow(&v->list, NULL);
		return;
	}
	if (what != TOLD_OPENED)
		paint(ui, v, what == TOLD_CANCELLED);
	if (what == TOLD_NARROWED)
		return;
	free(v->before);
	v->before = what == TOLD_OPENED ? cprof_flame_path(v->flame, v->cursor) : NULL;
}

/* One step of the zoom; painted matches go first. */
static bool zoom_out(struct ui *ui, struct flame_view *v)
{
	if (v->list.narrow != NULL || ui_front(ui) != VIEW_flame || ui->current.flame_zoom == NULL)
		return false;
	zoom_to(ui, v, NULL);
	return true;
}

static bool flame_told(struct ui *ui, enum told what)
{
	struct flame_view *v = ui_state(ui, VIEW_flame);
	switch (what) {
	case TOLD_SELECTED:
		show_selected(ui, v);
		break;
	case TOLD_ASKED:
		v->stale = true;
		renew(ui, v);
		break;
	case TOLD_ORDER:
		renew(ui, v);
		break;
	case TOLD_OPENED:
	case TOLD_NARROWED:
	case TOLD_KEPT:
	case TOLD_CANCELLED:
		search(ui, v, what);
		break;
	case TOLD_ESCAPE:
		return zoom_out(ui, v);
	case TOLD_TABLE:
	case TOLD_ARRIVED:
	case TOLD_MOVED:
		break;
	}
	return false;
}

const struct view view_flame = {
	.name = "flame",
	.title = "FLAME",
	.help = "paths of calls, as wide as what they cost",
	.reading = "  A frame is as wide as what it and all it called cost; frames on it are\n"
		   "  its callees. Root first; v turns it over: leaves first, their callers\n"
		   "  below. Order and colours mean nothing. Frames narrower than a cell are\n"
		   "  one frame with dots; Enter opens it. / paints frames and says how much\n"
		   "  they cover, nested ones once.\n"
		   "  j goes to the widest callee, k to the caller, h and l to the frames\n"
		   "  beside.",
	.context = KEYS_FLAME,
	.companion = VIEW_source,
	.size = sizeof(struct flame_view),
	.done = flame_done,
	.draw = flame_draw,
	.narrows = true,
	.status = flame_status,
	.move = flame_move,
	.describe = flame_describe,
	.print = flame_print,
	.click = flame_click,
	.answer = flame_answer,
	.told = flame_told,
	.save = flame_save,
	.restore = flame_restore,
};

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
	zoom_to(ui, v, path);
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
	zoom_to(ui, v, "");
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
	zoom_to(ui, ui_state(ui, VIEW_flame), call->rest);
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
