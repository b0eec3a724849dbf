/* Taking parts of profiles into a builder: strings and label sets, each once by its content. */
#ifndef MODEL_CARRY_H
#define MODEL_CARRY_H

#include <cprof/error.h>

#include "base/intern.h"
#include "model/builder.h"

/* A builder being filled. */
struct carry {
	struct builder *b;
	struct intern string;    /* by number: the builder's string of that index */
	struct intern label_set; /* struct label_def after struct label_def; the builder's number
				  * less 1 */
	struct cprof_error *err; /* the first failure; whoever fills looks at it in the end */
};

/* What was taken from one profile already. */
struct carry_from {
	const struct profile *profile;
	const bool *label_hidden; /* labels that stay behind; NULL: none. Borrowed */
	uint32_t *string;    /* per string: its number in carry.string + 1; 0: not yet */
	uint32_t *label_set; /* per set: the builder's number + 1; 0: not yet */
};

void carry_init(struct carry *c, const struct profile_limits *limits, struct cprof_error *err);

/* Frees the builder too. */
void carry_done(struct carry *c);

void carry_from_init(struct carry_from *f, const struct profile *p);
void carry_from_done(struct carry_from *f);

/* The builder's index of some bytes, and of a profile's string. */
int64_t carry_bytes(struct carry *c, const char *bytes, size_t length);
int64_t carry_string(struct carry *c, struct carry_from *f, str_id s);

/* The builder's number of a label set. Two sets are one when every key has the same values in the
 * same order. With `diff_base` the set gets the label that marks the samples of a base. */
uint32_t carry_labels(struct carry *c, struct carry_from *f, uint32_t set, bool diff_base);

/* The label that marks the samples of a base: key and text. */
#define CARRY_BASE_KEY "pprof::base"
#define CARRY_BASE_TEXT "true"

/* What the builder gets of the rest; ids are the profile's. */
struct function_def carry_function(struct carry *c, struct carry_from *f, fn_id function);
struct mapping_def carry_mapping(struct carry *c, struct carry_from *f, uint32_t mapping);
void carry_types(struct carry *c, struct carry_from *f);
void carry_comments(struct carry *c, struct carry_from *f);
void carry_header(struct carry *c, struct carry_from *f); /* neither types nor comments */

#endif
