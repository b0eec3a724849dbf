/* Units of values: see unit.h.
 *
 * Invariant: a value is first multiplied by the factor of its own unit and then divided by that of
 * the wanted one, both as doubles. Any other order rounds otherwise at halves of the second
 * decimal, and the labels would differ from pprof's. */
#include "base/unit.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define ALIASES_MAX 3
#define NAME_MAX_LENGTH 16

struct unit {
	const char *name; /* as printed */
	double factor;    /* how many of the family's smallest whole unit it is */
	const char *alias[ALIASES_MAX];
};

struct family {
	const struct unit *units;
	size_t count;
	size_t fallback; /* the unit used when no other one suits */
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct unit memory_units[] = {
	{ "B", 1, { "b", "byte" } },
	{ "kB", 1024.0, { "kb", "kbyte", "kilobyte" } },
	{ "MB", 1048576.0, { "mb", "mbyte", "megabyte" } },
	{ "GB", 1073741824.0, { "gb", "gbyte", "gigabyte" } },
	{ "TB", 1099511627776.0, { "tb", "tbyte", "terabyte" } },
	{ "PB", 1125899906842624.0, { "pb", "pbyte", "petabyte" } },
};

static const struct unit time_units[] = {
	{ "ns", 1, { "ns", "nanosecond" } },
	{ "us", 1e3, { "us", "microsecond" } },
	{ "ms", 1e6, { "ms", "millisecond" } },
	{ "s", 1e9, { "s", "sec", "second" } },
	{ "hrs", 3.6e12, { "hour", "hr" } },
};

static const struct unit gcu_units[] = {
	{ "n*GCU", 1e-9, { "nanogcu" } }, { "u*GCU", 1e-6, { "microgcu" } },
	{ "m*GCU", 1e-3, { "milligcu" } }, { "GCU", 1, { "gcu" } },
	{ "k*GCU", 1e3, { "kilogcu" } }, { "M*GCU", 1e6, { "megagcu" } },
	{ "G*GCU", 1e9, { "gigagcu" } }, { "T*GCU", 1e12, { "teragcu" } },
	{ "P*GCU", 1e15, { "petagcu" } },
};

/* In the order in which they are asked. */
static const struct family families[] = {
	{ memory_units, COUNT(memory_units), 0 },
	{ time_units, COUNT(time_units), 3 },
	{ gcu_units, COUNT(gcu_units), 3 },
};

static const struct family *const time_family = &families[1];

/* Writes the unit in lower case without a plural s. False if it is too long to be a known one.
 * Two characters outside ASCII have lower-case forms inside it: the Kelvin sign and dotted I. */
static bool normalize(const char *unit, char name[NAME_MAX_LENGTH])
{
	size_t length = 0;
	while (*unit != '\0') {
		char c = *unit++;
		if (c >= 'A' && c <= 'Z') {
			c = (char)(c - 'A' + 'a');
		} else if (strncmp(unit - 1, "\xe2\x84\xaa", 3) == 0) {
			c = 'k';
			unit += 2;
		} else if (strncmp(unit - 1, "\xc4\xb0", 2) == 0) {
			c = 'i';
			unit += 1;
		}
		if (length + 1 == NAME_MAX_LENGTH)
			return false;
		name[length++] = c;
	}
	if (length > 2 && name[length - 1] == 's')
		length--;
	name[length] = '\0';
	return true;
}

static const struct unit *find_in_family(const struct family *f, const char *name)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct unit *u = &f->units[i];
		for (size_t a = 0; a < ALIASES_MAX && u->alias[a] != NULL; a++) {
			if (strcmp(name, u->alias[a]) == 0)
				return u;
		}
	}
	return NULL;
}

/* The unit and its family, or NULL if no family knows it. */
static const struct unit *find(const char *unit, const struct family **family)
{
	char name[NAME_MAX_LENGTH];
	if (!normalize(unit, name))
		return NULL;
	for (size_t i = 0; i < COUNT(families); i++) {
		const struct unit *found = find_in_family(&families[i], name);
		if (found != NULL) {
			*family = &families[i];
			return found;
		}
	}
	return NULL;
}

/* The largest unit in which the value is at least 1. */
static const struct unit *find_largest(const struct family *f, double value)
{
	const struct unit *best = &f->units[f->fallback];
	for (size_t i = 0; i < f->count; i++) {
		if (value / f->units[i].factor >= 1.0)
			best = &f->units[i];
	}
	return best;
}

static bool is_automatic(const char *to)
{
	return strcmp(to, "minimum") == 0 || strcmp(to, "auto") == 0;
}

/* Units that say nothing and are left away. */
static bool is_plain(const char *to)
{
	return strcmp(to, "count") == 0 || strcmp(to, "sample") == 0 || strcmp(to, "unit") == 0 ||
	       is_automatic(to);
}

struct unit_scaled unit_scale(int64_t value, const char *from, const char *to)
{
	if (value < 0 && value != INT64_MIN) {
		struct unit_scaled positive = unit_scale(-value, from, to);
		positive.value = -positive.value;
		return positive;
	}
	const struct family *family = NULL;
	const struct unit *source = find(from, &family);
	if (source == NULL)
		return (struct unit_scaled){ (double)value, is_plain(to) ? "" : to };
	double base = (double)value * source->factor;
	const struct unit *target = NULL;
	if (is_automatic(to)) {
		target = find_largest(family, base);
	} else {
		const struct family *other = NULL;
		target = find(to, &other);
		if (target == NULL || other != family)
			target = &family->units[family->fallback];
	}
	return (struct unit_scaled){ base / target->factor, target->name };
}

void unit_label(struct buf *out, int64_t value, const char *from, const char *to)
{
	struct unit_scaled scaled = unit_scale(value, from, to);
	size_t start = out->size;
	buf_printf(out, "%.2f", scaled.value);
	if (strcmp(out->data + out->size - 3, ".00") == 0) {
		out->size -= 3;
		out->data[out->size] = '\0';
	}
	const char *number = out->data + start;
	if (strcmp(number, "0") != 0 && strcmp(number, "-0") != 0) {
		buf_puts(out, scaled.unit);
		return;
	}
	out->size = start;
	buf_putc(out, '0');
}

int64_t unit_truncate(double d)
{
	return d >= -9223372036854775808.0 && d < 9223372036854775808.0 ? (int64_t)d : INT64_MIN;
}

int64_t unit_by_ratio(int64_t value, double ratio)
{
	return ratio > 0 && (ratio < 1 || ratio > 1) ? unit_truncate((double)value * ratio) : value;
}

void unit_put(struct buf *out, const struct cprof_unit *unit, int64_t value)
{
	unit_label(out, unit_by_ratio(value, unit->ratio), unit->sample, unit->shown);
}

char *cprof_unit_text(const struct cprof_unit *unit, int64_t value)
{
	struct buf text = BUF_INIT;
	unit_put(&text, unit, value);
	return buf_take(&text);
}

void unit_percentage(struct buf *out, int64_t value, int64_t total)
{
	double ratio = total != 0 ? fabs((double)value / (double)total) * 100 : 0;
	if (ratio >= 99.95 && ratio <= 100.05)
		buf_puts(out, "  100%");
	else if (ratio >= 1)
		buf_printf(out, "%5.2f%%", ratio);
	else
		buf_printf(out, "%5.2g%%", ratio);
}

bool unit_is_time(const char *unit)
{
	const struct family *family = NULL;
	return find(unit, &family) != NULL && family == time_family;
}

bool unit_compatible(const char *a, const char *b)
{
	const struct family *family_a = NULL;
	const struct family *family_b = NULL;
	if (strcmp(a, b) == 0)
		return true;
	return find(a, &family_a) != NULL && find(b, &family_b) != NULL && family_a == family_b;
}

void unit_percentage_bare(struct buf *out, int64_t value, int64_t total)
{
	struct buf text = BUF_INIT;
	unit_percentage(&text, value, total);
	buf_puts(out, buf_text(&text) + strspn(buf_text(&text), " "));
	buf_done(&text);
}

struct unit_count unit_count(size_t count)
{
	struct unit_count c = { "" };
	char digits[24];
	int length = snprintf(digits, sizeof digits, "%zu", count), used = 0;
	for (int i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			c.text[used++] = ',';
		c.text[used++] = digits[i];
	}
	return c;
}

void unit_put_count(struct buf *out, size_t count, const char *what)
{
	buf_printf(out, "%s %s%s", unit_count(count).text, what, count == 1 ? "" : "s");
}
