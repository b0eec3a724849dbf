/* The emulated terminal: what a user would see, and every byte the program wrote.
 *
 * Rows and columns are counted from 1 for callers; negative ones from the end (-1 is the last). */
#ifndef PTY_SCREEN_H
#define PTY_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

#include <vterm.h>

#include "bytes.h"

struct screen;

struct screen *screen_new(int rows, int cols);
void screen_free(struct screen *s);

/* On the Linux console `ESC ] R` and `ESC ] P` are complete commands; elsewhere they would open a
 * string that swallows what follows. Set before the first byte. */
void screen_set_console(struct screen *s, bool console);

void screen_resize(struct screen *s, int rows, int cols);
void screen_write(struct screen *s, const char *data, size_t len);

/* What the terminal sends to the program: keys in the form the current mode asks for, pastes with
 * their marks when the program asked for them, answers to requests. screen_take() appends what is
 * due. */
void screen_key(struct screen *s, VTermKey key, VTermModifier modifier);
void screen_paste(struct screen *s, const char *text, size_t len, struct bytes *out);
void screen_take(struct screen *s, struct bytes *out);

/* Appends one row, or all rows each ended by a newline; blanks at the end of a row are dropped. */
void screen_row(const struct screen *s, int row, struct bytes *out);
void screen_text(const struct screen *s, struct bytes *out);

/* False when the position is outside the screen. */
bool screen_cell(const struct screen *s, int row, int col, VTermScreenCell *cell);

void screen_cursor(const struct screen *s, int *row, int *col);
int screen_rows(const struct screen *s);

/* Everything the program wrote; borrowed. */
const struct bytes *screen_raw(const struct screen *s);

/* What is not as a shell expects to find its terminal, or NULL; static text. */
const char *screen_not_restored(const struct screen *s);

#endif
