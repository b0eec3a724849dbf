/* Reading numbers: see number.h. */
#include "base/number.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"

static bool is_sign(char c)
{
	return c == '+' || c == '-';
}

/* The value of a digit; 36 for what is none in any base. */
static unsigned digit(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	return isalpha((unsigned char)c) ? (unsigned)(tolower((unsigned char)c) - 'a') + 10 : 36;
}

/* Every '_' stands between digits, or between the prefix of a base and a digit. */
static bool parted_well(const char *text)
{
	unsigned base = 10;
	bool follows_digit = false, open = false;
	text += is_sign(*text);
	if (text[0] == '0' && text[1] != '\0' && strchr("bBoOxX", text[1]) != NULL) {
		base = tolower((unsigned char)text[1]) == 'x' ? 16 : 10;
		follows_digit = true;
		text += 2;
	}
	for (; *text != '\0'; text++) {
		bool is_digit = digit(*text) < base;
		if ((*text == '_' && !follows_digit) || (*text != '_' && open && !is_digit))
			return false;
		open = *text == '_';
		follows_digit = is_digit;
	}
	return !open;
}

static enum number_result read_digits(int64_t *to, const char *digits, unsigned base, bool negative)
{
	const uint64_t most = (uint64_t)INT64_MAX + negative;
	uint64_t value = 0;
	for (; *digits != '\0'; digits++) {
		unsigned d = digit(*digits);
		if (*digits == '_')
			continue;
		if (d >= base)
			return NUMBER_SYNTAX;
		if (value > (most - d) / base)
			return NUMBER_RANGE;
		value = value * base + d;
	}
	*to = (int64_t)(negative ? 0 - value : value);
	return NUMBER_OK;
}

enum number_result number_decimal(int64_t *to, const char *text)
{
	const char *digits = text + is_sign(*text);
	if (*digits == '\0' || strchr(digits, '_') != NULL)
		return NUMBER_SYNTAX;
	return read_digits(to, digits, 10, *text == '-');
}

enum number_result number_integer(int64_t *to, const char *text)
{
	static const char letters[] = "box";
	static const unsigned bases[] = { 2, 8, 16 };
	const char *digits = text + is_sign(*text);
	unsigned base = 10;
	if (*digits == '\0' || (strchr(text, '_') != NULL && !parted_well(text)))
		return NUMBER_SYNTAX;
	if (*digits == '0') {
		char letter = (char)tolower((unsigned char)digits[1]);
		const char *found = letter != '\0' ? strchr(letters, letter) : NULL;
		bool prefixed = found != NULL && digits[2] != '\0';
		base = prefixed ? bases[found - letters] : 8;
		digits += prefixed ? 2 : 1;
	}
	return read_digits(to, digits, base, *text == '-');
}

/* Skips digits and '_', and a point among them. Returns how many digits there were. */
static size_t skip_digits(const char **at, unsigned base, bool point)
{
	size_t count = 0;
	for (; **at != '\0'; (*at)++) {
		if (digit(**at) < base)
			count++;
		else if (**at == '.' && point)
			point = false;
		else if (**at != '_')
			break;
	}
	return count;
}

static bool is_real(const char *text)
{
	const char *p = text + is_sign(*text);
	bool hex = p[0] == '0' && (p[1] == 'x' || p[1] == 'X');
	p += hex ? 2 : 0;
	if (skip_digits(&p, hex ? 16 : 10, true) == 0)
		return false;
	if (tolower((unsigned char)*p) == (hex ? 'p' : 'e')) {
		p += 1 + is_sign(p[1]);
		if (!isdigit((unsigned char)*p))
			return false;
		skip_digits(&p, 10, false);
	} else if (hex) {
		return false;
	}
	return *p == '\0' && (strchr(text, '_') == NULL || parted_well(text));
}

static bool is_infinite(const char *text)
{
	text += is_sign(*text);
	return strcasecmp(text, "inf") == 0 || strcasecmp(text, "infinity") == 0;
}

enum number_result number_real(double *to, const char *text)
{
	bool special = is_infinite(text) || strcasecmp(text, "nan") == 0;
	struct buf plain = BUF_INIT;
	if (!special && !is_real(text))
		return NUMBER_SYNTAX;
	for (const char *p = text; *p != '\0'; p++)
		if (*p != '_')
			buf_putc(&plain, *p);
	double value = strtod(buf_text(&plain), NULL);
	buf_done(&plain);
	if (!special && isinf(value))
		return NUMBER_RANGE;
	*to = value;
	return NUMBER_OK;
}
