/* The lines of the source pane: what a row stands for, how hot it is, where the cursor is, and how
 * it gets from cost to cost. */
#include "tui/views/source/source.h"

#include "tui/explorer/action.h"

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

double source_cost(const struct source *s, size_t row)
{
	const struct cprof_source_line *line = source_line(s, row);
	return line == NULL ? 0 : source_size(line->cum != 0 ? line->cum : line->flat);
}

size_t source_hottest(const struct source *s)
{
	size_t best = SIZE_MAX;
	double most = 0;
	for (size_t i = 0; i < s->row.count; i++) {
		double cost = source_cost(s, i);
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
	double here = source_cost(s, s->list.cursor);
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < s->row.count; i++) {
		double cost = source_cost(s, i);
		bool beyond = colder ? cost < here || (cost <= here && i > s->list.cursor)
				     : cost > here || (cost >= here && i < s->list.cursor);
		if (!(cost > 0) || i == s->list.cursor || !beyond)
			continue;
		if (best == SIZE_MAX ||
		    (colder ? cost > source_cost(s, best) : cost <= source_cost(s, best)))
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
