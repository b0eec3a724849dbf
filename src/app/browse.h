/* Showing a file in a browser, or saying where it is when there is none. */
#ifndef APP_BROWSE_H
#define APP_BROWSE_H

#include <cprof/error.h>

#include "base/notes.h"

/* Starts the program with the file behind its own words, which blanks part in `command`, and waits
 * for it. */
enum cprof_status browse_with(const char *command, const char *path, struct cprof_error *err);

/* Shows the file in $BROWSER, else in the first browser that starts. Without a display it says
 * where the file is, for a terminal as a link, and how to fetch it over ssh. */
enum cprof_status browse(const char *path, struct cprof_notes *notes, struct cprof_error *err);

#endif
