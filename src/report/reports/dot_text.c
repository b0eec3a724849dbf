/* Texts of graphviz's language: see dot_text.h. */
#include "report/reports/dot_text.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/path.h"
#include "base/unit.h"
#include "base/utf8.h"

#define ELLIPSIS "\xe2\x80\xa6"
#define ANONYMOUS "(anonymous namespace)::"

void dot_escape(struct buf *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		switch (text[i]) {
		case '\\':
			buf_puts(out, "\\\\");
			break;
		case '"':
			buf_puts(out, "\\\"");
			break;
		case '\n':
			buf_puts(out, "\\l");
			break;
		default:
			buf_putc(out, text[i]);
		}
	}
}

/* True if a reader of graphviz's language may refuse the character, or a terminal obey it. */
static bool is_unwanted(uint32_t code)
{
	return code > 0x10ffff || (code < ' ' && code != '\n' && code != '\t') ||
	       (code >= 0x7f && code < 0xa0);
}

void dot_clean(struct buf *text)
{
	struct buf out = BUF_INIT;
	const char *p = buf_text(text), *end = p + text->size, *kept = p;
	while (p < end) {
		uint32_t code;
		size_t length = utf8_decode(p, end, &code);
		if (is_unwanted(code)) {
			buf_put(&out, kept, (size_t)(p - kept));
			utf8_clean(&out, p, length, false);
			kept = p + length;
		}
		p += length;
	}
	buf_put(&out, kept, (size_t)(end - kept));
	buf_done(text);
	*text = out;
}

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

/* Appends the short form of a name of Go, Java or C++, or the name itself:
 * "runtime/pprof.writeHeap" becomes "pprof.writeHeap", "foo::bar::Baz::run(int)" "Baz::run". The
 * first language whose form the name has decides. As in pprof's patterns, "any character" is none
 * of a newline, and what follows the part that is kept need not be looked at. */
static void shorten_name(struct buf *out, const char *name)
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

/* Breaks a name at "::" and at every dot but those of type parameters left out ("[...]"). */
static void put_function(struct buf *out, const char *name)
{
	struct buf shorter = BUF_INIT, text = BUF_INIT;
	shorten_name(&shorter, name);
	dot_escape(&text, buf_text(&shorter), shorter.size);
	for (const char *p = buf_text(&text); *p != '\0'; p++) {
		if (strncmp(p, "[...]", 5) == 0) {
			buf_puts(out, "[" ELLIPSIS "]");
			p += 4;
		} else if (strncmp(p, "::", 2) == 0) {
			buf_puts(out, "\\n");
			p++;
		} else if (*p == '.') {
			buf_puts(out, "\\n");
		} else {
			buf_putc(out, *p);
		}
	}
	buf_done(&shorter);
	buf_done(&text);
}

void dot_name(struct buf *out, const struct graph *g, const struct node *n)
{
	const struct node_key *k = &n->key;
	const char *name = graph_text(g, k->name), *file = graph_text(g, k->file);
	if (k->address != 0)
		buf_printf(out, "%016" PRIx64 "\\n", k->address);
	if (*name != '\0') {
		put_function(out, name);
		buf_puts(out, "\\n");
	}
	if (k->line != 0) {
		if (*file != '\0')
			path_base(out, file);
		buf_printf(out, ":%" PRId64, k->line);
		if (k->column != 0)
			buf_printf(out, ":%" PRId64, k->column);
	} else if (*file != '\0') {
		path_base(out, file);
	} else if (*name != '\0') {
		return;
	} else if (*graph_text(g, k->object) != '\0') {
		buf_putc(out, '[');
		path_base(out, graph_text(g, k->object));
		buf_putc(out, ']');
	} else {
		buf_puts(out, "<unknown>");
	}
	buf_puts(out, "\\n");
}

static unsigned channel(double level)
{
	return (unsigned)(unsigned char)unit_truncate(level * 255);
}

void dot_color(struct buf *out, double score, bool background)
{
	const double faint = 0.2; /* below it colours fade to grey */
	double saturation = background ? 0.1 : 1.0, level = background ? 0.93 : 0.7;
	if (score > 1)
		score = 1;
	else if (score < -1)
		score = -1;
	if (fabs(score) < faint)
		saturation *= fabs(score) / faint;
	score = score > 0 ? pow(score, 0.3) : score < 0 ? -pow(-score, 0.3) : score;
	double red = level, green = level, blue = level * (1 - saturation);
	if (score < 0)
		red = level * (1 + saturation * score);
	else
		green = level * (1 - saturation * score);
	buf_printf(out, "#%02x%02x%02x", channel(red), channel(green), channel(blue));
}
