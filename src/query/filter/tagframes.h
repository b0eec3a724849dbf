/* Frames made from labels: tagroot puts them at the root of every stack, tagleaf at the leaf.
 *
 * Each is a function named after the label's values, of a file named after its key. A sample
 * without the label gets a frame without a name. */
#ifndef QUERY_FILTER_TAGFRAMES_H
#define QUERY_FILTER_TAGFRAMES_H

#include <cprof/error.h>

#include "base/notes.h"
#include "base/worker.h"
#include "query/selection.h"

struct tagframes {
	const char *root, *leaf; /* keys parted by commas; NULL or "": none */
	const char *unit;        /* numbers are printed in it */
};

/* The selection of a copy of the profile whose stacks, as `s` leaves them, have the frames; it
 * keeps the copy alive. No sample may have been dropped and no location hidden. Notes get "TagRoot
 * expression matched no samples" and the like. NULL: a stack is too deep, or cancelled. */
struct selection *tagframes_add(const struct selection *s, const struct tagframes *frames,
				struct cprof_notes *notes, struct cprof_progress *progress,
				struct cprof_error *err);

#endif
