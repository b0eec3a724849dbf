/* What the files of the curses back end share. Nobody else includes this: it is the only header
 * that brings curses with it. */
#ifndef TUI_TERM_CURSES_H
#define TUI_TERM_CURSES_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <wchar.h>

/* curses has a function of this name, which is not ours. */
#define key_name curses_key_name
#include <curses.h>
#undef key_name

#include "base/buf.h"
#include "tui/term.h"

/* Bytes on their way to becoming keys. */
struct curses_input {
	WINDOW *pad;        /* read from a pad: reading from a window would refresh it */
	int escape_delay;   /* milliseconds between the bytes of one sequence */
	uint32_t ready[8];  /* keys decoded, oldest first */
	int ready_count;
	mbstate_t partial;  /* of a character whose bytes are still coming */
	bool escape_seen;   /* an ESC was read; what follows at once decides what it is */
	int64_t escape_at;  /* when the last lone ESC was pressed, or -1 */
	int held;           /* '[' or 'O' behind an ESC, waiting for more; 0: none */
	bool held_escape;   /* that ESC is held too */
	bool swallowing;    /* the bytes of an unknown sequence or of a late tail are dropped */
	char tail[8];       /* what was dropped, to know a late paste mark */
	size_t tail_size;
	int64_t tail_until; /* when held or swallowing ends */
	bool pasting;
	bool paste_done;
	int64_t paste_until; /* when a paste without an end mark counts as complete */
	struct buf paste;
};

struct curses_term {
	struct term term; /* first, so that one can be cast to the other */
	SCREEN *screen;
	FILE *in, *out;
	bool own_files;     /* in and out are /dev/tty */
	bool away;          /* between leave() and enter() */
	bool force;         /* the next draw repaints every cell */
	bool after_key;     /* the last event was a key: the wake descriptor goes first */
	bool readable;      /* poll said that there are bytes */
	int ended;          /* -1: no; else the signal number of TERM_END */
	int rows, cols;
	int64_t resize_due; /* when the burst of SIGWINCH counts as over; -1: none */
	int64_t resize_last; /* when it counts as over even if it goes on */
	sigset_t blocked;   /* the mask while the program runs */
	sigset_t outside;   /* the mask while it waits */
	int cursor;         /* curs_set() as it stands */
	struct canvas shown;
	cchar_t *line;      /* room for one row */
	char *paste_on, *paste_off; /* "" if the terminal has none; owned */
	struct curses_input input;
};

/* term_curses.c: milliseconds of CLOCK_MONOTONIC; the argument is not used. */
int64_t curses_now(struct term *term);

/* term_curses_draw.c */
void curses_draw_init(struct curses_term *t, bool no_colour);
void curses_draw(struct term *term, const struct canvas *canvas);

/* term_curses_input.c */
void input_init(struct curses_input *in, int escape_delay);
void input_done(struct curses_input *in);

/* Reads until there is an event or no more bytes: *event is set if it returns true. *gone says that
 * there was no byte although the caller knew of some. */
bool input_next(struct curses_input *in, struct term_event *event, bool *gone);

/* When input_next() has to be called again without new bytes; -1: never. */
int64_t input_deadline(const struct curses_input *in);

#endif
