/* Reading mangled names with libiberty: see mangled.h.
 *
 * libiberty prints everything or leaves out the parameters of the function itself. What pprof
 * leaves out beyond that is taken out of the text: parameters of a function around it, template
 * arguments, and which clone it is. A short name can stand for a text of any size: one that nobody
 * would read to its end is given up. */
#include "symbol/mangled.h"

#ifdef HAVE_LIBIBERTY
#include <setjmp.h>
#include <string.h>

#include <libiberty/demangle.h>

#define TEXT_LIMIT (64 << 10)

struct reading {
	struct buf text;
	jmp_buf too_long;
};

/* libiberty holds nothing while it calls, so that it can be left. */
static void take(const char *text, size_t length, void *context)
{
	struct reading *r = context;
	if (r->text.size + length > TEXT_LIMIT)
		longjmp(r->too_long, 1);
	buf_put(&r->text, text, length);
}

/* Reads the name; *rust says which language it is of. */
static bool read_name(struct reading *r, const char *name, int options, bool *rust)
{
	if (setjmp(r->too_long) != 0)
		return false;
	*rust = rust_demangle_callback(name, options, take, r) != 0;
	if (*rust)
		return true;
	buf_clear(&r->text);
	return cplus_demangle_v3_callback(name, options, take, r) != 0;
}

/* The end of the group of brackets that begins here. */
static const char *group_end(const char *at, char open, char close)
{
	unsigned depth = 0;
	for (; *at != '\0'; at++) {
		if (*at == '-' && at[1] == '>')
			at++;
		else if (*at == open)
			depth++;
		else if (*at == close && --depth == 0)
			return at + 1;
	}
	return at;
}

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* The length of an operator's name that begins here: its brackets are none. */
static size_t operator_length(const char *start, const char *at)
{
	static const char word[] = "operator";
	static const char *const signs[] = { "()", "<=>", "<<=", ">>=", "->*", "<<",
					     ">>", "<=",  ">=",  "->",  "<",   ">" };
	if (!begins(at, word) || (at > start && is_word(at[-1])))
		return 0;
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (begins(at + sizeof word - 1, signs[i]))
			return sizeof word - 1 + strlen(signs[i]);
	return 0;
}

/* True if these parameters are those of a function that something else is in. */
static bool encloses(const char *end)
{
	static const char *const qualifiers[] = { " const", " volatile", " &&", " &" };
	for (size_t i = 0; i < sizeof qualifiers / sizeof qualifiers[0]; i++)
		if (begins(end, qualifiers[i]))
			end += strlen(qualifiers[i]);
	return begins(end, "::");
}

/* A C++ name without template arguments, with empty parentheses behind functions around it. */
static void put_shorter(struct buf *out, const char *text, bool templates)
{
	const char *p = text;
	while (*p != '\0') {
		size_t skip = operator_length(text, p);
		const char *end = *p == '(' ? group_end(p, '(', ')') : p;
		if (skip > 0) {
			buf_put(out, p, skip);
			p += skip;
			p += *p == ' ' && p[1] == '<' && !templates;
		} else if (*p == '(' && !begins(p, "(anonymous namespace)") && encloses(end)) {
			buf_puts(out, "()");
			p = end;
		} else if (*p == '<' && !templates) {
			p = group_end(p, '<', '>');
		} else {
			buf_putc(out, *p++);
		}
	}
}

/* A Rust name whose lists of generic arguments are empty; "<T as U>" is none. */
static void put_generics(struct buf *out, const char *text)
{
	for (const char *p = text; *p != '\0';) {
		bool list = *p == '<' && p > text && (is_word(p[-1]) || p[-1] == ':');
		if (list)
			buf_puts(out, "<>");
		else
			buf_putc(out, *p);
		p = list ? group_end(p, '<', '>') : p + 1;
	}
}

/* Appends the text with a blank between two closing brackets wherever libiberty forgets it. */
static void put_parted(struct buf *out, const char *text)
{
	for (const char *p = text; *p != '\0';) {
		size_t skip = operator_length(text, p);
		if (skip == 0) {
			buf_putc(out, *p);
			if (*p == '>' && p[1] == '>')
				buf_putc(out, ' ');
			skip = 1;
		} else {
			buf_put(out, p, skip);
		}
		p += skip;
	}
}

bool mangled_read(const char *name, enum demangle_mode mode, struct buf *out)
{
	struct reading r = { .text = BUF_INIT };
	struct buf parted = BUF_INIT;
	bool rust = false;
	int options = mode == DEMANGLE_FULL ? DMGL_PARAMS | DMGL_ANSI : DMGL_NO_OPTS;
	bool read = read_name(&r, name, options, &rust);
	char *clone = read ? strstr(buf_text(&r.text), " [clone ") : NULL;
	if (clone != NULL)
		*clone = '\0';
	if (read && rust && mode == DEMANGLE_SHORT && begins(name, "_R"))
		put_generics(out, buf_text(&r.text));
	else if (read && rust)
		buf_puts(out, buf_text(&r.text));
	else if (read)
		put_parted(&parted, buf_text(&r.text));
	if (read && !rust && mode == DEMANGLE_FULL)
		buf_puts(out, buf_text(&parted));
	else if (read && !rust)
		put_shorter(out, buf_text(&parted), mode == DEMANGLE_TEMPLATES);
	buf_done(&parted);
	buf_done(&r.text);
	return read;
}
#else
bool mangled_read(const char *name, enum demangle_mode mode, struct buf *out)
{
	(void)name;
	(void)mode;
	(void)out;
	return false;
}
#endif
