/* The raw report: every record of the profile as text, without what the filters took out of samples
 * and locations. Locations and mappings that no sample uses any more stay. Nothing is grouped:
 * noinlines alone takes lines away. */
#include "report/result.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "query/labels.h"
#include "query/run.h"
#include "query/walk.h"

#define VALUE_WIDTH 10
#define DURATION_WIDTH 4 /* characters of the duration that are printed */
#define SECOND INT64_C(1000000000)

static const char label_indent[] = "                ";
static const char line_indent[] = "             ";

struct raw {
	const struct run *run;
	const struct profile *profile;
	struct label_texts texts;
	struct buf labels;     /* the lines of `label_set` */
	uint32_t label_set;
	struct buf *out;
};

/* Most of the text is numbers of this kind. */
static void put_number(struct buf *out, bool negative, uint64_t n, size_t width)
{
	char digits[24];
	size_t at = sizeof digits;
	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) != 0);
	if (negative)
		digits[--at] = '-';
	if (sizeof digits - at < width)
		buf_pad(out, ' ', width - (sizeof digits - at));
	buf_put(out, digits + at, sizeof digits - at);
}

/* A fraction of 10 to the `places`, without the zeros at its end; 0 is nothing. */
static void put_fraction(struct buf *out, uint64_t fraction, int places)
{
	if (fraction == 0)
		return;
	for (; fraction % 10 == 0; fraction /= 10)
		places--;
	buf_printf(out, ".%0*" PRIu64, places, fraction);
}

static void put_time(struct buf *out, int64_t nanos)
{
	time_t seconds = (time_t)(nanos / SECOND);
	int64_t fraction = nanos % SECOND;
	struct tm local;
	char text[80];
	if (fraction < 0) {
		seconds--;
		fraction += SECOND;
	}
	if (localtime_r(&seconds, &local) == NULL)
		return;
	buf_puts(out, "Time: ");
	strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local);
	buf_puts(out, text);
	put_fraction(out, (uint64_t)fraction, 9);
	strftime(text, sizeof text, " %z %Z\n", &local);
	buf_puts(out, text);
}

/* 1h2m3.4s, 1.5ms: as Go writes durations. */
static void put_go_duration(struct buf *out, int64_t nanos)
{
	uint64_t n = nanos < 0 ? 0 - (uint64_t)nanos : (uint64_t)nanos;
	if (nanos < 0)
		buf_putc(out, '-');
	if (n >= (uint64_t)SECOND) {
		uint64_t seconds = n / (uint64_t)SECOND;
		if (seconds >= 3600)
			buf_printf(out, "%" PRIu64 "h", seconds / 3600);
		if (seconds >= 60)
			buf_printf(out, "%" PRIu64 "m", seconds / 60 % 60);
		buf_printf(out, "%" PRIu64, seconds % 60);
		put_fraction(out, n % (uint64_t)SECOND, 9);
		buf_putc(out, 's');
	} else if (n >= 1000000) {
		buf_printf(out, "%" PRIu64, n / 1000000);
		put_fraction(out, n % 1000000, 6);
		buf_puts(out, "ms");
	} else if (n >= 1000) {
		buf_printf(out, "%" PRIu64, n / 1000);
		put_fraction(out, n % 1000, 3);
		buf_puts(out, "\xc2\xb5s");
	} else {
		buf_printf(out, "%" PRIu64 "ns", n);
	}
}

static void put_duration(struct buf *out, int64_t nanos)
{
	struct buf text = BUF_INIT;
	put_go_duration(&text, nanos);
	size_t end = 0;
	for (int i = 0; i < DURATION_WIDTH && end < text.size; i++) {
		uint32_t code;
		end += utf8_decode(text.data + end, text.data + text.size, &code);
	}
	buf_puts(out, "Duration: ");
	buf_put(out, text.data, end);
	buf_putc(out, '\n');
	buf_done(&text);
}

/* The line of sample types, without blanks at its ends. */
static void put_types(const struct profile *p, struct buf *out)
{
	static const char blanks[] = " \t\n\v\f\r";
	struct buf line = BUF_INIT;
	for (uint32_t i = 0; i < p->type_count; i++) {
		const char *type = profile_text(p, p->type[i].type);
		bool preferred = strcmp(type, profile_text(p, p->default_type)) == 0;
		buf_printf(&line, "%s%s/%s%s", i > 0 ? " " : "", type,
			   profile_text(p, p->type[i].unit), preferred ? "[dflt]" : "");
	}
	const char *text = buf_text(&line), *end = text + line.size;
	text += strspn(text, blanks);
	while (end > text && strchr(blanks, end[-1]) != NULL)
		end--;
	buf_put(out, text, (size_t)(end - text));
	buf_putc(out, '\n');
	buf_done(&line);
}

static void put_header(const struct profile *p, struct buf *out)
{
	for (uint32_t i = 0; i < p->comment_count; i++)
		buf_printf(out, "Comment: %s\n", profile_text(p, p->comment[i]));
	if (profile_length(p, p->doc_url) > 0)
		buf_printf(out, "Doc: %s\n", profile_text(p, p->doc_url));
	buf_printf(out, "PeriodType: %s %s\n", profile_text(p, p->period_type.type),
		   profile_text(p, p->period_type.unit));
	buf_printf(out, "Period: %" PRId64 "\n", p->period);
	if (p->time_nanos != 0)
		put_time(out, p->time_nanos);
	if (p->duration_nanos != 0)
		put_duration(out, p->duration_nanos);
	buf_puts(out, "Samples:\n");
	put_types(p, out);
}

static void put_strings(void *context, const struct label_group *group, struct buf *out)
{
	const struct raw *r = context;
	buf_printf(out, "%s:[", group->key);
	for (size_t i = 0; i < group->count; i++)
		buf_printf(out, "%s%s", i > 0 ? " " : "",
			   profile_text(r->profile, group->value[i]->text));
	buf_putc(out, ']');
}

/* If one number has a unit, all have, and it may be empty. */
static void put_numbers(void *context, const struct label_group *group, struct buf *out)
{
	const struct raw *r = context;
	bool units = false;
	for (size_t i = 0; i < group->count; i++)
		units |= profile_length(r->profile, group->value[i]->unit) > 0;
	buf_printf(out, "%s:[", group->key);
	for (size_t i = 0; i < group->count; i++) {
		const struct label *l = group->value[i];
		buf_printf(out, "%s%" PRId64, i > 0 ? " " : "", l->number);
		if (units)
			buf_printf(out, " %s", profile_text(r->profile, l->unit));
	}
	buf_putc(out, ']');
}

/* A line of strings and one of numbers. Many samples in a row have the same labels. */
static void put_labels(struct raw *r, uint32_t set)
{
	if (set != r->label_set) {
		buf_clear(&r->labels);
		for (int numbers = 0; numbers < 2; numbers++) {
			label_texts_make(&r->texts, r->run->selection, set, numbers != 0,
					 numbers != 0 ? put_numbers : put_strings, r);
			if (r->texts.text.count == 0)
				continue;
			buf_puts(&r->labels, label_indent);
			for (size_t i = 0; i < r->texts.text.count; i++)
				buf_printf(&r->labels, "%s%s", i > 0 ? " " : "",
					   r->texts.text.at[i]);
			buf_putc(&r->labels, '\n');
		}
		r->label_set = set;
	}
	buf_put(r->out, buf_text(&r->labels), r->labels.size);
}

static void put_sample(void *context, unsigned part, const struct walk_sample *sample)
{
	struct raw *r = context;
	const struct profile *p = r->profile;
	(void)part;
	for (uint32_t i = 0; i < p->type_count; i++) {
		int64_t value = column_value(&p->samples.column[i], sample->number);
		uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
		buf_putc(r->out, ' ');
		put_number(r->out, value < 0, size, VALUE_WIDTH);
	}
	buf_puts(r->out, ": ");
	for (unsigned i = sample->frames; i-- > 0;) {
		if (r->run->selection->hidden[sample->frame[i]])
			continue;
		put_number(r->out, false, p->location[sample->frame[i]].id, 0);
		buf_putc(r->out, ' ');
	}
	buf_putc(r->out, '\n');
	put_labels(r, profile_label_set(p, sample->number));
}

static void put_line(const struct raw *r, const struct line *line)
{
	const struct profile *p = r->profile;
	const struct cprof_query *q = r->run->query;
	const struct function *f = &p->function[line->function];
	const char *name = profile_text(p, f->name);
	const char *system_name = profile_text(p, f->system_name);
	/* Like all grouping, noinlines keeps no columns unless they are asked for. */
	bool columns = !q->noinlines || q->showcolumns;
	buf_printf(r->out, "%s %s:%" PRId64 ":%" PRId64 " s=%" PRId64, name,
		   profile_text(p, f->file), line->line, columns ? line->column : 0,
		   f->start_line);
	if (strcmp(name, system_name) != 0)
		buf_printf(r->out, "(%s)", system_name);
	buf_putc(r->out, '\n');
}

static void put_location(const struct raw *r, loc_id number)
{
	const struct profile *p = r->profile;
	const struct selection *s = r->run->selection;
	const struct location *l = &p->location[number];
	uint32_t left = s->line_left[number];
	uint32_t first = r->run->query->noinlines && left > 0 ? left - 1 : 0;
	buf_printf(r->out, "%6" PRIu64 ": 0x%" PRIx64 " ", l->id, l->address);
	if (l->mapping != PROFILE_NONE)
		buf_printf(r->out, "M=%" PRIu64 " ", p->mapping[l->mapping].id);
	if (l->folded)
		buf_puts(r->out, "[F] ");
	if (left == 0)
		buf_putc(r->out, '\n');
	for (uint32_t i = first; i < left; i++) {
		if (i > first)
			buf_puts(r->out, line_indent);
		put_line(r, &p->line[s->line_index[s->line_first[number] + i]]);
	}
}

static void put_mapping(const struct raw *r, const struct mapping *m)
{
	const struct profile *p = r->profile;
	bool inlines = m->has_inline_frames && !r->run->query->noinlines;
	buf_printf(r->out, "%" PRIu64 ": 0x%" PRIx64 "/0x%" PRIx64 "/0x%" PRIx64 " ", m->id,
		   m->start, m->limit, m->offset);
	buf_printf(r->out, "%s %s ", profile_text(p, m->file), profile_text(p, m->build_id));
	buf_printf(r->out, "%s%s%s%s\n", m->has_functions ? "[FN]" : "",
		   m->has_filenames ? "[FL]" : "", m->has_line_numbers ? "[LN]" : "",
		   inlines ? "[IN]" : "");
}

static enum cprof_status raw_run(const struct cprof_request *request, struct cprof_context *context,
				 struct cprof_report_result *result, struct cprof_error *err)
{
	struct run run;
	enum cprof_status status = run_start(request->profile, request->query, context, &run, err);
	if (status != CPROF_OK)
		return status;
	struct walk walk = { run.selection, NULL, context->progress, 1 };
	struct raw r = {
		.run = &run,
		.profile = run.selection->profile,
		.out = &result->text,
	};
	put_header(r.profile, r.out);
	status = walk_run(&walk, put_sample, &r, err);
	buf_puts(r.out, "Locations\n");
	for (uint32_t i = 0; i < r.profile->location_count; i++)
		put_location(&r, r.profile->file_order[i]);
	buf_puts(r.out, "Mappings\n");
	for (uint32_t i = 0; i < r.profile->mapping_count; i++)
		put_mapping(&r, &r.profile->mapping[i]);
	label_texts_done(&r.texts);
	buf_done(&r.labels);
	run_done(&run);
	return status;
}

const struct cprof_report report_raw = {
	.name = "raw",
	.help = "every record of the profile as text",
	.no_trim = true,
	.granularity = CPROF_BY_ADDRESS,
	.run = raw_run,
};
