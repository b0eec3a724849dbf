/* Bytes for tests: the protocol buffer wire format written by hand, so that a test can make what no
 * library would write; gzip members; readers over memory; a seeded source of numbers. */
#ifndef TESTS_UNIT_ENCODE_H
#define TESTS_UNIT_ENCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/io.h"

void encode_varint(struct buf *b, uint64_t value);

/* The same value in exactly `bytes` bytes, at most 10: more than it needs. */
void encode_long_varint(struct buf *b, uint64_t value, unsigned bytes);
void encode_key(struct buf *b, uint64_t field, unsigned type);
void encode_number(struct buf *b, uint64_t field, uint64_t value);
void encode_bytes(struct buf *b, uint64_t field, const void *bytes, size_t length);
void encode_text(struct buf *b, uint64_t field, const char *text);
void encode_packed(struct buf *b, uint64_t field, const uint64_t *value, size_t count);

/* Appends the message and empties it. */
void encode_message(struct buf *b, uint64_t field, struct buf *message);

/* Appends one gzip member. */
void encode_gzip(struct buf *out, const void *bytes, size_t length);

/* A reader over memory that gives at most `most` bytes a call. */
struct memory {
	const unsigned char *at;
	size_t left;
	size_t most;   /* 0: no limit */
	int fails;     /* errno at the end of the bytes; 0: the end is the end */
};

struct reader memory_reader(struct memory *m);

/* The same numbers for the same seed, on every machine. */
struct dice {
	uint64_t state;
};

uint64_t dice_next(struct dice *d);

/* A number below n. */
uint64_t dice_below(struct dice *d, uint64_t n);

/* True once in n times. */
bool dice_one_in(struct dice *d, uint64_t n);

#endif
