/* Splitting script lines into words and resolving their escapes.
 *
 * The split keeps a word as it was written, since the same `\` means a C escape in keys and
 * belongs to the pattern in a regular expression. Nothing here knows the actions. */
#include "script.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const char *skip_blanks(const char *p)
{
	while (*p == ' ' || *p == '\t')
		p++;
	return p;
}

/* Adds the word between p and end. */
static bool words_add(struct words *w, const char *p, const char *end, enum quote quote)
{
	if (w->count == SCRIPT_WORDS)
		return false;
	char *text = strndup(p, (size_t)(end - p));
	if (!text)
		abort();
	w->text[w->count] = text;
	w->quote[w->count] = quote;
	w->count++;
	return true;
}

static enum quote quote_of(char c)
{
	if (c == '"')
		return QUOTE_DOUBLE;
	return c == '\'' ? QUOTE_SINGLE : QUOTE_NONE;
}

bool words_init(struct words *w, const char *line, const char **reason)
{
	*w = (struct words){ 0 };
	const char *p = skip_blanks(line);
	while (*p && *p != '#') {
		enum quote quote = quote_of(*p);
		const char *end;
		if (quote == QUOTE_NONE) {
			end = p + strcspn(p, " \t");
		} else {
			end = ++p;
			while (*end && *end != (quote == QUOTE_DOUBLE ? '"' : '\''))
				end += quote == QUOTE_DOUBLE && *end == '\\' && end[1] ? 2 : 1;
			if (!*end) {
				*reason = "a quote is not closed";
				return false;
			}
		}
		if (!words_add(w, p, end, quote)) {
			*reason = "too many words";
			return false;
		}
		if (quote != QUOTE_NONE && *++end && *end != ' ' && *end != '\t') {
			*reason = "text stands right behind a closing quote";
			return false;
		}
		p = skip_blanks(end);
	}
	return true;
}

void words_done(struct words *w)
{
	for (int i = 0; i < w->count; i++)
		free(w->text[i]);
	w->count = 0;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Up to `max` digits of the base from *at. */
static char read_number(const char **at, int base, int max)
{
	int value = 0;
	for (int i = 0; i < max; i++) {
		int digit = hex_digit(**at);
		if (digit < 0 || digit >= base)
			break;
		value = value * base + digit;
		++*at;
	}
	return (char)value;
}

char script_escape(const char **at)
{
	static const char from[] = "nrtbae", to[] = "\n\r\t\b\a\033";
	char c = **at;
	if (c == 'x' && hex_digit((*at)[1]) >= 0) {
		++*at;
		return read_number(at, 16, 2);
	}
	if (c >= '0' && c <= '7')
		return read_number(at, 8, 3);
	if (c)
		++*at;
	const char *found = c ? strchr(from, c) : NULL;
	return found ? to[found - from] : c;
}

/* Appends the value of the variable whose name stands at *at, and moves behind the name. */
static void add_variable(const char **at, struct bytes *out)
{
	struct bytes name = { 0 };
	while (isalnum((unsigned char)**at) || **at == '_')
		bytes_add_char(&name, *(*at)++);
	const char *value = getenv(bytes_text(&name));
	if (value)
		bytes_add(out, value, strlen(value));
	bytes_done(&name);
}

void words_text(const struct words *w, int index, struct bytes *out)
{
	const char *p = w->text[index];
	enum quote quote = w->quote[index];
	while (*p) {
		char c = *p++;
		if (c == '\\' && quote == QUOTE_DOUBLE)
			bytes_add_char(out, script_escape(&p));
		else if (c == '$' && quote != QUOTE_SINGLE &&
			 (isalpha((unsigned char)*p) || *p == '_'))
			add_variable(&p, out);
		else
			bytes_add_char(out, c);
	}
}

void words_regex(const struct words *w, int index, struct bytes *out)
{
	const char *p = w->text[index];
	while (*p) {
		char c = *p++;
		if (c != '\\' || !*p) {
			bytes_add_char(out, c);
		} else if (strchr("ernt\"", *p) || (*p == 'x' && hex_digit(p[1]) >= 0)) {
			bytes_add_char(out, script_escape(&p));
		} else {
			bytes_add_char(out, c);
			bytes_add_char(out, *p++);
		}
	}
}

bool words_number(const struct words *w, int index, int *value)
{
	char *end;
	errno = 0;
	long n = strtol(w->text[index], &end, 10);
	if (end == w->text[index] || *end || errno || n > INT_MAX || n < INT_MIN)
		return false;
	*value = (int)n;
	return true;
}
