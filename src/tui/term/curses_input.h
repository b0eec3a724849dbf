/* Bytes from the terminal to keys: sequences, late tails, pastes. Brings curses with it: only the
 * curses back end includes this. */
#ifndef TUI_TERM_CURSES_INPUT_H
#define TUI_TERM_CURSES_INPUT_H

#include <stdbool.h>
#include <stdint.h>
#include <wchar.h>

/* curses has a function of this name, which is not ours. */
#define key_name curses_key_name
#include <curses.h>
#undef key_name

#include "base/buf.h"
#include "tui/term/term.h"

enum input_report {
	REPORT_NONE,
	REPORT_NUMBERS, /* "0;12;5M", or with 'm' for a release */
	REPORT_BYTES    /* three bytes, of terminals that do not know the other form */
};

/* Bytes on their way to becoming keys. */
struct curses_input {
	WINDOW *pad;        /* read from a pad: reading from a window would refresh it */
	int escape_delay;   /* milliseconds between the bytes of one sequence */
	struct term_event ready[8]; /* keys and clicks decoded, oldest first */
	int ready_count;
	mbstate_t partial;  /* of a character whose bytes are still coming */
	bool escape_seen;   /* an ESC was read; what follows at once decides what it is */
	bool alt;           /* the next key had an ESC right before it */
	int64_t escape_at;  /* when the last lone ESC was pressed, or -1 */
	int held;           /* '[' or 'O' behind an ESC, waiting for more; 0: none */
	bool held_escape;   /* that ESC is held too */
	bool swallowing;    /* the bytes of an unknown sequence or of a late tail are dropped */
	char tail[8];       /* what was dropped, to know a late paste mark */
	size_t tail_size;
	int64_t tail_until; /* when held or swallowing ends */
	bool mouse;         /* reports are wanted; others are dropped */
	enum input_report reporting; /* of the mouse, the one being read */
	char report[16];
	size_t report_size;
	bool pasting;
	bool paste_done;
	int64_t paste_until; /* when a paste without an end mark counts as complete */
	struct buf paste;
};

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
