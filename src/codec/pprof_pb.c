/* Decodes pprof's protocol buffer while it is being inflated.
 *
 * The top level, Sample and Location are read by our own wire reader, because they are nearly all
 * of the bytes; a sample's label bytes are interned raw. Everything else goes through protobuf-c.
 * The order of the fields in the file is never relied on. */
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/intern.h"
#include "base/vec.h"
#include "codec/codec.h"
#include "codec/memory.h"
#include "codec/wire.h"
#include "profile.pb-c.h"

#define STRING_FIELD 6
#define NUL_SHOWN "\\x00"
#define LAST_FIELD 15 /* of the top level that has a meaning */

/* No message is longer: the longest stack and some labels are much less. */
#define MESSAGE_LIMIT ((uint64_t)64 << 20)

#define SAMPLE_KEY (2 << 3 | WIRE_BYTES) /* how a sample begins at the top level */

/* The bytes of one packed stack. */
struct ids_seen {
	const uint8_t *bytes;
	size_t length;
};

/* A short piece of a sample that is one label or more, and the number of their set: all profiles of
 * the heap have a few hundred of these. */
struct label_memo {
	uint64_t first, last; /* its first and last bytes, 8 or 4 of them; they may overlap */
	size_t length;        /* 0: nothing is here */
	uint32_t set;
};

#define LABEL_MEMOS 256

struct decode {
	struct inflate_stream *inflate_stream;
	struct builder *builder;
	const struct codec_options *options;
	struct cprof_error *err;
	VEC(uint64_t) ids;
	struct ids_seen last; /* the stack of the sample before, while its bytes are there */
	const uint8_t *labels_from, *labels_to; /* its labels stand there; empty: it has none */
	size_t pieces;        /* fields this sample's stack came in */
	size_t shared;        /* frames of it that were not decoded again */
	VEC(int64_t) values;
	VEC(struct line_def) lines;
	struct intern label_sets; /* raw bytes: one length-prefixed Label after the other */
	VEC(unsigned char) labels;
	struct label_memo memo[LABEL_MEMOS];
};

/* One message that is all there, and where it begins in the inflated input. */
struct message {
	uint32_t field;
	const uint8_t *bytes;
	size_t length;
	uint64_t offset;
};

static enum cprof_status bad(struct decode *d, uint64_t offset, const char *what)
{
	return cprof_error_set(d->err, CPROF_ERR_FORMAT,
			       "unrecognized profile format: at byte %" PRIu64 ": %s", offset,
			       what);
}

/* Called before more bytes are asked for: those of the last stack may move. */
static void forget_stack(struct decode *d)
{
	d->last = (struct ids_seen){ NULL, 0 };
}

/* Decodes a stack. What it ends with as the one before does, its outermost callers, is only
 * counted: of most profiles that is more than half. */
static void read_ids(struct decode *d, const struct wire_field *f, struct ids_seen last,
		     struct wire *w)
{
	forget_stack(d);
	if (f->type == WIRE_VARINT) {
		d->pieces++;
		VEC_PUSH(&d->ids, f->value);
		return;
	}
	size_t own = f->length;
	if (d->pieces++ == 0) {
		own -= wire_common(f->bytes, f->length, last.bytes, last.length, &d->shared);
		d->last = (struct ids_seen){ f->bytes, f->length };
	}
	VEC_RESERVE(&d->ids, own + 1);
	d->ids.count += wire_packed(f->bytes, own, d->ids.at + d->ids.count, &w->failed);
}

static void read_values(struct decode *d, const struct wire_field *f, struct wire *w)
{
	if (f->type == WIRE_VARINT) {
		VEC_PUSH(&d->values, (int64_t)f->value);
		return;
	}
	struct wire packed = { f->bytes, f->bytes + f->length, false };
	VEC_RESERVE(&d->values, f->length);
	while (packed.at < packed.end)
		d->values.at[d->values.count++] = (int64_t)wire_varint(&packed);
	w->failed |= packed.failed;
}

static void keep_label(struct decode *d, const struct wire_field *f)
{
	uint32_t length = (uint32_t)f->length;
	VEC_APPEND(&d->labels, &length, sizeof length);
	VEC_APPEND(&d->labels, f->bytes, f->length);
}

/* The number of the set of all labels among the fields from `at` to `end`. */
static uint32_t intern_labels(struct decode *d, const uint8_t *at, const uint8_t *end)
{
	struct wire w = { at, end, false };
	struct wire_field f;
	d->labels.count = 0;
	while (wire_next(&w, &f))
		if (f.number == 3)
			keep_label(d, &f);
	return intern_put(&d->label_sets, d->labels.at, d->labels.count) + 1;
}

/* The same by looking at the bytes as they are, where they are few. */
static uint32_t label_set(struct decode *d, const uint8_t *at, const uint8_t *end)
{
	size_t length = (size_t)(end - at), part = length >= 8 ? 8 : 4;
	uint64_t first = 0, last = 0;
	if (length == 0)
		return 0;
	if (length < 4 || length > 16)
		return intern_labels(d, at, end);
	if (part == 8) {
		memcpy(&first, at, 8);
		memcpy(&last, end - 8, 8);
	} else {
		memcpy(&first, at, 4);
		memcpy(&last, end - 4, 4);
	}
	struct label_memo *memo =
		&d->memo[hash_mix(first ^ last << 24 ^ length) % LABEL_MEMOS];
	if (memo->length != length || memo->first != first || memo->last != last)
		*memo = (struct label_memo){ first, last, length, intern_labels(d, at, end) };
	return memo->set;
}

/* One more label, in [from, to) of the sample. */
static void find_labels(struct decode *d, const uint8_t *from, const uint8_t *to)
{
	if (d->labels_to == d->labels_from)
		d->labels_from = from;
	d->labels_to = to;
}

/* False if the message is damaged. */
static bool gather_sample(struct decode *d, const struct message *m)
{
	struct wire w = { m->bytes, m->bytes + m->length, false };
	struct wire_field f;
	struct ids_seen last = d->last;
	forget_stack(d);
	d->ids.count = d->values.count = d->shared = d->pieces = 0;
	d->labels_from = d->labels_to = m->bytes;
	for (const uint8_t *start = w.at; wire_next(&w, &f); start = w.at) {
		if (f.number == 1 && (f.type == WIRE_BYTES || f.type == WIRE_VARINT))
			read_ids(d, &f, last, &w);
		else if (f.number == 2 && (f.type == WIRE_BYTES || f.type == WIRE_VARINT))
			read_values(d, &f, &w);
		else if (f.number == 3 && f.type == WIRE_BYTES && f.length <= UINT32_MAX)
			find_labels(d, start, w.at);
		else if (f.number >= 1 && f.number <= 3)
			w.failed = true;
	}
	return !w.failed;
}

static enum cprof_status decode_sample(struct decode *d, const struct message *m)
{
	bool good = gather_sample(d, m);
	/* A stack in several pieces ends elsewhere than its first piece: all of it is decoded. */
	if (d->pieces > 1 && d->shared > 0)
		good = gather_sample(d, m);
	if (!good)
		return bad(d, m->offset, "a sample (field 2) is damaged");
	struct sample_def def = {
		d->ids.at, d->ids.count, d->shared, d->values.at, d->values.count,
		label_set(d, d->labels_from, d->labels_to)
	};
	return builder_sample(d->builder, &def, d->err);
}

static bool decode_line(struct decode *d, const struct wire_field *field)
{
	struct wire w = { field->bytes, field->bytes + field->length, false };
	struct wire_field f;
	struct line_def line = { 0 };
	while (wire_next(&w, &f)) {
		if (f.number < 1 || f.number > 3)
			continue;
		if (f.type != WIRE_VARINT)
			return false;
		if (f.number == 1)
			line.function_id = f.value;
		else if (f.number == 2)
			line.line = (int64_t)f.value;
		else
			line.column = (int64_t)f.value;
	}
	VEC_PUSH(&d->lines, line);
	return !w.failed;
}

static enum cprof_status decode_location(struct decode *d, const struct message *m)
{
	struct wire w = { m->bytes, m->bytes + m->length, false };
	struct wire_field f;
	struct location_def def = { 0 };
	d->lines.count = 0;
	while (wire_next(&w, &f)) {
		if (f.number == 4 && f.type == WIRE_BYTES)
			w.failed |= !decode_line(d, &f);
		else if (f.number >= 1 && f.number <= 5 && f.type != WIRE_VARINT)
			w.failed = true;
		else if (f.number == 1)
			def.id = f.value;
		else if (f.number == 2)
			def.mapping_id = f.value;
		else if (f.number == 3)
			def.address = f.value;
		else if (f.number == 4)
			w.failed = true;
		else if (f.number == 5)
			def.folded = f.value != 0;
	}
	if (w.failed)
		return bad(d, m->offset, "a location (field 4) is damaged");
	return builder_location(d->builder, &def, d->lines.at, d->lines.count, d->err);
}

static enum cprof_status decode_type(struct decode *d, const struct message *m)
{
	Cprof__ValueType *v = cprof__value_type__unpack(&memory_protobuf, m->length, m->bytes);
	if (v == NULL)
		return bad(d, m->offset, m->field == 1 ? "a sample type (field 1) is damaged"
						       : "the period type (field 11) is damaged");
	if (m->field == 1) {
		builder_type(d->builder, v->type, v->unit);
	} else {
		builder_header(d->builder)->period_type = v->type;
		builder_header(d->builder)->period_unit = v->unit;
	}
	cprof__value_type__free_unpacked(v, &memory_protobuf);
	return CPROF_OK;
}

static enum cprof_status decode_mapping(struct decode *d, const struct message *m)
{
	Cprof__Mapping *v = cprof__mapping__unpack(&memory_protobuf, m->length, m->bytes);
	if (v == NULL)
		return bad(d, m->offset, "a mapping (field 3) is damaged");
	struct mapping_def def = {
		.mapping = {
			.id = v->id,
			.start = v->memory_start,
			.limit = v->memory_limit,
			.offset = v->file_offset,
			.has_functions = v->has_functions,
			.has_filenames = v->has_filenames,
			.has_line_numbers = v->has_line_numbers,
			.has_inline_frames = v->has_inline_frames,
		},
		.file = v->filename,
		.build_id = v->build_id,
	};
	cprof__mapping__free_unpacked(v, &memory_protobuf);
	return builder_mapping(d->builder, &def, d->err);
}

static enum cprof_status decode_function(struct decode *d, const struct message *m)
{
	Cprof__Function *v = cprof__function__unpack(&memory_protobuf, m->length, m->bytes);
	if (v == NULL)
		return bad(d, m->offset, "a function (field 5) is damaged");
	struct function_def def = { v->id, v->name, v->system_name, v->filename, v->start_line };
	cprof__function__free_unpacked(v, &memory_protobuf);
	return builder_function(d->builder, &def, d->err);
}

/* A byte 0 would end a name for everybody who sees it: it becomes visible, as controls do on a
 * screen. */
static enum cprof_status decode_string(struct decode *d, const struct message *m)
{
	const uint8_t *p = m->bytes, *end = m->bytes + m->length;
	if (m->length == 0 || memchr(p, 0, m->length) == NULL)
		return builder_string(d->builder, p, m->length, d->err);
	struct buf shown = BUF_INIT;
	for (; p < end; p++) {
		if (*p == 0)
			buf_puts(&shown, NUL_SHOWN);
		else
			buf_putc(&shown, (char)*p);
	}
	builder_string(d->builder, buf_text(&shown), shown.size, d->err);
	buf_done(&shown);
	return d->err->status;
}

static enum cprof_status decode_comments(struct decode *d, const struct message *m)
{
	struct wire w = { m->bytes, m->bytes + m->length, false };
	while (w.at < w.end)
		builder_comment(d->builder, (int64_t)wire_varint(&w));
	return w.failed ? bad(d, m->offset, "the comments (field 13) are damaged") : CPROF_OK;
}

static enum cprof_status decode_message(struct decode *d, const struct message *m)
{
	switch (m->field) {
	case 1:
	case 11:
		return decode_type(d, m);
	case 2:
		return decode_sample(d, m);
	case 3:
		return decode_mapping(d, m);
	case 4:
		return decode_location(d, m);
	case 5:
		return decode_function(d, m);
	case STRING_FIELD:
		return decode_string(d, m);
	case 13:
		return decode_comments(d, m);
	default:
		return bad(d, m->offset, "a number of the header is not a number");
	}
}

static enum cprof_status decode_number(struct decode *d, uint32_t field, int64_t value,
				       uint64_t offset)
{
	struct header_def *h = builder_header(d->builder);
	int64_t *member[16] = {
		[7] = &h->drop_frames,     [8] = &h->keep_frames, [9] = &h->time_nanos,
		[10] = &h->duration_nanos, [12] = &h->period,     [14] = &h->default_type,
		[15] = &h->doc_url,
	};
	if (field == 13)
		builder_comment(d->builder, value);
	else if (field == 9 && h->time_nanos != 0)
		return cprof_error_set(d->err, CPROF_ERR_FORMAT, "concatenated profiles detected");
	else if (field <= LAST_FIELD && member[field] != NULL)
		*member[field] = value;
	else if ((field >= 1 && field <= 6) || field == 11)
		return bad(d, offset, "a message of the profile is a number");
	return CPROF_OK;
}

/* Leaves out what nobody knows without having all of it in memory. */
static enum cprof_status skip_field(struct decode *d, uint64_t length, uint64_t offset)
{
	while (length > 0) {
		uint64_t part = inflate_fill(d->inflate_stream, 1);
		if (part == 0)
			return bad(d, offset, "a field is longer than the rest of the file");
		if (part > length)
			part = length;
		inflate_skip(d->inflate_stream, (size_t)part);
		length -= part;
	}
	return CPROF_OK;
}

/* Reads the bytes of one field of the top level. */
static enum cprof_status decode_bytes(struct decode *d, uint32_t field, uint64_t length,
				      uint64_t offset)
{
	if (field == STRING_FIELD && length > d->options->limits.string_bytes)
		return builder_string(d->builder, NULL, (size_t)length, d->err);
	if (field != STRING_FIELD && length > MESSAGE_LIMIT)
		return bad(d, offset, "a message is longer than any that means something");
	if (inflate_fill(d->inflate_stream, (size_t)length) < length)
		return bad(d, offset, "a field is longer than the rest of the file");
	struct message m = { field, inflate_at(d->inflate_stream), (size_t)length, offset };
	enum cprof_status status = decode_message(d, &m);
	inflate_skip(d->inflate_stream, (size_t)length);
	return status;
}

/* Reads one field of the top level. */
static enum cprof_status decode_field(struct decode *d)
{
	uint64_t offset = inflate_offset(d->inflate_stream);
	forget_stack(d);
	size_t available = inflate_fill(d->inflate_stream, 20);
	const uint8_t *start = inflate_at(d->inflate_stream);
	struct wire w = { start, start + available, false };
	uint64_t key = wire_varint(&w);
	uint64_t value = 0;
	unsigned type = key & 7;
	if (type == WIRE_VARINT || type == WIRE_BYTES)
		value = wire_varint(&w);
	else if (type == WIRE_FIXED64 || type == WIRE_FIXED32)
		value = type == WIRE_FIXED64 ? 8 : 4;
	else
		w.failed = true;
	uint32_t field = wire_number(key);
	if (w.failed || field == 0)
		return bad(d, offset, "not a field of a protocol buffer");
	inflate_skip(d->inflate_stream, (size_t)(w.at - start));
	if (type == WIRE_VARINT)
		return decode_number(d, field, (int64_t)value, offset);
	if (field > LAST_FIELD)
		return skip_field(d, value, offset);
	if (type != WIRE_BYTES)
		return bad(d, offset, "a field has the wrong type");
	return decode_bytes(d, field, value, offset);
}

/* Samples that follow each other and are all there: nearly all of a profile. */
static enum cprof_status decode_samples(struct decode *d)
{
	forget_stack(d);
	const uint8_t *start = inflate_at(d->inflate_stream), *at = start;
	const uint8_t *end = start + inflate_fill(d->inflate_stream, 1);
	uint64_t offset = inflate_offset(d->inflate_stream);
	enum cprof_status status = CPROF_OK;
	while (status == CPROF_OK && end - at > 2 && *at == SAMPLE_KEY) {
		struct wire w = { at + 1, end, false };
		uint64_t length = wire_varint(&w);
		if (w.failed || length > (uint64_t)(end - w.at))
			break;
		struct message m = { 2, w.at, (size_t)length, offset + (uint64_t)(at - start) };
		status = decode_sample(d, &m);
		at = w.at + length;
	}
	inflate_skip(d->inflate_stream, (size_t)(at - start));
	return status;
}

/* Describes each distinct label set once. */
static enum cprof_status decode_label_sets(struct decode *d)
{
	VEC(struct label_def) labels = { 0 };
	enum cprof_status status = CPROF_OK;
	for (uint32_t set = 0; set < d->label_sets.count && status == CPROF_OK; set++) {
		const char *p = intern_text(&d->label_sets, set);
		const char *end = p + intern_length(&d->label_sets, set);
		labels.count = 0;
		while (p < end && status == CPROF_OK) {
			uint32_t length;
			memcpy(&length, p, sizeof length);
			p += sizeof length;
			Cprof__Label *v = cprof__label__unpack(&memory_protobuf, length,
							       (const uint8_t *)p);
			p += length;
			if (v == NULL) {
				status = bad(d, inflate_offset(d->inflate_stream),
					     "a label of a sample is damaged");
				break;
			}
			VEC_PUSH(&labels,
				 (struct label_def){ v->key, v->str, v->num, v->num_unit });
			cprof__label__free_unpacked(v, &memory_protobuf);
		}
		builder_label_set(d->builder, labels.at, labels.count);
	}
	VEC_DONE(&labels);
	return status;
}

static void tell_progress(struct decode *d)
{
	struct cprof_progress *p = d->options->progress;
	if (p != NULL)
		atomic_store_explicit(&p->samples, builder_samples(d->builder),
				      memory_order_relaxed);
}

static enum cprof_status pprof_decode(struct inflate_stream *inflate_stream,
				      const struct codec_options *options, struct profile **profile,
				      struct cprof_error *err)
{
	struct decode d = { .inflate_stream = inflate_stream, .options = options, .err = err };
	d.builder = builder_new(&options->limits);
	builder_override(d.builder, options->binary, options->build_id);
	enum cprof_status status = CPROF_OK;
	while (status == CPROF_OK && inflate_fill(inflate_stream, 1) > 0) {
		status = decode_samples(&d);
		if (status == CPROF_OK && inflate_fill(inflate_stream, 1) > 0)
			status = decode_field(&d);
		tell_progress(&d);
	}
	if (status == CPROF_OK)
		status = inflate_status(inflate_stream, err);
	if (status == CPROF_OK)
		status = decode_label_sets(&d);
	if (status == CPROF_OK)
		status = builder_finish(d.builder, profile, err);
	if (status == CPROF_OK)
		(*profile)->inflated_size = inflate_offset(inflate_stream);
	builder_free(d.builder);
	VEC_DONE(&d.ids);
	VEC_DONE(&d.values);
	VEC_DONE(&d.lines);
	VEC_DONE(&d.labels);
	intern_done(&d.label_sets);
	return status;
}

const struct decoder decoder_pprof = {
	.name = "pprof",
	.help = "protocol buffer, plain or gzip",
	.decode = pprof_decode,
};
