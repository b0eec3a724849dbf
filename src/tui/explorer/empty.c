/* What every view says when the filters left nothing, and the way back. */
#include "app/filter_line.h"
#include "tui/explorer/ui.h"

#define MARGIN 2

bool ui_left_nothing(const struct ui *ui)
{
	return ui->table != NULL && ui->table->count == 0 &&
	       cprof_query_filtered(&ui->current.query);
}

/* Which filter it was, when that is known. */
static void draw_culprit(struct ui *ui, int row, int col, int room)
{
	struct chip chip;
	struct buf text = BUF_INIT;
	if (ui->emptied_by == 0 || !filter_line_get(&ui->current.query, ui->emptied_by - 1, &chip))
		return;
	chip_print(&chip, &text);
	int at = canvas_puts(&ui->canvas, row, col, STYLE_NORMAL, "emptied by  ");
	canvas_name(&ui->canvas, row, at, room - (at - col), STYLE_CHIP, buf_text(&text));
	canvas_puts(&ui->canvas, row + 1, col, STYLE_DIM,
		    "Enter switches it off   F shows all filters");
	buf_done(&text);
}

void ui_draw_nothing(struct ui *ui, const struct rect *area)
{
	int col = area->col + MARGIN;
	canvas_puts(&ui->canvas, area->row + 1, col, STYLE_DIM,
		    "nothing is left; u undoes the last change, \\ clears all");
	draw_culprit(ui, area->row + 2, col, area->cols - MARGIN - 1);
}

void ui_toggle_filter(struct ui *ui, size_t n)
{
	struct cprof_query q;
	struct chip chip;
	struct buf text = BUF_INIT;
	cprof_query_copy(&q, &ui_own_query(ui)->query);
	if (filter_line_get(&q, n, &chip)) {
		chip_print(&chip, &text);
		filter_line_toggle(&q, n);
		ui_change_query(ui, &q);
		ui_message(ui, "%s is %s", buf_text(&text), chip.off ? "on" : "off");
	}
	cprof_query_done(&q);
	buf_done(&text);
}

bool ui_give_back(struct ui *ui)
{
	if (!ui_left_nothing(ui))
		return false;
	if (ui->emptied_by > 0)
		ui_toggle_filter(ui, ui->emptied_by - 1);
	return true;
}
