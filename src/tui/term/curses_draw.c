/* From the canvas to curses: the writing half of the curses back end.
 *
 * Invariant: `shown` is what stdscr holds. Only runs of cells that differ from it are handed over,
 * and a frame without a difference writes no byte. A glyph whose width the C library sees otherwise
 * than we do is replaced, so that the two never disagree about a column. */
#include "tui/term/curses.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "tui/term/theme.h"

/* Sets up the pairs of all styles, pair 0 being the terminal's own colours. */
static void init_pairs(const struct term *term)
{
	for (int style = 0; style < STYLE_COUNT; style++) {
		struct theme_look look = theme_look(&term->theme, (enum style)style, term->colours);
		if (look.colour >= 0)
			init_pair((short)(style + 1), (short)look.colour, -1);
	}
}

void curses_restyle(struct term *term)
{
	struct curses_term *t = (struct curses_term *)term;
	init_pairs(term);
	t->force = true;
}

void curses_draw_configure(struct curses_term *t, const struct term_options *options)
{
	int most = options->no_colour ? 1 : options->colours;
	t->term.colours = most != 0 && most < t->colours ? most : t->colours;
	curses_restyle(&t->term);
}

void curses_draw_init(struct curses_term *t, const struct term_options *options)
{
	theme_init(&t->term.theme);
	/* Without default colours a terminal would get a background that nobody asked for. */
	bool allowed = !options->no_colour && (options->colours == 0 || options->colours >= 8);
	if (allowed && has_colors() && start_color() != ERR && use_default_colors() != ERR &&
	    COLORS >= 8)
		t->colours = COLORS;
	curses_draw_configure(t, options);
	/* A list that moves by a line is scrolled, not written again. */
	idlok(stdscr, TRUE);
	/* Else a key that is waiting would leave half a frame on the screen. */
	typeahead(-1);
	canvas_init(&t->shown, !t->term.utf8);
	t->cursor = 1;
}

static attr_t attributes_of(const struct theme_look *look)
{
	attr_t attributes = A_NORMAL;
	if (look->attributes & THEME_BOLD)
		attributes |= A_BOLD;
	if (look->attributes & THEME_DIM)
		attributes |= A_DIM;
	if (look->attributes & THEME_UNDERLINE)
		attributes |= A_UNDERLINE;
	if (look->attributes & THEME_REVERSE)
		attributes |= A_REVERSE;
	return attributes;
}

/* The cell's characters, if all of them can be converted and take the columns the cell says. */
static bool widen(const struct cell *cell, wchar_t wide[CCHARW_MAX + 1])
{
	mbstate_t state = { 0 };
	const char *p = cell->text;
	size_t count = mbsrtowcs(wide, &p, CCHARW_MAX, &state);
	if (count == (size_t)-1 || count == 0)
		return false;
	wide[count] = L'\0';
	return wcwidth(wide[0]) == cell->width;
}

/* What draws a character of lines in the alternate character set; 0: it is none. */
static wchar_t alternate_of(const char *text)
{
	static const struct {
		const char *text;
		wchar_t alternate;
	} lines[] = {
		{ "\u2500", L'q' }, { "\u2502", L'x' }, { "\u250c", L'l' }, { "\u2510", L'k' },
		{ "\u2514", L'm' }, { "\u2518", L'j' }, { "\u251c", L't' }, { "\u2524", L'u' },
		{ "\u252c", L'w' }, { "\u2534", L'v' }, { "\u253c", L'n' },
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (strcmp(lines[i].text, text) == 0)
			return lines[i].alternate;
	return 0;
}

/* Appends the cell to the row being made, with its marks or without. Returns how many entries it
 * took. */
static int put_cell(const struct curses_term *t, const struct cell *cell, bool marks, cchar_t *to)
{
	wchar_t wide[CCHARW_MAX + 1];
	const struct term *term = &t->term;
	struct theme_look look = theme_look(&term->theme, (enum style)cell->style, term->colours);
	short pair = look.colour >= 0 ? (short)(cell->style + 1) : 0;
	attr_t attributes = attributes_of(&look);
	wide[0] = t->alternate ? alternate_of(cell->text) : 0;
	wide[1] = 0;
	if (wide[0] != 0 && setcchar(to, wide, attributes | A_ALTCHARSET, pair, NULL) == OK)
		return 1;
	if (widen(cell, wide)) {
		if (!marks)
			wide[1] = L'\0';
		if (setcchar(to, wide, attributes, pair, NULL) == OK)
			return 1;
	}
	for (int i = 0; i < cell->width; i++)
		setcchar(to + i, L"?", attributes, pair, NULL);
	return cell->width;
}

/* Hands the columns [from, to) of a row over. */
static void put_run(struct curses_term *t, const struct cell *row, int y, int from, int to)
{
	int count = 0;
	for (int col = from; col < to; col++) {
		/* In the last corner curses turns wrapping off, and then terminals do not agree
		 * which character a mark belongs to. */
		bool corner = y == t->rows - 1 && col == t->cols - 1;
		if (row[col].width > 0)
			count += put_cell(t, &row[col], !corner, t->line + count);
	}
	mvadd_wchnstr(y, from, t->line, count);
}

/* Hands over what differs between two rows. */
static bool put_row(struct curses_term *t, const struct cell *row, const struct cell *old, int y)
{
	int cols = t->shown.cols;
	bool changed = false;
	for (int col = 0; col < cols; col++) {
		if (memcmp(&row[col], &old[col], sizeof *row) == 0)
			continue;
		int from = col;
		while (col < cols && memcmp(&row[col], &old[col], sizeof *row) != 0)
			col++;
		/* A wide glyph is handed over whole. */
		while (from > 0 && row[from].width == 0)
			from--;
		int to = col;
		while (to < cols && row[to].width == 0)
			to++;
		put_run(t, row, y, from, to);
		changed = true;
	}
	return changed;
}

static void show_cursor(struct curses_term *t, const struct canvas *canvas)
{
	bool visible = canvas->cursor_row >= 0 && canvas->cursor_row < t->rows &&
		       canvas->cursor_col >= 0 && canvas->cursor_col < t->cols;
	if (t->cursor != visible) {
		t->cursor = visible;
		curs_set(visible);
	}
	/* Where a hidden cursor stands is not worth a byte. */
	leaveok(stdscr, !visible);
	if (visible)
		move(canvas->cursor_row, canvas->cursor_col);
}

/* Makes `shown` a blank grid of the screen's size, and stdscr too. */
static void start_over(struct curses_term *t)
{
	canvas_reset(&t->shown, t->rows, t->cols);
	t->line = xreallocarray(t->line, (size_t)t->cols, sizeof *t->line);
	erase();
}

/* Makes `to` as much of a canvas as a screen of this size can hold. */
static void fit(struct canvas *to, const struct canvas *from, int rows, int cols)
{
	canvas_reset(to, rows, cols);
	int width = from->cols < cols ? from->cols : cols;
	for (int y = 0; y < rows && y < from->rows && width > 0; y++) {
		struct cell *row = to->cells + (size_t)y * (size_t)cols;
		memcpy(row, from->cells + (size_t)y * (size_t)from->cols,
		       (size_t)width * sizeof *row);
		if (row[width - 1].width == 2)
			row[width - 1] = (struct cell){ .text = " ", .width = 1 };
	}
}

void curses_draw(struct term *term, const struct canvas *canvas)
{
	struct curses_term *t = (struct curses_term *)term;
	if (t->away || t->ended == 0)
		return;
	bool changed = t->force;
	if (t->force || t->shown.rows != t->rows || t->shown.cols != t->cols) {
		start_over(t);
		changed = true;
	}
	if (t->force)
		clearok(curscr, TRUE);
	t->force = false;
	/* The screen has just got another size: another draw follows. */
	struct canvas fitted;
	canvas_init(&fitted, canvas->ascii);
	if (canvas->rows != t->rows || canvas->cols != t->cols) {
		fit(&fitted, canvas, t->rows, t->cols);
		canvas = &fitted;
	}
	for (int y = 0; y < t->rows; y++) {
		size_t start = (size_t)y * (size_t)t->cols;
		changed |= put_row(t, canvas->cells + start, t->shown.cells + start, y);
	}
	changed |= canvas->cursor_row != t->shown.cursor_row ||
		   canvas->cursor_col != t->shown.cursor_col;
	if (changed) {
		show_cursor(t, canvas);
		canvas_copy(&t->shown, canvas);
		refresh();
	}
	canvas_done(&fitted);
}
