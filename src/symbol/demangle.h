/* Readable forms of C++ and Rust names, as pprof makes them. */
#ifndef SYMBOL_DEMANGLE_H
#define SYMBOL_DEMANGLE_H

#include <stdbool.h>

#include "base/buf.h"
#include "model/profile.h"
#include "symbol/mangled.h"

/* What the option symbolize asks for. */
struct demangle_options {
	enum demangle_mode mode;
	bool force; /* functions get their system names back before */
	bool off;   /* names stay as they are */
};

/* Reads the words of the option, parted by colons; NULL: there are none. Returns how many are
 * unknown; the others count all the same. */
size_t demangle_options_read(const char *words, struct demangle_options *options);

/* Appends the short form of a name that is readable: parameters and, in the shortest form, template
 * arguments are removed when it looks like C++. Returns false, with nothing appended, when the name
 * stays as it is. */
bool demangle_shorten(const char *name, enum demangle_mode mode, struct buf *out);

/* Renames the functions of a profile: those whose name is empty or equals the system name. */
void demangle_profile(struct profile *p, const struct demangle_options *options);

#endif
