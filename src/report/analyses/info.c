/* What a profile says about itself: see cprof/info.h. The lines are those of the reports: the
 * profile's labels above a table, `comments` and `tags`. */
#include <cprof/info.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/report.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/unit.h"
#include "base/vec.h"
#include "query/run.h"
#include "report/align.h"
#include "report/header.h"
#include "report/tags.h"

struct info_text {
	const struct run *run;
	const struct profile *profile;
	const struct selection *whole; /* before the filters */
	struct cprof_table table;
	struct buf text; /* of the section at hand */
	struct cprof_info *info;
	VEC(struct cprof_info_line) line;
};

static void add_line(struct info_text *x, const char *text, size_t length, bool heading)
{
	const char *kept = arena_text(x->info->memory, text, length);
	VEC_PUSH(&x->line, (struct cprof_info_line){ kept, length, heading });
}

/* Moves the text into lines below a heading; nothing if there is none. */
static void end_section(struct info_text *x, const char *heading)
{
	const char *at = buf_text(&x->text), *end = at + x->text.size;
	if (x->text.size > 0) {
		if (x->line.count > 0)
			add_line(x, "", 0, false);
		add_line(x, heading, strlen(heading), true);
	}
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t length = (size_t)((stop != NULL ? stop : end) - at);
		if (length > 0 || stop + 1 < end)
			add_line(x, at, length, false);
		at += length + 1;
	}
	buf_clear(&x->text);
}

static void put_period(struct info_text *x)
{
	const struct profile *p = x->profile;
	const char *type = profile_text(p, p->period_type.type);
	if (p->period == 0)
		return;
	buf_puts(&x->text, "Period: ");
	unit_label(&x->text, p->period, profile_text(p, p->period_type.unit), "auto");
	if (*type != '\0')
		buf_printf(&x->text, " of %s", type);
	buf_putc(&x->text, '\n');
}

static size_t kept_samples(const struct selection *s)
{
	size_t count = s->profile->samples.count, kept = count;
	for (size_t i = 0; s->dropped != NULL && i < count; i++)
		kept -= s->dropped[i];
	return kept;
}

static void put_profile(struct info_text *x)
{
	const struct profile *p = x->profile;
	size_t kept = kept_samples(x->run->selection);
	header_file(p, &x->text);
	if (*x->table.type != '\0')
		buf_printf(&x->text, "Type: %s\n", x->table.type);
	if (profile_length(p, p->doc_url) > 0)
		buf_printf(&x->text, "Doc: %s\n", profile_text(p, p->doc_url));
	header_time(p, &x->text);
	header_duration(x->run, &x->table, &x->text);
	put_period(x);
	buf_printf(&x->text, "Samples: %s", unit_count(p->samples.count).text);
	if (kept != p->samples.count)
		buf_printf(&x->text, ", %s left by the filters", unit_count(kept).text);
	buf_printf(&x->text, "\nDeepest stack: %u locations\n", p->samples.deepest);
	buf_printf(&x->text, "Functions: %s  Locations: %s\n",
		   unit_count(p->function_count).text, unit_count(p->location_count).text);
	if (profile_length(p, p->drop_frames) > 0)
		buf_printf(&x->text, "Frames left out: %s\n", profile_text(p, p->drop_frames));
	if (profile_length(p, p->keep_frames) > 0)
		buf_printf(&x->text, "Frames kept all the same: %s\n",
			   profile_text(p, p->keep_frames));
	end_section(x, "PROFILE");
}

static void put_total(struct buf *out, const struct selection *s, const struct value_spec *value,
		      const char *unit)
{
	unit_label(out, value_total(s, value), unit, "minimum");
}

/* Both sides of a diff, and what changed, of what the filters left; false: it is none. */
static bool put_sides(struct info_text *x)
{
	const struct profile *p = x->profile;
	struct buf lines = BUF_INIT;
	bool diff = false;
	buf_puts(&lines, "\tchange\tbase\tnew\t\n");
	for (uint32_t i = 0; i < p->type_count; i++) {
		struct value_spec value = { .column = i };
		struct value_sides sides;
		const char *unit = profile_text(p, p->type[i].unit);
		diff = value_sides(x->run->selection, &value, &sides);
		if (!diff)
			break;
		int64_t change = value_subtract(sides.other, sides.base);
		buf_puts(&lines, change > 0 ? "\t+" : "\t");
		unit_label(&lines, change, unit, "minimum");
		buf_putc(&lines, '\t');
		unit_label(&lines, sides.base, unit, "minimum");
		buf_putc(&lines, '\t');
		unit_label(&lines, sides.other, unit, "minimum");
		buf_printf(&lines, "\t %s %s/%s\n", i == x->run->value.column ? "*" : " ",
			   profile_text(p, p->type[i].type), unit);
	}
	if (diff)
		align_columns(buf_text(&lines), lines.size, &x->text);
	buf_done(&lines);
	return diff;
}

/* Every type with what it adds up to, as the list of types has it; the one that is shown is
 * marked. */
static void put_types(struct info_text *x)
{
	const struct profile *p = x->profile;
	struct buf lines = BUF_INIT;
	bool filtered = cprof_query_filtered(x->run->query);
	if (put_sides(x)) {
		end_section(x, filtered ? "SAMPLE TYPES  (* is shown), left by the filters"
					: "SAMPLE TYPES  (* is shown)");
		return;
	}
	for (uint32_t i = 0; i < p->type_count; i++) {
		struct value_spec value = { .column = i };
		const char *unit = profile_text(p, p->type[i].unit);
		buf_puts(&lines, "\t");
		put_total(&lines, x->whole, &value, unit);
		if (filtered) {
			buf_puts(&lines, "\t");
			put_total(&lines, x->run->selection, &value, unit);
			buf_puts(&lines, " kept");
		}
		buf_printf(&lines, "\t %s %s/%s\n", i == x->run->value.column ? "*" : " ",
			   profile_text(p, p->type[i].type), unit);
	}
	align_columns(buf_text(&lines), lines.size, &x->text);
	buf_done(&lines);
	end_section(x, "SAMPLE TYPES  (* is shown)");
}

static void put_mapping(struct info_text *x, const struct mapping *m)
{
	const struct profile *p = x->profile;
	const char *file = profile_text(p, m->file);
	buf_printf(&x->text, "%" PRIu64 ": 0x%" PRIx64 "-0x%" PRIx64 " +0x%" PRIx64 "  %s", m->id,
		   m->start, m->limit, m->offset, *file != '\0' ? file : "(no file)");
	if (profile_length(p, m->build_id) > 0)
		buf_printf(&x->text, "  build id %s", profile_text(p, m->build_id));
	if (m->has_functions || m->has_filenames || m->has_line_numbers || m->has_inline_frames)
		buf_printf(&x->text, "  has%s%s%s%s\n", m->has_functions ? " functions" : "",
			   m->has_filenames ? " files" : "", m->has_line_numbers ? " lines" : "",
			   m->has_inline_frames ? " inlines" : "");
	else
		buf_puts(&x->text, "  no symbols\n");
}

static void put_all(struct info_text *x)
{
	const struct profile *p = x->profile;
	put_profile(x);
	put_types(x);
	for (uint32_t i = 0; i < p->mapping_count; i++)
		put_mapping(x, &p->mapping[i]);
	end_section(x, "MAPPINGS");
	for (uint32_t i = 0; i < p->comment_count; i++)
		buf_printf(&x->text, "%s\n", profile_text(p, p->comment[i]));
	end_section(x, "COMMENTS");
	tags_print(x->run, &x->text);
	end_section(x, "TAGS");
}

static enum cprof_status info_run(const struct cprof_request *request, const void *parameters,
				  struct cprof_context *context, void **found,
				  struct cprof_error *err)
{
	struct buf type = BUF_INIT;
	struct run run;
	(void)parameters;
	if (run_start(request->profile, request->query, context, &run, err) != CPROF_OK)
		return err->status;
	struct info_text x = { .run = &run, .profile = run.selection->profile };
	x.whole = request->query->all_frames ? request->profile->whole : request->profile->pruned;
	x.info = xcalloc(1, sizeof *x.info);
	x.info->memory = arena_new();
	header_table(&run, &type, &x.table);
	put_all(&x);
	struct cprof_info_line *line = arena_alloc(x.info->memory, x.line.count * sizeof *line);
	if (x.line.count > 0)
		memcpy(line, x.line.at, x.line.count * sizeof *line);
	x.info->line = line;
	x.info->lines = x.line.count;
	*found = x.info;
	VEC_DONE(&x.line);
	buf_done(&x.text);
	buf_done(&type);
	run_done(&run);
	return CPROF_OK;
}

static void info_free(void *found)
{
	cprof_info_free(found);
}

void cprof_info_free(struct cprof_info *info)
{
	if (info == NULL)
		return;
	arena_free(info->memory);
	free(info);
}

const struct cprof_analysis cprof_analysis_info = {
	.name = "info",
	.run = info_run,
	.free = info_free,
};
