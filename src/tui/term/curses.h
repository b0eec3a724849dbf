/* What the files of the curses back end share. Nobody else includes this: it brings curses with
 * it. */
#ifndef TUI_TERM_CURSES_H
#define TUI_TERM_CURSES_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "tui/term/term.h"
#include "tui/term/curses_input.h"

struct curses_term {
	struct term term; /* first, so that one can be cast to the other */
	SCREEN *screen;
	FILE *in, *out;
	bool own_files;     /* in and out are /dev/tty */
	bool away;          /* between leave() and enter() */
	bool force;         /* the next draw repaints every cell */
	bool mouse;         /* asked for */
	bool after_key;     /* the last event was a key: the wake descriptor goes first */
	bool readable;      /* poll said that there are bytes */
	int ended;          /* -1: no; else the signal number of TERM_END */
	int rows, cols;
	int64_t resize_due; /* when the burst of SIGWINCH counts as over; -1: none */
	int64_t resize_last; /* when it counts as over even if it goes on */
	sigset_t blocked;   /* the mask while the program runs */
	sigset_t outside;   /* the mask while it waits */
	int cursor;         /* curs_set() as it stands */
	int colours;        /* of the terminal; 0: none that leave its background alone */
	bool alternate;     /* lines are drawn with the terminal's alternate character set */
	struct canvas shown;
	cchar_t *line;      /* room for one row */
	char *paste_on, *paste_off; /* "" if the terminal has none; owned */
	struct curses_input input;
};

/* curses_draw.c */
void curses_draw_init(struct curses_term *t, const struct term_options *options);
void curses_draw_configure(struct curses_term *t, const struct term_options *options);
void curses_restyle(struct term *term);
void curses_draw(struct term *term, const struct canvas *canvas);

#endif
