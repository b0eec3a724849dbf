/* The package and the module of a function, worked out from its name and its file.
 *
 * In Go the package is the import path in front of the name, and the module the part of it that is
 * versioned as one; "std" is the standard library. Elsewhere the package is the namespace or the
 * class path; modules are then not known from names. */
#ifndef QUERY_PACKAGE_H
#define QUERY_PACKAGE_H

#include <stdbool.h>

#include "base/buf.h"

#define PACKAGE_NONE "(no package)"
#define MODULE_NONE "(no module)"
#define PACKAGE_GENERATED "(generated)" /* by the compiler: functions for types */

/* Appends the package; false: the name has none, as malloc. */
bool package_of(struct buf *out, const char *name, const char *file);

/* Appends the module; false: the function is not Go's, or has no package. */
bool module_of(struct buf *out, const char *name, const char *file);

/* Appends the package as part of a pattern, as names have it; false: it stands for no package. */
bool package_quote(struct buf *out, const char *package);

/* Appends a pattern that the names of its functions match and no others; `function` is one of them.
 * False: there is none. */
bool package_pattern(struct buf *out, const char *package, const char *function);

#endif
