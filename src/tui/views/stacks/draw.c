/* Drawing the stacks view: a row for each sample, and below it, if it is open, a row for each of
 * its frames. Widths come from the whole answer, so columns never jump. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "tui/views/stacks/stacks.h"

#define MARGIN 2      /* the cursor's mark and a blank */
#define SHARE_WIDTH 8 /* "3.4e-05%" */
#define DEPTH_WIDTH 5
#define LABELS_MOST 24
#define NAME_LEAST 28 /* columns the stack keeps before another column goes */
#define INDENT 4      /* of frames */

/* Which columns fit. */
struct columns {
	bool share, depth, labels;
	int rest; /* columns for the stack */
};

void stacks_measure(const struct ui *ui, struct stacks *s)
{
	struct buf text = BUF_INIT;
	s->value_width = 8;
	s->label_width = 0;
	for (size_t i = 0; s->found != NULL && i < s->found->count; i++) {
		const struct cprof_stack *stack = &s->found->stack[i];
		buf_clear(&text);
		ui_put_value(ui, &s->found->unit, stack->value, &text);
		int width = (int)utf8_count(buf_text(&text), text.size);
		if (width > s->value_width)
			s->value_width = width;
		width = (int)utf8_count(stack->labels, strlen(stack->labels));
		if (width > s->label_width)
			s->label_width = width > LABELS_MOST ? LABELS_MOST : width;
	}
	if (s->label_width > 0 && s->label_width < 6)
		s->label_width = 6;
	buf_done(&text);
}

static struct columns choose_columns(const struct stacks *s, int cols)
{
	struct columns c = { true, true, s->label_width > 0, 0 };
	c.rest = cols - MARGIN - s->value_width - 1 - SHARE_WIDTH - 1 - DEPTH_WIDTH - 2;
	if (c.labels)
		c.rest -= s->label_width + 2;
	if (c.rest < NAME_LEAST) {
		c.depth = false;
		c.rest += DEPTH_WIDTH + 1;
	}
	if (c.rest < NAME_LEAST) {
		c.share = false;
		c.rest += SHARE_WIDTH + 1;
	}
	if (c.rest < NAME_LEAST * 3 / 4 && c.labels) {
		c.labels = false;
		c.rest += s->label_width + 2;
	}
	if (c.rest < 1)
		c.rest = 1;
	return c;
}

/* What stands in the columns of a row; an empty text leaves its column blank. */
struct cells {
	const char *value, *share, *depth, *labels;
	enum style change; /* the look of the value in a diff; STYLE_NORMAL: as the row's */
};

/* A sample is of one side of a diff: it has no base of its own. */
static enum style change_style(const struct ui *ui, int64_t value)
{
	return ui->summary->diff ? ui_change_style(ui, value, INT64_MAX) : STYLE_NORMAL;
}

/* Returns the column behind. */
static int draw_cells(struct ui *ui, const struct stacks *s, const struct columns *c, int row,
		      int col, const struct cells *cells, enum style style)
{
	col += MARGIN + s->value_width;
	canvas_right(&ui->canvas, row, col, style == STYLE_NORMAL ? cells->change : style,
		     cells->value);
	if (c->share) {
		col += 1 + SHARE_WIDTH;
		canvas_right(&ui->canvas, row, col, style, cells->share);
	}
	if (c->depth) {
		col += 1 + DEPTH_WIDTH;
		canvas_right(&ui->canvas, row, col, style, cells->depth);
	}
	col += 2;
	if (c->labels) {
		canvas_name(&ui->canvas, row, col, s->label_width, style, cells->labels);
		col += s->label_width + 2;
	}
	return col;
}

/* The stack in one line: leaf <- caller, without the folders of packages. */
static void put_summary(const struct cprof_stacks *f, const struct cprof_stack *stack,
			size_t enough, struct buf *out)
{
	for (size_t i = 0; i < stack->depth && out->size < enough; i++) {
		const char *name = f->frame[stack->frame[i]].name;
		const char *end = name + strcspn(name, "[("), *slash = name;
		for (const char *at = name; at < end; at++)
			if (*at == '/')
				slash = at + 1;
		buf_printf(out, "%s%s", i > 0 ? " <- " : "", slash);
	}
}

static void draw_sample(struct ui *ui, const struct stacks *s, const struct columns *c, int row,
			const struct rect *area, const struct cprof_stack *stack, enum style style)
{
	struct buf value = BUF_INIT, share = BUF_INIT, text = BUF_INIT;
	char depth[24];
	ui_put_value(ui, &s->found->unit, stack->value, &value);
	unit_percentage(&share, stack->value, s->found->total);
	snprintf(depth, sizeof depth, "%zu", stack->depth);
	const struct cells cells = { buf_text(&value), buf_text(&share), depth, stack->labels,
				     change_style(ui, stack->value) };
	int col = draw_cells(ui, s, c, row, area->col, &cells, style);
	put_summary(s->found, stack, (size_t)(s->list.left + c->rest) * 2 + 64, &text);
	int end = canvas_text(&ui->canvas, row, col, c->rest, s->list.left, style, buf_text(&text),
			      text.size);
	if (end >= col + c->rest && (int)utf8_width(buf_text(&text), text.size, ui->canvas.ascii) >
					    s->list.left + c->rest) {
		const char *dots = utf8_ellipsis(ui->canvas.ascii);
		canvas_puts(&ui->canvas, row, col + c->rest - (int)utf8_count(dots, strlen(dots)),
			    style, dots);
	}
	if (style == STYLE_NORMAL && s->list.left == 0)
		list_mark(&s->list, &ui->canvas, row, col, c->rest, 0, text.data, text.size);
	if (style == STYLE_NORMAL && c->labels)
		list_mark(&s->list, &ui->canvas, row, col - s->label_width - 2, s->label_width, 0,
			  stack->labels, strlen(stack->labels));
	buf_done(&value);
	buf_done(&share);
	buf_done(&text);
}

/* File and line in at most `cols` columns: its folder goes first, then all of it. */
static void put_place(const struct cprof_stack_frame *f, int cols, struct buf *out)
{
	path_put_line(out, f->file, f->line);
	if ((int)utf8_count(buf_text(out), out->size) <= cols)
		return;
	buf_clear(out);
	path_base(out, f->file);
	if (f->line != 0)
		buf_printf(out, ":%" PRId64, f->line);
	if ((int)utf8_count(out->data, out->size) > cols)
		buf_clear(out);
}

/* Name at the left, file and line at the right. '*' is a frame of the function that was asked
 * for. */
static void draw_frame(struct ui *ui, const struct stacks *s, int row, const struct rect *area,
		       const struct cprof_stack_frame *f, enum style style)
{
	struct buf name = BUF_INIT, place = BUF_INIT;
	int col = area->col + MARGIN + INDENT, room = area->cols - MARGIN - INDENT;
	buf_printf(&name, "%s%s", f->name, f->inlined ? " (inline)" : "");
	put_place(f, room / 2, &place);
	int width = (int)utf8_count(buf_text(&place), place.size);
	if (width > 0) {
		canvas_right(&ui->canvas, row, area->col + area->cols, style, buf_text(&place));
		room -= width + 1;
	}
	if (f->asked && !s->all)
		canvas_puts(&ui->canvas, row, col - 2, style, "*");
	if (s->list.left > 0)
		canvas_text(&ui->canvas, row, col, room, s->list.left, style, buf_text(&name),
			    name.size);
	else
		canvas_name(&ui->canvas, row, col, room, style, buf_text(&name));
	if (style == STYLE_NORMAL && s->list.left == 0 &&
	    (int)utf8_width(buf_text(&name), name.size, ui->canvas.ascii) <= room)
		list_mark(&s->list, &ui->canvas, row, col, room, 0, f->name, strlen(f->name));
	buf_done(&name);
	buf_done(&place);
}

/* What the last row says of the samples that are not listed. */
static void put_more(const struct stacks *s, struct buf *out)
{
	const struct cprof_stacks *f = s->found;
	size_t more = f->more.count;
	if (f->zeros == more) {
		buf_printf(out, "%s sample%s of value 0", unit_count(more).text,
			   more == 1 ? "" : "s");
		return;
	}
	buf_printf(out, "%s more sample%s", unit_count(more).text, more == 1 ? "" : "s");
	if (f->zeros > 0)
		buf_printf(out, ", %s of value 0", unit_count(f->zeros).text);
}

static void draw_more(struct ui *ui, const struct stacks *s, const struct columns *c, int row,
		      const struct rect *area, enum style style)
{
	struct buf value = BUF_INIT, share = BUF_INIT, text = BUF_INIT;
	ui_put_value(ui, &s->found->unit, s->found->more.sum, &value);
	unit_percentage(&share, s->found->more.sum, s->found->total);
	const struct cells cells = { buf_text(&value), buf_text(&share), "", "",
				     change_style(ui, s->found->more.sum) };
	int col = draw_cells(ui, s, c, row, area->col, &cells, style);
	put_more(s, &text);
	canvas_name(&ui->canvas, row, col, c->rest, style, buf_text(&text));
	buf_done(&value);
	buf_done(&share);
	buf_done(&text);
}

static void draw_row(struct ui *ui, const struct stacks *s, const struct columns *c, int row,
		     const struct rect *area, size_t at, enum style style)
{
	if (stacks_frame(s, at) != NULL)
		draw_frame(ui, s, row, area, stacks_frame(s, at), style);
	else if (stacks_stack(s, at) != NULL)
		draw_sample(ui, s, c, row, area, stacks_stack(s, at), style);
	else
		draw_more(ui, s, c, row, area, style);
}

static void draw_empty(struct ui *ui, const struct stacks *s, const struct rect *area)
{
	const char *text = "no sample has this function; a shows all samples";
	if (s->why != NULL)
		text = s->why;
	else if (s->list.narrow != NULL)
		text = "no sample matches; Esc shows all of them";
	else if (s->all || s->function == NULL)
		text = "there are no samples";
	canvas_puts(&ui->canvas, area->row + 1, area->col + MARGIN, STYLE_DIM, text);
}

void stacks_draw(struct ui *ui, void *state, struct rect area, bool focused)
{
	static const struct cells heading = { "VALUE v", "OF ALL", "DEPTH", "LABELS",
					      STYLE_NORMAL };
	struct stacks *s = state;
	bool old = ui_analysing(ui, VIEW_stacks);
	if (s->list.count == 0 && ui_left_nothing(ui)) {
		ui_draw_nothing(ui, &area);
		return;
	}
	if (s->found == NULL && s->why == NULL)
		return;
	struct columns c = choose_columns(s, area.cols);
	canvas_fill(&ui->canvas, area.row, area.col, area.cols, STYLE_HEADING, ' ');
	int col = draw_cells(ui, s, &c, area.row, area.col, &heading, STYLE_HEADING);
	canvas_text(&ui->canvas, area.row, col, c.rest, 0, STYLE_HEADING, "STACK, LEAF FIRST", 17);
	if (s->list.count == 0)
		draw_empty(ui, s, &area);
	struct list_rows r = list_draw(&s->list, &ui->canvas, area, 1, focused,
				       old ? STYLE_DIM : STYLE_NORMAL);
	while (list_next(&r))
		draw_row(ui, s, &c, r.row, &area, r.at, r.style);
}
