/* Path names as text; nothing here looks at the file system. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/buf.h"

/* Appends what follows the last '/', ignoring slashes at the end; "." for an empty path, "/" for a
 * root. */
void path_base(struct buf *out, const char *path);

/* Appends the path without "//", "." and "x/.." parts and without a slash at the end; "." if
 * empty. */
void path_clean(struct buf *out, const char *path);

#endif
