/* How good the data are: see quality.h. */
#include "query/quality.h"

#include <string.h>

#include "base/buf.h"
#include "base/unit.h"
#include "query/cut_stacks.h"
#include "query/value.h"

/* How much of each type is missing its outer callers: of a difference, on both sides together. */
static void put_shares(const struct profile *p, const struct cut_stacks *cut, struct buf *out)
{
	for (uint32_t t = 0; t < p->type_count; t++) {
		int64_t total = 0;
		for (size_t i = 0; i < p->samples.count; i++)
			total = value_add(total, value_abs(column_value(&p->samples.column[t], i)));
		if (cut->value[t] == 0)
			continue;
		buf_puts(out, out->size > 0 ? ", " : "");
		unit_percentage_bare(out, cut->value[t], total);
		buf_printf(out, " of %s", profile_text(p, p->type[t].type));
	}
}

static void note_cut(const struct selection *s, struct cprof_notes *notes)
{
	const struct profile *p = s->profile;
	struct cut_stacks cut;
	struct buf shares = BUF_INIT;
	cut_stacks_find(s, &cut);
	if (cut.count > 0) {
		put_shares(p, &cut, &shares);
		notes_add(notes,
			  "%s of %s stacks are cut at about %u frames, the limit of the runtime: "
			  "their outer callers are missing (%s)",
			  unit_count(cut.count).text, unit_count(p->samples.count).text, cut.limit,
			  buf_text(&shares));
	}
	buf_done(&shares);
	cut_stacks_done(&cut);
}

static void note_negative(const struct profile *p, struct cprof_notes *notes)
{
	for (uint32_t t = 0; t < p->type_count; t++) {
		const struct column *c = &p->samples.column[t];
		size_t count = 0;
		for (size_t i = 0; i < p->samples.count; i++)
			count += column_value(c, i) < 0;
		if (count > 0)
			notes_add(notes, "%s sample%s ha%s a negative value of %s",
				  unit_count(count).text, count == 1 ? "" : "s",
				  count == 1 ? "s" : "ve",
				  profile_text(p, p->type[t].type));
	}
}

static void note_locations(const struct profile *p, struct cprof_notes *notes)
{
	uint32_t unmapped = 0, nameless = 0;
	for (uint32_t i = 0; i < p->location_count; i++) {
		unmapped += p->location[i].mapping == PROFILE_NONE;
		nameless += p->location[i].line_count == 0;
	}
	if (nameless > 0)
		notes_add(notes,
			  "%s of %s locations have no symbols: addresses alone",
			  unit_count(nameless).text, unit_count(p->location_count).text);
	if (unmapped > 0)
		notes_add(notes, "%s of %s locations belong to no mapping",
			  unit_count(unmapped).text, unit_count(p->location_count).text);
	if (p->mapping_count == 0 || profile_length(p, p->mapping[0].file) == 0)
		notes_add(notes, "the profile does not name its binary");
}

static bool known_unit(const char *unit)
{
	return strcmp(unit, "count") == 0 || unit_compatible(unit, "bytes") ||
	       unit_compatible(unit, "nanoseconds") || unit_compatible(unit, "GCU");
}

static void note_units(const struct profile *p, struct cprof_notes *notes)
{
	for (uint32_t t = 0; t < p->type_count; t++) {
		const char *unit = profile_text(p, p->type[t].unit);
		const char *type = profile_text(p, p->type[t].type);
		if (*unit == '\0')
			notes_add(notes, "%s has no unit", type);
		else if (!known_unit(unit))
			notes_add(notes, "the unit of %s is not known: %s", type, unit);
	}
}

void quality_note(const struct selection *s, bool difference, struct cprof_notes *notes)
{
	const struct profile *p = s->profile;
	note_cut(s, notes);
	if (!difference)
		note_negative(p, notes);
	note_locations(p, notes);
	if (p->period == 0)
		notes_add(notes, "the profile does not say its sampling period");
	note_units(p, notes);
}
