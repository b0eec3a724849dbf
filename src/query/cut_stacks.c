/* Stacks that the runtime cut: see cut_stacks.h.
 *
 * Where stacks are cut, many have about the same number of frames and none has more. What begins
 * such a stack is a true beginning if some far shallower stack begins with it, too, or if it is
 * known to begin goroutines; else its callers are missing. A shallower stack alone proves nothing:
 * near the edge it may have been cut itself. */
#include "query/cut_stacks.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "query/value.h"
#include "query/walk.h"

#define DEPTH_MAX 4096 /* deeper stacks count as so deep */
#define LEAST 16       /* frames; no limit is lower */
#define BLUR 6         /* frames that a cut stack may have less than the limit */
#define OVER 8         /* depths below the deepest one among which the edge stands */
#define BEFORE 16      /* depths below those, which show how stacks thin out without an edge */

struct depths {
	const struct profile *profile;
	unsigned *frames; /* of the stack before, up to each location, with inlined ones */
	size_t count[DEPTH_MAX + 1];
	uint16_t *shallowest; /* per function: the depth of the shallowest stack it begins */
	bool *called;         /* per function: it has a caller somewhere */
};

/* The function a stack begins with; PROFILE_NONE if nobody knows. */
static fn_id root_of(const struct profile *p, const loc_id *frame, unsigned frames)
{
	const struct location *l = frames > 0 ? &p->location[frame[0]] : NULL;
	if (l == NULL || l->line_count == 0)
		return PROFILE_NONE;
	return p->line[l->first_line + l->line_count - 1].function;
}

static void visit(void *context, unsigned part, const struct walk_sample *s)
{
	struct depths *x = context;
	const struct profile *p = x->profile;
	unsigned depth = s->shared > 0 ? x->frames[s->shared - 1] : 0;
	(void)part;
	for (unsigned i = s->shared; i < s->frames; i++) {
		const struct location *l = &p->location[s->frame[i]];
		for (unsigned j = 0; j < l->line_count; j++)
			if (i > 0 || j + 1 < l->line_count)
				x->called[p->line[l->first_line + j].function] = true;
		depth += l->line_count > 0 ? l->line_count : 1;
		x->frames[i] = depth;
	}
	if (depth > DEPTH_MAX)
		depth = DEPTH_MAX;
	x->count[depth]++;
	fn_id root = root_of(p, s->frame, s->frames);
	if (root != PROFILE_NONE && depth < x->shallowest[root])
		x->shallowest[root] = (uint16_t)depth;
}

/* The depth with the most stacks from one to another, the deepest of them. */
static unsigned fullest(const size_t *count, unsigned from, unsigned to)
{
	unsigned best = to;
	for (unsigned i = to; i-- > from;)
		if (count[i] > count[best])
			best = i;
	return best;
}

/* The depth at which stacks pile up behind depths with fewer of them; 0: they thin out. */
static unsigned find_edge(const size_t *count)
{
	unsigned deepest = DEPTH_MAX;
	while (deepest > 0 && count[deepest] == 0)
		deepest--;
	if (deepest < LEAST)
		return 0;
	unsigned edge = fullest(count, deepest - OVER, deepest);
	unsigned from = edge > OVER + BEFORE ? edge - OVER - BEFORE : 1;
	size_t before = edge > OVER ? count[fullest(count, from, edge - OVER)] : 0;
	return count[edge] > before + before / 2 ? edge : 0;
}

static bool is_usual(unsigned depth)
{
	static const unsigned usual[] = { 32, 64, 127, 128 };
	for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
		if (depth + 2 >= usual[i] && depth <= usual[i] + 2)
			return true;
	return false;
}

/* Functions that begin a thread or a goroutine, whatever the depth. */
static bool begins(const char *name)
{
	static const char *const known[] = {
		"runtime.main", "runtime.goexit", "runtime.mstart", "testing.tRunner", "main",
		"_start", "__libc_start_main", "start_thread", "clone",
	};
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (strcmp(name, known[i]) == 0)
			return true;
	return false;
}

static void find_roots(const struct depths *x, struct cut_stacks *cut)
{
	const struct profile *p = x->profile;
	bool usual = is_usual(cut->limit);
	for (fn_id f = 0; f < p->function_count; f++)
		cut->root[f] = x->shallowest[f] != UINT16_MAX &&
			       x->shallowest[f] + (unsigned)BLUR >= cut->limit &&
			       (usual || x->called[f]) &&
			       !begins(profile_text(p, p->function[f].name));
}

struct counting {
	struct cut_stacks *cut;
	const struct profile *profile;
};

static void count_cut(void *context, unsigned part, const struct walk_sample *s)
{
	const struct counting *x = context;
	const struct profile *p = x->profile;
	fn_id root = root_of(p, s->frame, s->frames);
	(void)part;
	if (root == PROFILE_NONE || !x->cut->root[root])
		return;
	x->cut->count++;
	for (uint32_t t = 0; t < p->type_count; t++)
		x->cut->value[t] =
			value_add(x->cut->value[t],
				  value_abs(column_value(&p->samples.column[t], s->number)));
}

void cut_stacks_find(const struct selection *whole, struct cut_stacks *cut)
{
	const struct profile *p = whole->profile;
	struct walk walk = { .selection = whole, .parts = 1 };
	struct cprof_error never = CPROF_ERROR_INIT;
	struct depths *x = xcalloc(1, sizeof *x);
	*cut = (struct cut_stacks){ 0 };
	x->profile = p;
	x->frames = xcalloc(p->samples.deepest + 1, sizeof *x->frames);
	x->called = xcalloc(p->function_count + 1, sizeof *x->called);
	x->shallowest = xmalloc((p->function_count + 1) * sizeof *x->shallowest);
	memset(x->shallowest, 0xff, (p->function_count + 1) * sizeof *x->shallowest);
	walk_run(&walk, visit, x, &never);
	cut->limit = find_edge(x->count);
	if (cut->limit > 0) {
		struct counting counting = { cut, p };
		cut->root = xcalloc(p->function_count + 1, sizeof *cut->root);
		cut->value = xcalloc(p->type_count + 1, sizeof *cut->value);
		find_roots(x, cut);
		walk_run(&walk, count_cut, &counting, &never);
	}
	if (cut->count == 0)
		cut_stacks_done(cut);
	free(x->frames);
	free(x->called);
	free(x->shallowest);
	free(x);
	cprof_error_done(&never);
}

void cut_stacks_done(struct cut_stacks *cut)
{
	free(cut->root);
	free(cut->value);
	*cut = (struct cut_stacks){ 0 };
}
