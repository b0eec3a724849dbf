/* Which names a profile's functions get: see demangle.h.
 *
 * A method of a generic Go type, "(*List[...]).Push", looks like C++ and is not; so does a Java
 * constructor, "Foo.<init>". */
#include "symbol/demangle.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

bool demangle_shorten(const char *name, enum demangle_mode mode, struct buf *out)
{
	struct buf without = BUF_INIT;
	if ((mode != DEMANGLE_SHORT && mode != DEMANGLE_TEMPLATES) || !looks_readable(name))
		return false;
	remove_groups(name, '(', ')', &without);
	if (mode == DEMANGLE_SHORT)
		remove_groups(buf_text(&without), '<', '>', out);
	else
		buf_puts(out, buf_text(&without));
	buf_done(&without);
	return true;
}

static bool is_word(const char *at, size_t length, const char *word)
{
	return strlen(word) == length && strncasecmp(at, word, length) == 0;
}

/* Takes one word of the option; false if it is unknown. */
static bool take_word(const char *at, size_t length, struct demangle_options *options)
{
	static const char *const idle[] = { "", "local", "fastlocal", "remote",
					    "demangle=default" };
	static const char *const modes[] = {
		[DEMANGLE_TEMPLATES] = "demangle=templates",
		[DEMANGLE_FULL] = "demangle=full",
		[DEMANGLE_NONE] = "demangle=none",
	};
	for (size_t i = 0; i < sizeof idle / sizeof idle[0]; i++)
		if (is_word(at, length, idle[i]))
			return true;
	for (int mode = DEMANGLE_TEMPLATES; mode <= DEMANGLE_NONE; mode++)
		if (is_word(at, length, modes[mode])) {
			options->mode = (enum demangle_mode)mode;
			options->force = true;
			return true;
		}
	options->off = is_word(at, length, "none") || is_word(at, length, "no");
	options->force = options->force || is_word(at, length, "force");
	return options->off || is_word(at, length, "force");
}

size_t demangle_options_read(const char *words, struct demangle_options *options)
{
	size_t unknown = 0;
	*options = (struct demangle_options){ DEMANGLE_SHORT, false, false };
	for (const char *at = words; at != NULL && !options->off;) {
		size_t length = strcspn(at, ":");
		unknown += !take_word(at, length, options);
		at = at[length] == ':' ? at + length + 1 : NULL;
	}
	return unknown;
}

/* Appends what the function is called by its system name. */
static void put_name(const char *system, enum demangle_mode mode, struct buf *out)
{
	if (mode == DEMANGLE_NONE || (!mangled_read(system, mode, out) &&
				      !(*system == '_' && mangled_read(system + 1, mode, out)) &&
				      !demangle_shorten(system, mode, out)))
		buf_puts(out, system);
}

void demangle_profile(struct profile *p, const struct demangle_options *options)
{
	VEC(struct amend_name) list = { 0 };
	VEC(char *) owned = { 0 };
	for (fn_id i = 0; i < p->function_count && !options->off; i++) {
		const char *name = profile_text(p, p->function[i].name);
		const char *system = profile_text(p, p->function[i].system_name);
		struct buf readable = BUF_INIT;
		bool empty = *name == '\0';
		if (*system == '\0' || (empty && options->mode == DEMANGLE_NONE) ||
		    (!empty && !options->force && strcmp(name, system) != 0))
			continue;
		put_name(system, options->mode, &readable);
		if (strcmp(buf_text(&readable), name) != 0) {
			size_t length = readable.size;
			char *text = buf_take(&readable);
			VEC_PUSH(&owned, text);
			VEC_PUSH(&list, (struct amend_name){ i, text, length });
		}
		buf_done(&readable);
	}
	amend_names(p, list.at, list.count);
	VEC_FREE(&owned);
	VEC_DONE(&list);
}
