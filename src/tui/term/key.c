/* Keys and their names: see key.h.
 *
 * Invariant: for every key that has a name, key_parse() of the name gives the key back. Names are
 * matched without regard to case, except those of one character, which are the character. */
#include "tui/term/key.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

#define FUNCTION_KEYS 12
#define LAST_CODE_POINT 0x10ffff

struct named_key {
	const char *name;
	uint32_t key;
};

/* The first name of a key is the one that key_name() writes. */
static const struct named_key named_keys[] = {
	{ "Tab", KEY_TAB_ },
	{ "Enter", KEY_ENTER_ },
	{ "Esc", KEY_ESC_ },
	{ "Space", ' ' },
	{ "Up", KEY_UP_ },
	{ "Down", KEY_DOWN_ },
	{ "Left", KEY_LEFT_ },
	{ "Right", KEY_RIGHT_ },
	{ "Home", KEY_HOME_ },
	{ "End", KEY_END_ },
	{ "PgUp", KEY_PGUP_ },
	{ "PgDn", KEY_PGDN_ },
	{ "Insert", KEY_INSERT_ },
	{ "Delete", KEY_DELETE_ },
	{ "Backspace", KEY_BACKSPACE_ },
	{ "S-Tab", KEY_BACKTAB_ },
	{ "Ctrl-Left", KEY_CTRL_LEFT_ },
	{ "Ctrl-Right", KEY_CTRL_RIGHT_ },
	/* What a terminal sends for these two is taken for another key. */
	{ "Ctrl-H", KEY_BACKSPACE_ },
	{ "Ctrl-J", KEY_ENTER_ },
};

#define NAMED_KEYS (sizeof named_keys / sizeof *named_keys)

static bool is_function_key(uint32_t key)
{
	return key > KEY_F0_ && key <= KEY_F0_ + FUNCTION_KEYS;
}

static bool is_character(uint32_t key)
{
	bool surrogate = key >= 0xd800 && key < 0xe000;
	return key > ' ' && key != 0x7f && key <= LAST_CODE_POINT && !surrogate;
}

size_t key_encode(uint32_t key, char bytes[5])
{
	size_t length = 0;
	if (key < 0x80) {
		bytes[length++] = (char)key;
	} else if (key < 0x800) {
		bytes[length++] = (char)(0xc0 | key >> 6);
	} else if (key < 0x10000) {
		bytes[length++] = (char)(0xe0 | key >> 12);
		bytes[length++] = (char)(0x80 | (key >> 6 & 0x3f));
	} else {
		bytes[length++] = (char)(0xf0 | key >> 18);
		bytes[length++] = (char)(0x80 | (key >> 12 & 0x3f));
		bytes[length++] = (char)(0x80 | (key >> 6 & 0x3f));
	}
	if (key >= 0x80)
		bytes[length++] = (char)(0x80 | (key & 0x3f));
	bytes[length] = '\0';
	return length;
}

/* The name without Alt. */
static void plain_name(uint32_t key, char text[16])
{
	for (size_t i = 0; i < NAMED_KEYS; i++) {
		if (named_keys[i].key == key) {
			snprintf(text, 16, "%s", named_keys[i].name);
			return;
		}
	}
	if (is_function_key(key))
		snprintf(text, 16, "F%u", (unsigned)(key - KEY_F0_));
	else if (key >= 1 && key <= 26)
		snprintf(text, 16, "Ctrl-%c", (char)('A' + key - 1));
	else if (is_character(key))
		key_encode(key, text);
	else
		text[0] = '\0';
}

void key_name(uint32_t key, char text[16])
{
	char plain[16];
	plain_name(key & ~(uint32_t)KEY_ALT_, plain);
	snprintf(text, 16, "%s%.11s", (key & KEY_ALT_) != 0 && plain[0] != '\0' ? "Alt-" : "",
		 plain);
}

/* The number behind "F", 0 if it is none. */
static uint32_t parse_function_key(const char *digits)
{
	char *end;
	if (digits[0] < '1' || digits[0] > '9')
		return KEY_NONE_;
	unsigned long number = strtoul(digits, &end, 10);
	return *end == '\0' && number <= FUNCTION_KEYS ? KEY_F0_ + (uint32_t)number : KEY_NONE_;
}

static uint32_t parse_plain(const char *name)
{
	for (size_t i = 0; i < NAMED_KEYS; i++) {
		if (strcasecmp(named_keys[i].name, name) == 0)
			return named_keys[i].key;
	}
	const char *end = name + strlen(name);
	if (end == name)
		return KEY_NONE_;
	uint32_t code;
	if (utf8_decode(name, end, &code) == (size_t)(end - name))
		return is_character(code) ? code : KEY_NONE_;
	if (strncasecmp(name, "Ctrl-", 5) == 0 && end - name == 6) {
		char letter = (char)(name[5] & ~0x20);
		return letter >= 'A' && letter <= 'Z' ? (uint32_t)KEY_CTRL(letter) : KEY_NONE_;
	}
	return name[0] == 'F' || name[0] == 'f' ? parse_function_key(name + 1) : KEY_NONE_;
}

uint32_t key_parse(const char *name)
{
	bool alt = strncasecmp(name, "Alt-", 4) == 0;
	uint32_t key = parse_plain(alt ? name + 4 : name);
	return alt && key != KEY_NONE_ ? key | KEY_ALT_ : key;
}
