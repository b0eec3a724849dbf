/* The line editor: keys, history, search, paste, scrolling, drawing. */
#include "unit/lib/check.h"

#include <stdio.h>
#include <string.h>

#include "tui/term/canvas.h"
#include "tui/term/key.h"
#include "tui/input/prompt.h"

#define KANJI "\xe6\xbc\xa2"
#define E_ACUTE "e\xcc\x81"

static enum prompt_result type(struct prompt *p, const char *text)
{
	enum prompt_result result = PROMPT_IDLE;
	for (; *text != '\0'; text++)
		result = prompt_key(p, (unsigned char)*text);
	return result;
}

/* The text with '^' where the cursor stands. */
static void check(const struct prompt *p, const char *want)
{
	char text[200];
	const char *line = prompt_text(p);
	snprintf(text, sizeof text, "%.*s^%s", (int)p->cursor, line, line + p->cursor);
	assert_string_equal(text, want);
}

static void open_with(struct prompt *p, const char *text)
{
	prompt_open(p, ':', ":", text, NULL);
}

static void inserts_and_moves(void **state)
{
	(void)state;
	struct prompt p;
	open_with(&p, "");
	assert_int_equal(type(&p, "focus x"), PROMPT_CHANGED);
	check(&p, "focus x^");
	assert_int_equal(prompt_key(&p, KEY_LEFT_), PROMPT_MOVED);
	type(&p, "ab");
	check(&p, "focus ab^x");
	assert_int_equal(prompt_key(&p, KEY_HOME_), PROMPT_MOVED);
	assert_int_equal(prompt_key(&p, KEY_HOME_), PROMPT_IDLE);
	assert_int_equal(prompt_key(&p, KEY_CTRL('B')), PROMPT_IDLE);
	assert_int_equal(prompt_key(&p, KEY_CTRL('F')), PROMPT_MOVED);
	check(&p, "f^ocus abx");
	prompt_key(&p, KEY_CTRL('E'));
	assert_int_equal(prompt_key(&p, KEY_RIGHT_), PROMPT_IDLE);
	prompt_key(&p, KEY_CTRL('A'));
	check(&p, "^focus abx");
	prompt_key(&p, 0x6f22);
	check(&p, KANJI "^focus abx");
	assert_int_equal(prompt_key(&p, KEY_F0_ + 1), PROMPT_IDLE);
	assert_int_equal(prompt_key(&p, KEY_CTRL('T')), PROMPT_IDLE);
	assert_int_equal(prompt_key(&p, KEY_ALT_ | 'x'), PROMPT_IDLE);
	prompt_done(&p);
}

static void moves_by_grapheme(void **state)
{
	(void)state;
	struct prompt p;
	open_with(&p, "a" E_ACUTE KANJI "z");
	prompt_key(&p, KEY_LEFT_);
	check(&p, "a" E_ACUTE KANJI "^z");
	prompt_key(&p, KEY_LEFT_);
	prompt_key(&p, KEY_LEFT_);
	check(&p, "a^" E_ACUTE KANJI "z");
	prompt_key(&p, KEY_DELETE_);
	check(&p, "a^" KANJI "z");
	prompt_key(&p, KEY_RIGHT_);
	assert_int_equal(prompt_key(&p, KEY_BACKSPACE_), PROMPT_CHANGED);
	check(&p, "a^z");
	prompt_done(&p);
}

static void moves_by_word(void **state)
{
	(void)state;
	struct prompt p;
	open_with(&p, "list json.(*decodeState) x");
	prompt_key(&p, KEY_CTRL_LEFT_);
	check(&p, "list json.(*decodeState) ^x");
	prompt_key(&p, KEY_CTRL_LEFT_);
	check(&p, "list json.(*^decodeState) x");
	prompt_key(&p, KEY_CTRL_LEFT_);
	check(&p, "list ^json.(*decodeState) x");
	prompt_key(&p, KEY_CTRL_RIGHT_);
	check(&p, "list json^.(*decodeState) x");
	prompt_key(&p, KEY_CTRL_RIGHT_);
	check(&p, "list json.(*decodeState^) x");
	prompt_done(&p);
}

static void deletes_and_yanks(void **state)
{
	(void)state;
	struct prompt p;
	open_with(&p, "list json.(*d) ");
	assert_int_equal(prompt_key(&p, KEY_CTRL('Y')), PROMPT_IDLE);
	assert_int_equal(prompt_key(&p, KEY_CTRL('W')), PROMPT_CHANGED);
	check(&p, "list ^");
	prompt_key(&p, KEY_CTRL('Y'));
	prompt_key(&p, KEY_CTRL('Y'));
	check(&p, "list json.(*d) json.(*d) ^");
	prompt_key(&p, KEY_CTRL('U'));
	check(&p, "^");
	assert_int_equal(prompt_key(&p, KEY_CTRL('U')), PROMPT_IDLE);
	type(&p, "abc");
	prompt_key(&p, KEY_LEFT_);
	prompt_key(&p, KEY_CTRL('K'));
	check(&p, "ab^");
	prompt_key(&p, KEY_HOME_);
	prompt_key(&p, KEY_CTRL('Y'));
	check(&p, "c^ab");
	prompt_key(&p, KEY_CTRL('D'));
	check(&p, "c^b");
	prompt_key(&p, KEY_END_);
	assert_int_equal(prompt_key(&p, KEY_CTRL('D')), PROMPT_IDLE);
	assert_int_equal(prompt_key(&p, KEY_CTRL('K')), PROMPT_IDLE);
	prompt_done(&p);
}

static void ends(void **state)
{
	(void)state;
	static const uint32_t cancelling[] = { KEY_ESC_, KEY_CTRL('C'), KEY_CTRL('G') };
	struct prompt p;
	open_with(&p, "x");
	assert_int_equal(prompt_key(&p, KEY_ENTER_), PROMPT_ACCEPTED);
	assert_string_equal(prompt_text(&p), "x");
	for (size_t i = 0; i < sizeof cancelling / sizeof *cancelling; i++)
		assert_int_equal(prompt_key(&p, cancelling[i]), PROMPT_CANCELLED);
	assert_int_equal(prompt_key(&p, KEY_TAB_), PROMPT_COMPLETE);
	prompt_key(&p, KEY_HOME_);
	assert_int_equal(prompt_key(&p, KEY_BACKSPACE_), PROMPT_IDLE);
	prompt_key(&p, KEY_END_);
	assert_int_equal(prompt_key(&p, KEY_BACKSPACE_), PROMPT_CHANGED);
	assert_int_equal(prompt_key(&p, KEY_BACKSPACE_), PROMPT_CANCELLED);
	assert_string_equal(prompt_text(&p), "");
	prompt_done(&p);
}

static void pastes(void **state)
{
	(void)state;
	struct prompt p;
	open_with(&p, "ab");
	prompt_key(&p, KEY_LEFT_);
	assert_int_equal(prompt_paste(&p, "1\n2\x1b[A\x7f\xc2\x85" "3\r\n"), PROMPT_CHANGED);
	check(&p, "a1 2 [A  3^b");
	assert_int_equal(prompt_paste(&p, "\n"), PROMPT_IDLE);
	assert_int_equal(prompt_paste(&p, ""), PROMPT_IDLE);
	prompt_paste(&p, "\xff");
	check(&p, "a1 2 [A  3\xff^b");
	prompt_done(&p);
	open_with(&p, "a\tb");
	check(&p, "a b^");
	prompt_done(&p);
}

static void completes(void **state)
{
	(void)state;
	struct prompt p;
	open_with(&p, "li js tail");
	for (int i = 0; i < 5; i++)
		prompt_key(&p, KEY_LEFT_);
	prompt_replace(&p, 3, "json.Marshal");
	check(&p, "li json.Marshal^ tail");
	prompt_replace(&p, 99, "!");
	check(&p, "li json.Marshal!^ tail");
	prompt_done(&p);
}

static void history_is_kept(void **state)
{
	(void)state;
	struct prompt_history h = { NULL, 0 };
	char line[20];
	prompt_history_add(&h, "");
	assert_int_equal(h.count, 0);
	for (int i = 0; i < 600; i++) {
		snprintf(line, sizeof line, "line %d", i);
		prompt_history_add(&h, line);
	}
	assert_int_equal(h.count, 500);
	assert_string_equal(h.line[0], "line 100");
	prompt_history_add(&h, h.line[0]);
	assert_int_equal(h.count, 500);
	assert_string_equal(h.line[0], "line 101");
	assert_string_equal(h.line[499], "line 100");
	prompt_history_done(&h);
	prompt_history_done(&h);
}

/* Oldest first: top, focus a, list x, focus b. */
static void fill_history(struct prompt_history *h)
{
	*h = (struct prompt_history){ NULL, 0 };
	prompt_history_add(h, "top");
	prompt_history_add(h, "focus a");
	prompt_history_add(h, "list x");
	prompt_history_add(h, "focus b");
}

static void recalls_all(void **state)
{
	(void)state;
	struct prompt_history h;
	struct prompt p;
	fill_history(&h);
	prompt_open(&p, ':', ":", "", &h);
	assert_int_equal(prompt_key(&p, KEY_DOWN_), PROMPT_IDLE);
	assert_int_equal(prompt_key(&p, KEY_UP_), PROMPT_CHANGED);
	check(&p, "focus b^");
	prompt_key(&p, KEY_CTRL('P'));
	check(&p, "list x^");
	prompt_key(&p, KEY_UP_);
	prompt_key(&p, KEY_UP_);
	check(&p, "top^");
	assert_int_equal(prompt_key(&p, KEY_UP_), PROMPT_IDLE);
	check(&p, "top^");
	prompt_key(&p, KEY_CTRL('N'));
	check(&p, "focus a^");
	prompt_key(&p, KEY_DOWN_);
	prompt_key(&p, KEY_DOWN_);
	prompt_key(&p, KEY_DOWN_);
	check(&p, "^");
	prompt_done(&p);
	prompt_history_done(&h);
}

static void recalls_by_prefix(void **state)
{
	(void)state;
	struct prompt_history h;
	struct prompt p;
	fill_history(&h);
	prompt_open(&p, ':', ":", "fo", &h);
	prompt_key(&p, KEY_UP_);
	check(&p, "focus b^");
	prompt_key(&p, KEY_UP_);
	check(&p, "focus a^");
	assert_int_equal(prompt_key(&p, KEY_UP_), PROMPT_IDLE);
	prompt_key(&p, KEY_DOWN_);
	check(&p, "focus b^");
	prompt_key(&p, KEY_DOWN_);
	check(&p, "fo^");
	/* What stands behind the cursor does not count. */
	type(&p, "o");
	prompt_key(&p, KEY_HOME_);
	prompt_key(&p, KEY_UP_);
	check(&p, "focus b^");
	/* After a move the new prefix counts, from the line shown on. */
	prompt_key(&p, KEY_HOME_);
	prompt_key(&p, KEY_UP_);
	check(&p, "list x^");
	/* An edit makes the line the user's own. */
	type(&p, "y");
	assert_int_equal(prompt_key(&p, KEY_DOWN_), PROMPT_IDLE);
	assert_int_equal(prompt_key(&p, KEY_UP_), PROMPT_IDLE);
	check(&p, "list xy^");
	prompt_done(&p);
	prompt_history_done(&h);
}

static void no_history(void **state)
{
	(void)state;
	struct prompt p;
	open_with(&p, "x");
	assert_int_equal(prompt_key(&p, KEY_UP_), PROMPT_IDLE);
	assert_int_equal(prompt_key(&p, KEY_DOWN_), PROMPT_IDLE);
	assert_int_equal(prompt_key(&p, KEY_CTRL('R')), PROMPT_IDLE);
	assert_int_equal(type(&p, "y"), PROMPT_CHANGED);
	check(&p, "xy^");
	prompt_done(&p);
}

static void searches(void **state)
{
	(void)state;
	struct prompt_history h;
	struct prompt p;
	fill_history(&h);
	prompt_open(&p, ':', ":", "mine", &h);
	prompt_key(&p, KEY_CTRL('R'));
	check(&p, "mine^");
	assert_int_equal(type(&p, "o"), PROMPT_CHANGED);
	check(&p, "focus b^");
	type(&p, "c");
	check(&p, "focus b^");
	prompt_key(&p, KEY_CTRL('R'));
	check(&p, "focus a^");
	prompt_key(&p, KEY_CTRL('R'));
	check(&p, "focus a^");
	prompt_key(&p, KEY_BACKSPACE_);
	check(&p, "focus b^");
	prompt_key(&p, KEY_BACKSPACE_);
	check(&p, "mine^");
	type(&p, "zzz");
	check(&p, "mine^");
	assert_int_equal(prompt_key(&p, KEY_ESC_), PROMPT_CHANGED);
	check(&p, "mine^");
	prompt_key(&p, KEY_CTRL('R'));
	prompt_paste(&p, "st x\n");
	check(&p, "list x^");
	/* Any other key ends the search and is obeyed. */
	assert_int_equal(prompt_key(&p, KEY_HOME_), PROMPT_MOVED);
	type(&p, "s");
	check(&p, "s^list x");
	prompt_key(&p, KEY_CTRL('R'));
	type(&p, "t");
	assert_int_equal(prompt_key(&p, KEY_ENTER_), PROMPT_ACCEPTED);
	assert_string_equal(prompt_text(&p), "list x");
	prompt_done(&p);
	prompt_history_done(&h);
}

static void check_row(const struct canvas *c, const char *want)
{
	char text[200] = "";
	for (int col = 0; col < c->cols; col++)
		strcat(text, c->cells[col].text);
	assert_string_equal(text, want);
}

static void draws(void **state)
{
	(void)state;
	struct prompt p;
	struct canvas c;
	canvas_init(&c, false);
	canvas_reset(&c, 1, 12);
	open_with(&p, "a" KANJI E_ACUTE "\xff");
	prompt_draw(&p, &c, 0, 0, 12);
	check_row(&c, ":a" KANJI E_ACUTE "\\xff   ");
	assert_int_equal(c.cursor_row, 0);
	assert_int_equal(c.cursor_col, 9);
	prompt_key(&p, KEY_LEFT_);
	prompt_key(&p, KEY_LEFT_);
	prompt_draw(&p, &c, 0, 0, 12);
	assert_int_equal(c.cursor_col, 4);
	prompt_done(&p);
	canvas_done(&c);
}

static void scrolls(void **state)
{
	(void)state;
	struct prompt p;
	struct canvas c;
	canvas_init(&c, false);
	canvas_reset(&c, 1, 13);
	open_with(&p, "abcdefghijklmnopqrstuvwxyz");
	prompt_draw(&p, &c, 0, 0, 13);
	check_row(&c, ":<rstuvwxyz  ");
	assert_int_equal(c.cursor_col, 11);
	prompt_key(&p, KEY_HOME_);
	prompt_draw(&p, &c, 0, 0, 13);
	check_row(&c, ":abcdefghijk>");
	assert_int_equal(c.cursor_col, 1);
	/* Wherever the cursor goes it is on the screen, on its own character. */
	for (int i = 0; i <= 26; i++) {
		prompt_draw(&p, &c, 0, 0, 13);
		assert_in_range(c.cursor_col, 1, 12);
		assert_int_equal(c.cells[c.cursor_col].text[0], i < 26 ? 'a' + i : ' ');
		prompt_key(&p, KEY_RIGHT_);
	}
	for (int i = 26; i > 0; i--) {
		prompt_key(&p, KEY_LEFT_);
		prompt_draw(&p, &c, 0, 0, 13);
		assert_int_equal(c.cells[c.cursor_col].text[0], 'a' + i - 1);
	}
	/* A larger screen brings everything back. */
	prompt_key(&p, KEY_END_);
	prompt_draw(&p, &c, 0, 0, 13);
	canvas_reset(&c, 1, 30);
	prompt_draw(&p, &c, 0, 0, 30);
	check_row(&c, ":abcdefghijklmnopqrstuvwxyz   ");
	prompt_done(&p);
	canvas_done(&c);
}

static void draws_labels(void **state)
{
	(void)state;
	struct prompt_history h;
	struct prompt p;
	struct canvas c;
	fill_history(&h);
	canvas_init(&c, true);
	canvas_reset(&c, 1, 30);
	prompt_open(&p, 'f', "filter: ", "x", &h);
	prompt_draw(&p, &c, 0, 0, 30);
	check_row(&c, "filter: x                     ");
	canvas_reset(&c, 1, 8);
	prompt_draw(&p, &c, 0, 0, 8);
	check_row(&c, "fx      ");
	canvas_reset(&c, 1, 30);
	prompt_key(&p, KEY_CTRL('R'));
	type(&p, "st");
	prompt_draw(&p, &c, 0, 0, 30);
	check_row(&c, "(search 'st') list x          ");
	type(&p, "q");
	canvas_reset(&c, 1, 40);
	prompt_draw(&p, &c, 0, 0, 40);
	check_row(&c, "(not found 'stq') list x                ");
	for (int cols = 0; cols < 12; cols++) {
		canvas_reset(&c, 1, cols);
		prompt_draw(&p, &c, 0, 0, cols);
		assert_true(c.cursor_col < cols);
	}
	prompt_done(&p);
	prompt_history_done(&h);
	canvas_done(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inserts_and_moves),
		cmocka_unit_test(moves_by_grapheme),
		cmocka_unit_test(moves_by_word),
		cmocka_unit_test(deletes_and_yanks),
		cmocka_unit_test(ends),
		cmocka_unit_test(pastes),
		cmocka_unit_test(completes),
		cmocka_unit_test(history_is_kept),
		cmocka_unit_test(recalls_all),
		cmocka_unit_test(recalls_by_prefix),
		cmocka_unit_test(no_history),
		cmocka_unit_test(searches),
		cmocka_unit_test(draws),
		cmocka_unit_test(scrolls),
		cmocka_unit_test(draws_labels),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
