/* Units of values: scaling, labels and percentages exactly as pprof prints them. */
#ifndef BASE_UNIT_H
#define BASE_UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/unit.h>

#include "base/buf.h"

/* A value in another unit; `unit` is borrowed: a static name or the caller's `to`. */
struct unit_scaled {
	double value;
	const char *unit;
};

/* `to` may be "minimum" or "auto": the largest unit of the family in which the value is at least
 * 1. */
struct unit_scaled unit_scale(int64_t value, const char *from, const char *to);

/* Appends two decimals without a final ".00", then the unit; zero is "0" without a unit. */
void unit_label(struct buf *out, int64_t value, const char *from, const char *to);

/* Appends a value as cprof_unit_text() has it. */
void unit_put(struct buf *out, const struct cprof_unit *unit, int64_t value);

/* A double as an integer, as the reference's machine converts it: NaN and overflow give the
 * minimum. */
int64_t unit_truncate(double d);

/* A value divided by divide_by, as pprof does it: positive ratios only, truncated. */
int64_t unit_by_ratio(int64_t value, double ratio);

/* Appends |value / total| as a percentage of at least six characters; total 0 gives "    0%". */
void unit_percentage(struct buf *out, int64_t value, int64_t total);

/* The same without the blanks that align it. */
void unit_percentage_bare(struct buf *out, int64_t value, int64_t total);

/* A number with commas between thousands, as an argument for printf(): unit_count(n).text. */
struct unit_count {
	char text[28];
};
struct unit_count unit_count(size_t count);

/* Appends it with what is counted: "1 caller", "1,200 callers". */
void unit_put_count(struct buf *out, size_t count, const char *what);

/* True if `unit` is a unit of time. */
bool unit_is_time(const char *unit);

/* True if values in one unit can be expressed in the other: the same text or the same family. */
bool unit_compatible(const char *a, const char *b);

#endif
