/* Bytes for tests: see encode.h. */
#include "unit/lib/encode.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

void encode_varint(struct buf *b, uint64_t value)
{
	for (; value >= 0x80; value >>= 7)
		buf_putc(b, (char)(value | 0x80));
	buf_putc(b, (char)value);
}

void encode_long_varint(struct buf *b, uint64_t value, unsigned bytes)
{
	for (unsigned i = 1; i < bytes; i++, value >>= 7)
		buf_putc(b, (char)(value | 0x80));
	buf_putc(b, (char)(value & 0x7f));
}

void encode_key(struct buf *b, uint64_t field, unsigned type)
{
	encode_varint(b, field << 3 | type);
}

void encode_number(struct buf *b, uint64_t field, uint64_t value)
{
	encode_key(b, field, 0);
	encode_varint(b, value);
}

void encode_bytes(struct buf *b, uint64_t field, const void *bytes, size_t length)
{
	encode_key(b, field, 2);
	encode_varint(b, length);
	buf_put(b, bytes, length);
}

void encode_text(struct buf *b, uint64_t field, const char *text)
{
	encode_bytes(b, field, text, strlen(text));
}

void encode_packed(struct buf *b, uint64_t field, const uint64_t *value, size_t count)
{
	struct buf packed = BUF_INIT;
	for (size_t i = 0; i < count; i++)
		encode_varint(&packed, value[i]);
	encode_message(b, field, &packed);
	buf_done(&packed);
}

void encode_message(struct buf *b, uint64_t field, struct buf *message)
{
	encode_bytes(b, field, buf_text(message), message->size);
	buf_clear(message);
}

void encode_gzip(struct buf *out, const void *bytes, size_t length)
{
	static const unsigned char none[1];
	z_stream z = { .next_in = (Bytef *)(uintptr_t)(length > 0 ? bytes : none) };
	z.avail_in = (uInt)length;
	if (deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	size_t room = deflateBound(&z, (uLong)length) + 32;
	z.next_out = (Bytef *)buf_reserve(out, room);
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		abort();
	out->size += room - z.avail_out;
	deflateEnd(&z);
}

static ssize_t memory_read(void *context, void *buf, size_t size)
{
	struct memory *m = context;
	size_t length = m->left < size ? m->left : size;
	if (m->most > 0 && length > m->most)
		length = m->most;
	if (length == 0 && size > 0 && m->fails != 0) {
		errno = m->fails;
		return -1;
	}
	if (length > 0)
		memcpy(buf, m->at, length);
	m->at += length;
	m->left -= length;
	return (ssize_t)length;
}

struct reader memory_reader(struct memory *m)
{
	return (struct reader){ memory_read, m, m->left };
}

/* splitmix64 */
uint64_t dice_next(struct dice *d)
{
	uint64_t x = d->state += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

uint64_t dice_below(struct dice *d, uint64_t n)
{
	return dice_next(d) % n;
}

bool dice_one_in(struct dice *d, uint64_t n)
{
	return dice_below(d, n) == 0;
}
