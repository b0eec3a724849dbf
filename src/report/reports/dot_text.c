/* Texts of graphviz's language: see dot_text.h. */
#include "report/reports/dot_text.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/path.h"
#include "query/shorten.h"

#define ELLIPSIS "\xe2\x80\xa6"

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
	return (unsigned)(unsigned char)value_truncate(level * 255);
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
