/* Which key does what, where. The bindings are records in keys.def: help, hints and the man page
 * come from them.
 *
 * A key may be two keys one after the other ("s f"). */
#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_context {
	KEYS_EVERYWHERE, /* all views */
	KEYS_MOVE,       /* all views with a cursor */
	KEYS_TOP,
	KEYS_SOURCE,
	KEYS_STACKS,
	KEYS_INFO,
	KEYS_TYPES,
	KEYS_FILTERS,
	KEYS_PAGER,
	KEYS_CONTEXTS
};

struct key_binding {
	enum key_context context;
	const char *key;     /* names of key.h, two with a blank between */
	const char *command; /* a line for the interpreter */
	const char *hint;    /* a word for the keys line; "" if it is not shown there */
	const char *help;    /* "" for a second key of the same command */
};

extern const struct key_binding key_bindings[]; /* the last one has no key */

/* "everywhere", "top", ... */
const char *keymap_context_name(enum key_context context);

/* True if bindings of `context` count in a view whose own context is `view`. */
bool keymap_applies(enum key_context context, enum key_context view);

/* The binding of a key, after `prefix` if that is not 0. *is_prefix: the key begins a two-key
 * binding. */
const struct key_binding *keymap_find(enum key_context view, uint32_t prefix, uint32_t key,
				      bool *is_prefix);

#endif
