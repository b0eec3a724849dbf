/* Where the source of a function stands, for an editor. */
#ifndef CPROF_POSITION_H
#define CPROF_POSITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/analysis.h>

struct cprof_position_parameters {
	const char *function; /* an exact name */
	const char *file;     /* of it, as rows have it; NULL: not known */
	int64_t line;         /* 0: not known */
};

struct cprof_position {
	const char *file;  /* as reports print it; "": the profile names none */
	const char *found; /* the path that can be read; NULL: none */
	int64_t line;      /* the one asked for, else the one with the most flat value; 0:
			    * unknown */
	void *memory;      /* owner of all texts; private */
};

/* Finds a struct cprof_position. */
extern const struct cprof_analysis cprof_analysis_position;

#endif
