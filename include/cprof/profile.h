/* Opening a profile, and writing one.
 *
 * A profile that was opened is never changed: any number of threads may ask it at once. Whatever is
 * asked of it must be answered before it is freed; answers stand alone. */
#ifndef CPROF_PROFILE_H
#define CPROF_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/error.h>

struct cprof_context;
struct cprof_profile;

/* The largest profile that is taken; each is an option of the program, and an error names it. */
struct cprof_limits {
	uint64_t inflated_bytes;
	uint64_t strings;
	uint64_t functions;
	uint64_t locations;
	uint64_t stack_depth;  /* locations of one sample */
	uint64_t string_bytes; /* of one string */
};

#define CPROF_LIMITS_INIT                                                                          \
	{                                                                                          \
		UINT64_C(16) << 30, UINT64_C(1) << 31, UINT64_C(1) << 31, UINT64_C(1) << 31,       \
			65535, UINT64_C(16) << 20                                                  \
	}

/* What is opened. Everything is borrowed. */
struct cprof_inputs {
	char *const *name; /* files that are merged; "-" is standard input */
	size_t count;      /* 0 is CPROF_ERR_SYNTAX */
	char *const *base; /* files that are taken away from them */
	size_t bases;
	bool diff;      /* of a base the samples stay, negated and marked: the two sides can be told
			 * apart. As pprof's -diff_base; else as its -base */
	bool normalize; /* the inputs are scaled to the base */
	const char *binary;   /* replaces the file name of the main binary; NULL: it stays */
	const char *build_id; /* the main binary's if the profile has none; NULL: none */
	const char *comment;  /* added to the profile's; NULL: none */
	bool explain; /* notes say what pprof is silent about: a drop_frames that is broken */
	const char *symbolize; /* how names are read, in the words of pprof's -symbolize; NULL: as
				* usual */
	struct cprof_limits limits;
};

#define CPROF_INPUTS_INIT                                                                          \
	{                                                                                          \
		.limits = CPROF_LIMITS_INIT                                                        \
	}

/* Reads and merges the inputs and takes the bases away; names of C++ and Rust are demangled. An
 * input that cannot be read is left out, with a note, while another one can; when it is the only
 * one, its error is the answer. CPROF_ERR_IO, CPROF_ERR_FORMAT, CPROF_ERR_LIMIT; the texts are
 * pprof's where it has any. */
enum cprof_status cprof_profile_open(const struct cprof_inputs *inputs,
				     struct cprof_context *context, struct cprof_profile **profile,
				     struct cprof_error *err);
void cprof_profile_free(struct cprof_profile *profile); /* legal on NULL */

/* What the profile was made of. */
struct cprof_found {
	size_t inputs, bases;          /* those that could be read */
	int64_t input_time, base_time; /* when the two sides were taken, in nanoseconds since 1970;
					* 0: not known, or there is no base */
};
const struct cprof_found *cprof_profile_found(const struct cprof_profile *profile);

/* The profile as a file has it: pprof's protocol buffer, compressed. The caller frees *bytes. */
void cprof_profile_save(const struct cprof_profile *profile, char **bytes, size_t *length);

#endif
