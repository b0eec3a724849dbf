/* Characters of a pattern: see scan.h.
 *
 * Invariant: `at` never passes `end`, and where a function fails, the fragment in the message is
 * the one RE2 would show. */
#include "query/regex/scan.h"

#include <string.h>

#include "base/utf8.h"

#define RUNE_MAX 0x10ffff

/* Bytes of a pattern in a message: with it a message is some lines at most. */
#define SHOWN_MOST 200

/* Any count above this is as wrong as this one. */
#define COUNT_MAX 100000

bool rx_scan_fail(struct rx_scan *s, const char *why, const char *from, const char *to)
{
	struct buf shown = BUF_INIT;
	*s->offset = (size_t)(from - s->pattern);
	rx_scan_show(&shown, from, (size_t)(to - from));
	cprof_error_set(s->err, CPROF_ERR_SYNTAX, "error parsing regexp: %s: `%s`", why,
			buf_text(&shown));
	buf_done(&shown);
	return false;
}

void rx_scan_show(struct buf *out, const char *pattern, size_t length)
{
	size_t cut = 0;
	while (cut < length && cut < SHOWN_MOST && pattern[cut] != '\n' && pattern[cut] != '\r')
		cut++;
	if (cut == length) {
		buf_put(out, pattern, length);
		return;
	}
	/* Not within a character. */
	while (cut > 0 && ((unsigned char)pattern[cut] & 0xc0) == 0x80)
		cut--;
	buf_put(out, pattern, cut);
	buf_puts(out, "...");
}

bool rx_scan_rune(struct rx_scan *s, uint32_t *rune)
{
	size_t length = utf8_decode(s->at, s->end, rune);
	if (*rune > RUNE_MAX)
		return rx_scan_fail(s, "invalid UTF-8", s->at, s->end);
	s->at += length;
	return true;
}

static bool is_alphanumeric(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Takes one character more into the fragment of an error, if there is one. */
static bool bad_escape(struct rx_scan *s, const char *from)
{
	uint32_t rune;
	if (s->at < s->end && !rx_scan_rune(s, &rune))
		return false;
	return rx_scan_fail(s, "invalid escape sequence", from, s->at);
}

/* \x{...}: any number of digits, none is too few. */
static bool hex_in_braces(struct rx_scan *s, const char *from, uint32_t *rune)
{
	const char *digits = ++s->at;
	*rune = 0;
	while (hex_digit(*s->at) >= 0) {
		*rune = *rune * 16 + (uint32_t)hex_digit(*s->at++);
		if (*rune > RUNE_MAX)
			return rx_scan_fail(s, "invalid escape sequence", from, s->at);
	}
	if (s->at == digits || *s->at != '}')
		return bad_escape(s, from);
	s->at++;
	return true;
}

static bool hex_escape(struct rx_scan *s, const char *from, uint32_t *rune)
{
	if (*s->at == '{')
		return hex_in_braces(s, from, rune);
	int high = hex_digit(s->at[0]);
	int low = high >= 0 ? hex_digit(s->at[1]) : -1;
	if (low < 0) {
		/* RE2 has read two characters before it looks at them. */
		if (s->at < s->end && !rx_scan_rune(s, rune))
			return false;
		return bad_escape(s, from);
	}
	*rune = (uint32_t)(high * 16 + low);
	s->at += 2;
	return true;
}

/* \0 with up to two more digits; \1 to \7 only with at least one more, else they mean a group. */
static bool octal_escape(struct rx_scan *s, const char *from, uint32_t *rune)
{
	char first = from[1];
	if (first > '7' || (first != '0' && (*s->at < '0' || *s->at > '7')))
		return rx_scan_fail(s, "invalid escape sequence", from, s->at);
	*rune = (uint32_t)(first - '0');
	for (int i = 0; i < 2 && *s->at >= '0' && *s->at <= '7'; i++)
		*rune = *rune * 8 + (uint32_t)(*s->at++ - '0');
	return true;
}

bool rx_scan_escape(struct rx_scan *s, uint32_t *rune)
{
	static const char letters[] = "afnrtv";
	static const char values[] = "\a\f\n\r\t\v";
	const char *from = s->at++;
	if (s->at == s->end)
		return rx_scan_fail(s, "trailing backslash at end of expression", s->end, s->end);
	uint32_t c;
	if (!rx_scan_rune(s, &c))
		return false;
	if (c >= '0' && c <= '9')
		return octal_escape(s, from, rune);
	if (c == 'x')
		return hex_escape(s, from, rune);
	if (c < 0x80 && !is_alphanumeric(c)) {
		*rune = c;
		return true;
	}
	const char *letter = c < 0x80 ? strchr(letters, (int)c) : NULL;
	if (letter == NULL)
		return rx_scan_fail(s, "invalid escape sequence", from, s->at);
	*rune = (uint32_t)values[letter - letters];
	return true;
}

/* A decimal number, which must not begin with a zero too many. */
static bool read_number(const char **text, int *number)
{
	const char *p = *text;
	if (*p < '0' || *p > '9' || (p[0] == '0' && p[1] >= '0' && p[1] <= '9'))
		return false;
	for (*number = 0; *p >= '0' && *p <= '9'; p++) {
		if (*number < COUNT_MAX)
			*number = *number * 10 + (*p - '0');
	}
	*text = p;
	return true;
}

static bool read_count(const char *text, struct rx_repeat *r)
{
	r->counted = true;
	text++;
	if (!read_number(&text, &r->min))
		return false;
	r->max = r->min;
	if (*text == ',') {
		text++;
		r->max = -1;
		if (*text != '}' && !read_number(&text, &r->max))
			return false;
	}
	r->bare_end = text + 1;
	return *text == '}';
}

bool rx_scan_repeat(const struct rx_scan *s, struct rx_repeat *r)
{
	*r = (struct rx_repeat){ .bare_end = s->at + 1, .max = -1 };
	if (*s->at == '{') {
		if (!read_count(s->at, r))
			return false;
	} else if (*s->at != '*' && *s->at != '+' && *s->at != '?') {
		return false;
	}
	r->lazy = *r->bare_end == '?';
	r->end = r->bare_end + (r->lazy ? 1 : 0);
	return true;
}
