/* Regular expressions as pprof's users write them, run by PCRE2.
 *
 * Rules (where they come from: pprof takes Go's RE2 syntax; PCRE2 would read some of it otherwise):
 * - UTF-8, case-sensitive, an unanchored search, `$` only at the very end, invalid bytes allowed in subjects.
 * - Outside classes and \Q..\E, and not after a backslash, "(*Name)" as in json.(*decodeState).object is taken
 *   literally: Name is letters, digits, '_', '.', and at most one "[...]". Any other "(*" is the error
 *   "missing argument to *". So no PCRE2 verb ever reaches PCRE2.
 * - \s does not match VT, \z means the very end, (?U) swaps greediness, (?P<n>..) works: as in RE2 (\C, back
 *   references and look-around are PCRE2's own extras, except \C, which is refused).
 * - A match limit holds every search to bounded work. A search that hits it is an error, never "no match". */
#ifndef QUERY_RX_H
#define QUERY_RX_H

#include <stdbool.h>
#include <stddef.h>

#include <cprof/error.h>

struct rx;

/* Compiles. The error's text is what is wrong without the pattern's role, in RE2's words where it
 * has them: "error parsing regexp: missing closing ): `json(`"; *offset (may be NULL) is the byte of the pattern. */
enum cprof_status rx_compile(const char *pattern, struct rx **rx, size_t *offset,
			     struct cprof_error *err);

/* The same, ignoring case if the pattern has no upper-case letter (smart case of `/`), and a leading '=' makes
 * the rest a literal. */
enum cprof_status rx_compile_smart(const char *pattern, struct rx **rx, size_t *offset,
				   struct cprof_error *err);

/* Sets *matched. CPROF_ERR_LIMIT names the pattern and the text when the search was given up. Safe to call from several
 * threads at once only on rx_copy()s. */
enum cprof_status rx_match(const struct rx *rx, const char *text, size_t length, bool *matched,
			   struct cprof_error *err);

/* The first match at or after `from`: [*start, *end). False when there is none or it was given up. */
bool rx_find(const struct rx *rx, const char *text, size_t length, size_t from, size_t *start,
	     size_t *end);

/* Appends text as a pattern that matches just that text. */
struct buf;
void rx_quote(struct buf *out, const char *text);

const char *rx_pattern(const struct rx *rx);
struct rx *rx_copy(const struct rx *rx);
void rx_free(struct rx *rx);

#endif
