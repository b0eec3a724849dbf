/* Shortening file names by source_path and trim_path, as pprof does. */
#ifndef QUERY_TRIMPATH_H
#define QUERY_TRIMPATH_H

#include "base/buf.h"

/* Appends `path` without what the options trim. Either option may be NULL or "". */
void trimpath_apply(struct buf *out, const char *path, const char *trim_path,
		    const char *search_path);

#endif
