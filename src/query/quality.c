/* How good the data are: see quality.h. A stack was cut if it is as deep as runtimes let stacks be,
 * no other is deeper, and it begins with a function that no shallower stack begins with. */
#include "query/quality.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/vec.h"
#include "query/walk.h"

/* What one thread finds. */
struct part {
	_Alignas(WALK_LINE) VEC(unsigned) frames; /* with inlined ones, up to each location */
	unsigned deepest;
	size_t cut;
};

struct looking {
	const struct profile *profile;
	unsigned limit; /* the depth at which stacks may have been cut; 0: not known yet */
	bool inlined;   /* it counts inlined frames, too */
	bool counting;  /* roots are known */
	bool *root;     /* per function: shallower stacks begin with it */
	struct part part[WALK_PARTS];
};

/* Of Go: 32 for memory, blocking and mutexes, 64 for time, and 128 since 1.23; of perf: 127. */
static bool is_limit(unsigned depth)
{
	return depth == 32 || depth == 64 || depth == 127 || depth == 128;
}

static unsigned depth_of(const struct looking *x, struct part *part, const struct walk_sample *s)
{
	const struct profile *p = x->profile;
	if (!x->inlined)
		return s->frames;
	part->frames.count = s->shared;
	VEC_RESERVE(&part->frames, s->frames);
	for (unsigned i = s->shared; i < s->frames; i++) {
		unsigned lines = p->location[s->frame[i]].line_count;
		unsigned below = i > 0 ? part->frames.at[i - 1] : 0;
		VEC_PUSH(&part->frames, below + (lines > 0 ? lines : 1));
	}
	return s->frames > 0 ? part->frames.at[s->frames - 1] : 0;
}

/* The function a stack begins with; PROFILE_NONE if nobody knows. */
static fn_id root_of(const struct profile *p, const struct walk_sample *s)
{
	const struct location *l = s->frames > 0 ? &p->location[s->frame[0]] : NULL;
	if (l == NULL || l->line_count == 0)
		return PROFILE_NONE;
	return p->line[l->first_line + l->line_count - 1].function;
}

static void visit(void *context, unsigned number, const struct walk_sample *s)
{
	struct looking *x = context;
	struct part *part = &x->part[number];
	unsigned depth = depth_of(x, part, s);
	if (depth > part->deepest)
		part->deepest = depth;
	if (x->limit == 0)
		return;
	fn_id root = root_of(x->profile, s);
	if (root == PROFILE_NONE)
		return;
	if (!x->counting && depth < x->limit)
		x->root[root] = true;
	if (x->counting && depth == x->limit)
		part->cut += !x->root[root];
}

static unsigned pass(struct looking *x, const struct selection *s, unsigned parts)
{
	struct walk walk = { s, NULL, NULL, parts };
	struct cprof_error never = CPROF_ERROR_INIT;
	unsigned deepest = 0;
	walk_run(&walk, visit, x, &never);
	for (unsigned i = 0; i < parts; i++) {
		if (x->part[i].deepest > deepest)
			deepest = x->part[i].deepest;
		x->part[i].frames.count = 0;
	}
	cprof_error_done(&never);
	return deepest;
}

static void note_cut(const struct selection *s, struct cprof_notes *notes)
{
	const struct profile *p = s->profile;
	struct looking x = { .profile = p };
	unsigned parts = walk_parts(p);
	size_t cut = 0;
	unsigned deepest = p->samples.deepest;
	if (deepest < 32 && p->line_count > p->location_count) {
		x.inlined = true;
		deepest = pass(&x, s, parts);
	}
	if (is_limit(deepest)) {
		x.limit = deepest;
		x.root = xcalloc(p->function_count, sizeof *x.root);
		/* Threads would write to the same flags. */
		pass(&x, s, 1);
		x.counting = true;
		pass(&x, s, parts);
	}
	for (unsigned i = 0; i < WALK_PARTS; i++) {
		cut += x.part[i].cut;
		VEC_DONE(&x.part[i].frames);
	}
	if (cut > 0)
		notes_add(notes,
			  "%s of %s stacks are cut at %u frames, the limit of the runtime: "
			  "their outer callers are missing",
			  unit_count(cut).text, unit_count(p->samples.count).text, deepest);
	free(x.root);
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
