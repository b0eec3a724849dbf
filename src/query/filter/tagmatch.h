/* One tagfocus or tagignore: which label sets it matches.
 *
 * "[KEY=]EXPRESSION". A range (see below) is looked for among the numeric labels of the key,
 * of all keys without one. Anything else is a list of regexps, parted by commas: without a key each
 * must match some string label written as "key:value", with a key one must match a value of exactly
 * that key. */
#ifndef QUERY_FILTER_TAGMATCH_H
#define QUERY_FILTER_TAGMATCH_H

#include <stdbool.h>
#include <stdint.h>

#include <cprof/error.h>

#include "base/notes.h"
#include "base/worker.h"
#include "query/selection.h"

struct tagmatch;

/* Reads an expression; *m is NULL when it is NULL or empty. `option` is tagfocus or tagignore.
 * Notes (may be NULL) get "tagfocus:Interpreted '4kb:' as range, not regexp". */
enum cprof_status tagmatch_new(struct tagmatch **m, const char *option, const char *expression,
			       struct cprof_notes *notes, struct cprof_error *err);

/* Which label sets match, one per set of the profile, as far as the selection shows their labels;
 * the caller frees them. NULL: a search was given up, or cancelled. */
bool *tagmatch_sets(struct tagmatch *m, const struct selection *s, struct cprof_progress *progress,
		    struct cprof_error *err);
void tagmatch_free(struct tagmatch *m);

/* Ranges of numeric labels as tagfocus and tagignore take them: N, N:, :N, N:M, each number with a
 * unit behind it or none: "4kb:", "1s:2s". */
struct tagrange {
	bool has_least, has_most; /* both ends belong to the range */
	double least, most;       /* in `unit` */
	const char *unit;         /* as values are printed in it; "": none */
	char own_unit[40];        /* holds `unit` when no family knows it */
};

/* Reads an expression. *is_range is false when it is not one, and so a regexp: another form, units
 * that do not go together, a unit of more than 39 letters. CPROF_ERR_SYNTAX: a range, but a number
 * needs more than 64 bits. The range must stay where it is. */
enum cprof_status tagrange_parse(struct tagrange *r, const char *expression, bool *is_range,
				 struct cprof_error *err);

/* True if a value lies in the range. A unit of another family never does; a value without a known
 * unit is taken as if in the range's. */
bool tagrange_has(const struct tagrange *r, int64_t value, const char *unit);

#endif
