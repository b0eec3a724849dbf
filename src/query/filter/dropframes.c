/* The profile's own drop_frames and keep_frames. They hide the allocator's or the sampler's inner
 * frames: everything from the dropped function down to the leaf goes, but never before a frame that
 * stays was seen from the root, so that no stack becomes empty. */
#include <stdlib.h>

#include "base/xalloc.h"
#include "query/selection.h"
#include "query/regex/match_cache.h"

enum cut { CUT_NOT, CUT_BENEATH, CUT_ALL };

/* Cuts the location's lines from the dropped function inward; says what that means for stacks. */
static enum cut cut_location(struct selection *s, struct match_cache *drop,
			     struct match_cache *keep, loc_id l)
{
	for (uint32_t i = s->line_left[l]; i-- > 0;) {
		uint32_t line = s->line_index[s->line_first[l] + i];
		str_id name = s->profile->function[s->profile->line[line].function].name;
		if (name == 0 || !match_cache_string(drop, name))
			continue;
		if (keep->rx != NULL && match_cache_string(keep, name))
			continue;
		if (i + 1 == s->line_left[l])
			return CUT_ALL;
		s->line_first[l] += i + 1;
		s->line_left[l] -= i + 1;
		return CUT_BENEATH;
	}
	return CUT_NOT;
}

/* How many of the outer frames are left. */
static unsigned cut_stack(const loc_id *stack, unsigned depth, const unsigned char *cut)
{
	bool user = false;
	for (unsigned i = 0; i < depth; i++) {
		enum cut c = (enum cut)cut[stack[i]];
		if (c == CUT_NOT)
			user = true;
		else if (user)
			return c == CUT_ALL ? i : i + 1;
	}
	return depth;
}

static void cut_stacks(struct selection *s, const unsigned char *cut)
{
	const struct samples *samples = &s->profile->samples;
	loc_id *stack = profile_stack_new(s->profile);
	uint64_t at = 0;
	s->from = xcalloc(samples->count, sizeof *s->from);
	s->to = xcalloc(samples->count, sizeof *s->to);
	for (size_t i = 0; i < samples->count; i++) {
		at = profile_stack(s->profile, i, at, stack);
		s->to[i] = (uint16_t)cut_stack(stack, samples->depth[i], cut);
	}
	free(stack);
}

static enum cprof_status whole_name(struct match_cache *v, const struct profile *p,
				    const char *what, str_id pattern, struct cprof_error *err)
{
	enum cprof_status status;
	char *anchored = NULL;
	if (pattern != 0)
		anchored = xasprintf("^(%s)$", profile_text(p, pattern));
	status = match_cache_init(v, p, what, anchored, err);
	v->simplified = true;
	free(anchored);
	return status;
}

void selection_drop_frames(struct selection *s, struct cprof_notes *notes)
{
	const struct profile *p = s->profile;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct match_cache drop = { 0 }, keep = { 0 };
	unsigned char *cut = NULL;
	bool any = false;
	if (whole_name(&drop, p, "drop_frames", p->drop_frames, &err) != CPROF_OK ||
	    whole_name(&keep, p, "keep_frames", p->keep_frames, &err) != CPROF_OK)
		goto out;
	if (drop.rx == NULL)
		goto out;
	cut = xcalloc(p->location_count, sizeof *cut);
	for (loc_id l = 0; l < p->location_count; l++) {
		cut[l] = (unsigned char)cut_location(s, &drop, &keep, l);
		any |= cut[l] != CUT_NOT;
	}
	if (any)
		cut_stacks(s, cut);
out:
	if (err.status != CPROF_OK)
		notes_add(notes, "%s; all frames are kept", err.text);
	cprof_error_done(&err);
	match_cache_done(&drop);
	match_cache_done(&keep);
	free(cut);
}
