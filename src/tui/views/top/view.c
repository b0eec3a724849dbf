/* The table: one row per function. Its cursor stays on the function through every change of order,
 * filter and type. */
#include "tui/views/top/top.h"

#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/xalloc.h"
#include "app/filter_line.h"
#include "app/row_pattern.h"

static void top_done(void *state)
{
	struct top *t = state;
	top_drop_tags(t);
	cprof_table_free(t->table);
	cprof_query_done(&t->query);
	VEC_DONE(&t->tag);
	free(t->is_tagged);
	free(t->opening);
	free(t->visible);
}

/* Rows on the screen: all that match, or those the query shows. */
static void find_visible(struct top *t)
{
	const struct cprof_table *table = t->table;
	free(t->visible);
	t->visible = xcalloc(table->count, sizeof *t->visible);
	t->folded = t->list.narrow == NULL && table->shown < table->count;
	t->count = t->list.narrow != NULL ? narrow_rows(t->list.narrow, table, t->visible)
					  : table->shown;
	for (size_t i = 0; i < t->count && t->list.narrow == NULL; i++)
		t->visible[i] = (uint32_t)i;
	t->list.count = t->count + t->folded;
}

/* True if the row's part of the program is, or has, the selected function. */
static bool is_near(const struct top *t, const struct selected *s, const struct cprof_row *row)
{
	const char *a = row->where_function, *b = s->where_function;
	if (t->query.group == CPROF_BY_PACKAGE)
		a = row->package, b = s->package;
	else if (t->query.group == CPROF_BY_MODULE)
		a = row->module, b = s->module;
	else if (t->query.granularity == CPROF_BY_FILE)
		a = row->where_file, b = s->where_file;
	return t->query.group != CPROF_BY_LABEL && *a != '\0' && strcmp(a, b) == 0;
}

/* The visible row of the selected node; else one of the same function, or of what it is part of;
 * SIZE_MAX if there is none. */
static size_t find_selected(struct ui *ui, const struct top *t, bool *same)
{
	const struct selected *s = &ui->selected;
	size_t near = SIZE_MAX;
	*same = true;
	for (size_t i = 0; i < t->count && s->set; i++) {
		const struct cprof_row *row = top_row_at(t, i);
		if (ui_selected_is(ui, row))
			return i;
		if (near == SIZE_MAX && is_near(t, s, row))
			near = i;
	}
	*same = false;
	return near;
}

/* The row that takes the place of the selected one, which has none: the one `near` to it, while a
 * pattern is typed the first match, else the one where the cursor is. */
static size_t row_instead(const struct ui *ui, const struct top *t, size_t near)
{
	if (near != SIZE_MAX)
		return near;
	if (ui->prompt.use == PROMPT_NARROW)
		return 0;
	return t->list.cursor < t->count ? t->list.cursor : t->count - 1;
}

/* Says which row took the place of the selected one, to a user who looks at the table and has done
 * nothing that says it. */
static void say_instead(struct ui *ui, const struct top *t, bool near)
{
	const char *there = top_row(t)->name;
	if (!ui->selected.set || ui->prompt.use != PROMPT_NONE || ui->panes.overlay != VIEW_COUNT ||
	    !ui_visible(ui, VIEW_top) || t->opened)
		return;
	if (!near)
		ui_message_names(ui, "", ui->selected.name, " is not listed; at ", there);
	else if (t->regrouped) {
		struct buf rows = BUF_INIT;
		buf_printf(&rows, "rows are %s; at ", rowpattern_noun(&t->query, true));
		ui_message_names(ui, buf_text(&rows), there, ", for ", ui->selected.name);
		buf_done(&rows);
	}
}

/* The row stands for the selected function among others, which is what the user is at until the
 * cursor moves. */
static bool is_around(const struct ui *ui, const struct top *t, size_t near)
{
	return near != SIZE_MAX && t->query.group != 0 && *ui->selected.where_function != '\0';
}

/* Puts the cursor on the selected row, or on the one that takes its place, which is then the
 * selected one. While another table is on its way, and out of sight, nothing is selected. */
static void place_cursor(struct ui *ui, struct top *t)
{
	bool same;
	size_t at = find_selected(ui, t, &same);
	if (t->count == 0) {
		t->list.cursor = 0;
		return;
	}
	t->list.cursor = same ? at : row_instead(ui, t, at);
	const struct cprof_row *row = top_row(t);
	if (ui->wait.table != 0)
		return;
	if (!same)
		say_instead(ui, t, at != SIZE_MAX);
	if (!same && !ui_visible(ui, VIEW_top) && ui->selected.set)
		return;
	if (!same && is_around(ui, t, at))
		ui_select_around(ui, VIEW_top, row);
	/* Another question may have made another line the one to look at. */
	else if (!same || (!ui->selected.exact && ui->selected.where_line != row->where_line &&
			   strcmp(ui->selected.where_function, row->where_function) == 0))
		ui_select(ui, VIEW_top, row);
}

/* Works out which rows are visible and puts the cursor back on the selected function. */
static void lay_out(struct ui *ui, struct top *t)
{
	if (t->table == NULL)
		return;
	find_visible(t);
	top_find_tagged(t);
	place_cursor(ui, t);
	ui_redraw(ui);
}

static void ask_union(struct ui *ui, struct top *t)
{
	t->union_known = false;
	if (t->list.narrow == NULL || t->table == NULL)
		return;
	const struct cprof_union_parameters matches = { .pattern = narrow_pattern(t->list.narrow) };
	ui_ask_analysis(ui, (struct session_tag){ VIEW_top, TOP_NARROWED }, &cprof_analysis_union,
			&ui->current.query, &matches);
}

static void take_table(struct ui *ui, struct top *t, struct session_answer *a)
{
	cprof_table_free(t->table);
	ui->table = t->table = a->table;
	a->table = NULL;
	t->regrouped = t->query.group != a->query.group ||
		       t->query.granularity != a->query.granularity;
	cprof_query_done(&t->query);
	cprof_query_copy(&t->query, &a->query);
	ui->answered = &t->query;
	top_use_base(ui, t);
	cprof_table_sort(t->table, ui->current.sort, ui->current.reverse);
	top_measure(t);
	lay_out(ui, t);
	t->regrouped = t->opened = false;
	ask_union(ui, t);
	top_ask_tagged(ui, t);
}

static void top_answer(struct ui *ui, struct session_answer *a)
{
	struct top *t = ui_state(ui, VIEW_top);
	if (a->question == SESSION_TABLE) {
		take_table(ui, t, a);
	} else if (a->err.status != CPROF_OK) {
		return;
	} else if (a->tag.question == TOP_TAGGED) {
		t->tagged_known = true;
		t->tagged_union = *(const struct cprof_union *)a->found;
	} else {
		t->union_known = true;
		t->both = *(const struct cprof_union *)a->found;
	}
}

static void put_position(const struct top *t, bool brief, struct buf *out)
{
	if (t->count == 0 && !t->folded)
		buf_puts(out, "0 of 0");
	else if (t->list.cursor >= t->count)
		buf_printf(out, "%s", unit_count(t->table->count - t->table->shown).text);
	else
		buf_printf(out, "%s of %s", unit_count(t->list.cursor + 1).text,
			   unit_count(t->count).text);
	const char *which = t->list.narrow != NULL                    ? "match"
			    : t->folded && t->list.cursor >= t->count ? "folded"
								      : "shown";
	if (!brief)
		buf_printf(out, " %s, %s in all", which, unit_count(t->table->count).text);
}

/* Tells the others where the cursor is. */
static void select_here(struct ui *ui, const struct top *t)
{
	if (top_row(t) != NULL)
		ui_select(ui, VIEW_top, top_row(t));
	else if (t->folded)
		ui_select_nothing(ui, VIEW_top);
}

/* The column to sort by for a heading; that of a share stands for what it is a share of. NULL:
 * there is none. */
static const struct cprof_column *sortable(const struct cprof_column *column)
{
	char id[32] = "";
	size_t length = strcspn(column->id, "%");
	if (column->key != 0)
		return column;
	if (length < sizeof id)
		memcpy(id, column->id, length);
	column = cprof_column_find(id);
	return column != NULL && column->key != 0 ? column : NULL;
}

/* Sorts by the column whose heading is there, or turns the order over. */
static enum click click_heading(struct ui *ui, const struct top *t, int col)
{
	for (size_t i = 0; i < t->columns; i++) {
		const struct cprof_column *column = sortable(t->column[i]);
		if (col < t->span[i].from || col >= t->span[i].to)
			continue;
		if (column == NULL)
			ui_message(ui, "cannot sort by \"%s\"", t->column[i]->id);
		else
			ui_change_sort(ui, column,
				       column == ui->current.sort && !ui->current.reverse);
		return CLICK_HEADING;
	}
	return CLICK_NOTHING;
}

static enum click top_click(struct ui *ui, int row, int col, struct rect area)
{
	struct top *t = ui_state(ui, VIEW_top);
	if (row == area.row)
		return click_heading(ui, t, col - area.col);
	if (!list_click(&t->list, row))
		return CLICK_NOTHING;
	select_here(ui, t);
	return CLICK_ROW;
}

static char *top_save(struct ui *ui)
{
	const struct top *t = ui_state(ui, VIEW_top);
	return t->list.narrow != NULL ? xstrdup(narrow_pattern(t->list.narrow)) : NULL;
}

static void top_restore(struct ui *ui, const char *pattern)
{
	ui_narrow(ui, VIEW_top, pattern);
}

static bool top_show(struct ui *ui, const struct cprof_query *query, const char *pattern,
		     const char *words)
{
	(void)pattern;
	ui_go_to_view(ui, VIEW_top);
	ui_set_temporary(ui, query, words);
	return true;
}

static void narrow(struct ui *ui, struct top *t, bool kept)
{
	bool regrouping = t->query.group != ui->current.query.group ||
			  t->query.granularity != ui->current.query.granularity;
	/* The pattern may be for the rows that are on their way. */
	if (ui->wait.table != 0 && regrouping)
		return;
	ask_union(ui, t);
	lay_out(ui, t);
	/* Nothing took the place of where the search began. */
	if (kept && t->list.narrow != NULL && t->count == 0)
		ui_restore_selected(ui);
}

static bool untag(struct ui *ui, struct top *t)
{
	if (t->tag.count == 0)
		return false;
	top_drop_tags(t);
	ui_message(ui, "no row is tagged");
	return true;
}

static bool top_told(struct ui *ui, enum told what)
{
	struct top *t = ui_state(ui, VIEW_top);
	switch (what) {
	case TOLD_ORDER:
		if (t->table != NULL) {
			top_use_base(ui, t);
			cprof_table_sort(t->table, ui->current.sort, ui->current.reverse);
		}
		lay_out(ui, t);
		break;
	case TOLD_SELECTED:
		lay_out(ui, t);
		break;
	case TOLD_MOVED:
		select_here(ui, t);
		break;
	case TOLD_NARROWED:
	case TOLD_KEPT:
	case TOLD_CANCELLED:
		narrow(ui, t, what == TOLD_KEPT);
		break;
	case TOLD_ESCAPE:
		return untag(ui, t);
	case TOLD_ASKED:
	case TOLD_TABLE:
	case TOLD_ARRIVED:
	case TOLD_OPENED:
		break;
	}
	return false;
}

static void put_share(const struct ui *ui, struct buf *out, const struct cprof_table *table,
		      const char *name, int64_t value)
{
	buf_puts(out, name);
	ui_put_share(ui, &table->unit, value, table->percent_of, out);
}

static void put_matches(const struct ui *ui, const struct top *t, bool brief, struct buf *out)
{
	if (t->list.narrow == NULL)
		return;
	buf_printf(out, "%s of %s %s%smatch", unit_count(t->count).text,
		   unit_count(t->table->count).text, brief ? "" : rowpattern_noun(&t->query, true),
		   brief ? "" : " ");
	if (t->count == 0)
		return;
	buf_puts(out, brief ? "; " : "; together ");
	if (!t->union_known) {
		buf_puts(out, "...");
		return;
	}
	put_share(ui, out, t->table, "flat ", t->both.flat);
	put_share(ui, out, t->table, ", cum ", t->both.cum);
}

/* How many rows are tagged and what they add up to; tags of rows that are not here wait. */
static void put_tagged(const struct ui *ui, const struct top *t, bool brief, struct buf *out)
{
	if (t->tag.count == 0)
		return;
	buf_printf(out, "%s tagged", unit_count(t->tag.count).text);
	if (t->tagged == 0)
		buf_puts(out, ", none here");
	else if (t->tagged < t->tag.count)
		buf_printf(out, ", %s here", unit_count(t->tagged).text);
	if (t->tagged > 0) {
		buf_puts(out, brief ? "; " : "; together ");
		if (!t->tagged_known) {
			buf_puts(out, "...");
		} else {
			put_share(ui, out, t->table, "flat ", t->tagged_union.flat);
			put_share(ui, out, t->table, ", cum ", t->tagged_union.cum);
		}
	}
	buf_puts(out, "  ");
}

static bool top_status(struct ui *ui, enum status text, bool brief, struct buf *out)
{
	const struct top *t = ui_state(ui, VIEW_top);
	if (text == STATUS_NAME || text == STATUS_DETAIL)
		return false;
	if (t->table == NULL)
		return true;
	if (text == STATUS_CURSOR)
		put_position(t, brief, out);
	else if (text == STATUS_MATCHES)
		put_matches(ui, t, brief, out);
	else
		put_tagged(ui, t, brief, out);
	return true;
}

const struct view view_top = {
	.name = "top",
	.title = "TOP",
	.help = "functions in order of what they cost",
	.reading = "  Each row is a function. FLAT is what it allocated or spent itself, CUM\n"
		   "  what it and all it called did. The pane below shows the source of the\n"
		   "  function at the cursor, with the cost of every line. The title says what\n"
		   "  the numbers are: in use now, or allocated since start. / narrows, f\n"
		   "  filters and changes numbers.",
	.context = KEYS_TOP,
	.companion = VIEW_source,
	.size = sizeof(struct top),
	.done = top_done,
	.draw = top_draw,
	.narrows = true,
	.status = top_status,
	.click = top_click,
	.describe = top_describe,
	.print = top_print,
	.answer = top_answer,
	.told = top_told,
	.save = top_save,
	.restore = top_restore,
	.report = "top",
	.show = top_show,
};
