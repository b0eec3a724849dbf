/* Drawing source: flat and cum, the heat as a character and a style, the number, the text. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "base/unit.h"
#include "tui/views/source/source.h"

#define VALUE_WIDTH 10
#define MARGIN 2
#define HEAT_COL (MARGIN + 2 * VALUE_WIDTH + 2)
#define NUMBER_COL (HEAT_COL + 2)
#define NUMBER_WIDTH 5
#define TEXT_COL (NUMBER_COL + NUMBER_WIDTH + 2)
#define NUMBER_LEAST 3
#define TAB 8
#define DENSE_TAB 2
#define DENSE_COLS 80  /* of a screen; below this the text gets all there is */
#define NARROW_COLS 50 /* below this the cum column goes */
#define SIDES_COLS 110 /* from here on a diff has its base and its other side as columns */

/* Columns of one drawing: a narrow pane has no cum column, a wide one of a diff has two more. */
struct columns {
	int shift;  /* columns the parts behind flat move to the left; negative: to the right */
	int number; /* columns of the line's number */
	bool dense; /* a tab in front of the text is two columns wide */
};

static void put_value(const struct cprof_listing *l, int64_t value, struct buf *out)
{
	buf_clear(out);
	if (value == 0)
		buf_putc(out, '.');
	else
		unit_put(out, &l->unit, value);
}

/* What the line, what is inlined there or the function costs. */
static void put_cost(const struct ui *ui, const struct source *s, int64_t value, struct buf *out)
{
	buf_clear(out);
	if (value == 0)
		buf_putc(out, '.');
	else
		ui_put_value(ui, &s->listing->unit, value, out);
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

/* The base and the other side of a line, where there is room. */
static void draw_sides(struct ui *ui, const struct source *s,
		       const struct cprof_source_line *line, int row, const struct rect *area,
		       const struct columns *columns, enum style style)
{
	struct buf text = BUF_INIT;
	if (columns->shift >= 0)
		return;
	put_value(s->listing, line->base, &text);
	canvas_right(&ui->canvas, row, area->col + MARGIN + 3 * VALUE_WIDTH, style,
		     buf_text(&text));
	put_value(s->listing, line->now, &text);
	canvas_right(&ui->canvas, row, area->col + MARGIN + 4 * VALUE_WIDTH, style,
		     buf_text(&text));
	buf_done(&text);
}

static size_t leading_tabs(const struct cprof_source_line *line)
{
	size_t tabs = 0;
	while (tabs < line->length && line->text[tabs] == '\t')
		tabs++;
	return tabs;
}

static void draw_line(struct ui *ui, const struct source *s, size_t at, int row,
		      const struct rect *area, const struct columns *columns, enum style style)
{
	static const char heat_marks[] = " .:+#";
	const struct cprof_routine *r = source_routine(s, at);
	const struct cprof_source_line *line = source_line(s, at);
	struct canvas *c = &ui->canvas;
	struct buf text = BUF_INIT;
	char number[24];
	int heat = source_heat(r, line);
	int shift = columns->shift;
	char mark[2] = { heat_marks[heat], '\0' };
	enum style hot = line_style(ui, s, line, heat, style);
	put_cost(ui, s, line->flat, &text);
	canvas_right(c, row, area->col + MARGIN + VALUE_WIDTH, hot, buf_text(&text));
	put_cost(ui, s, line->cum, &text);
	if (shift <= 0)
		canvas_right(c, row, area->col + MARGIN + 2 * VALUE_WIDTH, hot, buf_text(&text));
	draw_sides(ui, s, line, row, area, columns, style);
	canvas_puts(c, row, area->col + HEAT_COL - shift, hot, mark);
	/* One run of a style is fewer bytes than three. */
	int end = shift < 0 ? MARGIN + 2 * VALUE_WIDTH : HEAT_COL - shift;
	canvas_restyle(c, row, area->col + MARGIN + VALUE_WIDTH, end - MARGIN - VALUE_WIDTH, hot);
	snprintf(number, sizeof number, "%" PRId64, line->number);
	canvas_right(c, row, area->col + NUMBER_COL - shift + columns->number, style, number);
	int col = TEXT_COL - shift - (NUMBER_WIDTH - columns->number);
	if (line->text != NULL) {
		size_t tabs = columns->dense ? leading_tabs(line) : 0;
		int start = DENSE_TAB * (int)tabs - s->list.left, skip = start < 0 ? -start : 0;
		int at_col = col + (start > 0 ? start : 0);
		canvas_text(c, row, area->col + at_col,
			    area->cols > at_col ? area->cols - at_col : 0, skip, style,
			    line->text + tabs, line->length - tabs);
		if (style == STYLE_NORMAL)
			list_mark(&s->list, c, row, area->col + col, area->cols - col,
				  s->list.left + (TAB - DENSE_TAB) * (int)tabs, line->text,
				  line->length);
	}
	buf_done(&text);
}

/* What was inlined: its values, its name and its place, indented by how deep it stands. */
static void draw_inlined(struct ui *ui, const struct source *s, size_t at, int row,
			 const struct rect *area, const struct columns *columns, enum style style)
{
	const struct cprof_inlined *inlined = source_inlined(s, at);
	struct canvas *c = &ui->canvas;
	struct buf text = BUF_INIT;
	int col = TEXT_COL - columns->shift - (NUMBER_WIDTH - columns->number);
	style = style == STYLE_NORMAL ? STYLE_DIM : style;
	put_cost(ui, s, inlined->flat, &text);
	canvas_right(c, row, area->col + MARGIN + VALUE_WIDTH, style, buf_text(&text));
	put_cost(ui, s, inlined->cum, &text);
	if (columns->shift <= 0)
		canvas_right(c, row, area->col + MARGIN + 2 * VALUE_WIDTH, style, buf_text(&text));
	canvas_right(c, row, area->col + NUMBER_COL - columns->shift + columns->number, style,
		     "inl");
	buf_clear(&text);
	buf_pad(&text, ' ', (size_t)(2 * inlined->depth));
	buf_printf(&text, "%s  %s:%" PRId64, inlined->name, path_tail(inlined->file),
		   inlined->number);
	canvas_text(c, row, area->col + col, area->cols - col, s->list.left, style, buf_text(&text),
		    text.size);
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
			const struct rect *area, const struct columns *columns, enum style style)
{
	const struct cprof_routine *r = source_routine(s, at);
	struct canvas *c = &ui->canvas;
	struct buf text = BUF_INIT;
	style = style == STYLE_NORMAL ? STYLE_HEADING : style;
	put_cost(ui, s, r->function_flat, &text);
	canvas_right(c, row, area->col + MARGIN + VALUE_WIDTH, style, buf_text(&text));
	put_cost(ui, s, source_whole(r), &text);
	if (columns->shift <= 0)
		canvas_right(c, row, area->col + MARGIN + 2 * VALUE_WIDTH, style, buf_text(&text));
	buf_clear(&text);
	buf_puts(&text, r->name);
	if (*r->file != '\0')
		buf_printf(&text, "  %s", r->file);
	put_list_total(ui, s, r, false, &text);
	int col = HEAT_COL - columns->shift;
	canvas_name(c, row, area->col + col, area->cols - col, style, buf_text(&text));
	buf_done(&text);
}

static void draw_row(struct ui *ui, const struct source *s, size_t at, int row,
		     const struct rect *area, const struct columns *columns, enum style style)
{
	const struct source_row *r = &s->row.at[at];
	if (r->kind == SOURCE_LINE)
		draw_line(ui, s, at, row, area, columns, style);
	else if (r->kind == SOURCE_INLINED)
		draw_inlined(ui, s, at, row, area, columns, style);
	else if (r->kind == SOURCE_HEADER)
		draw_header(ui, s, at, row, area, columns, style);
	else
		canvas_text(&ui->canvas, row, area->col + MARGIN, area->cols - MARGIN, s->list.left,
			    style, r->text, strlen(r->text));
}

static void draw_heading(struct ui *ui, const struct rect *area, const struct columns *columns)
{
	struct canvas *c = &ui->canvas;
	canvas_fill(c, area->row, area->col, area->cols, STYLE_HEADING, ' ');
	canvas_right(c, area->row, area->col + MARGIN + VALUE_WIDTH, STYLE_HEADING, "FLAT");
	if (columns->shift <= 0)
		canvas_right(c, area->row, area->col + MARGIN + 2 * VALUE_WIDTH, STYLE_HEADING,
			     "CUM");
	if (columns->shift < 0) {
		canvas_right(c, area->row, area->col + MARGIN + 3 * VALUE_WIDTH, STYLE_HEADING,
			     "BASE");
		canvas_right(c, area->row, area->col + MARGIN + 4 * VALUE_WIDTH, STYLE_HEADING,
			     "NEW");
	}
	canvas_right(c, area->row, area->col + NUMBER_COL - columns->shift + columns->number,
		     STYLE_HEADING, "LINE");
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

void source_draw(struct ui *ui, void *state, struct rect area, bool focused)
{
	struct source *s = state;
	bool sides = s->listing != NULL && s->listing->diff && area.cols >= SIDES_COLS;
	bool dense = ui->canvas.cols < DENSE_COLS;
	struct columns columns = { .shift = area.cols < NARROW_COLS ? VALUE_WIDTH + 1
					    : sides		    ? -2 * VALUE_WIDTH
								    : 0,
				   .number = dense ? number_width(s->listing) : NUMBER_WIDTH,
				   .dense = dense };
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

void source_rule(struct ui *ui, void *state, struct buf *name, struct buf *summary)
{
	const struct source *s = state;
	if (s->listing == NULL || s->listing->count == 0) {
		buf_puts(name, "source");
		return;
	}
	if (s->pattern != NULL) {
		buf_printf(name, "list %s", s->pattern);
		buf_printf(summary, "%s function%s", unit_count(s->listing->count).text,
			   s->listing->count == 1 ? "" : "s");
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
		   r->found == NULL ? " (not found)"
		   : r->by_name     ? " (by name)"
				    : "");
	if (hot > 0)
		buf_printf(summary, "  %s hot line%s", unit_count(hot).text, hot == 1 ? "" : "s");
}
