/* Builds listings: the lines of the functions a pattern matches, with their values. */
#ifndef REPORT_SOURCE_LISTING_H
#define REPORT_SOURCE_LISTING_H

#include <cprof/listing.h>

#include "query/run.h"
#include "report/source/source.h"

struct listing_options {
	const char *pattern;  /* function names; a regular expression */
	bool wide;            /* the pattern is asked for system names, files, mappings and
			       * addresses as well, as weblist does */
	const char *function; /* exactly this function instead; NULL: use the pattern */
	bool whole_file;      /* all lines of the file, not only the range list prints */
	bool function_sums;   /* function_flat and function_cum are wanted: one more pass */
	bool inlined;         /* what was inlined is wanted: one more pass if there is something */
	bool sides;           /* of a diff the base and the other are wanted: two more passes */
	const struct cprof_source_plan *plan;
};

/* CPROF_ERR_NOTFOUND when nothing matches. */
enum cprof_status listing_new(const struct run *run, const struct listing_options *options,
			      struct cprof_context *context, struct cprof_listing **listing,
			      struct cprof_error *err);

/* Fills in the routine's inlined rows; `g` is the graph of lines it was made from. */
enum cprof_status listing_add_inlined(const struct run *run, const struct graph *g,
				      struct cprof_listing *l, struct cprof_routine *r,
				      struct cprof_context *context, struct cprof_error *err);

/* Appends a value in a column of ten; with `dot` zero is ".". */
void listing_put_value(const struct cprof_listing *l, int64_t value, bool dot, struct buf *out);

#endif
