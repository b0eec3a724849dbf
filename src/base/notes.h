/* Messages that travel with a result: below app nothing prints.
 *
 * Batch writes them to standard error in order; the explorer shows the newest on its status
 * line. */
#ifndef BASE_NOTES_H
#define BASE_NOTES_H

#include <cprof/notes.h>

/* Nobody listens where the notes are NULL. */
void notes_add(struct cprof_notes *n, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Adds all of `from` to `to`. */
void notes_copy(struct cprof_notes *to, const struct cprof_notes *from);

/* Moves all of `from` to the end of `to`. */
void notes_move(struct cprof_notes *to, struct cprof_notes *from);

#endif
