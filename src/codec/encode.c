/* Writing profiles: see codec.h.
 *
 * protobuf-c encodes. A message may be cut into parts: the parts one after the other are the whole.
 * So the profile goes out as many small Profile messages, and only one block of samples exists as
 * objects at a time. */
#include "codec/codec.h"

#include <assert.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/intern.h"
#include "base/vec.h"
#include "codec/memory.h"
#include "profile.pb-c.h"

#define OUTPUT_BLOCK ((size_t)64 << 10)
#define GZIP_WINDOW (15 + 16) /* zlib's way to say: with gzip's frame */

struct encode {
	const struct profile *p;
	struct buf *out;
	z_stream z;
	struct buf part;        /* one encoded message */
	struct intern string;   /* the string table, in the order of first use */
	uint32_t *string_index; /* per string of the profile: its index + 1; 0: not used yet */
	Cprof__Label *label;    /* all label sets, as in the profile */
	VEC(uint64_t) ids;      /* of the samples of one block */
	VEC(int64_t) values;
	VEC(Cprof__Label *) labels;
};

static void start_compressing(struct encode *e)
{
	e->z.zalloc = memory_zlib_alloc;
	e->z.zfree = memory_zlib_free;
	int status = deflateInit2(&e->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, 8,
				  Z_DEFAULT_STRATEGY);
	assert(status == Z_OK);
	(void)status;
}

static void compress_bytes(struct encode *e, const void *bytes, size_t size, int flush)
{
	int status;
	e->z.next_in = (Bytef *)(uintptr_t)bytes;
	e->z.avail_in = (uInt)size;
	do {
		e->z.next_out = (Bytef *)buf_reserve(e->out, OUTPUT_BLOCK);
		e->z.avail_out = OUTPUT_BLOCK;
		status = deflate(&e->z, flush);
		assert(status != Z_STREAM_ERROR);
		e->out->size += OUTPUT_BLOCK - e->z.avail_out;
	} while (e->z.avail_out == 0 || (flush == Z_FINISH && status != Z_STREAM_END));
}

/* Writes what the message holds as the next part. */
static void put_part(struct encode *e, const Cprof__Profile *part)
{
	size_t size = cprof__profile__get_packed_size(part);
	buf_clear(&e->part);
	cprof__profile__pack(part, (uint8_t *)buf_reserve(&e->part, size + 1));
	for (size_t at = 0; at < size;) {
		size_t piece = size - at < UINT32_MAX / 2 ? size - at : UINT32_MAX / 2;
		compress_bytes(e, e->part.data + at, piece, Z_NO_FLUSH);
		at += piece;
	}
}

static int64_t string_of(struct encode *e, str_id s)
{
	if (e->string_index[s] == 0)
		e->string_index[s] = intern_put(&e->string, profile_text(e->p, s),
						profile_length(e->p, s)) + 1;
	return e->string_index[s] - 1;
}

static void put_types(struct encode *e)
{
	uint32_t count = e->p->type_count;
	Cprof__Profile part = CPROF__PROFILE__INIT;
	Cprof__ValueType *type = xcalloc(count, sizeof *type);
	Cprof__ValueType **list = xcalloc(count, sizeof *list);
	for (uint32_t i = 0; i < count; i++) {
		cprof__value_type__init(&type[i]);
		type[i].type = string_of(e, e->p->type[i].type);
		type[i].unit = string_of(e, e->p->type[i].unit);
		list[i] = &type[i];
	}
	part.n_sample_type = count;
	part.sample_type = list;
	put_part(e, &part);
	free(list);
	free(type);
}

/* Fills a sample but for its pointers: the arrays they lead to still grow. */
static void fill_sample(struct encode *e, size_t number, const loc_id *stack, Cprof__Sample *sample)
{
	const struct profile *p = e->p;
	cprof__sample__init(sample);
	sample->n_location_id = p->samples.depth[number];
	for (unsigned i = p->samples.depth[number]; i-- > 0;)
		VEC_PUSH(&e->ids, p->location[stack[i]].id);
	sample->n_value = p->type_count;
	for (uint32_t t = 0; t < p->type_count; t++)
		VEC_PUSH(&e->values, column_value(&p->samples.column[t], number));
	uint32_t set = profile_label_set(p, number);
	for (uint32_t i = p->label_set_start[set]; i < p->label_set_start[set + 1]; i++) {
		e->label[i].key = string_of(e, p->label[i].key);
		e->label[i].str = string_of(e, p->label[i].text);
		e->label[i].num_unit = string_of(e, p->label[i].unit);
		VEC_PUSH(&e->labels, &e->label[i]);
		sample->n_label++;
	}
}

static void put_block(struct encode *e, Cprof__Sample *sample, Cprof__Sample **list, size_t count)
{
	Cprof__Profile part = CPROF__PROFILE__INIT;
	size_t id = 0, value = 0, label = 0;
	/* What has no elements at all has a place in an array nevertheless. */
	VEC_RESERVE(&e->ids, 1);
	VEC_RESERVE(&e->values, 1);
	VEC_RESERVE(&e->labels, 1);
	for (size_t i = 0; i < count; i++) {
		sample[i].location_id = e->ids.at + id;
		sample[i].value = e->values.at + value;
		sample[i].label = e->labels.at + label;
		id += sample[i].n_location_id;
		value += sample[i].n_value;
		label += sample[i].n_label;
		list[i] = &sample[i];
	}
	part.n_sample = count;
	part.sample = list;
	put_part(e, &part);
	e->ids.count = e->values.count = e->labels.count = 0;
}

static void put_samples(struct encode *e)
{
	const struct profile *p = e->p;
	Cprof__Sample *sample = xcalloc(PROFILE_BLOCK, sizeof *sample);
	Cprof__Sample **list = xcalloc(PROFILE_BLOCK, sizeof *list);
	loc_id *stack = profile_stack_new(p);
	uint64_t at = 0;
	size_t count = 0;
	for (size_t i = 0; i < p->samples.count; i++) {
		at = profile_stack(p, i, at, stack);
		fill_sample(e, i, stack, &sample[count++]);
		if (count == PROFILE_BLOCK || i + 1 == p->samples.count) {
			put_block(e, sample, list, count);
			count = 0;
		}
	}
	free(stack);
	free(list);
	free(sample);
}

static void put_mapping(struct encode *e, const struct mapping *m)
{
	Cprof__Profile part = CPROF__PROFILE__INIT;
	Cprof__Mapping mapping = CPROF__MAPPING__INIT, *list[] = { &mapping };
	mapping.id = m->id;
	mapping.memory_start = m->start;
	mapping.memory_limit = m->limit;
	mapping.file_offset = m->offset;
	mapping.filename = string_of(e, m->file);
	mapping.build_id = string_of(e, m->build_id);
	mapping.has_functions = m->has_functions;
	mapping.has_filenames = m->has_filenames;
	mapping.has_line_numbers = m->has_line_numbers;
	mapping.has_inline_frames = m->has_inline_frames;
	part.n_mapping = 1;
	part.mapping = list;
	put_part(e, &part);
}

static void put_location(struct encode *e, const struct location *l)
{
	const struct profile *p = e->p;
	Cprof__Profile part = CPROF__PROFILE__INIT;
	Cprof__Location location = CPROF__LOCATION__INIT, *list[] = { &location };
	Cprof__Line *line = xcalloc(l->line_count, sizeof *line);
	Cprof__Line **lines = xcalloc(l->line_count, sizeof *lines);
	for (uint32_t i = 0; i < l->line_count; i++) {
		const struct line *from = &p->line[l->first_line + i];
		cprof__line__init(&line[i]);
		line[i].function_id = p->function[from->function].id;
		line[i].line = from->line;
		line[i].column = from->column;
		lines[i] = &line[i];
	}
	location.id = l->id;
	location.mapping_id = l->mapping != PROFILE_NONE ? p->mapping[l->mapping].id : 0;
	location.address = l->address;
	location.n_line = l->line_count;
	location.line = lines;
	location.is_folded = l->folded;
	part.n_location = 1;
	part.location = list;
	put_part(e, &part);
	free(lines);
	free(line);
}

static void put_function(struct encode *e, const struct function *f)
{
	Cprof__Profile part = CPROF__PROFILE__INIT;
	Cprof__Function function = CPROF__FUNCTION__INIT, *list[] = { &function };
	function.id = f->id;
	function.name = string_of(e, f->name);
	function.system_name = string_of(e, f->system_name);
	function.filename = string_of(e, f->file);
	function.start_line = f->start_line;
	part.n_function = 1;
	part.function = list;
	put_part(e, &part);
}

/* What stands once, and the strings: now all that are used are known. */
static void put_rest(struct encode *e)
{
	const struct profile *p = e->p;
	Cprof__Profile part = CPROF__PROFILE__INIT;
	Cprof__ValueType period = CPROF__VALUE_TYPE__INIT;
	int64_t *comment = xcalloc(p->comment_count, sizeof *comment);
	part.drop_frames = string_of(e, p->drop_frames);
	part.keep_frames = string_of(e, p->keep_frames);
	part.time_nanos = p->time_nanos;
	part.duration_nanos = p->duration_nanos;
	period.type = string_of(e, p->period_type.type);
	period.unit = string_of(e, p->period_type.unit);
	if (period.type != 0 || period.unit != 0)
		part.period_type = &period;
	part.period = p->period;
	for (uint32_t i = 0; i < p->comment_count; i++)
		comment[i] = string_of(e, p->comment[i]);
	part.n_comment = p->comment_count;
	part.comment = comment;
	part.default_sample_type = string_of(e, p->default_type);
	part.doc_url = string_of(e, p->doc_url);
	part.n_string_table = e->string.count;
	part.string_table = xcalloc(e->string.count, sizeof *part.string_table);
	for (uint32_t i = 0; i < e->string.count; i++) {
		part.string_table[i].len = intern_length(&e->string, i);
		part.string_table[i].data = (uint8_t *)(uintptr_t)intern_text(&e->string, i);
	}
	put_part(e, &part);
	free(part.string_table);
	free(comment);
}

static void make_labels(struct encode *e)
{
	uint32_t count = e->p->label_set_start[e->p->label_set_count];
	e->label = xcalloc(count, sizeof *e->label);
	for (uint32_t i = 0; i < count; i++) {
		cprof__label__init(&e->label[i]);
		e->label[i].num = e->p->label[i].number;
	}
}

void codec_encode(const struct profile *p, struct buf *out)
{
	struct encode e = { .p = p, .out = out };
	start_compressing(&e);
	e.string_index = xcalloc(p->string_count, sizeof *e.string_index);
	intern_put(&e.string, "", 0);
	make_labels(&e);
	put_types(&e);
	put_samples(&e);
	for (uint32_t i = 0; i < p->mapping_count; i++)
		put_mapping(&e, &p->mapping[i]);
	for (uint32_t i = 0; i < p->location_count; i++)
		put_location(&e, &p->location[p->file_order[i]]);
	for (uint32_t i = 0; i < p->function_count; i++)
		put_function(&e, &p->function[i]);
	put_rest(&e);
	compress_bytes(&e, "", 0, Z_FINISH);
	deflateEnd(&e.z);
	buf_done(&e.part);
	intern_done(&e.string);
	free(e.string_index);
	free(e.label);
	VEC_DONE(&e.ids);
	VEC_DONE(&e.values);
	VEC_DONE(&e.labels);
}
