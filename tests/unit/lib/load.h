/* Bytes through the program's decoder, for tests. */
#ifndef TESTS_UNIT_LOAD_H
#define TESTS_UNIT_LOAD_H

#include "codec/codec.h"

struct loading {
	size_t most;  /* bytes a read; 0: any */
	bool threads;
	const struct cprof_limits *limits; /* NULL: the defaults */
	const char *binary, *build_id;
};

/* Loads a profile from memory. On failure *profile is NULL and err says why. */
enum cprof_status load_bytes(const void *bytes, size_t length, const struct loading *how,
			     struct profile **profile, struct cprof_error *err);

/* The same, but `out` gets the dump of the profile, or the error's text. */
bool load_dump(const void *bytes, size_t length, const struct loading *how, struct buf *out);

/* Fails the test unless both texts are equal; shows the first line that differs. */
void assert_same_dump(const struct buf *left, const struct buf *right, const char *what);

#endif
