/* Growing byte runs for the pseudo-terminal driver.
 *
 * The driver stands alone: it links none of the program's own code, so that a fault there cannot
 * hide itself from the test. Hence this small copy of an idea that the program has too. */
#include "bytes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void bytes_grow(struct bytes *b, size_t more)
{
	if (b->data && b->cap - b->len > more)
		return;
	size_t cap = b->cap ? b->cap : 256;
	while (cap - b->len <= more)
		cap *= 2;
	char *data = realloc(b->data, cap);
	if (!data) {
		fputs("uidrive: out of memory\n", stderr);
		abort();
	}
	b->data = data;
	b->cap = cap;
}

void bytes_add(struct bytes *b, const void *data, size_t len)
{
	bytes_grow(b, len);
	if (len)
		memcpy(b->data + b->len, data, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void bytes_add_char(struct bytes *b, char c)
{
	bytes_add(b, &c, 1);
}

const char *bytes_text(const struct bytes *b)
{
	return b->data ? b->data : "";
}

int bytes_add_file(struct bytes *b, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return errno;
	char block[4096];
	size_t n;
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		bytes_add(b, block, n);
	int error = ferror(f) ? EIO : 0;
	fclose(f);
	return error;
}

void bytes_done(struct bytes *b)
{
	free(b->data);
	*b = (struct bytes){ 0 };
}
