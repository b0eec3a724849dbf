/* The inflated bytes of a profile, piece by piece and in order.
 *
 * Input that begins with the gzip magic is decompressed once, member after member. Above 256 KiB of
 * input a second thread reads and inflates while the caller decodes; below, everything happens in
 * the caller. A message that crosses blocks is put together in the room before the next block, or
 * in a side buffer when it is large. */
#ifndef CODEC_INFLATE_STREAM_H
#define CODEC_INFLATE_STREAM_H

#include <cprof/error.h>

#include "base/io.h"
#include "base/worker.h"

struct inflate_stream;

struct inflate_options {
	uint64_t limit;            /* inflated bytes */
	bool threads;              /* a second thread is welcome */
	struct cprof_progress *progress; /* may be NULL */
};

/* Borrows the reader. */
struct inflate_stream *inflate_new(const struct reader *reader,
				   const struct inflate_options *options);

/* Makes at least `need` bytes available, or all that are left. Returns how many there are. */
size_t inflate_fill(struct inflate_stream *f, size_t need);

/* The bytes available now; valid until the next inflate_fill(). */
const unsigned char *inflate_at(const struct inflate_stream *f);

/* Marks n available bytes as used. */
void inflate_skip(struct inflate_stream *f, size_t n);

/* Offset of inflate_at() in the inflated input. */
uint64_t inflate_offset(const struct inflate_stream *f);

/* True if the input was gzip. */
bool inflate_compressed(const struct inflate_stream *f);

/* CPROF_OK, or why the bytes ended early: "decompressing profile: unexpected EOF", a read error, a
 * limit. */
enum cprof_status inflate_status(struct inflate_stream *f, struct cprof_error *err);

/* Stops reading and frees. */
void inflate_free(struct inflate_stream *f);

#endif
