/* Character classes: see scan.h.
 *
 * PCRE2 reads several things inside brackets otherwise than RE2 does (VT in \s, \b, hyphens beside
 * classes, [:^name:] while ignoring case), so nothing is passed on: every set becomes ranges of
 * code points or a \p{...}. Invariant: a set that is complemented while case is ignored has been
 * closed under case before, since PCRE2 adds the other cases after the complement. */
#include "query/regex/scan.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#define RUNE_LAST 0x10ffffu
#define RANGES_MAX 4
#define NAME_MAX_LENGTH 40

/* Since 10.40 a script's bare name means something wider: characters the script also uses. */
#if PCRE2_MAJOR > 10 || PCRE2_MINOR >= 40
#define SCRIPT_PREFIX "sc:"
#else
#define SCRIPT_PREFIX ""
#endif

struct ascii_class {
	const char *name;
	unsigned count;
	unsigned char range[RANGES_MAX][2];
};

static const struct ascii_class posix_classes[] = {
	{ "alnum", 3, { { '0', '9' }, { 'A', 'Z' }, { 'a', 'z' } } },
	{ "alpha", 2, { { 'A', 'Z' }, { 'a', 'z' } } },
	{ "ascii", 1, { { 0, 0x7f } } },
	{ "blank", 2, { { '\t', '\t' }, { ' ', ' ' } } },
	{ "cntrl", 2, { { 0, 0x1f }, { 0x7f, 0x7f } } },
	{ "digit", 1, { { '0', '9' } } },
	{ "graph", 1, { { '!', '~' } } },
	{ "lower", 1, { { 'a', 'z' } } },
	{ "print", 1, { { ' ', '~' } } },
	{ "punct", 4, { { '!', '/' }, { ':', '@' }, { '[', '`' }, { '{', '~' } } },
	{ "space", 2, { { '\t', '\r' }, { ' ', ' ' } } },
	{ "upper", 1, { { 'A', 'Z' } } },
	{ "word", 4, { { '0', '9' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' } } },
	{ "xdigit", 3, { { '0', '9' }, { 'A', 'F' }, { 'a', 'f' } } },
};

/* By the letter behind the backslash. */
static const struct ascii_class perl_classes[] = {
	{ "d", 1, { { '0', '9' } } },
	{ "s", 3, { { '\t', '\n' }, { '\f', '\r' }, { ' ', ' ' } } },
	{ "w", 4, { { '0', '9' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' } } },
};

/* The general categories RE2 knows; "C" and the script names have rules of their own. */
static const char *const categories[] = {
	"C",  "Cc", "Cf", "Co", "Cs", "L",  "Ll", "Lm", "Lo", "Lt", "Lu", "M",  "Mc",
	"Me", "Mn", "N",  "Nd", "Nl", "No", "P",  "Pc", "Pd", "Pe", "Pf", "Pi", "Po",
	"Ps", "S",  "Sc", "Sk", "Sm", "So", "Z",  "Zl", "Zp", "Zs",
};

/* Characters outside a property that are another case of one inside. NULL: too many. */
static const struct {
	const char *name;
	const char *others;
} folded_properties[] = {
	{ "L", "\\x{345}" },
	{ "Ll", NULL },
	{ "Lt", NULL },
	{ "Lu", NULL },
	{ "M", "\\x{399}\\x{3b9}\\x{1fbe}" },
	{ "Mn", "\\x{399}\\x{3b9}\\x{1fbe}" },
	{ "Common", "\\x{39c}\\x{3bc}" },
	{ "Greek", "\\x{b5}\\x{345}" },
	{ "Inherited", "\\x{399}\\x{3b9}\\x{1fbe}" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct property {
	const char *from; /* the backslash */
	char name[NAME_MAX_LENGTH + 1];
	bool negated;
	bool category;
};

/* Surrogates match no text; PCRE2 refuses to hear of them. */
static void put_range(struct buf *out, uint32_t first, uint32_t last)
{
	if (first >= 0xd800 && first < 0xe000)
		first = 0xe000;
	if (last >= 0xd800 && last < 0xe000)
		last = 0xd7ff;
	if (first < last)
		buf_printf(out, "\\x{%x}-\\x{%x}", (unsigned)first, (unsigned)last);
	else if (first == last)
		buf_printf(out, "\\x{%x}", (unsigned)first);
}

static void put_ascii(struct buf *out, const struct ascii_class *c)
{
	for (unsigned i = 0; i < c->count; i++)
		put_range(out, c->range[i][0], c->range[i][1]);
}

static void ascii_members(const struct ascii_class *c, bool fold, bool in[128])
{
	memset(in, 0, 128 * sizeof *in);
	for (unsigned i = 0; i < c->count; i++) {
		for (unsigned code = c->range[i][0]; code <= c->range[i][1]; code++)
			in[code] = true;
	}
	for (int upper = 'A'; fold && upper <= 'Z'; upper++) {
		int lower = upper - 'A' + 'a';
		in[upper] = in[lower] = in[upper] || in[lower];
	}
}

/* All characters but those of the class. */
static void put_ascii_complement(struct buf *out, const struct ascii_class *c, bool fold)
{
	bool in[128];
	ascii_members(c, fold, in);
	for (unsigned first = 0; first < 128; first++) {
		if (in[first])
			continue;
		unsigned last = first;
		while (last + 1 < 128 && !in[last + 1])
			last++;
		put_range(out, first, last);
		first = last;
	}
	uint32_t rest = 0x80;
	if (fold && in['s']) { /* and U+017F, the long s */
		put_range(out, rest, 0x17e);
		rest = 0x180;
	}
	if (fold && in['k']) { /* and U+212A, the Kelvin sign */
		put_range(out, rest, 0x2129);
		rest = 0x212b;
	}
	put_range(out, rest, RUNE_LAST);
}

static const struct ascii_class *find_perl(char letter)
{
	for (size_t i = 0; i < COUNT(perl_classes); i++) {
		if ((letter | 0x20) == perl_classes[i].name[0])
			return &perl_classes[i];
	}
	return NULL;
}

static bool is_property(const char *text)
{
	return text[0] == '\\' && (text[1] == 'p' || text[1] == 'P');
}

bool rx_class_is_escape(const char *text)
{
	return is_property(text) || (text[0] == '\\' && find_perl(text[1]) != NULL);
}

static bool is_category(const char *name)
{
	for (size_t i = 0; i < COUNT(categories); i++) {
		if (strcmp(categories[i], name) == 0)
			return true;
	}
	return false;
}

/* Script names come from the Unicode data of the library. */
static bool is_script(const char *name)
{
	struct buf pattern = BUF_INIT;
	int error;
	PCRE2_SIZE where;
	if (strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_") != strlen(name))
		return false;
	buf_printf(&pattern, "\\p{" SCRIPT_PREFIX "%s}", name);
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)buf_text(&pattern), pattern.size, PCRE2_UTF,
					 &error, &where, NULL);
	bool known = code != NULL;
	pcre2_code_free(code);
	buf_done(&pattern);
	return known;
}

/* Reads \pN, \p{Name}, \p{^Name}. */
static bool read_property(struct rx_scan *s, struct property *property)
{
	*property = (struct property){ .from = s->at, .negated = s->at[1] == 'P' };
	s->at += 2;
	const char *name = s->at;
	uint32_t rune;
	if (s->at < s->end && !rx_scan_rune(s, &rune))
		return false;
	size_t length = (size_t)(s->at - name);
	if (length == 1 && *name == '{') {
		const char *close = strchr(name, '}');
		s->at = close != NULL ? close + 1 : s->end;
		name++;
		length = close != NULL ? (size_t)(close - name) : 0;
		if (length > 0 && *name == '^') {
			property->negated = !property->negated;
			name++;
			length--;
		}
	}
	if (length > 0 && length <= NAME_MAX_LENGTH)
		memcpy(property->name, name, length);
	property->category = is_category(property->name);
	if (property->category || strcmp(property->name, "Any") == 0 ||
	    (length > 1 && is_script(property->name)))
		return true;
	return rx_scan_fail(s, "invalid character class range", property->from, s->at);
}

/* True if the property has other cases outside; *others are these, NULL where they are too many. */
static bool find_folded(const struct rx_scan *s, const char *name, const char **others)
{
	*others = "";
	for (size_t i = 0; (s->flags & RX_FOLD) != 0 && i < COUNT(folded_properties); i++) {
		if (strcmp(folded_properties[i].name, name) == 0) {
			*others = folded_properties[i].others;
			return true;
		}
	}
	return false;
}

/* RE2's C has no unassigned characters in it, PCRE2's has. */
static void put_category_c(struct buf *out, bool negated)
{
	buf_puts(out, negated ? "\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Z}\\p{Cn}"
			      : "\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}");
}

/* Puts a property between brackets. */
static bool put_property(struct rx_scan *s, const struct property *property, bool negated)
{
	const char *others;
	bool folded = find_folded(s, property->name, &others);
	if (folded && (others == NULL || negated))
		return rx_scan_fail(s, "property not supported while ignoring case", property->from,
				    s->at);
	if (strcmp(property->name, "C") == 0) {
		put_category_c(s->out, negated);
	} else if (strcmp(property->name, "Any") == 0) {
		if (!negated)
			put_range(s->out, 0, RUNE_LAST);
	} else {
		buf_printf(s->out, "\\%c{%s%s}%s", negated ? 'P' : 'p',
			   property->category ? "" : SCRIPT_PREFIX, property->name, others);
	}
	return true;
}

bool rx_class_escape(struct rx_scan *s)
{
	struct property property;
	if (is_property(s->at)) {
		if (!read_property(s, &property))
			return false;
		buf_puts(s->out, property.negated ? "[^" : "[");
		if (!put_property(s, &property, false))
			return false;
	} else {
		const struct ascii_class *perl = find_perl(s->at[1]);
		buf_puts(s->out, s->at[1] < 'a' ? "[^" : "[");
		put_ascii(s->out, perl);
		s->at += 2;
	}
	buf_putc(s->out, ']');
	return true;
}

static bool escape_in_brackets(struct rx_scan *s)
{
	struct property property;
	if (is_property(s->at))
		return read_property(s, &property) && put_property(s, &property, property.negated);
	const struct ascii_class *perl = find_perl(s->at[1]);
	if (s->at[1] < 'a')
		put_ascii_complement(s->out, perl, (s->flags & RX_FOLD) != 0);
	else
		put_ascii(s->out, perl);
	s->at += 2;
	return true;
}

/* [:name:] or [:^name:]; *done stays false where the text is no such thing. */
static bool posix_in_brackets(struct rx_scan *s, bool *done)
{
	const char *close = strstr(s->at + 2, ":]");
	if (close == NULL)
		return true;
	const char *name = s->at + 2;
	bool negated = *name == '^';
	if (negated)
		name++;
	*done = true;
	for (size_t i = 0; i < COUNT(posix_classes); i++) {
		const struct ascii_class *c = &posix_classes[i];
		size_t length = strlen(c->name);
		if (name + length != close || memcmp(c->name, name, length) != 0)
			continue;
		if (negated)
			put_ascii_complement(s->out, c, (s->flags & RX_FOLD) != 0);
		else
			put_ascii(s->out, c);
		s->at = close + 2;
		return true;
	}
	return rx_scan_fail(s, "invalid character class range", s->at, close + 2);
}

static bool member(struct rx_scan *s, const char *open, uint32_t *rune)
{
	if (s->at == s->end)
		return rx_scan_fail(s, "missing closing ]", open, s->end);
	return *s->at == '\\' ? rx_scan_escape(s, rune) : rx_scan_rune(s, rune);
}

/* One character or a range of them. */
static bool range_in_brackets(struct rx_scan *s, const char *open)
{
	const char *from = s->at;
	uint32_t first;
	if (!member(s, open, &first))
		return false;
	uint32_t last = first;
	if (s->at[0] == '-' && s->at + 1 < s->end && s->at[1] != ']') {
		s->at++;
		if (!member(s, open, &last))
			return false;
		if (last < first)
			return rx_scan_fail(s, "invalid character class range", from, s->at);
	}
	put_range(s->out, first, last);
	return true;
}

bool rx_class_brackets(struct rx_scan *s)
{
	const char *open = s->at++;
	size_t start = s->out->size;
	bool negated = *s->at == '^';
	if (negated)
		s->at++;
	buf_puts(s->out, negated ? "[^" : "[");
	size_t members = s->out->size;
	for (bool first = true; first || *s->at != ']'; first = false) {
		bool done = false;
		if (s->at[0] == '[' && s->at[1] == ':' && !posix_in_brackets(s, &done))
			return false;
		if (done)
			continue;
		bool good = rx_class_is_escape(s->at) ? escape_in_brackets(s)
						      : range_in_brackets(s, open);
		if (!good)
			return false;
	}
	s->at++;
	if (s->out->size > members) {
		buf_putc(s->out, ']');
		return true;
	}
	s->out->size = start;
	buf_puts(s->out, negated ? "[\\x{0}-\\x{10ffff}]" : RX_CLASS_NOTHING);
	return true;
}
