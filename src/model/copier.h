/* Taking parts of profiles into a builder: strings and label sets, each once by its content. */
#ifndef MODEL_COPIER_H
#define MODEL_COPIER_H

#include <cprof/error.h>

#include "base/intern.h"
#include "model/builder.h"

/* A builder being filled. */
struct copier {
	struct builder *b;
	struct intern string;    /* by number: the builder's string of that index */
	struct intern label_set; /* struct label_def after struct label_def; the builder's number
				  * less 1 */
	struct cprof_error *err; /* the first failure; whoever fills looks at it in the end */
};

/* What was taken from one profile already. */
struct copier_from {
	const struct profile *profile;
	const bool *label_hidden; /* labels that stay behind; NULL: none. Borrowed */
	uint32_t *string;         /* per string: its number in copier.string + 1; 0: not yet */
	uint32_t *label_set; /* per set: the builder's number + 1; 0: not yet */
};

/* `limits` may be NULL where everything comes from profiles that are loaded: no limit can be wrong
 * there. */
void copier_init(struct copier *c, const struct cprof_limits *limits, struct cprof_error *err);

/* Frees the builder too. */
void copier_done(struct copier *c);

void copier_from_init(struct copier_from *f, const struct profile *p);
void copier_from_done(struct copier_from *f);

/* The builder's index of some bytes, and of a profile's string. */
int64_t copier_bytes(struct copier *c, const char *bytes, size_t length);
int64_t copier_string(struct copier *c, struct copier_from *f, str_id s);

/* The builder's number of a label set. Two sets are one when every key has the same values in the
 * same order. With `diff_base` the set gets the label that marks the samples of a base. */
uint32_t copier_labels(struct copier *c, struct copier_from *f, uint32_t set, bool diff_base);

/* The label that marks the samples of a base: key and text. */
#define COPIER_BASE_KEY "pprof::base"
#define COPIER_BASE_TEXT "true"

/* What the builder gets of the rest; ids are the profile's. */
struct function_def copier_function(struct copier *c, struct copier_from *f, fn_id function);
struct mapping_def copier_mapping(struct copier *c, struct copier_from *f, uint32_t mapping);
void copier_types(struct copier *c, struct copier_from *f);
void copier_comments(struct copier *c, struct copier_from *f);
void copier_header(struct copier *c, struct copier_from *f); /* neither types nor comments */

#endif
