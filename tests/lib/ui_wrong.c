/* What must never be while nothing waits to be drawn: see ui_wrong.h. */
#include "lib/ui_wrong.h"

#include <stdbool.h>
#include <stddef.h>

#include "tui/explorer/ui.h"
#include "tui/views/flame/flame.h"

#include "lib/list_wrong.h"

static bool overlap(const struct rect *a, const struct rect *b)
{
	return a->row < b->row + b->rows && b->row < a->row + a->rows &&
	       a->col < b->col + b->cols && b->col < a->col + a->cols;
}

static const char *panes_wrong(const struct ui *ui)
{
	bool visible = false;
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		const struct rect *a = &ui->panes.area[i];
		if (a->rows <= 0)
			continue;
		visible |= i == ui_front(ui);
		if (a->row < 0 || a->col < 0 || a->row + a->rows > ui->canvas.rows ||
		    a->col + a->cols > ui->canvas.cols)
			return "a pane reaches over the screen";
		for (size_t j = 0; j < i; j++)
			if (ui->panes.area[j].rows > 0 && overlap(a, &ui->panes.area[j]))
				return "two panes overlap";
	}
	return visible ? NULL : "the view with the focus is not on the screen";
}

/* Below a zoom every frame is the sum of what it calls and of itself, and no narrower. */
static const char *flame_wrong(struct ui *ui)
{
	const struct flame_view *v = ui_state(ui, VIEW_flame);
	const struct cprof_flame *f = v->flame;
	/* Means do not add up; nor does what is shown until another answer comes. */
	if (f == NULL || ui->current.query.mean || v->stale || ui_analysing(ui, VIEW_flame))
		return NULL;
	if (v->cursor >= f->cells)
		return "the cursor is on no frame";
	for (uint32_t i = f->zoom; i < f->cells; i++) {
		const struct cprof_flame_cell *c = &f->cell[i];
		int64_t value = c->self, width = 0;
		for (uint32_t k = c->first; k < c->first + c->children; k++) {
			value += f->cell[k].value;
			width += f->cell[k].width;
		}
		if (c->children > 0 && value != c->value)
			return "a frame is not what its children add up to";
		if (width > c->width)
			return "children are wider than their parent";
	}
	return NULL;
}

const char *ui_wrong(struct ui *ui)
{
	const char *wrong;
	bool shown = ui->canvas.rows >= UI_MIN_ROWS && ui->canvas.cols >= UI_MIN_COLS;
	if (ui->summary == NULL || ui->dirty || ui->end.quit || !shown)
		return NULL;
	wrong = panes_wrong(ui);
	for (size_t i = 0; i < VIEW_COUNT && wrong == NULL; i++)
		if (ui_visible(ui, (enum view_id)i))
			wrong = i == VIEW_flame ? flame_wrong(ui)
						: list_wrong(ui_list(ui, (enum view_id)i));
	return wrong;
}
