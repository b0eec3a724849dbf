/* What the roles of canvas.h look like.
 *
 * Each has attributes that every terminal gets and a foreground colour that only repeats them; the
 * background is the terminal's own. */
#ifndef TUI_THEME_H
#define TUI_THEME_H

#include "tui/canvas.h"

enum theme_attribute {
	THEME_BOLD = 1,
	THEME_DIM = 2,
	THEME_UNDERLINE = 4,
	THEME_REVERSE = 8
};

struct theme_look {
	unsigned attributes; /* enum theme_attribute, or'ed */
	int colour;          /* of the palette; -1: the terminal's own */
};

/* The look of a style on a terminal with so many colours: below 8 attributes alone, with exactly
 * 256 the large palette, else the first eight. */
struct theme_look theme_look(enum style style, int colours);

#endif
