/* Taking parts of profiles into a builder: see copier.h. */
#include "model/copier.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

void copier_init(struct copier *c, const struct cprof_limits *limits, struct cprof_error *err)
{
	static const struct cprof_limits none = { UINT64_MAX, UINT32_MAX, UINT32_MAX,
						  UINT32_MAX, UINT16_MAX, SIZE_MAX };
	*c = (struct copier){ .b = builder_new(limits != NULL ? limits : &none), .err = err };
	copier_bytes(c, "", 0);
}

void copier_done(struct copier *c)
{
	builder_free(c->b);
	intern_done(&c->string);
	intern_done(&c->label_set);
	*c = (struct copier){ 0 };
}

void copier_from_init(struct copier_from *f, const struct profile *p)
{
	f->profile = p;
	f->string = xcalloc(p->string_count, sizeof *f->string);
	f->label_set = xcalloc(p->label_set_count, sizeof *f->label_set);
}

void copier_from_done(struct copier_from *f)
{
	free(f->string);
	free(f->label_set);
	*f = (struct copier_from){ 0 };
}

int64_t copier_bytes(struct copier *c, const char *bytes, size_t length)
{
	uint32_t before = c->string.count;
	uint32_t number = intern_put(&c->string, bytes, length);
	if (number == before && c->err->status == CPROF_OK)
		builder_string(c->b, bytes, length, c->err);
	return number;
}

int64_t copier_string(struct copier *c, struct copier_from *f, str_id s)
{
	if (f->string[s] == 0)
		f->string[s] = (uint32_t)copier_bytes(c, profile_text(f->profile, s),
						      profile_length(f->profile, s)) +
			       1;
	return f->string[s] - 1;
}

static int compare_keys(const struct copier *c, int64_t a, int64_t b)
{
	size_t x = intern_length(&c->string, (uint32_t)a);
	size_t y = intern_length(&c->string, (uint32_t)b);
	int order = memcmp(intern_text(&c->string, (uint32_t)a),
			   intern_text(&c->string, (uint32_t)b), x < y ? x : y);
	return order != 0 ? order : (x > y) - (x < y);
}

/* Texts before numbers, then by key: of one key the order is the file's. */
static bool goes_before(const struct copier *c, const struct label_def *a,
			const struct label_def *b)
{
	if ((a->text != 0) != (b->text != 0))
		return a->text != 0;
	return a->key != b->key && compare_keys(c, a->key, b->key) < 0;
}

/* Puts a label into its place among `count` sorted ones. */
static void insert(const struct copier *c, struct label_def *sorted, size_t count,
		   struct label_def label)
{
	while (count > 0 && goes_before(c, &label, &sorted[count - 1])) {
		sorted[count] = sorted[count - 1];
		count--;
	}
	sorted[count] = label;
}

static size_t sort_labels(struct copier *c, struct copier_from *f, uint32_t set, bool diff_base,
			  struct label_def *sorted)
{
	const struct profile *p = f->profile;
	size_t count = 0;
	int64_t base = diff_base ? copier_bytes(c, COPIER_BASE_KEY, strlen(COPIER_BASE_KEY)) : 0;
	for (uint32_t i = p->label_set_start[set]; i < p->label_set_start[set + 1]; i++) {
		const struct label *l = &p->label[i];
		if (f->label_hidden != NULL && f->label_hidden[i])
			continue;
		struct label_def def = { copier_string(c, f, l->key), copier_string(c, f, l->text),
					 l->number, copier_string(c, f, l->unit) };
		if (!diff_base || def.text == 0 || def.key != base)
			insert(c, sorted, count++, def);
	}
	if (diff_base) {
		int64_t text = copier_bytes(c, COPIER_BASE_TEXT, strlen(COPIER_BASE_TEXT));
		insert(c, sorted, count++, (struct label_def){ .key = base, .text = text });
	}
	return count;
}

uint32_t copier_labels(struct copier *c, struct copier_from *f, uint32_t set, bool diff_base)
{
	const uint32_t *start = f->profile->label_set_start;
	if (f->label_set[set] != 0)
		return f->label_set[set] - 1;
	uint32_t number = 0;
	struct label_def *sorted = xcalloc(start[set + 1] - start[set] + 1, sizeof *sorted);
	size_t count = sort_labels(c, f, set, diff_base, sorted);
	if (count > 0) {
		uint32_t before = c->label_set.count;
		number = intern_put(&c->label_set, sorted, count * sizeof *sorted);
		if (number++ == before)
			builder_label_set(c->b, sorted, count);
	}
	free(sorted);
	f->label_set[set] = number + 1;
	return number;
}

struct function_def copier_function(struct copier *c, struct copier_from *f, fn_id function)
{
	const struct function *from = &f->profile->function[function];
	return (struct function_def){
		.id = from->id,
		.name = copier_string(c, f, from->name),
		.system_name = copier_string(c, f, from->system_name),
		.file = copier_string(c, f, from->file),
		.start_line = from->start_line,
	};
}

struct mapping_def copier_mapping(struct copier *c, struct copier_from *f, uint32_t mapping)
{
	const struct mapping *from = &f->profile->mapping[mapping];
	return (struct mapping_def){
		.mapping = *from,
		.file = copier_string(c, f, from->file),
		.build_id = copier_string(c, f, from->build_id),
	};
}

void copier_types(struct copier *c, struct copier_from *f)
{
	const struct profile *p = f->profile;
	for (uint32_t i = 0; i < p->type_count; i++) {
		int64_t type = copier_string(c, f, p->type[i].type);
		builder_type(c->b, type, copier_string(c, f, p->type[i].unit));
	}
}

void copier_comments(struct copier *c, struct copier_from *f)
{
	for (uint32_t i = 0; i < f->profile->comment_count; i++)
		builder_comment(c->b, copier_string(c, f, f->profile->comment[i]));
}

void copier_header(struct copier *c, struct copier_from *f)
{
	const struct profile *p = f->profile;
	*builder_header(c->b) = (struct header_def){
		.drop_frames = copier_string(c, f, p->drop_frames),
		.keep_frames = copier_string(c, f, p->keep_frames),
		.default_type = copier_string(c, f, p->default_type),
		.doc_url = copier_string(c, f, p->doc_url),
		.period_type = copier_string(c, f, p->period_type.type),
		.period_unit = copier_string(c, f, p->period_type.unit),
		.period = p->period,
		.time_nanos = p->time_nanos,
		.duration_nanos = p->duration_nanos,
	};
}
