/* What lines of source say, on the screen and outside of it: flat and cum, the heat as a character
 * and a style, the number, the text. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "base/unit.h"
#include "tui/views/source/source.h"

#define VALUE_WIDTH 10
#define MARGIN 2
#define NUMBER_WIDTH 5
#define NUMBER_LEAST 3
#define TAB 8
#define DENSE_TAB 2
#define DENSE_COLS 80  /* of a screen; below this the text gets all there is */
#define NARROW_COLS 50 /* below this the cum column goes */
#define SIDES_COLS 110 /* from here on a diff has its base and its other side as columns */

/* Columns of one drawing: a narrow pane has no cum, a wide one of a diff has both sides. */
struct columns {
	int flat, cum, base, now, number; /* where numbers end; 0: they are not shown */
	int heat, text;                   /* where these begin */
	int end;                          /* of the pane */
	bool dense;                       /* a tab in front of the text is two columns wide */
};

/* "." is nothing. */
static void draw_cost(struct ui *ui, const struct source *s, int row, int right, enum style style,
		      int64_t value)
{
	if (value == 0)
		canvas_right(&ui->canvas, row, right, style, ".");
	else
		ui_draw_value(ui, row, right, style, &s->listing->unit, value);
}

/* What the line, what is inlined there or the function costs. */
static void draw_costs(struct ui *ui, const struct source *s, int row, const struct columns *c,
		       enum style style, int64_t flat, int64_t cum)
{
	draw_cost(ui, s, row, c->flat, style, flat);
	draw_cost(ui, s, row, c->cum, style, cum);
}

static enum style line_style(struct ui *ui, const struct source *s,
			     const struct cprof_source_line *line, int heat, enum style style)
{
	if (style != STYLE_NORMAL || heat == 0)
		return style;
	if (s->listing->diff)
		return ui_change_style(ui, line->cum != 0 ? line->cum : line->flat, line->base);
	return (enum style)(STYLE_HEAT1 + heat - 1);
}

/* The base or the other side of a line, which has no sign. */
static void draw_side(struct ui *ui, const struct source *s, int row, int right, enum style style,
		      int64_t value)
{
	struct buf text = BUF_INIT;
	if (value == 0)
		buf_putc(&text, '.');
	else
		unit_put(&text, &s->listing->unit, value);
	canvas_right(&ui->canvas, row, right, style, buf_text(&text));
	buf_done(&text);
}

static size_t leading_tabs(const struct cprof_source_line *line)
{
	size_t tabs = 0;
	while (tabs < line->length && line->text[tabs] == '\t')
		tabs++;
	return tabs;
}

static void draw_text(struct ui *ui, const struct source *s, const struct cprof_source_line *line,
		      int row, const struct columns *c, enum style style)
{
	int tabs = c->dense ? (int)leading_tabs(line) : 0;
	int start = DENSE_TAB * tabs - s->list.left;
	int col = c->text + (start > 0 ? start : 0);
	canvas_text(&ui->canvas, row, col, c->end > col ? c->end - col : 0, start < 0 ? -start : 0,
		    style, line->text + tabs, line->length - (size_t)tabs);
	if (style == STYLE_NORMAL)
		list_mark(&s->list, &ui->canvas, row, c->text, c->end - c->text,
			  s->list.left + (TAB - DENSE_TAB) * tabs, line->text, line->length);
}

static void draw_line(struct ui *ui, const struct source *s, size_t at, int row,
		      const struct columns *c, enum style style)
{
	static const char *const heat_marks[] = { " ", ".", ":", "+", "#" };
	const struct cprof_source_line *line = source_line(s, at);
	char number[24];
	int heat = source_heat(source_routine(s, at), line);
	enum style hot = line_style(ui, s, line, heat, style);
	draw_costs(ui, s, row, c, hot, line->flat, line->cum);
	draw_side(ui, s, row, c->base, style, line->base);
	draw_side(ui, s, row, c->now, style, line->now);
	canvas_puts(&ui->canvas, row, c->heat, hot, heat_marks[heat]);
	/* One run of a style is fewer bytes than three. */
	canvas_restyle(&ui->canvas, row, c->flat, (c->base != 0 ? c->cum : c->heat) - c->flat, hot);
	snprintf(number, sizeof number, "%" PRId64, line->number);
	canvas_right(&ui->canvas, row, c->number, style, number);
	if (line->text != NULL)
		draw_text(ui, s, line, row, c, style);
}

/* What was inlined: its values, its name and its position, indented by how deep it stands. */
static void draw_inlined(struct ui *ui, const struct source *s, size_t at, int row,
			 const struct columns *c, enum style style)
{
	const struct cprof_inlined *inlined = source_inlined(s, at);
	struct buf text = BUF_INIT;
	style = style == STYLE_NORMAL ? STYLE_DIM : style;
	draw_costs(ui, s, row, c, style, inlined->flat, inlined->cum);
	canvas_right(&ui->canvas, row, c->number, style, "inl");
	buf_pad(&text, ' ', (size_t)(2 * inlined->depth));
	buf_printf(&text, "%s  %s:%" PRId64, inlined->name, path_tail(inlined->file),
		   inlined->number);
	canvas_text(&ui->canvas, row, c->text, c->end - c->text, s->list.left, style,
		    buf_text(&text), text.size);
	buf_done(&text);
}

/* What list says of the function where that is another number: the one exception there is. */
static void put_list_total(const struct ui *ui, const struct source *s,
			   const struct cprof_routine *r, bool brief, struct buf *out)
{
	if (r->function_cum == 0 || r->function_cum == r->cum)
		return;
	buf_puts(out, brief ? " (list: " : "  (pprof list: ");
	ui_put_value(ui, &s->listing->unit, r->cum, out);
	buf_puts(out, brief ? ")" : ", counts recursion)");
}

static void draw_header(struct ui *ui, const struct source *s, size_t at, int row,
			const struct columns *c, enum style style)
{
	const struct cprof_routine *r = source_routine(s, at);
	struct buf text = BUF_INIT;
	style = style == STYLE_NORMAL ? STYLE_HEADING : style;
	draw_costs(ui, s, row, c, style, r->function_flat, source_whole(r));
	buf_puts(&text, r->name);
	if (*r->file != '\0')
		buf_printf(&text, "  %s", r->file);
	put_list_total(ui, s, r, false, &text);
	canvas_name(&ui->canvas, row, c->heat, c->end - c->heat, style, buf_text(&text));
	buf_done(&text);
}

static void draw_row(struct ui *ui, const struct source *s, size_t at, int row,
		     const struct rect *area, const struct columns *c, enum style style)
{
	const struct source_row *r = &s->row.at[at];
	if (r->kind == SOURCE_LINE)
		draw_line(ui, s, at, row, c, style);
	else if (r->kind == SOURCE_INLINED)
		draw_inlined(ui, s, at, row, c, style);
	else if (r->kind == SOURCE_HEADER)
		draw_header(ui, s, at, row, c, style);
	else
		canvas_text(&ui->canvas, row, area->col + MARGIN, area->cols - MARGIN, s->list.left,
			    style, r->text, strlen(r->text));
}

static void draw_heading(struct ui *ui, const struct rect *area, const struct columns *columns)
{
	struct canvas *c = &ui->canvas;
	canvas_fill(c, area->row, area->col, area->cols, STYLE_HEADING, ' ');
	canvas_right(c, area->row, columns->flat, STYLE_HEADING, "FLAT");
	canvas_right(c, area->row, columns->cum, STYLE_HEADING, "CUM");
	canvas_right(c, area->row, columns->base, STYLE_HEADING, "BASE");
	canvas_right(c, area->row, columns->now, STYLE_HEADING, "NEW");
	canvas_right(c, area->row, columns->number, STYLE_HEADING, "LINE");
}

/* What the largest number of a line needs. */
static int number_width(const struct cprof_listing *l)
{
	int width = NUMBER_LEAST;
	for (size_t i = 0; l != NULL && i < l->count; i++) {
		int digits = snprintf(NULL, 0, "%" PRId64, l->routine[i].last);
		width = digits > width ? digits : width;
	}
	return width < NUMBER_WIDTH ? width : NUMBER_WIDTH;
}

static struct columns make_columns(const struct ui *ui, const struct source *s,
				   const struct rect *area)
{
	bool sides = s->listing != NULL && s->listing->diff && area->cols >= SIDES_COLS;
	struct columns c = { .flat = area->col + MARGIN + VALUE_WIDTH,
			     .end = area->col + area->cols,
			     .dense = ui->canvas.cols < DENSE_COLS };
	int behind = c.flat - 1;
	if (area->cols >= NARROW_COLS)
		behind = c.cum = c.flat + VALUE_WIDTH;
	if (sides) {
		c.base = c.cum + VALUE_WIDTH;
		behind = c.now = c.base + VALUE_WIDTH;
	}
	c.heat = behind + 2;
	c.number = c.heat + 2 + (c.dense ? number_width(s->listing) : NUMBER_WIDTH);
	c.text = c.number + 2;
	return c;
}

void source_draw(struct ui *ui, struct rect area, bool focused)
{
	struct source *s = ui_state(ui, VIEW_source);
	struct columns columns = make_columns(ui, s, &area);
	size_t rows = area.rows > 1 ? (size_t)area.rows - 1 : 0;
	/* A pane that has just changed its size keeps its line in the middle. */
	bool middle = rows != s->list.rows && s->row.count > 0;
	struct list_rows r = list_draw(&s->list, &ui->canvas, area, 1, focused, STYLE_NORMAL);
	if (middle)
		list_move(&s->list, MOTION_CENTRE);
	r.mark = focused || s->wanted != 0;
	draw_heading(ui, &area, &columns);
	if (s->row.count == 0 && s->why != NULL)
		canvas_puts(&ui->canvas, area.row + 1, area.col + MARGIN, STYLE_DIM, s->why);
	while (list_next(&r))
		draw_row(ui, s, r.at, r.row, &area, &columns, r.style);
}

static size_t hot_lines(const struct cprof_routine *r)
{
	size_t count = 0;
	for (size_t i = 0; i < r->lines; i++)
		count += source_heat(r, &r->line[i]) == 4;
	return count;
}

void source_rule(struct ui *ui, struct buf *name, struct buf *summary)
{
	const struct source *s = ui_state(ui, VIEW_source);
	if (s->listing == NULL || s->listing->count == 0) {
		buf_puts(name, "source");
		return;
	}
	if (s->pattern != NULL) {
		buf_printf(name, "list %s", s->pattern);
		unit_put_count(summary, s->listing->count, "function");
		return;
	}
	const struct cprof_routine *r = &s->listing->routine[0];
	const char *slash = strrchr(r->file, '/');
	size_t hot = hot_lines(r);
	buf_puts(name, r->name);
	if (r->stale != NULL)
		buf_puts(summary, "stale  ");
	if (s->charged)
		buf_puts(summary, "noinlines  ");
	buf_puts(summary, "flat ");
	ui_put_value(ui, &s->listing->unit, r->function_flat, summary);
	buf_puts(summary, "  cum ");
	ui_put_share(ui, &s->listing->unit, source_whole(r), s->listing->total, summary);
	put_list_total(ui, s, r, ui->panes.area[VIEW_source].cols < UI_MANY_COLS, summary);
	buf_printf(summary, "  %s%s", slash != NULL ? slash + 1 : r->file,
		   r->outside != NULL ? " (not read)"
		   : r->found == NULL ? " (not found)"
		   : r->by_name       ? " (by name)"
				      : "");
	if (hot == 0)
		return;
	buf_puts(summary, "  ");
	unit_put_count(summary, hot, "hot line");
}

/* --- Outside of the screen: in words, and as text. --- */

static void explain(const struct ui *ui, const struct source *s, struct buf *out)
{
	static const char *const heat[] = { "no heat: the line costs nothing",
					    "heat '.': above 0 % of the function's cum",
					    "heat ':': from 5 % of the function's cum",
					    "heat '+': from 15 % of it",
					    "heat '#': from 40 % of it" };
	const struct cprof_routine *r = source_routine(s, s->list.cursor);
	const struct cprof_source_line *line = source_line(s, s->list.cursor);
	if (r == NULL || line == NULL)
		return;
	buf_puts(out, "FLAT ");
	ui_put_share(ui, &s->listing->unit, line->flat, s->listing->total, out);
	buf_puts(out, ": spent or allocated on this line itself; the share is of the total, ");
	unit_put(out, &s->listing->unit, s->listing->total);
	buf_puts(out, "\nCUM ");
	ui_put_share(ui, &s->listing->unit, line->cum, s->listing->total, out);
	buf_puts(out, ": the same with everything the line called; a sample counts once a line\n");
	ui_put_sides(ui, &s->listing->unit, line->base, line->now,
		     "cum of the line on both sides; each has its own line numbers", out);
	buf_printf(out, "%s, ", heat[source_heat(r, line)]);
	ui_put_value(ui, &s->listing->unit, source_whole(r), out);
	buf_puts(out, "\nFUNCTION flat ");
	ui_put_share(ui, &s->listing->unit, r->function_flat, s->listing->total, out);
	buf_puts(out, ", cum ");
	ui_put_share(ui, &s->listing->unit, source_whole(r), s->listing->total, out);
	buf_puts(out, ": of the whole function; recursion counts once\n");
	if (r->function_cum != 0 && r->function_cum != r->cum) {
		buf_puts(out, "PPROF LIST ");
		ui_put_value(ui, &s->listing->unit, r->cum, out);
		buf_puts(out, ": what pprof's list has for it; recursion counts once a line\n");
	}
	buf_printf(out, "%s\n%s:%" PRId64 "\n", r->name, r->file, line->number);
}

/* What stands in front of the text of a line. */
static void put_cells(const struct ui *ui, const struct source *s,
		      const struct cprof_source_line *line, struct buf *out)
{
	ui_put_value(ui, &s->listing->unit, line->flat, out);
	buf_putc(out, '\t');
	ui_put_value(ui, &s->listing->unit, line->cum, out);
	buf_printf(out, "\t%" PRId64 "\t", line->number);
}

void source_describe(struct ui *ui, enum part part, struct buf *out)
{
	const struct source *s = ui_state(ui, VIEW_source);
	const struct cprof_routine *r = source_routine(s, s->list.cursor);
	const struct cprof_source_line *line = source_line(s, s->list.cursor);
	if (part == PART_EXPLANATION)
		explain(ui, s, out);
	else if (part == PART_NAME && r != NULL)
		buf_puts(out, r->name);
	else if (part == PART_POSITION && line != NULL)
		buf_printf(out, "%s:%" PRId64, r->file, line->number);
	if (part != PART_ROW || line == NULL)
		return;
	put_cells(ui, s, line, out);
	buf_put(out, line->text, line->text != NULL ? line->length : 0);
}

static void put_line(const struct ui *ui, const struct source *s,
		     const struct cprof_source_line *line, struct buf *out)
{
	put_cells(ui, s, line, out);
	size_t start = out->size;
	for (size_t i = 0; i < line->length && line->text != NULL; i++) {
		if (line->text[i] == '\t')
			buf_puts(out, "    ");
		else
			buf_putc(out, line->text[i]);
	}
	ui_clean_cell(out, start);
	buf_putc(out, '\n');
}

enum printed source_print(struct ui *ui, enum print_form form, struct buf *out)
{
	const struct source *s = ui_state(ui, VIEW_source);
	if (form == PRINT_FOLDED || s->listing == NULL)
		return PRINT_NO_FORM;
	buf_puts(out, "flat\tcum\tline\tsource\n");
	for (size_t i = 0; i < s->row.count; i++) {
		const struct cprof_source_line *line = source_line(s, i);
		if (line != NULL)
			put_line(ui, s, line, out);
	}
	return PRINTED_CELLS;
}
