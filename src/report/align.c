/* Columns aligned to the right: see align.h. */
#include "report/align.h"

#include <stdbool.h>

#include "base/utf8.h"
#include "base/vec.h"

/* A piece of a line; the last piece of a line stands in no column. */
struct cell {
	const char *text;
	size_t length;
	size_t width; /* of its column, in characters */
	bool last;
};

struct cells {
	VEC(struct cell) cell;
	VEC(size_t) line; /* the first cell of each line */
};

/* The vertical tab and the form feed part cells and lines too, as in pprof. */
static void split(struct cells *c, const char *text, size_t length)
{
	size_t from = 0;
	bool new_line = true;
	for (size_t i = 0; i < length; i++) {
		bool ends_line = text[i] == '\n' || text[i] == '\f';
		if (!ends_line && text[i] != '\t' && text[i] != '\v')
			continue;
		if (new_line)
			VEC_PUSH(&c->line, c->cell.count);
		VEC_PUSH(&c->cell, (struct cell){ text + from, i - from, 0, ends_line });
		from = i + 1;
		new_line = ends_line;
	}
}

static bool has_column(const struct cells *c, size_t line, size_t column)
{
	size_t next = line + 1 < c->line.count ? c->line.at[line + 1] : c->cell.count;
	size_t at = c->line.at[line] + column;
	return at < next && !c->cell.at[at].last;
}

/* The cell of a line in a column that the line has. */
static struct cell *cell_at(const struct cells *c, size_t line, size_t column)
{
	return &c->cell.at[c->line.at[line] + column];
}

/* Gives a column its widths; false if no line has it. */
static bool measure(struct cells *c, size_t column)
{
	bool any = false;
	for (size_t i = 0, first; i < c->line.count; i++) {
		size_t width = 0;
		for (first = i; i < c->line.count && has_column(c, i, column); i++) {
			const struct cell *cell = cell_at(c, i, column);
			size_t needs = utf8_count(cell->text, cell->length) + 1;
			width = needs > width ? needs : width;
			any = true;
		}
		for (; first < i; first++)
			cell_at(c, first, column)->width = width;
	}
	return any;
}

void align_columns(const char *text, size_t length, struct buf *out)
{
	struct cells c = { 0 };
	size_t column = 0;
	split(&c, text, length);
	while (measure(&c, column))
		column++;
	for (size_t i = 0; i < c.cell.count; i++) {
		const struct cell *cell = &c.cell.at[i];
		if (!cell->last)
			buf_pad(out, ' ', cell->width - utf8_count(cell->text, cell->length));
		buf_put(out, cell->text, cell->length);
		if (cell->last)
			buf_putc(out, '\n');
	}
	VEC_DONE(&c.cell);
	VEC_DONE(&c.line);
}
