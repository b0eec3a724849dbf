/* Takes in a profile piece by piece and makes it: see builder.h. While pieces come in nothing is
 * judged but limits; references are resolved, and pprof's validity check is made in its order, by
 * builder_finish(), when everything is known. */
#include "model/builder.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "model/sample_table.h"

struct builder {
	struct cprof_limits limits;
	struct header_def header;

	VEC(char) text;
	VEC(size_t) text_start; /* where each string begins; the end is text.count */

	VEC(struct label_def) type; /* key and unit hold type and unit */
	VEC(struct mapping_def) mapping;
	VEC(struct function_def) function;
	struct idmap mapping_ids, function_ids;
	VEC(struct location) location;
	VEC(uint64_t) location_mapping; /* mapping id of each location */
	VEC(bool) location_defined;
	struct idmap location_ids;
	VEC(loc_id) file_order;
	VEC(struct line_def) line;
	VEC(int64_t) comment;
	VEC(struct label_def) label;
	VEC(uint32_t) label_end; /* of set 1, 2, ... */

	bool unmapped;                 /* no mapping is made up where there is none */
	const char *binary, *build_id; /* borrowed; NULL: as the file says */

	struct sample_table samples;
	bool columns_known;
	bool count_differs; /* some sample has another number of values than the first */
	size_t differing_count;
	size_t differing_after; /* samples before it */
	/* The last that is kept has an id that stood before, or 0. */
	bool mapping_bad, function_bad, location_bad;
	unsigned bad_ids;
	uint64_t dropped_key; /* the largest key, without its sign, of the labels left out */
};

#define MOST_MAPPINGS (1 << 20) /* a process has some hundred */
#define MOST_BAD_IDS 1000

struct builder *builder_new(const struct cprof_limits *limits)
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
	VEC_PUSH(&b->text_start, b->text.count);
	VEC_APPEND(&b->text, bytes, length);
	VEC_PUSH(&b->text, '\0');
	return CPROF_OK;
}

void builder_type(struct builder *b, int64_t type, int64_t unit)
{
	VEC_PUSH(&b->type, (struct label_def){ .key = type, .unit = unit });
}

/* An id that stood before or that no profile may use. The first such record is kept, so that
 * builder_finish() can say what pprof says; what comes behind it is not, because no profile will be
 * made. What has many is refused at once. */
static enum cprof_status bad_id(struct builder *b, const char *what, uint64_t id,
				struct cprof_error *err)
{
	if (++b->bad_ids <= MOST_BAD_IDS)
		return CPROF_OK;
	return cprof_error_set(err, CPROF_ERR_FORMAT,
			       "malformed profile: too many %s ids like %" PRIu64, what, id);
}

enum cprof_status builder_mapping(struct builder *b, const struct mapping_def *def,
				  struct cprof_error *err)
{
	uint64_t id = def->mapping.id;
	bool bad = id == 0 || idmap_get(&b->mapping_ids, id) != IDMAP_NONE;
	if (b->mapping.count >= MOST_MAPPINGS)
		return cprof_error_set(err, CPROF_ERR_LIMIT, "more than %d mappings",
				       MOST_MAPPINGS);
	if (!b->mapping_bad) {
		if (!bad)
			idmap_put(&b->mapping_ids, id, (uint32_t)b->mapping.count);
		VEC_PUSH(&b->mapping, *def);
	}
	b->mapping_bad |= bad;
	return bad ? bad_id(b, "mapping", id, err) : CPROF_OK;
}

enum cprof_status builder_function(struct builder *b, const struct function_def *def,
				   struct cprof_error *err)
{
	if (b->function.count >= b->limits.functions)
		return over_limit(err, "functions", b->limits.functions);
	bool bad = def->id == 0 || idmap_get(&b->function_ids, def->id) != IDMAP_NONE;
	if (!b->function_bad) {
		if (!bad)
			idmap_put(&b->function_ids, def->id, (uint32_t)b->function.count);
		VEC_PUSH(&b->function, *def);
	}
	b->function_bad |= bad;
	return bad ? bad_id(b, "function", def->id, err) : CPROF_OK;
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
	bool bad = def->id == 0 || b->location_defined.at[index];
	/* Behind a bad one they only have to be there for the samples. */
	if (b->location_bad) {
		b->location_defined.at[index] = true;
		return bad ? bad_id(b, "location", def->id, err) : CPROF_OK;
	}
	b->location_bad = bad;
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
	VEC_APPEND(&b->line, lines, count);
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
	VEC_DONE(&b->text);
	VEC_DONE(&b->text_start);
	VEC_DONE(&b->type);
	VEC_DONE(&b->mapping);
	idmap_done(&b->mapping_ids);
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

/* Builds the profile step by step; the first failure ends it. */
struct finish {
	struct builder *b;
	struct profile *p;
	struct cprof_error *err;
	str_id binary, build_id;
};

/* A checked string index. */
static bool resolve(struct finish *f, const char *what, int64_t index, str_id *out)
{
	if (index >= 0 && (uint64_t)index < f->b->text_start.count) {
		*out = (str_id)index;
		return true;
	}
	cprof_error_set(f->err, CPROF_ERR_FORMAT,
			"unrecognized profile format: %s is string %" PRId64 " of %zu", what, index,
			f->b->text_start.count);
	return false;
}

static bool malformed(struct finish *f, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool malformed(struct finish *f, const char *format, ...)
{
	struct buf text = BUF_INIT;
	va_list args;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	cprof_error_set(f->err, CPROF_ERR_FORMAT, "malformed profile: %s", buf_text(&text));
	buf_done(&text);
	return false;
}

/* Strings of the command line go behind those of the file. */
static str_id extra_string(struct builder *b, const char *text)
{
	struct cprof_error ignored = CPROF_ERROR_INIT;
	str_id id = 0;
	if (text != NULL && builder_string(b, text, strlen(text), &ignored) == CPROF_OK)
		id = (str_id)b->text_start.count - 1;
	cprof_error_done(&ignored);
	return id;
}

static bool finish_strings(struct finish *f)
{
	struct builder *b = f->b;
	struct profile *p = f->p;
	size_t file_strings = b->text_start.count;
	if (b->text_start.count > 0 && b->text.at[0] != '\0') {
		cprof_error_set(f->err, CPROF_ERR_FORMAT,
				"unrecognized profile format: string 0 is not empty");
		return false;
	}
	f->binary = extra_string(b, b->binary);
	f->build_id = extra_string(b, b->build_id);
	p->string_count = (uint32_t)b->text_start.count;
	VEC_PUSH(&b->text_start, b->text.count);
	VEC_FIT(&b->text);
	p->text = p->owned[0] = b->text.at;
	p->text_start = p->owned[1] = b->text_start.at;
	b->text.at = NULL;
	b->text_start.at = NULL;
	b->text_start.count = file_strings; /* resolve() goes on counting the file's strings */
	return true;
}

static bool finish_header(struct finish *f)
{
	const struct header_def *h = &f->b->header;
	struct profile *p = f->p;
	struct value_type *type = xcalloc(f->b->type.count, sizeof *type);
	str_id *comment = xcalloc(f->b->comment.count, sizeof *comment);
	p->type = p->owned[2] = type;
	p->comment = p->owned[3] = comment;
	for (size_t i = 0; i < f->b->type.count; i++)
		if (!resolve(f, "a sample type", f->b->type.at[i].key, &type[i].type) ||
		    !resolve(f, "a sample unit", f->b->type.at[i].unit, &type[i].unit))
			return false;
	for (size_t i = 0; i < f->b->comment.count; i++)
		if (!resolve(f, "a comment", f->b->comment.at[i], &comment[i]))
			return false;
	p->type_count = (uint32_t)f->b->type.count;
	p->comment_count = (uint32_t)f->b->comment.count;
	p->period = h->period;
	p->time_nanos = h->time_nanos;
	p->duration_nanos = h->duration_nanos;
	return resolve(f, "drop_frames", h->drop_frames, &p->drop_frames) &&
	       resolve(f, "keep_frames", h->keep_frames, &p->keep_frames) &&
	       resolve(f, "the period type", h->period_type, &p->period_type.type) &&
	       resolve(f, "the period unit", h->period_unit, &p->period_type.unit) &&
	       resolve(f, "the default sample type", h->default_type, &p->default_type) &&
	       resolve(f, "the doc URL", h->doc_url, &p->doc_url);
}

static bool finish_mappings(struct finish *f)
{
	struct builder *b = f->b;
	/* A profile without any mapping gets a nameless one, and every location belongs to it. */
	bool made_up = b->mapping.count == 0 && !b->unmapped;
	size_t count = made_up ? 1 : b->mapping.count;
	struct mapping *mapping = xcalloc(count, sizeof *mapping);
	f->p->mapping = f->p->owned[4] = mapping;
	f->p->mapping_count = (uint32_t)count;
	if (made_up)
		mapping[0].id = 1;
	for (size_t i = 0; i < b->mapping.count; i++) {
		mapping[i] = b->mapping.at[i].mapping;
		if (!resolve(f, "a mapping's file", b->mapping.at[i].file, &mapping[i].file) ||
		    !resolve(f, "a build id", b->mapping.at[i].build_id, &mapping[i].build_id))
			return false;
	}
	if (f->binary != 0 && count > 0)
		mapping[0].file = f->binary;
	if (f->build_id != 0 && count > 0 && mapping[0].build_id == 0)
		mapping[0].build_id = f->build_id;
	return true;
}

static bool finish_functions(struct finish *f)
{
	struct builder *b = f->b;
	struct function *function = xcalloc(b->function.count, sizeof *function);
	f->p->function = f->p->owned[5] = function;
	f->p->function_count = (uint32_t)b->function.count;
	for (size_t i = 0; i < b->function.count; i++) {
		const struct function_def *def = &b->function.at[i];
		function[i].id = def->id;
		function[i].start_line = def->start_line;
		if (!resolve(f, "a function's name", def->name, &function[i].name) ||
		    !resolve(f, "a system name", def->system_name, &function[i].system_name) ||
		    !resolve(f, "a function's file", def->file, &function[i].file))
			return false;
	}
	return true;
}

static bool finish_labels(struct finish *f)
{
	struct builder *b = f->b;
	struct label *label = xcalloc(b->label.count, sizeof *label);
	uint32_t *start = xcalloc(b->label_end.count + 2, sizeof *start);
	f->p->label = f->p->owned[6] = label;
	f->p->label_set_start = f->p->owned[7] = start;
	f->p->label_set_count = (uint32_t)b->label_end.count + 1;
	for (size_t i = 0; i < b->label_end.count; i++)
		start[i + 2] = b->label_end.at[i];
	str_id dropped;
	if (!resolve(f, "a label's key", (int64_t)b->dropped_key, &dropped))
		return false;
	for (size_t i = 0; i < b->label.count; i++) {
		const struct label_def *def = &b->label.at[i];
		label[i].number = def->number;
		if (!resolve(f, "a label's key", def->key, &label[i].key) ||
		    !resolve(f, "a label's text", def->text, &label[i].text) ||
		    !resolve(f, "a label's unit", def->unit, &label[i].unit))
			return false;
	}
	return true;
}

/* True if one of the first `count` samples names a location that is not defined. */
static bool nil_location(const struct builder *b, size_t count)
{
	const struct samples *s = &b->samples.s;
	uint64_t end = 0;
	for (size_t i = 0; i < count; i++)
		end += (uint64_t)(s->depth[i] - s->shared[i]);
	for (uint64_t i = 0; i < end; i++)
		if (!b->location_defined.at[s->frame16 != NULL ? s->frame16[i] : s->frame32[i]])
			return true;
	return false;
}

/* pprof checks sample after sample: of two failures the earlier sample's counts. */
static bool check_samples(struct finish *f)
{
	struct builder *b = f->b;
	size_t types = b->type.count, values = b->samples.columns, before = 0;
	bool all_defined = true;
	if (b->columns_known && types == 0)
		return malformed(f, "missing sample type information");
	if (b->columns_known && values == types && b->count_differs) {
		values = b->differing_count;
		before = b->differing_after;
	}
	for (size_t i = 0; i < b->location.count; i++)
		all_defined &= b->location_defined.at[i];
	if (b->columns_known && values != types && (all_defined || !nil_location(b, before)))
		return malformed(f, "mismatch: sample has %zu values vs. %zu types", values, types);
	return all_defined || malformed(f, "sample has nil location");
}

static bool bad_id_found(struct finish *f, const char *what, uint64_t id)
{
	if (id == 0)
		return malformed(f, "found %s with reserved ID=0", what);
	return malformed(f, "multiple %ss with same id: %" PRIu64, what, id);
}

static bool check_ids(struct finish *f)
{
	const struct profile *p = f->p;
	if (f->b->mapping_bad)
		return bad_id_found(f, "mapping", p->mapping[p->mapping_count - 1].id);
	return !f->b->function_bad ||
	       bad_id_found(f, "function", p->function[p->function_count - 1].id);
}

/* Id 0 and unknown ids mean: no mapping. */
static uint32_t find_mapping(const struct finish *f, uint64_t id)
{
	if (f->b->mapping.count == 0)
		return f->b->unmapped ? PROFILE_NONE : 0;
	return id == 0 ? PROFILE_NONE : idmap_get(&f->b->mapping_ids, id);
}

static bool finish_lines(struct finish *f, const struct location *l, struct line *line)
{
	const struct builder *b = f->b;
	for (uint32_t i = l->first_line; i < l->first_line + l->line_count; i++) {
		uint64_t id = b->line.at[i].function_id;
		line[i].function = id == 0 ? IDMAP_NONE : idmap_get(&b->function_ids, id);
		line[i].line = b->line.at[i].line;
		line[i].column = b->line.at[i].column;
		if (line[i].function == IDMAP_NONE)
			return malformed(f, "location id: %" PRIu64 " has a line with nil function",
					 l->id);
	}
	return true;
}

/* In the order of the file, which is the order of the checks. */
static bool finish_locations(struct finish *f)
{
	struct builder *b = f->b;
	struct line *line = xcalloc(b->line.count, sizeof *line);
	f->p->line = f->p->owned[8] = line;
	f->p->line_count = (uint32_t)b->line.count;
	for (size_t i = 0; i < b->file_order.count; i++) {
		struct location *l = &b->location.at[b->file_order.at[i]];
		if (l->id == 0)
			return malformed(f, "found location with reserved id=0");
		if (b->location_bad && i + 1 == b->file_order.count)
			return malformed(f, "multiple locations with same id: %" PRIu64, l->id);
		l->mapping = find_mapping(f, b->location_mapping.at[b->file_order.at[i]]);
		if (!finish_lines(f, l, line))
			return false;
	}
	VEC_FIT(&b->location);
	f->p->location = f->p->owned[9] = b->location.at;
	f->p->location_count = (uint32_t)b->location.count;
	f->p->file_order = f->p->owned[10] = b->file_order.at;
	b->location.at = NULL;
	b->file_order.at = NULL;
	return true;
}

enum cprof_status builder_finish(struct builder *b, struct profile **profile,
				 struct cprof_error *err)
{
	struct finish f = { .b = b, .p = xcalloc(1, sizeof *f.p), .err = err };
	bool good = finish_strings(&f) && finish_header(&f) && finish_mappings(&f) &&
		    finish_functions(&f) && finish_labels(&f) && check_samples(&f) &&
		    check_ids(&f) && finish_locations(&f);
	if (!good) {
		profile_free(f.p);
		return err->status;
	}
	if (b->columns_known)
		f.p->samples = sample_table_take(&b->samples);
	*profile = f.p;
	return CPROF_OK;
}
