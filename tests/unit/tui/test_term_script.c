/* The script back end: order of events, the virtual clock, frames. */
#include "unit/lib/check.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "tui/term/key.h"
#include "lib/term_script.h"

static struct term_event next(struct term *t, int64_t deadline)
{
	struct term_event event;
	t->wait(t, deadline, -1, &event);
	return event;
}

static void gives_events_in_order(void **state)
{
	(void)state;
	struct term *t = term_script_open(24, 80, 256, true);
	assert_int_equal(t->colours, 256);
	assert_true(t->utf8);
	term_script_key(t, 'j');
	term_script_paste(t, "two words");
	term_script_key(t, KEY_ESC_);
	struct term_event event = next(t, 5);
	assert_int_equal(event.kind, TERM_KEY);
	assert_int_equal(event.key, 'j');
	event = next(t, -1);
	assert_int_equal(event.kind, TERM_PASTE);
	assert_string_equal(event.paste, "two words");
	free(event.paste);
	event = next(t, -1);
	assert_int_equal(event.key, KEY_ESC_);
	assert_int_equal(t->now(t), 0);
	event = next(t, -1);
	assert_int_equal(event.kind, TERM_END);
	assert_int_equal(event.signal_number, 0);
	t->close(t);
}

static void moves_the_clock(void **state)
{
	(void)state;
	struct term *t = term_script_open(24, 80, 0, false);
	assert_int_equal(next(t, 80).kind, TERM_TIMER);
	assert_int_equal(t->now(t), 80);
	assert_int_equal(next(t, 30).kind, TERM_TIMER);
	assert_int_equal(t->now(t), 80);
	t->close(t);
}

static void resizes(void **state)
{
	(void)state;
	int rows, cols;
	struct term *t = term_script_open(24, 80, 0, false);
	term_script_resize(t, 5, 20);
	t->size(t, &rows, &cols);
	assert_int_equal(rows, 24);
	assert_int_equal(cols, 80);
	assert_int_equal(next(t, -1).kind, TERM_RESIZE);
	t->size(t, &rows, &cols);
	assert_int_equal(rows, 5);
	assert_int_equal(cols, 20);
	t->close(t);
}

static void idle_lets_timers_run(void **state)
{
	(void)state;
	struct term *t = term_script_open(24, 80, 0, false);
	term_script_key(t, 'j');
	term_script_idle(t);
	term_script_idle(t);
	term_script_key(t, 'k');
	assert_int_equal(next(t, 80).key, 'j');
	assert_int_equal(next(t, 80).kind, TERM_TIMER);
	assert_int_equal(next(t, 2000).kind, TERM_TIMER);
	assert_int_equal(t->now(t), 2000);
	assert_int_equal(next(t, -1).key, 'k');
	t->close(t);
}

static void wakes_before_keys(void **state)
{
	(void)state;
	int ends[2];
	struct term_event event;
	struct term *t = term_script_open(24, 80, 0, false);
	assert_int_equal(pipe(ends), 0);
	term_script_key(t, 'j');
	assert_int_equal(write(ends[1], "x", 1), 1);
	t->wait(t, -1, ends[0], &event);
	assert_int_equal(event.kind, TERM_WAKE);
	char byte;
	assert_int_equal(read(ends[0], &byte, 1), 1);
	t->wait(t, -1, ends[0], &event);
	assert_int_equal(event.kind, TERM_KEY);
	close(ends[0]);
	close(ends[1]);
	t->close(t);
}

static void end_stays(void **state)
{
	(void)state;
	struct term *t = term_script_open(24, 80, 0, false);
	term_script_end(t, SIGTERM);
	term_script_paste(t, "never seen, freed all the same");
	for (int i = 0; i < 2; i++) {
		struct term_event event = next(t, 100);
		assert_int_equal(event.kind, TERM_END);
		assert_int_equal(event.signal_number, SIGTERM);
	}
	t->close(t);
}

static void keeps_frames(void **state)
{
	(void)state;
	struct canvas c;
	struct term *t = term_script_open(2, 5, 0, true);
	assert_int_equal(term_script_draws(t), 0);
	assert_int_equal(term_script_screen(t)->cols, 5);
	canvas_init(&c, false);
	canvas_reset(&c, 2, 5);
	canvas_puts(&c, 1, 1, STYLE_KEY, "ab");
	c.cursor_row = 1;
	t->draw(t, &c);
	canvas_reset(&c, 2, 5);
	const struct canvas *screen = term_script_screen(t);
	assert_string_equal(screen->cells[6].text, "a");
	assert_int_equal(screen->cells[6].style, STYLE_KEY);
	assert_int_equal(screen->cursor_row, 1);
	assert_int_equal(term_script_draws(t), 1);
	t->repaint(t);
	t->suspend(t);
	t->leave(t);
	t->enter(t);
	t->draw(t, &c);
	assert_string_equal(screen->cells[6].text, " ");
	assert_int_equal(term_script_draws(t), 2);
	canvas_done(&c);
	t->close(t);
}

static void keeps_what_is_sent(void **state)
{
	(void)state;
	size_t length;
	struct term *t = term_script_open(2, 5, 0, true);
	assert_string_equal(term_script_sent(t, &length), "");
	assert_int_equal(length, 0);
	t->send(t, "\033]52;c;YQ==\a", 12);
	t->send(t, "", 0);
	assert_string_equal(term_script_sent(t, &length), "\033]52;c;YQ==\a");
	assert_int_equal(length, 12);
	assert_int_equal(term_script_draws(t), 0);
	t->close(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_events_in_order),
		cmocka_unit_test(moves_the_clock),
		cmocka_unit_test(resizes),
		cmocka_unit_test(idle_lets_timers_run),
		cmocka_unit_test(wakes_before_keys),
		cmocka_unit_test(end_stays),
		cmocka_unit_test(keeps_frames),
		cmocka_unit_test(keeps_what_is_sent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
