/* What the user has set up: the settings, and the configuration file they come from.
 *
 * The file holds lines of the `:` prompt; only commands whose record says so may stand in it. Batch
 * reads none. Settings are taken at once, because the terminal is opened by them; everything else
 * is run by the front when the profile is there. */
#ifndef APP_SETUP_H
#define APP_SETUP_H

#include "base/notes.h"
#include "base/vec.h"
#include "app/shell/command.h"
#include "app/config/settings.h"

struct setup_line {
	size_t number; /* in the file, from 1 */
	char *text;    /* trimmed */
};

struct setup {
	struct prefs prefs;
	char *path;    /* of the file, whether it is there or not; NULL: no file is read or written,
			* and nothing is kept */
	VEC(struct setup_line) line; /* without comments and empty lines */
	VEC(char *) taken;           /* lines of the file that are in force: rewriting it may drop
				      * them */
	struct notes notes;          /* the file that could not be read */
};

/* The defaults, and no file. */
void setup_init(struct setup *s);

/* Finds the file in the user's home and reads it. A line with a wrong setting is left for
 * setup_run() to complain about. */
void setup_read(struct setup *s);
void setup_done(struct setup *s);

/* True if a line sets an option of reports. It is the user's own: options are asked with, not
 * written. */
bool setup_is_option(const char *text);

/* Runs a line of the file. What it changes of the query counts only where `given`, the query of the
 * command line, has the default. The reply is as interpret() leaves it. */
enum cprof_status setup_run(const struct interpreter *in, const struct cprof_query *given,
			    const char *line, struct reply *reply, struct cprof_error *err);

/* Writes the file so that it says `lines`, one below the other, each to be run again: what was in
 * force and is none of them goes; comments and what was not understood stay where they are. The
 * error is CPROF_ERR_IO. */
enum cprof_status setup_write(struct setup *s, const char *lines, struct cprof_error *err);

#endif
