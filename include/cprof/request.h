/* What every question to the engine is given. */
#ifndef CPROF_REQUEST_H
#define CPROF_REQUEST_H

#include <cprof/error.h>
#include <cprof/notes.h>
#include <cprof/profile.h>
#include <cprof/progress.h>
#include <cprof/query.h>

struct cprof_source_plan;

/* Everything is borrowed. */
struct cprof_request {
	const struct cprof_profile *profile;
	const struct cprof_query *query;
	const char *pattern; /* a regular expression for a report that takes one, else NULL */
	const struct cprof_source_plan *plan; /* cprof/source_plan.h: where source files are looked
					       * for; NULL: by pprof's rule */
};

/* What is known from the questions before: filtered samples and summed graphs. Those about the same
 * samples then cost no pass over them. It belongs to one profile, and to one thread at a time. */
struct cprof_graph_cache;
struct cprof_graph_cache *cprof_graph_cache_new(void);
void cprof_graph_cache_free(struct cprof_graph_cache *r);

/* How a question is answered. Zeros: nobody looks on, listens or remembers. */
struct cprof_context {
	struct cprof_progress *progress; /* how far it is, and who stops it */
	struct cprof_notes *notes;       /* what there is to say is added here */
	struct cprof_graph_cache *graph_cache;
};

#endif
