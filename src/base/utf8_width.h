/* How many columns a character takes on a terminal, by a table of our own: the answer must be the
 * same under every locale and C library. The table's Unicode version stands in utf8_width.def. */
#ifndef BASE_UTF8_WIDTH_H
#define BASE_UTF8_WIDTH_H

#include <stdint.h>

enum {
	UTF8_UNSAFE = -1, /* not to be written: controls, direction marks, invisible, unassigned */
	UTF8_MARK = 0     /* drawn over the character before it */
};

/* 1, 2, UTF8_MARK or UTF8_UNSAFE; the last also for anything above 0x10ffff. */
int utf8_columns(uint32_t code);

#endif
