/* Which key does what, where. The bindings are records in keys.def: help, hints and the man page
 * come from the ones in force.
 *
 * A key may be two keys one after the other ("s f"). */
#ifndef TUI_INPUT_KEYMAP_H
#define TUI_INPUT_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/error.h>

#include "base/buf.h"
#include "base/vec.h"

enum key_context {
	KEYS_EVERYWHERE, /* all views */
	KEYS_MOVE,       /* all views with a cursor */
	KEYS_TOP,
	KEYS_SOURCE,
	KEYS_CALLERS,
	KEYS_FLAME,
	KEYS_STACKS,
	KEYS_INFO,
	KEYS_TYPES,
	KEYS_MARKS,
	KEYS_FILTERS,
	KEYS_COLUMNS,
	KEYS_GROUPS,
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

/* The bindings a new explorer has; the last one has no key. */
extern const struct key_binding key_bindings[];

/* The bindings in force: the ones above, and what `bind` and `unbind` made of them. Texts that are
 * not key_bindings' are owned. */
struct keymap {
	VEC(struct key_binding) all; /* the last one has no key */
	VEC(char *) owned;
};

void keymap_init(struct keymap *m);
void keymap_done(struct keymap *m);

/* "everywhere", "top", ... */
const char *keymap_context_name(enum key_context context);

/* The context of that name, or KEYS_CONTEXTS. */
enum key_context keymap_context_find(const char *name);

/* True if bindings of `context` count in a view whose own context is `view`. */
bool keymap_applies(enum key_context context, enum key_context view);

/* The binding of a key, after `prefix` if that is not 0. What a view has of its own comes before
 * what counts in others too. *is_prefix: the key begins a two-key binding. */
const struct key_binding *keymap_find(const struct keymap *m, enum key_context view,
				      uint32_t prefix, uint32_t key, bool *is_prefix);

/* Lets a key (as in struct key_binding, in any case) run another command. `help` is for a command
 * that has no key yet. What the binding hides, or is hidden by, is said in `clash`.
 * CPROF_ERR_SYNTAX: it is no key. */
enum cprof_status keymap_bind(struct keymap *m, enum key_context context, const char *key,
			      const char *command, const char *help, struct buf *clash,
			      struct cprof_error *err);

/* Takes a binding away. CPROF_ERR_NOTFOUND: there is none. */
enum cprof_status keymap_unbind(struct keymap *m, enum key_context context, const char *key,
				struct cprof_error *err);

/* Appends the differences from key_bindings as lines of `bind` and `unbind`. */
void keymap_print(const struct keymap *m, struct buf *out);

/* What somebody who pressed a key without a meaning may have wanted: the key in another case, with
 * or without Ctrl, or in another context; NULL: nothing is near. */
const struct key_binding *keymap_nearest(const struct keymap *m, enum key_context view,
					 uint32_t key);

/* What it does, in words; also for a second key of its command. */
const char *keymap_help(const struct key_binding *b);

/* The keys that may follow a prefix, by blanks. */
void keymap_followers(const struct keymap *m, enum key_context view, uint32_t prefix,
		      struct buf *out);

#endif
