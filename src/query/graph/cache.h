/* What the newest questions were answered from: selections and graphs.
 *
 * The source pane asks for the function at the cursor, the filter bar for what its matches add up
 * to: each time of the same samples. With this memory such a question costs no pass over them. One
 * belongs to the worker of a session; batch asks once and has none. */
#ifndef QUERY_RECENT_H
#define QUERY_RECENT_H

#include "base/notes.h"
#include "query/graph/graph.h"

struct recent;

struct graph_question {
	struct selection *selection;
	const struct value_spec *value;
	const struct graph_options *options;
};

struct recent *recent_new(void);
void recent_free(struct recent *r);

/* The selection the query's filters leave, with what they said; NULL if it is not known. The caller
 * frees it. */
struct selection *recent_selection(struct recent *r, const struct cprof_query *query,
				   struct notes *notes);

/* Remembers it; `notes` is what the filters said. */
void recent_put_selection(struct recent *r, const struct cprof_query *query, struct selection *s,
			  const struct notes *notes);

/* The same for the selection that the query's passes start from, when it has frames made from
 * labels. */
struct selection *recent_framed(struct recent *r, const struct cprof_query *query,
				struct notes *notes);
void recent_put_framed(struct recent *r, const struct cprof_query *query, struct selection *s,
		       const struct notes *notes);

/* The graph of a selection, made if it is not known; r may be NULL. The caller frees it before the
 * selection. */
enum cprof_status recent_graph(struct recent *r, const struct graph_question *question,
			       struct graph **graph, struct progress *progress,
			       struct cprof_error *err);

#endif
