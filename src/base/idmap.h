/* 64-bit ids of a file, or pairs of numbers, to indices of our arrays.
 *
 * Ids are usually 1, 2, 3...: those go through an array. Sparse ones go through a hash table, so
 * that one huge id costs no memory. */
#ifndef BASE_IDMAP_H
#define BASE_IDMAP_H

#include <stddef.h>
#include <stdint.h>

#define IDMAP_NONE UINT32_MAX

struct idmap {
	uint32_t *direct;   /* index + 1 of id i, 0 if unknown */
	uint64_t direct_size;
	uint64_t *key;      /* hash table for the others */
	uint32_t *value;    /* index + 1, 0: free */
	size_t slots;
	size_t sparse;
	uint32_t count;     /* ids in all */
};

/* Two numbers as one id. */
static inline uint64_t idmap_pair(uint32_t a, uint32_t b)
{
	return (uint64_t)a << 32 | b;
}

uint32_t idmap_get(const struct idmap *m, uint64_t id);

/* Adds an id that is not in the map yet. */
void idmap_put(struct idmap *m, uint64_t id, uint32_t index);
void idmap_done(struct idmap *m);

#endif
