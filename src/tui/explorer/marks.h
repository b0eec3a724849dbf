/* Marks: a letter for where the explorer was, with what was asked there. */
#ifndef TUI_EXPLORER_MARKS_H
#define TUI_EXPLORER_MARKS_H

#include "tui/explorer/ui.h"

/* Reads the marks kept for this program. */
void marks_load(struct ui *ui);
void marks_done(struct ui *ui);

/* Goes to a mark; ' is where the last such jump began. */
void marks_jump(struct ui *ui, char letter);
void marks_remove(struct ui *ui, size_t n);

/* A letter's kind: upper-case ones are kept. */
bool marks_is_letter(uint32_t key);

/* marks_file.c: a mark as a text of one line, and back. The snapshot of a mark that was read is the
 * caller's. */
void marks_print(const struct ui *ui, const struct mark *mark, struct buf *out);
bool marks_parse(const struct ui *ui, const char *line, struct mark *mark);

#endif
