/* Memory that is freed all at once: see arena.h. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define ARENA_CHUNK (64 * 1024)

struct arena_chunk {
	struct arena_chunk *older;
	alignas(max_align_t) char bytes[];
};

void *arena_alloc(struct arena *a, size_t size)
{
	const size_t unit = alignof(max_align_t);
	size = (size + unit - 1) / unit * unit;
	if (a->chunk == NULL || size > a->room - a->used) {
		size_t room = size > ARENA_CHUNK ? size : ARENA_CHUNK;
		struct arena_chunk *chunk = xcalloc(1, sizeof *chunk + room);
		chunk->older = a->chunk;
		a->chunk = chunk;
		a->room = room;
		a->size += room;
		a->used = 0;
	}
	void *memory = a->chunk->bytes + a->used;
	a->used += size;
	return memory;
}

char *arena_text(struct arena *a, const char *text, size_t length)
{
	char *copy = arena_alloc(a, length + 1);
	if (length > 0)
		memcpy(copy, text, length);
	return copy;
}

void arena_done(struct arena *a)
{
	while (a->chunk != NULL) {
		struct arena_chunk *older = a->chunk->older;
		free(a->chunk);
		a->chunk = older;
	}
	*a = (struct arena)ARENA_INIT;
}

struct arena *arena_new(void)
{
	return xcalloc(1, sizeof(struct arena));
}

struct arena *arena_hold(struct arena *a)
{
	a->holders++;
	return a;
}

void arena_free(struct arena *a)
{
	if (a == NULL || a->holders-- > 0)
		return;
	arena_done(a);
	free(a);
}
