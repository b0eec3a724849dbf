/* The rows of the source pane: how they are asked for and made, what each stands for, how hot it
 * is, where the cursor is, and how it gets from cost to cost. */
#include "tui/views/source/source.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/source.h>

#include "base/unit.h"
#include "base/xalloc.h"
#include "tui/explorer/action.h"

#define TRIED_WIDTH 52 /* reasons stand in a column behind paths up to this width */

void source_drop_rows(struct source *s)
{
	for (size_t i = 0; i < s->row.count; i++)
		free(s->row.at[i].text);
	s->list.count = s->row.count = 0;
}

static void add_note(struct source *s, size_t routine, char *owned)
{
	VEC_PUSH(&s->row, (struct source_row){ SOURCE_NOTE, routine, 0, 0, owned });
}

/* Missing source is said; the costed lines follow without text, so that a small pane shows them,
 * then every path that was tried. */
static void add_missing(struct source *s, size_t routine)
{
	const struct cprof_routine *r = &s->listing->routine[routine];
	struct buf prefix = BUF_INIT;
	if (*r->file == '\0') {
		add_note(s, routine, xstrdup("The profile has no source information for it."));
		return;
	}
	if (r->outside != NULL) {
		add_note(s, routine,
			 xasprintf("Outside of your folders: %s. Show it?", r->outside));
		add_note(s, routine,
			 xstrdup("P shows it, and any other file that the profile names."));
		return;
	}
	path_map_guess(r->file, r->name, &prefix);
	add_note(s, routine, xasprintf("Source not found: %s. Only line numbers:", r->file));
	add_note(s, routine,
		 xasprintf("p maps %s to a folder that is here; what was tried is below.",
			   prefix.size > 0 ? buf_text(&prefix) : "the path"));
	buf_done(&prefix);
}

static void add_tries(struct source *s, size_t routine)
{
	const struct cprof_routine *r = &s->listing->routine[routine];
	int widest = 0;
	if (*r->file == '\0')
		return;
	add_note(s, routine, xstrdup("Tried, in this order:"));
	for (size_t i = 0; i < r->tries; i++) {
		int width = canvas_width(r->tried[i].path, strlen(r->tried[i].path), false);
		if (width > widest && width <= TRIED_WIDTH)
			widest = width;
	}
	for (size_t i = 0; i < r->tries; i++) {
		const struct cprof_source_try *t = &r->tried[i];
		int width = canvas_width(t->path, strlen(t->path), false);
		add_note(s, routine,
			 xasprintf("  %s%*s  %s", t->path, width < widest ? widest - width : 0, "",
				   t->reason));
	}
}

static void add_line(struct source *s, size_t routine, size_t number)
{
	const struct cprof_source_line *line = &s->listing->routine[routine].line[number];
	VEC_PUSH(&s->row, (struct source_row){ SOURCE_LINE, routine, number, 0, NULL });
	for (size_t i = 0; i < line->inlineds; i++)
		VEC_PUSH(&s->row, (struct source_row){ SOURCE_INLINED, routine, number,
						       line->inlined + i, NULL });
}

/* Line numbers are those of each side's own source: what only the base has stands apart, too. */
static void add_base_lines(struct source *s, size_t routine)
{
	const struct cprof_routine *r = &s->listing->routine[routine];
	bool any = false;
	for (size_t i = 0; i < r->lines; i++) {
		if (r->line[i].base == 0 || r->line[i].now != 0)
			continue;
		if (!any)
			add_note(s, routine,
				 xstrdup("Lines that only the base has, by its own numbers:"));
		any = true;
		struct buf text = BUF_INIT;
		unit_put(&text, &s->listing->unit, r->line[i].base);
		add_note(s, routine,
			 xasprintf("%10s  line %" PRId64, buf_text(&text), r->line[i].number));
		buf_done(&text);
	}
}

void source_make_rows(struct source *s)
{
	source_drop_rows(s);
	for (size_t i = 0; s->listing != NULL && i < s->listing->count; i++) {
		const struct cprof_routine *r = &s->listing->routine[i];
		if (s->pattern != NULL)
			VEC_PUSH(&s->row, (struct source_row){ SOURCE_HEADER, i, 0, 0, NULL });
		if (r->found == NULL)
			add_missing(s, i);
		for (size_t j = 0; j < r->lines; j++)
			add_line(s, i, j);
		if (r->found == NULL)
			add_tries(s, i);
		if (s->listing->diff)
			add_base_lines(s, i);
	}
	s->list.count = s->row.count;
}

void source_ask(struct ui *ui, const struct source *s, const struct cprof_query *query)
{
	struct cprof_query q;
	const struct cprof_source_parameters what = { s->function, s->pattern };
	cprof_query_copy(&q, query);
	q.noinlines |= s->charged;
	ui_ask_analysis(ui, (struct session_tag){ VIEW_source, SOURCE_LISTING },
			&cprof_analysis_source, &q, &what);
	cprof_query_done(&q);
}

void source_again(struct ui *ui)
{
	const struct source *s = ui_state(ui, VIEW_source);
	if (s->pattern != NULL)
		source_ask(ui, s, &s->pinned);
	else if (s->function != NULL)
		source_ask(ui, s, &ui->current.query);
}

/* --- What a row stands for. --- */

const struct cprof_routine *source_routine(const struct source *s, size_t row)
{
	if (s->listing == NULL || row >= s->row.count)
		return NULL;
	return &s->listing->routine[s->row.at[row].routine];
}

const struct cprof_source_line *source_line(const struct source *s, size_t row)
{
	const struct cprof_routine *r = source_routine(s, row);
	return r != NULL && s->row.at[row].kind == SOURCE_LINE ? &r->line[s->row.at[row].line]
							       : NULL;
}

const struct cprof_inlined *source_inlined(const struct source *s, size_t row)
{
	const struct cprof_routine *r = source_routine(s, row);
	return r != NULL && s->row.at[row].kind == SOURCE_INLINED
		       ? &r->inlined[s->row.at[row].inlined]
		       : NULL;
}

int64_t source_whole(const struct cprof_routine *r)
{
	return r->function_cum != 0 ? r->function_cum : r->cum;
}

double source_size(int64_t value)
{
	return value < 0 ? -(double)value : (double)value;
}

int source_heat(const struct cprof_routine *r, const struct cprof_source_line *line)
{
	double whole = source_size(source_whole(r));
	double part = source_size(line->cum != 0 ? line->cum : line->flat);
	if (!(part > 0))
		return 0;
	if (!(whole > 0))
		return 1;
	return part >= 0.40 * whole ? 4 : part >= 0.15 * whole ? 3 : part >= 0.05 * whole ? 2 : 1;
}

int64_t source_line_number(const struct source *s, size_t row)
{
	const struct cprof_routine *r = source_routine(s, row);
	enum source_row_kind kind = r != NULL ? s->row.at[row].kind : SOURCE_NOTE;
	return kind == SOURCE_LINE || kind == SOURCE_INLINED ? r->line[s->row.at[row].line].number
							     : 0;
}

size_t source_row_of_line(const struct source *s, size_t routine, int64_t number)
{
	for (size_t i = 0; i < s->row.count; i++)
		if (s->row.at[i].routine == routine && source_line_number(s, i) >= number)
			return i;
	return SIZE_MAX;
}

bool source_at(struct ui *ui, struct view_position *at)
{
	const struct source *s = ui_state(ui, VIEW_source);
	const struct cprof_routine *r = source_routine(s, s->list.cursor);
	const struct cprof_source_line *line = source_line(s, s->list.cursor);
	int64_t number = source_line_number(s, s->list.cursor);
	if (r == NULL)
		return false;
	*at = (struct view_position){
		.function = r->name,
		.file = r->file,
		.line = number != 0 || r->first > r->last ? number : r->first,
		.costed = line != NULL && (line->flat != 0 || line->cum != 0),
	};
	return true;
}

/* --- From cost to cost: by heat, and by line. --- */

/* What a row costs, 0 for all but lines. */
static double cost_of(const struct source *s, size_t row)
{
	const struct cprof_source_line *line = source_line(s, row);
	return line == NULL ? 0 : source_size(line->cum != 0 ? line->cum : line->flat);
}

size_t source_hottest(const struct source *s)
{
	size_t best = SIZE_MAX;
	double most = 0;
	for (size_t i = 0; i < s->row.count; i++) {
		double cost = cost_of(s, i);
		if (cost > most) {
			most = cost;
			best = i;
		}
	}
	return best;
}

/* The lines are on their way, with the cursor on the hottest one: nothing is said of them yet. */
static bool is_coming(const struct ui *ui, const struct source *s)
{
	return s->row.count == 0 && (ui->panes.old[VIEW_source] || ui_analysing(ui, VIEW_source));
}

static void action_hottest(struct ui *ui)
{
	struct source *s = ui_state(ui, VIEW_source);
	if (is_coming(ui, s))
		return;
	size_t row = source_hottest(s);
	if (row == SIZE_MAX)
		ui_message(ui, "no line here has a cost");
	else
		list_go_to(&s->list, row);
	ui_redraw(ui);
}
ACTION_RECORD(hottest, "hottest", "go to the line that costs most");

/* Goes to the next line with a cost, in the order of the file. */
static void costed(struct ui *ui, int direction)
{
	struct source *s = ui_state(ui, VIEW_source);
	if (is_coming(ui, s))
		return;
	for (size_t i = s->list.cursor; direction > 0 ? i + 1 < s->row.count : i > 0;) {
		i = direction > 0 ? i + 1 : i - 1;
		const struct cprof_source_line *line = source_line(s, i);
		if (line != NULL && (line->flat != 0 || line->cum != 0)) {
			list_go_to(&s->list, i);
			ui_redraw(ui);
			return;
		}
	}
	ui_message(ui, direction > 0 ? "no line with a cost below" : "no line with a cost above");
}

ACTION_CALL(next_cost, "next-cost", "next line with a cost", costed(ui, 1));
ACTION_CALL(previous_cost, "previous-cost", "previous line with a cost", costed(ui, -1));

/* Goes to the line whose cost is next below or above the cursor's; equal costs in the order of the
 * file. */
static void by_heat(struct ui *ui, bool colder)
{
	struct source *s = ui_state(ui, VIEW_source);
	if (is_coming(ui, s))
		return;
	double here = cost_of(s, s->list.cursor);
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < s->row.count; i++) {
		double cost = cost_of(s, i);
		bool beyond = colder ? cost < here || (cost <= here && i > s->list.cursor)
				     : cost > here || (cost >= here && i < s->list.cursor);
		if (!(cost > 0) || i == s->list.cursor || !beyond)
			continue;
		if (best == SIZE_MAX ||
		    (colder ? cost > cost_of(s, best) : cost <= cost_of(s, best)))
			best = i;
	}
	if (best == SIZE_MAX)
		ui_message(ui, colder ? "no colder line" : "no hotter line");
	else
		list_go_to(&s->list, best);
	ui_redraw(ui);
}

ACTION_CALL(colder, "colder", "next colder line", by_heat(ui, true));
ACTION_CALL(hotter, "hotter", "next hotter line", by_heat(ui, false));

static void action_inlined(struct ui *ui)
{
	struct source *s = ui_state(ui, VIEW_source);
	if (ui->current.query.noinlines) {
		ui_message(ui, "noinlines is set: nothing is inlined anywhere");
		return;
	}
	s->charged = !s->charged;
	ui_message(ui, s->charged ? "inlined calls are charged to their line (-noinlines)"
				  : "inlined calls unfold under their line");
	source_again(ui);
}
ACTION_RECORD(inlined, "inlined", "charge inlined calls to their line, or unfold them");
