/* Labels of samples as reports need them: the unit of each key's numbers, and the labels of one set
 * by key. */
#ifndef QUERY_LABELS_H
#define QUERY_LABELS_H

#include "base/buf.h"
#include "base/intern.h"
#include "base/notes.h"
#include "base/vec.h"
#include "query/selection.h"

/* One unit for all numbers of a key: the first that some number of it carries. */
struct label_units {
	struct intern key;       /* keys that some number has */
	VEC(const char *) unit;  /* of each; NULL: none of its numbers carries one */
};

/* Collects the units of the profile, which must outlive them. Each key whose numbers carry several
 * units gives a note; `notes` may be NULL. */
void label_units_init(struct label_units *u, const struct profile *p, struct cprof_notes *notes);
void label_units_done(struct label_units *u);

/* What numbers of this key are in: where no number says it, bytes for "alignment" and "request",
 * else the key itself. Borrowed from the profile or from `key`. */
const char *label_unit(const struct label_units *u, const char *key);

/* The values that a set has for one key, in the order of the file: all strings or all numbers. */
struct label_group {
	const char *key;
	const struct label *const *value;
	size_t count;
};

/* Appends the text of a group. */
typedef void label_put(void *context, const struct label_group *group, struct buf *out);

/* Texts of the groups of a set, in the order of their bytes. Starts as {0}. */
struct label_texts {
	VEC(char *) text;                /* owned */
	VEC(const struct label *) label; /* for work */
};

/* Makes the texts of all groups of strings, or of all groups of numbers, that the selection shows;
 * those of before go. */
void label_texts_make(struct label_texts *t, const struct selection *s, uint32_t set,
		      bool numbers, label_put *put, void *context);
void label_texts_done(struct label_texts *t);

/* Appends the visible values of the key in a set, parted by ", ", in the order of their bytes:
 * texts, and numbers with their units; false: it has none. */
bool label_value(const struct selection *s, uint32_t set, const char *key, struct buf *out);

#endif
