/* 64-bit ids to indices: see idmap.h. */
#include "base/idmap.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/xalloc.h"

/* How far the array may go: dense ids stay in it, one stray id does not blow it up. */
static uint64_t direct_limit(const struct idmap *m)
{
	return (uint64_t)m->count * 4 + 1024;
}

static size_t sparse_slot(const struct idmap *m, uint64_t id)
{
	size_t at = (size_t)hash_mix(id) & (m->slots - 1);
	while (m->value[at] != 0 && m->key[at] != id)
		at = (at + 1) & (m->slots - 1);
	return at;
}

uint32_t idmap_get(const struct idmap *m, uint64_t id)
{
	if (id < m->direct_size && m->direct[id] != 0)
		return m->direct[id] - 1;
	if (m->slots == 0)
		return IDMAP_NONE;
	uint32_t found = m->value[sparse_slot(m, id)];
	return found == 0 ? IDMAP_NONE : found - 1;
}

static void put_direct(struct idmap *m, uint64_t id, uint32_t index)
{
	if (id >= m->direct_size) {
		uint64_t size = id + id / 2 + 64;
		m->direct = xreallocarray(m->direct, size, sizeof *m->direct);
		memset(m->direct + m->direct_size, 0,
		       (size - m->direct_size) * sizeof *m->direct);
		m->direct_size = size;
	}
	m->direct[id] = index + 1;
}

static void put_sparse(struct idmap *m, uint64_t id, uint32_t index)
{
	if (m->sparse >= m->slots / 2) {
		struct idmap old = *m;
		m->slots = old.slots == 0 ? 64 : old.slots * 2;
		m->key = xcalloc(m->slots, sizeof *m->key);
		m->value = xcalloc(m->slots, sizeof *m->value);
		for (size_t i = 0; i < old.slots; i++) {
			if (old.value[i] == 0)
				continue;
			size_t at = sparse_slot(m, old.key[i]);
			m->key[at] = old.key[i];
			m->value[at] = old.value[i];
		}
		free(old.key);
		free(old.value);
	}
	size_t at = sparse_slot(m, id);
	m->key[at] = id;
	m->value[at] = index + 1;
	m->sparse++;
}

void idmap_put(struct idmap *m, uint64_t id, uint32_t index)
{
	if (id < direct_limit(m))
		put_direct(m, id, index);
	else
		put_sparse(m, id, index);
	m->count++;
}

void idmap_done(struct idmap *m)
{
	free(m->direct);
	free(m->key);
	free(m->value);
	*m = (struct idmap){ 0 };
}
