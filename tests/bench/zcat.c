/* The floor everything is measured against: inflates a gzip file and does nothing with it.
 *
 * Blocks are what a reader would use: 64 KiB in, 128 KiB out, one thread. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <fcntl.h>
#include <unistd.h>

#include <zlib.h>

static unsigned char in[64 << 10], out[128 << 10];

/* Inflates what is in `z` already; false at an error. */
static bool inflate_block(z_stream *z, int *status)
{
	do {
		z->next_out = out;
		z->avail_out = sizeof out;
		*status = inflate(z, Z_NO_FLUSH);
		/* Another member may follow. */
		if (*status == Z_STREAM_END && z->avail_in > 0 && inflateReset(z) != Z_OK)
			return false;
		if (*status != Z_OK && *status != Z_STREAM_END && *status != Z_BUF_ERROR)
			return false;
	} while (z->avail_in > 0 || z->avail_out == 0);
	return true;
}

int main(int argc, char *argv[])
{
	z_stream z = { .next_in = NULL };
	int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;
	int status = Z_OK;
	ssize_t got;
	bool good = true;
	if (fd < 0 || inflateInit2(&z, 15 + 16) != Z_OK) {
		fprintf(stderr, "usage: zcat FILE.gz\n");
		return 2;
	}
	while (good && (got = read(fd, in, sizeof in)) > 0) {
		z.next_in = in;
		z.avail_in = (uInt)got;
		good = inflate_block(&z, &status);
	}
	inflateEnd(&z);
	close(fd);
	if (!good || status != Z_STREAM_END) {
		fprintf(stderr, "zcat: %s: not a whole gzip file\n", argv[1]);
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
