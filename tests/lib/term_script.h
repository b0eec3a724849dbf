/* A terminal for tests: its events come from the test, its frames stay in memory and its clock is
 * virtual. */
#ifndef TESTS_LIB_TERM_SCRIPT_H
#define TESTS_LIB_TERM_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/term/canvas.h"
#include "tui/term/term.h"

/* Opens a terminal of so many colours, that takes UTF-8 or not. Events are fed by the test; wait()
 * returns them in order and, when there are none, moves the virtual clock to the deadline and
 * returns TERM_TIMER. With neither events nor a deadline it returns TERM_END, signal 0. A readable
 * wake descriptor comes before all of them. */
struct term *term_script_open(int rows, int cols, int colours, bool utf8);
void term_script_key(struct term *t, uint32_t key);
void term_script_paste(struct term *t, const char *text);
void term_script_mouse(struct term *t, struct term_mouse mouse);
void term_script_resize(struct term *t, int rows, int cols);
void term_script_end(struct term *t, int signal_number);

/* Holds back what is fed after it until wait() is called without a deadline: timers run first. */
void term_script_idle(struct term *t);

/* Holds back what is fed after it until the clock has gone on by `milliseconds`. */
void term_script_pause(struct term *t, int milliseconds);

/* Called by wait() when everything fed has been taken, before any timer runs: the screen shows what
 * came of it. The function looks and feeds what comes next; false: that was all. */
void term_script_feed(struct term *t, bool (*more)(struct term *t, void *context), void *context);

/* While it is deaf, a readable wake descriptor is nothing that happens. */
void term_script_deaf(struct term *t, bool deaf);

/* The last canvas drawn, and how often draw() was called. */
const struct canvas *term_script_screen(struct term *t);
unsigned term_script_draws(struct term *t);

/* What mouse() was told last. */
bool term_script_has_mouse(struct term *t);

/* All bytes of send() so far, *length of them. */
const char *term_script_sent(struct term *t, size_t *length);

#endif
