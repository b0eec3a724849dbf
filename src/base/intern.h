/* Byte strings to small numbers: equal bytes get equal numbers, counted from 0 in order of first
 * use. */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

#define INTERN_NONE UINT32_MAX

struct intern {
	VEC(char) blob;    /* every string, each followed by '\0' */
	VEC(size_t) start; /* count + 1 offsets into blob */
	uint32_t count;
	uint32_t *slot;  /* open addressing; number + 1, 0 is free */
	uint32_t slots;  /* a power of two, or 0 */
};

/* The number of these bytes, made if new. The bytes are copied. */
uint32_t intern_put(struct intern *t, const void *bytes, size_t length);

/* The number of these bytes, or INTERN_NONE. */
uint32_t intern_get(const struct intern *t, const void *bytes, size_t length);

/* The bytes of a number; NUL-terminated, valid until the next intern_put(). */
const char *intern_text(const struct intern *t, uint32_t number);
size_t intern_length(const struct intern *t, uint32_t number);
void intern_done(struct intern *t);

#endif
