/* Reads blocks of inflated bytes from a reader: gzip with any number of members, or plain bytes as
 * they are. */
#ifndef CODEC_GUNZIP_H
#define CODEC_GUNZIP_H

#include <cprof/error.h>

#include "base/io.h"
#include "base/worker.h"

struct gunzip;

/* Borrows the reader. `limit` is the largest number of inflated bytes. */
struct gunzip *gunzip_new(const struct reader *reader, uint64_t limit, struct progress *progress);

/* Fills up to `size` bytes; *got is 0 at the end. Errors are in pprof's words. */
enum cprof_status gunzip_read(struct gunzip *g, void *buf, size_t size, size_t *got,
			      struct cprof_error *err);

/* Looks ahead without using anything up: true once `size` bytes of raw input are known to exist. */
bool gunzip_has(struct gunzip *g, size_t size);
bool gunzip_compressed(const struct gunzip *g);
void gunzip_free(struct gunzip *g);

#endif
