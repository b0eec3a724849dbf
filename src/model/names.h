/* Derived forms of names. */
#ifndef MODEL_NAMES_H
#define MODEL_NAMES_H

#include <stddef.h>

/* The simplified form that drop_frames, keep_frames and prune_from look at (pprof's rule): without
 * one leading '.', and cut at the first '(' that is neither the start of "(anonymous namespace)"
 * nor part of "operator()". *start and *length give the part of `name` that is left. */
void names_simplify(const char *name, size_t size, const char **start, size_t *length);

#endif
