/* UTF-8 for terminals: see utf8.h.
 *
 * Invariant: a glyph's text holds printable characters only (a tab excepted), so nothing built from
 * glyphs can move the cursor, change colours or reorder a line. Decoding and widths know no locale.
 * The ranges of utf8_width.def rise without overlap, so a binary search finds the one that may hold
 * a character. */
#include "base/utf8.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define INVALID 0xfffd0000u
#define MARKS_MAX 6

/* Wide enough for the longest escape, \U0010ffff. */
#define ESCAPE_SIZE 12

struct width_range {
	uint32_t first : 24;
	int32_t columns : 8;
	uint32_t last;
};

#define M(first, last) { first, UTF8_MARK, last },
#define W(first, last) { first, 2, last },
#define X(first, last) { first, UTF8_UNSAFE, last },
static const struct width_range ranges[] = {
#include "base/utf8_width.def"
};
#undef M
#undef W
#undef X

int utf8_columns(uint32_t code)
{
	if (code >= 0x20 && code < 0x7f)
		return 1;
	if (code > 0x10ffff)
		return UTF8_UNSAFE;
	size_t low = 0;
	size_t high = sizeof ranges / sizeof ranges[0];
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (code > ranges[middle].last)
			low = middle + 1;
		else if (code < ranges[middle].first)
			high = middle;
		else
			return ranges[middle].columns;
	}
	return 1;
}

static size_t invalid(unsigned char byte, uint32_t *code)
{
	*code = INVALID | byte;
	return 1;
}

/* How many bytes a character with this first byte has; 0 if no character begins so. */
static size_t length_by_first(unsigned char byte)
{
	if (byte < 0x80)
		return 1;
	if (byte < 0xc2)
		return 0;
	if (byte < 0xe0)
		return 2;
	if (byte < 0xf0)
		return 3;
	return byte < 0xf5 ? 4 : 0;
}

size_t utf8_decode(const char *p, const char *end, uint32_t *code)
{
	static const unsigned char first_bits[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = (unsigned char)p[0];
	size_t length = length_by_first(first);
	if (length == 0 || length > (size_t)(end - p))
		return invalid(first, code);
	uint32_t value = first & first_bits[length];
	for (size_t i = 1; i < length; i++) {
		unsigned char byte = (unsigned char)p[i];
		if ((byte & 0xc0) != 0x80)
			return invalid(first, code);
		value = value << 6 | (byte & 0x3f);
	}
	bool surrogate = value >= 0xd800 && value < 0xe000;
	if (value < smallest[length] || value > 0x10ffff || surrogate)
		return invalid(first, code);
	*code = value;
	return length;
}

size_t utf8_count(const char *text, size_t length)
{
	const char *end = text + length;
	size_t count = 0;
	uint32_t code;
	for (const char *p = text; p < end; p += utf8_decode(p, end, &code))
		count++;
	return count;
}

void utf8_right(struct buf *out, const char *text, size_t length, size_t width)
{
	size_t count = utf8_count(text, length);
	if (count < width)
		buf_pad(out, ' ', width - count);
	buf_put(out, text, length);
}

static struct utf8_glyph escape(const char *next, uint32_t code)
{
	struct utf8_glyph g = { .next = next };
	if (code >= INVALID)
		g.width = snprintf(g.text, ESCAPE_SIZE, "\\x%02x", (unsigned)(code & 0xff));
	else if (code < 0x80)
		g.width = snprintf(g.text, ESCAPE_SIZE, "\\x%02x", (unsigned)code);
	else if (code < 0x10000)
		g.width = snprintf(g.text, ESCAPE_SIZE, "\\u%04x", (unsigned)code);
	else
		g.width = snprintf(g.text, ESCAPE_SIZE, "\\U%08x", (unsigned)code);
	return g;
}

/* These ask for another width of the character before them; terminals differ in obeying. */
static bool selects_presentation(uint32_t code)
{
	return code == 0xfe0e || code == 0xfe0f;
}

/* Skips the marks at p. With a glyph it also appends the first few to its text. */
static const char *take_marks(const char *p, const char *end, struct utf8_glyph *g, size_t size)
{
	int marks = 0;
	while (p < end) {
		uint32_t code;
		size_t length = utf8_decode(p, end, &code);
		if (utf8_columns(code) != UTF8_MARK)
			break;
		if (g != NULL && marks < MARKS_MAX && !selects_presentation(code)) {
			memcpy(g->text + size, p, length);
			size += length;
			marks++;
		}
		p += length;
	}
	return p;
}

struct utf8_glyph utf8_glyph(const char *p, const char *end, bool ascii)
{
	uint32_t code;
	size_t length = utf8_decode(p, end, &code);
	if (code == '\t')
		return (struct utf8_glyph){ .next = p + 1, .text = "\t", .width = 1 };
	int columns = utf8_columns(code);
	if (columns == UTF8_UNSAFE || columns == UTF8_MARK)
		return escape(p + length, code);
	struct utf8_glyph g = { .width = columns };
	if (ascii) {
		g.text[0] = code < 0x7f ? (char)code : '?';
		g.width = 1;
		g.next = take_marks(p + length, end, NULL, 0);
		return g;
	}
	memcpy(g.text, p, length);
	g.next = take_marks(p + length, end, &g, length);
	return g;
}

size_t utf8_width(const char *text, size_t length, bool ascii)
{
	const char *end = text + length;
	size_t width = 0;
	for (const char *p = text; p < end;) {
		struct utf8_glyph g = utf8_glyph(p, end, ascii);
		width += (size_t)g.width;
		p = g.next;
	}
	return width;
}

void utf8_clean(struct buf *out, const char *text, size_t length, bool ascii)
{
	const char *end = text + length;
	for (const char *p = text; p < end;) {
		struct utf8_glyph g = utf8_glyph(p, end, ascii);
		buf_puts(out, g.text);
		p = g.next;
	}
}

/* A tab inside a fitted text has no column to stop at. */
static void put_fitted(struct buf *out, const struct utf8_glyph *g)
{
	buf_puts(out, g->text[0] == '\t' ? " " : g->text);
}

/* Appends glyphs from p while they fit, sets *columns to what they took. */
static void put_head(struct buf *out, const char *p, const char *end, size_t *columns, bool ascii)
{
	size_t room = *columns;
	*columns = 0;
	while (p < end) {
		struct utf8_glyph g = utf8_glyph(p, end, ascii);
		if (*columns + (size_t)g.width > room)
			break;
		put_fitted(out, &g);
		*columns += (size_t)g.width;
		p = g.next;
	}
}

/* Appends the longest end of the text that fits into *columns; `width` is the whole text's. */
static void put_tail(struct buf *out, const char *p, const char *end, size_t width,
		     size_t *columns, bool ascii)
{
	while (p < end && width > *columns) {
		struct utf8_glyph g = utf8_glyph(p, end, ascii);
		width -= (size_t)g.width;
		p = g.next;
	}
	*columns = width;
	for (; p < end;) {
		struct utf8_glyph g = utf8_glyph(p, end, ascii);
		put_fitted(out, &g);
		p = g.next;
	}
}

const char *utf8_ellipsis(bool ascii)
{
	return ascii ? ".." : "\xe2\x80\xa6";
}

size_t utf8_fit(struct buf *out, const char *text, size_t length, size_t columns,
		const char *ellipsis, bool ascii)
{
	const char *end = text + length;
	size_t width = utf8_width(text, length, ascii);
	if (width <= columns) {
		put_head(out, text, end, &width, ascii);
		return width;
	}
	size_t dots = utf8_count(ellipsis, strlen(ellipsis));
	if (dots > columns) {
		put_tail(out, text, end, width, &columns, ascii);
		return columns;
	}
	size_t head = (columns - dots) / 3;
	put_head(out, text, end, &head, ascii);
	buf_puts(out, ellipsis);
	size_t tail = columns - dots - head;
	put_tail(out, text, end, width, &tail, ascii);
	return head + dots + tail;
}

size_t utf8_next(const char *text, size_t length, size_t at)
{
	if (at >= length)
		return length;
	const char *end = text + length;
	uint32_t code;
	const char *p = text + at;
	p += utf8_decode(p, end, &code);
	if (utf8_columns(code) > 0)
		p = take_marks(p, end, NULL, 0);
	return (size_t)(p - text);
}

/* Where the character that ends before `at` begins; 0 < at. */
static size_t step_back(const char *text, size_t at, uint32_t *code)
{
	for (size_t back = 1; back <= 4 && back <= at; back++) {
		if (utf8_decode(text + at - back, text + at, code) == back && *code < INVALID)
			return at - back;
	}
	*code = INVALID | (unsigned char)text[at - 1];
	return at - 1;
}

size_t utf8_previous(const char *text, size_t length, size_t at)
{
	if (at > length)
		at = length;
	size_t start = at;
	uint32_t code = 0;
	while (start > 0) {
		start = step_back(text, start, &code);
		if (utf8_columns(code) != UTF8_MARK)
			break;
	}
	/* A base that is escaped takes no marks: the last of them is a glyph of its own. */
	size_t next = start;
	while (next < at) {
		start = next;
		next = utf8_next(text, length, start);
	}
	return start;
}
