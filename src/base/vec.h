/* Typed growable arrays: VEC(struct item) gives a struct with `at`, `count` and `room`.
 *
 * A vector starts as {0} and is freed with VEC_DONE. Element addresses are valid until the next
 * push. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define VEC(type) struct { type *at; size_t count; size_t room; }

/* Makes room for n more elements. */
#define VEC_RESERVE(v, n)                                                                       \
	do {                                                                                    \
		if ((v)->count + (n) > (v)->room) {                                             \
			(v)->room = vec_grow((v)->room, (v)->count + (n));                      \
			(v)->at = xreallocarray((v)->at, (v)->room, sizeof *(v)->at);           \
		}                                                                               \
	} while (0)

#define VEC_PUSH(v, ...)                                                                        \
	do {                                                                                    \
		VEC_RESERVE(v, 1);                                                              \
		(v)->at[(v)->count++] = __VA_ARGS__;                                            \
	} while (0)

/* Adds n elements of an array, which may be NULL if there are none. */
#define VEC_APPEND(v, array, n)                                                                    \
	do {                                                                                       \
		VEC_RESERVE(v, n);                                                                 \
		if ((n) > 0)                                                                       \
			memcpy((v)->at + (v)->count, array, (n) * sizeof *(v)->at);                \
		(v)->count += (n);                                                                 \
	} while (0)

/* Gives unused room back; call it when a vector has its final size. */
#define VEC_FIT(v)                                                                              \
	do {                                                                                    \
		(v)->room = (v)->count;                                                         \
		(v)->at = xreallocarray((v)->at, (v)->count, sizeof *(v)->at);                  \
	} while (0)

#define VEC_DONE(v)                                                                             \
	do {                                                                                    \
		free((v)->at);                                                                  \
		(v)->at = NULL;                                                                 \
		(v)->count = (v)->room = 0;                                                     \
	} while (0)

/* The same for a vector of pointers that own what they point to. */
#define VEC_FREE(v)                                                                                \
	do {                                                                                       \
		for (size_t vec_i = 0; vec_i < (v)->count; vec_i++)                                \
			free((v)->at[vec_i]);                                                      \
		VEC_DONE(v);                                                                       \
	} while (0)

/* Orders the elements by a comparison for qsort(). */
#define VEC_SORT(v, compare)                                                                       \
	do {                                                                                       \
		if ((v)->count > 1)                                                                \
			qsort((v)->at, (v)->count, sizeof *(v)->at, compare);                      \
	} while (0)

/* Such a comparison, for a vector of texts: by their bytes. */
static inline int vec_compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static inline size_t vec_grow(size_t room, size_t need)
{
	if (room < 16)
		room = 16;
	while (room < need)
		room += room / 2;
	return room;
}

#endif
