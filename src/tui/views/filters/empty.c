/* What every view says when the filters left nothing, and the way back. */
#include "tui/views/filters/filters.h"

#define MARGIN 2

bool filters_left_nothing(const struct ui *ui)
{
	return ui->table != NULL && ui->table->count == 0 &&
	       cprof_query_filtered(&ui->current.query);
}

/* Which filter it was, when that is known. */
static void draw_culprit(struct ui *ui, int row, int col, int room)
{
	struct chip chip;
	struct buf text = BUF_INIT;
	size_t n;
	if (!filters_emptied(ui, &n) || !filter_line_get(&ui->current.query, n, &chip))
		return;
	chip_print(&chip, &text);
	int at = canvas_puts(&ui->canvas, row, col, STYLE_NORMAL, "emptied by  ");
	canvas_name(&ui->canvas, row, at, room - (at - col), STYLE_CHIP, buf_text(&text));
	canvas_puts(&ui->canvas, row + 1, col, STYLE_DIM,
		    "Enter switches it off   F shows all filters");
	buf_done(&text);
}

void filters_draw_nothing(struct ui *ui, const struct rect *area)
{
	int col = area->col + MARGIN;
	canvas_puts(&ui->canvas, area->row + 1, col, STYLE_DIM,
		    "nothing is left; u undoes the last change, \\ clears all");
	draw_culprit(ui, area->row + 2, col, area->cols - MARGIN - 1);
}

bool filters_give_back(struct ui *ui)
{
	size_t n;
	if (!filters_left_nothing(ui))
		return false;
	if (filters_emptied(ui, &n))
		filters_toggle(ui, n);
	return true;
}
