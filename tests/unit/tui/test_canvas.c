/* Drawing, clipping and wide glyphs; what the theme makes of the styles. */
#include "unit/lib/check.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "tui/term/canvas.h"
#include "tui/term/theme.h"

#define KANJI "\xe6\xbc\xa2"
#define E_ACUTE "e\xcc\x81"
#define DOTS "\xe2\x80\xa6"
#define HLINE "\xe2\x94\x80"
#define VLINE "\xe2\x94\x82"

static int make(void **state)
{
	struct canvas *c = malloc(sizeof *c);
	assert_non_null(c);
	canvas_init(c, false);
	canvas_reset(c, 4, 10);
	*state = c;
	return 0;
}

/* The invariant of the grid holds after every test. */
static int drop(void **state)
{
	struct canvas *c = *state;
	for (int i = 0; i < c->rows * c->cols; i++) {
		const struct cell *cell = &c->cells[i];
		bool first = i % c->cols == 0;
		assert_int_equal(cell->width == 0, !first && cell[-1].width == 2);
		assert_int_equal(cell->width == 0, cell->text[0] == '\0');
		assert_true(cell->width < 2 || (i + 1) % c->cols != 0);
		for (size_t k = strlen(cell->text); k < sizeof cell->text; k++)
			assert_int_equal(cell->text[k], 0);
	}
	canvas_done(c);
	free(c);
	return 0;
}

static void check_row(const struct canvas *c, int row, const char *want)
{
	struct buf text = BUF_INIT;
	for (int col = 0; col < c->cols; col++)
		buf_puts(&text, c->cells[row * c->cols + col].text);
	assert_string_equal(buf_text(&text), want);
	buf_done(&text);
}

/* The styles of a row, a letter each: n(ormal), h(eading), c(ursor), k(ey). */
static void check_styles(const struct canvas *c, int row, const char *want)
{
	for (int col = 0; col < c->cols; col++) {
		int style = c->cells[row * c->cols + col].style;
		char letter = style == STYLE_NORMAL ? 'n' : style == STYLE_HEADING ? 'h' :
			      style == STYLE_CURSOR ? 'c' : style == STYLE_KEY ? 'k' : '?';
		assert_int_equal(letter, want[col]);
	}
}

static int text(struct canvas *c, int row, int col, int cols, int skip, const char *words)
{
	return canvas_text(c, row, col, cols, skip, STYLE_HEADING, words, strlen(words));
}

static void starts_blank(void **state)
{
	struct canvas *c = *state;
	check_row(c, 0, "          ");
	check_styles(c, 3, "nnnnnnnnnn");
	assert_int_equal(c->cursor_row, -1);
	c->cursor_row = 2;
	canvas_puts(c, 1, 1, STYLE_KEY, "x");
	canvas_reset(c, 2, 3);
	check_row(c, 1, "   ");
	assert_int_equal(c->cursor_row, -1);
	assert_int_equal(c->clip.cols, 3);
}

static void draws_text(void **state)
{
	struct canvas *c = *state;
	assert_int_equal(canvas_puts(c, 0, 2, STYLE_HEADING, "abc"), 5);
	check_row(c, 0, "  abc     ");
	check_styles(c, 0, "nnhhhnnnnn");
	assert_int_equal(canvas_printf(c, 1, 0, STYLE_NORMAL, "%d of %d", 3, 35), 7);
	check_row(c, 1, "3 of 35   ");
	assert_int_equal(canvas_puts(c, 2, 8, STYLE_NORMAL, "abc"), 10);
	check_row(c, 2, "        ab");
	assert_int_equal(canvas_puts(c, 2, 10, STYLE_NORMAL, "abc"), 10);
	assert_int_equal(canvas_puts(c, 3, 0, STYLE_NORMAL, ""), 0);
}

static void cuts_and_skips(void **state)
{
	struct canvas *c = *state;
	assert_int_equal(text(c, 0, 1, 3, 0, "abcdef"), 4);
	check_row(c, 0, " abc      ");
	assert_int_equal(text(c, 1, 1, 3, 2, "abcdef"), 4);
	check_row(c, 1, " cde      ");
	assert_int_equal(text(c, 2, 1, 3, 9, "abcdef"), 1);
	assert_int_equal(text(c, 2, 1, 0, 0, "abcdef"), 1);
	check_row(c, 2, "          ");
	assert_int_equal(text(c, 3, -2, -1, 0, "abcdef"), 4);
	check_row(c, 3, "cdef      ");
	assert_int_equal(text(c, 3, -3, 5, 0, "xyzXYZ"), 2);
	check_row(c, 3, "XYef      ");
	assert_int_equal(text(c, 3, 1, INT_MAX, 0, "__"), 3);
	check_row(c, 3, "X__f      ");
}

static void expands_tabs(void **state)
{
	struct canvas *c = *state;
	assert_int_equal(text(c, 0, 1, -1, 0, "a\tb"), 10);
	check_row(c, 0, " a       b");
	assert_int_equal(text(c, 1, 0, -1, 5, "a\tb\tc"), 10);
	check_row(c, 1, "   b      ");
	assert_int_equal(text(c, 2, 0, 3, 0, "\t\t"), 3);
	check_styles(c, 2, "hhhnnnnnnn");
}

static void cleans_text(void **state)
{
	struct canvas *c = *state;
	canvas_puts(c, 0, 0, STYLE_NORMAL, "\x1b[31m");
	check_row(c, 0, "\\x1b[31m  ");
	canvas_puts(c, 1, 7, STYLE_NORMAL, "\xff");
	check_row(c, 1, "       \\xf");
	assert_int_equal(text(c, 2, 0, -1, 2, "\x1bq"), 3);
	check_row(c, 2, "1bq       ");
	c->ascii = true;
	c->lines = false;
	canvas_reset(c, 4, 10);
	canvas_puts(c, 0, 0, STYLE_NORMAL, "a" KANJI E_ACUTE);
	check_row(c, 0, "a?e       ");
}

static void keeps_marks(void **state)
{
	struct canvas *c = *state;
	canvas_puts(c, 0, 0, STYLE_NORMAL, "x" E_ACUTE "y");
	assert_string_equal(c->cells[1].text, E_ACUTE);
	assert_int_equal(c->cells[1].width, 1);
	assert_string_equal(c->cells[2].text, "y");
	/* Six marks of four bytes on a base of four do not fit: whole marks are left out. */
	canvas_puts(c, 1, 0, STYLE_NORMAL,
		    "\xf0\x91\x80\x95\xf0\x91\x81\x86\xf0\x91\x81\x86\xf0\x91\x81\x86"
		    "\xf0\x91\x81\x86\xf0\x91\x81\x86\xf0\x91\x81\x86z");
	assert_int_equal(strlen(c->cells[10].text), 20);
	assert_string_equal(c->cells[11].text, "z");
}

static void wide_at_edges(void **state)
{
	struct canvas *c = *state;
	assert_int_equal(canvas_puts(c, 0, 0, STYLE_NORMAL, "a" KANJI "b"), 4);
	assert_int_equal(c->cells[1].width, 2);
	assert_int_equal(c->cells[2].width, 0);
	assert_int_equal(canvas_puts(c, 1, 9, STYLE_NORMAL, KANJI), 10);
	check_row(c, 1, "          ");
	assert_int_equal(text(c, 2, 0, 3, 0, "ab" KANJI), 3);
	check_row(c, 2, "ab        ");
	check_styles(c, 2, "hhhnnnnnnn");
	assert_int_equal(text(c, 3, 0, -1, 1, KANJI "b"), 2);
	check_row(c, 3, " b        ");
	assert_int_equal(text(c, 3, 4, -1, 2, KANJI "b"), 5);
	check_row(c, 3, " b  b     ");
}

static void wide_overwritten(void **state)
{
	struct canvas *c = *state;
	canvas_puts(c, 0, 2, STYLE_HEADING, KANJI KANJI);
	canvas_puts(c, 0, 3, STYLE_KEY, "x");
	check_row(c, 0, "   x" KANJI "    ");
	check_styles(c, 0, "nnhkhhnnnn");
	canvas_puts(c, 0, 4, STYLE_KEY, "y");
	check_row(c, 0, "   xy     ");
	canvas_puts(c, 1, 1, STYLE_NORMAL, KANJI KANJI);
	canvas_puts(c, 1, 2, STYLE_NORMAL, KANJI);
	check_row(c, 1, "  " KANJI "      ");
}

static void clips(void **state)
{
	struct canvas *c = *state;
	canvas_clip(c, (struct rect){ 1, 2, 2, 5 });
	assert_int_equal(canvas_puts(c, 0, 0, STYLE_NORMAL, "abcdefghij"), 7);
	canvas_puts(c, 1, 0, STYLE_NORMAL, "abcdefghij");
	canvas_fill(c, 2, 0, 10, STYLE_NORMAL, '=');
	canvas_fill(c, 3, 0, 10, STYLE_NORMAL, '=');
	check_row(c, 0, "          ");
	check_row(c, 1, "  cdefg   ");
	check_row(c, 2, "  =====   ");
	check_row(c, 3, "          ");
	canvas_vline(c, -5, 3, 100, STYLE_NORMAL);
	canvas_vline(c, 0, 1, 4, STYLE_NORMAL);
	check_row(c, 0, "          ");
	check_row(c, 1, "  c" VLINE "efg   ");
	canvas_restyle(c, 1, 0, 10, STYLE_KEY);
	check_styles(c, 1, "nnkkkkknnn");
	canvas_clip(c, (struct rect){ -1, -1, 3, 3 });
	assert_int_equal(c->clip.row, 0);
	assert_int_equal(c->clip.rows, 2);
	assert_int_equal(c->clip.cols, 2);
	canvas_clip(c, (struct rect){ 1, 1, INT_MAX, INT_MAX });
	assert_int_equal(c->clip.rows, 3);
	assert_int_equal(c->clip.cols, 9);
	canvas_clip(c, (struct rect){ 9, 20, 3, 3 });
	assert_int_equal(c->clip.rows, 0);
	canvas_puts(c, 3, 0, STYLE_NORMAL, "abc");
	check_row(c, 3, "          ");
}

static void clip_cuts_wide(void **state)
{
	struct canvas *c = *state;
	canvas_puts(c, 0, 1, STYLE_NORMAL, KANJI KANJI KANJI);
	canvas_clip(c, (struct rect){ 0, 2, 4, 4 });
	canvas_fill(c, 0, 0, 10, STYLE_NORMAL, '.');
	check_row(c, 0, "  ....    ");
	canvas_puts(c, 1, 1, STYLE_NORMAL, KANJI KANJI KANJI);
	check_row(c, 1, "   " KANJI "     ");
}

static void names(void **state)
{
	struct canvas *c = *state;
	assert_int_equal(canvas_name(c, 0, 0, 10, STYLE_NORMAL, "short"), 5);
	check_row(c, 0, "short     ");
	assert_int_equal(canvas_name(c, 1, 1, 8, STYLE_NORMAL, "abcdefghijklmno"), 9);
	check_row(c, 1, " ab" DOTS "klmno ");
	assert_int_equal(canvas_name(c, 2, 1, 0, STYLE_NORMAL, "abc"), 1);
	assert_int_equal(canvas_name(c, 2, 1, -4, STYLE_NORMAL, "abc"), 1);
	c->ascii = true;
	c->lines = false;
	canvas_reset(c, 4, 10);
	canvas_name(c, 1, 0, 8, STYLE_NORMAL, "abcdefghijklmno");
	check_row(c, 1, "ab..lmno  ");
}

static void right_aligned(void **state)
{
	struct canvas *c = *state;
	canvas_right(c, 0, 8, STYLE_NORMAL, "a" KANJI "b");
	check_row(c, 0, "    a" KANJI "b  ");
	canvas_right(c, 1, 4, STYLE_NORMAL, "abcdef");
	check_row(c, 1, "cdef      ");
	canvas_right(c, 2, 12, STYLE_NORMAL, "abcdef");
	check_row(c, 2, "      abcd");
	/* What lies to the left of what may be drawn on is cut, too. */
	c->clip.col = 3;
	c->clip.cols = 4;
	canvas_right(c, 3, 5, STYLE_NORMAL, "uvwxyz");
	check_row(c, 3, "   yz     ");
	canvas_right(c, 3, 9, STYLE_NORMAL, "abcdef");
	check_row(c, 3, "   abcd   ");
	canvas_right(c, 3, 3, STYLE_NORMAL, "q");
	check_row(c, 3, "   abcd   ");
}

static void rules(void **state)
{
	struct canvas *c = *state;
	canvas_hline(c, 0, 1, 3, STYLE_NORMAL);
	check_row(c, 0, " " HLINE HLINE HLINE "      ");
	canvas_vline(c, 1, 9, 9, STYLE_NORMAL);
	check_row(c, 3, "         " VLINE);
	c->ascii = true;
	c->lines = false;
	canvas_reset(c, 4, 10);
	canvas_hline(c, 0, 8, 5, STYLE_NORMAL);
	canvas_vline(c, 1, 0, 1, STYLE_NORMAL);
	check_row(c, 0, "        --");
	check_row(c, 1, "|         ");
}

static void restyles_wide_whole(void **state)
{
	struct canvas *c = *state;
	canvas_puts(c, 0, 2, STYLE_HEADING, KANJI KANJI);
	canvas_restyle(c, 0, 3, 2, STYLE_CURSOR);
	check_styles(c, 0, "nnhhccnnnn");
	canvas_restyle(c, 0, -3, INT_MAX, STYLE_KEY);
	check_styles(c, 0, "kkkkkkkkkk");
}

static void copies(void **state)
{
	struct canvas *c = *state;
	struct canvas copy;
	canvas_init(&copy, true);
	canvas_puts(c, 2, 2, STYLE_KEY, "a" KANJI);
	c->cursor_row = 1;
	c->cursor_col = 3;
	canvas_clip(c, (struct rect){ 1, 1, 1, 1 });
	canvas_copy(&copy, c);
	assert_int_equal(copy.rows, 4);
	assert_int_equal(copy.clip.cols, 10);
	assert_int_equal(copy.cursor_col, 3);
	assert_false(copy.ascii);
	assert_memory_equal(copy.cells, c->cells, 40 * sizeof *copy.cells);
	canvas_done(&copy);
}

static void tiny_sizes(void **state)
{
	struct canvas *c = *state;
	static const int sizes[][2] = { { 1, 1 }, { 1, 2 }, { 0, 0 }, { -3, 5 }, { 5, 0 } };
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		canvas_reset(c, sizes[i][0], sizes[i][1]);
		canvas_puts(c, 0, 0, STYLE_NORMAL, KANJI "abc\t");
		canvas_name(c, 0, 0, 5, STYLE_NORMAL, "abcdefghijk");
		canvas_right(c, 0, 1, STYLE_NORMAL, "abc");
		canvas_hline(c, 0, 0, 80, STYLE_NORMAL);
		canvas_vline(c, 0, 0, 24, STYLE_NORMAL);
		canvas_restyle(c, 0, 0, 80, STYLE_KEY);
	}
}

/* Colour never carries a meaning alone: what must be told apart differs without it. */
static void theme(void **state)
{
	static const enum style marked[] = {
		STYLE_TITLE, STYLE_CURSOR, STYLE_HEADING, STYLE_RULE_FOCUS, STYLE_DIM, STYLE_MATCH,
		STYLE_ERROR, STYLE_CHIP, STYLE_KEY
	};
	struct theme t;
	(void)state;
	theme_init(&t);
	for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
		assert_true(theme_look(&t, marked[i], 0).attributes != 0);
	for (int style = 0; style < STYLE_COUNT; style++) {
		struct theme_look mono = theme_look(&t, (enum style)style, 0);
		assert_int_equal(mono.colour, -1);
		assert_int_equal(theme_look(&t, (enum style)style, 7).colour, -1);
		assert_true(theme_look(&t, (enum style)style, 8).colour < 8);
		assert_true(theme_look(&t, (enum style)style, 16).colour < 8);
		assert_true(theme_look(&t, (enum style)style, 1 << 24).colour < 8);
		struct theme_look many = theme_look(&t, (enum style)style, 256);
		assert_true(many.colour < 256);
		assert_int_equal(many.attributes, mono.attributes);
	}
	assert_true(theme_look(&t, STYLE_ERROR, 8).colour >= 0);
	assert_true(theme_look(&t, STYLE_ERROR, 256).colour >= 8);
}

static void look_is(const struct theme *t, enum style style, unsigned attributes, int colour8,
		    int colour256)
{
	struct theme_look few = theme_look(t, style, 8), many = theme_look(t, style, 256);
	assert_int_equal(few.attributes, attributes);
	assert_int_equal(few.colour, colour8);
	assert_int_equal(many.colour, colour256);
}

static void theme_is_set(void **state)
{
	struct theme t;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf text = BUF_INIT;
	(void)state;
	theme_init(&t);
	assert_int_equal(theme_set(&t, "heading", "  underline\tcyan ", &err), CPROF_OK);
	look_is(&t, STYLE_HEADING, THEME_UNDERLINE, 6, 6);
	assert_int_equal(theme_set(&t, "heat4", "208 bold", &err), CPROF_OK);
	look_is(&t, STYLE_HEAT4, THEME_BOLD, 1, 208);
	theme_print(&t, STYLE_HEAT4, &text);
	assert_string_equal(buf_text(&text), "bold 208");
	assert_int_equal(theme_set(&t, "heat4", "244", &err), CPROF_OK);
	look_is(&t, STYLE_HEAT4, 0, 7, 244);
	assert_int_equal(theme_set(&t, "title", "reverse default", &err), CPROF_OK);
	look_is(&t, STYLE_TITLE, THEME_REVERSE, -1, -1);
	assert_int_equal(theme_set(&t, "key", "plain", &err), CPROF_OK);
	look_is(&t, STYLE_KEY, 0, -1, -1);
	buf_clear(&text);
	theme_print(&t, STYLE_KEY, &text);
	assert_string_equal(buf_text(&text), "plain");
	assert_int_equal(theme_set(&t, "key", "bold 256", &err), CPROF_ERR_SYNTAX);
	assert_string_equal(err.text, "256 is no colour and no attribute");
	assert_int_equal(theme_set(&t, "kee", "bold", &err), CPROF_ERR_SYNTAX);
	assert_string_equal(err.text, "there is no role kee");
	look_is(&t, STYLE_KEY, 0, -1, -1);
	cprof_error_done(&err);
	buf_done(&text);
}

/* A role that somebody chose is not taken back by the pair. */
static void theme_has_a_second_pair(void **state)
{
	struct theme t;
	struct cprof_error err = CPROF_ERROR_INIT;
	(void)state;
	theme_init(&t);
	theme_change_pair(&t, true);
	look_is(&t, STYLE_GREW, 0, 3, 166);
	look_is(&t, STYLE_SHRANK, 0, 4, 33);
	theme_change_pair(&t, false);
	look_is(&t, STYLE_GREW, 0, 1, 160);
	assert_int_equal(theme_set(&t, "grew", "magenta", &err), CPROF_OK);
	theme_change_pair(&t, true);
	look_is(&t, STYLE_GREW, 0, 5, 5);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(starts_blank),
		CASE(draws_text),
		CASE(cuts_and_skips),
		CASE(expands_tabs),
		CASE(cleans_text),
		CASE(keeps_marks),
		CASE(wide_at_edges),
		CASE(wide_overwritten),
		CASE(clips),
		CASE(clip_cuts_wide),
		CASE(names),
		CASE(right_aligned),
		CASE(rules),
		CASE(restyles_wide_whole),
		CASE(copies),
		CASE(tiny_sizes),
		cmocka_unit_test(theme),
		cmocka_unit_test(theme_is_set),
		cmocka_unit_test(theme_has_a_second_pair),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
