/* The profiles the command line names, as one. */
#ifndef APP_SESSION_INPUTS_H
#define APP_SESSION_INPUTS_H

#include "base/notes.h"
#include "base/worker.h"
#include "model/profile.h"
#include "app/cmdline/args.h"

struct inputs_found {
	size_t sources, bases; /* that could be read */
	/* When the two sides of a diff were taken, in nanoseconds since 1970; 0: not known. */
	int64_t source_time, base_time;
};

/* Reads and merges the sources, and takes the bases away from them. A source that cannot be read is
 * left out, with a note, while another one can; when it is the only one, its error is the answer.
 * The profile is not shared with anybody yet. */
enum cprof_status inputs_load(const struct args *args, struct cprof_progress *progress,
			      struct cprof_notes *notes, struct profile **profile,
			      struct inputs_found *found, struct cprof_error *err);

#endif
