/* Showing a file in a browser: see browse.h. */
#include "app/browse.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "app/program.h"

#define LINK "\033]8;;" /* begins a link of a terminal, and without an address ends it */
#define LINK_END "\033\\"

enum cprof_status browse_with(const char *command, const char *path, struct cprof_error *err)
{
	char *words = xstrdup(command), *rest = words;
	VEC(const char *) argv = { 0 };
	for (char *word; (word = strsep(&rest, " ")) != NULL;)
		if (*word != '\0')
			VEC_PUSH(&argv, word);
	if (argv.count > 0) {
		VEC_PUSH(&argv, path);
		VEC_PUSH(&argv, NULL);
		cprof_error_done(err);
		program_run(argv.at, err);
	}
	VEC_DONE(&argv);
	free(words);
	return err->status;
}

static bool is_set(const char *name)
{
	const char *value = getenv(name);
	return value != NULL && *value != '\0';
}

/* The address of a file on this machine; terminals elsewhere see by it that it is not theirs. */
static void put_address(struct buf *out, const char *path)
{
	char host[256] = "";
	if (gethostname(host, sizeof host - 1) != 0)
		host[0] = '\0';
	buf_printf(out, "file://%s", host);
	for (const char *p = path; *p != '\0'; p++) {
		if (isalnum((unsigned char)*p) || strchr("/._-~", *p) != NULL)
			buf_putc(out, *p);
		else
			buf_printf(out, "%%%02X", (unsigned char)*p);
	}
}

static void say_where(const char *path, struct cprof_notes *notes)
{
	struct buf line = BUF_INIT;
	if (!isatty(STDERR_FILENO)) {
		notes_add(notes, "The report is in %s", path);
		return;
	}
	buf_puts(&line, "The report is in " LINK);
	put_address(&line, path);
	buf_puts(&line, LINK_END);
	utf8_clean(&line, path, strlen(path), false);
	buf_puts(&line, LINK LINK_END "\n");
	if (io_write_all(STDERR_FILENO, line.data, line.size) != 0)
		line.size = 0; /* nobody is left to be told */
	buf_done(&line);
}

/* SSH_CONNECTION is "client port server port": how the user reached this machine. */
static void say_how(const char *path, struct cprof_notes *notes)
{
	const char *ssh = getenv("SSH_CONNECTION"), *user = getenv("USER");
	char server[128];
	if (ssh == NULL || sscanf(ssh, "%*s %*s %127s", server) != 1) {
		notes_add(notes, "No display: open that file in a browser");
		return;
	}
	bool bare = strchr(server, ':') == NULL;
	notes_add(notes, "No display: fetch it with  scp %s%s%s%s%s:%s .",
		  user != NULL ? user : "", user != NULL ? "@" : "", bare ? "" : "[", server,
		  bare ? "" : "]", path);
}

enum cprof_status browse(const char *path, struct cprof_notes *notes, struct cprof_error *err)
{
	static const char *const browsers[] = { "chrome",  "google-chrome",    "chromium",
						"firefox", "sensible-browser", "xdg-open" };
	bool display = is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
	say_where(path, notes);
	if (is_set("BROWSER") && browse_with(getenv("BROWSER"), path, err) == CPROF_OK)
		return CPROF_OK;
	if (!display) {
		if (!is_set("BROWSER"))
			say_how(path, notes);
		return err->status;
	}
	for (size_t i = 0; i < sizeof browsers / sizeof browsers[0]; i++)
		if (browse_with(browsers[i], path, err) == CPROF_OK)
			return CPROF_OK;
	return err->status;
}
