/* What rows are taken together, opened and measured by: tags, packages, the base of percentages,
 * units, forms of names. */
#include <stdlib.h>
#include <string.h>

#include "base/nameform.h"
#include "base/unit.h"
#include "base/xalloc.h"
#include "app/row_pattern.h"
#include "tui/explorer/action.h"
#include "tui/views/top/top.h"

const struct cprof_row *top_row_at(const struct top *t, size_t at)
{
	return &t->table->row[t->table->order[t->visible[at]]];
}

const struct cprof_row *top_row(const struct top *t)
{
	return t->table != NULL && t->list.cursor < t->count ? top_row_at(t, t->list.cursor) : NULL;
}

static size_t find_tag(const struct top *t, uint64_t id)
{
	size_t at = 0;
	while (at < t->tag.count && t->tag.at[at] != id)
		at++;
	return at;
}

void top_find_tagged(struct top *t)
{
	free(t->is_tagged);
	t->is_tagged = xcalloc(t->table->count, sizeof *t->is_tagged);
	t->tagged = 0;
	for (size_t i = 0; i < t->table->count && t->tag.count > 0; i++) {
		t->is_tagged[i] = find_tag(t, t->table->row[i].id) < t->tag.count;
		t->tagged += t->is_tagged[i];
	}
}

/* What the tagged rows add up to is asked for: no sample counts twice. */
void top_ask_tagged(struct ui *ui, struct top *t)
{
	const struct cprof_union_parameters tagged = { .row = t->tag.at, .rows = t->tag.count };
	t->tagged_known = false;
	if (t->tagged > 0)
		ui_ask_analysis(ui, (struct session_tag){ VIEW_top, TOP_TAGGED },
				&cprof_analysis_union, &ui->current.query, &tagged);
}

void top_drop_tags(struct top *t)
{
	t->tag.count = 0;
	t->tagged = 0;
	free(t->is_tagged);
	t->is_tagged = NULL;
	if (t->table != NULL)
		top_find_tagged(t);
}

static void action_tag(struct ui *ui)
{
	struct top *t = ui_state(ui, VIEW_top);
	const struct cprof_row *row = top_row(t);
	if (row == NULL) {
		ui_message(ui, "this row stands for others; it cannot be tagged");
		return;
	}
	size_t at = find_tag(t, row->id);
	if (at < t->tag.count)
		t->tag.at[at] = t->tag.at[--t->tag.count];
	else
		VEC_PUSH(&t->tag, row->id);
	top_find_tagged(t);
	top_ask_tagged(ui, t);
	if (t->list.cursor + 1 < t->count)
		ui_move(ui, VIEW_top, MOTION_DOWN);
	if (t->tag.count == 0)
		ui_message(ui, "no row is tagged");
	ui_redraw(ui);
}
ACTION_RECORD(tag, "tag", "tag the row, or take the tag off");

bool top_open_group(struct ui *ui, struct top *t)
{
	struct buf pattern = BUF_INIT;
	const struct cprof_row *row = top_row(t);
	bool module = t->query.group == CPROF_BY_MODULE;
	struct cprof_query q;
	if (t->query.group == 0)
		return false;
	if (!rowpattern_open(&pattern, ui->summary, &t->query, row)) {
		ui_message_names(ui, "", row->name, " does not open; o keeps its samples alone",
				 "");
		buf_done(&pattern);
		return true;
	}
	char *name = xstrdup(row->name);
	ui_push_jump(ui);
	cprof_query_copy(&q, &ui->current.query);
	q.group = module ? CPROF_BY_PACKAGE : 0;
	q.granularity = CPROF_BY_FUNCTION;
	t->opened = true;
	free(t->opening);
	t->opening = xstrdup(buf_text(&pattern));
	ui_change_narrowed(ui, &q, buf_text(&pattern));
	ui_message(ui, "the %s of %s; [ goes back", rowpattern_noun(&q, true), name);
	cprof_query_done(&q);
	buf_done(&pattern);
	free(name);
	return true;
}

void top_use_base(const struct ui *ui, struct top *t)
{
	struct cprof_table *table = t->table;
	table->percent_of = table->total;
	t->base_gone = ui->current.percent_row != NULL;
	for (size_t i = 0; i < table->count && t->base_gone; i++)
		if (strcmp(table->row[i].name, ui->current.percent_row) == 0) {
			table->percent_of = table->row[i].cum;
			t->base_gone = false;
		}
}

void top_put_base(const struct ui *ui, const struct top *t, bool brief, struct buf *out)
{
	if (ui->current.percent_row != NULL && !t->base_gone) {
		buf_puts(out, "% of ");
		ui_put_name(ui, ui->current.percent_row, out);
	} else if (t->query.relative_percentages) {
		buf_puts(out, brief ? "% of kept" : "% of what is kept");
	} else {
		buf_puts(out, brief ? "% of all" : "% of the whole profile");
	}
}

static void percent_of_row(struct ui *ui, const char *name)
{
	ui_change_percent(ui, name, false);
	ui_message(ui, "percentages are of %s", name);
}

/* The next of the three. */
static void next_percent(struct ui *ui)
{
	const struct cprof_row *row = top_row(ui_state(ui, VIEW_top));
	bool of_row = ui->current.percent_row != NULL;
	if (!of_row && !ui->current.query.relative_percentages) {
		ui_change_percent(ui, NULL, true);
		ui_message(ui, "percentages are of what the filters left");
	} else if (!of_row && row != NULL) {
		char *name = xstrdup(row->name);
		percent_of_row(ui, name);
		free(name);
	} else {
		ui_change_percent(ui, NULL, false);
		ui_message(ui, "percentages are of the whole profile");
	}
}

static enum cprof_status percent_run(struct call *call, struct cprof_error *err)
{
	(void)err;
	if (*call->rest != '\0')
		percent_of_row(call->front, call->rest);
	else
		next_percent(call->front);
	return CPROF_OK;
}

const struct command command_action_percent = {
	.name = "percent",
	.usage = "[ROW]",
	.help = "percentages of all, of what is kept, this row, or the one named",
	.most = -1,
	.run = percent_run,
};

/* The unit behind this one: one for the table as pprof chooses it; one for each value; the total's
 * for all; the smallest, which is exact. */
static const char *next_unit(const char *unit, const char *of_total, const char *exact)
{
	if (strcmp(unit, "minimum") == 0)
		return "auto";
	if (strcmp(unit, "auto") == 0)
		return of_total;
	if (strcmp(unit, of_total) == 0 && strcmp(of_total, exact) != 0)
		return exact;
	return "minimum";
}

static void say_unit(struct ui *ui, const char *unit, bool exact)
{
	if (strcmp(unit, "minimum") == 0)
		ui_message(ui, "one unit for the table, as pprof chooses it");
	else if (strcmp(unit, "auto") == 0)
		ui_message(ui, "each value in a unit of its own");
	else
		ui_message(ui, "every value in %s%s", unit, exact ? ", exactly" : "");
}

static void action_unit(struct ui *ui)
{
	const struct cprof_table *t = ui->table;
	if (t == NULL)
		return;
	/* The type may be another one already than that of the table. */
	const struct session_type *type = &ui->summary->type[profile_summary_type(
		ui->summary, ui->current.query.sample_index)];
	bool time = unit_is_time(type->unit);
	if (!time && !unit_compatible(type->unit, "bytes")) {
		ui_message(ui, "%s has one unit only", type->name);
		return;
	}
	int64_t total = strcmp(t->unit.sample, type->unit) == 0 ? t->total : type->total;
	const char *of_total = unit_scale(total, type->unit, "auto").unit;
	const char *exact = time ? "ns" : unit_scale(1, type->unit, "auto").unit;
	const char *now = cprof_query_unit(&ui->current.query);
	const char *next = next_unit(now, of_total, exact);
	struct cprof_query q;
	cprof_query_copy(&q, &ui->current.query);
	cprof_query_text(&q.unit, next);
	say_unit(ui, next, strcmp(next, exact) == 0);
	ui_change_query(ui, &q);
	cprof_query_done(&q);
}
ACTION_RECORD(unit, "unit", "units: one for all, one for each value, fixed, exact");

static void action_name_form(struct ui *ui)
{
	struct top *t = ui_state(ui, VIEW_top);
	ui->settings.name_form = (ui->settings.name_form + 1) % NAMEFORMS;
	t->list.left = 0;
	ui_message(ui, "names %s", nameform_words((enum nameform)ui->settings.name_form));
}
ACTION_RECORD(name_form, "name-form", "names in full or shorter");
