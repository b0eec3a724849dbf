/* Marks: a letter for a place, with the question that was asked there. */
#ifndef TUI_EXPLORER_MARKS_H
#define TUI_EXPLORER_MARKS_H

#include "tui/explorer/ui.h"

/* Reads the marks kept for this program. */
void marks_load(struct ui *ui);
void marks_done(struct ui *ui);

/* Goes to a mark; ' is the place before the last such jump. */
void marks_jump(struct ui *ui, char letter);
void marks_remove(struct ui *ui, size_t n);

/* A letter's kind: upper-case ones are kept. */
bool marks_is_letter(uint32_t key);

/* marks_file.c: a place as text that stands in one line, and back. The mark must be freed by
 * ui_place_done() if it was read. */
void marks_print(const struct ui *ui, const struct mark *mark, struct buf *out);
bool marks_parse(const struct ui *ui, const char *line, struct mark *mark);

#endif
