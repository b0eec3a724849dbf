/* Chooses the decoder and says what a file is when none takes it. */
#include "codec/codec.h"

#include <string.h>

#define DECODER(name) &decoder_##name,
const struct decoder *const codec_decoders[] = {
#include "codec/decoders.def"
	NULL
};
#undef DECODER

struct magic {
	const char *bytes;
	size_t length;
	const char *looks;
};

static const struct magic magics[] = {
	{ "\x7f" "ELF", 4, "an ELF program: give the profile after it" },
	{ "\xfe\xed\xfa", 3, "a Mach-O program: give the profile after it" },
	{ "\xcf\xfa\xed\xfe", 4, "a Mach-O program: give the profile after it" },
	{ "MZ", 2, "a Windows program: give the profile after it" },
	{ "\x1f\x8b", 2, "gzip inside gzip: unpack it once" },
	{ "PERFILE2", 8, "a perf.data file: convert it with perf_to_profile" },
	{ "\x28\xb5\x2f\xfd", 4, "zstd: unpack it first" },
	{ "BZh", 3, "bzip2: unpack it first" },
	{ "\xfd" "7zXZ", 5, "xz: unpack it first" },
	{ "PK\x03\x04", 4, "a zip archive: unpack it first" },
	{ "heap_v2/", 8, "a heap profile of jemalloc: not read by this version" },
	{ "heap profile:", 13, "a legacy text heap profile: not read by this version" },
	{ "--- ", 4, "a legacy text profile: not read by this version" },
	{ "goroutine profile:", 18, "a legacy text profile: not read by this version" },
	{ "threadcreate profile:", 21, "a legacy text profile: not read by this version" },
};

static bool is_text(const unsigned char *p, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (p[i] == 0 || (p[i] < 0x20 && strchr("\t\n\r\f", p[i]) == NULL))
			return false;
	return length > 0;
}

/* A number of 4 or 8 bytes, the most significant one first or last. */
static uint64_t word(const unsigned char *p, size_t width, bool big)
{
	uint64_t value = 0;
	for (size_t i = 0; i < width; i++)
		value = value << 8 | p[big ? i : width - 1 - i];
	return value;
}

/* The header of gperftools' CPU profiles: 0, 3, the kind (0 or 1), the period, 0. */
static bool is_legacy_cpu(const unsigned char *p, size_t length)
{
	for (int form = 0; form < 4; form++) {
		size_t width = form < 2 ? 4 : 8;
		bool big = form % 2 != 0;
		if (length >= 5 * width && word(p, width, big) == 0 &&
		    word(p + width, width, big) == 3 && word(p + 2 * width, width, big) <= 1 &&
		    word(p + 3 * width, width, big) > 0 && word(p + 4 * width, width, big) == 0)
			return true;
	}
	return false;
}

/* What the first bytes look like, or NULL. */
static const char *looks_like(struct inflate_stream *inflate_stream)
{
	size_t length = inflate_fill(inflate_stream, 512);
	const unsigned char *p = inflate_at(inflate_stream);
	if (length > 512)
		length = 512;
	for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
		if (length >= magics[i].length &&
		    memcmp(p, magics[i].bytes, magics[i].length) == 0)
			return magics[i].looks;
	if (is_legacy_cpu(p, length))
		return "a legacy binary CPU profile: not read by this version";
	if (is_text(p, length))
		return inflate_compressed(inflate_stream) ? "gzip of text" : "text";
	return NULL;
}

enum cprof_status codec_load(const struct reader *reader, const struct codec_options *options,
			     struct profile **profile, struct cprof_error *err)
{
	struct inflate_options inflate_options = { options->limits.inflated_bytes, options->threads,
						   options->progress };
	struct inflate_stream *inflate_stream = inflate_new(reader, &inflate_options);
	enum cprof_status status = CPROF_ERR_UNSUPPORTED;
	const char *looks = NULL;
	if (inflate_fill(inflate_stream, 1) == 0 &&
	    inflate_status(inflate_stream, err) == CPROF_OK) {
		status = cprof_error_set(err, CPROF_ERR_FORMAT,
					 "parsing profile: empty input file");
		goto out;
	}
	looks = looks_like(inflate_stream);
	for (size_t i = 0; codec_decoders[i] != NULL && status == CPROF_ERR_UNSUPPORTED; i++)
		status = codec_decoders[i]->decode(inflate_stream, options, profile, err);
	if (status == CPROF_OK)
		goto out;
	if (status == CPROF_ERR_UNSUPPORTED)
		status = cprof_error_set(err, CPROF_ERR_FORMAT, "unrecognized profile format");
	if (inflate_status(inflate_stream, err) != CPROF_OK) {
		status = err->status;
	} else if (status == CPROF_ERR_FORMAT && strncmp(err->text, "malformed", 9) != 0) {
		bool unknown = strncmp(err->text, "unrecognized", 12) == 0;
		cprof_error_prefix(err, "parsing profile");
		if (unknown && looks != NULL)
			cprof_error_set(err, CPROF_ERR_FORMAT,
					"parsing profile: unrecognized profile format (looks "
					"like %s)", looks);
	}
out:
	inflate_free(inflate_stream);
	return status;
}
