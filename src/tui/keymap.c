/* Looking keys up: see keymap.h. */
#include "config.h"

#include "tui/keymap.h"

#include <string.h>

#include "tui/key.h"

#define KEY(context, key, command, hint, help) { context, key, command, hint, help },
const struct key_binding key_bindings[] = {
#include "tui/keys.def"
	{ KEYS_EVERYWHERE, NULL, NULL, NULL, NULL },
};
#undef KEY

const char *keymap_context_name(enum key_context context)
{
	static const char *const names[KEYS_CONTEXTS] = { "everywhere", "moving",  "top",
							  "source",     "stacks",  "info",
							  "types",      "filters", "text" };
	return names[context];
}

bool keymap_applies(enum key_context context, enum key_context view)
{
	return context == view || context == KEYS_EVERYWHERE || context == KEYS_MOVE;
}

/* Splits "s f" into its keys; the second is 0 when there is none. */
static void parse_binding(const char *text, uint32_t *first, uint32_t *second)
{
	char name[16];
	size_t length = strcspn(text, " ");
	if (length >= sizeof name)
		length = sizeof name - 1;
	memcpy(name, text, length);
	name[length] = '\0';
	*first = key_parse(name);
	*second = text[length] == ' ' ? key_parse(text + length + 1) : 0;
}

const struct key_binding *keymap_find(enum key_context view, uint32_t prefix, uint32_t key,
				      bool *is_prefix)
{
	*is_prefix = false;
	for (const struct key_binding *b = key_bindings; b->key != NULL; b++) {
		uint32_t first, second;
		if (!keymap_applies(b->context, view))
			continue;
		parse_binding(b->key, &first, &second);
		if (prefix == 0 && second != 0 && first == key)
			*is_prefix = true;
		else if (prefix == 0 ? second == 0 && first == key
				     : first == prefix && second == key)
			return b;
	}
	return NULL;
}
