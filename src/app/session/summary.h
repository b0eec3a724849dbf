/* What the title line and completion need to know of a profile, worked out once. */
#ifndef APP_SESSION_SUMMARY_H
#define APP_SESSION_SUMMARY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "app/cmdline/args.h"
#include "app/session/load.h"

/* What is known once the profile is loaded; texts live as long as the session. */
struct session_type {
	const char *name, *unit;
	int64_t total;       /* of a diff that of its base, as in reports */
	int64_t base, other; /* of a diff: both sides, signs and all; else 0 */
	int64_t change;      /* their difference */
};

/* One side of what is subtracted. */
struct session_side {
	const char *file; /* as given, or how many were merged */
	const char *time; /* as text, "" if unknown */
};

struct session_summary {
	const char *file;    /* base name of the main binary, or of the input; what was
				       * merged and subtracted */
	const char *program; /* what tells one program from another: the build id, else the
				       * name of the binary or the input */
	const struct session_type *type;
	size_t types;
	size_t default_type;
	size_t samples;
	bool diff;                    /* samples of a base are among them, marked and negated */
	bool normalized;              /* and it was scaled to its base */
	bool unread;                  /* some of several inputs could not be read */
	const char *time;             /* as text, "" if unknown */
	bool subtracted;              /* there is a base: these are the sides */
	struct session_side base, other;
	const char *const *functions; /* unique function names, sorted; for completion */
	size_t function_count;
	const char *const *labels;    /* keys of labels, sorted */
	size_t label_count;
	const struct profile *profile;
};

struct summary {
	struct session_summary summary;
	struct arena memory;
};

/* The number of the type that a sample index names. */
size_t profile_summary_type(const struct session_summary *f, const char *sample_index);

struct summary *profile_summary_new(const struct args *args, const struct loaded *l);
void profile_summary_free(struct summary *f);

#endif
