/* The words of one script line, and what the text in them means.
 *
 * A line is a action and words parted by blanks; `#` at the start of a word ends the line. A word
 * may be bare, "double quoted" (\" inside) or 'single quoted' (nothing is special inside). Texts
 * are kept as written; each action asks for the reading it needs: a text, a regular expression, or
 * keys. */
#ifndef PTY_SCRIPT_H
#define PTY_SCRIPT_H

#include <stdbool.h>

#include "bytes.h"

#define SCRIPT_WORDS 64

enum quote { QUOTE_NONE, QUOTE_DOUBLE, QUOTE_SINGLE };

struct words {
	int count;                /* the action is word 0; 0: an empty line or a comment */
	char *text[SCRIPT_WORDS]; /* owned, without the quotes */
	enum quote quote[SCRIPT_WORDS];
};

/* Splits a line. False: `reason` says why (borrowed, static). words_done() is due in both cases. */
bool words_init(struct words *w, const char *line, const char **reason);
void words_done(struct words *w);

/* The word as text: $NAME is replaced from the environment except in single quotes, and C escapes
 * (\n \r \t \b \a \e \\ \" \$ \xHH \NNN) are resolved in double quotes. Appended to out. */
void words_text(const struct words *w, int index, struct bytes *out);

/* The word as an extended regular expression: a backslash belongs to the expression, except that
 * \e \r \n \t and \xHH stand for the byte and \" for the quote. Appended to out. */
void words_regex(const struct words *w, int index, struct bytes *out);

/* Reads a decimal number; false when the word is none. */
bool words_number(const struct words *w, int index, int *value);

/* Resolves one C escape; `*at` stands on the byte after the backslash and is moved behind the
 * escape. An unknown escape yields its own byte. */
char script_escape(const char **at);

#endif
