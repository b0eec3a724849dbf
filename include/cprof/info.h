/* What a profile says about itself, as lines to read: what the info view shows.
 *
 * What was found stands alone and is freed with cprof_info_free(). */
#ifndef CPROF_INFO_H
#define CPROF_INFO_H

#include <stdbool.h>
#include <stddef.h>

#include <cprof/analysis.h>

struct cprof_info_line {
	const char *text; /* no newline; may be empty */
	size_t length;
	bool heading; /* of the lines behind it */
};

struct cprof_info {
	const struct cprof_info_line *line;
	size_t lines;
	void *memory; /* owner of all texts; private */
};

/* Asks for: what reports have above their tables, period and sizes; sample types with their totals;
 * mappings; comments; labels as `tags` has them. Totals and labels are those of what the filters
 * left. It has no parameters. */
extern const struct cprof_analysis cprof_analysis_info;

void cprof_info_free(struct cprof_info *info);

#endif
