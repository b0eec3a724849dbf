/* What the roles of canvas.h look like.
 *
 * Each has attributes that every terminal gets and a foreground colour that only repeats them; the
 * background is the terminal's own. */
#ifndef TUI_TERM_THEME_H
#define TUI_TERM_THEME_H

#include <stdbool.h>

#include <cprof/error.h>

#include "base/buf.h"
#include "tui/term/canvas.h"

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

struct theme_role {
	unsigned attributes;
	int colour8;   /* of 8 or 16; -1: the terminal's own */
	int colour256;
	bool set;      /* by theme_set() */
};

struct theme {
	struct theme_role role[STYLE_COUNT];
	bool spare; /* nothing beyond bold, and the cursor's row is known by its mark */
};

/* Every role as it is unless somebody says otherwise. */
void theme_init(struct theme *t);

/* The name of a role: "heading", "heat1", "grew", ... */
const char *theme_role_name(enum style style);

/* Gives a role another look. The spec is words in any order: bold, dim, underline, reverse, and
 * one colour, which is a name of the first eight, a number of 256, or default; "plain" is nothing
 * of it all. CPROF_ERR_SYNTAX names the role or the word that there is not; nothing has changed
 * then. */
enum cprof_status theme_set(struct theme *t, const char *role, const char *spec,
			    struct cprof_error *err);

/* Appends what theme_set() takes for the look the role has. */
void theme_print(const struct theme *t, enum style style, struct buf *out);

/* The pair for changes that grew and shrank: red and green, or orange and blue. A role set by
 * theme_set() stays as it is. */
void theme_change_pair(struct theme *t, bool orange_blue);

/* The look of a style on a terminal with so many colours: below 8 attributes alone, with exactly
 * 256 the large palette, else the first eight. */
struct theme_look theme_look(const struct theme *t, enum style style, int colours);

#endif
