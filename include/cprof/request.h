/* What every question to the engine is given. */
#ifndef CPROF_REQUEST_H
#define CPROF_REQUEST_H

struct cprof_query;
struct run_input;
struct source_plan;

/* Everything is borrowed. */
struct cprof_request {
	const struct run_input *input;
	const struct cprof_query *query;
	const char *pattern;            /* the argument of a report that takes one, else NULL */
	const struct source_plan *plan; /* where source files are looked for */
};

#endif
