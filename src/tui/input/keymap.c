/* Looking keys up: see keymap.h. */
#include "tui/input/keymap.h"

#include <string.h>

#include "tui/term/key.h"
#include "tui/input/keymap_p.h"

#define KEY(context, key, command, hint, help) { context, key, command, hint, help },
const struct key_binding key_bindings[] = {
#include "tui/input/keys.def"
	{ KEYS_EVERYWHERE, NULL, NULL, NULL, NULL },
};
#undef KEY

const char *keymap_context_name(enum key_context context)
{
	static const char *const names[KEYS_CONTEXTS] = {
		"everywhere", "moving", "top", "source", "callers", "flame", "stacks",
		"info", "types", "marks", "filters", "columns", "rows", "text",
	};
	return names[context];
}

bool keymap_applies(enum key_context context, enum key_context view)
{
	return context == view || context == KEYS_EVERYWHERE || context == KEYS_MOVE;
}

enum key_context keymap_context_find(const char *name)
{
	int context = 0;
	while (context < KEYS_CONTEXTS &&
	       strcmp(keymap_context_name((enum key_context)context), name) != 0)
		context++;
	return (enum key_context)context;
}

/* Splits "s f" into its keys; the second is 0 when there is none. */
void keymap_split(const char *text, uint32_t key[2])
{
	char name[16];
	size_t length = strcspn(text, " ");
	if (length >= sizeof name)
		length = sizeof name - 1;
	memcpy(name, text, length);
	name[length] = '\0';
	key[0] = key_parse(name);
	key[1] = text[length] == ' ' ? key_parse(text + length + 1) : KEY_NONE_;
}

/* The binding in one context. */
static const struct key_binding *find_in(const struct keymap *m, enum key_context context,
					 uint32_t prefix, uint32_t key, bool *is_prefix)
{
	for (const struct key_binding *b = m->all.at; b->key != NULL; b++) {
		uint32_t own[2];
		if (b->context != context)
			continue;
		keymap_split(b->key, own);
		if (prefix == 0 && own[1] != 0 && own[0] == key)
			*is_prefix = true;
		else if (prefix == 0 ? own[1] == 0 && own[0] == key
				     : own[0] == prefix && own[1] == key)
			return b;
	}
	return NULL;
}

const struct key_binding *keymap_find(const struct keymap *m, enum key_context view,
				      uint32_t prefix, uint32_t key, bool *is_prefix)
{
	const enum key_context order[] = { view, KEYS_MOVE, KEYS_EVERYWHERE };
	*is_prefix = false;
	for (size_t i = 0; i < sizeof order / sizeof order[0] && !*is_prefix; i++) {
		if (!keymap_applies(order[i], view))
			continue;
		const struct key_binding *b = find_in(m, order[i], prefix, key, is_prefix);
		if (b != NULL)
			return b;
	}
	return NULL;
}

void keymap_followers(const struct keymap *m, enum key_context view, uint32_t prefix,
		      struct buf *out)
{
	for (const struct key_binding *b = m->all.at; b->key != NULL; b++) {
		uint32_t key[2];
		char name[16];
		keymap_split(b->key, key);
		if (!keymap_applies(b->context, view) || key[0] != prefix || key[1] == 0)
			continue;
		key_name(key[1], name);
		buf_printf(out, "%s%s", out->size > 0 ? " " : "", name);
	}
}

/* The letter in the other case; 0 if it is no letter. */
static uint32_t other_case(uint32_t key)
{
	bool letter = (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
	return letter ? key ^ 0x20 : 0;
}

/* The letter behind Ctrl, or Ctrl with the letter. */
static uint32_t other_ctrl(uint32_t key)
{
	if (key >= 1 && key <= 26)
		return key + 'a' - 1;
	return other_case(key) != 0 ? KEY_CTRL(key) : 0;
}

static const struct key_binding *find_anywhere(const struct keymap *m, uint32_t key)
{
	for (const struct key_binding *b = m->all.at; b->key != NULL; b++) {
		uint32_t own[2];
		keymap_split(b->key, own);
		if (own[0] == key && own[1] == 0)
			return b;
	}
	return NULL;
}

const struct key_binding *keymap_nearest(const struct keymap *m, enum key_context view,
					 uint32_t key)
{
	const uint32_t near[] = { other_case(key), other_ctrl(key) };
	const struct key_binding *b = find_anywhere(m, key);
	bool is_prefix;
	for (size_t i = 0; i < 2 && b == NULL; i++)
		if (near[i] != 0)
			b = keymap_find(m, view, 0, near[i], &is_prefix);
	return b;
}

const char *keymap_help(const struct key_binding *b)
{
	while (*b->help == '\0')
		b--;
	return b->help;
}
