/* Regular expressions as pprof's users write them, run by PCRE2.
 *
 * A pattern that is valid in Go's RE2 syntax matches the same texts here, or is refused with an
 * error; it never means something else. (Where a match ends may differ if a repeated group can be
 * empty.) Searches are unanchored and case counts; `$` is the very end; an invalid byte of a text
 * counts as U+FFFD. RE2's errors keep RE2's words.
 *
 * More than RE2: "(*Name)" outside classes and \Q..\E, as in json.(*decodeState).object, stands for
 * itself (Name: letters, digits, '_', '.', and at most one "[...]"; any other "(*" is RE2's error,
 * so no PCRE2 action exists here); look-around (?= (?! (?<= (?<! and atomic groups (?>; possessive
 * *+ ++ ?+ {n,m}+; back references \1 to \7 and (?P=name); (?<name>..); script names in any case.
 *
 * Less than RE2, always as an error: while ignoring case \p{Lu}, \p{Ll}, \p{Lt}, and inside [..]
 * the opposite of L, M, Mn, Common, Greek or Inherited; more than 1000 groups in each other; what
 * PCRE2 finds too large. \p{..} goes by PCRE2's version of Unicode.
 *
 * Limits hold every search, and all searches with one pattern together, to bounded work. A search
 * that hits one is an error, never "no match". */
#ifndef QUERY_REGEX_RX_H
#define QUERY_REGEX_RX_H

#include <stdbool.h>
#include <stddef.h>

#include <cprof/error.h>

#include "base/buf.h"

struct rx;

/* Compiles. CPROF_ERR_SYNTAX; its text is what is wrong without the pattern's role, in RE2's words
 * where it has them: "error parsing regexp: missing closing ): `json(`". *offset (may be NULL) is
 * then the byte of the pattern where the trouble begins. *rx is NULL after an error. */
enum cprof_status rx_compile(const char *pattern, struct rx **rx, size_t *offset,
			     struct cprof_error *err);

/* The same, ignoring case if the pattern has no upper-case letter (smart case of `/`; the S of \S
 * is one), and a leading '=' makes the rest a literal. */
enum cprof_status rx_compile_smart(const char *pattern, struct rx **rx, size_t *offset,
				   struct cprof_error *err);

/* The same for what stands behind a report's name; the error says so. */
enum cprof_status rx_compile_argument(const char *pattern, struct rx **rx, struct cprof_error *err);

/* Says that nothing matches. CPROF_ERR_NOTFOUND. */
enum cprof_status rx_no_match(const char *pattern, struct cprof_error *err);

/* Sets *matched. CPROF_ERR_LIMIT names the pattern and the text when the search was given up, and
 * *matched is then false. One struct rx is for one thread at a time. */
enum cprof_status rx_match(const struct rx *rx, const char *text, size_t length, bool *matched,
			   struct cprof_error *err);

/* The first match at or after `from`: [*start, *end), which may be empty. What lies before `from`
 * is still seen by ^, \b and look-behind. False when there is none or the search was given up. */
bool rx_find(const struct rx *rx, const char *text, size_t length, size_t from, size_t *start,
	     size_t *end);

/* Begins a round of rx_find()s whose work is limited together, or ends it. */
void rx_round(const struct rx *rx, bool begins);

/* True once a rx_find() was given up; all that follow are. What was not found then may be there. */
bool rx_gave_up(const struct rx *rx);

/* True if the pattern means by itself what it means in front of a '|' and behind one. */
bool rx_joins(const char *pattern);

/* Appends text as a pattern that matches just that text (each invalid byte: any invalid byte). */
void rx_quote(struct buf *out, const char *text);

/* The pattern as it was given, a leading '=' included. */
const char *rx_pattern(const struct rx *rx);
void rx_free(struct rx *rx);

#endif
