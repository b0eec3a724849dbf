/* A profile that can be asked, and the limits it is read within. */
#ifndef CPROF_PROFILE_H
#define CPROF_PROFILE_H

#include <stdint.h>

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

#endif
