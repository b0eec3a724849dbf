/* Putting a report where it was asked for: see output.h. The text is complete before the first byte
 * is written, so a report that fails leaves nothing behind. */
#include "app/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/utf8.h"
#include "app/program.h"

#define MOST_FILES 10000 /* names tried until one is free */

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
	return cprof_error_set(err, CPROF_ERR_IO, "%s: %s", where, io_strerror(errno).text);
}

enum cprof_status output_file(const char *path, const char *text, size_t length,
			      struct cprof_error *err)
{
	int fd = io_open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	return io_fill(fd, path, text, length, err);
}

/* Creates the first file of FOLDER/STEM001.SUFFIX, 002, ... that is not there yet; -1 without one.
 * `path` gets its name. */
static int create_fresh(const char *folder, const char *stem, const char *suffix, mode_t mode,
			struct buf *path, struct cprof_error *err)
{
	for (int i = 1; i < MOST_FILES; i++) {
		buf_clear(path);
		buf_printf(path, "%s%s%s%03d.%s", folder, *folder != '\0' ? "/" : "", stem, i,
			   suffix);
		int fd = io_open(buf_text(path), O_WRONLY | O_CREAT | O_EXCL, mode);
		if (fd >= 0)
			return fd;
		if (errno != EEXIST)
			break;
	}
	failed(buf_text(path), err);
	return -1;
}

static enum cprof_status write_fresh(const char *folder, const char *stem, const char *suffix,
				     mode_t mode, const char *bytes, size_t length,
				     struct buf *path, struct cprof_error *err)
{
	int fd = create_fresh(folder, stem, suffix, mode, path, err);
	return fd < 0 ? err->status : io_fill(fd, buf_text(path), bytes, length, err);
}

/* A picture of a text in graphviz's language. Names may hold bytes no picture can, and '&' would
 * begin an entity. */
static enum cprof_status make_picture(const char *format, const char *text, size_t length,
				      struct buf *picture, struct cprof_error *err)
{
	struct buf clean = BUF_INIT, input = BUF_INIT, flag = BUF_INIT;
	clean_lines(&clean, text, length);
	for (const char *p = buf_text(&clean); *p != '\0'; p++) {
		if (*p == '&')
			buf_puts(&input, "&amp;");
		else
			buf_putc(&input, *p);
	}
	buf_printf(&flag, "-T%s", format);
	const char *const words[] = { "dot", buf_text(&flag), NULL };
	bool started;
	program_filter(words, input.data, input.size, picture, &started, err);
	if (!started)
		cprof_error_prefix(err, "install graphviz to draw pictures");
	buf_done(&clean);
	buf_done(&input);
	buf_done(&flag);
	return err->status;
}

/* A browser may still read the file when its command has ended, so that file stays. The folder is
 * everybody's, the report is not. */
static enum cprof_status show(const struct cprof_report *report, const char *bytes, size_t length,
			      struct cprof_notes *notes, struct cprof_error *err)
{
	const char *folder = program_is_set("TMPDIR") ? getenv("TMPDIR") : "/tmp";
	struct buf path = BUF_INIT;
	if (write_fresh(folder, "pprof", report->suffix, 0600, bytes, length, &path, err) ==
	    CPROF_OK) {
		if (*report->viewer == '\0') {
			program_browse(buf_text(&path), notes, err);
		} else {
			program_view(report->viewer, buf_text(&path), err);
			unlink(buf_text(&path));
		}
	}
	buf_done(&path);
	return err->status;
}

enum cprof_status output_text(const char *text, size_t length, struct cprof_error *err)
{
	struct buf clean = BUF_INIT;
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

/* To standard output, or what a terminal gets instead. */
static enum cprof_status put_out(const struct cprof_report *report, const char *bytes,
				 size_t length, bool shell, struct cprof_notes *notes,
				 struct cprof_error *err)
{
	struct buf path = BUF_INIT;
	if (report->suffix != NULL && (shell || isatty(STDOUT_FILENO))) {
		if (write_fresh("", "profile", report->suffix, 0666, bytes, length, &path, err) ==
		    CPROF_OK)
			notes_add(notes, "Generating report in %s", buf_text(&path));
		buf_done(&path);
		return err->status;
	}
	return output_text(bytes, length, err);
}

bool output_exists(const char *path)
{
	struct stat about;
	return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

enum cprof_status output_report(const struct cprof_report *report, const char *text, size_t length,
				const struct output *to, struct cprof_notes *notes,
				struct cprof_error *err)
{
	struct buf picture = BUF_INIT;
	bool terminal = to->shell || isatty(STDOUT_FILENO);
	if (report->graphviz != NULL) {
		make_picture(report->graphviz, text, length, &picture, err);
		text = buf_text(&picture);
		length = picture.size;
	}
	if (err->status == CPROF_OK) {
		if (to->path != NULL) {
			notes_add(notes, "Generating report in %s", to->path);
			output_file(to->path, text, length, err);
		} else if (report->viewer != NULL && (!report->pipes || terminal)) {
			show(report, text, length, notes, err);
		} else {
			put_out(report, text, length, to->shell, notes, err);
		}
	}
	buf_done(&picture);
	return err->status;
}
