/* The list of filters, changed and printed: see filter_line.h. Reading a line is
 * filter_line_parse.c. */
#include "app/filter_line.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "query/regex/rx.h"
#include "query/filter/tagmatch.h"

#define ALTERNATIVE_LEAST 3 /* columns, or only the number of alternatives is shown */

bool filter_line_get(const struct cprof_query *q, size_t n, struct chip *chip)
{
	for (size_t i = 0; i < q->passes; i++)
		for (enum cprof_filter f = CPROF_FOCUS; f < CPROF_FILTERS; f++) {
			const struct cprof_pass *pass = &q->pass[i];
			if (pass->filter[f] == NULL || n-- > 0)
				continue;
			*chip = (struct chip){ false, i, f, pass->filter[f], pass->off[f] };
			return true;
		}
	if (n > 0 || q->rows == NULL)
		return false;
	*chip = (struct chip){ true, q->passes, CPROF_FILTERS, q->rows, q->rows_off };
	return true;
}

size_t filter_line_count(const struct cprof_query *q)
{
	struct chip chip;
	size_t count = 0;
	while (filter_line_get(q, count, &chip))
		count++;
	return count;
}

const char *chip_kind(const struct chip *chip)
{
	return chip->rows ? "rows" : cprof_filter_name(chip->filter);
}

static enum cprof_status check_chip(const struct chip *chip, struct cprof_error *err)
{
	const char *kind = chip_kind(chip);
	struct tagmatch *match = NULL;
	struct rx *rx = NULL;
	if (chip->rows)
		return CPROF_OK;
	if (chip->filter == CPROF_TAGFOCUS || chip->filter == CPROF_TAGIGNORE)
		tagmatch_new(&match, kind, chip->pattern, NULL, err);
	else
		rx_compile(chip->pattern, &rx, NULL, err);
	if (err->status != CPROF_OK)
		cprof_error_prefix(err, "parsing %s regexp", kind);
	tagmatch_free(match);
	rx_free(rx);
	return err->status;
}

enum cprof_status filter_line_check(const struct cprof_query *q, struct cprof_error *err)
{
	struct chip chip;
	for (size_t i = 0; err->status == CPROF_OK && filter_line_get(q, i, &chip); i++)
		check_chip(&chip, err);
	return err->status;
}

static void clear_rows(struct cprof_query *q)
{
	cprof_query_text(&q->rows, NULL);
	q->rows_off = false;
}

void filter_line_clear(struct cprof_query *q)
{
	while (q->passes > 1)
		cprof_query_drop_pass(q, 0);
	cprof_query_drop_pass(q, 0);
	clear_rows(q);
}

static bool is_empty(const struct cprof_pass *pass)
{
	for (enum cprof_filter f = CPROF_FOCUS; f < CPROF_FILTERS; f++)
		if (pass->filter[f] != NULL)
			return false;
	return true;
}

static void join(char **to, const char *by, const char *text)
{
	char *both = xasprintf("%s%s%s", *to, by, text);
	free(*to);
	*to = both;
}

/* The end of what begins at p and hides a '|': a class, a quotation, an escaped character. */
static const char *skip_literal(const char *p)
{
	const char *end;
	if (*p == '\\' && p[1] == 'Q') {
		end = strstr(p, "\\E");
		return end != NULL ? end + 2 : p + strlen(p);
	}
	if (*p == '\\')
		return p + 1 + (p[1] != '\0');
	if (*p != '[')
		return p + 1;
	p += 1 + (p[1] == '^');
	p += *p == ']';
	while (*p != '\0' && *p != ']') {
		end = p[0] == '[' && p[1] == ':' ? strstr(p, ":]") : NULL;
		p = end != NULL ? end + 2 : p + 1 + (p[0] == '\\' && p[1] != '\0');
	}
	return p + (*p == ']');
}

/* Where the alternative behind the one at p begins, outside of groups; NULL: there is none. */
static const char *next_alternative(const char *p)
{
	for (int depth = 0; *p != '\0'; p = skip_literal(p)) {
		depth += (*p == '(') - (*p == ')');
		if (*p == '|' && depth == 0)
			return p + 1;
	}
	return NULL;
}

/* True if the pattern is an alternative of the other one, or some of them side by side. */
static bool has_alternative(const char *all, const char *pattern)
{
	size_t length = strlen(pattern);
	for (const char *p = all; p != NULL; p = next_alternative(p))
		if (strncmp(p, pattern, length) == 0 && (p[length] == '|' || p[length] == '\0'))
			return true;
	return false;
}

bool filter_line_add(struct cprof_query *q, enum cprof_filter f, const char *pattern)
{
	struct cprof_pass *pass = &q->pass[q->passes - 1];
	bool joins = f == CPROF_IGNORE || f == CPROF_HIDE;
	char **now = &pass->filter[f];
	if (*now != NULL && !pass->off[f] &&
	    (joins ? has_alternative(*now, pattern) : strcmp(*now, pattern) == 0))
		return false;
	if (*now == NULL)
		cprof_pass_set(pass, f, pattern);
	else if (joins && !pass->off[f] && rx_joins(*now) && rx_joins(pattern))
		join(now, "|", pattern);
	else
		cprof_pass_set(cprof_query_add_pass(q), f, pattern);
	return true;
}

void filter_line_add_rows(struct cprof_query *q, const char *tests)
{
	if (q->rows == NULL || q->rows_off)
		cprof_query_text(&q->rows, tests);
	else
		join(&q->rows, ",", tests);
	q->rows_off = false;
}

void filter_line_toggle(struct cprof_query *q, size_t n)
{
	struct chip chip;
	if (!filter_line_get(q, n, &chip))
		return;
	if (chip.rows)
		q->rows_off = !q->rows_off;
	else
		q->pass[chip.pass].off[chip.filter] = !chip.off;
}

void filter_line_remove(struct cprof_query *q, size_t n)
{
	struct chip chip;
	if (!filter_line_get(q, n, &chip))
		return;
	if (chip.rows) {
		clear_rows(q);
		return;
	}
	cprof_pass_set(&q->pass[chip.pass], chip.filter, NULL);
	if (is_empty(&q->pass[chip.pass]))
		cprof_query_drop_pass(q, chip.pass);
}

static size_t number_of(const struct cprof_query *q, size_t pass, enum cprof_filter f)
{
	struct chip chip;
	size_t n = 0;
	while (filter_line_get(q, n, &chip) && (chip.pass != pass || chip.filter != f))
		n++;
	return n;
}

/* A new pass before number `at`. */
static void insert_pass(struct cprof_query *q, size_t at)
{
	cprof_query_add_pass(q);
	memmove(q->pass + at + 1, q->pass + at, (q->passes - 1 - at) * sizeof *q->pass);
	q->pass[at] = (struct cprof_pass){ 0 };
}

bool filter_line_move(struct cprof_query *q, size_t n, int direction, size_t *now)
{
	struct chip chip;
	if (!filter_line_get(q, n, &chip) || chip.rows)
		return false;
	size_t from = chip.pass, to = direction < 0 ? from - 1 : from + 1;
	enum cprof_filter f = chip.filter;
	struct cprof_pass others = q->pass[from];
	others.filter[f] = NULL;
	if (direction < 0 ? from == 0 : to == q->passes) {
		if (is_empty(&others))
			return false;
		to = direction < 0 ? 0 : q->passes;
		insert_pass(q, to);
		from += direction < 0;
	}
	struct cprof_pass *source = &q->pass[from], *target = &q->pass[to];
	char *pattern = source->filter[f];
	bool off = source->off[f];
	source->filter[f] = target->filter[f];
	source->off[f] = target->off[f];
	target->filter[f] = pattern;
	target->off[f] = off;
	if (is_empty(source)) {
		cprof_query_drop_pass(q, from);
		to -= to > from;
	}
	*now = number_of(q, to, f);
	return true;
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

static void print_pattern(const char *pattern, struct buf *out)
{
	if (strpbrk(pattern, " \t\"") != NULL)
		print_quoted(pattern, out);
	else
		buf_puts(out, pattern);
}

void chip_print(const struct chip *chip, struct buf *out)
{
	buf_printf(out, "%s ", chip_kind(chip));
	print_pattern(chip->pattern, out);
}

void chip_fit(struct buf *out, const char *pattern, size_t columns, bool ascii)
{
	const char *dots = utf8_ellipsis(ascii), *last = pattern;
	size_t length = strlen(pattern), count = 0;
	struct buf others = BUF_INIT;
	for (const char *p = pattern; p != NULL; p = next_alternative(p), count++)
		last = p;
	buf_printf(&others, "|+%zu", count - 1);
	if (count == 1 || utf8_width(pattern, length, ascii) <= columns) {
		utf8_fit(out, pattern, length, columns, dots, ascii);
	} else if (columns > others.size + ALTERNATIVE_LEAST) {
		utf8_fit(out, last, strlen(last), columns - others.size, dots, ascii);
		buf_puts(out, buf_text(&others));
	} else {
		buf_clear(&others);
		buf_printf(&others, "+%zu", count);
		utf8_fit(out, buf_text(&others), others.size, columns, dots, ascii);
	}
	buf_done(&others);
}

/* Prints the chips up to number `last`. */
static void print_some(const struct cprof_query *q, size_t last, struct buf *out)
{
	struct chip chip;
	size_t pass = 0;
	for (size_t n = 0; n <= last && filter_line_get(q, n, &chip); n++) {
		if (n > 0)
			buf_puts(out, chip.pass != pass && !chip.rows ? " || " : " ");
		pass = chip.pass;
		buf_printf(out, "%s%s:", chip.off ? "off:" : "", chip_kind(&chip));
		print_pattern(chip.pattern, out);
	}
}

void filter_line_print(const struct cprof_query *q, struct buf *out)
{
	print_some(q, SIZE_MAX, out);
}

size_t filter_line_end(const struct cprof_query *q, size_t n)
{
	struct buf line = BUF_INIT;
	print_some(q, n, &line);
	size_t end = line.size;
	buf_done(&line);
	return end;
}
