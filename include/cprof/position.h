/* Where the source of a function stands, for an editor. */
#ifndef CPROF_POSITION_H
#define CPROF_POSITION_H

#include <stdint.h>

#include <cprof/analysis.h>

struct arena;

/* Asked with a function's name, and its file and line where they are known. */
struct cprof_position {
	const char *file;  /* as reports print it; "": the profile names none */
	const char *found; /* the path that can be read; NULL: none */
	int64_t line;      /* the one asked for, else the one with the most flat value; 0:
			    * unknown */
	struct arena *memory; /* owner of all texts; private */
};

extern const struct cprof_analysis cprof_analysis_position;

#endif
