/* The forms a long name can be shown in. They are for the eye: what a name stands for, what is
 * searched and filtered, is always the name in full. */
#ifndef BASE_NAMEFORM_H
#define BASE_NAMEFORM_H

#include "base/buf.h"

enum nameform {
	NAMEFORM_FULL,
	NAMEFORM_SHORT,  /* paths without their folders: json.(*Decoder).Decode */
	NAMEFORM_BASE,   /* without the package: (*Decoder).Decode; arguments are folded */
	NAMEFORM_FOLDED, /* arguments of generics and templates as [...] and <...> */
	NAMEFORMS
};

/* Appends the name of a function, as reports print it, in that form. */
void nameform_put(struct buf *out, const char *name, enum nameform form);

/* "in full", "without folders", ...: for messages. */
const char *nameform_words(enum nameform form);

#endif
