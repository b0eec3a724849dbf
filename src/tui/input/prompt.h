/* One line of text being edited: the `:`, `/` and `f` prompts. A pure function of its state; it
 * knows neither the terminal nor what the text means.
 *
 * The cursor moves by grapheme. A line longer than the screen scrolls sideways. The text never
 * holds a control character: whatever comes in has blanks in their place. */
#ifndef TUI_INPUT_PROMPT_H
#define TUI_INPUT_PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "tui/term/canvas.h"

/* Lines entered earlier, oldest first. */
struct prompt_history {
	char **line; /* owned */
	size_t count;
};

/* Appends a line unless it is empty; an equal line further back is removed. At most 500 stay. */
void prompt_history_add(struct prompt_history *h, const char *line);
void prompt_history_done(struct prompt_history *h);

/* history.c: adds the lines that the file keeps; adds a line, also to the file (NULL: to none). */
void prompt_history_load(struct prompt_history *h, const char *path);
void prompt_history_keep(struct prompt_history *h, const char *line, const char *path);

struct prompt {
	char lead;         /* ':' '/' or 'f' */
	const char *label; /* drawn before the text: ":", "/", "filter: "; borrowed */
	struct buf text;
	size_t cursor;     /* byte offset in text */
	int scroll;        /* columns scrolled away on the left */
	char *killed;      /* what Ctrl-Y brings back; owned, may be NULL */
	struct prompt_history *history; /* borrowed; may be NULL */
	size_t recall;     /* index of the history line shown; history->count: the user's own */
	struct buf own;    /* the user's line while recalling or searching */
	struct buf prefix; /* what recall looks for: what stood before the cursor */
	bool searching;    /* Ctrl-R: incremental search backwards through history */
	struct buf needle;
};

enum prompt_result {
	PROMPT_IDLE,      /* nothing changed */
	PROMPT_MOVED,     /* only the cursor */
	PROMPT_CHANGED,   /* the text changed, or what the search looks for */
	PROMPT_ACCEPTED,  /* Enter */
	PROMPT_CANCELLED, /* Esc, Ctrl-C, Ctrl-G, or Backspace on an empty line */
	PROMPT_COMPLETE   /* Tab: the owner completes with prompt_replace() */
};

/* Starts a line, the cursor behind `text`. The history must not change while it is open. */
void prompt_open(struct prompt *p, char lead, const char *label, const char *text,
		 struct prompt_history *history);

/* Keys as in readline: printable; Left/Right (Ctrl-B/F), Home/End (Ctrl-A/E), Ctrl-Left/Right by
 * word, Backspace, Delete (Ctrl-D), Ctrl-W word back, Ctrl-U to the start, Ctrl-K to the end,
 * Ctrl-Y yank, Up/Down (Ctrl-P/N) recall lines that begin with what stands before the cursor,
 * Ctrl-R search. While searching, printable keys and Backspace edit the needle, Ctrl-R looks
 * further back, Esc, Ctrl-C and Ctrl-G bring the user's own line back, Enter accepts the line
 * found, and any other key ends the search and does what it always does. */
enum prompt_result prompt_key(struct prompt *p, uint32_t key);

/* A paste is one insertion; control characters (newlines too) become blanks, newlines at its end
 * are dropped. */
enum prompt_result prompt_paste(struct prompt *p, const char *text);

/* Replaces the bytes [from, cursor) by `text` and puts the cursor behind it (completion). */
void prompt_replace(struct prompt *p, size_t from, const char *text);
const char *prompt_text(const struct prompt *p);

/* Draws the line into one row of the canvas and places the terminal's cursor. `<` and `>` stand
 * where the line goes on beyond an edge. */
void prompt_draw(struct prompt *p, struct canvas *c, int row, int col, int cols);
void prompt_done(struct prompt *p);

#endif
