/* What the files of the key map share. */
#ifndef TUI_INPUT_KEYMAP_P_H
#define TUI_INPUT_KEYMAP_P_H

#include <stdint.h>

/* The keys of a binding's text; the second is 0 when there is none, either when it is no key. */
void keymap_split(const char *text, uint32_t key[2]);

#endif
