/* Rows of a table as filters: what keeps, or takes, just the samples that a row counts. */
#ifndef APP_ROW_PATTERN_H
#define APP_ROW_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include <cprof/query.h>
#include <cprof/table.h>

#include "base/buf.h"
#include "app/session/summary.h"

/* Appends the pattern that frames of these rows match, and no others, all rows being of a table of
 * that query. For rows that are values of a label it is an expression for tagfocus. False: it
 * cannot be said of one of the rows. */
bool rowpattern_put(struct buf *out, const struct session_summary *summary,
		    const struct cprof_query *q, const struct cprof_row *const *row, size_t rows);

/* Appends the pattern by which the rows are narrowed that a row is opened into: the functions of a
 * package, the packages of a module. False: there are none. */
bool rowpattern_open(struct buf *out, const struct session_summary *summary,
		     const struct cprof_query *q, const struct cprof_row *row);

/* What rows of such a table are, in a word: "function", "package", "value"; or several of them. */
const char *rowpattern_noun(const struct cprof_query *q, bool several);

#endif
