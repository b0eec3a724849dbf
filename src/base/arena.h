/* Memory that is freed all at once. There is no free of one piece. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *chunk; /* the newest */
	size_t used, room;         /* of the newest chunk */
	size_t size;               /* of all chunks */
	unsigned holders;          /* of a shared one, beside its maker */
};

#define ARENA_INIT { NULL, 0, 0, 0, 0 }

/* Zeroed memory, aligned for any type. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((returns_nonnull));

/* A NUL-terminated copy. */
char *arena_text(struct arena *a, const char *text, size_t length)
	__attribute__((returns_nonnull));
void arena_done(struct arena *a);

/* An arena of its own that several results may share: it goes with the last of them. The holders
 * are on one thread. */
struct arena *arena_new(void) __attribute__((returns_nonnull));
struct arena *arena_hold(struct arena *a);
void arena_free(struct arena *a);

#endif
