/* Putting a report where it was asked for: see output.h. The text is complete before the first byte
 * is written, so a report that fails leaves nothing behind. */
#include "config.h"

#include "app/output.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/io.h"
#include "base/utf8.h"

/* Cleans line by line: tabs and newlines stay. */
static void clean_lines(struct buf *out, const char *text, size_t length)
{
	const char *p = text, *end = text + length;
	while (p < end) {
		size_t part = 0;
		while (p + part < end && p[part] != '\n' && p[part] != '\t')
			part++;
		utf8_clean(out, p, part, false);
		p += part;
		if (p < end)
			buf_putc(out, *p++);
	}
}

static enum cprof_status failed(const char *where, struct cprof_error *err)
{
	return cprof_error_set(err, CPROF_ERR_IO, "%s: %s", where, io_strerror(errno));
}

static enum cprof_status write_file(const char *path, const char *text, size_t length,
				    struct cprof_error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return failed(path, err);
	if (io_write_all(fd, text, length) != 0) {
		failed(path, err);
		close(fd);
		return err->status;
	}
	return close(fd) != 0 ? failed(path, err) : CPROF_OK;
}

enum cprof_status output_text(const char *path, const char *text, size_t length,
			      struct notes *notes, struct cprof_error *err)
{
	struct buf clean = BUF_INIT;
	if (path != NULL) {
		notes_add(notes, "Generating report in %s", path);
		return write_file(path, text, length, err);
	}
	if (isatty(STDOUT_FILENO)) {
		clean_lines(&clean, text, length);
		text = buf_text(&clean);
		length = clean.size;
	}
	if (io_write_all(STDOUT_FILENO, text, length) != 0)
		failed("standard output", err);
	buf_done(&clean);
	return err->status;
}
