/* The second decoder: see dump.h. protobuf-c unpacks the whole message; what it leaves open (a
 * repeated period type, two profiles in a row) is read from the top level once more. Slow and
 * simple on purpose. */
#include "unit/lib/dump.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "profile.pb-c.h"

struct pb {
	Cprof__Profile *p;
	Cprof__ValueType *period_type; /* the last one alone */
	struct buf *out;
};

static bool reject(struct buf *out, const char *why)
{
	buf_clear(out);
	buf_puts(out, why);
	return false;
}

static bool text_exists(const struct pb *x, int64_t s)
{
	return s >= 0 && (uint64_t)s < x->p->n_string_table;
}

static void put_text(const struct pb *x, int64_t s)
{
	const ProtobufCBinaryData *text = &x->p->string_table[s];
	struct buf shown = BUF_INIT;
	for (size_t i = 0; i < text->len; i++) {
		buf_put(&shown, text->data + i, 1);
		if (text->data[i] == 0) { /* is shown */
			shown.size--;
			buf_puts(&shown, "\\x00");
		}
	}
	dump_string(x->out, buf_text(&shown), shown.size);
	buf_done(&shown);
}

static bool read_varint(const uint8_t **at, const uint8_t *end, uint64_t *value)
{
	*value = 0;
	for (unsigned i = 0; i < 10 && *at < end; i++) {
		uint8_t byte = *(*at)++;
		if (i < 9 || byte < 2)
			*value |= (uint64_t)(byte & 0x7f) << (7 * i);
		else
			*value |= (uint64_t)(byte & 1) << 63;
		if (byte < 0x80)
			return true;
	}
	return false;
}

/* The top level once more: only the last period type counts, and no time follows a time. */
static bool scan_top(struct pb *x, const uint8_t *bytes, size_t length)
{
	uint64_t key, value, time = 0;
	for (const uint8_t *at = bytes, *end = bytes + length; at < end;) {
		if (!read_varint(&at, end, &key))
			return false;
		unsigned type = key & 7;
		value = type == 1 ? 8 : 4;
		if ((type == 0 || type == 2) && !read_varint(&at, end, &value))
			return false;
		if (key >> 3 == 9 && type == 0) {
			if (time != 0)
				return false;
			time = value;
		}
		if (type == 0)
			continue;
		if (value > (uint64_t)(end - at))
			return false;
		if (key >> 3 == 11 && type == 2) {
			cprof__value_type__free_unpacked(x->period_type, NULL);
			x->period_type = cprof__value_type__unpack(NULL, value, at);
			if (x->period_type == NULL)
				return false;
		}
		at += value;
	}
	return true;
}

static bool texts_exist(const struct pb *x)
{
	const Cprof__Profile *p = x->p;
	bool all = p->n_string_table > 0 && p->string_table[0].len == 0 &&
		   text_exists(x, p->drop_frames) && text_exists(x, p->keep_frames) &&
		   text_exists(x, p->default_sample_type) && text_exists(x, p->doc_url);
	if (x->period_type != NULL)
		all = all && text_exists(x, x->period_type->type) &&
		      text_exists(x, x->period_type->unit);
	for (size_t i = 0; i < p->n_sample_type; i++)
		all = all && text_exists(x, p->sample_type[i]->type) &&
		      text_exists(x, p->sample_type[i]->unit);
	for (size_t i = 0; i < p->n_comment; i++)
		all = all && text_exists(x, p->comment[i]);
	for (size_t i = 0; i < p->n_mapping; i++)
		all = all && text_exists(x, p->mapping[i]->filename) &&
		      text_exists(x, p->mapping[i]->build_id);
	for (size_t i = 0; i < p->n_function; i++)
		all = all && text_exists(x, p->function[i]->name) &&
		      text_exists(x, p->function[i]->system_name) &&
		      text_exists(x, p->function[i]->filename);
	for (size_t i = 0; i < p->n_sample; i++)
		for (size_t j = 0; j < p->sample[i]->n_label; j++) {
			const Cprof__Label *l = p->sample[i]->label[j];
			all = all && text_exists(x, l->key) && text_exists(x, l->str) &&
			      (l->str != 0 || text_exists(x, l->num_unit));
		}
	return all;
}

/* Ids as a sorted list, for looking up; the first that occurs twice is found by asking one after
 * the other. */
struct ids {
	uint64_t *at;
	size_t count;
};

static int compare_ids(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static bool ids_have(const struct ids *ids, uint64_t id)
{
	return ids->count > 0 &&
	       bsearch(&id, ids->at, ids->count, sizeof id, compare_ids) != NULL;
}

static void ids_sort(struct ids *ids)
{
	if (ids->count > 0)
		qsort(ids->at, ids->count, sizeof *ids->at, compare_ids);
}

/* The place of the first id that stood there before, or `count`; `at` is in the order of the
 * file. */
static size_t first_twice(const uint64_t *at, size_t count)
{
	struct ids sorted = { xreallocarray(NULL, count, sizeof *at), count };
	size_t first = count;
	if (count > 0)
		memcpy(sorted.at, at, count * sizeof *at);
	ids_sort(&sorted);
	bool any = false;
	for (size_t i = 1; i < count; i++)
		any |= sorted.at[i] == sorted.at[i - 1];
	for (size_t i = 0; any && i < first; i++)
		for (size_t j = 0; j < i && i < first; j++)
			if (at[i] == at[j])
				first = i;
	free(sorted.at);
	return first;
}

struct tables {
	struct ids mapping, function, location;
	size_t mapping_twice, function_twice, location_twice;
};

static void make_tables(const Cprof__Profile *p, struct tables *t)
{
	t->mapping.at = xcalloc(p->n_mapping, sizeof(uint64_t));
	t->function.at = xcalloc(p->n_function, sizeof(uint64_t));
	t->location.at = xcalloc(p->n_location, sizeof(uint64_t));
	t->mapping.count = p->n_mapping;
	t->function.count = p->n_function;
	t->location.count = p->n_location;
	for (size_t i = 0; i < p->n_mapping; i++)
		t->mapping.at[i] = p->mapping[i]->id;
	for (size_t i = 0; i < p->n_function; i++)
		t->function.at[i] = p->function[i]->id;
	for (size_t i = 0; i < p->n_location; i++)
		t->location.at[i] = p->location[i]->id;
	t->mapping_twice = first_twice(t->mapping.at, t->mapping.count);
	t->function_twice = first_twice(t->function.at, t->function.count);
	t->location_twice = first_twice(t->location.at, t->location.count);
	ids_sort(&t->mapping);
	ids_sort(&t->function);
	ids_sort(&t->location);
}

static void free_tables(struct tables *t)
{
	free(t->mapping.at);
	free(t->function.at);
	free(t->location.at);
}

/* The validity check in its order; the text of the first failure goes to `out`. */
static bool valid_samples(const Cprof__Profile *p, const struct tables *t, struct buf *out)
{
	if (p->n_sample > 0 && p->n_sample_type == 0)
		return reject(out, "malformed profile: missing sample type information");
	for (size_t i = 0; i < p->n_sample; i++) {
		const Cprof__Sample *s = p->sample[i];
		if (s->n_value != p->n_sample_type) {
			buf_clear(out);
			buf_printf(out, "malformed profile: mismatch: sample has %zu values vs. "
					"%zu types", s->n_value, p->n_sample_type);
			return false;
		}
		for (size_t j = 0; j < s->n_location_id; j++)
			if (!ids_have(&t->location, s->location_id[j]))
				return reject(out, "malformed profile: sample has nil location");
	}
	return true;
}

static bool twice(struct buf *out, const char *what, uint64_t id)
{
	buf_clear(out);
	buf_printf(out, "malformed profile: multiple %s with same id: %" PRIu64, what, id);
	return false;
}

static bool valid_tables(const Cprof__Profile *p, const struct tables *t, struct buf *out)
{
	for (size_t i = 0; i < p->n_mapping; i++) {
		if (p->mapping[i]->id == 0)
			return reject(out, "malformed profile: found mapping with reserved ID=0");
		if (i == t->mapping_twice)
			return twice(out, "mappings", p->mapping[i]->id);
	}
	for (size_t i = 0; i < p->n_function; i++) {
		if (p->function[i]->id == 0)
			return reject(out, "malformed profile: found function with reserved ID=0");
		if (i == t->function_twice)
			return twice(out, "functions", p->function[i]->id);
	}
	for (size_t i = 0; i < p->n_location; i++) {
		const Cprof__Location *l = p->location[i];
		if (l->id == 0)
			return reject(out, "malformed profile: found location with reserved id=0");
		if (i == t->location_twice)
			return twice(out, "locations", l->id);
		for (size_t j = 0; j < l->n_line; j++) {
			uint64_t id = l->line[j]->function_id;
			if (id != 0 && ids_have(&t->function, id))
				continue;
			buf_clear(out);
			buf_printf(out, "malformed profile: location id: %" PRIu64
					" has a line with nil function", l->id);
			return false;
		}
	}
	return true;
}

static void dump_header(const struct pb *x)
{
	const Cprof__Profile *p = x->p;
	for (size_t i = 0; i < p->n_sample_type; i++) {
		buf_puts(x->out, "type");
		put_text(x, p->sample_type[i]->type);
		put_text(x, p->sample_type[i]->unit);
		buf_putc(x->out, '\n');
	}
	buf_puts(x->out, "frames");
	put_text(x, p->drop_frames);
	put_text(x, p->keep_frames);
	buf_printf(x->out, "\ntime %" PRId64 " %" PRId64 "\nperiod %" PRId64, p->time_nanos,
		   p->duration_nanos, p->period);
	put_text(x, x->period_type != NULL ? x->period_type->type : 0);
	put_text(x, x->period_type != NULL ? x->period_type->unit : 0);
	buf_puts(x->out, "\ndefault");
	put_text(x, p->default_sample_type);
	buf_puts(x->out, "\ndoc");
	put_text(x, p->doc_url);
	buf_putc(x->out, '\n');
	for (size_t i = 0; i < p->n_comment; i++) {
		buf_puts(x->out, "comment");
		put_text(x, p->comment[i]);
		buf_putc(x->out, '\n');
	}
}

static void dump_tables(const struct pb *x, const struct tables *t)
{
	const Cprof__Profile *p = x->p;
	if (p->n_mapping == 0)
		buf_puts(x->out, "mapping 1 0 0 0 0\"\" 0\"\" 0000\n");
	for (size_t i = 0; i < p->n_mapping; i++) {
		const Cprof__Mapping *m = p->mapping[i];
		buf_printf(x->out, "mapping %" PRIu64 " %" PRIx64 " %" PRIx64 " %" PRIx64, m->id,
			   m->memory_start, m->memory_limit, m->file_offset);
		put_text(x, m->filename);
		put_text(x, m->build_id);
		buf_printf(x->out, " %d%d%d%d\n", m->has_functions != 0, m->has_filenames != 0,
			   m->has_line_numbers != 0, m->has_inline_frames != 0);
	}
	for (size_t i = 0; i < p->n_function; i++) {
		const Cprof__Function *f = p->function[i];
		buf_printf(x->out, "function %" PRIu64, f->id);
		put_text(x, f->name);
		put_text(x, f->system_name);
		put_text(x, f->filename);
		buf_printf(x->out, " %" PRId64 "\n", f->start_line);
	}
	for (size_t i = 0; i < p->n_location; i++) {
		const Cprof__Location *l = p->location[i];
		buf_printf(x->out, "location %" PRIu64 " %" PRIx64 " %d", l->id, l->address,
			   l->is_folded != 0);
		if (p->n_mapping == 0)
			buf_puts(x->out, " in 1");
		else if (l->mapping_id != 0 && ids_have(&t->mapping, l->mapping_id))
			buf_printf(x->out, " in %" PRIu64, l->mapping_id);
		for (size_t j = 0; j < l->n_line; j++)
			buf_printf(x->out, " (%" PRIu64 " %" PRId64 " %" PRId64 ")",
				   l->line[j]->function_id, l->line[j]->line, l->line[j]->column);
		buf_putc(x->out, '\n');
	}
}

static void dump_label(const struct pb *x, const Cprof__Label *l)
{
	if (l->str == 0 && l->num == 0 && l->num_unit == 0)
		return;
	buf_puts(x->out, " |");
	put_text(x, l->key);
	if (l->str != 0) {
		buf_puts(x->out, " =");
		put_text(x, l->str);
	} else {
		buf_printf(x->out, " #%" PRId64, l->num);
		put_text(x, l->num_unit);
	}
}

static void dump_samples(const struct pb *x)
{
	for (size_t i = 0; i < x->p->n_sample; i++) {
		const Cprof__Sample *s = x->p->sample[i];
		buf_puts(x->out, "sample");
		for (size_t j = 0; j < s->n_value; j++)
			dump_number(x->out, (uint64_t)s->value[j]);
		buf_puts(x->out, " :");
		for (size_t j = 0; j < s->n_location_id; j++)
			dump_number(x->out, s->location_id[j]);
		for (size_t j = 0; j < s->n_label; j++)
			dump_label(x, s->label[j]);
		buf_putc(x->out, '\n');
	}
}

bool dump_plain(const uint8_t *bytes, size_t length, struct buf *out)
{
	struct pb x = { .out = out };
	struct tables tables;
	x.p = cprof__profile__unpack(NULL, length, bytes);
	if (x.p == NULL)
		return reject(out, "protobuf-c cannot unpack it");
	make_tables(x.p, &tables);
	bool good = scan_top(&x, bytes, length);
	if (!good)
		reject(out, "two profiles in a row");
	else if (!(good = texts_exist(&x)))
		reject(out, "a string does not exist");
	else
		good = valid_samples(x.p, &tables, out) && valid_tables(x.p, &tables, out);
	if (good) {
		dump_header(&x);
		dump_tables(&x, &tables);
		dump_samples(&x);
	}
	free_tables(&tables);
	cprof__value_type__free_unpacked(x.period_type, NULL);
	cprof__profile__free_unpacked(x.p, NULL);
	return good;
}
