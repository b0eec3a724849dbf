/* Putting a report where it was asked for: see output.h. The text is complete before the first byte
 * is written, so a report that fails leaves nothing behind. */
#include "config.h"

#include "app/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/io.h"
#include "base/utf8.h"
#include "codec/encode.h"

#define MOST_FILES 9999

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

/* Writes and closes. */
static enum cprof_status write_all(int fd, const char *path, const struct buf *bytes,
				   struct cprof_error *err)
{
	if (io_write_all(fd, bytes->data, bytes->size) != 0) {
		failed(path, err);
		close(fd);
		return err->status;
	}
	return close(fd) != 0 ? failed(path, err) : CPROF_OK;
}

static enum cprof_status write_file(const char *path, const struct buf *bytes,
				    struct notes *notes, struct cprof_error *err)
{
	notes_add(notes, "Generating report in %s", path);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	return fd < 0 ? failed(path, err) : write_all(fd, path, bytes, err);
}

/* Writes to the first of profile001.pb.gz, profile002.pb.gz ... that is not there yet. */
static enum cprof_status write_new_file(const struct buf *bytes, struct notes *notes,
					struct cprof_error *err)
{
	char path[] = "profile0000.pb.gz";
	int fd = -1;
	for (int number = 1; number <= MOST_FILES && fd < 0; number++) {
		snprintf(path, sizeof path, "profile%03d.pb.gz", number);
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	if (fd < 0)
		return failed(path, err);
	notes_add(notes, "Generating report in %s", path);
	return write_all(fd, path, bytes, err);
}

static enum cprof_status write_standard(const struct buf *bytes, struct cprof_error *err)
{
	if (io_write_all(STDOUT_FILENO, bytes->data, bytes->size) != 0)
		failed("standard output", err);
	return err->status;
}

enum cprof_status output_result(const struct cprof_report *report,
				const struct cprof_result *result, const char *path,
				struct notes *notes, struct cprof_error *err)
{
	struct buf bytes = BUF_INIT, clean = BUF_INIT;
	if (result->profile != NULL)
		encode_profile(result->profile, &bytes);
	else
		report->print(result, &bytes);
	if (path != NULL) {
		write_file(path, &bytes, notes, err);
	} else if (!isatty(STDOUT_FILENO)) {
		write_standard(&bytes, err);
	} else if (result->profile != NULL) {
		write_new_file(&bytes, notes, err);
	} else {
		clean_lines(&clean, buf_text(&bytes), bytes.size);
		write_standard(&clean, err);
	}
	buf_done(&bytes);
	buf_done(&clean);
	return err->status;
}
