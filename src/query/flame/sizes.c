/* How wide samples are. In a difference one sample takes back what another one of the same calls
 * brings: both together are as wide as what is left. Without negative values a sample's size is its
 * value. */
#include "query/flame/flame_p.h"

#include <stdlib.h>

#include "base/hash.h"

struct part {
	_Alignas(WALK_LINE) VEC(uint64_t) hash; /* per frame of the last stack, root first: of all
						 * calls down to it */
};

struct hashing {
	const struct graph *g;
	uint64_t *hash; /* per sample; 0: not visited */
	struct part part[WALK_PARTS];
};

struct group {
	uint64_t hash; /* 0: free */
	size_t first;  /* the sample that is as wide as all of them */
	int64_t value;
};

static void visit(void *context, unsigned number, const struct walk_sample *s)
{
	struct hashing *x = context;
	struct part *p = &x->part[number];
	const struct graph *g = x->g;
	p->hash.count = s->shared < p->hash.count ? s->shared : p->hash.count;
	for (unsigned i = (unsigned)p->hash.count; i < s->frames; i++) {
		uint64_t hash = i > 0 ? p->hash.at[i - 1] : 1;
		uint32_t first = g->expand_first[s->frame[i]];
		for (uint32_t e = g->expand_first[s->frame[i] + 1]; e-- > first;)
			hash = hash_mix(hash * 31 + g->expand[e] + 1);
		VEC_PUSH(&p->hash, hash);
	}
	uint64_t hash = s->frames > 0 ? p->hash.at[s->frames - 1] : 1;
	x->hash[s->number] = hash != 0 ? hash : 1;
}

static struct group *find_group(struct group *group, size_t slots, uint64_t hash)
{
	size_t at = (size_t)hash & (slots - 1);
	while (group[at].hash != 0 && group[at].hash != hash)
		at = (at + 1) & (slots - 1);
	return &group[at];
}

/* Replaces the hashes by sizes. */
static void add_up(const struct graph *g, uint64_t *hash, size_t samples)
{
	const struct column *column =
		&g->selection->profile->samples.column[g->value.column];
	size_t slots = 64;
	while (slots < samples * 2)
		slots *= 2;
	struct group *group = xcalloc(slots, sizeof *group);
	for (size_t i = 0; i < samples; i++) {
		if (hash[i] == 0)
			continue;
		struct group *found = find_group(group, slots, hash[i]);
		if (found->hash == 0)
			*found = (struct group){ hash[i], i, 0 };
		found->value = value_add(found->value, column_value(column, i));
	}
	for (size_t i = 0; i < samples; i++)
		hash[i] = 0;
	for (size_t i = 0; i < slots; i++)
		if (group[i].hash != 0)
			hash[group[i].first] = flame_size(group[i].value);
	free(group);
}

static bool has_negative(const struct graph *g)
{
	const struct samples *s = &g->selection->profile->samples;
	const struct column *column = &s->column[g->value.column];
	for (size_t i = 0; i < s->count; i++)
		if (column_value(column, i) < 0)
			return true;
	return false;
}

enum cprof_status flame_sizes_new(const struct graph *g, uint64_t **sizes,
				  struct cprof_progress *progress, struct cprof_error *err)
{
	size_t samples = g->selection->profile->samples.count;
	struct hashing x = { .g = g };
	*sizes = NULL;
	if (!has_negative(g))
		return CPROF_OK;
	struct walk walk = { g->selection, &g->value, progress,
			     walk_parts(g->selection->profile) };
	x.hash = xcalloc(samples, sizeof *x.hash);
	enum cprof_status status = walk_run(&walk, visit, &x, err);
	for (unsigned i = 0; i < walk.parts; i++)
		VEC_DONE(&x.part[i].hash);
	add_up(g, x.hash, samples);
	*sizes = x.hash;
	return status;
}
