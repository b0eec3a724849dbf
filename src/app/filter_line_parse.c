/* Reading a line of filters: see filter_line.h. Everything becomes one of pprof's own filters or a
 * test of rows, so what is shown afterwards is what pprof would be told. */
#include "app/filter_line.h"

#include <ctype.h>
#include <string.h>

#include "query/filter/row_filter.h"
#include "query/regex/rx.h"
#include "query/filter/tagmatch.h"

/* Kinds beside the filters'. */
enum { KIND_NONE = CPROF_FILTERS, KIND_TAG, KIND_PKG, KIND_FILE, KIND_ROWS };

struct reading {
	const char *line, *at;
	size_t column;      /* where the pattern of this chip begins in the line */
	int kind;           /* enum cprof_filter or one of the above */
	bool off, negated;
	bool new_pass;      /* "||" stood before it */
	struct buf pattern; /* without quotes */
	struct cprof_error *err;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static const char *kind_name(int kind)
{
	static const char *const more[] = { "", "tag", "pkg", "file", "rows" };
	return kind < CPROF_FILTERS ? cprof_filter_name((enum cprof_filter)kind)
				    : more[kind - CPROF_FILTERS];
}

/* Kinds that go by labels may also be parted by blanks from what follows, as pprof's shell has
 * them. */
static bool of_label(int kind)
{
	return kind == KIND_TAG || (kind >= CPROF_TAGFOCUS && kind <= CPROF_TAGHIDE);
}

/* Sets the kind if the text begins with the name of one, and gives what follows; else the text. */
static const char *read_kind(const char *p, int *kind)
{
	*kind = KIND_NONE;
	for (int k = 0; k <= KIND_ROWS; k++) {
		const char *name = kind_name(k);
		size_t length = strlen(name);
		if (length == 0 || strncmp(p, name, length) != 0)
			continue;
		const char *rest = p + length + strspn(p + length, " \t");
		if (p[length] == ':')
			rest = p + length + 1;
		else if (!of_label(k) || !is_blank(p[length]) || *rest == '\0' || *rest == '|')
			continue;
		*kind = k;
		return rest;
	}
	return p;
}

/* Skips blanks, "|" and "||". */
static void skip_signs(struct reading *r)
{
	for (;;) {
		r->at += strspn(r->at, " \t");
		size_t bars = strspn(r->at, "|");
		if (bars == 0 || bars > 2 || (r->at[bars] != '\0' && !is_blank(r->at[bars])))
			return;
		r->new_pass |= bars == 2;
		r->at += bars;
	}
}

/* Reads the next chip: its kind, and its pattern without quotes. False at the end of the line. */
static bool next_chip(struct reading *r)
{
	static const char off[] = "off:";
	buf_clear(&r->pattern);
	r->new_pass = false;
	skip_signs(r);
	if (*r->at == '\0')
		return false;
	const char *p = r->at;
	r->off = strncmp(p, off, sizeof off - 1) == 0;
	p += r->off ? sizeof off - 1 : 0;
	r->negated = *p == '!';
	p = read_kind(p + r->negated, &r->kind);
	r->column = (size_t)(p - r->line);
	for (bool inside = false; *p != '\0' && (inside || !is_blank(*p)); p++) {
		if (*p == '\\' && p[1] == '"')
			buf_putc(&r->pattern, *++p);
		else if (*p == '"')
			inside = !inside;
		else
			buf_putc(&r->pattern, *p);
	}
	r->at = p;
	return true;
}

static enum cprof_status complain(struct reading *r, const char *why)
{
	return cprof_error_set(r->err, CPROF_ERR_SYNTAX, "%s: %s", buf_text(&r->pattern), why);
}

/* A comparison of labels: KEY, <= or >=, a whole number with a unit or none. */
struct comparison {
	size_t key;         /* length of the key */
	bool least;         /* >= */
	bool strict;        /* without = */
	const char *number;
	size_t length;      /* of the number with its unit */
	bool unit;
};

static bool read_comparison(const char *text, struct comparison *c)
{
	c->key = strcspn(text, "<>=");
	if (c->key == 0 || text[c->key] == '=' || text[c->key] == '\0')
		return false;
	c->least = text[c->key] == '>';
	c->strict = text[c->key + 1] != '=';
	c->number = text + c->key + (c->strict ? 1 : 2);
	size_t sign = *c->number == '-' || *c->number == '+';
	size_t digits = strspn(c->number + sign, "0123456789");
	c->length = sign + digits;
	while (isalpha((unsigned char)c->number[c->length]))
		c->length++;
	c->unit = c->length > sign + digits;
	return digits > 0 && (c->number[c->length] == '\0' ||
			      strcmp(c->number + c->length, "%") == 0);
}

/* Turns a comparison into what tagfocus takes: "bytes>=4kB" into "bytes=4kb:". False if it is
 * none. */
static bool compare_to_range(struct reading *r)
{
	const char *text = buf_text(&r->pattern);
	struct comparison c;
	struct buf range = BUF_INIT;
	if (!read_comparison(text, &c))
		return false;
	if (c.number[c.length] == '%') {
		complain(r, "only flat and cum have shares, as in cum>=1%");
		return false;
	}
	if (c.strict) {
		if (c.unit)
			complain(r, "use >= or <=");
		return false;
	}
	if (c.key == 4 && strncmp(text, "size", 4) == 0)
		buf_puts(&range, "bytes");
	else
		buf_put(&range, text, c.key);
	buf_puts(&range, c.least ? "=" : "=:");
	for (size_t i = 0; i < c.length; i++)
		buf_putc(&range, (char)tolower((unsigned char)c.number[i]));
	/* 32K, as people write it. */
	if (strchr("KMGT", c.number[c.length - 1]) != NULL)
		buf_putc(&range, 'b');
	if (c.least)
		buf_putc(&range, ':');
	buf_done(&r->pattern);
	r->pattern = range;
	return true;
}

/* A pattern for the functions of a package. It is searched in names of files, too, so what follows
 * the dot must not be the end of one. */
static void package_pattern(struct buf *pattern)
{
	struct buf out = BUF_INIT;
	buf_puts(&out, "(^|/)");
	rx_quote(&out, buf_text(pattern));
	buf_puts(&out, "\\.([^g]|g[^o]|g$|go.)");
	buf_done(pattern);
	*pattern = out;
}

/* A pattern for a file, by the end of its path, or for the files of a folder; function names end
 * otherwise. */
static enum cprof_status file_pattern(struct reading *r)
{
	const char *text = buf_text(&r->pattern), *slash = strrchr(text, '/');
	struct buf out = BUF_INIT;
	bool folder = slash != NULL && slash[1] == '\0';
	if (!folder && strchr(slash != NULL ? slash : text, '.') == NULL)
		return complain(r, "a file has an ending, as in file:build.go, a folder a slash, "
				   "as in file:cart/");
	buf_puts(&out, "(^|/)");
	rx_quote(&out, text);
	buf_puts(&out, folder ? "[^(]*\\.(go|s|c|cc|cpp|h|rs|py)$" : "$");
	buf_done(&r->pattern);
	r->pattern = out;
	return CPROF_OK;
}

/* What a filter is called when it is turned round; itself if it cannot be. */
static int turned(int kind)
{
	static const int pairs[][2] = { { CPROF_FOCUS, CPROF_IGNORE },
					{ CPROF_SHOW, CPROF_HIDE },
					{ CPROF_TAGFOCUS, CPROF_TAGIGNORE },
					{ CPROF_TAGSHOW, CPROF_TAGHIDE } };
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		for (int k = 0; k < 2; k++)
			if (pairs[i][k] == kind)
				return pairs[i][1 - k];
	return kind;
}

static bool is_test(struct reading *r)
{
	return r->kind == KIND_ROWS ||
	       (r->kind == KIND_NONE && row_filter_is(buf_text(&r->pattern)));
}

/* Makes it one of pprof's filters. */
static enum cprof_status settle_kind(struct reading *r)
{
	int kind = r->kind;
	if (kind == KIND_NONE || kind == KIND_TAG || kind == CPROF_TAGFOCUS ||
	    kind == CPROF_TAGIGNORE) {
		bool range = compare_to_range(r);
		if (kind == KIND_NONE)
			kind = range ? CPROF_TAGFOCUS : CPROF_FOCUS;
		else if (kind == KIND_TAG)
			kind = CPROF_TAGFOCUS;
	} else if (kind == KIND_PKG) {
		package_pattern(&r->pattern);
		kind = CPROF_FOCUS;
	} else if (kind == KIND_FILE) {
		file_pattern(r);
		kind = CPROF_FOCUS;
	}
	r->kind = r->negated ? turned(kind) : kind;
	if (r->negated && r->kind == kind)
		return complain(r, "this kind of filter cannot be turned round with !");
	return r->err->status;
}

/* Says what is wrong with the pattern, and at which column of the line. */
static enum cprof_status check_pattern(struct reading *r)
{
	static const char lead[] = "error parsing regexp: ";
	const char *pattern = buf_text(&r->pattern), *name = kind_name(r->kind);
	struct tagmatch *match = NULL;
	struct rx *rx = NULL;
	size_t offset = 0;
	if (r->kind == CPROF_TAGFOCUS || r->kind == CPROF_TAGIGNORE) {
		if (tagmatch_new(&match, name, pattern, NULL, r->err) != CPROF_OK)
			cprof_error_prefix(r->err, "%s", name);
	} else if (rx_compile(pattern, &rx, &offset, r->err) != CPROF_OK) {
		const char *text = r->err->text;
		if (strncmp(text, lead, sizeof lead - 1) == 0)
			text += sizeof lead - 1;
		struct buf why = BUF_INIT;
		buf_put(&why, text, strcspn(text, ":"));
		cprof_error_set(r->err, CPROF_ERR_SYNTAX, "%s: %s at %zu", name, buf_text(&why),
				r->column + offset + 1);
		buf_done(&why);
	}
	tagmatch_free(match);
	rx_free(rx);
	return r->err->status;
}

static enum cprof_status add_tests(struct cprof_query *q, struct reading *r)
{
	struct buf tests = BUF_INIT;
	struct row_filter *read = NULL;
	buf_printf(&tests, "%s%s", r->negated ? "!" : "", buf_text(&r->pattern));
	if (row_filter_new(buf_text(&tests), &read, r->err) == CPROF_OK) {
		filter_line_add_rows(q, buf_text(&tests));
		q->rows_off = r->off;
	}
	row_filter_free(read);
	buf_done(&tests);
	return r->err->status;
}

static enum cprof_status add_chip(struct cprof_query *q, struct reading *r)
{
	if (is_test(r))
		return add_tests(q, r);
	if (settle_kind(r) != CPROF_OK || check_pattern(r) != CPROF_OK)
		return r->err->status;
	enum cprof_filter f = (enum cprof_filter)r->kind;
	struct chip chip;
	if (r->new_pass && filter_line_get(q, 0, &chip) && !chip.rows)
		cprof_query_add_pass(q);
	/* One that is off joins none that is on. */
	if (r->off && q->pass[q->passes - 1].filter[f] != NULL)
		cprof_query_add_pass(q);
	filter_line_add(q, f, buf_text(&r->pattern));
	q->pass[q->passes - 1].off[f] = r->off;
	return CPROF_OK;
}

enum cprof_status filter_line_parse(struct cprof_query *q, const char *line,
				    struct cprof_error *err)
{
	struct cprof_query fresh;
	struct reading r = { .line = line, .at = line, .pattern = BUF_INIT, .err = err };
	cprof_query_copy(&fresh, q);
	filter_line_clear(&fresh);
	while (err->status == CPROF_OK && next_chip(&r))
		if (r.pattern.size > 0)
			add_chip(&fresh, &r);
	buf_done(&r.pattern);
	if (err->status == CPROF_OK) {
		struct cprof_query old = *q;
		*q = fresh;
		fresh = old;
	}
	cprof_query_done(&fresh);
	return err->status;
}
