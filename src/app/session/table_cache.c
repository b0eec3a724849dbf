/* The newest tables: see table_cache.h. The list is in the order of use, the newest first. */
#include "app/session/table_cache.h"

#include <stdlib.h>

#include "base/xalloc.h"

struct kept_table {
	struct kept_table *next;
	struct cprof_query query;
	struct cprof_table *table;
	struct cprof_notes notes;
	size_t size;
};

struct table_cache {
	struct kept_table *first;
	size_t size, limit;
};

struct table_cache *table_cache_new(size_t limit)
{
	struct table_cache *r = xcalloc(1, sizeof *r);
	r->limit = limit;
	return r;
}

/* Frees the table at the link, which then leads to the next one. */
static void drop(struct table_cache *r, struct kept_table **link)
{
	struct kept_table *gone = *link;
	*link = gone->next;
	r->size -= gone->size;
	cprof_query_done(&gone->query);
	cprof_table_free(gone->table);
	cprof_notes_done(&gone->notes);
	free(gone);
}

void table_cache_free(struct table_cache *r)
{
	if (r == NULL)
		return;
	while (r->first != NULL)
		drop(r, &r->first);
	free(r);
}

struct cprof_table *table_cache_get(struct table_cache *r, const struct cprof_query *query,
				    struct cprof_notes *notes)
{
	struct kept_table **link = &r->first;
	while (*link != NULL && !cprof_query_equal(&(*link)->query, query))
		link = &(*link)->next;
	struct kept_table *found = *link;
	if (found == NULL)
		return NULL;
	*link = found->next;
	found->next = r->first;
	r->first = found;
	notes_copy(notes, &found->notes);
	return cprof_table_copy(found->table);
}

void table_cache_put(struct table_cache *r, const struct cprof_query *query,
		     const struct cprof_table *table, const struct cprof_notes *notes)
{
	struct kept_table *new = xcalloc(1, sizeof *new);
	cprof_query_copy(&new->query, query);
	new->table = cprof_table_copy(table);
	notes_copy(&new->notes, notes);
	new->size = cprof_table_size(table);
	new->next = r->first;
	r->first = new;
	r->size += new->size;
	size_t kept = 0;
	for (struct kept_table **link = &r->first; *link != NULL;) {
		if (kept + (*link)->size > r->limit) {
			drop(r, link);
		} else {
			kept += (*link)->size;
			link = &(*link)->next;
		}
	}
}
