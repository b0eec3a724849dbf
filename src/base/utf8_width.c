/* Columns of a character: see utf8_width.h.
 *
 * Invariant: the ranges of utf8_width.def rise without overlap, so a binary search finds the one
 * that may hold a character. Printable ASCII never gets as far as the table. */
#include "base/utf8_width.h"

#include <stddef.h>

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
