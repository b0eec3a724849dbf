/* The command of Go's pprof that answers the same question. */
#ifndef APP_CMDLINE_PPROF_LINE_H
#define APP_CMDLINE_PPROF_LINE_H

#include <cprof/report.h>

#include "base/notes.h"
#include "app/cmdline/args.h"

/* Appends "go tool pprof -top -focus=json mem.out", quoted for a shell: the report (NULL: pprof's
 * shell) with its pattern if it takes one, every option that is not as usual, the filters of the
 * first pass that does something, and the profiles of `args`. The notes get a line for each thing
 * that pprof cannot be told. */
void pprof_line(const struct cprof_query *q, const struct args *args,
		const struct cprof_report *report, const char *pattern, struct buf *out,
		struct cprof_notes *notes);

#endif
