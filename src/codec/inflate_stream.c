/* Bytes in order, across blocks and threads: see inflate_stream.h.
 *
 * The first half reads blocks of inflated bytes: gzip with any number of members, or plain bytes as
 * they are. zlib does the work and checks the sums; what is a member is decided here as Go's reader
 * does: after a member there is another one or nothing.
 *
 * The second half hands them out. [at, end) is what the caller may read. It lies in a ring block
 * (perhaps begun in its head room), in the own block when there is no thread, or in the side
 * buffer. */
#include "codec/inflate_stream.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/xalloc.h"
#include "codec/memory.h"

#define INPUT_BLOCK (64 * 1024)
#define GZIP_HEADER 10
#define INFLATE_BLOCK (128 * 1024)
#define INFLATE_HEADROOM (64 * 1024)
#define INFLATE_BLOCKS 4
#define INFLATE_THREAD_MIN (256 * 1024)

struct gunzip {
	const struct reader *reader; /* borrowed */
	struct cprof_progress *progress;
	uint64_t limit;
	uint64_t given;       /* inflated bytes so far */
	unsigned char *input; /* raw bytes not used yet stand at [at, end) */
	size_t at, end, room;
	bool ended; /* the reader has no more */
	int failed; /* errno of the reader */
	bool started, compressed, in_member, zlib_ready;
	z_stream z;
};

static struct gunzip *gunzip_new(const struct reader *reader, uint64_t limit,
				 struct cprof_progress *progress)
{
	struct gunzip *g = xcalloc(1, sizeof *g);
	g->reader = reader;
	g->limit = limit;
	g->progress = progress;
	g->room = INPUT_BLOCK;
	g->input = xmalloc(g->room);
	g->z.zalloc = memory_zlib_alloc;
	g->z.zfree = memory_zlib_free;
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

/* Looks ahead without using anything up: true once `size` bytes of raw input are known to exist. */
static bool gunzip_has(struct gunzip *g, size_t size)
{
	read_input(g, size);
	return g->end - g->at >= size;
}

static enum cprof_status read_failed(const struct gunzip *g, struct cprof_error *err)
{
	if (progress_cancelled(g->progress))
		return cprof_error_set(err, CPROF_ERR_CANCELLED, "stopped");
	return cprof_error_set(err, CPROF_ERR_IO, "read: %s", io_strerror(g->failed).text);
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

/* Fills up to `size` bytes; *got is 0 at the end. Errors are in pprof's words. */
static enum cprof_status gunzip_read(struct gunzip *g, void *buf, size_t size, size_t *got,
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

static void gunzip_free(struct gunzip *g)
{
	if (g->zlib_ready)
		inflateEnd(&g->z);
	free(g->input);
	free(g);
}

struct inflate_stream {
	struct gunzip *gunzip;
	struct ring *ring;      /* NULL: no thread */
	struct task *task;
	unsigned char *own;     /* head room and block, when there is no ring */
	const unsigned char *at, *end;
	bool holding;           /* a ring block is in use */
	uint64_t offset;        /* of `at` */
	unsigned char *side;
	size_t side_room;
	bool ended;
	struct cprof_error error; /* written by the inflating side before the stream ends */
};

/* The inflating thread: fills block after block until the end or a failure. */
static void produce(void *context)
{
	struct inflate_stream *f = context;
	for (bool last = false; !last;) {
		struct ring_block *block = ring_fill(f->ring);
		if (block == NULL)
			return;
		enum cprof_status status = gunzip_read(f->gunzip, block->data, INFLATE_BLOCK,
						       &block->size, &f->error);
		last = status != CPROF_OK || block->size == 0;
		ring_filled(f->ring, last);
	}
}

struct inflate_stream *inflate_new(const struct reader *reader,
				   const struct inflate_options *options)
{
	struct inflate_stream *f = xcalloc(1, sizeof *f);
	f->gunzip = gunzip_new(reader, options->limit, options->progress);
	if (options->threads && gunzip_has(f->gunzip, INFLATE_THREAD_MIN)) {
		f->ring = ring_new(INFLATE_BLOCKS, INFLATE_HEADROOM, INFLATE_BLOCK);
		f->task = task_start(produce, f);
		if (f->task == NULL) {
			ring_free(f->ring);
			f->ring = NULL;
		}
	}
	if (f->ring == NULL)
		f->own = xmalloc(INFLATE_HEADROOM + INFLATE_BLOCK);
	return f;
}

/* The next block's bytes, with head room before them; size 0 at the end. */
static unsigned char *next_block(struct inflate_stream *f, size_t *size)
{
	*size = 0;
	if (f->ended)
		return NULL;
	if (f->ring != NULL) {
		struct ring_block *block = ring_take(f->ring);
		if (block != NULL) {
			*size = block->size;
			return block->data;
		}
	} else {
		enum cprof_status status = gunzip_read(f->gunzip, f->own + INFLATE_HEADROOM,
						       INFLATE_BLOCK, size, &f->error);
		if (status == CPROF_OK && *size > 0)
			return f->own + INFLATE_HEADROOM;
	}
	f->ended = true;
	return NULL;
}

/* Gathers everything up to `need` bytes in the side buffer. */
static void fill_side(struct inflate_stream *f, size_t need)
{
	size_t have = (size_t)(f->end - f->at);
	unsigned char *old = f->side;
	size_t room = have + INFLATE_BLOCK;
	unsigned char *side = xmalloc(room);
	if (have > 0)
		memcpy(side, f->at, have);
	if (f->holding)
		ring_release(f->ring);
	f->holding = false;
	while (have < need) {
		size_t size;
		const unsigned char *block = next_block(f, &size);
		if (block == NULL)
			break;
		if (have + size > room) {
			room = have + size + room / 2;
			side = xrealloc(side, room);
		}
		memcpy(side + have, block, size);
		have += size;
		if (f->ring != NULL)
			ring_release(f->ring);
	}
	free(old);
	f->side = side;
	f->at = side;
	f->end = side + have;
}

/* Moves the tail into the head room of the next block. False at the end of the bytes. */
static bool fill_headroom(struct inflate_stream *f)
{
	size_t tail = (size_t)(f->end - f->at);
	size_t size;
	unsigned char keep[256];
	const unsigned char *from = f->at;
	unsigned char *big = NULL;
	/* Without a ring the next block overwrites this one: the tail is put aside first. */
	if (f->ring == NULL && tail > 0) {
		big = tail > sizeof keep ? xmalloc(tail) : keep;
		memcpy(big, f->at, tail);
		from = big;
	}
	unsigned char *block = next_block(f, &size);
	if (block != NULL) {
		if (tail > 0)
			memcpy(block - tail, from, tail);
		f->at = block - tail;
		f->end = block + size;
		if (f->holding)
			ring_release(f->ring);
		f->holding = f->ring != NULL;
	}
	if (big != keep)
		free(big);
	return block != NULL;
}

size_t inflate_fill(struct inflate_stream *f, size_t need)
{
	while ((size_t)(f->end - f->at) < need && !f->ended) {
		if ((size_t)(f->end - f->at) > INFLATE_HEADROOM || need > INFLATE_BLOCK)
			fill_side(f, need);
		else if (!fill_headroom(f))
			break;
	}
	return (size_t)(f->end - f->at);
}

const unsigned char *inflate_at(const struct inflate_stream *f)
{
	return f->at;
}

void inflate_skip(struct inflate_stream *f, size_t n)
{
	f->at += n;
	f->offset += n;
}

uint64_t inflate_offset(const struct inflate_stream *f)
{
	return f->offset;
}

bool inflate_compressed(const struct inflate_stream *f)
{
	return f->gunzip->compressed;
}

enum cprof_status inflate_status(struct inflate_stream *f, struct cprof_error *err)
{
	if (!f->ended || f->error.status == CPROF_OK)
		return CPROF_OK;
	return cprof_error_set(err, f->error.status, "%s", f->error.text);
}

void inflate_free(struct inflate_stream *f)
{
	if (f->ring != NULL) {
		ring_stop(f->ring);
		task_join(f->task);
		ring_free(f->ring);
	}
	gunzip_free(f->gunzip);
	free(f->own);
	free(f->side);
	cprof_error_done(&f->error);
	free(f);
}
