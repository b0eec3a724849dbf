/* Where the bytes of a profile come from: a file, a pipe, or standard input. */
#ifndef ENGINE_FETCH_H
#define ENGINE_FETCH_H

#include <cprof/error.h>

#include "base/io.h"
#include "base/worker.h"

struct fetch {
	int fd;
	const struct cprof_progress *progress; /* who may stop a read that waits; may be NULL */
	bool opened;                           /* fd is ours to close */
	struct reader reader;
};

/* Opens an input; "-" is standard input. The error does not name it. `f` must stay where it is. */
enum cprof_status fetch_open(struct fetch *f, const char *name,
			     const struct cprof_progress *progress, struct cprof_error *err);
void fetch_close(struct fetch *f);

#endif
