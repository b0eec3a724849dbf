/* The terminal, as everything above it sees it: a record of functions, which a back end fills.
 *
 * `curses` drives a real terminal; tests have a back end of their own (tests/lib/term_script.h).
 * Views and widgets never learn which one runs. Only the main thread calls these functions. */
#ifndef TUI_TERM_TERM_H
#define TUI_TERM_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/error.h>

#include "tui/term/canvas.h"
#include "tui/term/theme.h"

enum term_event_kind {
	TERM_KEY,    /* `key` */
	TERM_PASTE,  /* `paste`: the text between the terminal's paste marks, owned by the event */
	TERM_MOUSE,  /* `mouse`: a button was pressed or the wheel turned */
	TERM_RESIZE, /* the size has changed; sent once after a burst */
	TERM_WAKE,   /* the wake descriptor is readable: a job has news */
	TERM_TIMER,  /* the deadline passed */
	TERM_END     /* SIGTERM, SIGHUP, SIGINT from outside: `signal_number`; 0: the terminal is
		      * gone. Every later wait() says it again */
};

enum term_button { TERM_BUTTON, TERM_WHEEL_UP, TERM_WHEEL_DOWN };

/* Where on the screen, from 0; it may lie outside of what is shown now. */
struct term_mouse {
	enum term_button button; /* TERM_BUTTON: the left one; others are never told */
	int row, col;
};

struct term_event {
	enum term_event_kind kind;
	uint32_t key;
	struct term_mouse mouse;
	char *paste; /* freed by the receiver */
	int signal_number;
};

enum term_charset { TERM_CHARSET_AUTO, TERM_CHARSET_ASCII, TERM_CHARSET_UTF8 };

/* TERM_LINES_AUTO is UTF-8 or ASCII, as the charset is; TERM_LINES_TERMINAL is the alternate
 * character set of old terminals, which some that say UTF-8 draw better. */
enum term_lines { TERM_LINES_AUTO, TERM_LINES_ASCII, TERM_LINES_TERMINAL, TERM_LINES_UTF8 };

/* How the terminal is used; from flags, settings and the environment, which is not read here. */
struct term_options {
	bool no_colour;   /* NO_COLOR, -C */
	int colours;      /* use no more than these; 0: all there are */
	enum term_charset charset; /* AUTO: what the locale says. UTF8 in another locale makes
				    * LC_CTYPE one of UTF-8, if there is any */
	enum term_lines lines;
	int escape_delay; /* milliseconds; 100 if it is 0 */
};

struct term {
	/* Rows and columns now; both at least 1. */
	void (*size)(struct term *t, int *rows, int *cols);

	/* Shows the canvas: writes only what differs from the last one. */
	void (*draw)(struct term *t, const struct canvas *canvas);

	/* The next draw repaints every cell (Ctrl-L). */
	void (*repaint)(struct term *t);

	/* Waits for the next event, at most until `deadline` (milliseconds on now()'s clock; -1:
	 * for ever). `wake_fd` is watched too unless it is -1; the caller empties it. */
	void (*wait)(struct term *t, int64_t deadline, int wake_fd, struct term_event *event);

	/* Milliseconds from an arbitrary start; never goes back. */
	int64_t (*now)(struct term *t);

	/* Leaves the terminal to somebody else (Ctrl-Z, an editor) and takes it back; the next draw
	 * repaints. The size may be another one then. Between the two, draw() does nothing, signals
	 * reach a child as they reached the program, and a Ctrl-C meant for the child does not end
	 * us. */
	void (*leave)(struct term *t);
	void (*enter)(struct term *t);

	/* Ctrl-Z: leave, stop the process group, and on SIGCONT enter; a TERM_RESIZE follows. */
	void (*suspend)(struct term *t);

	/* Bytes for the terminal itself, outside the picture: they must draw nothing and move no
	 * cursor (OSC 52). Dropped between leave() and enter(). */
	void (*send)(struct term *t, const char *bytes, size_t length);

	/* Asks for presses of buttons, never for motion, or no longer. False: this terminal has no
	 * mouse. Off at first, and whenever somebody else has the terminal. */
	bool (*mouse)(struct term *t, bool on);

	/* Restores the terminal and frees the back end. */
	void (*close)(struct term *t);

	/* Uses the terminal in another way: sets what stands below as far as the terminal can. The
	 * next draw repaints. */
	void (*configure)(struct term *t, const struct term_options *options);

	/* `theme` has changed: the next draw shows it. */
	void (*restyle)(struct term *t);

	int colours; /* 0: attributes only */
	bool utf8;   /* the terminal takes UTF-8 */
	bool lines;  /* lines are drawn, not made of '-' and '|' */
	struct theme theme;
};

/* Opens the terminal for a full-screen program: standard input and output if both are terminals,
 * else /dev/tty (the profile came through standard input). CPROF_ERR_UNSUPPORTED, with a reason and
 * nothing written, when TERM is unset, unknown or too dumb, or there is no terminal. The locale's
 * LC_CTYPE must be set before. One at a time: signals and the crash handler belong to the process.
 * Threads made before the call must have the signals of TERM_END blocked. */
enum cprof_status term_curses_open(const struct term_options *options, struct term **term,
				   struct cprof_error *err);

#endif
