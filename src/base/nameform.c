/* Forms of names: see nameform.h. */
#include "base/nameform.h"

#include <stdbool.h>
#include <string.h>

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || (unsigned char)c >= 0x80;
}

static bool is_path(char c)
{
	return is_word(c) || (c != '\0' && strchr("/.-~%+@!", c) != NULL);
}

/* Where a bracket that opens at p closes; NULL: nowhere. */
static const char *closing(const char *p, char open, char close)
{
	int depth = 0;
	for (; *p != '\0'; p++) {
		depth += *p == open;
		depth -= *p == close;
		if (depth == 0)
			return p;
	}
	return NULL;
}

/* Arguments follow a word: "[]" and "[4]" before a type are none, and operator< is a name. */
static const char *skip_arguments(const char *name, const char *p)
{
	char close = *p == '[' ? ']' : '>';
	if ((*p != '[' && *p != '<') || p == name || !is_word(p[-1]) || p[1] == close)
		return NULL;
	if (p - name >= 8 && strncmp(p - 8, "operator", 8) == 0)
		return NULL;
	return closing(p, *p, close);
}

static void put_folded(struct buf *out, const char *name)
{
	for (const char *p = name; *p != '\0'; p++) {
		const char *end = skip_arguments(name, p);
		if (end != NULL) {
			buf_puts(out, *p == '[' ? "[...]" : "<...>");
			p = end;
		} else {
			buf_putc(out, *p);
		}
	}
}

/* "/v2" behind the last folder says nothing alone. */
static bool is_version(const char *element, size_t length)
{
	size_t dot = 0;
	while (dot < length && element[dot] != '.')
		dot++;
	return dot > 1 && element[0] == 'v' && strspn(element + 1, "0123456789") == dot - 1;
}

/* Where what is kept of a path begins. */
static size_t last_element(const char *path, size_t length)
{
	size_t at = length;
	while (at > 0 && path[at - 1] != '/')
		at--;
	if (at > 1 && is_version(path + at, length - at))
		for (at--; at > 0 && path[at - 1] != '/';)
			at--;
	return at;
}

static void put_short(struct buf *out, const char *name)
{
	while (*name != '\0') {
		size_t length = 0;
		while (is_path(name[length]))
			length++;
		size_t from = last_element(name, length);
		buf_put(out, name + from, length - from);
		name += length;
		if (*name != '\0')
			buf_putc(out, *name++);
	}
}

/* What stands behind the package, or the last "::", of the first word. */
static void put_base(struct buf *out, const char *name)
{
	size_t end = strcspn(name, "([< "), from = 0;
	for (size_t i = 0; i + 1 < end; i++)
		if (name[i] == ':' && name[i + 1] == ':')
			from = i + 2;
	const char *dot = from == 0 ? memchr(name, '.', end) : NULL;
	if (dot != NULL && dot > name && dot[1] != '\0')
		from = (size_t)(dot - name) + 1;
	buf_puts(out, name + from);
}

void nameform_put(struct buf *out, const char *name, enum nameform form)
{
	struct buf shorter = BUF_INIT, folded = BUF_INIT;
	switch (form) {
	case NAMEFORM_SHORT:
		put_short(out, name);
		break;
	case NAMEFORM_BASE:
		put_folded(&folded, name);
		put_short(&shorter, buf_text(&folded));
		put_base(out, buf_text(&shorter));
		break;
	case NAMEFORM_FOLDED:
		put_folded(out, name);
		break;
	case NAMEFORM_FULL:
	case NAMEFORMS:
		buf_puts(out, name);
	}
	buf_done(&shorter);
	buf_done(&folded);
}

const char *nameform_words(enum nameform form)
{
	static const char *const words[NAMEFORMS] = { "in full", "without folders",
						      "without packages",
						      "with their arguments folded" };
	return words[form];
}
