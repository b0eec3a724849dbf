/* Growable text: see buf.h. */
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

#define BUF_FIRST 64

char *buf_reserve(struct buf *b, size_t length)
{
	size_t need = b->size + length + 1;
	if (need > b->room) {
		size_t room = b->room < BUF_FIRST ? BUF_FIRST : b->room;
		while (room < need)
			room += room / 2;
		b->data = xrealloc(b->data, room);
		b->room = room;
	}
	return b->data + b->size;
}

void buf_put(struct buf *b, const void *bytes, size_t length)
{
	char *to = buf_reserve(b, length);
	if (length > 0)
		memcpy(to, bytes, length);
	b->size += length;
	b->data[b->size] = '\0';
}

void buf_puts(struct buf *b, const char *text)
{
	buf_put(b, text, strlen(text));
}

void buf_own(struct buf *b, char *text)
{
	buf_puts(b, text);
	free(text);
}

void buf_putc(struct buf *b, char c)
{
	buf_put(b, &c, 1);
}

void buf_pad(struct buf *b, char c, size_t count)
{
	char *to = buf_reserve(b, count);
	memset(to, c, count);
	b->size += count;
	b->data[b->size] = '\0';
}

void buf_vprintf(struct buf *b, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	if (length > 0) {
		char *to = buf_reserve(b, (size_t)length);
		vsnprintf(to, (size_t)length + 1, format, again);
		b->size += (size_t)length;
	}
	va_end(again);
}

void buf_printf(struct buf *b, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	buf_vprintf(b, format, args);
	va_end(args);
}

const char *buf_text(const struct buf *b)
{
	return b->data != NULL ? b->data : "";
}

void buf_clear(struct buf *b)
{
	b->size = 0;
	if (b->data != NULL)
		b->data[0] = '\0';
}

char *buf_take(struct buf *b)
{
	char *text = b->data != NULL ? b->data : xstrdup("");
	*b = (struct buf)BUF_INIT;
	return text;
}

void buf_done(struct buf *b)
{
	free(b->data);
	*b = (struct buf)BUF_INIT;
}
