/* Bytes of a terminal to keys, clicks and pastes: curses reads them from a pipe. What comes at once
 * stands in one text; a pause in it is longer than a sequence may take. */
#include "unit/lib/check.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tui/term/curses.h"
#include "tui/term/key.h"

#define PAUSE "\001" /* no byte: nothing more comes for a while */

struct keyboard {
	FILE *in, *out;
	int end; /* of the pipe, to write to */
	SCREEN *screen;
	struct curses_input input;
};

static void open_keyboard(struct keyboard *k)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	k->in = fdopen(ends[0], "r");
	k->out = fopen("/dev/null", "w");
	k->end = ends[1];
	k->screen = newterm("xterm-256color", k->out, k->in);
	assert_non_null(k->screen);
	raw();
	meta(stdscr, TRUE);
	nonl();
	input_init(&k->input);
	input_set_delay(&k->input, 1);
}

static void close_keyboard(struct keyboard *k)
{
	input_done(&k->input);
	endwin();
	delscreen(k->screen);
	fclose(k->in);
	fclose(k->out);
	close(k->end);
}

static void put_event(const struct term_event *event, struct buf *out)
{
	static const char *const buttons[] = { "click", "up", "down" };
	char name[16];
	if (out->size > 0)
		buf_putc(out, ' ');
	if (event->kind == TERM_KEY) {
		key_name(event->key, name);
		buf_puts(out, name);
	} else if (event->kind == TERM_PASTE) {
		buf_printf(out, "paste(%s)", event->paste);
		free(event->paste);
	} else {
		buf_printf(out, "%s(%d,%d)", buttons[event->mouse.button], event->mouse.row,
			   event->mouse.col);
	}
}

/* Takes events until none comes and none can come by itself. */
static void take_all(struct keyboard *k, struct buf *out)
{
	struct term_event event;
	bool gone;
	do {
		while (input_next(&k->input, &event, &gone))
			put_event(&event, out);
	} while (input_deadline(&k->input) >= 0 && k->input.state != INPUT_PASTE);
}

static void check(const char *bytes, bool mouse, const char *want)
{
	struct keyboard k;
	struct buf got = BUF_INIT;
	open_keyboard(&k);
	input_mouse(&k.input, mouse);
	for (const char *p = bytes; *p != '\0'; p += *p == *PAUSE) {
		size_t length = strcspn(p, PAUSE);
		assert_int_equal(write(k.end, p, length), (ssize_t)length);
		take_all(&k, &got);
		p += length;
	}
	assert_string_equal(buf_text(&got), want);
	buf_done(&got);
	close_keyboard(&k);
}

static void characters(void **state)
{
	(void)state;
	check("ab", false, "a b");
	check("\r\n\t ", false, "Enter Enter Tab Space");
	check("\b\x7f\x0c\x03", false, "Backspace Backspace Ctrl-L Ctrl-C");
	check("\xc3\xa4\xe2\x82\xac", false, "\xc3\xa4 \xe2\x82\xac");
	/* In two pieces; without its second half; never text at all; a control above 0x7f. */
	check("\xc3" PAUSE "\xa4", false, "\xc3\xa4");
	check("\xc3" "a", false, "a");
	check("\xff" "a", false, "a");
	check("\xc2\x85" "a", false, "a");
}

static void sequences(void **state)
{
	(void)state;
	check("\033[A\033OB\033[C\033OD", false, "Up Down Right Left");
	check("\033[H\033OF\033[1~\033[4~\033[7~\033[8~", false, "Home End Home End Home End");
	check("\033[2~\033[3~\033[5~\033[6~", false, "Insert Delete PgUp PgDn");
	check("\033[Z\033OM", false, "S-Tab Enter");
	check("\033OP\033[15~\033[24~", false, "F1 F5 F12");
	check("\033[1;5D\033[1;5C\033Od\033Oc", false,
	      "Ctrl-Left Ctrl-Right Ctrl-Left Ctrl-Right");
}

static void escapes(void **state)
{
	(void)state;
	check("\033", false, "Esc");
	check("\033" PAUSE "a", false, "Esc a");
	check("\033a", false, "Alt-a");
	check("\033\xc3\xa4", false, "Alt-\xc3\xa4");
	check("\033\r\033\t", false, "Alt-Enter Alt-Tab");
	check("\033:\033/", false, "Esc : Esc /");
	check("\033\003", false, "Esc Ctrl-C");
	check("\033\033a", false, "Esc Alt-a");
	check("\033[", false, "Alt-[");
	check("\033O", false, "Alt-O");
	check("\033[ ", false, "Alt-[ Space");
	check("\033O:", false, "Alt-O :");
}

/* What curses does not know is dropped up to its end, also when it comes late. */
static void tails(void **state)
{
	(void)state;
	check("\033[99;99Xa", false, "a");
	check("\033[[Za", false, "a");
	check("\033[9" PAUSE "a", false, "a");
	check("\033[9\003", false, "Ctrl-C");
	check("\033Oza", false, "a");
	check("\033" PAUSE "[A" "a", false, "Esc a");
	check("\033" PAUSE "[" PAUSE "a", false, "Esc [ a");
	check("\033" PAUSE "b[A", false, "Esc b [ A");
	check("\033" PAUSE "[200~p\033[201~", false, "Esc paste(p)");
}

static void pastes(void **state)
{
	(void)state;
	check("\033[200~one\rtwo\033[201~x", false, "paste(one\ntwo) x");
	check("\033[200~\033[201~", false, "paste()");
	check("\033[200~a\033b\033[A\033[201~", false, "paste(a\033b)");
	check("\033[200~a\033" PAUSE "[201~x", false, "paste(a) x");
	check("\033[200~a" PAUSE "b\033[201~", false, "paste(ab)");
}

static void mouse(void **state)
{
	(void)state;
	check("\033[<0;12;5M\033[<0;12;5m", true, "click(4,11)");
	check("\033[<64;1;1M\033[<65;300;2M", true, "up(0,0) down(1,299)");
	check("\033[<4;1;1M\033[<16;2;1M\033[<8;3;1M", true, "click(0,0) click(0,1) click(0,2)");
	check("\033[<1;1;1M\033[<2;1;1M\033[<35;1;1M", true, "");
	check("\033[<0;0;5M\033[<0;5;0M", true, "");
	check("\033[<0;12;5M", false, "");
	check("\033[<0;12Ma", true, "a");
	check("\033[<0;1xa", true, "x a");
	check("\033[<0;1" PAUSE "a", true, "a");
	check("\033[M !!a", true, "click(0,0) a");
	check("\033[M`*#a", true, "up(2,9) a");
	check("\033[M#!!a", true, "a");
}

/* The end of a paste can be lost: it then ends by itself, at the time that the deadline says. */
static void deadlines(void **state)
{
	struct keyboard k;
	struct term_event event;
	bool gone;
	(void)state;
	open_keyboard(&k);
	assert_false(input_next(&k.input, &event, &gone));
	assert_true(gone);
	assert_int_equal(input_deadline(&k.input), -1);
	input_set_delay(&k.input, 60000);
	assert_int_equal(write(k.end, "\033[9", 3), 3);
	assert_false(input_next(&k.input, &event, &gone));
	assert_false(gone);
	assert_true(input_deadline(&k.input) > 0);
	assert_int_equal(write(k.end, "X\033[200~lost", 11), 11);
	assert_false(input_next(&k.input, &event, &gone));
	assert_true(input_deadline(&k.input) == k.input.paste_until);
	k.input.paste_until = 0;
	assert_true(input_next(&k.input, &event, &gone));
	assert_int_equal(event.kind, TERM_PASTE);
	assert_string_equal(event.paste, "lost");
	free(event.paste);
	assert_int_equal(input_deadline(&k.input), -1);
	close_keyboard(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters), cmocka_unit_test(sequences),
		cmocka_unit_test(escapes),    cmocka_unit_test(tails),
		cmocka_unit_test(pastes),     cmocka_unit_test(mouse),
		cmocka_unit_test(deadlines),
	};
	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
