/* Keys as numbers and as names.
 *
 * A printable key is its Unicode code point, Ctrl-A to Ctrl-Z are 1 to 26; keys without a character
 * stand above the last code point. The names are what help, hints and the config file use. */
#ifndef TUI_TERM_KEY_H
#define TUI_TERM_KEY_H

#include <stddef.h>
#include <stdint.h>

#define KEY_CTRL(letter) ((letter) & 0x1f)

enum key {
	KEY_NONE_ = 0,
	KEY_TAB_ = 9,
	KEY_ENTER_ = 13,
	KEY_ESC_ = 27,
	KEY_UP_ = 0x200000,
	KEY_DOWN_,
	KEY_LEFT_,
	KEY_RIGHT_,
	KEY_HOME_,
	KEY_END_,
	KEY_PGUP_,
	KEY_PGDN_,
	KEY_INSERT_,
	KEY_DELETE_,
	KEY_BACKSPACE_, /* both ^H and ^? come as this */
	KEY_BACKTAB_,
	KEY_CTRL_LEFT_,
	KEY_CTRL_RIGHT_,
	KEY_F0_ = 0x200100, /* KEY_F0_ + n is function key n, 1 to 12 */
	KEY_ALT_ = 0x400000 /* set in another key: terminals send Alt as an Esc before it */
};

/* Writes the key's name ("j", "Up", "PgDn", "Enter", "Esc", "Space", "Ctrl-L", "F1", "S-Tab",
 * "Alt-x") into text; "" for a number that is no key. */
void key_name(uint32_t key, char text[16]);

/* The key with this name, or KEY_NONE_. Names longer than a character match in any case; "Ctrl-H"
 * is Backspace and "Ctrl-J" is Enter, as terminals have it. */
uint32_t key_parse(const char *name);

/* Writes a printable key as NUL-terminated UTF-8. Returns the bytes before the NUL. */
size_t key_encode(uint32_t key, char bytes[5]);

#endif
