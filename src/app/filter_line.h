/* Filters as a list of chips, each one of them as the filter line shows it, and as one line of
 * text: what the panel works on, and the filter bar edits.
 *
 * The order of the list is the order in which filters apply: passes one after the other, within a
 * pass as pprof has it; tests of rows come last. In the bar chips are split by blanks outside
 * quotes; each is "kind:pattern" with pprof's word for the kind, or just a pattern for focus, and
 *
 * - "!" in front turns it round: focus and ignore, show and hide, tagfocus and tagignore; -
 * "tag:KEY=VALUE" is a tagfocus; "bytes>=4kB" and "bytes<=4kB" become one, "size" stands for
 * "bytes". Label kinds may have a blank instead of ':'; - "pkg:NAME" is a focus on the functions of
 * a package, "file:NAME" on those of a file or, with "/" at the end, of a folder; - "rows:cum>=1%",
 * or just "cum>=1%", shows rows (query/filter/row_filter.h); - "off:" in front of all that switches
 * it off; - "||" alone begins a new pass, "|" alone says nothing.
 *
 * A chip joins the last pass if its option is still free there (ignore and hide join by '|', if
 * each pattern ends where its text does), else it opens a new pass, which sees what the ones before
 * left. */
#ifndef APP_FILTER_LINE_H
#define APP_FILTER_LINE_H

#include <cprof/error.h>
#include <cprof/query.h>

#include "base/buf.h"

struct chip {
	bool rows;                /* tests of rows; else a filter: */
	size_t pass;
	enum cprof_filter filter;
	const char *pattern;      /* borrowed */
	bool off;
};

/* Chip number n of the list; false behind the last. */
bool filter_line_get(const struct cprof_query *q, size_t n, struct chip *chip);
size_t filter_line_count(const struct cprof_query *q);

/* Adds one filter to the query by the rule above; false if the last pass has it already. */
bool filter_line_add(struct cprof_query *q, enum cprof_filter f, const char *pattern);

/* Adds tests of rows to those there are; all must hold. */
void filter_line_add_rows(struct cprof_query *q, const char *tests);
void filter_line_toggle(struct cprof_query *q, size_t n);
void filter_line_remove(struct cprof_query *q, size_t n);

/* Moves a chip to the pass before or after; where that has its option already, the two change
 * places. At either end it gets a pass of its own. False if it stands alone there, or has no pass.
 * Sets *now to its new number. */
bool filter_line_move(struct cprof_query *q, size_t n, int direction, size_t *now);

/* Takes all chips off. */
void filter_line_clear(struct cprof_query *q);

/* What is wrong with a pattern of a chip, in the words of the engine; CPROF_OK: nothing. */
enum cprof_status filter_line_check(const struct cprof_query *q, struct cprof_error *err);

/* Replaces all chips by those of a line. What is wrong with it is an error, with the column, and
 * leaves the query as it was. */
enum cprof_status filter_line_parse(struct cprof_query *q, const char *line,
				    struct cprof_error *err);

/* Appends all chips as a line that filter_line_parse() reads back. */
void filter_line_print(const struct cprof_query *q, struct buf *out);

/* The byte behind chip number n in that line. */
size_t filter_line_end(const struct cprof_query *q, size_t n);

/* Appends the kind of a chip, "focus", and its pattern, in quotes if it has blanks. */
void chip_print(const struct chip *chip, struct buf *out);
const char *chip_kind(const struct chip *chip);

/* Appends a pattern in at most so many columns. One that is too long is cut in the middle; of
 * several alternatives the last one is shown and how many more there are: "cart\.Concat$|+1". */
void chip_fit(struct buf *out, const char *pattern, size_t columns, bool ascii);

#endif
