/* Which value of a sample counts, and what all of them add up to. */
#ifndef QUERY_VALUE_H
#define QUERY_VALUE_H

#include <cprof/error.h>
#include <cprof/query.h>

#include "base/unit.h"
#include "query/selection.h"

struct value_spec {
	uint32_t column;
	bool mean;       /* divided by column 0 */
	double ratio;    /* 1 / divide_by: applied when a value is printed */
	const char *type; /* the column's type and unit, borrowed from the profile */
	const char *unit;
};

/* Resolves sample_index, mean and divide_by. Errors in pprof's words: `sample_index "foo" must be
 * one of: [samples cpu]`, "zero divisor specified". */
enum cprof_status value_resolve(const struct profile *p, const struct cprof_query *q,
				struct value_spec *v, struct cprof_error *err);

/* The column a sample_index names. */
enum cprof_status value_column(const struct profile *p, const char *sample_index, uint32_t *column,
			       struct cprof_error *err);

/* Sum of |value| over the samples the selection left, samples with empty stacks too; divided by the
 * sum of the divisors with mean. In a diff only the samples of its base count, if they have any
 * value. */
int64_t value_total(const struct selection *s, const struct value_spec *v);

/* The two sides of a diff: what the samples of its base and the others the selection left add up
 * to, signs and all; the base's as it was before it was subtracted. */
struct value_sides {
	int64_t base, other;
};

/* False if no sample is marked as a base's. */
bool value_sides(const struct selection *s, const struct value_spec *v, struct value_sides *sides);

/* The label sets that mark samples of a diff's base, one bool each; NULL: there are none. The mark
 * is a label like others: hidden, it marks nothing. The caller frees it. */
bool *value_base_sets(const struct selection *s);

/* |value| without overflow surprises: the most negative number stays as it is, as in pprof. */
static inline int64_t value_abs(int64_t v)
{
	return v < 0 ? (int64_t)(0 - (uint64_t)v) : v;
}

/* The larger first, whatever their signs. */
static inline int value_compare_size(int64_t a, int64_t b)
{
	int64_t x = value_abs(a), y = value_abs(b);
	return x > y ? -1 : x < y;
}

/* Sums wrap as in pprof instead of being undefined. */
static inline int64_t value_add(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

static inline int64_t value_subtract(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a - (uint64_t)b);
}

/* Division that cannot trap. */
static inline int64_t value_divide(int64_t a, int64_t b)
{
	return b == -1 ? (int64_t)(0 - (uint64_t)a) : a / b;
}

/* A share of a total, without its sign: what cutoffs are. */
static inline int64_t value_share(int64_t total, double fraction)
{
	return value_abs(unit_truncate((double)total * fraction));
}

#endif
