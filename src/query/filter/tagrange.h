/* Ranges of numeric labels as tagfocus and tagignore take them: N, N:, :N, N:M, each number with a
 * unit behind it or none: "4kb:", "1s:2s". */
#ifndef QUERY_FILTER_TAGRANGE_H
#define QUERY_FILTER_TAGRANGE_H

#include <stdbool.h>
#include <stdint.h>

#include <cprof/error.h>

struct tagrange {
	bool has_least, has_most; /* both ends belong to the range */
	double least, most;       /* in `unit` */
	const char *unit;         /* as values are printed in it; "": none */
	char own_unit[40];        /* holds `unit` when no family knows it */
};

/* Reads an expression. *is_range is false when it is not one, and so a regexp: another form, units
 * that do not go together, a unit of more than 39 letters. CPROF_ERR_SYNTAX: a range, but a number
 * needs more than 64 bits. The range must stay where it is. */
enum cprof_status tagrange_parse(struct tagrange *r, const char *expression, bool *is_range,
				 struct cprof_error *err);

/* True if a value lies in the range. A unit of another family never does; a value without a known
 * unit is taken as if in the range's. */
bool tagrange_has(const struct tagrange *r, int64_t value, const char *unit);

#endif
