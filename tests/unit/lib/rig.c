/* A sketched profile with what it takes to ask it: see rig.h. */
#include "unit/lib/rig.h"

#include "unit/lib/check.h"

#include <inttypes.h>
#include <stdlib.h>

#include "query/table.h"
#include "unit/lib/sketch.h"

void rig_init(struct rig *r, const char *sketch)
{
	*r = (struct rig){ .profile = sketch_profile(sketch) };
	r->whole = selection_new(r->profile);
	r->pruned = selection_copy(r->whole);
	selection_drop_frames(r->pruned, &r->notes);
	r->source = (struct cprof_profile){ r->profile, r->whole, r->pruned, { 0 } };
	cprof_query_init(&r->query);
}

void rig_done(struct rig *r)
{
	selection_free(r->whole);
	selection_free(r->pruned);
	profile_free(r->profile);
	cprof_query_done(&r->query);
	cprof_notes_done(&r->notes);
	cprof_error_done(&r->err);
}

void rig_filter(struct rig *r, enum cprof_filter f, const char *pattern)
{
	cprof_query_text(&r->query.pass[r->query.passes - 1].filter[f], pattern);
}

void rig_run(struct rig *r, struct run *run)
{
	r->context = (struct cprof_context){ NULL, &r->notes, NULL };
	if (run_start(&r->source, &r->query, &r->context, run, &r->err) != CPROF_OK)
		fail_msg("%s", r->err.text);
}

static void put_location(const struct selection *s, loc_id l, struct buf *out)
{
	const struct profile *p = s->profile;
	buf_putc(out, ' ');
	if (s->line_left[l] == 0)
		buf_printf(out, "#%" PRIu64, p->location[l].id);
	for (uint32_t i = 0; i < s->line_left[l]; i++) {
		const struct line *line = &p->line[s->line_index[s->line_first[l] + i]];
		buf_printf(out, "%s%s", i > 0 ? "," : "",
			   profile_text(p, p->function[line->function].name));
	}
}

void rig_stacks(const struct selection *s, struct buf *out)
{
	const struct samples *samples = &s->profile->samples;
	loc_id *stack = profile_stack_new(s->profile);
	uint64_t at = 0;
	for (size_t i = 0; i < samples->count; i++) {
		unsigned from, to;
		at = profile_stack(s->profile, i, at, stack);
		if (s->dropped != NULL && s->dropped[i])
			continue;
		buf_printf(out, "%" PRId64 ":", column_value(&samples->column[0], i));
		selection_frames(s, i, &from, &to);
		for (unsigned f = to; f-- > from;)
			if (!s->hidden[stack[f]])
				put_location(s, stack[f], out);
		buf_putc(out, '\n');
	}
	free(stack);
}

void rig_expect_stacks(struct rig *r, const char *expected)
{
	struct run run;
	struct buf out = BUF_INIT;
	rig_run(r, &run);
	rig_stacks(run.selection, &out);
	assert_string_equal(buf_text(&out), expected);
	buf_done(&out);
	run_done(&run);
}

struct cprof_table *rig_table(struct rig *r)
{
	struct table_options options = { .grouped = true };
	struct cprof_table *table = NULL;
	struct run run;
	rig_run(r, &run);
	if (table_new(&run, &options, &r->context, &table, &r->err) != CPROF_OK)
		fail_msg("%s", r->err.text);
	run_done(&run);
	return table;
}

void rig_expect_rows(struct rig *r, const char *expected)
{
	static const char *const marks[] = { "", " (inline)", " (partial-inline)" };
	struct cprof_table *t = rig_table(r);
	struct buf out = BUF_INIT;
	for (size_t i = 0; i < t->shown; i++) {
		const struct cprof_row *row = &t->row[t->order[i]];
		buf_printf(&out, "%" PRId64 " %" PRId64 " %s%s\n", row->flat, row->cum, row->name,
			   marks[row->mark]);
	}
	assert_string_equal(buf_text(&out), expected);
	buf_done(&out);
	cprof_table_free(t);
}

void rig_expect_notes(struct rig *r, const char *expected)
{
	struct buf out = BUF_INIT;
	for (size_t i = 0; i < r->notes.count; i++)
		buf_printf(&out, "%s\n", r->notes.text[i]);
	assert_string_equal(buf_text(&out), expected);
	buf_done(&out);
	cprof_notes_done(&r->notes);
}
