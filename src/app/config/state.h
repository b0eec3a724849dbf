/* Files of ours in the user's home: the configuration, and what is kept from one run to the next.
 * Folders are made when a file is first written (0700, files 0600). */
#ifndef APP_CONFIG_STATE_H
#define APP_CONFIG_STATE_H

#include <cprof/error.h>

#include "base/buf.h"

/* The path of the file, which the caller frees; NULL when there is no home. By XDG's rules: in
 * $XDG_CONFIG_HOME/cprof-tui or ~/.config/cprof-tui, and in $XDG_STATE_HOME/cprof-tui or
 * ~/.local/state/cprof-tui. A variable that is not an absolute path does not count. */
char *state_config_path(const char *name);
char *state_path(const char *name);

/* Appends the file's text to `out`; a file that is not there is empty. */
enum cprof_status state_read(const char *path, struct buf *out, struct cprof_error *err);

/* Adds to the file's end, in one piece, so that two programs do not mix their lines. */
enum cprof_status state_append(const char *path, const char *text, struct cprof_error *err);

/* Puts another text in its place: a reader sees the old or the new one. What a link points to is
 * replaced, not the link. */
enum cprof_status state_replace(const char *path, const char *text, struct cprof_error *err);

#endif
