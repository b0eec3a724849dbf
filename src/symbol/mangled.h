/* Names as C++ and Rust compilers mangle them. */
#ifndef SYMBOL_MANGLED_H
#define SYMBOL_MANGLED_H

#include <stdbool.h>

#include "base/buf.h"

/* How much of a name is kept. */
enum demangle_mode {
	DEMANGLE_SHORT,     /* neither parameters nor template arguments nor the type returned */
	DEMANGLE_TEMPLATES, /* the same with template arguments */
	DEMANGLE_FULL,
	DEMANGLE_NONE
};

/* Appends what the name says, as much of it as the mode wants. False, with nothing appended, if it
 * is not mangled, cannot be read or says too much, or if the program is built without libiberty. */
bool mangled_read(const char *name, enum demangle_mode mode, struct buf *out);

#endif
