/* Shorter forms of names that are C++ in readable form, as pprof's default demangling makes
 * them. */
#ifndef SYMBOL_DEMANGLE_H
#define SYMBOL_DEMANGLE_H

#include "base/buf.h"
#include "model/profile.h"

/* Appends the short form of a name: parameters and template arguments are removed when it looks
 * like readable C++. Returns false, with nothing appended, when the name stays as it is. */
bool demangle_shorten(const char *name, struct buf *out);

/* Renames the functions of a profile: those whose name is empty or equals the system name. */
void demangle_profile(struct profile *p);

#endif
