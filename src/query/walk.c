/* The pass over samples: see walk.h. */
#include "query/walk.h"

#include <limits.h>
#include <stdlib.h>

#define FRAMES_WORTH_A_THREAD 250000

struct walking {
	const struct walk *walk;
	walk_visit *visit;
	void *context;
};

unsigned walk_parts(const struct profile *p)
{
	uint64_t parts = p->samples.frames / FRAMES_WORTH_A_THREAD;
	unsigned processors = worker_processors();
	if (parts > processors)
		parts = processors;
	if (parts > WALK_PARTS)
		parts = WALK_PARTS;
	return parts < 1 ? 1 : (unsigned)parts;
}

/* What the visited sample before left. */
struct kept {
	unsigned shared; /* frames of whole stacks that all samples since then have too */
	unsigned first;
	unsigned frames;
};

static bool wanted(const struct walk *walk, struct walk_sample *sample)
{
	const struct selection *s = walk->selection;
	const struct value_spec *v = walk->value;
	const struct samples *samples = &s->profile->samples;
	if (s->dropped != NULL && s->dropped[sample->number])
		return false;
	if (v == NULL)
		return true;
	sample->value = column_value(&samples->column[v->column], sample->number);
	if (v->mean)
		sample->divisor = column_value(&samples->column[0], sample->number);
	return sample->value != 0 || sample->divisor != 0;
}

/* Sets what is left of the sample's stack and how much of it the one before had, and remembers it
 * for the next. */
static void cut_stack(const struct selection *s, struct kept *kept, struct walk_sample *sample,
		      const loc_id *stack)
{
	unsigned end, shared = 0;
	selection_frames(s, sample->number, &sample->first, &end);
	sample->frame = stack + sample->first;
	sample->frames = end - sample->first;
	if (sample->first == kept->first && kept->shared > sample->first)
		shared = kept->shared - sample->first;
	if (shared > kept->frames)
		shared = kept->frames;
	sample->shared = shared < sample->frames ? shared : sample->frames;
	*kept = (struct kept){ UINT_MAX, sample->first, sample->frames };
}

static void walk_part(void *context, unsigned part)
{
	const struct walking *x = context;
	const struct selection *s = x->walk->selection;
	const struct samples *samples = &s->profile->samples;
	size_t blocks = profile_blocks(s->profile);
	size_t first = blocks * part / x->walk->parts;
	size_t end = blocks * (part + 1) / x->walk->parts;
	loc_id *stack = profile_stack_new(s->profile);
	struct kept kept = { 0 };
	for (size_t b = first; b < end && !progress_cancelled(x->walk->progress); b++) {
		uint64_t at = samples->block_start[b];
		size_t last = (b + 1) * PROFILE_BLOCK;
		for (size_t i = b * PROFILE_BLOCK; i < last && i < samples->count; i++) {
			struct walk_sample sample = { .number = i };
			at = profile_stack(s->profile, i, at, stack);
			if (samples->shared[i] < kept.shared)
				kept.shared = samples->shared[i];
			if (!wanted(x->walk, &sample))
				continue;
			cut_stack(s, &kept, &sample, stack);
			x->visit(x->context, part, &sample);
		}
		progress_add(x->walk->progress, PROFILE_BLOCK);
	}
	free(stack);
}

enum cprof_status walk_run(const struct walk *walk, walk_visit *visit, void *context,
			   struct cprof_error *err)
{
	struct walking x = { walk, visit, context };
	if (walk->parts > 1)
		task_split(walk->parts, walk_part, &x);
	else
		walk_part(&x, 0);
	if (progress_cancelled(walk->progress))
		return cprof_error_set(err, CPROF_ERR_CANCELLED, "cancelled");
	return CPROF_OK;
}
