/* The lines of callers and callees: which rows they are, where the cursor is among them, and which
 * are on the screen. */
#include "tui/views/callers/callers.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

bool callers_empty(const struct callers *s)
{
	const struct cprof_callers *f = s->found;
	return f == NULL || (f->callers.count == 0 && f->callees.count == 0 && f->cum == 0);
}

const struct cprof_call *callers_call(const struct callers *s, size_t line)
{
	if (s->found == NULL || line >= s->line.count)
		return NULL;
	const struct callers_line *l = &s->line.at[line];
	if (l->part == CALLERS_ABOVE)
		return &s->found->callers.row[l->row];
	return l->part == CALLERS_BELOW ? &s->found->callees.row[l->row] : NULL;
}

/* Which rows are shown: those that match, and those above them in the tree. */
static bool *find_matches(const struct callers *s, const struct cprof_calls *calls)
{
	bool *shown = xcalloc(calls->count, sizeof *shown);
	unsigned wanted = 0; /* the level whose next row, going up, is above a match; 0: none */
	for (size_t i = calls->count; i-- > 0;) {
		const struct cprof_call *c = &calls->row[i];
		bool above = wanted > 0 && c->level == wanted;
		shown[i] = s->list.narrow == NULL || above ||
			   (c->kind == CPROF_CALL_FUNCTION &&
			    narrow_matches(s->list.narrow, c->name, strlen(c->name)));
		if (above || (shown[i] && c->level > wanted))
			wanted = c->level - 1;
	}
	return shown;
}

static void add_lines(struct callers *s, const struct cprof_calls *calls, enum callers_part part)
{
	bool *shown = find_matches(s, calls);
	for (size_t i = 0; i < calls->count; i++)
		if (shown[i])
			VEC_PUSH(&s->line, (struct callers_line){ part, i });
	free(shown);
}

static uint64_t line_path(const struct callers *s, size_t line)
{
	const struct cprof_call *c = callers_call(s, line);
	return c != NULL ? c->id : 0;
}

static void remember(struct callers *s)
{
	s->part = s->list.cursor < s->line.count ? s->line.at[s->list.cursor].part : CALLERS_PIVOT;
	s->path = line_path(s, s->list.cursor);
	const struct cprof_call *c = callers_call(s, s->list.cursor);
	cprof_query_text(&s->was, c != NULL ? c->name : NULL);
}

static size_t find_line(const struct callers *s, enum callers_part part, uint64_t path)
{
	for (size_t i = 0; i < s->line.count; i++)
		if (s->line.at[i].part == part && line_path(s, i) == path)
			return i;
	return SIZE_MAX;
}

/* The line of the only callee, when there is just one. */
static size_t only_callee(const struct callers *s)
{
	const struct cprof_calls *callees = &s->found->callees;
	size_t at = s->window[1].first + (s->found->recursive && s->list.narrow == NULL);
	return callees->direct == 1 && at < s->line.count ? at : SIZE_MAX;
}

void callers_select(struct ui *ui, struct callers *s)
{
	const struct cprof_call *c = callers_call(s, s->list.cursor);
	const struct cprof_row *row = c != NULL ? &c->row : &s->found->pivot;
	remember(s);
	cprof_query_text(&s->mine, NULL);
	if (c != NULL && c->kind == CPROF_CALL_REST) {
		ui_select_nothing(ui, VIEW_callers);
		return;
	}
	bool exact = c != NULL ? c->kind == CPROF_CALL_LINE ||
					 s->line.at[s->list.cursor].part == CALLERS_ABOVE
			       : s->found->line != 0;
	ui_select_line(ui, VIEW_callers, row, exact && row->where_line != 0);
	cprof_query_text(&s->mine, row->where_function);
}

void callers_go_to(struct ui *ui, struct callers *s, uint64_t path)
{
	size_t at = find_line(s, s->line.at[s->list.cursor].part, path);
	if (at == SIZE_MAX)
		return;
	s->list.cursor = at;
	callers_scroll(s);
	callers_select(ui, s);
}

/* Puts the cursor where it was; says so when that row is gone. */
static void place_cursor(struct ui *ui, struct callers *s)
{
	size_t at = s->fresh ? s->pivot : find_line(s, s->part, s->path);
	if (s->fresh && s->walking && only_callee(s) != SIZE_MAX)
		at = only_callee(s);
	bool gone = at == SIZE_MAX;
	if (gone) {
		at = s->list.cursor < s->line.count ? s->list.cursor : s->line.count - 1;
		if (s->list.narrow != NULL)
			at = s->pivot;
		else if (s->was != NULL)
			ui_message_names(ui, "", s->was, " is not among the rows any more", "");
	}
	bool moved = gone || (s->fresh && at != s->pivot);
	s->list.cursor = at;
	s->fresh = s->walking = false;
	if (moved && ui->panes.main == VIEW_callers && ui_visible(ui, VIEW_callers))
		callers_select(ui, s);
	remember(s);
}

void callers_layout(struct ui *ui, struct callers *s)
{
	s->list.count = s->line.count = 0;
	s->window[0] = (struct callers_window){ .scroll = s->window[0].scroll };
	s->window[1] = (struct callers_window){ .scroll = s->window[1].scroll };
	ui_redraw(ui);
	if (s->found == NULL)
		return;
	add_lines(s, &s->found->callers, CALLERS_ABOVE);
	s->window[0].count = s->pivot = s->line.count;
	VEC_PUSH(&s->line, (struct callers_line){ CALLERS_PIVOT, 0 });
	s->window[1].first = s->line.count;
	if (s->found->recursive && s->list.narrow == NULL)
		VEC_PUSH(&s->line, (struct callers_line){ CALLERS_ITSELF, 0 });
	add_lines(s, &s->found->callees, CALLERS_BELOW);
	s->window[1].count = s->line.count - s->window[1].first;
	s->list.count = s->line.count;
	if (s->fresh)
		s->window[0].scroll = s->window[1].scroll = 0;
	place_cursor(ui, s);
}

void callers_scroll(struct callers *s)
{
	for (int i = 0; i < 2; i++) {
		struct callers_window *w = &s->window[i];
		size_t last = w->count > w->rows ? w->count - w->rows : 0;
		if (s->list.cursor >= w->first && s->list.cursor < w->first + w->count) {
			size_t at = s->list.cursor - w->first;
			if (at < w->scroll)
				w->scroll = at;
			else if (at >= w->scroll + w->rows)
				w->scroll = at + 1 - w->rows;
		}
		if (w->scroll > last)
			w->scroll = last;
	}
}
