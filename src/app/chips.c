/* Filters as one line of text: see chips.h. */
#include "config.h"

#include "app/chips.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "query/rx.h"
#include "query/tagmatch.h"

void chips_clear(struct cprof_query *q)
{
	for (size_t i = 0; i < q->passes; i++)
		for (int f = 0; f < CPROF_FILTERS; f++)
			cprof_query_text(&q->pass[i].filter[f], NULL);
	q->passes = 1;
}

void chips_add(struct cprof_query *q, enum cprof_filter f, const char *pattern)
{
	char **place = &q->pass[q->passes - 1].filter[f];
	if (*place != NULL && (f == CPROF_IGNORE || f == CPROF_HIDE)) {
		char *both = xasprintf("%s|%s", *place, pattern);
		free(*place);
		*place = both;
		return;
	}
	if (*place != NULL)
		place = &cprof_query_add_pass(q)->filter[f];
	cprof_query_text(place, pattern);
}

static bool quoted(const char *pattern)
{
	return strpbrk(pattern, " \t\"") != NULL;
}

/* Quotes all but the backslashes at the end: one before the closing quote would escape it. */
static void print_quoted(const char *pattern, struct buf *out)
{
	size_t length = strlen(pattern);
	while (length > 0 && pattern[length - 1] == '\\')
		length--;
	buf_putc(out, '"');
	for (size_t i = 0; i < length; i++)
		buf_printf(out, "%s%c", pattern[i] == '"' ? "\\" : "", pattern[i]);
	buf_printf(out, "\"%s", pattern + length);
}

static void print_chip(const struct cprof_pass *pass, int f, struct buf *out)
{
	const char *pattern = pass->filter[f];
	if (pattern == NULL)
		return;
	buf_printf(out, "%s:", cprof_filter_name((enum cprof_filter)f));
	if (quoted(pattern))
		print_quoted(pattern, out);
	else
		buf_puts(out, pattern);
	buf_putc(out, ' ');
}

/* The filter that cannot join the pass before and so opens this one; -1: none. */
static int opening_filter(const struct cprof_query *q, size_t pass)
{
	for (int f = 0; f < CPROF_FILTERS && pass > 0; f++)
		if (f != CPROF_IGNORE && f != CPROF_HIDE && q->pass[pass].filter[f] != NULL &&
		    q->pass[pass - 1].filter[f] != NULL)
			return f;
	return -1;
}

void chips_print(const struct cprof_query *q, struct buf *out)
{
	size_t start = out->size;
	for (size_t i = 0; i < q->passes; i++) {
		int first = opening_filter(q, i);
		if (first >= 0)
			print_chip(&q->pass[i], first, out);
		for (int f = 0; f < CPROF_FILTERS; f++)
			if (f != first)
				print_chip(&q->pass[i], f, out);
	}
	if (out->size > start)
		out->data[--out->size] = '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Sets the kind if the text begins with the name of one, and gives what follows; else the text.
 * Those of labels may also be parted by blanks from what follows, as pprof's shell has them. */
static const char *read_kind(const char *p, enum cprof_filter *kind)
{
	for (int f = 0; f < CPROF_FILTERS; f++) {
		const char *name = cprof_filter_name((enum cprof_filter)f);
		size_t length = strlen(name);
		if (strncmp(p, name, length) != 0)
			continue;
		const char *rest = p + length + strspn(p + length, " \t");
		bool of_label = f >= CPROF_TAGFOCUS && f <= CPROF_TAGHIDE;
		if (p[length] == ':')
			rest = p + length + 1;
		else if (!of_label || !is_blank(p[length]) || *rest == '\0')
			continue;
		*kind = (enum cprof_filter)f;
		return rest;
	}
	return p;
}

/* Turns KEY>=N and KEY<=N, N a number with a unit or none, into what tagfocus takes. */
static bool compare_to_range(struct buf *pattern)
{
	const char *text = buf_text(pattern);
	size_t key = strcspn(text, "<>=");
	if (key == 0 || text[key] == '=' || text[key] == '\0' || text[key + 1] != '=')
		return false;
	const char *number = text + key + 2;
	size_t sign = *number == '-' || *number == '+';
	size_t digits = strspn(number + sign, "0123456789");
	size_t end = sign + digits;
	while (isalpha((unsigned char)number[end]))
		end++;
	if (digits == 0 || number[end] != '\0')
		return false;
	struct buf range = BUF_INIT;
	buf_printf(&range, "%.*s=%s", (int)key, text, text[key] == '<' ? ":" : "");
	for (size_t i = 0; i < end; i++)
		buf_putc(&range, (char)tolower((unsigned char)number[i]));
	if (text[key] == '>')
		buf_putc(&range, ':');
	buf_done(pattern);
	*pattern = range;
	return true;
}

/* Reads the next chip: its kind, and its pattern without quotes. False at the end of the line. */
static bool next_chip(const char **at, enum cprof_filter *kind, struct buf *pattern)
{
	const char *start = *at + strspn(*at, " \t");
	buf_clear(pattern);
	if (*start == '\0')
		return false;
	*kind = CPROF_FOCUS;
	const char *p = read_kind(start, kind);
	bool named = p != start;
	if (*p == '!' && !named) {
		*kind = CPROF_IGNORE;
		named = true;
		p++;
	}
	for (bool inside = false; *p != '\0' && (inside || !is_blank(*p)); p++) {
		if (*p == '\\' && p[1] == '"')
			buf_putc(pattern, *++p);
		else if (*p == '"')
			inside = !inside;
		else
			buf_putc(pattern, *p);
	}
	if (!named && compare_to_range(pattern))
		*kind = CPROF_TAGFOCUS;
	*at = p;
	return true;
}

/* Says what is wrong with a chip. */
static enum cprof_status check_chip(enum cprof_filter kind, const char *pattern,
				    struct cprof_error *err)
{
	struct tagmatch *match = NULL;
	struct rx *rx = NULL;
	if (kind == CPROF_TAGFOCUS || kind == CPROF_TAGIGNORE)
		tagmatch_new(&match, cprof_filter_name(kind), pattern, NULL, err);
	else
		rx_compile(pattern, &rx, NULL, err);
	if (err->status != CPROF_OK)
		cprof_error_prefix(err, "%s", cprof_filter_name(kind));
	tagmatch_free(match);
	rx_free(rx);
	return err->status;
}

enum cprof_status chips_parse(struct cprof_query *q, const char *line, struct cprof_error *err)
{
	struct cprof_query fresh;
	struct buf pattern = BUF_INIT;
	enum cprof_filter kind;
	cprof_query_copy(&fresh, q);
	chips_clear(&fresh);
	for (const char *at = line; next_chip(&at, &kind, &pattern);) {
		if (pattern.size == 0)
			continue;
		if (check_chip(kind, buf_text(&pattern), err) != CPROF_OK)
			break;
		chips_add(&fresh, kind, buf_text(&pattern));
	}
	buf_done(&pattern);
	if (err->status == CPROF_OK) {
		struct cprof_query old = *q;
		*q = fresh;
		fresh = old;
	}
	cprof_query_done(&fresh);
	return err->status;
}
