/* What a reader of a profile should know about how good its data are. */
#ifndef QUERY_QUALITY_H
#define QUERY_QUALITY_H

#include "base/notes.h"
#include "query/selection.h"

/* Notes: stacks that the runtime cut, negative values (not in a difference, where they belong),
 * locations without a mapping or a name, no period, units nobody knows. `s` is the whole profile.
 * One or two quick passes over the samples. */
void quality_note(const struct selection *s, bool difference, struct cprof_notes *notes);

#endif
