/* Takes in a profile piece by piece: see builder.h. Nothing is judged here but limits; references
 * are resolved and checked when everything is known, in check.c. */
#include "model/builder.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "model/builder_p.h"

struct builder *builder_new(const struct profile_limits *limits)
{
	struct builder *b = xcalloc(1, sizeof *b);
	b->limits = *limits;
	return b;
}

static enum cprof_status over_limit(struct cprof_error *err, const char *name, uint64_t limit)
{
	return cprof_error_set(err, CPROF_ERR_LIMIT,
			       "over limit_%s=%" PRIu64 " (raise -limit_%s to read it)", name,
			       limit, name);
}

enum cprof_status builder_string(struct builder *b, const void *bytes, size_t length,
				 struct cprof_error *err)
{
	if (length > b->limits.string_bytes)
		return over_limit(err, "string_bytes", b->limits.string_bytes);
	if (b->text_start.count >= b->limits.strings)
		return over_limit(err, "strings", b->limits.strings);
	if (b->text_size + length + 1 > b->text_room) {
		b->text_room = vec_grow(b->text_room, b->text_size + length + 1);
		b->text = xrealloc(b->text, b->text_room);
	}
	VEC_PUSH(&b->text_start, b->text_size);
	if (length > 0)
		memcpy(b->text + b->text_size, bytes, length);
	b->text[b->text_size + length] = '\0';
	b->text_size += length + 1;
	return CPROF_OK;
}

void builder_type(struct builder *b, int64_t type, int64_t unit)
{
	VEC_PUSH(&b->type, (struct label_def){ .key = type, .unit = unit });
}

void builder_mapping(struct builder *b, const struct mapping_def *def)
{
	VEC_PUSH(&b->mapping, *def);
}

enum cprof_status builder_function(struct builder *b, const struct function_def *def,
				   struct cprof_error *err)
{
	if (b->function.count >= b->limits.functions)
		return over_limit(err, "functions", b->limits.functions);
	if (idmap_get(&b->function_ids, def->id) == IDMAP_NONE) {
		idmap_put(&b->function_ids, def->id, (uint32_t)b->function.count);
	} else if (b->function_twice == 0) {
		b->function_twice = b->function.count + 1;
	}
	VEC_PUSH(&b->function, *def);
	return CPROF_OK;
}

/* The index of a location id; an id not seen yet gets the next one. IDMAP_NONE: too many. */
static uint32_t location_index(struct builder *b, uint64_t id)
{
	uint32_t index = idmap_get(&b->location_ids, id);
	if (index != IDMAP_NONE)
		return index;
	if (b->location.count >= b->limits.locations)
		return IDMAP_NONE;
	index = (uint32_t)b->location.count;
	idmap_put(&b->location_ids, id, index);
	VEC_PUSH(&b->location, (struct location){ .id = id, .mapping = PROFILE_NONE });
	VEC_PUSH(&b->location_mapping, 0);
	VEC_PUSH(&b->location_defined, false);
	if (index > UINT16_MAX)
		sample_table_widen(&b->samples);
	return index;
}

enum cprof_status builder_location(struct builder *b, const struct location_def *def,
				   const struct line_def *lines, size_t count,
				   struct cprof_error *err)
{
	uint32_t index = location_index(b, def->id);
	if (index == IDMAP_NONE)
		return over_limit(err, "locations", b->limits.locations);
	if (b->line.count + count > UINT32_MAX)
		return over_limit(err, "locations", UINT32_MAX);
	if (b->location_defined.at[index] && b->location_twice == 0)
		b->location_twice = b->file_order.count + 1;
	b->location_defined.at[index] = true;
	b->location_mapping.at[index] = def->mapping_id;
	b->location.at[index] = (struct location){
		.id = def->id,
		.address = def->address,
		.mapping = PROFILE_NONE,
		.first_line = (uint32_t)b->line.count,
		.line_count = (uint32_t)count,
		.folded = def->folded,
	};
	VEC_PUSH(&b->file_order, index);
	VEC_RESERVE(&b->line, count);
	if (count > 0)
		memcpy(b->line.at + b->line.count, lines, count * sizeof *lines);
	b->line.count += count;
	return CPROF_OK;
}

void builder_comment(struct builder *b, int64_t text)
{
	VEC_PUSH(&b->comment, text);
}

struct header_def *builder_header(struct builder *b)
{
	return &b->header;
}

/* The index of a location id that was met before; IDMAP_NONE: a new one. */
static inline uint32_t known_index(const struct builder *b, uint64_t id)
{
	const struct idmap *known = &b->location_ids;
	if (id < known->direct_size)
		return known->direct[id] - 1; /* 0, unknown, becomes IDMAP_NONE */
	return idmap_get(known, id);
}

/* Outermost frames that are those of the sample before. */
static size_t count_shared(const struct builder *b, const struct sample_def *def)
{
	const loc_id *stack = b->samples.stack.at;
	size_t shared = 0;
	while (shared < def->ids && shared < b->samples.stack.count &&
	       known_index(b, def->id[def->ids - 1 - shared]) == stack[shared])
		shared++;
	return shared;
}

/* Puts `count` frames, leaf first, whose stack ends at `end`. */
static bool put_frames(struct builder *b, const uint64_t *ids, size_t count, loc_id *end)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t index = known_index(b, ids[i]);
		if (index == IDMAP_NONE)
			index = location_index(b, ids[i]);
		if (index == IDMAP_NONE)
			return false;
		*--end = index;
	}
	return true;
}

enum cprof_status builder_sample(struct builder *b, const struct sample_def *def,
				 struct cprof_error *err)
{
	size_t depth = def->ids + def->shared;
	if (depth > b->limits.stack_depth)
		return over_limit(err, "stack_depth", b->limits.stack_depth);
	if (!b->columns_known) {
		sample_table_columns(&b->samples, def->values);
		b->columns_known = true;
	}
	if (def->values != b->samples.columns && !b->count_differs) {
		b->differing_count = def->values;
		b->differing_after = b->samples.s.count;
		b->count_differs = true;
	}
	if (b->count_differs)
		return CPROF_OK; /* builder_finish() reports it */
	size_t shared = def->shared > 0 ? def->shared : count_shared(b, def);
	loc_id *stack = sample_table_begin(&b->samples, depth);
	if (!put_frames(b, def->id, depth - shared, stack + depth))
		return over_limit(err, "locations", b->limits.locations);
	sample_table_sample(&b->samples, shared, def->value, def->label_set);
	return CPROF_OK;
}

void builder_label_set(struct builder *b, const struct label_def *labels, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct label_def def = labels[i];
		if (def.text != 0) {
			def.number = def.unit = 0;
		} else if (def.number == 0 && def.unit == 0) {
			/* A number without a value carries nothing, but its key must exist. */
			if ((uint64_t)def.key > b->dropped_key)
				b->dropped_key = (uint64_t)def.key;
			continue;
		}
		VEC_PUSH(&b->label, def);
	}
	VEC_PUSH(&b->label_end, (uint32_t)b->label.count);
}

void builder_override(struct builder *b, const char *binary, const char *build_id)
{
	b->binary = binary;
	b->build_id = build_id;
}

void builder_leave_unmapped(struct builder *b)
{
	b->unmapped = true;
}

size_t builder_samples(const struct builder *b)
{
	return b->samples.s.count;
}

void builder_free(struct builder *b)
{
	if (b == NULL)
		return;
	free(b->text);
	VEC_DONE(&b->text_start);
	VEC_DONE(&b->type);
	VEC_DONE(&b->mapping);
	VEC_DONE(&b->function);
	idmap_done(&b->function_ids);
	VEC_DONE(&b->location);
	VEC_DONE(&b->location_mapping);
	VEC_DONE(&b->location_defined);
	idmap_done(&b->location_ids);
	VEC_DONE(&b->file_order);
	VEC_DONE(&b->line);
	VEC_DONE(&b->comment);
	VEC_DONE(&b->label);
	VEC_DONE(&b->label_end);
	sample_table_done(&b->samples);
	free(b);
}
