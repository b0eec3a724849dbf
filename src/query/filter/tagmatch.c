/* One tagfocus or tagignore: see tagmatch.h. A label that many sets have is searched once. */
#include "query/filter/tagmatch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/intern.h"
#include "base/unit.h"
#include "base/vec.h"
#include "base/xalloc.h"
#include "query/labels.h"
#include "query/regex/rx.h"

struct number {
	int64_t value;
	char unit[40];
};

/* Reads a number with its unit and moves *at behind it; false if there is none. */
static bool read_number(const char **at, struct number *n, bool *too_large)
{
	const char *p = *at + (**at == '+' || **at == '-');
	char *end;
	if (strspn(p, "0123456789") == 0)
		return false;
	errno = 0;
	long long value = strtoll(*at, &end, 10);
	*too_large |= errno == ERANGE;
	n->value = value;
	size_t length = strspn(end, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
	if (length >= sizeof n->unit)
		return false;
	memcpy(n->unit, end, length);
	n->unit[length] = '\0';
	*at = end + length;
	return true;
}

/* Sets the unit of the range from its first number, which must not move. */
static double first_value(struct tagrange *r, const struct number *n)
{
	memcpy(r->own_unit, n->unit, sizeof r->own_unit);
	struct unit_scaled scaled = unit_scale(n->value, r->own_unit, r->own_unit);
	r->unit = scaled.unit;
	return scaled.value;
}

enum cprof_status tagrange_parse(struct tagrange *r, const char *expression, bool *is_range,
				 struct cprof_error *err)
{
	const char *at = expression;
	struct number n = { 0 }, m = { 0 };
	bool too_large = false, both = false;
	bool from_below = *at == ':';
	*r = (struct tagrange){ .unit = "" };
	*is_range = false;
	at += from_below;
	if (!read_number(&at, &n, &too_large))
		return CPROF_OK;
	r->has_most = from_below || *at == '\0';
	r->has_least = !from_below;
	if (!from_below && *at == ':') {
		at++;
		both = read_number(&at, &m, &too_large);
	}
	if (*at != '\0')
		return CPROF_OK;
	r->least = r->most = first_value(r, &n);
	if (both) {
		struct unit_scaled most = unit_scale(m.value, m.unit, r->unit);
		if (strcmp(most.unit, r->unit) != 0)
			return CPROF_OK;
		r->has_most = true;
		r->most = most.value;
	}
	*is_range = true;
	if (too_large)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "a number in \"%s\" is too large",
				       expression);
	return CPROF_OK;
}

bool tagrange_has(const struct tagrange *r, int64_t value, const char *unit)
{
	struct unit_scaled scaled = unit_scale(value, unit, r->unit);
	return strcmp(scaled.unit, r->unit) == 0 && (!r->has_least || scaled.value >= r->least) &&
	       (!r->has_most || scaled.value <= r->most);
}

struct tagmatch {
	char *key; /* NULL: any */
	bool is_range;
	struct tagrange range;
	VEC(struct rx *) rx; /* else */
};

/* Asks one matcher about the sets of one profile. */
struct asking {
	const struct tagmatch *m;
	const struct selection *s;
	struct label_units units;
	struct intern label;     /* key and value of the string labels asked about */
	VEC(bool) answer;        /* per such label: of each regexp */
	bool *found;             /* per regexp: some label of the set matches */
	struct buf text;
	struct cprof_error *err;
};

static enum cprof_status add_regexp(struct tagmatch *m, const char *pattern, size_t length,
				    struct cprof_error *err)
{
	struct rx *rx = NULL;
	char *copy = xstrndup(pattern, length);
	if (rx_compile(copy, &rx, NULL, err) == CPROF_OK)
		VEC_PUSH(&m->rx, rx);
	free(copy);
	return err->status;
}

static enum cprof_status add_regexps(struct tagmatch *m, const char *expression,
				     struct cprof_error *err)
{
	for (const char *p = expression;; p++) {
		size_t length = strcspn(p, ",");
		if (add_regexp(m, p, length, err) != CPROF_OK)
			return err->status;
		p += length;
		if (*p == '\0')
			return CPROF_OK;
	}
}

enum cprof_status tagmatch_new(struct tagmatch **tagmatch, const char *option,
			       const char *expression, struct cprof_notes *notes,
			       struct cprof_error *err)
{
	*tagmatch = NULL;
	if (expression == NULL || *expression == '\0')
		return CPROF_OK;
	struct tagmatch *m = xcalloc(1, sizeof *m);
	const char *equals = strchr(expression, '=');
	if (equals != NULL && equals > expression)
		m->key = xstrndup(expression, (size_t)(equals - expression));
	if (equals != NULL)
		expression = equals + 1;
	if (tagrange_parse(&m->range, expression, &m->is_range, err) == CPROF_OK && !m->is_range)
		add_regexps(m, expression, err);
	else if (err->status == CPROF_OK && notes != NULL)
		notes_add(notes, "%s:Interpreted '%s' as range, not regexp", option, expression);
	if (err->status == CPROF_OK)
		*tagmatch = m;
	else
		tagmatch_free(m);
	return err->status;
}

void tagmatch_free(struct tagmatch *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; i < m->rx.count; i++)
		rx_free(m->rx.at[i]);
	VEC_DONE(&m->rx);
	free(m->key);
	free(m);
}

/* The answers of all regexps for a string label. */
static const bool *ask_label(struct asking *x, const struct label *l)
{
	const struct profile *p = x->s->profile;
	const str_id pair[] = { l->key, l->text };
	size_t count = x->m->rx.count;
	uint32_t known = x->label.count;
	uint32_t number = intern_put(&x->label, pair, sizeof pair);
	if (number < known)
		return x->answer.at + number * count;
	buf_clear(&x->text);
	if (x->m->key == NULL) {
		buf_put(&x->text, profile_text(p, l->key), profile_length(p, l->key));
		buf_putc(&x->text, ':');
	}
	buf_put(&x->text, profile_text(p, l->text), profile_length(p, l->text));
	for (size_t i = 0; i < count; i++) {
		bool yes = false;
		if (x->err->status == CPROF_OK)
			rx_match(x->m->rx.at[i], buf_text(&x->text), x->text.size, &yes, x->err);
		VEC_PUSH(&x->answer, yes);
	}
	return x->answer.at + number * count;
}

static bool is_wanted(const struct asking *x, uint32_t label)
{
	const struct profile *p = x->s->profile;
	const struct label *l = &p->label[label];
	return (l->text == 0) == x->m->is_range && selection_label_visible(x->s, label) &&
	       (x->m->key == NULL || strcmp(profile_text(p, l->key), x->m->key) == 0);
}

static bool in_range(const struct asking *x, uint32_t set)
{
	const struct profile *p = x->s->profile;
	for (uint32_t i = p->label_set_start[set]; i < p->label_set_start[set + 1]; i++)
		if (is_wanted(x, i) &&
		    tagrange_has(&x->m->range, p->label[i].number,
				 label_unit(&x->units, profile_text(p, p->label[i].key))))
			return true;
	return false;
}

static bool matches_regexps(struct asking *x, uint32_t set)
{
	const struct profile *p = x->s->profile;
	size_t count = x->m->rx.count, found = 0;
	memset(x->found, 0, count * sizeof *x->found);
	for (uint32_t i = p->label_set_start[set]; i < p->label_set_start[set + 1]; i++) {
		if (!is_wanted(x, i))
			continue;
		const bool *answer = ask_label(x, &p->label[i]);
		for (size_t r = 0; r < count; r++) {
			found += answer[r] && !x->found[r];
			x->found[r] |= answer[r];
		}
	}
	return x->m->key != NULL ? found > 0 : found == count;
}

bool *tagmatch_sets(struct tagmatch *m, const struct selection *s, struct cprof_progress *progress,
		    struct cprof_error *err)
{
	struct asking x = { .m = m, .s = s, .err = err };
	uint32_t sets = s->profile->label_set_count;
	bool *matches = xcalloc(sets, sizeof *matches);
	label_units_init(&x.units, s->profile, NULL);
	x.found = xcalloc(m->rx.count, sizeof *x.found);
	for (uint32_t set = 0; set < sets && err->status == CPROF_OK; set++) {
		matches[set] = m->is_range ? in_range(&x, set) : matches_regexps(&x, set);
		if (set % PROFILE_BLOCK == 0 && progress_cancelled(progress))
			cprof_error_set(err, CPROF_ERR_CANCELLED, "cancelled");
	}
	label_units_done(&x.units);
	intern_done(&x.label);
	VEC_DONE(&x.answer);
	buf_done(&x.text);
	free(x.found);
	if (err->status != CPROF_OK) {
		free(matches);
		return NULL;
	}
	return matches;
}
