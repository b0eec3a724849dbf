/* Text in columns aligned to the right. */
#ifndef REPORT_ALIGN_H
#define REPORT_ALIGN_H

#include "base/buf.h"

/* Appends lines that each end in a newline. What stands before a tab is a cell of a column; what
 * stands behind the last one follows its column as it is. A column is a blank wider than the widest
 * of its cells in an unbroken run of lines that have it, so a line without tabs parts columns. */
void align_columns(const char *text, size_t length, struct buf *out);

#endif
