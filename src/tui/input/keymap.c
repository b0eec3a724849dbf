/* Keys and the commands they stand for: looking them up, and changing them: see keymap.h.
 *
 * Invariant: the bindings of one command in one context stand together, and the first of them alone
 * has the hint and the help. */
#include "tui/input/keymap.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "tui/term/key.h"

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
static void split(const char *text, uint32_t key[2])
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
		split(b->key, own);
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
		split(b->key, key);
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
		split(b->key, own);
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

void keymap_init(struct keymap *m)
{
	*m = (struct keymap){ 0 };
	for (const struct key_binding *b = key_bindings; b->key != NULL; b++)
		VEC_PUSH(&m->all, *b);
	VEC_PUSH(&m->all, (struct key_binding){ .key = NULL });
}

void keymap_done(struct keymap *m)
{
	for (size_t i = 0; i < m->owned.count; i++)
		free(m->owned.at[i]);
	VEC_DONE(&m->owned);
	VEC_DONE(&m->all);
}

static const char *own(struct keymap *m, char *text)
{
	VEC_PUSH(&m->owned, text);
	return text;
}

static bool same_place(const struct key_binding *a, const struct key_binding *b)
{
	return a->context == b->context && strcmp(a->key, b->key) == 0;
}

static bool same_group(const struct key_binding *a, const struct key_binding *b)
{
	return a->context == b->context && strcmp(a->command, b->command) == 0;
}

/* Takes one out; the next of its group gets its words. */
static void take_out(struct keymap *m, size_t at)
{
	struct key_binding *b = &m->all.at[at];
	if (*b->help != '\0' && b[1].key != NULL && *b[1].help == '\0' && same_group(b, b + 1)) {
		b[1].help = b->help;
		b[1].hint = b->hint;
	}
	m->all.count--;
	memmove(b, b + 1, (m->all.count - at) * sizeof *b);
}

/* Puts it in front of the others of its command, or behind everything. */
static void put_in(struct keymap *m, struct key_binding *binding)
{
	size_t at = 0, last = m->all.count - 1;
	while (at < last && !same_group(&m->all.at[at], binding))
		at++;
	if (at < last) {
		binding->help = m->all.at[at].help;
		binding->hint = m->all.at[at].hint;
		m->all.at[at].help = m->all.at[at].hint = "";
	}
	VEC_RESERVE(&m->all, 1);
	memmove(m->all.at + at + 1, m->all.at + at, (m->all.count - at) * sizeof *binding);
	m->all.at[at] = *binding;
	m->all.count++;
}

/* The names of the keys as key_name() writes them; NULL if the text names none. */
static char *canonical(const char *text)
{
	struct buf name = BUF_INIT;
	uint32_t key[2];
	char one[16];
	split(text, key);
	bool two = strchr(text, ' ') != NULL;
	for (int i = 0; i < (two ? 2 : 1); i++) {
		key_name(key[i], one);
		if (key[i] == KEY_NONE_ || *one == '\0') {
			buf_done(&name);
			return NULL;
		}
		buf_printf(&name, "%s%s", i > 0 ? " " : "", one);
	}
	return buf_take(&name);
}

/* Two bindings that cannot both be reached where both count: the same keys, or one that begins the
 * other. */
static bool collide(const struct key_binding *a, const struct key_binding *b)
{
	uint32_t one[2], other[2];
	split(a->key, one);
	split(b->key, other);
	return one[0] == other[0] && (one[1] == other[1] || one[1] == 0 || other[1] == 0);
}

static bool meet(enum key_context a, enum key_context b)
{
	bool found = false;
	for (int view = 0; view < KEYS_CONTEXTS && !found; view++)
		found = keymap_applies(a, (enum key_context)view) &&
			keymap_applies(b, (enum key_context)view);
	return found;
}

/* The more special context counts; of the two that count everywhere, the one of lists. */
static bool is_hidden_by(enum key_context a, enum key_context b)
{
	return a == KEYS_EVERYWHERE || (a == KEYS_MOVE && b != KEYS_EVERYWHERE);
}

static bool is_default(const struct key_binding *b)
{
	for (const struct key_binding *d = key_bindings; d->key != NULL; d++)
		if (same_place(d, b) && strcmp(d->command, b->command) == 0)
			return true;
	return false;
}

static void tell(struct buf *clash, const struct key_binding *hidden,
		 const struct key_binding *by)
{
	buf_printf(clash, "%s%s in %s (%s) is hidden by %s in %s (%s)",
		   clash->size > 0 ? "; " : "", hidden->key, keymap_context_name(hidden->context),
		   hidden->command, by->key, keymap_context_name(by->context), by->command);
}

/* Takes out what the new binding replaces in its own context and says what it collides with. The
 * default of the very key is meant to be hidden, what the user bound before is not. */
static void make_room(struct keymap *m, const struct key_binding *binding, struct buf *clash)
{
	for (size_t i = 0; m->all.at[i].key != NULL;) {
		const struct key_binding *b = &m->all.at[i];
		bool same = b->context == binding->context;
		if (!collide(b, binding) || !meet(b->context, binding->context)) {
			i++;
			continue;
		}
		bool hides = same || is_hidden_by(b->context, binding->context);
		bool meant = hides && strcmp(b->key, binding->key) == 0 && is_default(b);
		if (!meant && strcmp(b->command, binding->command) != 0)
			tell(clash, hides ? b : binding, hides ? binding : b);
		if (same)
			take_out(m, i);
		else
			i++;
	}
}

enum cprof_status keymap_bind(struct keymap *m, enum key_context context, const char *key,
			      const char *command, const char *help, struct buf *clash,
			      struct cprof_error *err)
{
	char *name = canonical(key);
	if (name == NULL)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "\"%s\" is no key", key);
	struct key_binding binding = { context, own(m, name), own(m, xstrdup(command)), "",
				       own(m, xstrdup(help)) };
	make_room(m, &binding, clash);
	put_in(m, &binding);
	return CPROF_OK;
}

enum cprof_status keymap_unbind(struct keymap *m, enum key_context context, const char *key,
				struct cprof_error *err)
{
	char *name = canonical(key);
	size_t at = 0;
	if (name == NULL)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "\"%s\" is no key", key);
	while (m->all.at[at].key != NULL &&
	       (m->all.at[at].context != context || strcmp(m->all.at[at].key, name) != 0))
		at++;
	if (m->all.at[at].key == NULL)
		cprof_error_set(err, CPROF_ERR_NOTFOUND, "%s is not bound in %s", name,
				keymap_context_name(context));
	else
		take_out(m, at);
	free(name);
	return err->status;
}

static void print_key(struct buf *out, const char *word, const struct key_binding *b)
{
	const char *quote = strchr(b->key, ' ') != NULL ? "\"" : "";
	buf_printf(out, "%s %s %s%s%s", word, keymap_context_name(b->context), quote, b->key,
		   quote);
}

void keymap_print(const struct keymap *m, struct buf *out)
{
	for (const struct key_binding *d = key_bindings; d->key != NULL; d++) {
		const struct key_binding *b = m->all.at;
		while (b->key != NULL && !same_place(b, d))
			b++;
		if (b->key != NULL)
			continue;
		print_key(out, "unbind", d);
		buf_putc(out, '\n');
	}
	for (const struct key_binding *b = m->all.at; b->key != NULL; b++) {
		if (is_default(b))
			continue;
		print_key(out, "bind", b);
		buf_printf(out, " %s\n", b->command);
	}
}
