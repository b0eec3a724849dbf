/* Ranges of numeric labels: see tagrange.h. */
#include "query/filter/tagrange.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"

struct number {
	int64_t value;
	char unit[40];
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Reads a number with its unit and moves *at behind it; false if there is none. */
static bool read_number(const char **at, struct number *n, bool *too_large)
{
	const char *p = *at + (**at == '+' || **at == '-');
	char *end;
	if (!is_digit(*p))
		return false;
	errno = 0;
	long long value = strtoll(*at, &end, 10);
	*too_large |= errno == ERANGE;
	n->value = value;
	size_t length = 0;
	while (is_letter(end[length]))
		length++;
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
