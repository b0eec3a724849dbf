/* Adds profiles up: see merge.h.
 *
 * What is equal is known by its key, the bytes of its parts. A location's address counts from the
 * start of its mapping, so that a program that was loaded elsewhere is still the same; what is met
 * first says where it stands. Samples are kept as keys until the end, because only then is it known
 * which of them cancelled each other. */
#include "model/merge.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/intern.h"
#include "base/vec.h"
#include "model/copier.h"

#define PAGE_SIZE 0x1000u /* mappings of the same number of pages are the same */

struct joining {
	struct copier c;
	struct intern mapping, function, location; /* keys; an id is the number + 1 */
	struct intern sample;      /* the label set, then location ids from the leaf */
	VEC(int64_t) value;        /* of all samples, one after the other */
	VEC(uint64_t) start;       /* of each mapping */
	VEC(struct line_def) lines;
	VEC(uint64_t) key;         /* scratch: of a location */
	VEC(uint32_t) sample_key;  /* scratch */
	uint32_t columns;
};

/* One input, and what became of its parts: ids, 0 if not met yet. */
struct joined {
	struct copier_from from;
	uint64_t *mapping, *function, *location;
};

static uint64_t join_mapping(struct joining *x, struct joined *in, uint32_t number)
{
	const struct mapping *m = &in->from.profile->mapping[number];
	if (in->mapping[number] != 0)
		return in->mapping[number];
	struct mapping_def def = copier_mapping(&x->c, &in->from, number);
	uint64_t size = m->limit - m->start + PAGE_SIZE - 1;
	uint64_t key[] = { size - size % PAGE_SIZE, m->offset,
			   (uint64_t)(def.build_id != 0 ? def.build_id : def.file) };
	uint32_t before = x->mapping.count;
	def.mapping.id = intern_put(&x->mapping, key, sizeof key) + 1;
	if (def.mapping.id > before) {
		builder_mapping(x->c.b, &def, x->c.err);
		VEC_PUSH(&x->start, m->start);
	}
	in->mapping[number] = def.mapping.id;
	return def.mapping.id;
}

static uint64_t join_function(struct joining *x, struct joined *in, fn_id number)
{
	if (in->function[number] != 0)
		return in->function[number];
	struct function_def def = copier_function(&x->c, &in->from, number);
	int64_t key[] = { def.start_line, def.name, def.system_name, def.file };
	uint32_t before = x->function.count;
	def.id = intern_put(&x->function, key, sizeof key) + 1;
	if (def.id > before && x->c.err->status == CPROF_OK)
		builder_function(x->c.b, &def, x->c.err);
	in->function[number] = def.id;
	return def.id;
}

/* Of the columns only the outermost line's is part of a location's key: pprof's is so too, and its
 * tables would differ otherwise. */
static void make_location_key(struct joining *x, const struct location_def *def, uint64_t address)
{
	x->key.count = 0;
	VEC_PUSH(&x->key, address);
	VEC_PUSH(&x->key, def->mapping_id);
	VEC_PUSH(&x->key, def->folded);
	for (size_t i = 0; i < x->lines.count; i++) {
		VEC_PUSH(&x->key, x->lines.at[i].function_id);
		VEC_PUSH(&x->key, (uint64_t)x->lines.at[i].line);
	}
	if (x->lines.count > 0)
		VEC_PUSH(&x->key, (uint64_t)x->lines.at[x->lines.count - 1].column);
}

static uint64_t join_location(struct joining *x, struct joined *in, loc_id number)
{
	const struct profile *p = in->from.profile;
	const struct location *l = &p->location[number];
	struct location_def def = { .address = l->address, .folded = l->folded };
	uint64_t address = l->address;
	if (l->mapping != PROFILE_NONE) {
		def.mapping_id = join_mapping(x, in, l->mapping);
		address -= p->mapping[l->mapping].start;
		def.address = address + x->start.at[def.mapping_id - 1];
	}
	x->lines.count = 0;
	for (uint32_t i = l->first_line; i < l->first_line + l->line_count; i++) {
		struct line_def line = { join_function(x, in, p->line[i].function),
					 p->line[i].line, p->line[i].column };
		VEC_PUSH(&x->lines, line);
	}
	make_location_key(x, &def, address);
	uint32_t before = x->location.count;
	def.id = intern_put(&x->location, x->key.at, x->key.count * sizeof *x->key.at) + 1;
	if (def.id > before && x->c.err->status == CPROF_OK)
		builder_location(x->c.b, &def, x->lines.at, x->lines.count, x->c.err);
	return def.id;
}

static int64_t add(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

static void join_sample(struct joining *x, struct joined *in, size_t number, const loc_id *stack,
			uint32_t label_set)
{
	const struct samples *s = &in->from.profile->samples;
	x->sample_key.count = 0;
	VEC_PUSH(&x->sample_key, label_set);
	for (unsigned i = s->depth[number]; i-- > 0;) {
		if (in->location[stack[i]] == 0)
			in->location[stack[i]] = join_location(x, in, stack[i]);
		VEC_PUSH(&x->sample_key, (uint32_t)in->location[stack[i]]);
	}
	uint32_t before = x->sample.count;
	size_t size = x->sample_key.count * sizeof *x->sample_key.at;
	uint32_t to = intern_put(&x->sample, x->sample_key.at, size);
	for (uint32_t t = 0; t < x->columns; t++) {
		int64_t value = column_value(&s->column[t], number);
		if (to == before)
			VEC_PUSH(&x->value, value);
		else
			x->value.at[(size_t)to * x->columns + t] =
				add(x->value.at[(size_t)to * x->columns + t], value);
	}
}

static bool has_value(const struct samples *s, uint32_t columns, size_t sample)
{
	for (uint32_t t = 0; t < columns; t++)
		if (column_value(&s->column[t], sample) != 0)
			return true;
	return false;
}

static void join_input(struct joining *x, const struct merge_input *input)
{
	const struct profile *p = input->profile;
	struct joined in = { .mapping = xcalloc(p->mapping_count, sizeof *in.mapping),
			     .function = xcalloc(p->function_count, sizeof *in.function),
			     .location = xcalloc(p->location_count, sizeof *in.location) };
	loc_id *stack = profile_stack_new(p);
	uint64_t at = 0;
	copier_from_init(&in.from, p);
	if (x->mapping.count == 0 && p->mapping_count > 0)
		join_mapping(x, &in, 0);
	for (size_t i = 0; i < p->samples.count && x->c.err->status == CPROF_OK; i++) {
		at = profile_stack(p, i, at, stack);
		if (!has_value(&p->samples, x->columns, i))
			continue;
		uint32_t set = copier_labels(&x->c, &in.from, profile_label_set(p, i),
					     input->diff_base);
		join_sample(x, &in, i, stack, set);
	}
	free(stack);
	free(in.mapping);
	free(in.function);
	free(in.location);
	copier_from_done(&in.from);
}

/* What stands once: most of it as the first has it. */
static void join_headers(struct joining *x, const struct merge_input *input, size_t count)
{
	struct header_def *h = builder_header(x->c.b);
	VEC(int64_t) seen = { 0 };
	for (size_t i = 0; i < count; i++) {
		const struct profile *p = input[i].profile;
		struct copier_from from;
		copier_from_init(&from, p);
		if (i == 0) {
			copier_types(&x->c, &from);
			copier_header(&x->c, &from);
		} else {
			/* A later zero replaces the time before it, as in pprof. */
			if (h->time_nanos == 0 || p->time_nanos < h->time_nanos)
				h->time_nanos = p->time_nanos;
			h->duration_nanos = add(h->duration_nanos, p->duration_nanos);
			if (h->period == 0 || p->period > h->period)
				h->period = p->period;
			if (h->default_type == 0)
				h->default_type = copier_string(&x->c, &from, p->default_type);
			if (h->doc_url == 0)
				h->doc_url = copier_string(&x->c, &from, p->doc_url);
		}
		for (uint32_t n = 0; n < p->comment_count; n++) {
			int64_t comment = copier_string(&x->c, &from, p->comment[n]);
			size_t known = 0;
			while (known < seen.count && seen.at[known] != comment)
				known++;
			if (known < seen.count)
				continue;
			VEC_PUSH(&seen, comment);
			builder_comment(x->c.b, comment);
		}
		copier_from_done(&from);
	}
	VEC_DONE(&seen);
}

/* Hands the samples in; true if one of them came to nothing. */
static bool put_samples(struct joining *x)
{
	VEC(uint64_t) ids = { 0 };
	bool nothing = false;
	for (uint32_t i = 0; i < x->sample.count && x->c.err->status == CPROF_OK; i++) {
		const int64_t *value = x->value.at + (size_t)i * x->columns;
		const char *key = intern_text(&x->sample, i);
		size_t count = intern_length(&x->sample, i) / sizeof(uint32_t) - 1;
		uint32_t set, id;
		bool any = false;
		memcpy(&set, key, sizeof set);
		ids.count = 0;
		for (size_t n = 1; n <= count; n++) {
			memcpy(&id, key + n * sizeof id, sizeof id);
			VEC_PUSH(&ids, id);
		}
		for (uint32_t t = 0; t < x->columns; t++)
			any |= value[t] != 0;
		nothing |= !any;
		struct sample_def def = { ids.at, ids.count, 0, value, x->columns, set };
		builder_sample(x->c.b, &def, x->c.err);
	}
	VEC_DONE(&ids);
	return nothing;
}

static enum cprof_status join_once(const struct merge_input *input, size_t count,
				   const struct cprof_limits *limits, struct profile **joined,
				   bool *nothing, struct cprof_error *err)
{
	struct joining x = { .columns = input[0].profile->type_count };
	uint64_t size = 0;
	copier_init(&x.c, limits, err);
	for (size_t i = 0; i < count; i++) {
		join_input(&x, &input[i]);
		size += input[i].profile->inflated_size;
	}
	join_headers(&x, input, count);
	*nothing = put_samples(&x);
	if (err->status == CPROF_OK && builder_finish(x.c.b, joined, err) == CPROF_OK)
		(*joined)->inflated_size = size;
	copier_done(&x.c);
	intern_done(&x.mapping);
	intern_done(&x.function);
	intern_done(&x.location);
	intern_done(&x.sample);
	VEC_DONE(&x.value);
	VEC_DONE(&x.start);
	VEC_DONE(&x.lines);
	VEC_DONE(&x.key);
	VEC_DONE(&x.sample_key);
	return err->status;
}

enum cprof_status merge_join(const struct merge_input *input, size_t count,
			     const struct cprof_limits *limits, struct profile **joined,
			     struct cprof_error *err)
{
	bool nothing = false;
	if (join_once(input, count, limits, joined, &nothing, err) != CPROF_OK || !nothing)
		return err->status;
	/* What only samples used that cancelled each other has to go too. */
	struct profile *first = *joined;
	struct merge_input again = { first, false };
	*joined = NULL;
	join_once(&again, 1, limits, joined, &nothing, err);
	profile_free(first);
	return err->status;
}

static bool same_text(const struct profile *a, str_id x, const struct profile *b, str_id y)
{
	return profile_length(a, x) == profile_length(b, y) &&
	       memcmp(profile_text(a, x), profile_text(b, y), profile_length(a, x)) == 0;
}

static bool same_type(const struct profile *a, const struct value_type *x, const struct profile *b,
		      const struct value_type *y)
{
	return same_text(a, x->type, b, y->type) && same_text(a, x->unit, b, y->unit);
}

static void put_types(struct buf *out, const struct profile *p)
{
	for (uint32_t i = 0; i < p->type_count; i++)
		buf_printf(out, "%s%s/%s", i > 0 ? " " : "", profile_text(p, p->type[i].type),
			   profile_text(p, p->type[i].unit));
}

bool merge_compatible(const struct profile *a, const struct profile *b, struct cprof_error *err)
{
	const struct value_type *x = &a->period_type, *y = &b->period_type;
	if (!same_type(a, x, b, y)) {
		cprof_error_set(err, CPROF_ERR_FORMAT,
				"incompatible period types &{%s %s 0 0} and &{%s %s 0 0}",
				profile_text(a, x->type), profile_text(a, x->unit),
				profile_text(b, y->type), profile_text(b, y->unit));
		return false;
	}
	bool same = a->type_count == b->type_count;
	for (uint32_t i = 0; same && i < a->type_count; i++)
		same = same_type(a, &a->type[i], b, &b->type[i]);
	if (!same) {
		struct buf left = BUF_INIT, right = BUF_INIT;
		put_types(&left, a);
		put_types(&right, b);
		cprof_error_set(err, CPROF_ERR_FORMAT, "incompatible sample types [%s] and [%s]",
				buf_text(&left), buf_text(&right));
		buf_done(&left);
		buf_done(&right);
	}
	return same;
}
