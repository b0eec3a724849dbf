/* Filters as one line of text: what the filter bar shows and edits.
 *
 * Chips are split by blanks outside quotes; each is "kind:pattern" with pprof's word for the kind,
 * "!pattern" for ignore, or just a pattern for focus. Labels have "tagfocus:bytes=4kb:" and the
 * like, with a blank or ':' behind the kind; "bytes>=4kB" and "bytes<=4kB" become a tagfocus. A
 * chip joins the last pass if its option is still free there (ignore and hide join by '|'), else it
 * opens a new pass, which sees what the ones before left. */
#ifndef APP_CHIPS_H
#define APP_CHIPS_H

#include <cprof/error.h>
#include <cprof/query.h>

#include "base/buf.h"

/* Adds one filter to the query by the rule above. */
void chips_add(struct cprof_query *q, enum cprof_filter f, const char *pattern);

/* Replaces all filters by those of a line. A bad pattern is an error and leaves the query as it
 * was; the text says where. */
enum cprof_status chips_parse(struct cprof_query *q, const char *line, struct cprof_error *err);

/* Appends all filters as a line that chips_parse() reads back. */
void chips_print(const struct cprof_query *q, struct buf *out);

/* Takes all filters off. */
void chips_clear(struct cprof_query *q);

#endif
