/* The grid of cells: see canvas.h.
 *
 * Invariant: a cell of width 2 is followed by one of width 0 in the same row, and a cell of width 0
 * stands nowhere else. Whoever overwrites one half of a wide glyph blanks the other. */
#include "tui/term/canvas.h"

#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/xalloc.h"

#define TAB_WIDTH 8

/* Text on its way into one row. */
struct pen {
	struct canvas *canvas;
	int row;
	int col;    /* the column where the text begins */
	int limit;  /* the column where it must end */
	int skip;   /* columns at its start that are not drawn */
	int at;     /* columns of text so far, drawn or not */
	bool shown; /* the row is inside the clip */
	enum style style;
};

static int min_int(int a, int b)
{
	return a < b ? a : b;
}

static int max_int(int a, int b)
{
	return a > b ? a : b;
}

static struct cell *cell_at(struct canvas *c, int row, int col)
{
	return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

void canvas_init(struct canvas *c, bool ascii)
{
	*c = (struct canvas){ .ascii = ascii, .lines = !ascii, .cursor_row = -1, .cursor_col = -1 };
}

void canvas_done(struct canvas *c)
{
	free(c->cells);
	canvas_init(c, c->ascii);
}

/* Sets the size; what the cells hold is not defined. */
static void resize(struct canvas *c, int rows, int cols)
{
	rows = max_int(rows, 0);
	cols = max_int(cols, 0);
	if (rows != c->rows || cols != c->cols || c->cells == NULL) {
		size_t cells = (size_t)rows * (size_t)cols;
		c->cells = xreallocarray(c->cells, cells, sizeof *c->cells);
		c->rows = rows;
		c->cols = cols;
	}
	c->clip = (struct rect){ 0, 0, rows, cols };
}

void canvas_reset(struct canvas *c, int rows, int cols)
{
	resize(c, rows, cols);
	c->cursor_row = c->cursor_col = -1;
	size_t cells = (size_t)c->rows * (size_t)c->cols;
	for (size_t i = 0; i < cells; i++)
		c->cells[i] = (struct cell){ .text = " ", .width = 1, .style = STYLE_NORMAL };
}

void canvas_copy(struct canvas *to, const struct canvas *from)
{
	resize(to, from->rows, from->cols);
	size_t cells = (size_t)from->rows * (size_t)from->cols;
	if (cells > 0)
		memcpy(to->cells, from->cells, cells * sizeof *to->cells);
	to->ascii = from->ascii;
	to->lines = from->lines;
	to->cursor_row = from->cursor_row;
	to->cursor_col = from->cursor_col;
}

void canvas_clip(struct canvas *c, struct rect r)
{
	int top = min_int(max_int(r.row, 0), c->rows);
	int left = min_int(max_int(r.col, 0), c->cols);
	/* As the difference, because row + rows may not fit an int. */
	int cut_rows = r.row < 0 ? -r.row : 0;
	int cut_cols = r.col < 0 ? -r.col : 0;
	c->clip.row = top;
	c->clip.col = left;
	c->clip.rows = max_int(0, min_int(r.rows - cut_rows, c->rows - top));
	c->clip.cols = max_int(0, min_int(r.cols - cut_cols, c->cols - left));
}

static bool row_shown(const struct canvas *c, int row)
{
	return row >= c->clip.row && row < c->clip.row + c->clip.rows;
}

/* Where `count` columns or rows from `from` end, at most at `limit`; the sum may not fit an int. */
static int span_end(int from, int count, int limit)
{
	return from < 0 || count < limit - from ? min_int(limit, from + count) : limit;
}

/* Blanks what would be left of wide glyphs when the columns [from, to) are overwritten. */
static void part_wide(struct canvas *c, int row, int from, int to)
{
	if (from > 0 && cell_at(c, row, from)->width == 0) {
		struct cell *left = cell_at(c, row, from - 1);
		*left = (struct cell){ .text = " ", .width = 1, .style = left->style };
	}
	if (to < c->cols && cell_at(c, row, to)->width == 0) {
		struct cell *right = cell_at(c, row, to);
		*right = (struct cell){ .text = " ", .width = 1, .style = right->style };
	}
}

/* Puts one glyph of one or two columns that are inside the clip. */
static void put(struct canvas *c, int row, int col, const char *text, int width, enum style style)
{
	part_wide(c, row, col, col + width);
	struct cell *cell = cell_at(c, row, col);
	*cell = (struct cell){ .width = (uint8_t)width, .style = (uint8_t)style };
	size_t length = strlen(text);
	/* A glyph with more marks than fit loses whole marks. */
	if (length >= sizeof cell->text) {
		length = sizeof cell->text - 1;
		while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
			length--;
	}
	memcpy(cell->text, text, length);
	if (width == 2)
		*cell_at(c, row, col + 1) = (struct cell){ .style = (uint8_t)style };
}

/* Moves the pen by a glyph of `width` columns and draws what of it is to be seen. */
static void pen_put(struct pen *pen, const char *text, int width)
{
	int from = pen->col + pen->at - pen->skip;
	pen->at += width;
	if (!pen->shown || from >= pen->limit)
		return;
	int left = max_int(pen->col, pen->canvas->clip.col);
	if (from >= left && from + width <= pen->limit) {
		put(pen->canvas, pen->row, from, text, width, pen->style);
		return;
	}
	for (int col = max_int(from, left); col < min_int(from + width, pen->limit); col++)
		put(pen->canvas, pen->row, col, " ", 1, pen->style);
}

static bool is_full(const struct pen *pen)
{
	return pen->at - pen->skip >= pen->limit - pen->col;
}

static void pen_glyph(struct pen *pen, const struct utf8_glyph *glyph)
{
	if (glyph->text[0] == '\t') {
		do
			pen_put(pen, " ", 1);
		while (pen->at % TAB_WIDTH != 0 && !is_full(pen));
	} else if (glyph->width > 1 && (unsigned char)glyph->text[0] < 0x80) {
		/* An escape: as many cells as it has characters. */
		for (const char *p = glyph->text; *p != '\0'; p++)
			pen_put(pen, (const char[]){ *p, '\0' }, 1);
	} else {
		pen_put(pen, glyph->text, glyph->width);
	}
}

int canvas_text(struct canvas *c, int row, int col, int cols, int skip, enum style style,
		const char *text, size_t length)
{
	int limit = c->clip.col + c->clip.cols;
	if (cols >= 0)
		limit = span_end(col, cols, limit);
	if (limit <= col)
		return col;
	struct pen pen = { .canvas = c, .row = row, .col = col, .limit = limit,
			   .skip = max_int(skip, 0), .shown = row_shown(c, row), .style = style };
	const char *end = text + length;
	for (const char *p = text; p < end && !is_full(&pen);) {
		struct utf8_glyph glyph = utf8_glyph(p, end, c->ascii);
		pen_glyph(&pen, &glyph);
		p = glyph.next;
	}
	return min_int(limit, max_int(col, col + pen.at - pen.skip));
}

int canvas_width(const char *text, size_t length, bool ascii)
{
	struct pen pen = { .limit = INT_MAX };
	const char *end = text + length;
	for (const char *p = text; p < end;) {
		struct utf8_glyph glyph = utf8_glyph(p, end, ascii);
		pen_glyph(&pen, &glyph);
		p = glyph.next;
	}
	return pen.at;
}

void canvas_part(struct canvas *c, int row, int col, int cols, int skip, enum style style,
		 const char *text, size_t length)
{
	int width = canvas_width(text, length, c->ascii);
	/* On the cursor's row a mark is as reverse as the row. */
	enum style mark = style == STYLE_NORMAL ? STYLE_DIM : style;
	int limit = c->clip.col + c->clip.cols;
	cols = min_int(cols, limit - col);
	canvas_text(c, row, col, cols, skip, style, text, length);
	if (cols > 1 && width - skip > cols)
		canvas_puts(c, row, col + cols - 1, mark, c->ascii ? ">" : "\xe2\x80\xa6");
	if (cols > 1 && skip > 0 && width > 0)
		canvas_puts(c, row, col, mark, c->ascii ? "<" : "\xe2\x80\xa6");
}

int canvas_puts(struct canvas *c, int row, int col, enum style style, const char *text)
{
	return canvas_text(c, row, col, -1, 0, style, text, strlen(text));
}

int canvas_printf(struct canvas *c, int row, int col, enum style style, const char *format, ...)
{
	struct buf text = BUF_INIT;
	va_list args;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	col = canvas_text(c, row, col, -1, 0, style, buf_text(&text), text.size);
	buf_done(&text);
	return col;
}

int canvas_name(struct canvas *c, int row, int col, int cols, enum style style, const char *name)
{
	if (cols <= 0)
		return col;
	struct buf fitted = BUF_INIT;
	utf8_fit(&fitted, name, strlen(name), (size_t)cols, utf8_ellipsis(c->ascii), c->ascii);
	col = canvas_text(c, row, col, cols, 0, style, buf_text(&fitted), fitted.size);
	buf_done(&fitted);
	return col;
}

void canvas_right(struct canvas *c, int row, int right, enum style style, const char *text)
{
	size_t length = strlen(text);
	size_t width = utf8_width(text, length, c->ascii);
	int left = c->clip.col;
	if (width > INT_MAX / 2 || right <= left)
		return;
	int col = right - (int)width;
	if (col >= left)
		canvas_text(c, row, col, (int)width, 0, style, text, length);
	else
		canvas_text(c, row, left, right - left, left - col, style, text, length);
}

static void fill_with(struct canvas *c, int row, int col, int cols, enum style style,
		      const char *glyph)
{
	if (!row_shown(c, row) || cols <= 0)
		return;
	int limit = span_end(col, cols, c->clip.col + c->clip.cols);
	for (int at = max_int(col, c->clip.col); at < limit; at++)
		put(c, row, at, glyph, 1, style);
}

void canvas_fill(struct canvas *c, int row, int col, int cols, enum style style, char fill)
{
	fill_with(c, row, col, cols, style, (const char[]){ fill, '\0' });
}

void canvas_hline(struct canvas *c, int row, int col, int cols, enum style style)
{
	fill_with(c, row, col, cols, style, c->lines ? "\xe2\x94\x80" : "-");
}

void canvas_vline(struct canvas *c, int row, int col, int rows, enum style style)
{
	if (col < c->clip.col || col >= c->clip.col + c->clip.cols || rows <= 0)
		return;
	int limit = span_end(row, rows, c->clip.row + c->clip.rows);
	for (int at = max_int(row, c->clip.row); at < limit; at++)
		put(c, at, col, c->lines ? "\xe2\x94\x82" : "|", 1, style);
}

void canvas_restyle(struct canvas *c, int row, int col, int cols, enum style style)
{
	if (!row_shown(c, row) || cols <= 0)
		return;
	int limit = span_end(col, cols, c->clip.col + c->clip.cols);
	for (int at = max_int(col, c->clip.col); at < limit; at++)
		cell_at(c, row, at)->style = (uint8_t)style;
	/* Both halves of a wide glyph look like its left one. */
	if (limit > 0 && limit < c->cols && cell_at(c, row, limit)->width == 0)
		cell_at(c, row, limit)->style = cell_at(c, row, limit - 1)->style;
	int first = max_int(col, c->clip.col);
	if (first > 0 && first < limit && cell_at(c, row, first)->width == 0)
		cell_at(c, row, first)->style = cell_at(c, row, first - 1)->style;
}
