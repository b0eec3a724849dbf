/* Labels of samples: see labels.h. Strings of a file may stand in it twice, so keys and units are
 * compared by their bytes. */
#include "query/labels.h"

#include <stdlib.h>
#include <string.h>

#include "base/unit.h"

/* A unit that a key's numbers carry beside the one that is used. */
struct other_unit {
	uint32_t key;
	const char *unit;
};

struct collecting {
	struct label_units *units;
	VEC(struct other_unit) other;
};

static void add_other(struct collecting *c, uint32_t key, const char *unit)
{
	for (size_t i = 0; i < c->other.count; i++)
		if (c->other.at[i].key == key && strcmp(c->other.at[i].unit, unit) == 0)
			return;
	VEC_PUSH(&c->other, (struct other_unit){ key, unit });
}

static void add_number(struct collecting *c, uint32_t key, const char *unit)
{
	struct label_units *u = c->units;
	if (key == u->unit.count)
		VEC_PUSH(&u->unit, NULL);
	if (*unit == '\0')
		return;
	if (u->unit.at[key] == NULL)
		u->unit.at[key] = unit;
	else if (strcmp(u->unit.at[key], unit) != 0)
		add_other(c, key, unit);
}

static int compare_others(const void *a, const void *b)
{
	const struct other_unit *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return strcmp(x->unit, y->unit);
}

static void note_others(struct collecting *c, struct cprof_notes *notes)
{
	struct buf line = BUF_INIT;
	VEC_SORT(&c->other, compare_others);
	for (size_t i = 0; i < c->other.count;) {
		uint32_t key = c->other.at[i].key;
		buf_clear(&line);
		buf_printf(&line, "For tag %s used unit %s, also encountered unit(s) ",
			   intern_text(&c->units->key, key), c->units->unit.at[key]);
		for (size_t first = i; i < c->other.count && c->other.at[i].key == key; i++)
			buf_printf(&line, "%s%s", i > first ? ", " : "", c->other.at[i].unit);
		notes_add(notes, "%s", buf_text(&line));
	}
	buf_done(&line);
}

void label_units_init(struct label_units *u, const struct profile *p, struct cprof_notes *notes)
{
	struct collecting c = { .units = u };
	uint32_t labels = p->label_set_count > 0 ? p->label_set_start[p->label_set_count] : 0;
	str_id last = 0;
	uint32_t key = INTERN_NONE;
	*u = (struct label_units){ 0 };
	/* Sets are numbered in the order of the samples. */
	for (uint32_t i = 0; i < labels; i++) {
		const struct label *l = &p->label[i];
		if (l->text != 0)
			continue;
		if (key == INTERN_NONE || l->key != last)
			key = intern_put(&u->key, profile_text(p, l->key),
					 profile_length(p, l->key));
		last = l->key;
		add_number(&c, key, profile_text(p, l->unit));
	}
	if (notes != NULL)
		note_others(&c, notes);
	VEC_DONE(&c.other);
}

void label_units_done(struct label_units *u)
{
	intern_done(&u->key);
	VEC_DONE(&u->unit);
}

const char *label_unit(const struct label_units *u, const char *key)
{
	uint32_t number = intern_get(&u->key, key, strlen(key));
	if (number != INTERN_NONE && u->unit.at[number] != NULL)
		return u->unit.at[number];
	if (strcmp(key, "alignment") == 0 || strcmp(key, "request") == 0)
		return "bytes";
	return key;
}

static void clear_texts(struct label_texts *t)
{
	for (size_t i = 0; i < t->text.count; i++)
		free(t->text.at[i]);
	t->text.count = 0;
	t->label.count = 0;
}

/* Moves the labels with the key of the first of them in front of the others, each in their order;
 * returns how many they are. Sets are small. */
static size_t gather(const struct profile *p, const struct label **label, size_t count)
{
	size_t same = 1;
	for (size_t i = 1; i < count; i++) {
		const struct label *l = label[i];
		if (strcmp(profile_text(p, l->key), profile_text(p, label[0]->key)) != 0)
			continue;
		memmove(&label[same + 1], &label[same], (i - same) * sizeof *label);
		label[same++] = l;
	}
	return same;
}

void label_texts_make(struct label_texts *t, const struct selection *s, uint32_t set,
		      bool numbers, label_put *put, void *context)
{
	const struct profile *p = s->profile;
	clear_texts(t);
	for (uint32_t i = p->label_set_start[set]; i < p->label_set_start[set + 1]; i++)
		if ((p->label[i].text == 0) == numbers && selection_label_visible(s, i))
			VEC_PUSH(&t->label, &p->label[i]);
	for (size_t i = 0; i < t->label.count;) {
		const struct label **first = &t->label.at[i];
		struct label_group group = { profile_text(p, (*first)->key), first, 0 };
		struct buf text = BUF_INIT;
		group.count = gather(p, first, t->label.count - i);
		put(context, &group, &text);
		VEC_PUSH(&t->text, buf_take(&text));
		i += group.count;
	}
	VEC_SORT(&t->text, vec_compare_texts);
}

void label_texts_done(struct label_texts *t)
{
	clear_texts(t);
	VEC_DONE(&t->text);
	VEC_DONE(&t->label);
}

static void put_number(struct buf *out, const struct label *l, const struct profile *p)
{
	const char *unit = profile_text(p, l->unit);
	unit_label(out, l->number, unit, *unit != '\0' ? "auto" : "");
}

bool label_value(const struct selection *s, uint32_t set, const char *key, struct buf *out)
{
	const struct profile *p = s->profile;
	VEC(char *) value = { 0 };
	for (uint32_t i = p->label_set_start[set]; i < p->label_set_start[set + 1]; i++) {
		const struct label *l = &p->label[i];
		struct buf text = BUF_INIT;
		if (!selection_label_visible(s, i) || strcmp(profile_text(p, l->key), key) != 0)
			continue;
		if (l->text != 0)
			buf_put(&text, profile_text(p, l->text), profile_length(p, l->text));
		else
			put_number(&text, l, p);
		VEC_PUSH(&value, buf_take(&text));
	}
	VEC_SORT(&value, vec_compare_texts);
	for (size_t i = 0; i < value.count; i++)
		buf_printf(out, "%s%s", i > 0 ? ", " : "", value.at[i]);
	bool any = value.count > 0;
	VEC_FREE(&value);
	return any;
}
