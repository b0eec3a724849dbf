/* The analysis for the source of a function, or of those that match a pattern. */
#ifndef CPROF_SOURCE_H
#define CPROF_SOURCE_H

#include <cprof/analysis.h>
#include <cprof/listing.h>

/* One of the two is given. */
struct cprof_source_parameters {
	const char *function; /* an exact name: its lines, in whole files */
	const char *pattern;  /* a regular expression: what list prints */
};

/* Finds a struct cprof_listing. CPROF_ERR_NOTFOUND: no sample with such a function is left. */
extern const struct cprof_analysis cprof_analysis_source;

#endif
