/* Units of numeric labels: one per key for the whole profile, whatever a single number carries.
 *
 * A key's unit is the first one that is not empty, in the order of samples. A key without any has
 * bytes if it is "alignment" or "request", else its own name. */
#ifndef QUERY_LABELS_H
#define QUERY_LABELS_H

#include "base/intern.h"
#include "base/notes.h"
#include "model/profile.h"

struct label_units {
	const struct profile *profile;
	struct intern key;   /* of numeric labels that carry a unit */
	const char **unit;   /* per number in `key`, borrowed from the profile */
};

/* Borrows the profile. With `notes` keys that have several units are told: "For tag bytes used unit
 * kb, also encountered unit(s) mb". */
void label_units_init(struct label_units *u, const struct profile *p, struct notes *notes);

/* The unit of a key's numbers; borrowed from the profile or static. */
const char *label_units_get(const struct label_units *u, str_id key);
void label_units_done(struct label_units *u);

#endif
