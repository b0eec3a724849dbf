/* What the files of the curses back end share: the terminal, and bytes on their way to becoming
 * keys. Nobody else includes this: it brings curses with it. */
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
#include "tui/term/term.h"

/* What the next byte belongs to. */
enum input_state {
	INPUT_PLAIN,  /* nothing yet */
	INPUT_ESCAPE, /* an ESC: what follows at once decides what it is */
	INPUT_HELD,   /* '[' or 'O' behind an ESC: a sequence, if more follows in time */
	INPUT_TAIL,   /* an unknown sequence, or the late rest of one: it is dropped */
	INPUT_REPORT, /* a report of the mouse */
	INPUT_PASTE
};

/* Bytes on their way to becoming keys. */
struct curses_input {
	WINDOW *pad;        /* read from a pad: reading from a window would refresh it */
	int escape_delay;   /* milliseconds between the bytes of one sequence */
	struct term_event ready[8]; /* keys and clicks decoded, oldest first */
	int ready_count;
	mbstate_t partial;  /* of a character whose bytes are still coming */
	enum input_state state;
	bool alt;           /* the next key had an ESC right before it */
	int64_t escape_at;  /* when the last lone ESC was pressed, or -1 */
	int held;           /* INPUT_HELD: the '[' or 'O' */
	bool held_escape;   /* and the ESC before it is not a key of its own yet */
	char tail[8];       /* what was dropped, to know a late paste mark */
	size_t tail_size;
	int64_t tail_until; /* ends INPUT_HELD, INPUT_TAIL and INPUT_REPORT without more bytes */
	bool mouse;         /* reports are wanted; others are dropped */
	bool numbers;       /* INPUT_REPORT: "0;12;5M", or with 'm' for a release; else the three
			     * bytes of terminals that do not know that form */
	char report[16];
	size_t report_size;
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

/* curses_input.c: bytes to keys, sequences, late tails and pastes. */
void input_init(struct curses_input *in);

/* How long the rest of a key's sequence may take; 0: the usual span. */
void input_set_delay(struct curses_input *in, int milliseconds);

void input_done(struct curses_input *in);

/* Reports of the mouse are expected, or no longer. */
void input_mouse(struct curses_input *in, bool on);

/* Reads until there is an event or no more bytes: *event is set if it returns true. *gone says that
 * there was no byte although the caller knew of some. */
bool input_next(struct curses_input *in, struct term_event *event, bool *gone);

/* When input_next() has to be called again without new bytes; -1: never. */
int64_t input_deadline(const struct curses_input *in);

#endif
