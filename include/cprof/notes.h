/* What there is to say beside an answer: a filter that matches nothing, a label with two units. */
#ifndef CPROF_NOTES_H
#define CPROF_NOTES_H

#include <stddef.h>

/* Zeros are no notes. */
struct cprof_notes {
	char **text; /* lines without a newline; owned */
	size_t count;
};

void cprof_notes_done(struct cprof_notes *n);

#endif
