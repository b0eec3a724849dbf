/* The analysis for what rows add up to together, no sample counted twice.
 *
 * Of the ask it reads `names`: the rows with one of these printed names; else `pattern`: those
 * whose printed name matches it, with smart case. */
#ifndef CPROF_UNION_H
#define CPROF_UNION_H

#include <cprof/analysis.h>

struct cprof_union {
	int64_t flat; /* of the samples whose leaf is in one of the rows */
	int64_t cum;  /* of the samples with one of the rows anywhere on the stack */
};

/* Finds a struct cprof_union. */
extern const struct cprof_analysis cprof_analysis_union;

/* The same; for who asks both. */
extern const struct cprof_analysis cprof_analysis_union_names;

#endif
