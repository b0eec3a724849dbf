/* Byte strings to small numbers: see intern.h. */
#include "base/intern.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/xalloc.h"

const char *intern_text(const struct intern *t, uint32_t number)
{
	return t->blob.at + t->start.at[number];
}

size_t intern_length(const struct intern *t, uint32_t number)
{
	return t->start.at[number + 1] - t->start.at[number] - 1;
}

/* The slot that holds the bytes, or the free one where they belong. */
static uint32_t find_slot(const struct intern *t, const void *bytes, size_t length)
{
	uint32_t at = (uint32_t)hash_bytes(bytes, length) & (t->slots - 1);
	while (t->slot[at] != 0) {
		uint32_t number = t->slot[at] - 1;
		if (intern_length(t, number) == length &&
		    (length == 0 || memcmp(intern_text(t, number), bytes, length) == 0))
			break;
		at = (at + 1) & (t->slots - 1);
	}
	return at;
}

static void grow_slots(struct intern *t)
{
	uint32_t slots = t->slots == 0 ? 64 : t->slots * 2;
	free(t->slot);
	t->slot = xcalloc(slots, sizeof *t->slot);
	t->slots = slots;
	for (uint32_t i = 0; i < t->count; i++)
		t->slot[find_slot(t, intern_text(t, i), intern_length(t, i))] = i + 1;
}

uint32_t intern_get(const struct intern *t, const void *bytes, size_t length)
{
	if (t->slots == 0)
		return INTERN_NONE;
	uint32_t found = t->slot[find_slot(t, bytes, length)];
	return found == 0 ? INTERN_NONE : found - 1;
}

static void append(struct intern *t, const void *bytes, size_t length)
{
	if (t->count++ == 0)
		VEC_PUSH(&t->start, 0);
	VEC_APPEND(&t->blob, (const char *)bytes, length);
	VEC_PUSH(&t->blob, '\0');
	VEC_PUSH(&t->start, t->blob.count);
}

uint32_t intern_put(struct intern *t, const void *bytes, size_t length)
{
	if (t->slots == 0 || t->count >= t->slots / 2)
		grow_slots(t);
	uint32_t at = find_slot(t, bytes, length);
	if (t->slot[at] == 0) {
		append(t, bytes, length);
		t->slot[at] = t->count;
	}
	return t->slot[at] - 1;
}

void intern_done(struct intern *t)
{
	VEC_DONE(&t->blob);
	VEC_DONE(&t->start);
	free(t->slot);
	*t = (struct intern){ 0 };
}
