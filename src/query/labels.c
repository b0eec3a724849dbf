/* Units of numeric labels: see labels.h. Label sets are numbered in the order of first use, so one
 * pass over them meets units in the order of samples. */
#include "config.h"

#include "query/labels.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/vec.h"
#include "base/xalloc.h"

/* A unit of a key beside the one that counts. */
struct other_unit {
	uint32_t key;
	const char *unit;
};

struct collecting {
	struct label_units *units;
	size_t room;
	VEC(struct other_unit) other;
};

static void add_other(struct collecting *x, uint32_t key, const char *unit)
{
	for (size_t i = 0; i < x->other.count; i++)
		if (x->other.at[i].key == key && strcmp(x->other.at[i].unit, unit) == 0)
			return;
	VEC_PUSH(&x->other, (struct other_unit){ key, unit });
}

static void add_unit(struct collecting *x, const struct label *l)
{
	struct label_units *u = x->units;
	const struct profile *p = u->profile;
	const char *unit = profile_text(p, l->unit);
	uint32_t known = u->key.count;
	uint32_t key = intern_put(&u->key, profile_text(p, l->key), profile_length(p, l->key));
	if (key >= x->room) {
		x->room = vec_grow(x->room, (size_t)key + 1);
		u->unit = xreallocarray(u->unit, x->room, sizeof *u->unit);
	}
	if (key == known)
		u->unit[key] = unit;
	else if (strcmp(u->unit[key], unit) != 0)
		add_other(x, key, unit);
}

static int compare_others(const void *a, const void *b)
{
	const struct other_unit *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return strcmp(x->unit, y->unit);
}

static void note_others(struct collecting *x, struct notes *notes)
{
	const struct other_unit *o = x->other.at;
	size_t count = x->other.count;
	struct buf list = BUF_INIT;
	if (count > 0)
		qsort(x->other.at, count, sizeof *x->other.at, compare_others);
	for (size_t i = 0; i < count; i++) {
		buf_printf(&list, "%s%s", list.size > 0 ? ", " : "", o[i].unit);
		if (i + 1 < count && o[i + 1].key == o[i].key)
			continue;
		notes_add(notes, "For tag %s used unit %s, also encountered unit(s) %s",
			  intern_text(&x->units->key, o[i].key), x->units->unit[o[i].key],
			  buf_text(&list));
		buf_clear(&list);
	}
	buf_done(&list);
}

void label_units_init(struct label_units *u, const struct profile *p, struct notes *notes)
{
	struct collecting x = { .units = u };
	uint32_t labels = p->label_set_start[p->label_set_count];
	*u = (struct label_units){ .profile = p };
	for (uint32_t i = 0; i < labels; i++)
		if (p->label[i].text == 0 && profile_length(p, p->label[i].unit) > 0)
			add_unit(&x, &p->label[i]);
	if (notes != NULL)
		note_others(&x, notes);
	VEC_DONE(&x.other);
}

const char *label_units_get(const struct label_units *u, str_id key)
{
	const char *name = profile_text(u->profile, key);
	uint32_t number = intern_get(&u->key, name, profile_length(u->profile, key));
	if (number != INTERN_NONE)
		return u->unit[number];
	if (strcmp(name, "alignment") == 0 || strcmp(name, "request") == 0)
		return "bytes";
	return name;
}

void label_units_done(struct label_units *u)
{
	intern_done(&u->key);
	free(u->unit);
	*u = (struct label_units){ 0 };
}
