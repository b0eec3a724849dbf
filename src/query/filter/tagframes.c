/* Frames made from labels: see tagframes.h. A label set stands for the same frames wherever it
 * occurs, so they are made at its first sample. */
#include "query/filter/tagframes.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/intern.h"
#include "base/unit.h"
#include "base/vec.h"
#include "base/xalloc.h"
#include "model/stack_rewrite.h"

struct tagkey {
	char *text;
	str_id file; /* of the copy */
};

struct adding {
	const struct selection *s;
	const char *unit;
	struct stack_rewrite *stack_rewrite;
	VEC(struct tagkey) key; /* those of tagroot, then those of tagleaf */
	size_t roots;
	struct intern frame;    /* index of the first same key, values */
	VEC(loc_id) frame_location;
	loc_id *set_frame;      /* per label set and key */
	bool *set_known;
	bool root_matched, leaf_matched;
	struct buf text;
};

static void add_keys(struct adding *x, const char *list)
{
	for (const char *p = list != NULL ? list : ""; *p != '\0'; p += *p == ',') {
		size_t length = strcspn(p, ",");
		if (length > 0) {
			str_id file = stack_rewrite_string(x->stack_rewrite, p, length);
			VEC_PUSH(&x->key, (struct tagkey){ xstrndup(p, length), file });
		}
		p += length;
	}
}

static bool is_key(const struct adding *x, const struct label *l, const char *key)
{
	return strcmp(profile_text(x->s->profile, l->key), key) == 0;
}

/* The same key twice stands for the same frames. */
static size_t first_of_key(const struct adding *x, size_t key)
{
	for (size_t i = 0; i < key; i++)
		if (strcmp(x->key.at[i].text, x->key.at[key].text) == 0)
			return i;
	return key;
}

/* Appends the values of a key in a set, joined by commas: texts, then numbers. A number has its own
 * unit; if no number of the key has one there, they are plain. Returns how many there are. */
static size_t put_values(struct adding *x, uint32_t set, const char *key)
{
	const struct profile *p = x->s->profile;
	uint32_t first = p->label_set_start[set], end = p->label_set_start[set + 1];
	size_t count = 0;
	bool units = false;
	for (uint32_t i = first; i < end; i++) {
		const struct label *l = &p->label[i];
		if (!is_key(x, l, key))
			continue;
		units |= l->text == 0 && profile_length(p, l->unit) > 0;
		if (l->text == 0)
			continue;
		if (count++ > 0)
			buf_putc(&x->text, ',');
		buf_put(&x->text, profile_text(p, l->text), profile_length(p, l->text));
	}
	for (uint32_t i = first; i < end; i++) {
		const struct label *l = &p->label[i];
		if (l->text != 0 || !is_key(x, l, key))
			continue;
		if (count++ > 0)
			buf_putc(&x->text, ',');
		unit_label(&x->text, l->number, profile_text(p, l->unit), units ? x->unit : "");
	}
	return count;
}

static loc_id make_frame(struct adding *x, uint32_t set, size_t key)
{
	uint32_t same = (uint32_t)first_of_key(x, key), known = x->frame.count;
	buf_clear(&x->text);
	buf_put(&x->text, &same, sizeof same);
	if (put_values(x, set, x->key.at[key].text) > 0) {
		x->root_matched |= key < x->roots;
		x->leaf_matched |= key >= x->roots;
	}
	uint32_t number = intern_put(&x->frame, x->text.data, x->text.size);
	if (number == known) {
		str_id name = stack_rewrite_string(x->stack_rewrite, x->text.data + sizeof same,
						   x->text.size - sizeof same);
		loc_id made = stack_rewrite_location(x->stack_rewrite, name, x->key.at[same].file);
		VEC_PUSH(&x->frame_location, made);
	}
	return x->frame_location.at[number];
}

/* The frames of a set. New locations come in pprof's order, which their ids show: tagroot's keys
 * from the last to the first, then tagleaf's. */
static const loc_id *frames_of(struct adding *x, uint32_t set)
{
	loc_id *frame = x->set_frame + set * x->key.count;
	if (x->set_known[set])
		return frame;
	x->set_known[set] = true;
	for (size_t k = x->roots; k-- > 0;)
		frame[k] = make_frame(x, set, k);
	for (size_t k = x->key.count; k-- > x->roots;)
		frame[k] = make_frame(x, set, k);
	return frame;
}

static enum cprof_status add_stacks(struct adding *x, struct cprof_progress *progress,
				    struct cprof_error *err)
{
	const struct profile *p = x->s->profile;
	loc_id *stack = profile_stack_new(p);
	loc_id *longer = xcalloc(p->samples.deepest + x->key.count, sizeof *longer);
	uint64_t at = 0;
	for (size_t i = 0; i < p->samples.count && err->status == CPROF_OK; i++) {
		const loc_id *frame = frames_of(x, profile_label_set(p, i));
		unsigned from, to;
		at = profile_stack(p, i, at, stack);
		selection_frames(x->s, i, &from, &to);
		size_t depth = 0;
		for (size_t k = 0; k < x->roots; k++)
			longer[depth++] = frame[k];
		for (unsigned f = from; f < to; f++)
			longer[depth++] = stack[f];
		for (size_t k = x->roots; k < x->key.count; k++)
			longer[depth++] = frame[k];
		if (!stack_rewrite_sample(x->stack_rewrite, longer, depth))
			cprof_error_set(err, CPROF_ERR_LIMIT,
					"a stack of %zu frames with those of tagroot and tagleaf "
					"is too deep (name fewer labels)", depth);
		if (i % PROFILE_BLOCK != 0)
			continue;
		progress_add(progress, PROFILE_BLOCK);
		if (progress_cancelled(progress))
			cprof_error_set(err, CPROF_ERR_CANCELLED, "cancelled");
	}
	free(stack);
	free(longer);
	return err->status;
}

/* Everything of the copy but the lines that `s` took off its locations. */
static struct selection *select_copy(const struct selection *s, struct profile *copy)
{
	struct selection *c = selection_new(copy);
	uint32_t locations = s->profile->location_count;
	memcpy(c->line_first, s->line_first, locations * sizeof *c->line_first);
	memcpy(c->line_left, s->line_left, locations * sizeof *c->line_left);
	c->copy = copy;
	return c;
}

struct selection *tagframes_add(const struct selection *s, const struct tagframes *frames,
				struct cprof_notes *notes, struct cprof_progress *progress,
				struct cprof_error *err)
{
	struct adding x = { .s = s, .unit = frames->unit };
	uint32_t sets = s->profile->label_set_count;
	struct selection *added = NULL;
	assert(s->dropped == NULL);
	x.stack_rewrite = stack_rewrite_new(s->profile);
	add_keys(&x, frames->root);
	x.roots = x.key.count;
	add_keys(&x, frames->leaf);
	x.set_frame = xcalloc(sets * x.key.count, sizeof *x.set_frame);
	x.set_known = xcalloc(sets, sizeof *x.set_known);
	if (add_stacks(&x, progress, err) == CPROF_OK) {
		added = select_copy(s, stack_rewrite_finish(x.stack_rewrite));
		if (frames->root != NULL && !x.root_matched)
			notes_add(notes, "TagRoot expression matched no samples");
		if (frames->leaf != NULL && !x.leaf_matched)
			notes_add(notes, "TagLeaf expression matched no samples");
	} else {
		stack_rewrite_free(x.stack_rewrite);
	}
	for (size_t i = 0; i < x.key.count; i++)
		free(x.key.at[i].text);
	VEC_DONE(&x.key);
	VEC_DONE(&x.frame_location);
	intern_done(&x.frame);
	buf_done(&x.text);
	free(x.set_frame);
	free(x.set_known);
	return added;
}
