/* From cost to cost in the source: by heat, and by line. */
#include "tui/views/source/source.h"

#include "tui/explorer/action.h"

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
	return s->row.count == 0 && (ui->old[VIEW_source] || ui_analysing(ui, VIEW_source));
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
	ui->dirty = true;
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
			ui->dirty = true;
			return;
		}
	}
	ui_message(ui, direction > 0 ? "no line with a cost below" : "no line with a cost above");
}

static void action_next_cost(struct ui *ui)
{
	costed(ui, 1);
}
ACTION_RECORD(next_cost, "next-cost", "next line with a cost");

static void action_previous_cost(struct ui *ui)
{
	costed(ui, -1);
}
ACTION_RECORD(previous_cost, "previous-cost", "previous line with a cost");

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
	ui->dirty = true;
}

static void action_colder(struct ui *ui)
{
	by_heat(ui, true);
}
ACTION_RECORD(colder, "colder", "next colder line");

static void action_hotter(struct ui *ui)
{
	by_heat(ui, false);
}
ACTION_RECORD(hotter, "hotter", "next hotter line");

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
