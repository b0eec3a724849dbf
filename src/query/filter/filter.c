/* One pass of filters. First every location is matched and loses the lines it must, then one
 * walk over the samples drops and shortens stacks. Labels choose samples in that walk; which of
 * them are shown is decided last.
 *
 * The order and the odd corners are pprof's: a location that both focus and ignore match is
 * ignored, any `show` hides locations without lines, show_from drops the samples it does not match,
 * prune_from looks at simplified function names only. */
#include <limits.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "query/selection.h"
#include "query/filter/tagmatch.h"
#include "query/regex/match_cache.h"
#include "query/walk.h"

#define NEVER UINT_MAX

/* The label filters of one pass: tagfocus and tagignore choose samples, tagshow and taghide choose
 * labels. */
struct tagfilter {
	struct tagmatch *focus, *ignore; /* NULL: not given */
	bool *focused, *ignored;         /* per label set; NULL: not given */
};

/* What the samples met so far had; one per thread. */
struct tagfilter_seen {
	bool focused, ignored;
};

/* Reads the two filters that choose samples: call it for each, on a zeroed struct. Errors begin
 * with "parsing tagfocus regexp". */
static enum cprof_status tagfilter_read(struct tagfilter *t, enum cprof_filter f,
					const char *expression, struct cprof_notes *notes,
					struct cprof_error *err)
{
	struct tagmatch **match = f == CPROF_TAGFOCUS ? &t->focus : &t->ignore;
	if (tagmatch_new(match, cprof_filter_name(f), expression, notes, err) != CPROF_OK)
		cprof_error_prefix(err, "parsing %s regexp", cprof_filter_name(f));
	return err->status;
}

/* Finds the label sets that match; before any sample is asked about. */
static enum cprof_status tagfilter_ask(struct tagfilter *t, const struct selection *s,
				       struct cprof_progress *progress, struct cprof_error *err)
{
	if (t->focus != NULL)
		t->focused = tagmatch_sets(t->focus, s, progress, err);
	if (t->ignore != NULL && err->status == CPROF_OK)
		t->ignored = tagmatch_sets(t->ignore, s, progress, err);
	return err->status;
}

static void tagfilter_done(struct tagfilter *t)
{
	tagmatch_free(t->focus);
	tagmatch_free(t->ignore);
	free(t->focused);
	free(t->ignored);
	*t = (struct tagfilter){ NULL, NULL, NULL, NULL };
}

/* True if a sample with this label set stays. */
static bool tagfilter_keeps(const struct tagfilter *t, uint32_t set, struct tagfilter_seen *seen)
{
	bool focused = t->focused == NULL || t->focused[set];
	bool ignored = t->ignored != NULL && t->ignored[set];
	seen->focused |= focused;
	seen->ignored |= ignored;
	return focused && !ignored;
}

/* Which label sets the samples that are left have. */
static bool *used_sets(const struct selection *s)
{
	const struct profile *p = s->profile;
	bool *used = xcalloc(p->label_set_count, sizeof *used);
	for (size_t i = 0; i < p->samples.count; i++)
		if (s->dropped == NULL || !s->dropped[i])
			used[profile_label_set(p, i)] = true;
	return used;
}

struct hiding {
	struct selection *s;
	struct match_cache show, hide;
	bool shown, hidden; /* some label matched */
};

static void hide_labels(struct hiding *h, uint32_t set)
{
	struct selection *s = h->s;
	const struct profile *p = s->profile;
	for (uint32_t i = p->label_set_start[set]; i < p->label_set_start[set + 1]; i++) {
		str_id key = p->label[i].key;
		if (s->label_hidden[i])
			continue;
		bool shown = h->show.rx != NULL && match_cache_string(&h->show, key);
		bool hidden = h->hide.rx != NULL && match_cache_string(&h->hide, key);
		h->shown |= shown;
		h->hidden |= hidden;
		s->label_hidden[i] = (h->show.rx != NULL && !shown) || hidden;
	}
}

/* Hides the labels whose key fails `show` or matches `hide`, patterns that may be NULL. Notes get
 * "TagShow expression matched no samples" if the samples that are left have no such key. */
static enum cprof_status tagfilter_labels(struct selection *s, const char *show, const char *hide,
					  struct cprof_notes *notes, struct cprof_error *err)
{
	const struct profile *p = s->profile;
	struct hiding h = { .s = s };
	if (match_cache_init(&h.show, p, "tagshow", show, err) == CPROF_OK &&
	    match_cache_init(&h.hide, p, "taghide", hide, err) == CPROF_OK &&
	    (h.show.rx != NULL || h.hide.rx != NULL)) {
		bool *used = used_sets(s);
		if (s->label_hidden == NULL)
			s->label_hidden = xcalloc(p->label_set_start[p->label_set_count],
						  sizeof *s->label_hidden);
		for (uint32_t set = 0; set < p->label_set_count; set++)
			if (used[set])
				hide_labels(&h, set);
		free(used);
		if (h.show.rx != NULL && !h.shown)
			notes_add(notes, "TagShow expression matched no samples");
		if (h.hide.rx != NULL && !h.hidden)
			notes_add(notes, "TagHide expression matched no samples");
	}
	match_cache_done(&h.show);
	match_cache_done(&h.hide);
	return err->status;
}

/* What one thread knows of the stack it is at, see known_or_never(), and of the labels it met. */
struct judged {
	_Alignas(WALK_LINE) unsigned ignored;
	unsigned focused, visible, shown;
	struct tagfilter_seen labels;
};

struct pass {
	struct selection *s;
	struct match_cache v[CPROF_FILTERS]; /* those that look at frames */
	struct tagfilter labels;
	bool matched[CPROF_FILTERS]; /* some location matched */
	bool by_frames;              /* some filter looks at frames */
	bool by_labels;              /* tagfocus or tagignore is set */
	bool by_name;                /* focus, ignore, hide or show is set */
	bool *focused, *ignored;     /* per location */
	bool *first;                 /* per location: show_from matches it */
	bool *pruned;                /* per location: prune_from matches it */
	bool *was_hidden;            /* per location: hidden before this pass */
	struct judged judged[WALK_PARTS];
};

static bool location_matches(struct pass *p, enum cprof_filter f, loc_id l)
{
	const struct selection *s = p->s;
	for (uint32_t i = 0; i < s->line_left[l]; i++) {
		uint32_t line = s->line_index[s->line_first[l] + i];
		if (match_cache_function(&p->v[f], s->profile->line[line].function))
			return true;
	}
	return match_cache_mapping(&p->v[f], l);
}

/* Keeps the lines whose function matches the filter, or with `want` false those that do not. */
static void keep_lines(struct pass *p, enum cprof_filter f, loc_id l, bool want)
{
	struct selection *s = p->s;
	uint32_t *index = s->line_index + s->line_first[l];
	uint32_t left = 0;
	for (uint32_t i = 0; i < s->line_left[l]; i++)
		if (match_cache_function(&p->v[f], s->profile->line[index[i]].function) == want)
			index[left++] = index[i];
	s->line_left[l] = left;
}

static void judge_by_name(struct pass *p, loc_id l)
{
	struct selection *s = p->s;
	if (p->v[CPROF_IGNORE].rx != NULL && location_matches(p, CPROF_IGNORE, l)) {
		p->matched[CPROF_IGNORE] = true;
		p->ignored[l] = true;
	} else if (p->v[CPROF_FOCUS].rx == NULL || location_matches(p, CPROF_FOCUS, l)) {
		p->matched[CPROF_FOCUS] = true;
		p->focused[l] = true;
	}
	if (p->v[CPROF_HIDE].rx != NULL && location_matches(p, CPROF_HIDE, l)) {
		p->matched[CPROF_HIDE] = true;
		if (match_cache_mapping(&p->v[CPROF_HIDE], l))
			s->line_left[l] = 0;
		else
			keep_lines(p, CPROF_HIDE, l, false);
		s->hidden[l] = s->line_left[l] == 0;
	}
	if (p->v[CPROF_SHOW].rx != NULL) {
		if (!match_cache_mapping(&p->v[CPROF_SHOW], l))
			keep_lines(p, CPROF_SHOW, l, true);
		s->hidden[l] = s->line_left[l] == 0;
		p->matched[CPROF_SHOW] |= !s->hidden[l];
	}
}

/* Cuts the lines outward of the outermost match. */
static void judge_show_from(struct pass *p, loc_id l)
{
	struct selection *s = p->s;
	struct match_cache *v = &p->v[CPROF_SHOW_FROM];
	if (match_cache_mapping(v, l)) {
		p->first[l] = true;
	} else {
		for (uint32_t i = s->line_left[l]; i-- > 0;) {
			uint32_t line = s->line_index[s->line_first[l] + i];
			if (match_cache_function(v, s->profile->line[line].function)) {
				s->line_left[l] = i + 1;
				p->first[l] = true;
				break;
			}
		}
	}
	p->matched[CPROF_SHOW_FROM] |= p->first[l];
}

/* Cuts the lines inward of the innermost match. */
static void judge_prune_from(struct pass *p, loc_id l)
{
	struct selection *s = p->s;
	for (uint32_t i = 0; i < s->line_left[l]; i++) {
		uint32_t line = s->line_index[s->line_first[l] + i];
		str_id name = s->profile->function[s->profile->line[line].function].name;
		if (name != 0 && match_cache_string(&p->v[CPROF_PRUNE_FROM], name)) {
			s->line_first[l] += i;
			s->line_left[l] -= i;
			p->pruned[l] = true;
			return;
		}
	}
}

static void judge_locations(struct pass *p)
{
	struct selection *s = p->s;
	for (loc_id l = 0; l < s->profile->location_count; l++) {
		if (s->hidden[l])
			continue;
		if (p->by_name)
			judge_by_name(p, l);
		/* Even a location that this pass has just hidden counts as a match. */
		if (p->v[CPROF_SHOW_FROM].rx != NULL)
			judge_show_from(p, l);
		if (p->v[CPROF_PRUNE_FROM].rx != NULL && !s->hidden[l])
			judge_prune_from(p, l);
	}
}

/* Outer frames of a stack up to the first that is so; NEVER if none is. Of the frames that a stack
 * shares with the one before it is known already. */
static unsigned known_or_never(unsigned known, unsigned shared)
{
	return known <= shared ? known : NEVER;
}

static void judge_frames(const struct pass *p, struct judged *j, const struct walk_sample *sample)
{
	const struct selection *s = p->s;
	j->ignored = known_or_never(j->ignored, sample->shared);
	j->focused = known_or_never(j->focused, sample->shared);
	j->visible = known_or_never(j->visible, sample->shared);
	j->shown = known_or_never(j->shown, sample->shared);
	for (unsigned i = sample->shared; i < sample->frames; i++) {
		loc_id l = sample->frame[i];
		if (p->was_hidden[l])
			continue;
		if (p->ignored[l] && j->ignored == NEVER)
			j->ignored = i + 1;
		if (p->focused[l] && j->focused == NEVER)
			j->focused = i + 1;
		if (!s->hidden[l] && j->visible == NEVER)
			j->visible = i + 1;
		if (!s->hidden[l] && p->first[l] && j->shown == NEVER)
			j->shown = i + 1;
	}
}

/* How much of the stack prune_from leaves: everything up to the innermost match in what show_from
 * left of it. */
static unsigned end_of_prune(const struct pass *p, const struct walk_sample *sample, unsigned from)
{
	const struct selection *s = p->s;
	for (unsigned i = sample->frames; i-- > from;) {
		loc_id l = sample->frame[i];
		if (!s->hidden[l] && p->pruned[l])
			return i + 1;
	}
	return sample->frames;
}

static void judge_sample(void *context, unsigned part, const struct walk_sample *sample)
{
	struct pass *p = context;
	struct selection *s = p->s;
	struct judged *j = &p->judged[part];
	bool shows_from = p->v[CPROF_SHOW_FROM].rx != NULL;
	judge_frames(p, j, sample);
	/* No frame is ignored, one is focused on, one can be seen. */
	bool stays = !p->by_name ||
		     (j->ignored == NEVER && j->focused != NEVER && j->visible != NEVER);
	if (stays && shows_from)
		stays = j->shown != NEVER;
	if (stays && p->by_labels)
		stays = tagfilter_keeps(&p->labels, profile_label_set(s->profile, sample->number),
					&j->labels);
	s->dropped[sample->number] = !stays;
	if (!stays || s->from == NULL)
		return;
	unsigned from = shows_from ? j->shown - 1 : 0, to = sample->frames;
	if (p->v[CPROF_PRUNE_FROM].rx != NULL)
		to = end_of_prune(p, sample, from);
	s->from[sample->number] = (uint16_t)(sample->first + from);
	s->to[sample->number] = (uint16_t)(sample->first + to);
}

static void make_arrays(struct pass *p)
{
	struct selection *s = p->s;
	size_t count = s->profile->samples.count;
	if (s->dropped == NULL)
		s->dropped = xcalloc(count, sizeof *s->dropped);
	if ((p->v[CPROF_SHOW_FROM].rx != NULL || p->v[CPROF_PRUNE_FROM].rx != NULL) &&
	    s->from == NULL) {
		s->from = xcalloc(count, sizeof *s->from);
		s->to = xcalloc(count, sizeof *s->to);
		for (size_t i = 0; i < count; i++)
			s->to[i] = s->profile->samples.depth[i];
	}
}

static void note_unmatched(struct pass *p, unsigned parts, struct cprof_notes *notes)
{
	static const char *const names[CPROF_FILTERS] = {
		"Focus", "Ignore", "Hide", "Show", "ShowFrom", "TagFocus", "TagIgnore"
	};
	bool given[CPROF_FILTERS];
	for (enum cprof_filter f = CPROF_FOCUS; f < CPROF_FILTERS; f++)
		given[f] = p->v[f].rx != NULL;
	given[CPROF_TAGFOCUS] = p->labels.focus != NULL;
	given[CPROF_TAGIGNORE] = p->labels.ignore != NULL;
	for (unsigned i = 0; i < parts; i++) {
		p->matched[CPROF_TAGFOCUS] |= p->judged[i].labels.focused;
		p->matched[CPROF_TAGIGNORE] |= p->judged[i].labels.ignored;
	}
	for (enum cprof_filter f = CPROF_FOCUS; f < CPROF_FILTERS; f++)
		if (names[f] != NULL && given[f] && !p->matched[f])
			notes_add(notes, "%s expression matched no samples", names[f]);
}

/* Reads the filters; those of shown labels are read when their turn comes. */
static enum cprof_status read_filters(struct pass *p, const struct cprof_pass *pass,
				      struct cprof_notes *notes, struct cprof_error *err)
{
	for (enum cprof_filter f = CPROF_FOCUS; f < CPROF_FILTERS; f++) {
		if (f == CPROF_TAGSHOW || f == CPROF_TAGHIDE)
			continue;
		const char *pattern = cprof_pass_filter(pass, f);
		if (f == CPROF_TAGFOCUS || f == CPROF_TAGIGNORE)
			tagfilter_read(&p->labels, f, pattern, notes, err);
		else
			match_cache_init(&p->v[f], p->s->profile, cprof_filter_name(f), pattern,
					 err);
		if (err->status != CPROF_OK)
			return err->status;
		p->by_frames |= p->v[f].rx != NULL;
		p->by_name |= f <= CPROF_SHOW && p->v[f].rx != NULL;
	}
	p->v[CPROF_PRUNE_FROM].simplified = true;
	p->by_labels = p->labels.focus != NULL || p->labels.ignore != NULL;
	return CPROF_OK;
}

static enum cprof_status filter_samples(struct pass *p, struct cprof_notes *notes,
					struct cprof_progress *progress, struct cprof_error *err)
{
	size_t locations = p->s->profile->location_count;
	struct walk walk = { p->s, NULL, progress, walk_parts(p->s->profile) };
	p->focused = xcalloc(locations, sizeof *p->focused);
	p->ignored = xcalloc(locations, sizeof *p->ignored);
	p->first = xcalloc(locations, sizeof *p->first);
	p->pruned = xcalloc(locations, sizeof *p->pruned);
	p->was_hidden = xduparray(p->s->hidden, locations, sizeof *p->was_hidden);
	if (p->by_frames)
		judge_locations(p);
	if (err->status != CPROF_OK ||
	    tagfilter_ask(&p->labels, p->s, progress, err) != CPROF_OK)
		return err->status;
	make_arrays(p);
	for (unsigned i = 0; i < walk.parts; i++)
		p->judged[i] = (struct judged){ NEVER, NEVER, NEVER, NEVER, { false, false } };
	if (walk_run(&walk, judge_sample, p, err) == CPROF_OK)
		note_unmatched(p, walk.parts, notes);
	return err->status;
}

enum cprof_status selection_pass(struct selection *s, const struct cprof_pass *pass,
				 struct cprof_notes *notes, struct cprof_progress *progress,
				 struct cprof_error *err)
{
	struct pass p = { .s = s };
	if (read_filters(&p, pass, notes, err) == CPROF_OK && (p.by_frames || p.by_labels))
		filter_samples(&p, notes, progress, err);
	if (err->status == CPROF_OK)
		tagfilter_labels(s, cprof_pass_filter(pass, CPROF_TAGSHOW),
				 cprof_pass_filter(pass, CPROF_TAGHIDE), notes, err);
	for (enum cprof_filter f = CPROF_FOCUS; f < CPROF_FILTERS; f++)
		match_cache_done(&p.v[f]);
	tagfilter_done(&p.labels);
	free(p.focused);
	free(p.ignored);
	free(p.first);
	free(p.pruned);
	free(p.was_hidden);
	return err->status;
}
