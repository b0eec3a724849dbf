/* The lines above a report's table. */
#ifndef REPORT_HEADER_H
#define REPORT_HEADER_H

#include <cprof/table.h>

#include "base/buf.h"
#include "query/run.h"

/* Appends the profile's labels (file, build id, comments, type, time, duration), each with a
 * newline. */
void header_profile(const struct run *run, const struct cprof_table *t, struct buf *out);

/* Appends what was filtered, shown and dropped, each with a newline. */
void header_report(const struct run *run, const struct cprof_table *t, struct buf *out);

#endif
