/* The characters of a pattern under translation: reading, escapes, classes, repetitions, errors.
 *
 * Patterns are C strings, so the byte at `end` is NUL and may be looked at. Functions that take a
 * scan that is not const return false after they filled the error. */
#ifndef QUERY_REGEX_SCAN_H
#define QUERY_REGEX_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/error.h>

#include "base/buf.h"

/* The flags of (?imsU). */
enum {
	RX_FOLD = 1,
	RX_MULTILINE = 2,
	RX_DOT_ALL = 4,
	RX_SWAP_GREED = 8
};

struct rx_scan {
	const char *pattern;
	const char *at;
	const char *end;
	unsigned flags;
	struct buf *out; /* the translation so far */
	size_t *offset;
	struct cprof_error *err;
};

/* One of * + ? {n} {n,} {n,m}, with the '?' behind it if there is one. */
struct rx_repeat {
	const char *bare_end; /* behind the operator without its '?' */
	const char *end;
	int min; /* counts only */
	int max; /* -1: no upper bound */
	bool counted;
	bool lazy;
};

/* Fills the error: "error parsing regexp: WHY: `FROM..TO`". Always false. */
bool rx_scan_fail(struct rx_scan *s, const char *why, const char *from, const char *to);

/* Appends the part of a pattern that a message has room for: the rest of a long one and what stands
 * behind a line break are "...". */
void rx_scan_show(struct buf *out, const char *pattern, size_t length);

/* Reads one character, which must be valid UTF-8. */
bool rx_scan_rune(struct rx_scan *s, uint32_t *rune);

/* Reads an escape that stands for one character: \n, \x41, \x{1f600}, \123, \. */
bool rx_scan_escape(struct rx_scan *s, uint32_t *rune);

/* True if a repetition begins here; the brace of "a{,2}" begins none. Reads nothing. */
bool rx_scan_repeat(const struct rx_scan *s, struct rx_repeat *r);

/* Classes of RE2 are written for PCRE2 as explicit ranges. This is one that no character is in. */
#define RX_CLASS_NOTHING "[^\\x{0}-\\x{10ffff}]"

/* True for \d \s \w \p and their opposites. */
bool rx_class_is_escape(const char *text);

/* Translates such an escape at s->at. */
bool rx_class_escape(struct rx_scan *s);

/* Translates the class whose '[' is at s->at. */
bool rx_class_brackets(struct rx_scan *s);

#endif
