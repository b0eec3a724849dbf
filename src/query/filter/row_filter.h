/* Tests of rows: which rows of a table are shown. They change no number: what fails goes to the row
 * that stands for the others.
 *
 * A list parted by commas, each "[!]SUBJECT", where "!" turns it round:
 * - flat OP NUMBER, cum OP NUMBER, with < <= > >= or =, and a number with a unit behind it, or %
 *   for a share of the total: "cum>=1%", "flat>1.5MB". Values count by their size, without the
 *   sign;
 * - d:new, d:gone, d:grew, d:shrank and d:same, of a diff: what became of the row; behind grew and
 *   shrank OP NUMBER, a percentage being one of the base: "d:grew>1MB", of which what is new
 *   grew by more than any. They go by flat, as the columns of a diff do. */
#ifndef QUERY_FILTER_ROW_FILTER_H
#define QUERY_FILTER_ROW_FILTER_H

#include <stdbool.h>

#include <cprof/error.h>
#include <cprof/table.h>

#include "base/notes.h"

struct row_filter;

/* True if a word looks like a test, well written or not. */
bool row_filter_is(const char *word);

/* Reads a list; *tests is NULL when it is NULL or empty. */
enum cprof_status row_filter_new(const char *list, struct row_filter **tests,
				 struct cprof_error *err);
void row_filter_free(struct row_filter *tests);

/* The measures the table needs for them: bits 1 << enum cprof_measure. */
int row_filter_measures(const struct row_filter *tests);

/* Moves the shown rows that fail behind the others, in the order they have, and says which tests
 * the values of this table cannot be put to. `tests` may be NULL. */
void row_filter_apply(const struct row_filter *tests, struct cprof_table *t,
		      struct cprof_notes *notes);

#endif
