/* Bytes in and out: see io.h.
 *
 * Invariant: no function here gives up on EINTR or a short count, and errno is that of the call
 * that failed when one returns -1. */
#include "base/io.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 65536

static ssize_t fd_read(void *context, void *buf, size_t size)
{
	const int *fd = context;
	ssize_t got;
	do {
		got = read(*fd, buf, size);
	} while (got < 0 && errno == EINTR);
	return got;
}

struct reader io_fd_reader(int *fd)
{
	struct reader r = { .read = fd_read, .context = fd };
	struct stat status;
	if (fstat(*fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0)
		r.size = (uint64_t)status.st_size;
	return r;
}

/* Appends up to limit + 1 bytes: one more than allowed tells a full file from one too long. */
static int read_all(int fd, size_t limit, struct buf *out)
{
	size_t start = out->size;
	size_t most = limit < SIZE_MAX ? limit + 1 : limit;
	while (out->size - start < most) {
		size_t left = most - (out->size - start);
		size_t want = left < CHUNK ? left : CHUNK;
		char *to = buf_reserve(out, want);
		ssize_t got = fd_read(&fd, to, want);
		/* Room alone is no text: that of an empty file ends as well. */
		out->size += got > 0 ? (size_t)got : 0;
		out->data[out->size] = '\0';
		if (got < 0)
			return -1;
		if (got == 0)
			break;
	}
	return 0;
}

int io_open(const char *path, int flags, mode_t mode)
{
	int fd;
	do {
		fd = open(path, flags | O_CLOEXEC | O_NOCTTY, mode);
	} while (fd < 0 && errno == EINTR);
	return fd;
}

DIR *io_open_folder(const char *path)
{
	int fd = io_open(path, O_RDONLY | O_DIRECTORY, 0);
	DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
	if (fd >= 0 && folder == NULL)
		close(fd);
	return folder;
}

static bool is_regular(int failed, const struct stat *info, struct cprof_error *err)
{
	if (failed != 0)
		cprof_error_set(err, CPROF_ERR_IO, "%s", io_strerror(errno).text);
	else if (S_ISDIR(info->st_mode))
		cprof_error_set(err, CPROF_ERR_IO, "%s", io_strerror(EISDIR).text);
	else if (!S_ISREG(info->st_mode))
		cprof_error_set(err, CPROF_ERR_IO, "not a regular file");
	return err->status == CPROF_OK;
}

/* Opening a pipe or a device can already do something: what is none is looked at first, and the
 * descriptor again, because another file may have come in between. */
static int open_regular(const char *path, struct cprof_error *err)
{
	struct stat info;
	if (!is_regular(stat(path, &info), &info, err))
		return -1;
	int fd = io_open(path, O_RDONLY | O_NONBLOCK, 0);
	if (fd < 0) {
		cprof_error_set(err, CPROF_ERR_IO, "%s", io_strerror(errno).text);
	} else if (!is_regular(fstat(fd, &info), &info, err)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

enum cprof_status io_read_file(const char *path, size_t limit, struct buf *out,
			       struct cprof_error *err)
{
	size_t start = out->size;
	int fd = open_regular(path, err);
	if (fd < 0)
		return err->status;
	int failed = read_all(fd, limit, out);
	int error_number = errno;
	close(fd);
	enum cprof_status status = CPROF_OK;
	if (failed != 0)
		status = cprof_error_set(err, CPROF_ERR_IO, "%s", io_strerror(error_number).text);
	else if (out->size - start > limit)
		status = cprof_error_set(err, CPROF_ERR_LIMIT, "more than %zu bytes", limit);
	if (status != CPROF_OK && out->data != NULL) {
		out->size = start;
		out->data[start] = '\0';
	}
	return status;
}

int io_write_all(int fd, const void *bytes, size_t length)
{
	const char *from = bytes;
	while (length > 0) {
		ssize_t written = write(fd, from, length);
		if (written < 0 && errno == EINTR)
			continue;
		if (written == 0)
			errno = EIO;
		if (written <= 0)
			return -1;
		from += written;
		length -= (size_t)written;
	}
	return 0;
}

enum cprof_status io_fill(int fd, const char *path, const void *bytes, size_t length,
			  struct cprof_error *err)
{
	int failed = fd < 0 || io_write_all(fd, bytes, length) != 0 ? errno : 0;
	if (fd >= 0 && close(fd) != 0 && failed == 0)
		failed = errno;
	if (failed != 0)
		cprof_error_set(err, CPROF_ERR_IO, "%s: %s", path, io_strerror(failed).text);
	return err->status;
}

struct io_words io_strerror(int error_number)
{
	const char *text = error_number == ESTALE ? "stale NFS file handle"
						  : strerror(error_number);
	struct io_words words;
	snprintf(words.text, sizeof words.text, "%c%s", tolower((unsigned char)*text), text + 1);
	return words;
}
