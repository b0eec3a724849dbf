/* What the filters leave of a profile: samples, the part of each stack, the lines of each location,
 * the labels.
 *
 * A selection starts as the whole profile and is only ever made smaller. The profile itself never
 * changes. */
#ifndef QUERY_SELECTION_H
#define QUERY_SELECTION_H

#include <cprof/error.h>
#include <cprof/query.h>

#include "base/notes.h"
#include "base/worker.h"
#include "model/profile.h"

struct selection {
	const struct profile *profile;
	/* Lines left of location l: line_index[line_first[l] .. + line_left[l]), innermost
	 * first. */
	uint32_t *line_first;
	uint32_t *line_left;
	uint32_t *line_index;
	bool *hidden;      /* per location: taken out of every stack */
	bool *dropped;     /* per sample; NULL: none */
	uint16_t *from;    /* per sample: frames [from, to) of its stack, root first, are left; */
	uint16_t *to;      /* both NULL: all */
	bool *label_hidden; /* per label of the profile, see selection_label_visible(); NULL:
			     * none */
	/* With tagroot and tagleaf the profile is a copy, which goes with the selection that it was
	 * made for: its owner has it here, all others hold the owner. */
	struct profile *copy;
	struct selection *owner;
	unsigned holders;  /* beside the one who made it; it is changed only while there are none */
};

struct selection *selection_new(const struct profile *p);
struct selection *selection_copy(const struct selection *s);

/* A copy of one that has a profile of its own, which it keeps alive. */
struct selection *selection_copy_sharing(struct selection *owner);

/* One more who will free it. */
struct selection *selection_hold(struct selection *s);
void selection_free(struct selection *s);

/* Applies one pass in pprof's order: focus, ignore, hide and show together, then show_from,
 * tagfocus and tagignore, tagshow and taghide, and prune_from. Notes get "Focus expression matched
 * no samples" and the like. Fails on a bad pattern ("parsing focus regexp: ...") and on
 * cancellation. */
enum cprof_status selection_pass(struct selection *s, const struct cprof_pass *pass,
				 struct cprof_notes *notes, struct cprof_progress *progress,
				 struct cprof_error *err);

/* Applies the profile's own drop_frames and keep_frames, each a pattern for a whole simplified
 * name. A pattern that does not compile leaves the profile as it is, with a note. */
void selection_drop_frames(struct selection *s, struct cprof_notes *notes);

/* True if reports print this label, label[number] of the profile; tagshow and taghide go by its
 * key. What stands in a set that profile_label_set() gives is shown where this is true. */
static inline bool selection_label_visible(const struct selection *s, uint32_t number)
{
	return s->label_hidden == NULL || !s->label_hidden[number];
}

/* Frames of sample i that may be left: [*from, *to), root first. Hidden locations still stand among
 * them. */
static inline void selection_frames(const struct selection *s, size_t sample, unsigned *from,
				    unsigned *to)
{
	*from = s->from != NULL ? s->from[sample] : 0;
	*to = s->to != NULL ? s->to[sample] : s->profile->samples.depth[sample];
}

#endif
