/* The selected function in the picture: its widest frame. Where all are too narrow to be drawn, its
 * largest sample is followed from frame to frame, down to the merged one that it disappears in. */
#include <string.h>

#include <cprof/stacks.h>

#include "tui/views/flame/flame.h"

const struct cprof_flame_cell *flame_cell(const struct flame_view *v)
{
	return v->flame != NULL ? &v->flame->cell[v->cursor] : NULL;
}

bool flame_is_empty(const struct flame_view *v)
{
	return v->flame == NULL || v->flame->cells == 1;
}

void flame_select(struct ui *ui, struct flame_view *v)
{
	const struct cprof_flame_cell *c = flame_cell(v);
	v->loose = false;
	ui_redraw(ui);
	if (c == NULL || *c->where_function == '\0')
		ui_select_nothing(ui, VIEW_flame);
	else
		ui_select_function(ui, VIEW_flame, c->where_function, c->where_file,
				   c->where_line);
}

bool flame_is_selected(const struct ui *ui, const struct cprof_flame_cell *c)
{
	const struct selected *s = &ui->selected;
	return s->set && c->merged == 0 && *c->where_function != '\0' &&
	       strcmp(c->where_function, s->where_function) == 0;
}

/* The widest frame of the selected function, the one nearest to the root first; SIZE_MAX: it has
 * none. A row of a file or an address is preferred by its name. */
static size_t find_selected(const struct ui *ui, const struct flame_view *v)
{
	size_t best = SIZE_MAX;
	int64_t width = 0;
	bool exact = false;
	for (uint32_t i = v->flame->zoom; i < v->flame->cells; i++) {
		const struct cprof_flame_cell *c = &v->flame->cell[i];
		if (!flame_is_selected(ui, c))
			continue;
		bool same = strcmp(c->name, ui->selected.name) == 0;
		if (exact > same || (exact == same && c->width <= width))
			continue;
		best = i;
		width = c->width;
		exact = same;
	}
	return best;
}

/* What is looked for. */
static const char *sought(const struct ui *ui)
{
	const struct selected *s = &ui->selected;
	return *s->where_function != '\0' ? s->where_function : s->name;
}

static void seek(struct ui *ui)
{
	const struct cprof_stacks_parameters largest = { .function = sought(ui), .limit = 1 };
	ui_ask_analysis(ui, (struct session_tag){ VIEW_flame, FLAME_SOUGHT },
			&cprof_analysis_stacks, &ui->current.query, &largest);
}

void flame_go_to_selected(struct ui *ui, struct flame_view *v)
{
	if (flame_is_empty(v) || !ui->selected.set ||
	    flame_is_selected(ui, flame_cell(v)))
		return;
	/* The value of a label has no frame. */
	if (ui->current.query.group != 0 && *ui->selected.where_function == '\0')
		return;
	size_t found = find_selected(ui, v);
	if (found != SIZE_MAX)
		v->cursor = (uint32_t)found;
	else
		seek(ui);
	v->loose = false;
	ui_redraw(ui);
}

/* The child of that name, else what is merged; the cell itself if it has neither. */
static uint32_t child_of(const struct cprof_flame *f, uint32_t cell, const char *name)
{
	const struct cprof_flame_cell *c = &f->cell[cell];
	uint32_t merged = cell;
	/* What was opened stands between a frame and its children. */
	if (c->children == 1 && f->cell[c->first].merged > 0 && c->first == f->zoom)
		c = &f->cell[c->first];
	for (uint32_t i = c->first; i < c->first + c->children; i++) {
		if (f->cell[i].merged > 0)
			merged = i;
		else if (strcmp(f->cell[i].name, name) == 0)
			return i;
	}
	return merged;
}

/* The merged cell that the stack of a sample ends in; the root: none. */
static uint32_t follow_stack(const struct cprof_flame *f, const struct cprof_stacks *s)
{
	const struct cprof_stack *stack = s->stack;
	uint32_t at = CPROF_FLAME_ROOT;
	for (size_t i = 0; i < stack->depth; i++) {
		size_t frame = stack->frame[f->inverted ? i : stack->depth - 1 - i];
		uint32_t next = child_of(f, at, s->frame[frame].name);
		if (next == at)
			break;
		if (f->cell[next].merged > 0)
			return next;
		at = next;
	}
	return CPROF_FLAME_ROOT;
}

void flame_found(struct ui *ui, struct flame_view *v, const struct cprof_stacks *found)
{
	uint32_t cell = CPROF_FLAME_ROOT;
	if (v->flame == NULL || !ui->selected.set)
		return;
	if (found != NULL && found->count > 0)
		cell = follow_stack(v->flame, found);
	bool speaks = ui_front(ui) == VIEW_flame && ui->message.text == NULL;
	if (cell == CPROF_FLAME_ROOT && found != NULL && found->count == 0) {
		/* It is gone: its place is taken. */
		if (ui->panes.main == VIEW_flame)
			flame_select(ui, v);
		return;
	}
	if (cell == CPROF_FLAME_ROOT) {
		if (speaks)
			ui_message(ui, "too narrow to be drawn: %s", sought(ui));
		return;
	}
	v->cursor = cell;
	v->sought = true;
	if (speaks)
		ui_message(ui, "in these frames, Enter opens them: %s", sought(ui));
}
