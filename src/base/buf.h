/* Growable text.
 *
 * Invariant: `data` is NULL and `size` 0 before the first byte; afterwards data[size] is '\0', so
 * the text is a C string as long as no NUL byte was put into it. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *data;
	size_t size;
	size_t room;
};

#define BUF_INIT { NULL, 0, 0 }

void buf_put(struct buf *b, const void *bytes, size_t length);
void buf_puts(struct buf *b, const char *text);
void buf_putc(struct buf *b, char c);

/* The same for a text that it frees. */
void buf_own(struct buf *b, char *text);
void buf_pad(struct buf *b, char c, size_t count);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Room for `length` more bytes at data + size; the caller adds what it wrote to size. */
char *buf_reserve(struct buf *b, size_t length);

/* The text so far, "" when empty. Borrowed until the next change. */
const char *buf_text(const struct buf *b);

/* Empties the buffer and keeps its memory. */
void buf_clear(struct buf *b);

/* Gives the text (never NULL) to the caller, who frees it; the buffer is empty afterwards. */
char *buf_take(struct buf *b);
void buf_done(struct buf *b);

#endif
