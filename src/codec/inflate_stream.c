/* Bytes in order, across blocks and threads: see inflate_stream.h.
 *
 * [at, end) is what the caller may read. It lies in a ring block (perhaps begun in its head room),
 * in the own block when there is no thread, or in the side buffer. */
#include "codec/inflate_stream.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "codec/gunzip.h"

#define INFLATE_BLOCK (128 * 1024)
#define INFLATE_HEADROOM (64 * 1024)
#define INFLATE_BLOCKS 4
#define INFLATE_THREAD_MIN (256 * 1024)

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
	return gunzip_compressed(f->gunzip);
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
