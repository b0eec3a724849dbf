/* A grid of cells that views draw into; the back end compares it with what is on the screen.
 *
 * Drawing outside the grid or outside the current clip is cut off silently, so no view has to know
 * where its rectangle ends. Text is cleaned here (base/utf8): a cell never holds a control
 * character. */
#ifndef TUI_TERM_CANVAS_H
#define TUI_TERM_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Roles, not colours: the theme gives each its look. */
enum style {
	STYLE_NORMAL,
	STYLE_TITLE,     /* the title line: reverse */
	STYLE_CURSOR,    /* the cursor's row: reverse */
	STYLE_HEADING,   /* column headings: bold */
	STYLE_RULE,      /* the rule between panes */
	STYLE_RULE_FOCUS, /* the same for the pane that has the focus: reverse */
	STYLE_DIM,       /* old rows, comments */
	STYLE_MATCH,     /* the part a pattern matched: bold, underlined */
	STYLE_HEAT1,     /* heat of a source line, coldest */
	STYLE_HEAT2,
	STYLE_HEAT3,
	STYLE_HEAT4,
	STYLE_ERROR,
	STYLE_CHIP,      /* a filter that is on */
	STYLE_KEY,       /* a key in hints and help: bold */
	STYLE_PROMPT,
	STYLE_GREW,      /* a change above zero: the sign stands in front of it */
	STYLE_SHRANK,    /* a change below zero */
	STYLE_GREW_MUCH, /* the same for large changes: bold */
	STYLE_SHRANK_MUCH,
	STYLE_FLAME1,    /* frames of a flame graph, a colour for each package */
	STYLE_FLAME2,
	STYLE_FLAME3,
	STYLE_FLAME4,
	STYLE_FLAME5,
	STYLE_FLAME6,
	STYLE_FLAME_ODD, /* without colours: every other frame of a level, reverse */
	STYLE_FLAME_CURSOR, /* without colours: the frame at the cursor */
	STYLE_COUNT
};

/* One column of the screen. A glyph two columns wide has its text in the left cell; the right one
 * has width 0 and no text. Bytes behind the text are zero, so equal cells are equal bytes. */
struct cell {
	char text[24]; /* NUL-terminated UTF-8, one base character and the marks that fit */
	uint8_t width; /* 1, 2, or 0 for the right half of a wide glyph */
	uint8_t style; /* enum style */
};

struct rect {
	int row, col, rows, cols;
};

struct canvas {
	int rows, cols;
	struct cell *cells; /* rows * cols, row by row */
	struct rect clip;
	bool ascii;         /* draw no text above 0x7e */
	bool lines;         /* rules are of line-drawing characters; !ascii at first */
	int cursor_row, cursor_col; /* where the terminal's cursor stands; -1: hidden */
};

void canvas_init(struct canvas *c, bool ascii);
void canvas_done(struct canvas *c);

/* Sets the size, blanks every cell and hides the cursor; the clip is the whole grid. */
void canvas_reset(struct canvas *c, int rows, int cols);

/* Sets the clip to the part of r inside the grid; coordinates of drawing stay absolute. */
void canvas_clip(struct canvas *c, struct rect r);

/* Makes `to` a copy of `from`: size, cells and cursor; the clip is the whole grid. */
void canvas_copy(struct canvas *to, const struct canvas *from);

/* Draws text from (row, col), expanding tabs to multiples of 8 counted from `col`, in at most
 * `cols` columns (negative: to the edge of the clip). `skip` columns at the start are not drawn
 * (sideways scrolling). Half a wide glyph at an edge is a blank. Returns the column behind the last
 * cell drawn, at least `col`, in a row outside the clip as well. */
int canvas_text(struct canvas *c, int row, int col, int cols, int skip, enum style style,
		const char *text, size_t length);

/* The same, and where the text goes on to the left or the right of what is drawn, a mark in place
 * of the outermost column. `cols` >= 0. */
void canvas_part(struct canvas *c, int row, int col, int cols, int skip, enum style style,
		 const char *text, size_t length);

/* Columns canvas_text() would use for the text, tabs counted from its beginning. */
int canvas_width(const char *text, size_t length, bool ascii);

/* The same for a C string, without skip and limit. */
int canvas_puts(struct canvas *c, int row, int col, enum style style, const char *text);
int canvas_printf(struct canvas *c, int row, int col, enum style style, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* A name in at most `cols` columns: cut in the middle when too long, the end kept (utf8_fit). */
int canvas_name(struct canvas *c, int row, int col, int cols, enum style style, const char *name);

/* Text that ends at column `right` (exclusive); what is too long is cut at the left, so that all of
 * it is for 0. */
void canvas_right(struct canvas *c, int row, int right, enum style style, const char *text);

/* Fills `cols` columns with one printable ASCII character. */
void canvas_fill(struct canvas *c, int row, int col, int cols, enum style style, char fill);

/* Horizontal and vertical rules: line-drawing characters, or '-' and '|' without `lines`. */
void canvas_hline(struct canvas *c, int row, int col, int cols, enum style style);
void canvas_vline(struct canvas *c, int row, int col, int rows, enum style style);

/* Gives cells that are already drawn another style. */
void canvas_restyle(struct canvas *c, int row, int col, int cols, enum style style);

#endif
