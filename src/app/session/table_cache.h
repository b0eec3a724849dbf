/* The newest tables by their queries, so that back, forward and undo ask nothing. What was not used
 * for longest goes when they take more than their limit. */
#ifndef APP_SESSION_TABLE_CACHE_H
#define APP_SESSION_TABLE_CACHE_H

#include <cprof/query.h>
#include <cprof/table.h>

#include "base/notes.h"

struct table_cache;

/* `limit` bytes of tables in all. */
struct table_cache *table_cache_new(size_t limit);
void table_cache_free(struct table_cache *r);

/* A copy of the query's table, with what the query had to say; NULL if it is not kept. */
struct cprof_table *table_cache_get(struct table_cache *r, const struct cprof_query *query,
				    struct cprof_notes *notes);

/* Keeps a copy of a table that is not kept yet, as it came, before anybody sorts it. */
void table_cache_put(struct table_cache *r, const struct cprof_query *query,
		     const struct cprof_table *table, const struct cprof_notes *notes);

#endif
