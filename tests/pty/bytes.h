/* A growing run of bytes, always followed by a NUL that is not counted. Zero-initialised it is
 * empty.
 *
 * Out of memory ends the program: this is a test driver. */
#ifndef PTY_BYTES_H
#define PTY_BYTES_H

#include <stddef.h>

struct bytes {
	char *data; /* owned; NULL while nothing was added */
	size_t len;
	size_t cap;
};

void bytes_add(struct bytes *b, const void *data, size_t len);
void bytes_add_char(struct bytes *b, char c);

/* The text, "" when nothing was added; borrowed until the next addition. */
const char *bytes_text(const struct bytes *b);

/* Adds the whole file. 0, or an errno value. */
int bytes_add_file(struct bytes *b, const char *path);

void bytes_done(struct bytes *b);

#endif
