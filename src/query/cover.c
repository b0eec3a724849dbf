/* What a set of nodes adds up to: see cover.h. */
#include "config.h"

#include "query/cover.h"

/* True if a frame left of the sample is wanted; *leaf: the innermost one is. */
static bool covered(const struct graph *g, uint64_t start, size_t sample, const bool *wanted,
		    bool *leaf)
{
	unsigned from, to;
	bool first = true;
	selection_frames(g->selection, sample, &from, &to);
	*leaf = false;
	for (unsigned i = from; i < to; i++) {
		loc_id l = selection_location(g->selection->profile, start, i);
		for (uint32_t e = g->expand_first[l]; e < g->expand_first[l + 1]; e++) {
			if (wanted[g->expand[e]]) {
				*leaf = first;
				return true;
			}
			first = false;
		}
	}
	return false;
}

enum cprof_status cover_sum(const struct graph *g, const bool *wanted, int64_t *flat, int64_t *cum,
			    const struct progress *progress, struct cprof_error *err)
{
	const struct profile *p = g->selection->profile;
	*flat = *cum = 0;
	for (size_t b = 0; b < profile_blocks(p); b++) {
		struct stack_block block = profile_block(p, b);
		uint64_t start = p->samples.block_start[b];
		if (progress_cancelled(progress))
			return cprof_error_set(err, CPROF_ERR_CANCELLED, "cancelled");
		for (size_t i = 0; i < block.count; start += block.depth[i], i++) {
			size_t sample = block.first + i;
			bool leaf;
			int64_t w = column_value(&p->samples.column[g->value.column], sample);
			if (w == 0 ||
			    (g->selection->dropped != NULL && g->selection->dropped[sample]))
				continue;
			if (!covered(g, start, sample, wanted, &leaf))
				continue;
			*cum = value_add(*cum, w);
			if (leaf)
				*flat = value_add(*flat, w);
		}
	}
	return CPROF_OK;
}
