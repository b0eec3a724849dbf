/* Where the bytes of a profile come from: see fetch.h. Files are read in blocks, never mapped: a
 * map counts as resident, and a file that shrinks under us would be a signal. */
#include "config.h"

#include "app/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum cprof_status fetch_open(struct fetch *f, const char *source, struct cprof_error *err)
{
	struct stat info;
	bool standard = strcmp(source, "-") == 0;
	*f = (struct fetch){ .fd = STDIN_FILENO };
	if (!standard) {
		f->fd = open(source, O_RDONLY | O_CLOEXEC);
		if (f->fd < 0)
			return cprof_error_set(err, CPROF_ERR_IO, "%s", io_strerror(errno));
		f->opened = true;
	}
	if (fstat(f->fd, &info) != 0) {
		cprof_error_set(err, CPROF_ERR_IO, "%s", io_strerror(errno));
		fetch_close(f);
		return err->status;
	}
	if (S_ISDIR(info.st_mode)) {
		fetch_close(f);
		return cprof_error_set(err, CPROF_ERR_IO, "is a directory: give a profile in it");
	}
	f->reader = io_fd_reader(&f->fd);
	if (S_ISREG(info.st_mode))
		f->reader.size = (uint64_t)info.st_size;
	return CPROF_OK;
}

void fetch_close(struct fetch *f)
{
	if (f->opened)
		close(f->fd);
	f->opened = false;
}
