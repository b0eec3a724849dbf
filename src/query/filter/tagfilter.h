/* The label filters of one pass: tagfocus and tagignore choose samples, tagshow and taghide choose
 * labels. */
#ifndef QUERY_FILTER_TAGFILTER_H
#define QUERY_FILTER_TAGFILTER_H

#include <cprof/error.h>
#include <cprof/query.h>

#include "base/notes.h"
#include "base/worker.h"
#include "query/selection.h"
#include "query/filter/tagmatch.h"

struct tagfilter {
	struct tagmatch *focus, *ignore; /* NULL: not given */
	bool *focused, *ignored;         /* per label set; NULL: not given */
};

/* What the samples met so far had; one per thread. */
struct tagfilter_seen {
	bool focused, ignored;
};

/* Reads the two filters that choose samples: call it for each, on a zeroed struct. Errors begin
 * with "parsing tagfocus regexp". */
enum cprof_status tagfilter_read(struct tagfilter *t, enum cprof_filter f, const char *expression,
				 struct notes *notes, struct cprof_error *err);

/* Finds the label sets that match; before any sample is asked about. */
enum cprof_status tagfilter_ask(struct tagfilter *t, const struct selection *s,
				struct progress *progress, struct cprof_error *err);
void tagfilter_done(struct tagfilter *t);

/* True if a sample with this label set stays. */
static inline bool tagfilter_keeps(const struct tagfilter *t, uint32_t set,
				   struct tagfilter_seen *seen)
{
	bool focused = t->focused == NULL || t->focused[set];
	bool ignored = t->ignored != NULL && t->ignored[set];
	seen->focused |= focused;
	seen->ignored |= ignored;
	return focused && !ignored;
}

/* Hides the labels whose key fails `show` or matches `hide`, patterns that may be NULL. Notes get
 * "TagShow expression matched no samples" if the samples that are left have no such key. */
enum cprof_status tagfilter_labels(struct selection *s, const char *show, const char *hide,
				   struct notes *notes, struct cprof_error *err);

#endif
