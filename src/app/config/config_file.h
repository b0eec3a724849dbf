/* What the user has set up: the settings, and the configuration file they come from.
 *
 * The file holds lines of the `:` prompt; only commands whose record says so may stand in it. Batch
 * reads none. Settings are taken at once, because the terminal is opened by them; everything else
 * is run by the front when the profile is there. */
#ifndef APP_CONFIG_CONFIG_FILE_H
#define APP_CONFIG_CONFIG_FILE_H

#include "base/notes.h"
#include "base/vec.h"
#include "app/config/settings.h"

struct config_file_line {
	size_t number; /* in the file, from 1 */
	char *text;    /* trimmed */
};

struct config_file {
	struct settings settings;
	char *path;    /* of the file, whether it is there or not; NULL: no file is read or written,
			* and nothing is kept */
	VEC(struct config_file_line) line; /* without comments and empty lines */
	VEC(char *) taken;           /* lines of the file that are in force: rewriting it may drop
				      * them */
	struct cprof_notes notes;    /* the file that could not be read */
};

/* The defaults, and no file. */
void config_file_init(struct config_file *s);

/* Finds the file in the user's home and reads it. A line with a wrong setting is left for
 * interpret_configuration() to complain about. */
void config_file_read(struct config_file *s);
void config_file_done(struct config_file *s);

/* True if a line sets an option of reports. It is the user's own: options are asked with, not
 * written. */
bool config_file_is_option(const char *text);

/* Writes the file so that it says `lines`, one below the other, each to be run again: what was in
 * force and is none of them goes; comments and what was not understood stay where they are. The
 * error is CPROF_ERR_IO. */
enum cprof_status config_file_write(struct config_file *s, const char *lines,
				    struct cprof_error *err);

#endif
