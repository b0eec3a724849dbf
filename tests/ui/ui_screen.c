/* Reading a screen: see ui_screen.h. */
#include "ui_screen.h"

#include <string.h>

const struct cell *ui_cell(const struct canvas *screen, int row, int col)
{
	return &screen->cells[(size_t)row * (size_t)screen->cols + (size_t)col];
}

void ui_row_text(const struct canvas *screen, int row, struct buf *out)
{
	size_t start = out->size;
	for (int i = 0; i < screen->cols; i++)
		if (ui_cell(screen, row, i)->width > 0)
			buf_puts(out, ui_cell(screen, row, i)->text);
	while (out->size > start && out->data[out->size - 1] == ' ')
		out->data[--out->size] = '\0';
}

void ui_row_styles(const struct canvas *screen, int row, struct buf *out)
{
	static const char letters[STYLE_COUNT + 1] = {
		[STYLE_NORMAL] = '.',	   [STYLE_TITLE] = 'T',	     [STYLE_CURSOR] = 'C',
		[STYLE_HEADING] = 'H',	   [STYLE_RULE] = '-',	     [STYLE_RULE_FOCUS] = '=',
		[STYLE_DIM] = 'd',	   [STYLE_MATCH] = 'm',	     [STYLE_HEAT1] = '1',
		[STYLE_HEAT2] = '2',	   [STYLE_HEAT3] = '3',	     [STYLE_HEAT4] = '4',
		[STYLE_ERROR] = 'E',	   [STYLE_CHIP] = 'f',	     [STYLE_KEY] = 'k',
		[STYLE_PROMPT] = 'p',	   [STYLE_GREW] = '+',	     [STYLE_SHRANK] = '~',
		[STYLE_GREW_MUCH] = 'P',   [STYLE_SHRANK_MUCH] = 'S', [STYLE_FLAME1] = 'u',
		[STYLE_FLAME2] = 'v',	   [STYLE_FLAME3] = 'w',     [STYLE_FLAME4] = 'x',
		[STYLE_FLAME5] = 'y',	   [STYLE_FLAME6] = 'z',     [STYLE_FLAME_ODD] = 'o',
		[STYLE_FLAME_CURSOR] = 'O',
	};
	size_t start = out->size;
	for (int i = 0; i < screen->cols; i++)
		buf_putc(out, letters[ui_cell(screen, row, i)->style]);
	while (out->size > start && out->data[out->size - 1] == '.')
		out->data[--out->size] = '\0';
}

static const char *cell_wrong(const struct cell *cell, const struct cell *right)
{
	size_t length = strnlen(cell->text, sizeof cell->text);
	if (length == sizeof cell->text)
		return "a cell's text has no end";
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)cell->text[i];
		/* The second half is the controls above 0x7f. */
		if (byte < ' ' || byte == 0x7f ||
		    (byte == 0xc2 && (unsigned char)cell->text[i + 1] < 0xa0))
			return "a control character";
	}
	for (size_t i = length; i < sizeof cell->text; i++)
		if (cell->text[i] != '\0')
			return "bytes behind a cell's text";
	if (cell->width > 2 || (cell->width == 0) != (length == 0))
		return "a cell without text, or of a width there is not";
	if (cell->width == 2 && (right == NULL || right->width != 0))
		return "half a wide character";
	return cell->style < STYLE_COUNT ? NULL : "a style there is not";
}

const char *ui_screen_wrong(const struct canvas *screen)
{
	for (int row = 0; row < screen->rows; row++) {
		int width = 0;
		for (int col = 0; col < screen->cols; col++) {
			const struct cell *cell = ui_cell(screen, row, col);
			const char *wrong =
				cell_wrong(cell, col + 1 < screen->cols ? cell + 1 : NULL);
			if (wrong != NULL)
				return wrong;
			width += cell->width;
		}
		if (width != screen->cols)
			return "a row that is not as wide as the screen";
	}
	return NULL;
}
