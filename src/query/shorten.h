/* Names of functions without what stands before the last parts, for drawings. */
#ifndef QUERY_SHORTEN_H
#define QUERY_SHORTEN_H

#include "base/buf.h"

/* Appends the short form of a name of Go, Java or C++, or the name itself:
 * "runtime/pprof.writeHeap" becomes "pprof.writeHeap", "foo::bar::Baz::run(int)" "Baz::run". */
void shorten_name(struct buf *out, const char *name);

#endif
