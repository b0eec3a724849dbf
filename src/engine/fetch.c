/* Where the bytes of a profile come from: see fetch.h. Files are read in blocks, never mapped: a
 * map counts as resident, and a file that shrinks under us would be a signal. Nothing waits for a
 * pipe that nobody writes to: opening one does not, reading one can be stopped. */
#include "engine/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATIENCE 100 /* ms between two looks at who may stop us */

/* Reads what may come late or never: a pipe, a terminal. */
static ssize_t stream_read(void *context, void *buf, size_t size)
{
	const struct fetch *f = context;
	for (;;) {
		struct pollfd wake = { .fd = f->fd, .events = POLLIN };
		int ready = poll(&wake, 1, PATIENCE);
		if (progress_cancelled(f->progress)) {
			errno = ECANCELED;
			return -1;
		}
		ssize_t got = ready > 0 ? read(f->fd, buf, size) : ready;
		if (ready > 0 && got >= 0)
			return got;
		if (got < 0 && errno != EINTR && errno != EAGAIN)
			return -1;
	}
}

/* "http://host/path", and what pprof takes for one as well: "host:port/path". */
static bool is_url(const char *name)
{
	static const char *const schemes[] = { "http://", "https://", "https+insecure://" };
	for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
		if (strncmp(name, schemes[i], strlen(schemes[i])) == 0)
			return true;
	const char *port = strchr(name, ':');
	size_t digits = port != NULL ? strspn(port + 1, "0123456789") : 0;
	return digits > 0 && strchr("/?", port[1 + digits]) != NULL &&
	       memchr(name, '/', (size_t)(port - name)) == NULL;
}

/* What is wrong with an input that cannot be opened. */
static enum cprof_status not_opened(const char *name, int why, struct cprof_error *err)
{
	if (why == ENOENT && is_url(name))
		return cprof_error_set(err, CPROF_ERR_IO,
				       "profiles are not fetched from URLs yet; save it with "
				       "curl -o FILE URL and give the FILE");
	return cprof_error_set(err, CPROF_ERR_IO, "%s", io_strerror(why).text);
}

enum cprof_status fetch_open(struct fetch *f, const char *name,
			     const struct cprof_progress *progress, struct cprof_error *err)
{
	struct stat info;
	bool standard = strcmp(name, "-") == 0;
	*f = (struct fetch){ .fd = STDIN_FILENO, .progress = progress };
	if (!standard) {
		f->fd = io_open(name, O_RDONLY | O_NONBLOCK, 0);
		if (f->fd < 0)
			return not_opened(name, errno, err);
		f->opened = true;
	}
	if (fstat(f->fd, &info) != 0) {
		cprof_error_set(err, CPROF_ERR_IO, "%s", io_strerror(errno).text);
		fetch_close(f);
		return err->status;
	}
	if (S_ISDIR(info.st_mode)) {
		fetch_close(f);
		return cprof_error_set(err, CPROF_ERR_IO, "is a directory: give a profile in it");
	}
	if (S_ISREG(info.st_mode))
		f->reader = io_fd_reader(&f->fd);
	else
		f->reader = (struct reader){ .read = stream_read, .context = f };
	return CPROF_OK;
}

void fetch_close(struct fetch *f)
{
	if (f->opened)
		close(f->fd);
	f->opened = false;
}
