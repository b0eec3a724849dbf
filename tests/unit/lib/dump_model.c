/* Dumps the model: see dump.h. Locations come in the order of the file, everything refers to
 * ids. */
#include "unit/lib/dump.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/hash.h"

/* Bytes of a string that are shown; a longer one ends in a hash of all of it. */
#define LONG 200

void dump_string(struct buf *out, const void *bytes, size_t length)
{
	static const char hex[] = "0123456789abcdef";
	const unsigned char *p = bytes;
	size_t shown = length < LONG ? length : LONG;
	dump_number(out, length);
	buf_putc(out, '"');
	for (size_t i = 0; i < shown; i++) {
		if (p[i] >= 0x20 && p[i] <= 0x7e && p[i] != '"' && p[i] != '\\') {
			buf_putc(out, (char)p[i]);
			continue;
		}
		char escape[3] = { '\\', hex[p[i] >> 4], hex[p[i] & 15] };
		buf_put(out, escape, sizeof escape);
	}
	if (shown < length)
		buf_printf(out, "...%016" PRIx64, hash_bytes(bytes, length));
	buf_putc(out, '"');
}

void dump_number(struct buf *out, uint64_t number)
{
	char digits[24];
	size_t at = sizeof digits;
	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	digits[--at] = ' ';
	buf_put(out, digits + at, sizeof digits - at);
}

static void put_text(const struct profile *p, str_id s, struct buf *out)
{
	dump_string(out, profile_text(p, s), profile_length(p, s));
}

static void dump_header(const struct profile *p, struct buf *out)
{
	for (uint32_t i = 0; i < p->type_count; i++) {
		buf_puts(out, "type");
		put_text(p, p->type[i].type, out);
		put_text(p, p->type[i].unit, out);
		buf_putc(out, '\n');
	}
	buf_puts(out, "frames");
	put_text(p, p->drop_frames, out);
	put_text(p, p->keep_frames, out);
	buf_printf(out, "\ntime %" PRId64 " %" PRId64 "\nperiod %" PRId64, p->time_nanos,
		   p->duration_nanos, p->period);
	put_text(p, p->period_type.type, out);
	put_text(p, p->period_type.unit, out);
	buf_puts(out, "\ndefault");
	put_text(p, p->default_type, out);
	buf_puts(out, "\ndoc");
	put_text(p, p->doc_url, out);
	buf_putc(out, '\n');
	for (uint32_t i = 0; i < p->comment_count; i++) {
		buf_puts(out, "comment");
		put_text(p, p->comment[i], out);
		buf_putc(out, '\n');
	}
}

static void dump_tables(const struct profile *p, struct buf *out)
{
	for (uint32_t i = 0; i < p->mapping_count; i++) {
		const struct mapping *m = &p->mapping[i];
		buf_printf(out, "mapping %" PRIu64 " %" PRIx64 " %" PRIx64 " %" PRIx64, m->id,
			   m->start, m->limit, m->offset);
		put_text(p, m->file, out);
		put_text(p, m->build_id, out);
		buf_printf(out, " %d%d%d%d\n", m->has_functions, m->has_filenames,
			   m->has_line_numbers, m->has_inline_frames);
	}
	for (uint32_t i = 0; i < p->function_count; i++) {
		const struct function *f = &p->function[i];
		buf_printf(out, "function %" PRIu64, f->id);
		put_text(p, f->name, out);
		put_text(p, f->system_name, out);
		put_text(p, f->file, out);
		buf_printf(out, " %" PRId64 "\n", f->start_line);
	}
}

static void dump_locations(const struct profile *p, struct buf *out)
{
	for (uint32_t i = 0; i < p->location_count; i++) {
		const struct location *l = &p->location[p->file_order[i]];
		buf_printf(out, "location %" PRIu64 " %" PRIx64 " %d", l->id, l->address,
			   l->folded);
		if (l->mapping != PROFILE_NONE)
			buf_printf(out, " in %" PRIu64, p->mapping[l->mapping].id);
		for (uint32_t j = 0; j < l->line_count; j++) {
			const struct line *line = &p->line[l->first_line + j];
			buf_printf(out, " (%" PRIu64 " %" PRId64 " %" PRId64 ")",
				   p->function[line->function].id, line->line, line->column);
		}
		buf_putc(out, '\n');
	}
}

static void dump_labels(const struct profile *p, uint32_t set, struct buf *out)
{
	for (uint32_t i = p->label_set_start[set]; i < p->label_set_start[set + 1]; i++) {
		const struct label *l = &p->label[i];
		buf_puts(out, " |");
		put_text(p, l->key, out);
		if (l->text != 0) {
			buf_puts(out, " =");
			put_text(p, l->text, out);
		} else {
			buf_printf(out, " #%" PRId64, l->number);
			put_text(p, l->unit, out);
		}
	}
}

static void dump_samples(const struct profile *p, struct buf *out)
{
	const struct samples *s = &p->samples;
	loc_id *stack = profile_stack_new(p);
	uint64_t at = 0;
	for (size_t i = 0; i < s->count; i++) {
		buf_puts(out, "sample");
		for (uint32_t c = 0; c < p->type_count; c++)
			dump_number(out, (uint64_t)column_value(&s->column[c], i));
		buf_puts(out, " :");
		at = profile_stack(p, i, at, stack);
		for (unsigned f = s->depth[i]; f-- > 0;)
			dump_number(out, p->location[stack[f]].id);
		if (s->labels32 != NULL)
			dump_labels(p, s->labels32[i], out);
		else if (s->labels16 != NULL)
			dump_labels(p, s->labels16[i], out);
		buf_putc(out, '\n');
	}
	free(stack);
}

void dump_model(const struct profile *p, struct buf *out)
{
	dump_header(p, out);
	dump_tables(p, out);
	dump_locations(p, out);
	dump_samples(p, out);
}
