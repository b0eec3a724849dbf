/* Every field of every record of a profile in one canonical text, by two ways that share no code:
 * the model that the program's decoder fills, and the generated protobuf-c code with the format's
 * rules applied to it. */
#ifndef TESTS_UNIT_DUMP_H
#define TESTS_UNIT_DUMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "model/profile.h"

/* A blank, then a string with its length, what is not printable as escapes. */
void dump_string(struct buf *out, const void *bytes, size_t length);

/* A blank and the number, without the cost of printf: dumps hold millions of them. */
void dump_number(struct buf *out, uint64_t number);

/* Dumps what the program decoded. */
void dump_model(const struct profile *p, struct buf *out);

/* Decodes plain (not compressed) bytes in the second way and dumps them. False when the format's
 * rules reject them; `out` then holds why: "malformed profile: ..." in pprof's words, or anything
 * else. */
bool dump_plain(const uint8_t *bytes, size_t length, struct buf *out);

#endif
