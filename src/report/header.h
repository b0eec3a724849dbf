/* The lines above a report's table. */
#ifndef REPORT_HEADER_H
#define REPORT_HEADER_H

#include <cprof/table.h>

#include "base/buf.h"
#include "query/run.h"

/* What printing values and header_profile() look at, for reports that yield no table. `type` holds
 * the text of t->type; everything is borrowed from it and from the run. */
void header_table(const struct run *run, struct buf *type, struct cprof_table *t);

/* Appends the profile's labels (file, build id, comments, type, time, duration), each with a
 * newline. A label may hold newlines of its own: returns the length of the first one with the
 * newline that ends it, or 0 if only time or duration or nothing was put. */
size_t header_profile(const struct run *run, const struct cprof_table *t, struct buf *out);

/* Parts of it: file and build id; time; duration. Nothing is put for what the profile does not
 * say. */
void header_file(const struct profile *p, struct buf *out);
void header_time(const struct profile *p, struct buf *out);
void header_duration(const struct run *run, const struct cprof_table *t, struct buf *out);

/* Appends what was filtered, shown and dropped, each with a newline. */
void header_report(const struct run *run, const struct cprof_table *t, struct buf *out);

#endif
