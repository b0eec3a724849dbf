/* The pass over samples: see walk.h. */
#include "config.h"

#include "query/walk.h"

#define FRAMES_WORTH_A_THREAD 1000000

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

static void walk_block(const struct walking *x, unsigned part, size_t number)
{
	const struct walk *walk = x->walk;
	const struct selection *s = walk->selection;
	const struct profile *p = s->profile;
	struct stack_block block = profile_block(p, number);
	struct walk_sample sample = { .start = p->samples.block_start[number] };
	for (size_t i = 0; i < block.count; sample.start += block.depth[i], i++) {
		sample.number = block.first + i;
		if (s->dropped != NULL && s->dropped[sample.number])
			continue;
		if (walk->value != NULL) {
			const struct value_spec *v = walk->value;
			sample.value = column_value(&p->samples.column[v->column], sample.number);
			if (v->mean)
				sample.divisor =
					column_value(&p->samples.column[0], sample.number);
			if (sample.value == 0 && sample.divisor == 0)
				continue;
		}
		selection_frames(s, sample.number, &sample.from, &sample.to);
		x->visit(x->context, part, &sample);
	}
}

static void walk_part(void *context, unsigned part)
{
	const struct walking *x = context;
	size_t blocks = profile_blocks(x->walk->selection->profile);
	size_t first = blocks * part / x->walk->parts;
	size_t end = blocks * (part + 1) / x->walk->parts;
	for (size_t b = first; b < end && !progress_cancelled(x->walk->progress); b++)
		walk_block(x, part, b);
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
