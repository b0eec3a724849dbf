/* Filters as one line of text: see chips.h. */
#include "config.h"

#include "app/chips.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "query/rx.h"

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

/* Reads the next chip: its kind, and its pattern without quotes. False at the end of the line. */
static bool next_chip(const char **at, enum cprof_filter *kind, struct buf *pattern)
{
	const char *p = *at + strspn(*at, " \t");
	bool named = false;
	*kind = CPROF_FOCUS;
	buf_clear(pattern);
	if (*p == '\0')
		return false;
	for (int f = 0; f < CPROF_FILTERS; f++) {
		const char *name = cprof_filter_name((enum cprof_filter)f);
		size_t length = strlen(name);
		if (strncmp(p, name, length) == 0 && p[length] == ':') {
			*kind = (enum cprof_filter)f;
			p += length + 1;
			named = true;
			break;
		}
	}
	if (*p == '!' && !named) {
		*kind = CPROF_IGNORE;
		p++;
	}
	for (bool inside = false; *p != '\0' && (inside || strchr(" \t", *p) == NULL); p++) {
		if (*p == '\\' && p[1] == '"')
			buf_putc(pattern, *++p);
		else if (*p == '"')
			inside = !inside;
		else
			buf_putc(pattern, *p);
	}
	*at = p;
	return true;
}

enum cprof_status chips_parse(struct cprof_query *q, const char *line, struct cprof_error *err)
{
	struct cprof_query fresh;
	struct buf pattern = BUF_INIT;
	enum cprof_filter kind;
	cprof_query_copy(&fresh, q);
	chips_clear(&fresh);
	for (const char *at = line; next_chip(&at, &kind, &pattern);) {
		struct rx *rx = NULL;
		if (pattern.size == 0)
			continue;
		if (rx_compile(buf_text(&pattern), &rx, NULL, err) != CPROF_OK) {
			cprof_error_prefix(err, "%s", cprof_filter_name(kind));
			break;
		}
		rx_free(rx);
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
