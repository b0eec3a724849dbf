/* What samples say, on the screen and outside of it: a row for each, and below it, if it is open, a
 * row for each of its frames. Widths come from the whole answer, so columns never jump. */
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

/* Where columns stand. */
struct columns {
	int value, share, depth; /* they end at; 0: not shown */
	int labels;              /* begins at; 0: not shown */
	int stack, cols;         /* begins at, and what is left for it */
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

static struct columns choose_columns(const struct stacks *s, const struct rect *area)
{
	bool labels = s->label_width > 0, depth = true, share = true;
	int left = area->cols - MARGIN - s->value_width - 1 - SHARE_WIDTH - 1 - DEPTH_WIDTH - 2;
	if (labels)
		left -= s->label_width + 2;
	if (left < NAME_LEAST) {
		depth = false;
		left += DEPTH_WIDTH + 1;
	}
	if (left < NAME_LEAST) {
		share = false;
		left += SHARE_WIDTH + 1;
	}
	if (left < NAME_LEAST * 3 / 4 && labels) {
		labels = false;
		left += s->label_width + 2;
	}
	struct columns c = { .value = area->col + MARGIN + s->value_width,
			     .cols = left < 1 ? 1 : left };
	int col = c.value;
	if (share)
		c.share = col += 1 + SHARE_WIDTH;
	if (depth)
		c.depth = col += 1 + DEPTH_WIDTH;
	c.stack = col + 2;
	if (labels) {
		c.labels = c.stack;
		c.stack += s->label_width + 2;
	}
	return c;
}

/* A sample is of one side of a diff: it has no base of its own. */
static void draw_values(struct ui *ui, const struct stacks *s, const struct columns *c, int row,
			int64_t value, enum style style)
{
	bool shaded = ui->summary->diff && style == STYLE_NORMAL;
	ui_draw_value(ui, row, c->value, shaded ? ui_change_style(ui, value, INT64_MAX) : style,
		      &s->found->unit, value);
	ui_draw_percentage(ui, row, c->share, style, value, s->found->total);
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
			const struct cprof_stack *stack, enum style style)
{
	struct canvas *canvas = &ui->canvas;
	struct buf text = BUF_INIT;
	char depth[24];
	draw_values(ui, s, c, row, stack->value, style);
	snprintf(depth, sizeof depth, "%zu", stack->depth);
	canvas_right(canvas, row, c->depth, style, depth);
	if (c->labels != 0)
		canvas_name(canvas, row, c->labels, s->label_width, style, stack->labels);
	put_summary(s->found, stack, (size_t)(s->list.left + c->cols) * 2 + 64, &text);
	int end = canvas_text(canvas, row, c->stack, c->cols, s->list.left, style, buf_text(&text),
			      text.size);
	if (end >= c->stack + c->cols &&
	    (int)utf8_width(buf_text(&text), text.size, canvas->ascii) > s->list.left + c->cols) {
		const char *dots = utf8_ellipsis(canvas->ascii);
		canvas_puts(canvas, row, c->stack + c->cols - (int)utf8_count(dots, strlen(dots)),
			    style, dots);
	}
	if (style == STYLE_NORMAL && s->list.left == 0)
		list_mark(&s->list, canvas, row, c->stack, c->cols, 0, text.data, text.size);
	if (style == STYLE_NORMAL && c->labels != 0)
		list_mark(&s->list, canvas, row, c->labels, s->label_width, 0, stack->labels,
			  strlen(stack->labels));
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
	list_draw_name(&s->list, &ui->canvas, row, col, room, style, buf_text(&name), f->name);
	buf_done(&name);
	buf_done(&place);
}

/* What the last row says of the samples that are not listed. */
static void put_more(const struct cprof_stacks *f, struct buf *out)
{
	bool zeros = f->zeros == f->more.count;
	unit_put_count(out, f->more.count, zeros ? "sample" : "more sample");
	if (zeros)
		buf_puts(out, " of value 0");
	else if (f->zeros > 0)
		buf_printf(out, ", %s of value 0", unit_count(f->zeros).text);
}

static void draw_more(struct ui *ui, const struct stacks *s, const struct columns *c, int row,
		      enum style style)
{
	struct buf text = BUF_INIT;
	draw_values(ui, s, c, row, s->found->more.sum, style);
	put_more(s->found, &text);
	canvas_name(&ui->canvas, row, c->stack, c->cols, style, buf_text(&text));
	buf_done(&text);
}

static void draw_row(struct ui *ui, const struct stacks *s, const struct columns *c, int row,
		     const struct rect *area, size_t at, enum style style)
{
	if (stacks_frame(s, at) != NULL)
		draw_frame(ui, s, row, area, stacks_frame(s, at), style);
	else if (stacks_stack(s, at) != NULL)
		draw_sample(ui, s, c, row, stacks_stack(s, at), style);
	else
		draw_more(ui, s, c, row, style);
}

static void draw_heading(struct ui *ui, const struct rect *area, const struct columns *c)
{
	canvas_fill(&ui->canvas, area->row, area->col, area->cols, STYLE_HEADING, ' ');
	canvas_right(&ui->canvas, area->row, c->value, STYLE_HEADING, "VALUE v");
	canvas_right(&ui->canvas, area->row, c->share, STYLE_HEADING, "OF ALL");
	canvas_right(&ui->canvas, area->row, c->depth, STYLE_HEADING, "DEPTH");
	if (c->labels != 0)
		canvas_puts(&ui->canvas, area->row, c->labels, STYLE_HEADING, "LABELS");
	canvas_text(&ui->canvas, area->row, c->stack, c->cols, 0, STYLE_HEADING,
		    "STACK, LEAF FIRST", 17);
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

void stacks_draw(struct ui *ui, struct rect area, bool focused)
{
	struct stacks *s = ui_state(ui, VIEW_stacks);
	bool old = ui_analysing(ui, VIEW_stacks);
	if (s->list.count == 0 && ui_draw_nothing(ui, &area))
		return;
	if (s->found == NULL && s->why == NULL)
		return;
	struct columns c = choose_columns(s, &area);
	draw_heading(ui, &area, &c);
	if (s->list.count == 0)
		draw_empty(ui, s, &area);
	struct list_rows r = list_draw(&s->list, &ui->canvas, area, 1, focused,
				       old ? STYLE_DIM : STYLE_NORMAL);
	while (list_next(&r))
		draw_row(ui, s, &c, r.row, &area, r.at, r.style);
}

/* --- Outside of the screen: in words, and as text. --- */

static void explain_frame(const struct cprof_stack *stack, const struct cprof_stack_frame *f,
			  size_t at, struct buf *out)
{
	buf_printf(out, "FRAME %zu of %zu: counted from the leaf, where the sample was taken\n",
		   at + 1, stack->depth);
	if (f->line != 0)
		buf_printf(out,
			   "LINE %" PRId64 ": the line that runs, or that calls the frame "
			   "above\n",
			   f->line);
	if (f->inlined)
		buf_puts(out, "(inline): its body stands in its caller, the frame below\n");
	if (f->asked)
		buf_puts(out, "*: a frame of the function whose samples are listed\n");
	buf_printf(out, "%s\n", f->name);
	if (*f->file != '\0')
		buf_printf(out, "%s:%" PRId64 "\n", f->file, f->line);
}

static void explain(const struct ui *ui, const struct stacks *s, struct buf *out)
{
	const struct cprof_stacks *f = s->found;
	const struct cprof_stack *stack = stacks_stack(s, s->list.cursor);
	if (stack == NULL)
		return;
	if (stacks_frame(s, s->list.cursor) != NULL) {
		explain_frame(stack, stacks_frame(s, s->list.cursor),
			      s->row.at[s->list.cursor].frame, out);
		return;
	}
	buf_puts(out, "VALUE ");
	ui_put_value(ui, &f->unit, stack->value, out);
	buf_printf(out, ": %s of this one sample, number %s of the profile, as -traces has it\n",
		   f->type, unit_count(stack->sample).text);
	buf_puts(out, "OF ALL ");
	unit_percentage_bare(out, stack->value, f->total);
	buf_puts(out, ": that value as a share of ");
	unit_put(out, &f->unit, f->total);
	buf_printf(out, "\nDEPTH %s: frames of its stack, inlined ones too\n",
		   unit_count(stack->depth).text);
	if (*stack->labels != '\0')
		buf_printf(out, "LABELS %s: what the program or the runtime noted with it\n",
			   stack->labels);
	if (stack->depth > 0)
		buf_printf(out, "%s\n", f->frame[stack->frame[0]].name);
}

static void put_frame(const struct cprof_stack_frame *f, struct buf *out)
{
	buf_puts(out, f->name);
	if (*f->file != '\0')
		buf_printf(out, "\t%s:%" PRId64, f->file, f->line);
}

void stacks_describe(struct ui *ui, enum part part, struct buf *out)
{
	const struct stacks *s = ui_state(ui, VIEW_stacks);
	const struct cprof_stack *stack = stacks_stack(s, s->list.cursor);
	const struct cprof_stack_frame *f = stacks_here(s);
	if (part == PART_EXPLANATION)
		explain(ui, s, out);
	else if (part == PART_NAME && f != NULL)
		buf_puts(out, f->name);
	else if (part == PART_POSITION && f != NULL && *f->file != '\0')
		buf_printf(out, "%s:%" PRId64, f->file, f->line);
	else if (part == PART_ROW && f != NULL)
		put_frame(f, out);
	for (size_t i = 0; part == PART_STACK && stack != NULL && i < stack->depth; i++) {
		put_frame(&s->found->frame[stack->frame[i]], out);
		buf_putc(out, '\n');
	}
}

/* Names as they stand between the semicolons of a folded stack. */
static void put_folded(const struct cprof_stacks *f, const struct cprof_stack *stack,
		       struct buf *out)
{
	for (size_t i = stack->depth; i-- > 0;) {
		for (const char *at = f->frame[stack->frame[i]].name; *at != '\0'; at++)
			buf_putc(out, *at == ';' ? ':' : (unsigned char)*at < ' ' ? ' ' : *at);
		buf_putc(out, i > 0 ? ';' : ' ');
	}
	buf_printf(out, "%" PRId64 "\n", stack->value);
}

static void put_row(const struct ui *ui, const struct cprof_stacks *f,
		    const struct cprof_stack *stack, struct buf *out)
{
	ui_put_value(ui, &f->unit, stack->value, out);
	buf_putc(out, '\t');
	unit_percentage_bare(out, stack->value, f->total);
	buf_printf(out, "\t%zu\t", stack->depth);
	size_t start = out->size;
	buf_puts(out, stack->labels);
	ui_clean_cell(out, start);
	buf_putc(out, '\t');
	start = out->size;
	for (size_t i = 0; i < stack->depth; i++)
		buf_printf(out, "%s%s", i > 0 ? " <- " : "", f->frame[stack->frame[i]].name);
	ui_clean_cell(out, start);
	buf_putc(out, '\n');
}

enum printed stacks_print(struct ui *ui, enum print_form form, struct buf *out)
{
	struct stacks *s = ui_state(ui, VIEW_stacks);
	if (s->found == NULL)
		return PRINT_NO_FORM;
	if (s->found->more.count > 0 && s->limit != INT64_MAX) {
		stacks_ask_all(ui, s);
		return PRINT_LATER;
	}
	if (form != PRINT_FOLDED)
		buf_puts(out, "value\tof all\tdepth\tlabels\tstack\n");
	for (size_t i = 0; i < s->found->count; i++) {
		if (form == PRINT_FOLDED)
			put_folded(s->found, &s->found->stack[i], out);
		else
			put_row(ui, s->found, &s->found->stack[i], out);
	}
	return PRINTED_CELLS;
}
