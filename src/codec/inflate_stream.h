/* The inflated bytes of a profile, piece by piece and in order.
 *
 * Input that begins with the gzip magic is decompressed once, member after member. Above 256 KiB of
 * input a second thread reads and inflates while the caller decodes; below, everything happens in
 * the caller. A message that crosses blocks is put together in the room before the next block, or
 * in a side buffer when it is large. */
#ifndef CODEC_FEED_H
#define CODEC_FEED_H

#include <cprof/error.h>

#include "base/io.h"
#include "base/worker.h"

struct feed;

struct feed_options {
	uint64_t limit;            /* inflated bytes */
	bool threads;              /* a second thread is welcome */
	struct progress *progress; /* may be NULL */
};

/* Borrows the reader. */
struct feed *feed_new(const struct reader *reader, const struct feed_options *options);

/* Makes at least `need` bytes available, or all that are left. Returns how many there are. */
size_t feed_fill(struct feed *f, size_t need);

/* The bytes available now; valid until the next feed_fill(). */
const unsigned char *feed_at(const struct feed *f);

/* Marks n available bytes as used. */
void feed_skip(struct feed *f, size_t n);

/* Offset of feed_at() in the inflated input. */
uint64_t feed_offset(const struct feed *f);

/* True if the input was gzip. */
bool feed_compressed(const struct feed *f);

/* CPROF_OK, or why the bytes ended early: "decompressing profile: unexpected EOF", a read error, a
 * limit. */
enum cprof_status feed_status(struct feed *f, struct cprof_error *err);

/* Stops reading and frees. */
void feed_free(struct feed *f);

#endif
