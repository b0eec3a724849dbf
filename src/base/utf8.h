/* UTF-8 for terminals: decoding, width, cleaning.
 *
 * Names and source lines are untrusted bytes. Whatever reaches a terminal is built from the glyphs
 * that utf8_glyph() yields, never from the bytes themselves. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Decodes one character of [p, end). Returns its length in bytes, at least 1 while p < end. A byte
 * that is not part of valid UTF-8 gives length 1 and *code = 0xFFFD0000 | byte. */
size_t utf8_decode(const char *p, const char *end, uint32_t *code);

/* Number of characters; an invalid byte counts 1. This is pprof's idea of a width. */
size_t utf8_count(const char *text, size_t length);

/* Columns of characters that are not printed as they are. */
enum {
	UTF8_UNSAFE = -1, /* not to be written: controls, direction marks, invisible, unassigned */
	UTF8_MARK = 0     /* drawn over the character before it */
};

/* How many columns a character takes: 1, 2, UTF8_MARK or UTF8_UNSAFE, the last also for anything
 * above 0x10ffff. By a table of our own, because the answer must be the same under every locale and
 * C library; the table's Unicode version stands in utf8_width.def. */
int utf8_columns(uint32_t code);

/* Appends the text with blanks in front of it up to so many characters. */
void utf8_right(struct buf *out, const char *text, size_t length, size_t width);

/* One cell's worth of text: a base character with the combining marks behind it, made safe. */
struct utf8_glyph {
	const char *next;  /* where the next glyph begins */
	char text[32];     /* what to write, NUL-terminated: characters, or an escape like \x1b */
	int width;         /* columns it takes: 1 or 2; more for an escape */
};

/* The next glyph of [p, end), p < end. These become visible escapes: control characters (\x1b,
 * \u0085), direction marks, line separators, joiners, the byte order mark and all that is invisible
 * or unassigned (\u202e, \U000e0001), marks without a base, invalid bytes (\xff). A tab is the
 * caller's business: it comes as the byte itself, width 1. With `ascii` a printable character above
 * 0x7e is '?'. More than six combining marks on one base are dropped, and so are the selectors of
 * emoji or text presentation (U+FE0E, U+FE0F), which would change the width. */
struct utf8_glyph utf8_glyph(const char *p, const char *end, bool ascii);

/* Columns the text takes when drawn glyph by glyph. */
size_t utf8_width(const char *text, size_t length, bool ascii);

/* Appends the text made safe for a terminal. */
void utf8_clean(struct buf *out, const char *text, size_t length, bool ascii);

/* Appends at most `columns` columns of the cleaned text, a tab as one blank. When it has to cut it
 * removes the middle, puts `ellipsis` (its width is its length in characters) there and keeps two
 * thirds at the end, because Go names differ at the end; where not even the ellipsis fits it keeps
 * the end alone. Returns the columns appended. */
size_t utf8_fit(struct buf *out, const char *text, size_t length, size_t columns,
		const char *ellipsis, bool ascii);

/* The ellipsis of the screen: "…", or ".." in ascii. */
const char *utf8_ellipsis(bool ascii);

/* Byte offsets of the next and the previous grapheme (base + combining marks) from `at`. */
size_t utf8_next(const char *text, size_t length, size_t at);
size_t utf8_previous(const char *text, size_t length, size_t at);

#endif
