/* The source of a function, with the cost of every line. It follows the table's cursor, or shows
 * what `list` found. */
#include "tui/views/source/source.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/position.h>

#include "base/path.h"
#include "base/unit.h"
#include "base/xalloc.h"
#include "tui/explorer/action.h"

static void source_done(void *state)
{
	struct source *s = state;
	source_drop_rows(s);
	VEC_DONE(&s->row);
	cprof_listing_free(s->listing);
	cprof_query_done(&s->pinned);
	free(s->function);
	free(s->pattern);
	free(s->why);
}

/* A function in several files: the file of the row, else the costliest, comes first and alone. */
static void keep_one_routine(struct ui *ui, struct source *s)
{
	struct cprof_listing *l = s->listing;
	size_t best = 0;
	for (size_t i = 1; i < l->count; i++)
		if (source_size(l->routine[i].cum) > source_size(l->routine[best].cum))
			best = i;
	for (size_t i = 0; i < l->count && ui->selected.set; i++)
		if (strcmp(l->routine[i].file, ui->selected.where_file) == 0)
			best = i;
	struct cprof_routine first = l->routine[0];
	l->routine[0] = l->routine[best];
	l->routine[best] = first;
	for (size_t i = 1; i < l->count; i++)
		cprof_routine_done(&l->routine[i]);
	l->count = l->count > 0 ? 1 : 0;
}

static void go_to_start(struct source *s)
{
	const struct cprof_routine *r = source_routine(s, 0);
	size_t hottest = source_hottest(s);
	s->list.cursor = s->list.scroll = 0;
	s->list.left = 0;
	bool missing = r == NULL || r->found == NULL;
	for (size_t i = 0; i < s->row.count && s->wanted != 0; i++) {
		const struct cprof_source_line *line = source_line(s, i);
		if (line == NULL || line->number != s->wanted)
			continue;
		hottest = i;
		missing = false;
	}
	if (s->pattern != NULL || hottest == SIZE_MAX || missing)
		return;
	s->list.cursor = hottest;
	list_move(&s->list, MOTION_CENTRE);
}

static void source_answer(struct ui *ui, struct session_answer *a)
{
	struct source *s = ui_state(ui, VIEW_source);
	if (a->tag.question == SOURCE_POSITION) {
		source_edit(ui, a);
		return;
	}
	size_t routine = s->list.cursor < s->row.count ? s->row.at[s->list.cursor].routine : 0;
	int64_t line = source_line_number(s, s->list.cursor),
		above = (int64_t)(s->list.cursor - s->list.scroll);
	s->listing = session_answer_found(a, s->listing);
	bool none = a->err.status == CPROF_ERR_NOTFOUND, gone = none && s->pattern == NULL;
	if (none && !gone && ui_front(ui) == VIEW_source && ui->prompt.use == PROMPT_NONE)
		ui_fail(ui, &a->err);
	cprof_query_text(&s->why,
			 !gone ? a->err.text
			 : s->charged
				 ? "No sample is left, or it is inlined everywhere: I unfolds it."
				 : "No sample with this function is left.");
	if (s->listing != NULL && s->pattern == NULL)
		keep_one_routine(ui, s);
	source_make_rows(s);
	/* What has just been found begins at its costs. */
	bool found = line > 0 || s->pattern != NULL || s->listing == NULL ||
		     s->listing->count == 0 || s->listing->routine[0].found == NULL;
	size_t same = line > 0 ? source_row_of_line(s, routine, line) : SIZE_MAX;
	if (!s->fresh && same != SIZE_MAX) {
		s->list.cursor = same;
		s->list.scroll = same > (size_t)above ? same - (size_t)above : 0;
	} else if (s->fresh || !found || s->list.cursor >= s->row.count) {
		go_to_start(s);
	}
	s->fresh = false;
}

/* False if nothing was pinned. */
static bool unpin(struct source *s)
{
	if (s->pattern == NULL)
		return false;
	cprof_query_text(&s->pattern, NULL);
	cprof_query_done(&s->pinned);
	return true;
}

static void show_selected(struct ui *ui, struct source *s)
{
	const char *function = ui->selected.set ? ui->selected.where_function : "";
	unpin(s);
	if (*function == '\0') {
		cprof_listing_free(s->listing);
		s->listing = NULL;
		source_drop_rows(s);
		cprof_query_text(&s->function, NULL);
		cprof_query_text(&s->why, ui->selected.set
						  ? "The profile has no function name for this row."
						  : ui_why_nothing(ui));
		ui_redraw(ui);
		return;
	}
	s->wanted = ui->selected.exact ? ui->selected.where_line : 0;
	s->fresh = s->renewed || s->function == NULL || strcmp(s->function, function) != 0 ||
		   s->wanted != 0;
	s->renewed = false;
	cprof_query_text(&s->function, function);
	source_ask(ui, s, &ui->current.query);
}

/* Shows what matches a pattern until the cursor of the table moves on, or Esc. */
static void pin(struct ui *ui, struct source *s, const struct cprof_query *query,
		const char *pattern)
{
	char *copy = xstrdup(pattern);
	struct cprof_query q;
	cprof_query_copy(&q, query);
	unpin(s);
	cprof_query_text(&s->function, NULL);
	s->pattern = copy;
	s->pinned = q;
	s->fresh = true;
	ui->panes.follow_at = -1;
	ui->panes.old[VIEW_source] = false;
	source_ask(ui, s, &s->pinned);
}

static bool source_show(struct ui *ui, const struct cprof_query *query, const char *pattern,
			const char *words)
{
	(void)words;
	ui_go_to_view(ui, VIEW_source);
	pin(ui, ui_state(ui, VIEW_source), query, pattern);
	return true;
}

static char *source_save(struct ui *ui)
{
	const struct source *s = ui_state(ui, VIEW_source);
	return s->pattern != NULL ? xstrdup(s->pattern) : NULL;
}

static void source_restore(struct ui *ui, const char *saved)
{
	if (saved != NULL)
		pin(ui, ui_state(ui, VIEW_source), &ui->current.query, saved);
	else
		show_selected(ui, ui_state(ui, VIEW_source));
}

static bool let_go(struct ui *ui, struct source *s)
{
	if (!unpin(s))
		return false;
	ui->panes.focus = ui->panes.main;
	ui->panes.old[VIEW_source] = true;
	ui_follow(ui);
	return true;
}

/* The same function under another question: who reads here stays on the line; else the pane shows
 * the line that is hottest then. */
static bool source_told(struct ui *ui, enum told what)
{
	struct source *s = ui_state(ui, VIEW_source);
	bool asked = what == TOLD_ASKED;
	s->renewed |= asked && ui_front(ui) != VIEW_source;
	if (what == TOLD_SELECTED ||
	    (asked && s->pattern == NULL && ui->selected.set && ui_visible(ui, VIEW_source)))
		show_selected(ui, s);
	return what == TOLD_ESCAPE && let_go(ui, s);
}

static void put_position(const struct source *s, struct buf *out)
{
	const struct cprof_source_line *line = source_line(s, s->list.cursor);
	const struct cprof_routine *r = source_routine(s, s->list.cursor);
	if (line != NULL && r != NULL && r->found != NULL && line->text == NULL)
		buf_printf(out, "line %" PRId64 ", behind the end", line->number);
	else if (line != NULL && r != NULL && r->found != NULL && s->pattern == NULL)
		buf_printf(out, "line %" PRId64 " of %zu", line->number, r->lines);
	else if (line != NULL)
		buf_printf(out, "line %" PRId64, line->number);
	else if (r != NULL && s->pattern != NULL)
		buf_printf(out, "%s of %s listed",
			   unit_count(s->row.at[s->list.cursor].routine + 1).text,
			   unit_count(s->listing->count).text);
}

static void put_subject(const struct source *s, enum status text, struct buf *out)
{
	const struct cprof_routine *r = source_routine(s, s->list.cursor);
	const struct cprof_source_line *line = source_line(s, s->list.cursor);
	const struct cprof_inlined *inlined = source_inlined(s, s->list.cursor);
	if (r == NULL)
		return;
	if (text == STATUS_NAME)
		buf_puts(out, inlined != NULL ? inlined->name : r->name);
	else if (inlined != NULL)
		path_put_line(out, inlined->file, inlined->number);
	else
		path_put_line(out, r->file, line != NULL ? line->number : 0);
}

static bool source_status(struct ui *ui, enum status text, bool brief, struct buf *out)
{
	(void)brief;
	if (text == STATUS_CURSOR)
		put_position(ui_state(ui, VIEW_source), out);
	else if (text == STATUS_NAME || text == STATUS_DETAIL)
		put_subject(ui_state(ui, VIEW_source), text, out);
	return text != STATUS_MATCHES;
}

static const char *source_text(const void *list, size_t row, size_t *length)
{
	const struct cprof_source_line *line = source_line(list, row);
	*length = line != NULL ? line->length : 0;
	return line != NULL ? line->text : NULL;
}

/* The line of the file, or the row of a list of functions. */
static void go_to_line(struct ui *ui, struct source *s, int64_t number)
{
	const struct cprof_routine *r = source_routine(s, s->list.cursor);
	if (r == NULL)
		return;
	size_t routine = s->row.at[s->list.cursor].routine;
	size_t row = source_row_of_line(s, routine, number);
	if (row != SIZE_MAX && source_line_number(s, row) == number) {
		list_go_to(&s->list, row);
		return;
	}
	if (row == SIZE_MAX && r->lines > 0)
		row = source_row_of_line(s, routine, r->line[r->lines - 1].number);
	if (row == SIZE_MAX)
		return;
	list_go_to(&s->list, row);
	ui_message(ui, "there is no line %" PRId64 " here; this is line %" PRId64, number,
		   source_line_number(s, row));
}

static bool source_move(struct ui *ui, enum motion motion, int64_t number)
{
	if (motion == MOTION_TO)
		go_to_line(ui, ui_state(ui, VIEW_source), number);
	return motion == MOTION_TO;
}

const struct view view_source = {
	.name = "source",
	.title = "SOURCE",
	.help = "the source of a function with the cost of every line",
	.reading = "  FLAT is what the line itself allocated or spent, CUM with what it\n"
		   "  called. The mark before the number of the line grows with its share of\n"
		   "  the function. Enter on a line goes to what it calls. A line with inl was\n"
		   "  inlined into the line above it. stale in the rule: the file is newer than\n"
		   "  the profile, so lines may be off.",
	.context = KEYS_SOURCE,
	.companion = VIEW_callers,
	.titled = true,
	.size = sizeof(struct source),
	.done = source_done,
	.line = source_text,
	.at = source_at,
	.draw = source_draw,
	.rule = source_rule,
	.status = source_status,
	.move = source_move,
	.describe = source_describe,
	.print = source_print,
	.answer = source_answer,
	.told = source_told,
	.save = source_save,
	.restore = source_restore,
	.report = "list",
	.show = source_show,
};
