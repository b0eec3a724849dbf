/* What the newest questions were answered from: selections and graphs.
 *
 * The source pane asks for the function at the cursor, the filter bar for what its matches add up
 * to: each time of the same samples. With this memory such a question costs no pass over them. One
 * belongs to the worker of a session; batch asks once and has none. */
#ifndef QUERY_GRAPH_CACHE_H
#define QUERY_GRAPH_CACHE_H

#include <cprof/request.h>

#include "base/notes.h"
#include "query/graph/graph.h"

struct graph_question {
	struct selection *selection;
	const struct value_spec *value;
	const struct graph_options *options;
};

/* The selection the query's filters leave, with what they said; NULL if it is not known. The caller
 * frees it. */
struct selection *graph_cache_selection(struct cprof_graph_cache *r,
					const struct cprof_query *query, struct cprof_notes *notes);

/* Remembers it; `notes` is what the filters said. */
void graph_cache_put_selection(struct cprof_graph_cache *r, const struct cprof_query *query,
			       struct selection *s, const struct cprof_notes *notes);

/* The same for the selection that the query's passes start from, when it has frames made from
 * labels. */
struct selection *graph_cache_framed(struct cprof_graph_cache *r, const struct cprof_query *query,
				     struct cprof_notes *notes);
void graph_cache_put_framed(struct cprof_graph_cache *r, const struct cprof_query *query,
			    struct selection *s, const struct cprof_notes *notes);

/* The graph of a selection, made if it is not known; r may be NULL. The caller frees it before the
 * selection. */
enum cprof_status graph_cache_graph(struct cprof_graph_cache *r,
				    const struct graph_question *question, struct graph **graph,
				    struct cprof_progress *progress, struct cprof_error *err);

#endif
