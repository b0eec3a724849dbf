/* The filter panel: every chip in the order in which it applies, with what is left after it and
 * what it removed. These numbers are asked for after the table, which has them first. */
#include <stdlib.h>
#include <string.h>

#include <cprof/filter_effects.h>

#include "base/unit.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "app/filter_line.h"
#include "tui/explorer/action.h"

#define PAGE 10 /* filters */
#define BOX 4 /* columns before the box that says whether it is on */
#define KIND_WIDTH 10
#define VALUE_WIDTH 10
#define SHARE_WIDTH 10
#define SAMPLES_WIDTH 11
#define PATTERN_LEAST 12 /* columns a pattern keeps before a column of numbers goes */

/* Lines of the panel that are no chips. */
#define LINE_START SIZE_MAX      /* before all filters */
#define LINE_RULE (SIZE_MAX - 1) /* before each pass but the first */
#define LINE_NONE (SIZE_MAX - 2) /* there are no filters */

struct filters {
	struct list list; /* of the chips */
	VEC(size_t) line; /* the number of a chip, or what else stands there */
	size_t scroll;    /* lines above the first one shown */
	char *at;         /* the chip at the cursor as text, so that it is found again; NULL:
			     * none */
	struct cprof_filter_effects *effects; /* NULL before the first answer */
	struct cprof_query query;             /* what the effects answer */
	bool answered;                        /* `query` is set */
};

static void filters_done(void *state)
{
	struct filters *f = state;
	if (f->answered)
		cprof_query_done(&f->query);
	cprof_analysis_filter_effects.free(f->effects);
	VEC_DONE(&f->line);
	free(f->at);
}

static void remember_chip(struct ui *ui, struct filters *f)
{
	struct buf text = BUF_INIT;
	struct chip chip;
	if (filter_line_get(&ui->current.query, f->list.cursor, &chip))
		chip_print(&chip, &text);
	free(f->at);
	f->at = text.size > 0 ? buf_take(&text) : NULL;
	buf_done(&text);
}

/* Puts the cursor on a chip. */
static void select_chip(struct ui *ui, size_t n)
{
	struct filters *f = ui_state(ui, VIEW_filters);
	f->list.cursor = n;
	remember_chip(ui, f);
}

/* The cursor stays on its chip; if that is gone, on its place. */
static void find_chip(struct ui *ui, struct filters *f)
{
	struct chip chip;
	size_t count = filter_line_count(&ui->current.query);
	for (size_t n = 0; f->at != NULL && filter_line_get(&ui->current.query, n, &chip); n++) {
		struct buf text = BUF_INIT;
		chip_print(&chip, &text);
		bool same = strcmp(buf_text(&text), f->at) == 0;
		buf_done(&text);
		if (same) {
			f->list.cursor = n;
			return;
		}
	}
	if (f->list.cursor >= count)
		f->list.cursor = count > 0 ? count - 1 : 0;
	remember_chip(ui, f);
}

/* True if both have the same filters on the list and the same values. */
static bool same_effects(const struct cprof_query *a, const struct cprof_query *b)
{
	struct buf one = BUF_INIT, other = BUF_INIT;
	bool same = cprof_query_selects_same(a, b) && a->mean == b->mean &&
		    !(a->divide_by < b->divide_by || a->divide_by > b->divide_by) &&
		    cprof_query_same_text(a->sample_index, b->sample_index) &&
		    cprof_query_same_text(a->unit, b->unit);
	filter_line_print(a, &one);
	filter_line_print(b, &other);
	same = same && strcmp(buf_text(&one), buf_text(&other)) == 0;
	buf_done(&one);
	buf_done(&other);
	return same;
}

static bool is_current(const struct ui *ui, const struct filters *f)
{
	return f->answered && same_effects(&f->query, &ui->current.query);
}

/* Every view says which filter it was that left nothing. */
static void tell_emptied(struct ui *ui, const struct filters *f)
{
	bool known = is_current(ui, f) && f->effects->emptied_by < f->effects->count;
	ui->emptied_by = known ? f->effects->emptied_by + 1 : 0;
}

static void ask_effects(struct ui *ui, const struct cprof_query *query)
{
	ui_ask_analysis(ui, (struct session_tag){ VIEW_filters, 0 }, &cprof_analysis_filter_effects,
			query, NULL);
}

static void filters_answer(struct ui *ui, struct session_answer *a)
{
	struct filters *f = ui_state(ui, VIEW_filters);
	if (a->err.status != CPROF_OK)
		return;
	f->effects = session_answer_found(a, f->effects);
	if (f->answered)
		cprof_query_done(&f->query);
	cprof_query_copy(&f->query, &a->query);
	f->answered = true;
	tell_emptied(ui, f);
	ui_redraw(ui);
}

/* After a table: the panel wants its numbers, and an empty table the filter that made it so. */
static void ask_after_table(struct ui *ui, const struct filters *f)
{
	bool empty = ui->table->count == 0 && cprof_query_filtered(ui->answered);
	if ((ui->panes.overlay == VIEW_filters || empty) &&
	    !(f->answered && same_effects(&f->query, ui->answered)))
		ask_effects(ui, ui->answered);
}

static bool filters_told(struct ui *ui, enum told what)
{
	struct filters *f = ui_state(ui, VIEW_filters);
	if (what == TOLD_TABLE)
		ask_after_table(ui, f);
	if (what == TOLD_MOVED)
		remember_chip(ui, f);
	if (what == TOLD_ASKED || what == TOLD_ORDER) {
		find_chip(ui, f);
		tell_emptied(ui, f);
	}
	return false;
}

/* The effect of a chip: numbers of the present query, or old ones of the same chip. */
static const struct cprof_filter_effect *find_entry(const struct filters *f, size_t n,
						    const struct chip *chip)
{
	struct chip known;
	if (f->effects == NULL || n >= f->effects->count || chip->rows ||
	    !filter_line_get(&f->query, n, &known) || known.rows || known.filter != chip->filter ||
	    strcmp(known.pattern, chip->pattern) != 0)
		return NULL;
	return &f->effects->entry[n];
}

/* Where the columns of numbers end; 0: there is no room for it. */
struct columns {
	int pattern, pattern_width, kept, removed, share, samples;
};

static struct columns place_columns(const struct rect *area, bool has_samples)
{
	int right = area->col + area->cols - 1, left = area->col + 8 + KIND_WIDTH;
	int room = right - left - PATTERN_LEAST;
	struct columns c = { .pattern = left };
	bool share = room >= 2 * VALUE_WIDTH + SHARE_WIDTH + 3;
	bool removed = room >= 2 * VALUE_WIDTH + 2;
	bool samples = has_samples && room >= 2 * VALUE_WIDTH + SHARE_WIDTH + SAMPLES_WIDTH + 24;
	if (samples) {
		c.samples = right;
		right -= SAMPLES_WIDTH + 1;
	}
	if (share) {
		c.share = right;
		right -= SHARE_WIDTH;
	}
	if (removed) {
		c.removed = right;
		right -= VALUE_WIDTH + 2;
	}
	c.kept = right;
	c.pattern_width = right - VALUE_WIDTH - 1 - left;
	if (c.pattern_width < 1)
		c.pattern_width = 1;
	return c;
}

static void draw_heading(struct ui *ui, const struct filters *f, const struct rect *area,
			 const struct columns *c)
{
	bool of_base = f->effects != NULL && f->effects->of_base;
	canvas_puts(&ui->canvas, area->row, area->col + 1, STYLE_HEADING, "FILTERS");
	canvas_right(&ui->canvas, area->row, c->kept, STYLE_HEADING,
		     of_base ? "BASE KEPT" : "KEPT");
	canvas_right(&ui->canvas, area->row, c->removed, STYLE_HEADING, "REMOVED");
	canvas_right(&ui->canvas, area->row, c->share, STYLE_HEADING, "OF ALL");
	canvas_right(&ui->canvas, area->row, c->samples, STYLE_HEADING, "SAMPLES");
}

static void draw_value(struct ui *ui, const struct filters *f, int row, int right,
		       enum style style, int64_t value)
{
	struct buf text = BUF_INIT;
	unit_put(&text, &f->effects->unit, value);
	canvas_right(&ui->canvas, row, right, style, buf_text(&text));
	buf_done(&text);
}

static void draw_start(struct ui *ui, const struct filters *f, int row, const struct rect *area,
		       const struct columns *c, enum style style)
{
	canvas_puts(&ui->canvas, row, area->col + 8, style, "start");
	if (f->effects == NULL) {
		canvas_right(&ui->canvas, row, c->kept, style, "...");
		return;
	}
	draw_value(ui, f, row, c->kept, style, f->effects->total);
	canvas_right(&ui->canvas, row, c->samples, style, unit_count(f->effects->samples).text);
}

/* What a chip removed; hide and show move cost instead. */
static void draw_removed(struct ui *ui, const struct filters *f, int row, const struct columns *c,
			 const struct cprof_filter_effect *e, enum style style)
{
	static const char *const words[] = { "", "moves", "labels" };
	struct buf share = BUF_INIT;
	if (f->effects->mean || (e->effect != CPROF_EFFECT_DROPS && e->removed == 0)) {
		canvas_right(&ui->canvas, row, c->removed, style, words[e->effect]);
		return;
	}
	draw_value(ui, f, row, c->removed, style, e->removed);
	unit_percentage_bare(&share, e->removed, f->effects->total);
	canvas_right(&ui->canvas, row, c->share, style, buf_text(&share));
	buf_done(&share);
}

static void draw_numbers(struct ui *ui, const struct filters *f, int row, const struct columns *c,
			 size_t n, const struct chip *chip, enum style style)
{
	const struct cprof_filter_effect *e = find_entry(f, n, chip);
	if (chip->off) {
		canvas_right(&ui->canvas, row, c->kept, style, "off");
	} else if (chip->rows) {
		canvas_right(&ui->canvas, row, c->kept, style, "folds rows");
	} else if (e == NULL || e->off) {
		canvas_right(&ui->canvas, row, c->kept, style, "...");
	} else {
		draw_value(ui, f, row, c->kept, style, e->kept);
		draw_removed(ui, f, row, c, e, style);
		canvas_right(&ui->canvas, row, c->samples, style, unit_count(e->samples).text);
	}
}

static void draw_chip(struct ui *ui, const struct filters *f, int row, const struct rect *area,
		      const struct columns *c, size_t n)
{
	struct chip chip;
	bool here = n == f->list.cursor;
	enum style style = here ? STYLE_CURSOR : STYLE_NORMAL;
	enum style numbers = here || is_current(ui, f) ? style : STYLE_DIM;
	struct buf pattern = BUF_INIT;
	filter_line_get(&ui->current.query, n, &chip);
	if (here)
		canvas_fill(&ui->canvas, row, area->col, area->cols, style, ' ');
	canvas_printf(&ui->canvas, row, area->col, style, "%c%2zu [%c]", here ? '>' : ' ', n + 1,
		      chip.off ? ' ' : 'x');
	canvas_puts(&ui->canvas, row, area->col + 8, style, chip_kind(&chip));
	chip_fit(&pattern, chip.pattern, (size_t)c->pattern_width, ui->canvas.ascii);
	canvas_text(&ui->canvas, row, c->pattern + 1, c->pattern_width, 0, style,
		    buf_text(&pattern), pattern.size);
	buf_done(&pattern);
	draw_numbers(ui, f, row, c, n, &chip, numbers);
}

static size_t filters_count(struct ui *ui)
{
	struct filters *f = ui_state(ui, VIEW_filters);
	struct chip chip;
	size_t n, pass = 0;
	f->line.count = 0;
	VEC_PUSH(&f->line, LINE_START);
	for (n = 0; filter_line_get(&ui->current.query, n, &chip); n++) {
		if (n > 0 && chip.pass != pass)
			VEC_PUSH(&f->line, LINE_RULE);
		pass = chip.pass;
		VEC_PUSH(&f->line, n);
	}
	if (n == 0)
		VEC_PUSH(&f->line, LINE_NONE);
	f->list.between = f->line.count - n;
	return n;
}

/* Start is in sight with the first chip. */
static void keep_visible(struct filters *f, size_t rows)
{
	size_t at = 0;
	while (at + 1 < f->line.count && f->line.at[at] != f->list.cursor)
		at++;
	if (f->scroll + rows > f->line.count)
		f->scroll = f->line.count > rows ? f->line.count - rows : 0;
	if (at < f->scroll + 1)
		f->scroll = f->list.cursor == 0 ? 0 : at;
	if (rows > 0 && at >= f->scroll + rows)
		f->scroll = at - rows + 1;
}

static void filters_draw(struct ui *ui, struct rect area, bool focused)
{
	struct filters *f = ui_state(ui, VIEW_filters);
	struct columns c = place_columns(&area, f->effects != NULL);
	int row = area.row + 1;
	(void)focused;
	ui_list(ui, VIEW_filters)->rows = PAGE;
	keep_visible(f, area.rows > 1 ? (size_t)area.rows - 1 : 0);
	draw_heading(ui, f, &area, &c);
	for (size_t i = f->scroll; i < f->line.count && row < area.row + area.rows; i++, row++) {
		size_t line = f->line.at[i];
		if (line == LINE_START)
			draw_start(ui, f, row, &area, &c,
				   is_current(ui, f) ? STYLE_NORMAL : STYLE_DIM);
		else if (line == LINE_RULE)
			canvas_hline(&ui->canvas, row, area.col + 1, area.cols - 2, STYLE_RULE);
		else if (line == LINE_NONE)
			canvas_puts(&ui->canvas, row, area.col + 8, STYLE_DIM,
				    "no filters; a adds one");
		else
			draw_chip(ui, f, row, &area, &c, line);
	}
}

static bool filters_status(struct ui *ui, enum status text, bool brief, struct buf *out)
{
	const struct filters *f = ui_state(ui, VIEW_filters);
	struct chip chip;
	(void)brief;
	if (text == STATUS_NAME && filter_line_get(&ui->current.query, f->list.cursor, &chip))
		chip_print(&chip, out);
	return text == STATUS_NAME || text == STATUS_DETAIL;
}

/* A click on the box switches, as Space does. */
static enum click filters_click(struct ui *ui, int row, int col, struct rect area)
{
	const struct filters *f = ui_state(ui, VIEW_filters);
	size_t count = ui_list(ui, VIEW_filters)->count;
	size_t at = f->scroll + (size_t)(row - area.row - 1);
	if (row <= area.row || at >= f->line.count || f->line.at[at] >= count)
		return CLICK_NOTHING;
	size_t n = f->line.at[at];
	select_chip(ui, n);
	if (col < area.col + BOX || col >= area.col + BOX + 3)
		return CLICK_ROW;
	ui_toggle_filter(ui, n);
	return CLICK_HEADING;
}

const struct view view_filters = {
	.name = "filters",
	.title = "FILTERS",
	.help = "the filters in order, with what each removed",
	.reading = "  Filters apply from top to bottom. Those between two rules are one pass,\n"
		   "  evaluated as pprof does; the next pass sees what it left. REMOVED HERE\n"
		   "  is what the total lost by the filter; one that renames or hides frames\n"
		   "  only moves cost.",
	.context = KEYS_FILTERS,
	.overlay = true,
	.low = true,
	.size = sizeof(struct filters),
	.done = filters_done,
	.count = filters_count,
	.draw = filters_draw,
	.status = filters_status,
	.click = filters_click,
	.answer = filters_answer,
	.told = filters_told,
};

/* Opens the panel, on the filter that emptied the table if one did. */
static void action_filters(struct ui *ui)
{
	struct filters *f = ui_state(ui, VIEW_filters);
	if (ui->panes.overlay == VIEW_filters) {
		ui_close_overlay(ui);
		return;
	}
	ui_end_temporary(ui);
	find_chip(ui, f);
	if (ui->emptied_by > 0)
		select_chip(ui, ui->emptied_by - 1);
	ui_open_overlay(ui, VIEW_filters);
	if (!is_current(ui, f) && ui->wait.table == 0)
		ask_effects(ui, &ui->current.query);
}
ACTION_RECORD(filters, "filters", "the panel of the filters");

/* The panel shows the user's own filters and no others. */
static bool has_chip(struct ui *ui)
{
	if (filter_line_count(&ui_own_query(ui)->query) > 0)
		return true;
	ui_message(ui, "there is no filter; a adds one");
	return false;
}

static void action_filter_toggle(struct ui *ui)
{
	const struct filters *f = ui_state(ui, VIEW_filters);
	if (has_chip(ui))
		ui_toggle_filter(ui, f->list.cursor);
}
ACTION_RECORD(filter_toggle, "filter-toggle", "switch the filter at the cursor on or off");

static void action_filter_remove(struct ui *ui)
{
	const struct filters *f = ui_state(ui, VIEW_filters);
	struct cprof_query q;
	if (!has_chip(ui))
		return;
	cprof_query_copy(&q, &ui_own_query(ui)->query);
	filter_line_remove(&q, f->list.cursor);
	ui_change_query(ui, &q);
	cprof_query_done(&q);
	ui_message(ui, "removed; u brings it back");
}
ACTION_RECORD(filter_remove, "filter-remove", "remove the filter at the cursor");

static void move_chip(struct ui *ui, int direction)
{
	struct filters *f = ui_state(ui, VIEW_filters);
	struct cprof_query q;
	struct chip chip;
	size_t now;
	if (!has_chip(ui))
		return;
	cprof_query_copy(&q, &ui_own_query(ui)->query);
	if (filter_line_move(&q, f->list.cursor, direction, &now))
		ui_change_query(ui, &q);
	else if (filter_line_get(&q, f->list.cursor, &chip) && chip.rows)
		ui_message(ui, "tests of rows come last, whatever their place");
	else
		ui_message(ui, direction < 0 ? "it is alone in the first pass"
					     : "it is alone in the last pass");
	cprof_query_done(&q);
}

ACTION_CALL(filter_earlier, "filter-earlier", "move the filter to the pass before",
	    move_chip(ui, -1));
ACTION_CALL(filter_later, "filter-later", "move the filter to the pass after", move_chip(ui, 1));

static void action_filter_edit(struct ui *ui)
{
	const struct filters *f = ui_state(ui, VIEW_filters);
	if (!has_chip(ui))
		return;
	ui_end_temporary(ui);
	ui_prompt_open_filter(ui, filter_line_end(&ui->current.query, f->list.cursor));
}
ACTION_RECORD(filter_edit, "filter-edit", "edit the filter at the cursor");
