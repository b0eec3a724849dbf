/* From the regular expressions of Go and RE2 to those of PCRE2.
 *
 * The pattern is read by RE2's rules, so what RE2 refuses is refused here, in its words, and what
 * means something else to PCRE2 is written in a way that cannot: classes as ranges, literals
 * escaped, names as numbers. See rx.h for what is allowed beyond RE2. */
#ifndef QUERY_REGEX_TRANSLATE_H
#define QUERY_REGEX_TRANSLATE_H

#include <stdbool.h>
#include <stddef.h>

#include <cprof/error.h>

#include "base/buf.h"
#include "base/vec.h"

/* A callout, where a search goes on behind a repetition, behind alternatives and behind a
 * reference: whatever makes a search long comes past one of these again and again. */
#define RX_STEP "(?C0)"

/* Where a part of the translation comes from. */
struct rx_origin {
	size_t out;
	size_t in;
};

struct rx_translation {
	struct buf text;             /* for PCRE2, with PCRE2_UTF and PCRE2_ALT_CIRCUMFLEX */
	VEC(struct rx_origin) origins; /* rising */
	bool refers;                   /* it has references to groups */
	bool named;                    /* it has groups with a name */
	bool open_end;                 /* a quotation or flags go on at its end */
	unsigned weight; /* what trying it at one place takes, about: alternatives and counts */
};

/* Fills an empty translation. CPROF_ERR_SYNTAX with RE2's words; *offset is then the byte of the
 * pattern where the trouble begins. `fold` ignores case from the start. */
enum cprof_status rx_translate(const char *pattern, bool fold, struct rx_translation *to,
			       size_t *offset, struct cprof_error *err);

/* The byte of the pattern that a byte of the translation comes from. */
size_t rx_translation_origin(const struct rx_translation *t, size_t out);
void rx_translation_done(struct rx_translation *t);

#endif
