/* Short names of functions: see shorten.h. The first language whose form the name has decides. As
 * in pprof's patterns, "any character" is none of a newline, and what follows the part that is
 * kept need not be looked at. */
#include "query/shorten.h"

#include <stdbool.h>
#include <string.h>

#define ANONYMOUS "(anonymous namespace)::"

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
	return is_lower(c) || is_upper(c) || is_digit(c) || c == '_';
}

static bool starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Appends the name without the first element "/v2", "/v3", ... that '.' or '/' follows. */
static void drop_version(struct buf *out, const char *name)
{
	for (const char *p = name; *p != '\0' && strchr(name, '\n') == NULL; p++) {
		const char *end = p + 2;
		if (p[0] != '/' || p[1] != 'v' || !is_digit(*end) || *end == '0')
			continue;
		while (is_digit(*end))
			end++;
		if ((end - p > 3 || p[2] != '1') && (*end == '.' || *end == '/')) {
			buf_put(out, name, (size_t)(p - name));
			buf_puts(out, end);
			return;
		}
	}
	buf_puts(out, name);
}

/* What is left of "path/elements/rest.Name"; its end is the end of the line. */
static bool shorten_go(const char *name, const char **from, const char **to)
{
	bool found = false;
	for (const char *p = name; is_word(*p) || *p == '-' || *p == '.';) {
		while (is_word(*p) || *p == '-' || *p == '.')
			p++;
		if (*p != '/')
			break;
		const char *dot = strchr(++p, '.');
		if (dot == NULL || dot == p || dot[1] == '\0' || dot[1] == '\n')
			continue;
		found = true;
		*from = p;
		*to = dot + 1 + strcspn(dot + 1, "\n");
	}
	return found;
}

/* Class.method of "some.package.Class.method(". */
static bool shorten_java(const char *name, const char **from, const char **to)
{
	const char *p = name;
	while (is_lower(*p)) {
		const char *end = p;
		while (is_word(*end))
			end++;
		if (*end != '.')
			return false;
		p = end + 1;
	}
	*from = p;
	if (!is_upper(*p))
		return false;
	while (is_word(*p) || *p == '$')
		p++;
	if (*p++ != '.')
		return false;
	if (starts_with(p, "<init>")) {
		p += strlen("<init>");
	} else if (is_lower(*p)) {
		while (is_word(*p) || *p == '$')
			p++;
	} else {
		return false;
	}
	*to = p;
	return *p == '\0' || *p == '(';
}

static const char *skip_identifier(const char *p)
{
	if (is_digit(*p))
		return p;
	while (is_word(*p))
		p++;
	return p;
}

/* The end of "Class::method" or "Class::~method<...>" at p; NULL if something else is there. */
static const char *end_of_method(const char *p)
{
	const char *class = p + strspn(p, "_");
	if (!is_upper(*class))
		return NULL;
	p = skip_identifier(p);
	if (!starts_with(p, "::"))
		return NULL;
	p += 2;
	if (*p == '~')
		p++;
	const char *end = skip_identifier(p);
	if (end == p)
		return NULL;
	if (*end == '<')
		for (size_t i = strcspn(end, "\n"); i > 0; i--)
			if (end[i - 1] == '>')
				return end + i;
	return end;
}

/* Class::method behind at least one "namespace::". */
static bool shorten_cpp(const char *name, const char **from, const char **to)
{
	bool found = false;
	const char *p = name;
	for (;;) {
		const char *end = skip_identifier(p);
		if (end == p || !starts_with(end, "::"))
			return found;
		p = end + 2;
		end = end_of_method(p);
		if (end == NULL)
			continue;
		found = true;
		*from = p;
		*to = end;
	}
}

void shorten_name(struct buf *out, const char *name)
{
	struct buf plain = BUF_INIT;
	const char *from, *to;
	if (starts_with(name, ANONYMOUS))
		name += strlen(ANONYMOUS);
	drop_version(&plain, name);
	name = buf_text(&plain);
	if (shorten_go(name, &from, &to) || shorten_java(name, &from, &to) ||
	    shorten_cpp(name, &from, &to))
		buf_put(out, from, (size_t)(to - from));
	else
		buf_puts(out, name);
	buf_done(&plain);
}
