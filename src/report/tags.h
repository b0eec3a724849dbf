/* Labels of the samples: for each key the values it has, with the sum of the samples that have
 * them. */
#ifndef REPORT_TAGS_H
#define REPORT_TAGS_H

#include "base/buf.h"
#include "query/run.h"

/* Appends what `tags` prints of the selection: a block of lines for each key, and an empty line
 * behind it. */
void tags_print(const struct run *run, struct buf *out);

#endif
