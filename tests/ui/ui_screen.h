/* Reading a screen: what tests on the script back end share. */
#ifndef TESTS_UI_SCREEN_H
#define TESTS_UI_SCREEN_H

#include "base/buf.h"
#include "tui/term/canvas.h"

/* The cells from this place to the end of its row. */
const struct cell *ui_cell(const struct canvas *screen, int row, int col);

/* Appends a row of the screen, blanks at its end cut. */
void ui_row_text(const struct canvas *screen, int row, struct buf *out);

/* Appends the styles of a row, a letter for each cell, normal ones at its end cut: . normal,
 * T title, C cursor, H heading, - rule, = rule with the focus, d dim, m match, 1 to 4 heat,
 * E error, f filter, k key, p prompt, + grew, ~ shrank, P grew much, S shrank much, u to z flame,
 * o odd frame, O the frame at the cursor. */
void ui_row_styles(const struct canvas *screen, int row, struct buf *out);

/* What no screen may have: a control character, a row that is not as wide as the screen, bytes
 * behind a cell's text. Returns what is wrong, or NULL. */
const char *ui_screen_wrong(const struct canvas *screen);

#endif
