/* What curses is given of a canvas: text and looks of every cell, only what has changed, as much as
 * fits, and the cursor. */
#include "unit/lib/check.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "tui/term/curses.h"

#define ROWS 4
#define COLS 12

struct screen {
	struct curses_term t;
	FILE *in, *out;
	SCREEN *screen;
	struct canvas canvas;
	long written; /* bytes at the last look */
};

static const struct term_options usual = { 0 };

static void open_screen(struct screen *s, const struct term_options *options)
{
	*s = (struct screen){ .in = fopen("/dev/null", "r"), .out = tmpfile() };
	setenv("LINES", "4", 1);
	setenv("COLUMNS", "12", 1);
	s->screen = newterm("xterm-256color", s->out, s->in);
	assert_non_null(s->screen);
	s->t.rows = ROWS;
	s->t.cols = COLS;
	s->t.ended = -1;
	s->t.term.utf8 = true;
	curses_draw_init(&s->t, options);
	canvas_init(&s->canvas, false);
	canvas_reset(&s->canvas, ROWS, COLS);
}

static void close_screen(struct screen *s)
{
	endwin();
	delscreen(s->screen);
	canvas_done(&s->canvas);
	canvas_done(&s->t.shown);
	free(s->t.line);
	fclose(s->in);
	fclose(s->out);
}

/* How many bytes the terminal got since the last look. */
static long draw(struct screen *s)
{
	long before = s->written;
	curses_draw(&s->t.term, &s->canvas);
	fflush(s->out);
	s->written = ftell(s->out);
	return s->written - before;
}

/* A row as curses has it, blanks at its end cut; behind each glyph that is not plain its look. */
static void check_row(int row, const char *want)
{
	struct buf got = BUF_INIT;
	for (int col = 0; col < COLS; col++) {
		cchar_t cell;
		wchar_t wide[CCHARW_MAX + 1];
		attr_t looks;
		short pair;
		mvin_wch(row, col, &cell);
		getcchar(&cell, wide, &looks, &pair, NULL);
		char text[160];
		snprintf(text, sizeof text, "%ls", wide);
		buf_printf(&got, "%s%s%s%s%s%s", text, looks & A_BOLD ? "b" : "",
			   looks & A_DIM ? "d" : "", looks & A_UNDERLINE ? "u" : "",
			   looks & A_REVERSE ? "r" : "", looks & A_ALTCHARSET ? "a" : "");
		if (pair > 0)
			buf_printf(&got, "%d", pair);
		/* The second column of a wide glyph has its text again. */
		if (wcwidth(wide[0]) == 2)
			col++;
	}
	while (got.size > 0 && got.data[got.size - 1] == ' ')
		got.data[--got.size] = '\0';
	assert_string_equal(buf_text(&got), want);
	buf_done(&got);
}

static void shows_text(void **state)
{
	struct screen s;
	(void)state;
	open_screen(&s, &usual);
	canvas_puts(&s.canvas, 0, 0, STYLE_NORMAL, "abc");
	canvas_puts(&s.canvas, 1, 2, STYLE_HEADING, "x");
	canvas_puts(&s.canvas, 2, 0, STYLE_CURSOR, "y");
	canvas_puts(&s.canvas, 3, 0, STYLE_NORMAL, "\xc3\xa4\xe4\xb8\x96z");
	assert_true(draw(&s) > 0);
	check_row(0, "abc");
	check_row(1, "  xb");
	check_row(2, "yr");
	check_row(3, "\xc3\xa4\xe4\xb8\x96z");
	close_screen(&s);
}

static void shows_looks(void **state)
{
	struct screen s;
	(void)state;
	open_screen(&s, &usual);
	canvas_puts(&s.canvas, 0, 0, STYLE_MATCH, "m");
	canvas_puts(&s.canvas, 0, 1, STYLE_HEAT4, "h");
	canvas_puts(&s.canvas, 0, 2, STYLE_DIM, "d");
	draw(&s);
	char want[40];
	snprintf(want, sizeof want, "mbu%dhb%ddd", STYLE_MATCH + 1, STYLE_HEAT4 + 1);
	check_row(0, want);
	close_screen(&s);
	/* Without colours what they say is said by attributes alone. */
	open_screen(&s, &(struct term_options){ .no_colour = true });
	assert_int_equal(s.t.term.colours, 0);
	canvas_puts(&s.canvas, 0, 0, STYLE_MATCH, "m");
	draw(&s);
	check_row(0, "mbu");
	close_screen(&s);
	open_screen(&s, &(struct term_options){ .colours = 8 });
	assert_int_equal(s.t.term.colours, 8);
	curses_draw_configure(&s.t, &usual);
	assert_int_equal(s.t.term.colours, 256);
	assert_true(s.t.force);
	close_screen(&s);
}

/* A frame without a difference writes nothing; a cell that differs is all that is written. */
static void writes_differences(void **state)
{
	struct screen s;
	(void)state;
	open_screen(&s, &usual);
	for (int row = 0; row < ROWS; row++)
		canvas_puts(&s.canvas, row, 0, STYLE_NORMAL, "abcdefghijk");
	long whole = draw(&s);
	assert_true(whole > 40);
	assert_int_equal(draw(&s), 0);
	canvas_puts(&s.canvas, 1, 3, STYLE_NORMAL, "X");
	long one = draw(&s);
	assert_true(one > 0 && one < 16);
	check_row(1, "abcXefghijk");
	/* The same again when everything is asked for. */
	s.t.force = true;
	assert_true(draw(&s) > 40);
	check_row(1, "abcXefghijk");
	/* Half of a wide glyph takes the other half with it. */
	canvas_puts(&s.canvas, 2, 4, STYLE_NORMAL, "\xe4\xb8\x96");
	draw(&s);
	check_row(2, "abcd\xe4\xb8\x96ghijk");
	canvas_puts(&s.canvas, 2, 4, STYLE_NORMAL, "\xe4\xb8\x97");
	draw(&s);
	check_row(2, "abcd\xe4\xb8\x97ghijk");
	canvas_puts(&s.canvas, 2, 4, STYLE_NORMAL, "ef");
	draw(&s);
	check_row(2, "abcdefghijk");
	close_screen(&s);
}

static void moves_the_cursor(void **state)
{
	struct screen s;
	int row, col;
	(void)state;
	open_screen(&s, &usual);
	draw(&s);
	assert_int_equal(s.t.cursor, 0);
	assert_true(is_leaveok(stdscr));
	s.canvas.cursor_row = 2;
	s.canvas.cursor_col = 5;
	assert_true(draw(&s) > 0);
	getyx(stdscr, row, col);
	assert_int_equal(row, 2);
	assert_int_equal(col, 5);
	assert_int_equal(s.t.cursor, 1);
	assert_false(is_leaveok(stdscr));
	s.canvas.cursor_col = 6;
	assert_true(draw(&s) > 0);
	assert_int_equal(draw(&s), 0);
	s.canvas.cursor_col = COLS;
	draw(&s);
	assert_int_equal(s.t.cursor, 0);
	close_screen(&s);
}

/* The screen has another size than the canvas: what fits of it is shown, and no half of a glyph. */
static void fits(void **state)
{
	struct screen s;
	(void)state;
	open_screen(&s, &usual);
	canvas_reset(&s.canvas, ROWS + 2, COLS + 2);
	canvas_puts(&s.canvas, 0, 0, STYLE_NORMAL, "abcdefghijk\xe4\xb8\x96");
	canvas_puts(&s.canvas, 3, 0, STYLE_NORMAL, "last");
	canvas_puts(&s.canvas, 4, 0, STYLE_NORMAL, "more");
	assert_true(draw(&s) > 0);
	check_row(0, "abcdefghijk");
	check_row(3, "last");
	canvas_reset(&s.canvas, 2, 4);
	canvas_puts(&s.canvas, 0, 0, STYLE_NORMAL, "xyzw");
	draw(&s);
	check_row(0, "xyzw");
	check_row(3, "");
	close_screen(&s);
}

/* Nothing is written while somebody else has the terminal, or when it is gone. */
static void keeps_quiet(void **state)
{
	struct screen s;
	(void)state;
	open_screen(&s, &usual);
	draw(&s);
	canvas_puts(&s.canvas, 0, 0, STYLE_NORMAL, "a");
	s.t.away = true;
	assert_int_equal(draw(&s), 0);
	s.t.away = false;
	s.t.ended = 0;
	assert_int_equal(draw(&s), 0);
	s.t.ended = -1;
	assert_true(draw(&s) > 0);
	close_screen(&s);
}

/* Lines of the alternate character set; what the C library sees otherwise is replaced; marks stay
 * out of the last corner. */
static void glyphs(void **state)
{
	struct screen s;
	(void)state;
	open_screen(&s, &usual);
	s.t.alternate = true;
	canvas_puts(&s.canvas, 0, 0, STYLE_NORMAL, "\u2500\u2502\u253c-");
	canvas_puts(&s.canvas, 1, 0, STYLE_NORMAL, "a\xcc\x81" "b");
	canvas_puts(&s.canvas, 3, COLS - 1, STYLE_NORMAL, "a\xcc\x81");
	draw(&s);
	check_row(0, "qaxana-");
	check_row(1, "a\xcc\x81" "b");
	check_row(3, "           a");
	s.canvas.cells[2 * COLS] = (struct cell){ .text = "\xff", .width = 1 };
	s.canvas.cells[2 * COLS + 1] = (struct cell){ .text = "\xe4\xb8\x96", .width = 1 };
	draw(&s);
	check_row(2, "??");
	close_screen(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_text),	   cmocka_unit_test(shows_looks),
		cmocka_unit_test(writes_differences), cmocka_unit_test(moves_the_cursor),
		cmocka_unit_test(fits),		   cmocka_unit_test(keeps_quiet),
		cmocka_unit_test(glyphs),
	};
	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
