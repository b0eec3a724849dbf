/* The query as a value: defaults, copies, comparison. */
#include <cprof/query.h>

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

static const char *const filter_names[CPROF_FILTERS] = {
	"focus", "ignore", "hide", "show", "show_from", "tagfocus", "tagignore", "tagshow",
	"taghide", "prune_from"
};

const char *cprof_filter_name(enum cprof_filter f)
{
	return filter_names[f];
}

static char *copy_text(const char *text)
{
	return text == NULL || *text == '\0' ? NULL : xstrdup(text);
}

bool cprof_query_same_text(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static bool same_real(double a, double b)
{
	return !(a < b || a > b);
}

void cprof_query_init(struct cprof_query *q)
{
	*q = (struct cprof_query){ 0 };
	cprof_query_add_pass(q);
#define QUERY_TEXT(name, initial) q->name = copy_text(initial);
#define QUERY_BOOL(name, initial) q->name = initial;
#define QUERY_INT(name, initial) q->name = initial;
#define QUERY_REAL(name, initial) q->name = initial;
#include <cprof/query.def>
#undef QUERY_TEXT
#undef QUERY_BOOL
#undef QUERY_INT
#undef QUERY_REAL
}

void cprof_query_text(char **field, const char *text)
{
	char *copy = copy_text(text);
	free(*field);
	*field = copy;
}

static void empty_pass(struct cprof_pass *pass)
{
	for (enum cprof_filter f = CPROF_FOCUS; f < CPROF_FILTERS; f++)
		free(pass->filter[f]);
	*pass = (struct cprof_pass){ 0 };
}

#define QUERY_BOOL(name, initial)
#define QUERY_INT(name, initial)
#define QUERY_REAL(name, initial)

void cprof_query_copy(struct cprof_query *to, const struct cprof_query *from)
{
	*to = *from;
#define QUERY_TEXT(name, initial) to->name = copy_text(from->name);
#include <cprof/query.def>
#undef QUERY_TEXT
	to->pass = xcalloc(from->passes, sizeof *to->pass);
	for (size_t i = 0; i < from->passes; i++) {
		to->pass[i] = from->pass[i];
		for (enum cprof_filter f = CPROF_FOCUS; f < CPROF_FILTERS; f++)
			to->pass[i].filter[f] = copy_text(from->pass[i].filter[f]);
	}
}

void cprof_query_done(struct cprof_query *q)
{
	for (size_t i = 0; i < q->passes; i++)
		empty_pass(&q->pass[i]);
	free(q->pass);
#define QUERY_TEXT(name, initial) free(q->name);
#include <cprof/query.def>
#undef QUERY_TEXT
	*q = (struct cprof_query){ 0 };
}

#undef QUERY_BOOL
#undef QUERY_INT
#undef QUERY_REAL

static bool same_passes(const struct cprof_query *a, const struct cprof_query *b)
{
	if (a->passes != b->passes)
		return false;
	for (size_t i = 0; i < a->passes; i++)
		for (enum cprof_filter f = CPROF_FOCUS; f < CPROF_FILTERS; f++)
			if (a->pass[i].off[f] != b->pass[i].off[f] ||
			    !cprof_query_same_text(a->pass[i].filter[f], b->pass[i].filter[f]))
				return false;
	return true;
}

static bool counts(const struct cprof_pass *pass)
{
	for (enum cprof_filter f = CPROF_FOCUS; f < CPROF_FILTERS; f++)
		if (cprof_pass_filter(pass, f) != NULL)
			return true;
	return false;
}

/* The first pass from `at` on that does something, else q->passes. */
static size_t next_pass(const struct cprof_query *q, size_t at)
{
	while (at < q->passes && !counts(&q->pass[at]))
		at++;
	return at;
}

/* The same, but for filters that do nothing. */
static bool same_effect(const struct cprof_query *a, const struct cprof_query *b)
{
	size_t i = next_pass(a, 0), j = next_pass(b, 0);
	for (; i < a->passes && j < b->passes; i = next_pass(a, i + 1), j = next_pass(b, j + 1))
		for (enum cprof_filter f = CPROF_FOCUS; f < CPROF_FILTERS; f++) {
			if (!cprof_query_same_text(cprof_pass_filter(&a->pass[i], f),
						   cprof_pass_filter(&b->pass[j], f)))
				return false;
		}
	return i == a->passes && j == b->passes;
}

bool cprof_query_equal(const struct cprof_query *a, const struct cprof_query *b)
{
	bool same = same_passes(a, b);
#define QUERY_TEXT(name, initial) same = same && cprof_query_same_text(a->name, b->name);
#define QUERY_BOOL(name, initial) same = same && a->name == b->name;
#define QUERY_INT(name, initial) same = same && a->name == b->name;
#define QUERY_REAL(name, initial) same = same && same_real(a->name, b->name);
#include <cprof/query.def>
#undef QUERY_TEXT
#undef QUERY_BOOL
#undef QUERY_INT
#undef QUERY_REAL
	return same;
}

bool cprof_query_selects_same(const struct cprof_query *a, const struct cprof_query *b)
{
	return cprof_query_starts_same(a, b) && same_effect(a, b);
}

/* Frames made from numeric labels are named in the query's unit. */
bool cprof_query_starts_same(const struct cprof_query *a, const struct cprof_query *b)
{
	bool from_labels = a->tagroot != NULL || a->tagleaf != NULL;
	return a->all_frames == b->all_frames && cprof_query_same_text(a->tagroot, b->tagroot) &&
	       cprof_query_same_text(a->tagleaf, b->tagleaf) &&
	       (!from_labels || cprof_query_same_text(a->unit, b->unit));
}

struct cprof_pass *cprof_query_add_pass(struct cprof_query *q)
{
	q->pass = xreallocarray(q->pass, q->passes + 1, sizeof *q->pass);
	q->pass[q->passes] = (struct cprof_pass){ 0 };
	return &q->pass[q->passes++];
}

void cprof_query_drop_pass(struct cprof_query *q, size_t pass)
{
	empty_pass(&q->pass[pass]);
	if (q->passes == 1)
		return;
	q->passes--;
	memmove(q->pass + pass, q->pass + pass + 1, (q->passes - pass) * sizeof *q->pass);
}

void cprof_pass_set(struct cprof_pass *pass, enum cprof_filter f, const char *pattern)
{
	cprof_query_text(&pass->filter[f], pattern);
	pass->off[f] = false;
}

bool cprof_query_filtered(const struct cprof_query *q)
{
	return next_pass(q, 0) < q->passes;
}
