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

static enum number_result read_digits(uint64_t *to, const char *digits, unsigned base,
				      uint64_t most)
{
	uint64_t value = 0;
	for (; *digits != '\0'; digits++) {
		unsigned d = digit(*digits);
		if (*digits == '_')
			continue;
		if (d >= base)
			return NUMBER_SYNTAX;
		if (d > most || value > (most - d) / base)
			return NUMBER_RANGE;
		value = value * base + d;
	}
	*to = value;
	return NUMBER_OK;
}

/* Digits behind the prefix of a base, if there is one. */
static enum number_result read_prefixed(uint64_t *to, const char *digits, uint64_t most)
{
	static const char letters[] = "box";
	static const unsigned bases[] = { 2, 8, 16 };
	if (*digits == '\0' || (strchr(digits, '_') != NULL && !parted_well(digits)))
		return NUMBER_SYNTAX;
	if (*digits != '0')
		return read_digits(to, digits, 10, most);
	char letter = (char)tolower((unsigned char)digits[1]);
	const char *found = letter != '\0' ? strchr(letters, letter) : NULL;
	if (found != NULL && digits[2] != '\0')
		return read_digits(to, digits + 2, bases[found - letters], most);
	return read_digits(to, digits + 1, 8, most);
}

/* Reads what stands behind a sign. */
static enum number_result read_signed(int64_t *to, const char *text,
				      enum number_result (*read)(uint64_t *to, const char *digits,
								 uint64_t most))
{
	bool negative = *text == '-';
	uint64_t size = 0;
	enum number_result result = read(&size, text + is_sign(*text),
					 (uint64_t)INT64_MAX + negative);
	if (result == NUMBER_OK)
		*to = (int64_t)(negative ? 0 - size : size);
	return result;
}

static enum number_result read_decimal(uint64_t *to, const char *digits, uint64_t most)
{
	if (*digits == '\0' || strchr(digits, '_') != NULL)
		return NUMBER_SYNTAX;
	return read_digits(to, digits, 10, most);
}

enum number_result number_decimal(int64_t *to, const char *text)
{
	return read_signed(to, text, read_decimal);
}

enum number_result number_integer(int64_t *to, const char *text)
{
	return read_signed(to, text, read_prefixed);
}

enum number_result number_unsigned(uint64_t *to, const char *text)
{
	return read_prefixed(to, text, UINT64_MAX);
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
