/* The theme: see theme.h.
 *
 * Invariant: two styles that stand side by side differ by an attribute, a sign or their place, so
 * that nothing is lost without colours. The colours can be read on black and on white. */
#include "config.h"

#include "tui/theme.h"

#define OWN (-1)

struct theme_record {
	unsigned attributes;
	int colour8;   /* of 8 or 16 */
	int colour256;
};

static const struct theme_record records[STYLE_COUNT] = {
	[STYLE_NORMAL] = { 0, OWN, OWN },
	[STYLE_TITLE] = { THEME_REVERSE, OWN, OWN },
	[STYLE_CURSOR] = { THEME_REVERSE, OWN, OWN },
	[STYLE_HEADING] = { THEME_BOLD, OWN, OWN },
	[STYLE_RULE] = { 0, OWN, OWN },
	[STYLE_RULE_FOCUS] = { THEME_REVERSE, OWN, OWN },
	[STYLE_DIM] = { THEME_DIM, OWN, OWN },
	[STYLE_MATCH] = { THEME_BOLD | THEME_UNDERLINE, 5, 162 },
	[STYLE_HEAT1] = { 0, 2, 65 },
	[STYLE_HEAT2] = { 0, 3, 136 },
	[STYLE_HEAT3] = { THEME_BOLD, 3, 166 },
	[STYLE_HEAT4] = { THEME_BOLD, 1, 160 },
	[STYLE_ERROR] = { THEME_BOLD, 1, 160 },
	[STYLE_CHIP] = { THEME_UNDERLINE, 4, 33 },
	[STYLE_KEY] = { THEME_BOLD, OWN, OWN },
	[STYLE_PROMPT] = { 0, OWN, OWN },
};

struct theme_look theme_look(enum style style, int colours)
{
	const struct theme_record *r = &records[style < STYLE_COUNT ? style : STYLE_NORMAL];
	struct theme_look look = { r->attributes, OWN };
	/* With more than 256, numbers above 7 are not a palette's but red, green and blue. */
	if (colours >= 8)
		look.colour = colours == 256 ? r->colour256 : r->colour8;
	return look;
}
