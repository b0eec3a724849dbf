/* The first stages of every query: the sample type, the filters and the total. */
#ifndef QUERY_RUN_H
#define QUERY_RUN_H

#include <cprof/profile.h>
#include <cprof/request.h>
#include <cprof/unit.h>

#include "base/arena.h"
#include "base/notes.h"
#include "base/worker.h"
#include "query/graph/graph.h"

/* What a query starts from; nothing changes it. */
struct cprof_profile {
	struct profile *data;
	struct selection *whole;  /* every frame the profile has */
	struct selection *pruned; /* without drop_frames */
	struct cprof_found found;
};

struct run {
	const struct cprof_query *query;
	struct selection *selection; /* owned; others may hold it too */
	struct value_spec value;
	int64_t total;      /* what percentages refer to */
	int64_t kept_total; /* the same sum over what the filters left */
};

/* Borrows the profile and the query. */
enum cprof_status run_start(const struct cprof_profile *from, const struct cprof_query *query,
			    struct cprof_context *context, struct run *run,
			    struct cprof_error *err);

/* The same for a report that is asked with a pattern: one that does not compile is an error behind
 * what is wrong with the values and before the filters say anything, as in pprof. NULL: none. */
enum cprof_status run_start_pattern(const struct cprof_profile *from,
				    const struct cprof_query *query, const char *pattern,
				    struct cprof_context *context, struct run *run,
				    struct cprof_error *err);

/* The options of a graph as the query has them; its texts are borrowed. */
struct graph_options run_graph_options(const struct run *run);

/* The same for the rows of a table, which may be groups. */
struct graph_options run_table_options(const struct run *run);

/* The graph of what the run selected. The caller frees it before the run ends. */
enum cprof_status run_graph(const struct run *run, const struct graph_options *options,
			    struct cprof_context *context, struct graph **graph,
			    struct cprof_error *err);
/* How the run's values are read, and the sample type's name with "mean_" in front with mean; the
 * texts are copied. */
struct cprof_unit run_unit(const struct run *run, struct arena *memory);
const char *run_type(const struct run *run, struct arena *memory);
void run_done(struct run *run);

#endif
