/* Derived forms of names: see names.h. */
#include "model/names.h"

#include <stdbool.h>
#include <string.h>

static bool begins(const char *text, size_t length, const char *with)
{
	size_t n = strlen(with);
	return length >= n && memcmp(text, with, n) == 0;
}

static bool ends(const char *text, size_t length, const char *with)
{
	size_t n = strlen(with);
	return length >= n && memcmp(text + length - n, with, n) == 0;
}

void names_simplify(const char *name, size_t size, const char **start, size_t *length)
{
	static const char anonymous[] = "(anonymous namespace)";
	if (size > 0 && *name == '.') {
		name++;
		size--;
	}
	size_t at = 0;
	while (at < size) {
		if (name[at] != '(') {
			at++;
		} else if (begins(name + at, size - at, anonymous)) {
			at += sizeof anonymous - 1;
		} else if (begins(name + at, size - at, "()") && ends(name, at, "operator")) {
			at += 2;
		} else {
			break;
		}
	}
	*start = name;
	*length = at;
}
