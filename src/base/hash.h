/* Hashing of bytes and of 64-bit numbers, for tables in memory only: the values may change between
 * versions. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t hash_mix(uint64_t h)
{
	h ^= h >> 32;
	h *= UINT64_C(0x9e3779b97f4a7c15);
	h ^= h >> 29;
	return h;
}

static inline uint64_t hash_bytes(const void *bytes, size_t length)
{
	const unsigned char *p = bytes;
	uint64_t h = hash_mix(length + 1);
	for (; length >= 8; p += 8, length -= 8) {
		uint64_t word;
		memcpy(&word, p, 8);
		h = hash_mix(h ^ word);
	}
	if (length > 0) {
		uint64_t word = 0;
		memcpy(&word, p, length);
		h = hash_mix(h ^ word);
	}
	return h;
}

#endif
