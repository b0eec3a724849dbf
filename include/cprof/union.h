/* The analysis for what rows of a table add up to together, no sample counted twice. */
#ifndef CPROF_UNION_H
#define CPROF_UNION_H

#include <stddef.h>
#include <stdint.h>

#include <cprof/analysis.h>

/* Which rows: those of a pattern, or, without one, these. */
struct cprof_union_parameters {
	const char *pattern; /* a regular expression with smart case that printed names match;
			      * NULL: none */
	const uint64_t *row; /* cprof_row.id; those that the query's table has not are left out */
	size_t rows;
};

struct cprof_union {
	int64_t flat; /* of the samples whose leaf is in one of the rows */
	int64_t cum;  /* of the samples with one of the rows anywhere on the stack */
};

/* Finds a struct cprof_union. */
extern const struct cprof_analysis cprof_analysis_union;

#endif
