/* What a diff adds to the screen: its columns, the legend, and how changes are shaded. Signs carry
 * the meaning, colours only repeat it. */
#include <string.h>

#include "base/unit.h"
#include "tui/explorer/action.h"

#define MUCH_OF_ALL 0.05  /* of the total: a large change when all changes are compared */
#define MUCH_OF_BASE 0.50 /* of the base: a large change of that row */

void ui_put_sign(const struct ui *ui, int64_t value, struct buf *out)
{
	if (ui->summary->diff && value > 0)
		buf_putc(out, '+');
}

void ui_put_value(const struct ui *ui, const struct cprof_unit *unit, int64_t value,
		  struct buf *out)
{
	ui_put_sign(ui, value, out);
	unit_put(out, unit, value);
}

void ui_put_share(const struct ui *ui, const struct cprof_unit *unit, int64_t value, int64_t of,
		  struct buf *out)
{
	ui_put_value(ui, unit, value, out);
	buf_puts(out, " (");
	unit_percentage_bare(out, value, of);
	buf_putc(out, ')');
}

void ui_draw_value(struct ui *ui, int row, int right, enum style style,
		   const struct cprof_unit *unit, int64_t value)
{
	struct buf text = BUF_INIT;
	ui_put_value(ui, unit, value, &text);
	canvas_right(&ui->canvas, row, right, style, buf_text(&text));
	buf_done(&text);
}

void ui_draw_percentage(struct ui *ui, int row, int right, enum style style, int64_t value,
			int64_t of)
{
	struct buf text = BUF_INIT;
	unit_percentage(&text, value, of);
	canvas_right(&ui->canvas, row, right, style, buf_text(&text));
	buf_done(&text);
}

void ui_put_sides(const struct ui *ui, const struct cprof_unit *unit, int64_t base, int64_t now,
		  const char *what, struct buf *out)
{
	if (!ui->summary->diff)
		return;
	buf_puts(out, "BASE ");
	unit_put(out, unit, base);
	buf_puts(out, ", NEW ");
	unit_put(out, unit, now);
	buf_printf(out, ": %s\n", what);
}

bool ui_has_column(const struct ui *ui, const struct cprof_column *column)
{
	return !column->diff || (ui->summary != NULL && ui->summary->diff);
}

static double size_of(int64_t value)
{
	return value < 0 ? -(double)value : (double)value;
}

enum style ui_change_style(const struct ui *ui, int64_t change, int64_t base)
{
	double all = ui->table != NULL ? size_of(ui->table->total) : 0;
	bool much = ui->relative_shading ? size_of(change) >= MUCH_OF_BASE * size_of(base)
					 : all > 0 && size_of(change) >= MUCH_OF_ALL * all;
	if (change == 0)
		return STYLE_NORMAL;
	if (change > 0)
		return much ? STYLE_GREW_MUCH : STYLE_GREW;
	return much ? STYLE_SHRANK_MUCH : STYLE_SHRANK;
}

void ui_draw_legend(struct ui *ui, int row, int cols)
{
	struct canvas *c = &ui->canvas;
	int col = canvas_puts(c, row, 1, STYLE_GREW, "+ grew") + 2;
	col = canvas_puts(c, row, col, STYLE_SHRANK, "- shrank") + 2;
	col = canvas_puts(c, row, col, STYLE_DIM, "new, gone: on one side only") + 2;
	const char *bold = ui->relative_shading ? "bold: half of its base or more"
						: "bold: 5% of all or more";
	if (ui->summary->normalized)
		col = canvas_puts(c, row, col, STYLE_DIM, "normalized") + 2;
	if (col + (int)strlen(bold) < cols)
		canvas_puts(c, row, col, STYLE_DIM, bold);
}

static void action_shading(struct ui *ui)
{
	ui->relative_shading = !ui->relative_shading;
	ui_message(ui, ui->relative_shading ? "bold is what changed by half of its base or more"
					    : "bold is what changed by 5%% of all or more");
}
ACTION_RECORD(shading, "shading", "shade changes of a diff by all or by their base");
