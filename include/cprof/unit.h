/* How the values of an answer are read. */
#ifndef CPROF_UNIT_H
#define CPROF_UNIT_H

#include <stdint.h>

struct cprof_unit {
	const char *sample; /* what values are in: the unit of the sample type, "bytes" */
	const char *shown;  /* what they are printed in: "MB"; "minimum" or "auto": each value in
			     * one of its own */
	double ratio;       /* 1 / divide_by: applied when a value is printed */
};

/* A value as reports print it, "16.91MB"; the caller frees it with free(). */
char *cprof_unit_text(const struct cprof_unit *unit, int64_t value);

#endif
