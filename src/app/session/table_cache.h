/* The newest tables by their queries, so that back, forward and undo ask nothing. What was not used
 * for longest goes when they take more than their limit. */
#ifndef APP_RESULTS_H
#define APP_RESULTS_H

#include <cprof/query.h>
#include <cprof/table.h>

#include "base/notes.h"

struct results;

/* `limit` bytes of tables in all. */
struct results *results_new(size_t limit);
void results_free(struct results *r);

/* A copy of the query's table, with what the query had to say; NULL if it is not kept. */
struct cprof_table *results_get(struct results *r, const struct cprof_query *query,
				struct notes *notes);

/* Keeps a copy of a table that is not kept yet, as it came, before anybody sorts it. */
void results_put(struct results *r, const struct cprof_query *query,
		 const struct cprof_table *table, const struct notes *notes);

#endif
