/* Path names as text; nothing here looks at the file system. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdint.h>

#include "base/buf.h"

/* Appends what follows the last '/', ignoring slashes at the end; "." for an empty path, "/" for a
 * root. */
void path_base(struct buf *out, const char *path);

/* Appends the path without "//", "." and "x/.." parts and without a slash at the end; "." if
 * empty. */
void path_clean(struct buf *out, const char *path);

/* Appends the path of a source file without what `trim` and `search`, the options trim_path and
 * source_path, take off it, as pprof does. Each is a list parted by ':', NULL or "". */
void path_trim(struct buf *out, const char *path, const char *trim, const char *search);

/* The same as reports print it: cleaned; nothing if nothing is left. */
void path_print(struct buf *out, const char *path, const char *trim, const char *search);

/* Appends the folder the path is in, clean; "." for one without a '/'. */
void path_dir(struct buf *out, const char *path);

/* The last folder of the path with its name, a part of `path`: "cart/build.go". */
const char *path_tail(const char *path);

/* Appends the same with a line, if it is not 0; nothing for an empty path. */
void path_put_line(struct buf *out, const char *path, int64_t line);

#endif
