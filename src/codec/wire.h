/* Protocol buffer wire format over bytes that are all there.
 *
 * A reader fails once and stays failed, so a caller checks at the end of a message. Rules as
 * pprof's: a varint has at most 10 bytes and bits beyond 64 are dropped; wire types 3, 4, 6 and 7
 * are errors. */
#ifndef CODEC_WIRE_H
#define CODEC_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum wire_type { WIRE_VARINT = 0, WIRE_FIXED64 = 1, WIRE_BYTES = 2, WIRE_FIXED32 = 5 };

struct wire {
	const uint8_t *at;
	const uint8_t *end;
	bool failed;
};

struct wire_field {
	uint32_t number;
	enum wire_type type;
	uint64_t value;       /* WIRE_VARINT */
	const uint8_t *bytes; /* WIRE_BYTES */
	size_t length;
};

/* The field number of a key. Numbers beyond 32 bits are all the same one, which nobody knows. */
static inline uint32_t wire_number(uint64_t key)
{
	return key >> 3 < UINT32_MAX ? (uint32_t)(key >> 3) : UINT32_MAX;
}

static inline uint64_t wire_long_varint(struct wire *w)
{
	uint64_t value = 0;
	for (unsigned shift = 0; shift < 70 && w->at < w->end; shift += 7) {
		uint8_t byte = *w->at++;
		if (shift < 64)
			value |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return value;
	}
	w->failed = true;
	w->at = w->end;
	return 0;
}

static inline uint64_t wire_varint(struct wire *w)
{
	const uint8_t *p = w->at;
	if (p < w->end && p[0] < 0x80) {
		w->at = p + 1;
		return p[0];
	}
	if (w->end - p >= 2 && p[1] < 0x80) {
		w->at = p + 2;
		return (uint64_t)(p[0] & 0x7f) | (uint64_t)p[1] << 7;
	}
	return wire_long_varint(w);
}

/* Decodes packed varints; `out` has room for one number a byte. Returns how many there are. Most of
 * a profile goes through here: location ids of one byte or two. Stacks resemble the ones before
 * them, so a branch on the length is foreseen nearly always: without branches this takes twice as
 * long. */
static inline size_t wire_packed(const uint8_t *p, size_t length, uint64_t *out, bool *failed)
{
	const uint8_t *end = p + length;
	size_t count = 0;
	while (end - p >= 2) {
		if (p[0] < 0x80) {
			out[count++] = *p++;
		} else if (p[1] < 0x80) {
			out[count++] = (p[0] & 0x7fu) | (unsigned)p[1] << 7;
			p += 2;
		} else {
			break;
		}
	}
	struct wire rest = { p, end, false };
	while (rest.at < end)
		out[count++] = wire_varint(&rest);
	*failed |= rest.failed;
	return count;
}

/* How many bytes two series of packed numbers end with in common, as whole numbers; *numbers says
 * how many numbers that is. */
static inline size_t wire_common(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size,
				 size_t *numbers)
{
	const uint64_t tops = UINT64_C(0x8080808080808080), ones = UINT64_C(0x0101010101010101);
	size_t most = a_size < b_size ? a_size : b_size, common = 0;
	uint64_t x, y;
	*numbers = 0;
	while (most - common >= sizeof x) {
		memcpy(&x, a + a_size - common - sizeof x, sizeof x);
		memcpy(&y, b + b_size - common - sizeof y, sizeof y);
		if (x != y)
			break;
		*numbers += ((~x & tops) >> 7) * ones >> 56;
		common += sizeof x;
	}
	while (common < most && a[a_size - common - 1] == b[b_size - common - 1])
		*numbers += a[a_size - ++common] < 0x80;
	while (common > 0 && ((common < a_size && a[a_size - common - 1] >= 0x80) ||
			      (common < b_size && b[b_size - common - 1] >= 0x80)))
		*numbers -= a[a_size - common--] < 0x80;
	return common;
}

/* The next field; false at the end of the message and after a failure. Fixed-width fields have no
 * value: no field we know is one. */
static inline bool wire_next(struct wire *w, struct wire_field *f)
{
	if (w->at >= w->end)
		return false;
	uint64_t key = wire_varint(w);
	uint64_t left, skip = 0;
	*f = (struct wire_field){ .number = wire_number(key) };
	f->type = (enum wire_type)(key & 7);
	switch (f->type) {
	case WIRE_VARINT:
		f->value = wire_varint(w);
		return !w->failed;
	case WIRE_BYTES:
		skip = wire_varint(w);
		break;
	case WIRE_FIXED64:
		skip = 8;
		break;
	case WIRE_FIXED32:
		skip = 4;
		break;
	default:
		w->failed = true;
	}
	left = (uint64_t)(w->end - w->at);
	if (w->failed || skip > left) {
		w->failed = true;
		w->at = w->end;
		return false;
	}
	f->bytes = w->at;
	f->length = (size_t)skip;
	w->at += skip;
	return true;
}

#endif
