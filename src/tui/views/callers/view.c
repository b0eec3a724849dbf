/* Who calls a function, and whom it calls. The pivot's line stands between the two lists; each list
 * is a window of its own, so that the largest rows of both are seen from the pivot. */
#include "tui/views/callers/callers.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/unit.h"
#include "base/xalloc.h"

static void callers_done(void *state)
{
	struct callers *s = state;
	cprof_callers_free(s->found);
	cprof_parameters_done(&cprof_analysis_callers, &s->asked);
	VEC_DONE(&s->line);
	free(s->mine);
	free(s->why);
	free(s->was);
}

/* --- Questions and answers. --- */

void callers_ask(struct ui *ui, struct callers *s)
{
	ui_ask_analysis(ui, (struct session_tag){ VIEW_callers, 0 }, &cprof_analysis_callers,
			&ui->current.query, &s->asked);
	ui_redraw(ui);
}

static void forget(struct ui *ui, struct callers *s, const char *why)
{
	cprof_callers_free(s->found);
	s->found = NULL;
	cprof_parameters_done(&cprof_analysis_callers, &s->asked);
	s->asked = (struct cprof_callers_parameters){ 0 };
	s->pivoted = false;
	cprof_query_text(&s->why, why);
	callers_layout(ui, s);
}

/* The identity says which function; the granularity may have left nothing but its file. */
static void set_pivot(struct callers *s, const char *function, const char *file, uint64_t row,
		      int64_t line)
{
	const struct cprof_callers_parameters pivot = {
		.function = *function != '\0' ? function : NULL,
		.file = *file != '\0' ? file : NULL,
		.row = row,
		.line = line,
	};
	struct cprof_callers_parameters before = s->asked;
	/* The texts may be those of the pivot before. */
	cprof_parameters_copy(&cprof_analysis_callers, &s->asked, &pivot);
	cprof_parameters_done(&cprof_analysis_callers, &before);
	s->pivoted = s->fresh = true;
	s->list.left = 0;
	list_narrow(&s->list, NULL);
}

void callers_pivot(struct ui *ui, struct callers *s, const struct cprof_row *row, int64_t line)
{
	ui_select_line(ui, VIEW_callers, row, line != 0);
	cprof_query_text(&s->mine, row->where_function);
	set_pivot(s, row->function, line != 0 ? row->where_file : row->file, row->id,
		  line != 0 ? line : row->line);
	ui->panes.old[VIEW_callers] = false;
	callers_ask(ui, s);
}

/* The selected function becomes the pivot, unless this view has chosen it itself. */
static void show_selected(struct ui *ui, struct callers *s)
{
	const struct selected *selected = &ui->selected;
	if (!selected->set) {
		forget(ui, s, ui_why_nothing(ui));
		return;
	}
	if (ui->current.query.group != 0 && *selected->where_function == '\0') {
		forget(ui, s, "This row is no function: there are no callers to show.");
		return;
	}
	if (!s->pivoted || s->mine == NULL || strcmp(s->mine, selected->where_function) != 0) {
		if (ui->current.query.group != 0)
			set_pivot(s, selected->where_function, "", selected->id, 0);
		else
			set_pivot(s, selected->function, selected->file, selected->id,
				  selected->line);
		cprof_query_text(&s->mine, selected->where_function);
	}
	callers_ask(ui, s);
}

bool callers_line_in_front(struct ui *ui, struct cprof_row *row)
{
	struct view_position at;
	if (!ui_position_in_front(ui, &at) || !at.costed)
		return false;
	*row = (struct cprof_row){
		.name = at.function,
		.function = at.function,
		.file = "",
		.object = "",
		.where_function = at.function,
		.where_file = at.file,
		.where_line = at.line,
	};
	return true;
}

/* The view was chosen from another one: it is to show what is selected there, a line with a cost in
 * the source. */
static void arrive(struct ui *ui, struct callers *s)
{
	struct cprof_row row;
	if (callers_line_in_front(ui, &row)) {
		callers_pivot(ui, s, &row, row.where_line);
		return;
	}
	if (ui_visible(ui, VIEW_callers))
		return;
	cprof_query_text(&s->mine, NULL);
	ui->panes.old[VIEW_callers] = true;
}

static bool callers_move(struct ui *ui, enum motion motion, int64_t number);

static void callers_answer(struct ui *ui, struct session_answer *a)
{
	struct callers *s = ui_state(ui, VIEW_callers);
	s->found = session_answer_found(a, s->found);
	cprof_query_text(&s->why, a->err.text);
	callers_measure(ui, s);
	callers_layout(ui, s);
	for (size_t i = 0; i < s->moves; i++)
		callers_move(ui, s->ahead[i], 0);
	s->moves = 0;
}

/* --- Where the cursor is. --- */

static void put_position(const struct callers *s, bool brief, struct buf *out)
{
	buf_printf(out, "%s%s of %s", brief ? "" : "row ", unit_count(s->list.cursor + 1).text,
		   unit_count(s->line.count).text);
	if (brief)
		return;
	buf_puts(out, ", ");
	unit_put_count(out, s->found->callers.direct, "caller");
	buf_puts(out, ", ");
	unit_put_count(out, s->found->callees.direct, "callee");
}

/* The names of all calls of the row, and where the cursor's function is to be looked at. */
static void put_subject(const struct callers *s, enum status text, struct buf *out)
{
	const struct cprof_call *c = callers_call(s, s->list.cursor);
	const struct cprof_row *row = c != NULL ? &c->row : &s->found->pivot;
	bool rest = c != NULL && c->kind == CPROF_CALL_REST;
	if (text == STATUS_DETAIL && !rest)
		path_put_line(out, row->where_file, row->where_line);
	if (text == STATUS_DETAIL)
		return;
	if (c != NULL && c->through != NULL && !rest)
		buf_printf(out, "%s > ", c->through);
	buf_puts(out, rest                                     ? c->name
		      : c == NULL && s->asked.function != NULL ? s->asked.function
							       : row->name);
	if (rest)
		buf_puts(out, "; Enter shows them");
}

/* Moves within a list by so many lines; from its end on to the pivot's line. */
static size_t move_in(const struct callers *s, const struct callers_window *w, long by)
{
	size_t at = s->list.cursor - w->first, last = w->count - 1;
	bool inward = (w == &s->window[0]) == (by > 0);
	size_t inner = w == &s->window[0] ? last : 0;
	if (inward && at == inner)
		return s->pivot;
	if (by > 0)
		return w->first + ((size_t)by > last - at ? last : at + (size_t)by);
	return w->first + ((size_t)-by > at ? 0 : at - (size_t)-by);
}

/* From the pivot's line into a list: to the nearest row on the screen, or the one furthest away. */
static size_t move_into(const struct callers *s, const struct callers_window *w, bool far)
{
	size_t rows = w->rows < w->count - w->scroll ? w->rows : w->count - w->scroll;
	bool lower = w == &s->window[1];
	if (w->count == 0 || rows == 0)
		return s->pivot;
	return w->first + w->scroll + (lower == far ? rows - 1 : 0);
}

static size_t moved(const struct callers *s, enum motion motion)
{
	bool up = motion == MOTION_UP || motion == MOTION_PAGE_UP || motion == MOTION_HALF_UP;
	bool one = motion == MOTION_UP || motion == MOTION_DOWN;
	bool half = motion == MOTION_HALF_UP || motion == MOTION_HALF_DOWN;
	if (motion == MOTION_FIRST)
		return 0;
	if (motion == MOTION_LAST)
		return s->line.count - 1;
	if (motion == MOTION_CENTRE)
		return s->pivot;
	if (s->list.cursor == s->pivot)
		return move_into(s, &s->window[up ? 0 : 1], !one);
	const struct callers_window *w = &s->window[s->list.cursor < s->pivot ? 0 : 1];
	long by = one ? 1 : (long)(half ? (w->rows + 1) / 2 : w->rows);
	return move_in(s, w, up ? -by : by);
}

/* The wheel moves the list the cursor is in; from the pivot's line, that below it. */
static void wheel(struct ui *ui, struct callers *s, enum motion motion)
{
	struct callers_window *w = &s->window[s->list.cursor < s->pivot ? 0 : 1];
	size_t at = s->list.cursor != s->pivot ? s->list.cursor - w->first : w->scroll, before = at;
	if (w->count == 0)
		return;
	struct list rows = {
		.count = w->count, .rows = w->rows, .cursor = at, .scroll = w->scroll
	};
	list_move(&rows, motion);
	w->scroll = rows.scroll;
	if (s->list.cursor == s->pivot || rows.cursor == before)
		return;
	s->list.cursor = w->first + rows.cursor;
	callers_select(ui, s);
}

static enum click callers_click(struct ui *ui, int row, int col, struct rect area)
{
	struct callers *s = ui_state(ui, VIEW_callers);
	(void)col;
	if (s->found == NULL || s->fresh || row <= area.row)
		return CLICK_NOTHING;
	size_t line = (size_t)(row - area.row - 1), above = s->window[0].rows;
	const struct callers_window *w = &s->window[line < above ? 0 : 1];
	size_t at = line < above ? line : line - above - 1;
	if (line != above && (at >= w->rows || w->scroll + at >= w->count))
		return CLICK_NOTHING;
	s->list.cursor = line == above ? s->pivot : w->first + w->scroll + at;
	callers_select(ui, s);
	return CLICK_ROW;
}

static bool callers_move(struct ui *ui, enum motion motion, int64_t number)
{
	struct callers *s = ui_state(ui, VIEW_callers);
	(void)number;
	if (motion == MOTION_LEFT || motion == MOTION_RIGHT || motion == MOTION_NEXT ||
	    motion == MOTION_PREVIOUS || motion == MOTION_TO)
		return false;
	/* What is shown is about another pivot: the move waits for the answer. */
	if (s->fresh && s->moves < CALLERS_AHEAD)
		s->ahead[s->moves++] = motion;
	if (s->found == NULL || s->fresh)
		return true;
	if (motion == MOTION_SCROLL_UP || motion == MOTION_SCROLL_DOWN) {
		wheel(ui, s, motion);
		return true;
	}
	s->list.cursor = moved(s, motion);
	callers_scroll(s);
	callers_select(ui, s);
	return true;
}

/* --- Narrowing. --- */

/* A pattern looks at all rows, also at those a limit left out. */
static void narrow(struct ui *ui, struct callers *s)
{
	bool rest = false;
	for (size_t i = 0; s->found != NULL && i < 2; i++) {
		const struct cprof_calls *c = i == 0 ? &s->found->callers : &s->found->callees;
		for (size_t j = 0; j < c->count; j++)
			rest |= c->row[j].kind == CPROF_CALL_REST;
	}
	if (s->list.narrow != NULL && rest) {
		s->asked.limit = INT64_MAX;
		callers_ask(ui, s);
	}
	callers_layout(ui, s);
}

static void put_matches(const struct callers *s, bool brief, struct buf *out)
{
	size_t count = 0, all = 0;
	if (s->list.narrow == NULL)
		return;
	for (int i = 0; i < 2; i++) {
		const struct cprof_calls *c = i == 0 ? &s->found->callers : &s->found->callees;
		for (size_t j = 0; j < c->count; j++) {
			const struct cprof_call *call = &c->row[j];
			if (call->kind != CPROF_CALL_FUNCTION)
				continue;
			all++;
			count += narrow_matches(s->list.narrow, call->name, strlen(call->name));
		}
	}
	buf_printf(out, "%s of %s %smatch", unit_count(count).text, unit_count(all).text,
		   brief ? "" : "callers and callees ");
}

static bool callers_status(struct ui *ui, enum status text, bool brief, struct buf *out)
{
	const struct callers *s = ui_state(ui, VIEW_callers);
	if (s->found == NULL)
		return true;
	if (text == STATUS_CURSOR)
		put_position(s, brief, out);
	else if (text == STATUS_MATCHES)
		put_matches(s, brief, out);
	else if (text != STATUS_CHIPS)
		put_subject(s, text, out);
	return true;
}

static bool callers_told(struct ui *ui, enum told what)
{
	struct callers *s = ui_state(ui, VIEW_callers);
	if (what == TOLD_SELECTED)
		show_selected(ui, s);
	else if (what == TOLD_ARRIVED)
		arrive(ui, s);
	else if (what == TOLD_ASKED && s->pivoted && ui_visible(ui, VIEW_callers))
		callers_ask(ui, s);
	if (what == TOLD_CANCELLED)
		ui->panes.old[VIEW_callers] = false;
	if (what == TOLD_NARROWED || what == TOLD_KEPT || what == TOLD_CANCELLED)
		narrow(ui, s);
	return false;
}

/* --- Places. --- */

/* A text with its length in front, so that it may hold anything. */
static void put_word(struct buf *out, const char *text)
{
	buf_printf(out, "%zu:%s", text != NULL ? strlen(text) : 0, text != NULL ? text : "");
}

static char *get_word(const char **at)
{
	char *end;
	size_t length = strtoul(*at, &end, 10);
	char *word = xstrndup(end + 1, length);
	*at = end + 1 + length;
	if (length > 0)
		return word;
	free(word);
	return NULL;
}

static char *callers_save(struct ui *ui)
{
	const struct callers *s = ui_state(ui, VIEW_callers);
	struct buf out = BUF_INIT;
	if (!s->pivoted || !ui_visible(ui, VIEW_callers))
		return NULL;
	put_word(&out, s->asked.function);
	put_word(&out, s->asked.file);
	put_word(&out, s->asked.path);
	put_word(&out, s->list.narrow != NULL ? narrow_pattern(s->list.narrow) : NULL);
	buf_printf(&out, "%" PRId64 " %" PRId64 " %" PRIx64 " %d %" PRIx64, s->asked.line,
		   s->asked.limit, s->asked.row, (int)s->part, s->path);
	return buf_take(&out);
}

static void callers_restore(struct ui *ui, const char *saved)
{
	struct callers *s = ui_state(ui, VIEW_callers);
	char *end;
	if (saved == NULL)
		return;
	cprof_parameters_done(&cprof_analysis_callers, &s->asked);
	s->asked.function = get_word(&saved);
	s->asked.file = get_word(&saved);
	s->asked.path = get_word(&saved);
	char *pattern = get_word(&saved);
	s->asked.line = strtoll(saved, &end, 10);
	s->asked.limit = strtoll(end, &end, 10);
	s->asked.row = strtoull(end, &end, 16);
	s->part = (enum callers_part)strtol(end, &end, 10);
	s->path = strtoull(end, NULL, 16);
	s->pivoted = true;
	s->fresh = false;
	cprof_query_text(&s->mine, ui->selected.set ? ui->selected.where_function : NULL);
	ui->panes.old[VIEW_callers] = false;
	cprof_callers_free(s->found);
	s->found = NULL;
	list_narrow_to(&s->list, pattern);
	callers_layout(ui, s);
	free(pattern);
	callers_ask(ui, s);
}

/* --- The report of the same name. --- */

/* The only row of the table that the pattern of a report matches; NULL if it is not just one. */
static const struct cprof_row *only_match(const struct ui *ui, const char *pattern)
{
	struct cprof_error ignored = CPROF_ERROR_INIT;
	struct narrow *narrow = NULL;
	const struct cprof_row *found = NULL;
	char *exact = xasprintf("(?-i)%s", pattern);
	size_t count = 0;
	if (ui->table != NULL && narrow_new(exact, &narrow, &ignored) == CPROF_OK)
		for (size_t i = 0; i < ui->table->count; i++) {
			const struct cprof_row *row = &ui->table->row[i];
			if (!narrow_matches(narrow, row->name, strlen(row->name)))
				continue;
			found = row;
			count++;
		}
	cprof_error_done(&ignored);
	narrow_free(narrow);
	free(exact);
	return count == 1 ? found : NULL;
}

/* One function, of the samples that are shown. */
static bool callers_show(struct ui *ui, const struct cprof_query *query, const char *pattern,
			 const char *words)
{
	const struct cprof_row *row = only_match(ui, pattern);
	(void)words;
	if (ui->wait.table != 0 || row == NULL || !cprof_query_equal(query, &ui->current.query))
		return false;
	ui_go_to_view(ui, VIEW_callers);
	callers_pivot(ui, ui_state(ui, VIEW_callers), row, 0);
	return true;
}

const struct view view_callers = {
	.name = "callers",
	.title = "CALLERS",
	.help = "who calls a function, and whom it calls",
	.reading = "  The function is in the middle, its callers above it, what it calls\n"
		   "  below. CALLS is what passed through that edge: OF IT is its part of the\n"
		   "  function, OF ALL its part of everything. Enter puts the row's function\n"
		   "  into the middle, [ goes back.",
	.context = KEYS_CALLERS,
	.companion = VIEW_source,
	.size = sizeof(struct callers),
	.done = callers_done,
	.draw = callers_draw,
	.narrows = true,
	.rule = callers_rule,
	.status = callers_status,
	.move = callers_move,
	.describe = callers_describe,
	.print = callers_print,
	.click = callers_click,
	.answer = callers_answer,
	.told = callers_told,
	.save = callers_save,
	.restore = callers_restore,
	.report = "peek",
	.show = callers_show,
};
