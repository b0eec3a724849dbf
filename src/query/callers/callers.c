/* Callers and callees of a pivot: see callers.h.
 *
 * As in sums.c, a cell's value is that of all samples between entering the stack and leaving it.
 * Where the pivot comes to the stack the paths to its callers are known at once, as they stand on
 * the stack already. Paths to callees grow with the stack: those that end at its last node and may
 * go on are "active". */
#include "query/callers/callers.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/vec.h"
#include "query/walk.h"

/* A cell on the stack. */
struct standing {
	uint32_t cell;
	unsigned depth; /* of the frame that brought it, from 1 at the root */
};

/* One of the nodes on a stack. */
struct step {
	unsigned frame;
	uint32_t entry; /* of graph->expand */
};

/* A path to a callee that is not open: what its samples have in common further in. */
struct tail {
	uint32_t cell;
	unsigned depth;
	struct step end;
};

/* The active paths at some depth: active[first .. ] while this is the newest group. */
struct group {
	unsigned depth;
	size_t base, first; /* what stands from `base` on goes with the group */
};

/* What one thread has met. */
struct part {
	_Alignas(WALK_LINE) struct callers_table table;
	VEC(uint32_t) frames; /* per cell: how often it stands on the stack now */
	VEC(struct standing) standing;
	VEC(uint32_t) active;
	VEC(struct group) group;
	VEC(struct tail) tail;
	VEC(unsigned) found; /* new frames with the pivot */
	VEC(uint32_t) run;
	int64_t seen, seen_div, seen_taken, flat, flat_div;
};

struct pass {
	const struct graph *g;
	bool *pivot; /* per entry of graph->expand */
	bool *leads; /* per location: one of its entries is the pivot */
	struct part part[WALK_PARTS];
};

/* --- Steps along a stack. --- */

static bool step_out(const struct graph *g, const struct walk_sample *s, struct step *at)
{
	if (++at->entry < g->expand_first[s->frame[at->frame] + 1])
		return true;
	while (at->frame-- > 0) {
		loc_id l = s->frame[at->frame];
		at->entry = g->expand_first[l];
		if (at->entry < g->expand_first[l + 1])
			return true;
	}
	return false;
}

static bool step_in(const struct graph *g, const struct walk_sample *s, struct step *at)
{
	if (at->entry-- > g->expand_first[s->frame[at->frame]])
		return true;
	while (++at->frame < s->frames) {
		loc_id l = s->frame[at->frame];
		at->entry = g->expand_first[l + 1] - 1;
		if (g->expand_first[l] < g->expand_first[l + 1])
			return true;
	}
	return false;
}

/* True if the node's caller is in the same location. */
static bool is_inlined(const struct graph *g, const struct walk_sample *s, const struct step *at)
{
	return at->entry + 1 != g->expand_first[s->frame[at->frame] + 1];
}

/* --- Cells come and go. --- */

static void enter(struct part *part, uint32_t number, bool inlined, unsigned depth)
{
	while (part->frames.count <= number)
		VEC_PUSH(&part->frames, 0);
	VEC_PUSH(&part->standing, (struct standing){ number, depth });
	if (part->frames.at[number]++ > 0)
		return;
	struct callers_cell *c = &part->table.cell.at[number];
	c->value = value_subtract(c->value, part->seen);
	c->taken = value_subtract(c->taken, part->seen_taken);
	c->inlined &= inlined;
	if (number == CALLERS_ROOT) {
		c->div = value_subtract(c->div, part->seen_div);
		c->met = true;
	}
}

static void leave(struct part *part, unsigned depth)
{
	while (part->standing.count > 0 &&
	       part->standing.at[part->standing.count - 1].depth > depth) {
		uint32_t number = part->standing.at[--part->standing.count].cell;
		if (--part->frames.at[number] > 0)
			continue;
		struct callers_cell *c = &part->table.cell.at[number];
		c->value = value_add(c->value, part->seen);
		c->taken = value_add(c->taken, part->seen_taken);
		if (number == CALLERS_ROOT)
			c->div = value_add(c->div, part->seen_div);
	}
	while (part->group.count > 0 && part->group.at[part->group.count - 1].depth > depth)
		part->active.count = part->group.at[--part->group.count].base;
	while (part->tail.count > 0 && part->tail.at[part->tail.count - 1].depth > depth)
		part->tail.count--;
}

/* Enters a cell below another one, with the line its calls are made at: that of `caller`. */
static uint32_t enter_below(const struct pass *x, struct part *part, const struct walk_sample *s,
			    struct callers_key key, const struct step *caller, bool inlined,
			    unsigned depth)
{
	uint32_t number = callers_table_cell(&part->table, &key);
	enter(part, number, inlined, depth);
	const struct line *line = graph_line(x->g, s->frame[caller->frame], caller->entry);
	if (line == NULL)
		return number;
	const struct profile *p = x->g->selection->profile;
	struct callers_key at = { number, CALLERS_LINE, PROFILE_NONE,
				  p->function[line->function].file, line->line };
	enter(part, callers_table_cell(&part->table, &at), true, depth);
	return number;
}

/* One more path leads through a cell that is not open: what they all go on with gets shorter. */
static void meet_run(const struct pass *x, struct part *part, const struct walk_sample *s,
		     uint32_t cell, struct step at, bool out)
{
	const struct graph *g = x->g;
	struct callers_cell *c = &part->table.cell.at[cell];
	uint32_t limit = c->met ? c->run_length : CALLERS_RUN_MAX, length = 0;
	bool more = out ? step_out(g, s, &at) : step_in(g, s, &at);
	part->run.count = 0;
	while (more && length < limit && (!c->met || g->expand[at.entry] == c->run[length])) {
		VEC_PUSH(&part->run, g->expand[at.entry]);
		length++;
		more = out ? step_out(g, s, &at) : step_in(g, s, &at);
	}
	c->beyond |= more || (c->met && length < c->run_length);
	if (!c->met)
		c->run = xduparray(part->run.at, length, sizeof *c->run);
	c->met = true;
	c->run_length = length;
}

/* The paths outward from a pivot that comes to the stack. */
static void enter_callers(const struct pass *x, struct part *part, const struct walk_sample *s,
			  struct step at, unsigned depth)
{
	uint32_t above = CALLERS_ROOT;
	for (;;) {
		bool inlined = is_inlined(x->g, s, &at);
		struct callers_key key = { above, CALLERS_CALLER, PROFILE_NONE, 0, 0 };
		if (!step_out(x->g, s, &at))
			return;
		if (above == CALLERS_ROOT && x->pivot[at.entry])
			key.kind = CALLERS_ITSELF;
		else
			key.node = x->g->expand[at.entry];
		uint32_t cell = enter_below(x, part, s, key, &at, inlined, depth);
		struct callers_cell *c = &part->table.cell.at[cell];
		if (key.kind == CALLERS_ITSELF)
			return;
		if (!c->open && above != CALLERS_ROOT)
			meet_run(x, part, s, cell, at, true);
		else if (!c->open && !c->beyond)
			c->beyond = step_out(x->g, s, &at);
		if (!c->open)
			return;
		above = cell;
	}
}

/* The active path `above` goes on with the node `at`, which `caller` calls. */
static void enter_callee(const struct pass *x, struct part *part, const struct walk_sample *s,
			 uint32_t above, struct step at, const struct step *caller)
{
	struct callers_cell *c = &part->table.cell.at[above];
	unsigned depth = at.frame + 1;
	if (!c->open) {
		c->beyond |= c->parent == CALLERS_ROOT;
		return;
	}
	if (above == CALLERS_ROOT && x->pivot[at.entry])
		return;
	struct callers_key key = { above, CALLERS_CALLEE, x->g->expand[at.entry], 0, 0 };
	uint32_t cell = enter_below(x, part, s, key, caller, is_inlined(x->g, s, &at), depth);
	VEC_PUSH(&part->active, cell);
	c = &part->table.cell.at[cell];
	if (!c->open && above != CALLERS_ROOT)
		VEC_PUSH(&part->tail, (struct tail){ cell, depth, at });
}

/* A frame comes to the stack. */
static void enter_frame(const struct pass *x, struct part *part, const struct walk_sample *s,
			unsigned frame)
{
	const struct graph *g = x->g;
	loc_id l = s->frame[frame];
	size_t base = part->active.count, first = base;
	if (g->expand_first[l] == g->expand_first[l + 1])
		return; /* hidden */
	if (part->group.count > 0)
		first = part->group.at[part->group.count - 1].first;
	for (uint32_t e = g->expand_first[l + 1]; e-- > g->expand_first[l];) {
		struct step at = { frame, e }, caller = at;
		size_t end = part->active.count;
		if (first < end)
			step_out(g, s, &caller);
		for (size_t i = first; i < end; i++)
			enter_callee(x, part, s, part->active.at[i], at, &caller);
		if (x->pivot[e]) {
			enter(part, CALLERS_ROOT, true, frame + 1);
			enter_callers(x, part, s, at, frame + 1);
			VEC_PUSH(&part->active, CALLERS_ROOT);
		}
		first = end;
	}
	VEC_PUSH(&part->group, (struct group){ frame + 1, base, first });
}

/* --- Samples. --- */

/* Lists the new frames with the pivot, without a branch. */
static size_t find_frames(const struct pass *x, const struct walk_sample *s, unsigned *found)
{
	size_t count = 0;
	for (unsigned i = s->shared; i < s->frames; i++) {
		found[count] = i;
		count += x->leads[s->frame[i]];
	}
	return count;
}

static bool any_active(const struct part *part)
{
	return part->group.count > 0 &&
	       part->group.at[part->group.count - 1].first < part->active.count;
}

static void enter_frames(const struct pass *x, struct part *part, const struct walk_sample *s)
{
	VEC_RESERVE(&part->found, s->frames);
	size_t count = find_frames(x, s, part->found.at), next = 0;
	for (unsigned i = s->shared; i < s->frames; i++) {
		if (!any_active(part)) {
			while (next < count && part->found.at[next] < i)
				next++;
			if (next == count)
				return;
			i = part->found.at[next];
		}
		enter_frame(x, part, s, i);
	}
}

static void visit(void *context, unsigned number, const struct walk_sample *s)
{
	struct pass *x = context;
	struct part *part = &x->part[number];
	leave(part, s->shared);
	enter_frames(x, part, s);
	for (size_t i = 0; i < part->tail.count; i++) {
		const struct tail *t = &part->tail.at[i];
		const struct callers_cell *c = &part->table.cell.at[t->cell];
		if (!c->met || c->run_length > 0 || !c->beyond)
			meet_run(x, part, s, t->cell, t->end, false);
	}
	uint32_t leaf = graph_innermost(x->g, s->frame, s->frames);
	if (leaf != GRAPH_NO_ENTRY && x->pivot[leaf]) {
		part->flat = value_add(part->flat, s->value);
		part->flat_div = value_add(part->flat_div, s->divisor);
	}
	part->seen = value_add(part->seen, s->value);
	part->seen_div = value_add(part->seen_div, s->divisor);
	if (s->value < 0)
		part->seen_taken = value_subtract(part->seen_taken, s->value);
}

/* --- Which frames are the pivot. --- */

static bool is_file(const struct callers_question *q, const char *stored)
{
	struct buf printed = BUF_INIT;
	path_print(&printed, stored, q->trim_path, q->source_path);
	bool same = strcmp(stored, q->pivot.file) == 0 ||
		    strcmp(buf_text(&printed), q->pivot.file) == 0;
	buf_done(&printed);
	return same;
}

/* Per function of the profile: whether its frames may be the pivot. */
static bool *find_functions(const struct graph *g, const struct callers_question *q)
{
	const struct profile *p = g->selection->profile;
	const struct callers_pivot *pivot = &q->pivot;
	bool *wanted = xcalloc(p->function_count, sizeof *wanted);
	bool has_file = pivot->file != NULL && *pivot->file != '\0';
	if (pivot->function == NULL && !has_file)
		return wanted;
	for (fn_id f = 0; f < p->function_count; f++) {
		wanted[f] = pivot->function == NULL ||
			    strcmp(profile_text(p, p->function[f].name), pivot->function) == 0;
		if (wanted[f] && has_file)
			wanted[f] = is_file(q, profile_text(p, p->function[f].file));
	}
	return wanted;
}

/* Per node: whether it is the one that is known by its row alone. */
static bool *find_nodes(const struct graph *g, const struct callers_pivot *pivot)
{
	bool *wanted = xcalloc(g->nodes, sizeof *wanted);
	bool has_file = pivot->file != NULL && *pivot->file != '\0';
	for (uint32_t i = 0; i < g->nodes && pivot->function == NULL && !has_file; i++)
		wanted[i] = node_id(g, &g->node[i]) == pivot->row;
	return wanted;
}

/* Marks the pivot; returns its node with the most cum. */
static uint32_t find_pivot(struct pass *x, const struct callers_question *q)
{
	const struct graph *g = x->g;
	uint32_t locations = g->selection->profile->location_count, best = PROFILE_NONE;
	bool *function = find_functions(g, q), *node = find_nodes(g, &q->pivot);
	x->pivot = xcalloc(g->expand_first[locations], sizeof *x->pivot);
	x->leads = xcalloc(locations, sizeof *x->leads);
	for (loc_id l = 0; l < locations; l++)
		for (uint32_t e = g->expand_first[l]; e < g->expand_first[l + 1]; e++) {
			const struct line *line = graph_line(g, l, e);
			uint32_t n = g->expand[e];
			x->pivot[e] = node[n];
			if (line != NULL && function[line->function])
				x->pivot[e] = q->pivot.line == 0 || q->pivot.line == line->line;
			x->leads[l] |= x->pivot[e];
			if (x->pivot[e] &&
			    (best == PROFILE_NONE || value_abs(g->node[n].sum.cum) >
							     value_abs(g->node[best].sum.cum)))
				best = n;
		}
	free(function);
	free(node);
	return best;
}

static void part_done(struct part *part)
{
	callers_table_done(&part->table);
	VEC_DONE(&part->frames);
	VEC_DONE(&part->standing);
	VEC_DONE(&part->active);
	VEC_DONE(&part->group);
	VEC_DONE(&part->tail);
	VEC_DONE(&part->found);
	VEC_DONE(&part->run);
}

/* Hands what all parts found over. */
static struct callers *gather(struct pass *x, unsigned parts)
{
	struct callers *k = xcalloc(1, sizeof *k);
	struct callers_table *all = &x->part[0].table;
	for (unsigned i = 0; i < parts; i++) {
		if (i > 0)
			callers_table_merge(all, &x->part[i].table);
		k->flat = value_add(k->flat, x->part[i].flat);
		k->flat_div = value_add(k->flat_div, x->part[i].flat_div);
	}
	k->graph = x->g;
	k->cell = all->cell.at;
	k->cells = (uint32_t)all->cell.count;
	all->cell.at = NULL;
	all->cell.count = 0;
	return k;
}

enum cprof_status callers_new(const struct graph *g, const struct callers_question *question,
			      struct callers **callers, struct cprof_progress *progress,
			      struct cprof_error *err)
{
	struct pass x = { .g = g };
	struct walk walk = { g->selection, &g->value, progress,
			     walk_parts(g->selection->profile) };
	enum cprof_status status = CPROF_OK;
	uint32_t best = find_pivot(&x, question);
	for (unsigned i = 0; i < walk.parts; i++)
		callers_table_init(&x.part[i].table, g, question);
	if (best != PROFILE_NONE)
		status = walk_run(&walk, visit, &x, err);
	for (unsigned i = 0; i < walk.parts; i++)
		leave(&x.part[i], 0);
	if (status == CPROF_OK) {
		*callers = gather(&x, walk.parts);
		(*callers)->best = best;
	}
	for (unsigned i = 0; i < walk.parts; i++)
		part_done(&x.part[i]);
	free(x.pivot);
	free(x.leads);
	return status;
}

void callers_free(struct callers *k)
{
	if (k == NULL)
		return;
	for (uint32_t i = 0; i < k->cells; i++)
		free(k->cell[i].run);
	free(k->cell);
	free(k);
}
