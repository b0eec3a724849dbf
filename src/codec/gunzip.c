/* Inflating: see gunzip.h. zlib does the work and checks the sums; this file decides what is a
 * member, as Go's reader does: after a member there is another one or nothing. */
#include "codec/gunzip.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/xalloc.h"

#define INPUT_BLOCK (64 * 1024)
#define GZIP_HEADER 10

struct gunzip {
	const struct reader *reader;
	struct progress *progress;
	uint64_t limit;
	uint64_t given;       /* inflated bytes so far */
	unsigned char *input; /* raw bytes not used yet stand at [at, end) */
	size_t at, end, room;
	bool ended;           /* the reader has no more */
	int failed;           /* errno of the reader */
	bool started, compressed, in_member, zlib_ready;
	z_stream z;
};

struct gunzip *gunzip_new(const struct reader *reader, uint64_t limit, struct progress *progress)
{
	struct gunzip *g = xcalloc(1, sizeof *g);
	g->reader = reader;
	g->limit = limit;
	g->progress = progress;
	g->room = INPUT_BLOCK;
	g->input = xmalloc(g->room);
	return g;
}

/* Reads until `need` raw bytes are there or the reader ends. */
static void read_input(struct gunzip *g, size_t need)
{
	if (g->end - g->at >= need)
		return;
	memmove(g->input, g->input + g->at, g->end - g->at);
	g->end -= g->at;
	g->at = 0;
	if (need > g->room) {
		g->room = need;
		g->input = xrealloc(g->input, g->room);
	}
	while (g->end < need && !g->ended) {
		size_t size = g->room - g->end;
		if (size > INPUT_BLOCK)
			size = INPUT_BLOCK;
		ssize_t got = g->reader->read(g->reader->context, g->input + g->end, size);
		if (got <= 0) {
			g->failed = got < 0 ? errno : 0;
			g->ended = true;
			break;
		}
		g->end += (size_t)got;
		if (g->progress != NULL)
			atomic_fetch_add(&g->progress->done, (uint64_t)got);
	}
}

bool gunzip_has(struct gunzip *g, size_t size)
{
	read_input(g, size);
	return g->end - g->at >= size;
}

bool gunzip_compressed(const struct gunzip *g)
{
	return g->compressed;
}

static enum cprof_status read_failed(const struct gunzip *g, struct cprof_error *err)
{
	if (progress_cancelled(g->progress))
		return cprof_error_set(err, CPROF_ERR_CANCELLED, "stopped");
	return cprof_error_set(err, CPROF_ERR_IO, "read: %s", io_strerror(g->failed));
}

static enum cprof_status bad_gzip(struct cprof_error *err, const char *why)
{
	return cprof_error_set(err, CPROF_ERR_FORMAT, "decompressing profile: %s", why);
}

/* Begins the next member; *more is false when the input ended properly. */
static enum cprof_status next_member(struct gunzip *g, bool *more, struct cprof_error *err)
{
	read_input(g, GZIP_HEADER);
	size_t left = g->end - g->at;
	const unsigned char *p = g->input + g->at;
	*more = left > 0;
	if (g->failed != 0)
		return read_failed(g, err);
	if (left == 0)
		return CPROF_OK;
	if (left < GZIP_HEADER)
		return bad_gzip(err, "unexpected EOF");
	if (p[0] != 0x1f || p[1] != 0x8b || p[2] != Z_DEFLATED)
		return bad_gzip(err, "gzip: invalid header");
	int code = g->zlib_ready ? inflateReset(&g->z) : inflateInit2(&g->z, 15 + 16);
	if (code != Z_OK)
		return bad_gzip(err, "zlib could not be started");
	g->zlib_ready = true;
	g->in_member = true;
	return CPROF_OK;
}

static const char *zlib_reason(const struct gunzip *g)
{
	const char *message = g->z.msg != NULL ? g->z.msg : "corrupt input";
	if (strcmp(message, "incorrect data check") == 0 ||
	    strcmp(message, "incorrect length check") == 0)
		return "gzip: invalid checksum";
	if (strcmp(message, "incorrect header check") == 0 ||
	    strcmp(message, "unknown compression method") == 0 ||
	    strcmp(message, "unknown header flags set") == 0 ||
	    strcmp(message, "header crc mismatch") == 0)
		return "gzip: invalid header";
	return message;
}

/* Inflates from the current member until `buf` is full or the member ends. */
static enum cprof_status inflate_member(struct gunzip *g, unsigned char *buf, size_t size,
					size_t *got, struct cprof_error *err)
{
	g->z.next_out = buf;
	g->z.avail_out = (uInt)size;
	while (g->z.avail_out > 0) {
		if (progress_cancelled(g->progress))
			return cprof_error_set(err, CPROF_ERR_CANCELLED, "stopped");
		read_input(g, 1);
		if (g->failed != 0)
			return read_failed(g, err);
		if (g->at == g->end)
			return bad_gzip(err, "unexpected EOF");
		g->z.next_in = g->input + g->at;
		g->z.avail_in = (uInt)(g->end - g->at);
		int code = inflate(&g->z, Z_NO_FLUSH);
		g->at = g->end - g->z.avail_in;
		if (code == Z_STREAM_END) {
			g->in_member = false;
			break;
		}
		if (code != Z_OK && code != Z_BUF_ERROR)
			return bad_gzip(err, zlib_reason(g));
	}
	*got = size - g->z.avail_out;
	return CPROF_OK;
}

static enum cprof_status read_gzip(struct gunzip *g, unsigned char *buf, size_t size, size_t *got,
				   struct cprof_error *err)
{
	while (*got < size) {
		size_t part = 0;
		bool more = true;
		if (!g->in_member) {
			enum cprof_status status = next_member(g, &more, err);
			if (status != CPROF_OK)
				return status;
		}
		if (!more)
			break;
		enum cprof_status status = inflate_member(g, buf + *got, size - *got, &part, err);
		if (status != CPROF_OK)
			return status;
		*got += part;
	}
	return CPROF_OK;
}

static enum cprof_status read_plain(struct gunzip *g, unsigned char *buf, size_t size, size_t *got,
				    struct cprof_error *err)
{
	if (progress_cancelled(g->progress))
		return cprof_error_set(err, CPROF_ERR_CANCELLED, "stopped");
	read_input(g, 1);
	if (g->failed != 0)
		return read_failed(g, err);
	*got = g->end - g->at < size ? g->end - g->at : size;
	memcpy(buf, g->input + g->at, *got);
	g->at += *got;
	return CPROF_OK;
}

enum cprof_status gunzip_read(struct gunzip *g, void *buf, size_t size, size_t *got,
			      struct cprof_error *err)
{
	*got = 0;
	if (!g->started) {
		read_input(g, 2);
		g->started = true;
		g->compressed = g->end - g->at >= 2 && g->input[g->at] == 0x1f &&
				g->input[g->at + 1] == 0x8b;
	}
	enum cprof_status status = g->compressed ? read_gzip(g, buf, size, got, err)
						 : read_plain(g, buf, size, got, err);
	g->given += *got;
	if (status == CPROF_OK && g->given > g->limit)
		return cprof_error_set(err, CPROF_ERR_LIMIT,
				       "over limit_inflated_bytes=%" PRIu64
				       " (raise -limit_inflated_bytes to read it)",
				       g->limit);
	return status;
}

void gunzip_free(struct gunzip *g)
{
	if (g->zlib_ready)
		inflateEnd(&g->z);
	free(g->input);
	free(g);
}
