/* The list of sample types with what each adds up to. */
#include "base/unit.h"
#include "tui/explorer/action.h"

#define SIDES_COLS 70 /* from here on a diff has its base and its other side as columns */

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
		      const struct rect *area, enum style style)
{
	struct buf value = BUF_INIT, words = BUF_INIT;
	put_value(ui, type, &value);
	ui_type_words(type->name, &words);
	canvas_right(&ui->canvas, row, area->col + 16, style, buf_text(&value));
	int col = draw_sides(ui, type, row, area, style);
	canvas_puts(&ui->canvas, row, col, style, buf_text(&words));
	buf_done(&value);
	buf_done(&words);
}

static size_t types_count(struct ui *ui)
{
	return ui->summary->types;
}

static void types_draw(struct ui *ui, struct rect area, bool focused)
{
	canvas_right(&ui->canvas, area.row, area.col + 16, STYLE_HEADING,
		     ui->summary->diff ? "CHANGE" : "TOTAL");
	int col = draw_sides(ui, NULL, area.row, &area, STYLE_HEADING);
	canvas_puts(&ui->canvas, area.row, col, STYLE_HEADING, "SAMPLE TYPE");
	struct list_rows r = list_draw(ui_list(ui, VIEW_types), &ui->canvas, area, 1, focused,
				       STYLE_NORMAL);
	while (list_next(&r))
		draw_type(ui, &ui->summary->type[r.at], r.row, &area, r.style);
}

static void types_describe(struct ui *ui, enum part part, struct buf *out)
{
	const struct list *l = ui_list(ui, VIEW_types);
	const struct session_type *type = &ui->summary->type[l->cursor];
	if (part != PART_EXPLANATION)
		return;
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

static enum printed types_print(struct ui *ui, enum print_form form, struct buf *out)
{
	if (form == PRINT_FOLDED)
		return PRINT_NO_FORM;
	buf_printf(out, "%s\tsample type\n", ui->summary->diff ? "change" : "total");
	for (size_t i = 0; i < ui->summary->types; i++) {
		const struct session_type *type = &ui->summary->type[i];
		put_value(ui, type, out);
		buf_putc(out, '\t');
		size_t start = out->size;
		buf_puts(out, type->name);
		ui_clean_cell(out, start);
		buf_putc(out, '\n');
	}
	return PRINTED_CELLS;
}

const struct view view_types = {
	.name = "types",
	.title = "TYPES",
	.help = "sample types with their totals",
	.context = KEYS_TYPES,
	.overlay = true,
	.size = sizeof(struct list),
	.count = types_count,
	.draw = types_draw,
	.describe = types_describe,
	.print = types_print,
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
	ui_list(ui, VIEW_types)->cursor = present_type(ui);
	ui_open_overlay(ui, VIEW_types);
}
ACTION_RECORD(types, "types", "list the sample types");

ACTION_CALL(next_type, "next-type", "next sample type",
	    use_type(ui, (present_type(ui) + 1) % ui->summary->types));

static void action_use_type(struct ui *ui)
{
	ui_close_overlay(ui);
	use_type(ui, ui_list(ui, VIEW_types)->cursor);
}
ACTION_RECORD(use_type, "use-type", "show the sample type at the cursor");
