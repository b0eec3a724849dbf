/* Narrowing a list by a pattern: which rows match, and where. */
#ifndef APP_NARROW_H
#define APP_NARROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/error.h>
#include <cprof/table.h>

struct narrow;

/* Smart case; a leading '=' makes the rest literal. The error's text is short enough for a prompt
 * line: "missing closing ) at 5". */
enum cprof_status narrow_new(const char *pattern, struct narrow **narrow, struct cprof_error *err);

/* Puts the rows whose name matches into `rows` (as many as the table has), in the table's order,
 * and returns how many there are. */
size_t narrow_rows(const struct narrow *n, const struct cprof_table *t, uint32_t *rows);
bool narrow_matches(const struct narrow *n, const char *text, size_t length);

/* The first match at or behind `from`. */
bool narrow_find(const struct narrow *n, const char *text, size_t length, size_t from,
		 size_t *start, size_t *end);

/* True if the pattern took too long for some text: there may be more that matches. */
bool narrow_gave_up(const struct narrow *n);
const char *narrow_pattern(const struct narrow *n);
void narrow_free(struct narrow *n);

/* Appends a pattern that matches just this name: "^...$" with everything quoted. */
struct buf;
void narrow_quote(struct buf *out, const char *name);

#endif
