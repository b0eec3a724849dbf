/* What the keys of callers and callees do: pivoting, and opening the trees. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "tui/explorer/action.h"
#include "tui/views/callers/callers.h"

#define LIMIT 5000    /* rows below one row, once a person asked for more */
#define OPEN_MOST 100 /* rows that are opened at once */

/* NULL while there is nothing to act on, or what is shown is about another pivot. */
static struct callers *callers_of(struct ui *ui)
{
	struct callers *s = ui_state(ui, VIEW_callers);
	return s->found != NULL && !s->fresh ? s : NULL;
}

/* --- Pivoting. --- */

/* The pivot itself: a line of it widens to the function, the function shows its source. */
static void enter_pivot(struct ui *ui, struct callers *s)
{
	struct cprof_row pivot = s->found->pivot;
	if (s->found->line == 0 || s->asked.function == NULL) {
		ui_go_to_view(ui, VIEW_source);
		ui_follow(ui);
		return;
	}
	ui_push_jump(ui);
	pivot.line = 0;
	pivot.function = s->asked.function;
	callers_pivot(ui, s, &pivot, 0);
	ui_message(ui, "the whole function");
}

static void action_pivot(struct ui *ui)
{
	struct callers *s = callers_of(ui);
	const struct cprof_call *c = s != NULL ? callers_call(s, s->list.cursor) : NULL;
	bool empty = callers_empty(ui_state(ui, VIEW_callers));
	if ((empty && ui_give_back(ui)) || s == NULL)
		return;
	if (c == NULL && s->list.cursor != s->pivot) {
		ui_message(ui, "recursion: that is the function shown already");
	} else if (c == NULL) {
		enter_pivot(ui, s);
	} else if (c->kind == CPROF_CALL_REST) {
		s->asked.limit = s->asked.limit < LIMIT ? LIMIT : INT64_MAX;
		callers_ask(ui, s);
	} else {
		ui_push_jump(ui);
		callers_pivot(ui, s, &c->row, c->line);
	}
}
ACTION_RECORD(pivot, "pivot", "show callers and callees of the function at the cursor");

/* From a line of source to what it calls; the only one it calls gets the cursor, so that Enter
 * again goes down the call. */
static void action_line_calls(struct ui *ui)
{
	struct callers *s = ui_state(ui, VIEW_callers);
	struct cprof_row row;
	if (!callers_line_in_front(ui, &row)) {
		ui_message(ui, "no sample has this line; } goes to the next that has a cost");
		return;
	}
	ui_go_to_view(ui, VIEW_callers);
	s->walking = true;
}
ACTION_RECORD(line_calls, "line-calls", "callers and callees of the source line at the cursor");

/* --- Opening and closing: the path lists the rows that are open. --- */

/* Takes the path over. */
static void set_path(struct callers *s, char *path)
{
	free((char *)(uintptr_t)s->asked.path);
	s->asked.path = path;
}

static void open_call(struct callers *s, const struct cprof_call *c)
{
	const char *path = s->asked.path;
	set_path(s, path != NULL ? xasprintf("%s %s", path, c->path) : xstrdup(c->path));
}

/* Takes the words of one text out of another one. */
static void close_call(struct callers *s, const struct cprof_call *c)
{
	struct buf left = BUF_INIT;
	const char *at = s->asked.path != NULL ? s->asked.path : "";
	for (size_t length; *(at += strspn(at, " ")) != '\0'; at += length) {
		bool goes = false;
		length = strcspn(at, " ");
		for (const char *p = c->path; *(p += strspn(p, " ")) != '\0'; p += strcspn(p, " "))
			goes |= strcspn(p, " ") == length && strncmp(p, at, length) == 0;
		if (!goes)
			buf_printf(&left, "%s%.*s", left.size > 0 ? " " : "", (int)length, at);
	}
	set_path(s, left.size > 0 ? buf_take(&left) : NULL);
	buf_done(&left);
}

/* Rows from `first` on that are below a row of that level; 0: all rows. */
static size_t rows_below(const struct cprof_calls *calls, size_t first, unsigned level)
{
	size_t end = first;
	while (end < calls->count && calls->row[end].level > level)
		end++;
	return end;
}

static size_t open_closed(struct callers *s, const struct cprof_calls *calls, size_t first,
			  size_t end)
{
	size_t opened = 0;
	for (size_t i = first; i < end && opened < OPEN_MOST; i++)
		if (calls->row[i].opens && !calls->row[i].open) {
			open_call(s, &calls->row[i]);
			opened++;
		}
	return opened;
}

/* Closes the open rows that are on the deepest level of those. */
static size_t close_deepest(struct callers *s, const struct cprof_calls *calls, size_t first,
			    size_t end)
{
	unsigned deepest = 0;
	size_t closed = 0;
	for (size_t i = first; i < end; i++)
		if (calls->row[i].open && calls->row[i].level > deepest)
			deepest = calls->row[i].level;
	for (size_t i = first; i < end; i++)
		if (calls->row[i].open && calls->row[i].level == deepest) {
			close_call(s, &calls->row[i]);
			closed++;
		}
	return closed;
}

static const struct cprof_calls *calls_at(const struct callers *s)
{
	return s->line.at[s->list.cursor].part == CALLERS_ABOVE ? &s->found->callers
								: &s->found->callees;
}

/* Changes rows from `first` to `end`; says how many. */
typedef size_t change_rows(struct callers *s, const struct cprof_calls *calls, size_t first,
			   size_t end);

/* Of the row at the cursor and those below it; on the pivot's line, of all. */
static size_t change_here(struct callers *s, change_rows *change)
{
	const struct cprof_callers *f = s->found;
	const struct cprof_call *c = callers_call(s, s->list.cursor);
	size_t row = s->line.at[s->list.cursor].row;
	if (c == NULL)
		return change(s, &f->callers, 0, f->callers.count) +
		       change(s, &f->callees, 0, f->callees.count);
	return change(s, calls_at(s), row, rows_below(calls_at(s), row + 1, c->level));
}

static void action_deeper(struct ui *ui)
{
	struct callers *s = callers_of(ui);
	const struct cprof_call *c = s != NULL ? callers_call(s, s->list.cursor) : NULL;
	if (s == NULL)
		return;
	if (c != NULL && c->kind == CPROF_CALL_REST) {
		action_pivot(ui);
		return;
	}
	size_t opened = change_here(s, open_closed);
	if (opened == 0)
		ui_message(ui, "nothing is further down this way");
	else if (opened >= OPEN_MOST)
		ui_message(ui, "the first %d rows are opened", OPEN_MOST);
	if (opened > 0)
		callers_ask(ui, s);
}
ACTION_RECORD(deeper, "deeper", "one level more of callers or callees below the row");

/* The row above in the tree; SIZE_MAX if there is none. */
static size_t parent_row(const struct cprof_calls *calls, size_t row)
{
	unsigned level = calls->row[row].level;
	while (row-- > 0)
		if (calls->row[row].level < level)
			return row;
	return SIZE_MAX;
}

/* Closes the row above the cursor's in the tree, and goes there. */
static size_t close_parent(struct ui *ui, struct callers *s)
{
	const struct cprof_calls *calls = calls_at(s);
	size_t parent = parent_row(calls, s->line.at[s->list.cursor].row);
	if (parent == SIZE_MAX)
		return 0;
	close_call(s, &calls->row[parent]);
	callers_go_to(ui, s, calls->row[parent].id);
	return 1;
}

static void action_shallower(struct ui *ui)
{
	struct callers *s = callers_of(ui);
	if (s == NULL)
		return;
	size_t closed = change_here(s, close_deepest);
	if (closed == 0 && callers_call(s, s->list.cursor) != NULL)
		closed = close_parent(ui, s);
	if (closed == 0)
		ui_message(ui, "nothing is open here");
	else
		callers_ask(ui, s);
}
ACTION_RECORD(shallower, "shallower", "one level less below the row");
