/* Profiles made from a seed, with everything the format allows and libraries seldom write. */
#ifndef TESTS_UNIT_GENERATE_H
#define TESTS_UNIT_GENERATE_H

#include "unit/lib/encode.h"

struct shape {
	unsigned types, strings, mappings, functions, locations, samples;
	unsigned depth;      /* most frames of a stack */
	bool dense;          /* ids 1, 2, 3...; else sparse and 64 bits wide */
	bool in_order;       /* the order libraries write; else all records are shuffled */
	bool plain;          /* no unknown fields, no doubled scalars, no long varints */
	bool one_label;      /* a label set of its own for each sample */
	unsigned wide_from;  /* the sample from which the first column needs 64 bits; 0: never */
	size_t long_string;  /* bytes of one string among the others */
	unsigned deep_stack; /* frames of one more sample */
};

/* Appends the bytes of a profile that the format accepts. */
void generate_profile(struct buf *out, const struct shape *shape, uint64_t seed);

#endif
