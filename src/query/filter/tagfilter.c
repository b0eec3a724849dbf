/* The label filters of one pass: see tagfilter.h. */
#include "query/filter/tagfilter.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "query/regex/match_cache.h"

enum cprof_status tagfilter_read(struct tagfilter *t, enum cprof_filter f, const char *expression,
				 struct notes *notes, struct cprof_error *err)
{
	struct tagmatch **match = f == CPROF_TAGFOCUS ? &t->focus : &t->ignore;
	if (tagmatch_new(match, cprof_filter_name(f), expression, notes, err) != CPROF_OK)
		cprof_error_prefix(err, "parsing %s regexp", cprof_filter_name(f));
	return err->status;
}

enum cprof_status tagfilter_ask(struct tagfilter *t, const struct selection *s,
				struct progress *progress, struct cprof_error *err)
{
	if (t->focus != NULL)
		t->focused = tagmatch_sets(t->focus, s, progress, err);
	if (t->ignore != NULL && err->status == CPROF_OK)
		t->ignored = tagmatch_sets(t->ignore, s, progress, err);
	return err->status;
}

void tagfilter_done(struct tagfilter *t)
{
	tagmatch_free(t->focus);
	tagmatch_free(t->ignore);
	free(t->focused);
	free(t->ignored);
	*t = (struct tagfilter){ NULL, NULL, NULL, NULL };
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
	struct verdict show, hide;
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

enum cprof_status tagfilter_labels(struct selection *s, const char *show, const char *hide,
				   struct notes *notes, struct cprof_error *err)
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
