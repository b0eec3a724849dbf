/* Shorter forms of readable C++ names: see demangle.h.
 *
 * A method of a generic Go type, "(*List[...]).Push", looks like C++ and is not; so does a Java
 * constructor, "Foo.<init>". */
#include "symbol/demangle.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "model/amend.h"

static bool looks_readable(const char *name)
{
	if (strstr(name, ".<") != NULL || strstr(name, "]).") != NULL)
		return false;
	return strpbrk(name, "<>[]") != NULL || strstr(name, "::") != NULL;
}

/* Appends the text without its outermost groups of one kind of bracket. From a stray closer, or
 * from an opener that is never closed, the rest is copied as it stands. */
static void remove_groups(const char *text, char open, char close, struct buf *out)
{
	unsigned depth = 0;
	const char *opener = NULL;
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == open) {
			if (depth++ == 0)
				opener = p;
		} else if (*p == close) {
			if (depth == 0) {
				buf_puts(out, p);
				return;
			}
			depth--;
		} else if (depth == 0) {
			buf_putc(out, *p);
		}
	}
	if (depth > 0)
		buf_puts(out, opener);
}

bool demangle_shorten(const char *name, struct buf *out)
{
	struct buf without = BUF_INIT;
	if (!looks_readable(name))
		return false;
	remove_groups(name, '(', ')', &without);
	remove_groups(buf_text(&without), '<', '>', out);
	buf_done(&without);
	return true;
}

void demangle_profile(struct profile *p)
{
	VEC(struct amend_name) list = { 0 };
	VEC(char *) owned = { 0 };
	for (fn_id i = 0; i < p->function_count; i++) {
		const char *name = profile_text(p, p->function[i].name);
		const char *system = profile_text(p, p->function[i].system_name);
		struct buf shorter = BUF_INIT;
		if (*system == '\0' || (*name != '\0' && strcmp(name, system) != 0))
			continue;
		if (!demangle_shorten(system, &shorter))
			buf_puts(&shorter, system);
		if (strcmp(buf_text(&shorter), name) != 0) {
			size_t length = shorter.size;
			char *text = buf_take(&shorter);
			VEC_PUSH(&owned, text);
			VEC_PUSH(&list, (struct amend_name){ i, text, length });
		}
		buf_done(&shorter);
	}
	amend_names(p, list.at, list.count);
	VEC_FREE(&owned);
	VEC_DONE(&list);
}
