/* What rows of a table can stand for, in the order of a list to choose from: kinds of frames, then
 * the labels of the profile. */
#ifndef APP_ROW_KIND_H
#define APP_ROW_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include <cprof/query.h>

#include "app/session/summary.h"

struct row_kind {
	const char *word; /* "function", "package"; the key of a label */
	const char *help;
	int granularity; /* of the query; meant if `group` is 0 */
	int group;
};

/* Kind number n; false behind the last one. Before the profile is there (NULL) there are no
 * labels. */
bool rowkind_get(const struct session_summary *summary, size_t n, struct row_kind *kind);
size_t rowkind_count(const struct session_summary *summary);

/* The number of the kind that the word names, also in the plural. */
enum cprof_status rowkind_find(const struct session_summary *summary, const char *word, size_t *n,
			       struct cprof_error *err);

/* The number of the kind that rows of the query are. */
size_t rowkind_of(const struct session_summary *summary, const struct cprof_query *q);

/* Makes rows of the query that kind. */
void rowkind_set(const struct row_kind *kind, struct cprof_query *q);

#endif
