/* What must never be while nothing waits to be drawn: see ui_wrong.h. */
#include "lib/ui_wrong.h"

#include <stdbool.h>
#include <stddef.h>

#include "tui/explorer/ui.h"

static bool overlap(const struct rect *a, const struct rect *b)
{
	return a->row < b->row + b->rows && b->row < a->row + a->rows &&
	       a->col < b->col + b->cols && b->col < a->col + a->cols;
}

static const char *panes_wrong(const struct ui *ui)
{
	bool visible = false;
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		const struct rect *a = &ui->pane[i];
		if (a->rows <= 0)
			continue;
		visible |= i == ui_front(ui);
		if (a->row < 0 || a->col < 0 || a->row + a->rows > ui->canvas.rows ||
		    a->col + a->cols > ui->canvas.cols)
			return "a pane reaches over the screen";
		for (size_t j = 0; j < i; j++)
			if (ui->pane[j].rows > 0 && overlap(a, &ui->pane[j]))
				return "two panes overlap";
	}
	return visible ? NULL : "the view with the focus is not on the screen";
}

const char *ui_wrong(struct ui *ui)
{
	const char *wrong;
	bool shown = ui->canvas.rows >= UI_MIN_ROWS && ui->canvas.cols >= UI_MIN_COLS;
	if (ui->summary == NULL || ui->dirty || ui->quit || !shown)
		return NULL;
	wrong = panes_wrong(ui);
	for (size_t i = 0; i < VIEW_COUNT && wrong == NULL; i++)
		if (!ui_visible(ui, (enum view_id)i))
			continue;
		else if (ui->view[i]->wrong != NULL)
			wrong = ui->view[i]->wrong(ui, ui->state[i]);
		else if (ui->view[i]->move == NULL)
			wrong = list_wrong(ui_list(ui, (enum view_id)i));
	return wrong;
}
