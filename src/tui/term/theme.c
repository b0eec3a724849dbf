/* The theme: see theme.h.
 *
 * Invariant: two styles that stand side by side differ by an attribute, a sign or their place, so
 * that nothing is lost without colours. The colours can be read on black and on white. */
#include "tui/term/theme.h"

#include <stdlib.h>
#include <string.h>

#define OWN (-1)
#define COUNT(array) (sizeof(array) / sizeof *(array))

struct theme_record {
	const char *name;
	unsigned attributes;
	int colour8, colour256;
};

static const struct theme_record records[STYLE_COUNT] = {
	[STYLE_NORMAL] = { "normal", 0, OWN, OWN },
	[STYLE_TITLE] = { "title", THEME_REVERSE, OWN, OWN },
	[STYLE_CURSOR] = { "cursor", THEME_REVERSE, OWN, OWN },
	[STYLE_HEADING] = { "heading", THEME_BOLD, OWN, OWN },
	[STYLE_RULE] = { "rule", 0, OWN, OWN },
	[STYLE_RULE_FOCUS] = { "rule-focus", THEME_REVERSE, OWN, OWN },
	[STYLE_DIM] = { "dim", THEME_DIM, OWN, OWN },
	[STYLE_MATCH] = { "match", THEME_BOLD | THEME_UNDERLINE, 5, 162 },
	[STYLE_HEAT1] = { "heat1", 0, 2, 65 },
	[STYLE_HEAT2] = { "heat2", 0, 3, 136 },
	[STYLE_HEAT3] = { "heat3", THEME_BOLD, 3, 166 },
	[STYLE_HEAT4] = { "heat4", THEME_BOLD, 1, 160 },
	[STYLE_ERROR] = { "error", THEME_BOLD, 1, 160 },
	[STYLE_CHIP] = { "chip", THEME_UNDERLINE, 4, 33 },
	[STYLE_KEY] = { "key", THEME_BOLD, OWN, OWN },
	[STYLE_PROMPT] = { "prompt", 0, OWN, OWN },
	[STYLE_GREW] = { "grew", 0, 1, 160 },
	[STYLE_SHRANK] = { "shrank", 0, 2, 28 },
	[STYLE_GREW_MUCH] = { "grew-much", THEME_BOLD, 1, 160 },
	[STYLE_SHRANK_MUCH] = { "shrank-much", THEME_BOLD, 2, 28 },
	[STYLE_FLAME1] = { "flame1", 0, 2, 65 },
	[STYLE_FLAME2] = { "flame2", 0, 3, 136 },
	[STYLE_FLAME3] = { "flame3", 0, 5, 132 },
	[STYLE_FLAME4] = { "flame4", 0, 6, 31 },
	[STYLE_FLAME5] = { "flame5", 0, 4, 68 },
	[STYLE_FLAME6] = { "flame6", 0, 1, 131 },
	[STYLE_FLAME_ODD] = { "flame-odd", THEME_REVERSE, OWN, OWN },
	[STYLE_FLAME_CURSOR] = { "flame-cursor", THEME_BOLD | THEME_UNDERLINE | THEME_REVERSE, OWN,
				 OWN },
};

static const char *const colours[] = { "black", "red",	   "green", "yellow",
				       "blue",	"magenta", "cyan",  "white" };

static const struct {
	const char *name;
	unsigned attribute;
} attributes[] = {
	{ "bold", THEME_BOLD },
	{ "dim", THEME_DIM },
	{ "underline", THEME_UNDERLINE },
	{ "reverse", THEME_REVERSE },
};

void theme_init(struct theme *t)
{
	t->spare = false;
	for (int i = 0; i < STYLE_COUNT; i++)
		t->role[i] = (struct theme_role){ records[i].attributes, records[i].colour8,
						  records[i].colour256, false };
}

const char *theme_role_name(enum style style)
{
	return records[style < STYLE_COUNT ? style : STYLE_NORMAL].name;
}

/* One of the first eight for a number of 256: a level of the cube or of the greys counts as on from
 * its middle. */
static int basic(int colour)
{
	if (colour < 16)
		return colour & 7;
	if (colour >= 232)
		return colour >= 244 ? 7 : 0;
	colour -= 16;
	int red = colour / 36, green = colour / 6 % 6, blue = colour % 6;
	int most = red > green ? red : green;
	most = most > blue ? most : blue;
	if (most == 0)
		return 0;
	return (red * 2 > most ? 1 : 0) | (green * 2 > most ? 2 : 0) | (blue * 2 > most ? 4 : 0);
}

/* The number of the colour, OWN for "default"; -2 if it is none. */
static int read_colour(const char *word)
{
	char *end;
	if (strcmp(word, "default") == 0)
		return OWN;
	for (size_t i = 0; i < COUNT(colours); i++)
		if (strcmp(word, colours[i]) == 0)
			return (int)i;
	long number = strtol(word, &end, 10);
	bool digits = word[0] >= '0' && word[0] <= '9' && *end == '\0';
	return digits && number < 256 ? (int)number : -2;
}

static bool read_word(struct theme_role *role, const char *word)
{
	for (size_t i = 0; i < COUNT(attributes); i++) {
		if (strcmp(word, attributes[i].name) == 0) {
			role->attributes |= attributes[i].attribute;
			return true;
		}
	}
	if (strcmp(word, "plain") == 0)
		return true;
	int colour = read_colour(word);
	if (colour == -2)
		return false;
	role->colour256 = colour;
	role->colour8 = colour >= 0 ? basic(colour) : OWN;
	return true;
}

enum cprof_status theme_set(struct theme *t, const char *role, const char *spec,
			    struct cprof_error *err)
{
	struct theme_role look = { .colour8 = OWN, .colour256 = OWN, .set = true };
	char word[16];
	int style = 0;
	while (style < STYLE_COUNT && strcmp(records[style].name, role) != 0)
		style++;
	if (style == STYLE_COUNT)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "there is no role %s", role);
	for (const char *p = spec + strspn(spec, " \t"); *p != '\0'; p += strspn(p, " \t")) {
		size_t length = strcspn(p, " \t");
		size_t kept = length < sizeof word ? length : sizeof word - 1;
		memcpy(word, p, kept);
		word[kept] = '\0';
		if (!read_word(&look, word))
			return cprof_error_set(err, CPROF_ERR_SYNTAX,
					       "%s is no colour and no attribute", word);
		p += length;
	}
	t->role[style] = look;
	return CPROF_OK;
}

void theme_print(const struct theme *t, enum style style, struct buf *out)
{
	const struct theme_role *role = &t->role[style];
	const char *between = "";
	for (size_t i = 0; i < COUNT(attributes); i++) {
		if ((role->attributes & attributes[i].attribute) == 0)
			continue;
		buf_printf(out, "%s%s", between, attributes[i].name);
		between = " ";
	}
	if (role->colour256 >= (int)COUNT(colours))
		buf_printf(out, "%s%d", between, role->colour256);
	else if (role->colour256 >= 0)
		buf_printf(out, "%s%s", between, colours[role->colour256]);
	else if (role->attributes == 0)
		buf_puts(out, "plain");
}

static void change_colour(struct theme_role *role, int colour8, int colour256)
{
	if (role->set)
		return;
	role->colour8 = colour8;
	role->colour256 = colour256;
}

void theme_change_pair(struct theme *t, bool orange_blue)
{
	static const struct {
		enum style style;
		int colour8, colour256; /* orange and blue */
	} pair[] = {
		{ STYLE_GREW, 3, 166 },
		{ STYLE_SHRANK, 4, 33 },
		{ STYLE_GREW_MUCH, 3, 166 },
		{ STYLE_SHRANK_MUCH, 4, 33 },
	};
	for (size_t i = 0; i < sizeof pair / sizeof pair[0]; i++) {
		const struct theme_record *own = &records[pair[i].style];
		change_colour(&t->role[pair[i].style],
			      orange_blue ? pair[i].colour8 : own->colour8,
			      orange_blue ? pair[i].colour256 : own->colour256);
	}
}

/* What is left of a role's attributes on a slow line. Frames of a flame graph have nothing else to
 * be told apart by. */
static unsigned spare_of(enum style style, unsigned usual)
{
	if (style >= STYLE_FLAME1 && style <= STYLE_FLAME_CURSOR)
		return usual;
	bool plain = style == STYLE_CURSOR || (usual & ~(unsigned)THEME_DIM) == 0;
	return plain ? 0 : THEME_BOLD;
}

struct theme_look theme_look(const struct theme *t, enum style style, int number)
{
	const struct theme_role *r = &t->role[style < STYLE_COUNT ? style : STYLE_NORMAL];
	struct theme_look look = { r->attributes, OWN };
	if (t->spare)
		look.attributes = spare_of(style, r->attributes);
	/* With more than 256, numbers above 7 are not a palette's but red, green and blue. */
	if (number >= 8)
		look.colour = number == 256 ? r->colour256 : r->colour8;
	return look;
}
