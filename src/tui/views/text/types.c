/* The list of sample types with what each adds up to. */
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/xalloc.h"
#include "tui/explorer/action.h"

#define SIDES_COLS 70 /* from here on a diff has its base and its other side as columns */

struct types {
	size_t cursor, scroll, rows;
};

static void *types_open(struct ui *ui)
{
	(void)ui;
	return xcalloc(1, sizeof(struct types));
}

static void types_close(void *state)
{
	free(state);
}

/* The change of a diff, else the total. */
static void put_value(const struct ui *ui, const struct session_type *type, struct buf *out)
{
	int64_t value = ui->summary->diff ? type->change : type->total;
	ui_put_sign(ui, value, out);
	unit_label(out, value, type->unit, "auto");
}

/* Both sides of a diff, where there is room; returns the column behind. */
static int draw_sides(struct ui *ui, const struct session_type *type, int row,
		      const struct rect *area, enum style style)
{
	int right = area->col + 16;
	if (!ui->summary->diff || area->cols < SIDES_COLS)
		return right + 2;
	for (int i = 0; i < 2; i++) {
		struct buf text = BUF_INIT;
		if (type != NULL)
			unit_label(&text, i == 0 ? type->base : type->other, type->unit, "auto");
		else
			buf_puts(&text, i == 0 ? "BASE" : "NEW");
		right += 12;
		canvas_right(&ui->canvas, row, right, style, buf_text(&text));
		buf_done(&text);
	}
	return right + 2;
}

static void draw_type(struct ui *ui, const struct session_type *type, int row,
		      const struct rect *area, bool at_cursor)
{
	struct buf value = BUF_INIT, words = BUF_INIT;
	enum style style = at_cursor ? STYLE_CURSOR : STYLE_NORMAL;
	put_value(ui, type, &value);
	ui_type_words(type->name, &words);
	canvas_fill(&ui->canvas, row, area->col, area->cols, style, ' ');
	if (at_cursor)
		canvas_puts(&ui->canvas, row, area->col, style, ">");
	canvas_right(&ui->canvas, row, area->col + 16, style, buf_text(&value));
	int col = draw_sides(ui, type, row, area, style);
	canvas_puts(&ui->canvas, row, col, style, buf_text(&words));
	buf_done(&value);
	buf_done(&words);
}

static void types_draw(struct ui *ui, void *state, struct rect area, bool focused)
{
	struct types *t = state;
	(void)focused;
	canvas_right(&ui->canvas, area.row, area.col + 16, STYLE_HEADING,
		     ui->summary->diff ? "CHANGE" : "TOTAL");
	int col = draw_sides(ui, NULL, area.row, &area, STYLE_HEADING);
	canvas_puts(&ui->canvas, area.row, col, STYLE_HEADING, "SAMPLE TYPE");
	t->rows = area.rows > 1 ? (size_t)area.rows - 1 : 0;
	view_move_cursor(MOTION_LEFT, ui->summary->types, t->rows, &t->cursor, &t->scroll);
	for (size_t i = 0; i < t->rows && t->scroll + i < ui->summary->types; i++)
		draw_type(ui, &ui->summary->type[t->scroll + i], area.row + 1 + (int)i, &area,
			  t->scroll + i == t->cursor);
}

static void types_position(struct ui *ui, void *state, bool brief, struct buf *out)
{
	const struct types *t = state;
	(void)brief;
	buf_printf(out, "%zu of %zu", t->cursor + 1, ui->summary->types);
}

static void types_move(struct ui *ui, void *state, enum motion motion)
{
	struct types *t = state;
	view_move_cursor(motion, ui->summary->types, t->rows, &t->cursor, &t->scroll);
}

static enum click types_click(struct ui *ui, void *state, int row, int col, struct rect area)
{
	struct types *t = state;
	bool hit = view_click_cursor(row - area.row - 1, ui->summary->types, t->rows, &t->cursor,
				     t->scroll);
	(void)col;
	return hit ? CLICK_ROW : CLICK_NOTHING;
}

static void types_explain(struct ui *ui, void *state, struct buf *out)
{
	const struct types *t = state;
	const struct session_type *type = &ui->summary->type[t->cursor];
	buf_puts(out, ui->summary->diff ? "CHANGE " : "TOTAL ");
	put_value(ui, type, out);
	buf_puts(out, ": of all samples together, before any filter\n");
	if (ui->summary->diff) {
		buf_puts(out, "BASE ");
		unit_label(out, type->base, type->unit, "auto");
		buf_puts(out, ", NEW ");
		unit_label(out, type->other, type->unit, "auto");
		buf_puts(out, ": the same on both sides\n");
	}
	buf_printf(out, "UNIT %s: what one is, as the profile says\n", type->unit);
	ui_type_words(type->name, out);
	buf_putc(out, '\n');
}

static enum printed types_print(struct ui *ui, void *state, enum print_form form, struct buf *out)
{
	struct buf lines = BUF_INIT, text = BUF_INIT;
	(void)state;
	if (form == PRINT_FOLDED)
		return PRINT_NO_FORM;
	buf_puts(&lines, ui->summary->diff ? "change" : "total");
	buf_puts(&lines, "\tsample type\n");
	for (size_t i = 0; i < ui->summary->types; i++) {
		const struct session_type *type = &ui->summary->type[i];
		buf_clear(&text);
		put_value(ui, type, &text);
		ui_put_cell(&lines, buf_text(&text));
		ui_put_cell(&lines, type->name);
		buf_putc(&lines, '\n');
	}
	ui_put_cells(&lines, form, out);
	buf_done(&lines);
	buf_done(&text);
	return PRINTED;
}

static const char *types_wrong(struct ui *ui, void *state)
{
	const struct types *t = state;
	return view_cursor_wrong(ui->summary->types, t->rows, t->cursor, t->scroll);
}

const struct view view_types = {
	.name = "types",
	.title = "TYPES",
	.help = "sample types with their totals",
	.context = KEYS_TYPES,
	.overlay = true,
	.open = types_open,
	.close = types_close,
	.draw = types_draw,
	.position = types_position,
	.move = types_move,
	.explain = types_explain,
	.print = types_print,
	.wrong = types_wrong,
	.click = types_click,
};

static void use_type(struct ui *ui, size_t type)
{
	struct cprof_query q;
	cprof_query_copy(&q, &ui->current.query);
	cprof_query_text(&q.sample_index, ui->summary->type[type].name);
	ui_change_query(ui, &q);
	cprof_query_done(&q);
}

/* The type that is asked for: the table may still show another one. */
static size_t present_type(const struct ui *ui)
{
	return profile_summary_type(ui->summary, ui->current.query.sample_index);
}

static void action_types(struct ui *ui)
{
	struct types *t = ui_state(ui, VIEW_types);
	t->cursor = present_type(ui);
	ui_open_overlay(ui, VIEW_types);
}
ACTION_RECORD(types, "types", "list the sample types");

static void action_next_type(struct ui *ui)
{
	use_type(ui, (present_type(ui) + 1) % ui->summary->types);
}
ACTION_RECORD(next_type, "next-type", "next sample type");

static void action_use_type(struct ui *ui)
{
	const struct types *t = ui_state(ui, VIEW_types);
	ui_close_overlay(ui);
	use_type(ui, t->cursor);
}
ACTION_RECORD(use_type, "use-type", "show the sample type at the cursor");
