/* Bytes in and out: readers, whole files with a limit, checked writes. */
#ifndef BASE_IO_H
#define BASE_IO_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <cprof/error.h>

#include "base/buf.h"

/* Where bytes come from. read() returns the bytes put into buf, 0 at the end, -1 with errno set;
 * it goes on after EINTR by itself. */
struct reader {
	ssize_t (*read)(void *context, void *buf, size_t size);
	void *context;
	uint64_t size; /* bytes in all if known, else 0; for progress only */
};

/* A reader over a file descriptor; *fd must live as long as the reader. */
struct reader io_fd_reader(int *fd);

/* open(), going on after EINTR. The descriptor is closed on exec, and no terminal becomes the
 * process's own. Nothing else opens files. */
int io_open(const char *path, int flags, mode_t mode);

/* opendir() in the same way. */
DIR *io_open_folder(const char *path);

/* Appends a whole text or binary file. CPROF_ERR_IO with the system's words in lower case, and
 * without the file's name; CPROF_ERR_LIMIT ("more than N bytes") when it holds more than `limit`.
 * What is no regular file is an error, and is not waited for. `out` is as it was after an error. */
enum cprof_status io_read_file(const char *path, size_t limit, struct buf *out,
			       struct cprof_error *err);

/* Writes everything, going on after short writes and EINTR; 0, or -1 with errno set. */
int io_write_all(int fd, const void *bytes, size_t length);

/* Writes everything to a file that was just opened, or that could not be (fd -1, with errno), and
 * closes it. CPROF_ERR_IO: "PATH: no such file or directory". */
enum cprof_status io_fill(int fd, const char *path, const void *bytes, size_t length,
			  struct cprof_error *err);

/* errno in the words pprof uses, which are the system's but for the first letter: "no such file or
 * directory". An argument for printf(): io_strerror(errno).text. */
struct io_words {
	char text[80];
};
struct io_words io_strerror(int error_number);

#endif
