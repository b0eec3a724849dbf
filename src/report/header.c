/* The lines above a report's table: see header.h. */
#include "report/header.h"

#include <string.h>
#include <time.h>

#include "base/path.h"
#include "base/unit.h"

#define FILTER_WIDTH 80 /* bytes of "name=value" before it is cut */

void header_time(const struct profile *p, struct buf *out)
{
	int64_t nanos = p->time_nanos;
	time_t seconds = (time_t)(nanos / 1000000000);
	struct tm local;
	char text[80];
	if (nanos % 1000000000 < 0)
		seconds--;
	if (nanos == 0 || localtime_r(&seconds, &local) == NULL ||
	    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %Z", &local) == 0)
		return;
	buf_printf(out, "Time: %s\n", text);
}

void header_duration(const struct run *run, const struct cprof_table *t, struct buf *out)
{
	int64_t duration = run->selection->profile->duration_nanos;
	if (duration == 0)
		return;
	buf_puts(out, "Duration: ");
	unit_label(out, duration, "nanoseconds", "auto");
	buf_puts(out, ", Total samples = ");
	unit_put(out, &t->unit, t->total);
	buf_putc(out, ' ');
	if (unit_is_time(t->unit.sample) && t->total != 0) {
		double nanos = unit_scale(t->total, t->unit.sample, "nanoseconds").value;
		buf_putc(out, '(');
		unit_percentage(out, unit_truncate(nanos), duration);
		buf_putc(out, ')');
	}
	buf_putc(out, '\n');
}

void header_table(const struct run *run, struct buf *type, struct cprof_table *t)
{
	buf_printf(type, "%s%s", run->value.mean ? "mean_" : "", run->value.type);
	*t = (struct cprof_table){
		.type = buf_text(type),
		.unit = { .sample = run->value.unit,
			  .shown = cprof_query_unit(run->query),
			  .ratio = run->value.ratio },
		.total = run->total,
	};
}

static void put_file(const struct profile *p, struct buf *out)
{
	const struct mapping *main = p->mapping_count > 0 ? &p->mapping[0] : NULL;
	if (main != NULL && main->file != 0 && profile_length(p, main->file) > 0) {
		buf_puts(out, "File: ");
		path_base(out, profile_text(p, main->file));
		buf_putc(out, '\n');
	}
}

static void put_build_id(const struct profile *p, struct buf *out)
{
	const struct mapping *main = p->mapping_count > 0 ? &p->mapping[0] : NULL;
	if (main != NULL && profile_length(p, main->build_id) > 0)
		buf_printf(out, "Build ID: %s\n", profile_text(p, main->build_id));
}

void header_file(const struct profile *p, struct buf *out)
{
	put_file(p, out);
	put_build_id(p, out);
}

/* The length of the first label: `first` if there is one, else what was put since `start`. */
static size_t first_label(size_t first, size_t start, const struct buf *out)
{
	return first > 0 ? first : out->size - start;
}

size_t header_profile(const struct run *run, const struct cprof_table *t, struct buf *out)
{
	const struct profile *p = run->selection->profile;
	size_t start = out->size, first = 0;
	put_file(p, out);
	first = first_label(first, start, out);
	put_build_id(p, out);
	first = first_label(first, start, out);
	for (uint32_t i = 0; i < p->comment_count; i++) {
		const char *comment = profile_text(p, p->comment[i]);
		if (*comment != '#')
			buf_printf(out, "%s\n", comment);
		first = first_label(first, start, out);
	}
	if (*t->type != '\0')
		buf_printf(out, "Type: %s\n", t->type);
	first = first_label(first, start, out);
	if (profile_length(p, p->doc_url) > 0)
		buf_printf(out, "Doc: %s\n", profile_text(p, p->doc_url));
	first = first_label(first, start, out);
	header_time(p, out);
	header_duration(run, t, out);
	return first;
}

static void put_filters(const struct cprof_query *q, struct buf *out)
{
	bool first = true;
	for (size_t i = 0; i < q->passes; i++) {
		for (enum cprof_filter f = CPROF_FOCUS; f < CPROF_FILTERS; f++) {
			const char *value = cprof_pass_filter(&q->pass[i], f);
			struct buf line = BUF_INIT;
			if (value == NULL || f == CPROF_PRUNE_FROM)
				continue;
			buf_printf(&line, "%s=%s", cprof_filter_name(f), value);
			if (first)
				buf_puts(out, "Active filters:\n");
			first = false;
			buf_puts(out, "   ");
			bool cut = line.size > FILTER_WIDTH;
			buf_put(out, line.data, cut ? FILTER_WIDTH : line.size);
			buf_puts(out, cut ? "\xe2\x80\xa6\n" : "\n");
			buf_done(&line);
		}
	}
}

void header_report(const struct run *run, const struct cprof_table *t, struct buf *out)
{
	put_filters(run->query, out);
	buf_puts(out, "Showing nodes accounting for ");
	unit_put(out, &t->unit, t->shown_flat);
	buf_puts(out, ", ");
	unit_percentage_bare(out, t->shown_flat, t->total);
	buf_puts(out, " of ");
	unit_put(out, &t->unit, t->total);
	buf_puts(out, " total\n");
	if (t->total == 0)
		return;
	if (t->dropped_nodes > 0) {
		buf_printf(out, "Dropped %zu node%s (cum <= ", t->dropped_nodes,
			   t->dropped_nodes == 1 ? "" : "s");
		unit_put(out, &t->unit, t->dropped_below);
		buf_puts(out, ")\n");
	}
	if (t->dropped_edges > 0) {
		buf_printf(out, "Dropped %zu edge%s (freq <= ", t->dropped_edges,
			   t->dropped_edges == 1 ? "" : "s");
		unit_put(out, &t->unit, t->edges_below);
		buf_puts(out, ")\n");
	}
	if (t->shown > 0 && t->shown < t->node_count)
		buf_printf(out, "Showing top %zu nodes out of %zu\n", t->shown, t->node_count);
}
