/* Source lines with their values: what `list` prints and the source pane shows.
 *
 * A listing stands alone and is freed with cprof_listing_free(). Values are raw sums in the unit of
 * the sample type, never divided by mean. */
#ifndef CPROF_LISTING_H
#define CPROF_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/unit.h>

struct cprof_source_line {
	int64_t number;   /* from 1 */
	int64_t flat, cum;
	int64_t base, now; /* of a diff: cum on its two sides */
	const char *text;  /* without the line's end, and no '\0' behind it; NULL when there is no
			    * source */
	size_t length;     /* bytes; 0 without source */
	size_t inlined, inlineds; /* its rows of the routine's inlined[]: the first, how many */
};

/* What was inlined into a line, or into a row before it: a call that the compiler made part of its
 * caller. The line's cum holds it already, its flat does not. */
struct cprof_inlined {
	int64_t line;      /* of the routine */
	const char *name;  /* the callee, */
	const char *file;
	int64_t number;    /* its line */
	int64_t flat, cum;
	int depth;         /* 1: the line itself calls it; 2: what does so calls it */
	uint32_t order;    /* private */
};

/* A path at which a file was looked for. */
struct cprof_source_try {
	const char *path;
	const char *reason; /* errno's words, or "" for the one that was read */
};

struct cprof_routine {
	const char *name;
	const char *file;      /* as reports print it: trimmed and cleaned; "": no source
				* information */
	int64_t flat, cum;     /* sums over the lines: recursion counts once a line */
	int64_t function_flat; /* the function's own values: recursion counts once a sample. 0
				* unless asked for */
	int64_t function_cum;
	int64_t first, last;   /* the range list prints */
	const char *found;     /* the path that was read; NULL: none */
	bool by_name;          /* found only by the end of its path */
	const char *stale;     /* why the file is not what was measured: it is newer than the
				* profile, or too short; NULL: nothing says so */
	const char *outside; /* a file that is there and is only read when the user says so, because
				* it is in none of the plan's folders; NULL: none */
	const char *error;     /* list's words when there is no source; NULL: none, or never
				* opened */
	const struct cprof_source_try *tried;
	size_t tries;
	struct cprof_source_line *line; /* the lines of the range, or of the whole file; without
					 * source those with a cost */
	size_t lines;
	size_t costed;         /* lines with a nonzero value */
	struct cprof_inlined *inlined; /* by line, callers before callees; NULL: nothing, or not
					* asked for */
};

struct cprof_listing {
	struct cprof_routine *routine; /* by name, then by file */
	size_t count;
	int64_t total;
	bool diff;         /* of two profiles: lines know both sides, if they were asked for */
	const char *type;
	struct cprof_unit unit; /* by default each value in one of its own */
	void *memory; /* owner of all texts; private */
};

/* Frees what a routine that leaves its listing owns. */
void cprof_routine_done(struct cprof_routine *r);
void cprof_listing_free(struct cprof_listing *l);

#endif
