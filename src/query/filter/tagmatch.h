/* One tagfocus or tagignore: which label sets it matches.
 *
 * "[KEY=]EXPRESSION". A range (see tagrange.h) is looked for among the numeric labels of the key,
 * of all keys without one. Anything else is a list of regexps, parted by commas: without a key each
 * must match some string label written as "key:value", with a key one must match a value of exactly
 * that key. */
#ifndef QUERY_FILTER_TAGMATCH_H
#define QUERY_FILTER_TAGMATCH_H

#include <cprof/error.h>

#include "base/notes.h"
#include "base/worker.h"
#include "query/selection.h"

struct tagmatch;

/* Reads an expression; *m is NULL when it is NULL or empty. `option` is tagfocus or tagignore.
 * Notes (may be NULL) get "tagfocus:Interpreted '4kb:' as range, not regexp". */
enum cprof_status tagmatch_new(struct tagmatch **m, const char *option, const char *expression,
			       struct notes *notes, struct cprof_error *err);

/* Which label sets match, one per set of the profile, as far as the selection shows their labels;
 * the caller frees them. NULL: a search was given up, or cancelled. */
bool *tagmatch_sets(struct tagmatch *m, const struct selection *s, struct progress *progress,
		    struct cprof_error *err);
void tagmatch_free(struct tagmatch *m);

#endif
