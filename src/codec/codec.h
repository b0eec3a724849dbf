/* Reading profiles: bytes in, a checked profile out; and writing them.
 *
 * A decoder is one record, named once in decoders.def; the first that does not answer "not mine"
 * decides. */
#ifndef CODEC_CODEC_H
#define CODEC_CODEC_H

#include <cprof/error.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/worker.h"
#include "model/builder.h"
#include "model/profile.h"
#include "codec/inflate_stream.h"

struct codec_options {
	struct cprof_limits limits;
	bool threads;              /* inflate in a second thread when the input is large */
	struct cprof_progress *progress; /* bytes read of bytes in all, samples; may be NULL */
	const char *binary;        /* replaces the first mapping's file name; NULL: not */
	const char *build_id;      /* given to the first mapping if it has none; NULL: not */
};

struct decoder {
	const char *name;
	const char *help;
	/* Decodes the whole stream. CPROF_ERR_UNSUPPORTED: not this format, and nothing was used
	 * up. */
	enum cprof_status (*decode)(struct inflate_stream *inflate_stream,
				    const struct codec_options *options, struct profile **profile,
				    struct cprof_error *err);
};

#define DECODER(name) extern const struct decoder decoder_##name;
#include "codec/decoders.def"
#undef DECODER

/* All decoders, in the order they are asked; NULL-terminated. */
extern const struct decoder *const codec_decoders[];

/* Reads one profile. Errors do not name the source; they use pprof's words and say where and
 * why. */
enum cprof_status codec_load(const struct reader *reader, const struct codec_options *options,
			     struct profile **profile, struct cprof_error *err);

/* Appends the profile as pprof's protocol buffer, compressed. Tables keep their order, and the
 * string table is in the order of first use; labels are written in the order they stand in, which
 * is sorted in what model/copier.h made. */
void codec_encode(const struct profile *p, struct buf *out);

#endif
