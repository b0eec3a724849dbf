/* Messages that travel with a result: below app nothing prints.
 *
 * Batch writes them to standard error in order; the explorer shows the newest on its status
 * line. */
#ifndef BASE_NOTES_H
#define BASE_NOTES_H

#include <stddef.h>

struct notes {
	char **text; /* owned lines without a newline */
	size_t count;
};

void notes_add(struct notes *n, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds all of `from` to `to`. */
void notes_copy(struct notes *to, const struct notes *from);

/* Moves all of `from` to the end of `to`. */
void notes_move(struct notes *to, struct notes *from);
void notes_done(struct notes *n);

#endif
