/* The emulated terminal, on libvterm.
 *
 * libvterm knows no dim attribute, and reports bracketed paste, clipboard and keypad modes to
 * nobody; those are read from the raw bytes, which are therefore kept whole. */
#include "screen.h"

#include <stdlib.h>
#include <string.h>

struct screen {
	VTerm *vt;
	VTermScreen *grid;
	int rows, cols;
	struct bytes raw;
	bool alternate, cursor_hidden, mouse;
	bool console;
	int filter; /* how much of `ESC ]` was seen, or minus the bytes still to drop */
};

static int on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct screen *s = user;
	if (prop == VTERM_PROP_ALTSCREEN)
		s->alternate = value->boolean;
	else if (prop == VTERM_PROP_CURSORVISIBLE)
		s->cursor_hidden = !value->boolean;
	else if (prop == VTERM_PROP_MOUSE)
		s->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	return 1;
}

static const VTermScreenCallbacks screen_callbacks = { .settermprop = on_property };

struct screen *screen_new(int rows, int cols)
{
	struct screen *s = calloc(1, sizeof(*s));
	if (!s)
		abort();
	s->rows = rows;
	s->cols = cols;
	s->vt = vterm_new(rows, cols);
	if (!s->vt)
		abort();
	vterm_set_utf8(s->vt, 1);
	s->grid = vterm_obtain_screen(s->vt);
	vterm_screen_enable_altscreen(s->grid, 1);
	vterm_screen_set_callbacks(s->grid, &screen_callbacks, s);
	vterm_screen_reset(s->grid, 1);
	return s;
}

void screen_free(struct screen *s)
{
	if (!s)
		return;
	vterm_free(s->vt);
	bytes_done(&s->raw);
	free(s);
}

void screen_set_console(struct screen *s, bool console)
{
	s->console = console;
}

void screen_resize(struct screen *s, int rows, int cols)
{
	s->rows = rows;
	s->cols = cols;
	vterm_set_size(s->vt, rows, cols);
}

/* Passes one byte on unless it belongs to a palette command of the Linux console. */
static void write_console(struct screen *s, char c)
{
	if (s->filter < 0) {
		s->filter++;
	} else if (s->filter == 1 && c == ']') {
		s->filter = 2;
	} else if (s->filter == 2 && (c == 'R' || c == 'P')) {
		s->filter = c == 'P' ? -7 : 0;
	} else {
		vterm_input_write(s->vt, "\033]", (size_t)s->filter);
		s->filter = c == '\033';
		if (!s->filter)
			vterm_input_write(s->vt, &c, 1);
	}
}

void screen_write(struct screen *s, const char *data, size_t len)
{
	bytes_add(&s->raw, data, len);
	if (!s->console)
		vterm_input_write(s->vt, data, len);
	else
		for (size_t i = 0; i < len; i++)
			write_console(s, data[i]);
}

void screen_key(struct screen *s, VTermKey key, VTermModifier modifier)
{
	vterm_keyboard_key(s->vt, key, modifier);
}

void screen_paste(struct screen *s, const char *text, size_t len, struct bytes *out)
{
	vterm_keyboard_start_paste(s->vt);
	screen_take(s, out);
	bytes_add(out, text, len);
	vterm_keyboard_end_paste(s->vt);
	screen_take(s, out);
}

void screen_take(struct screen *s, struct bytes *out)
{
	char block[256];
	size_t n;
	while ((n = vterm_output_read(s->vt, block, sizeof(block))) > 0)
		bytes_add(out, block, n);
}

/* Appends a code point as UTF-8. */
static void add_utf8(struct bytes *out, uint32_t c)
{
	if (c < 0x80) {
		bytes_add_char(out, (char)c);
		return;
	}
	int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
	static const unsigned lead[] = { 0, 0xc0, 0xe0, 0xf0 };
	bytes_add_char(out, (char)(lead[more] | c >> (6 * more)));
	while (more-- > 0)
		bytes_add_char(out, (char)(0x80 | (c >> (6 * more) & 0x3f)));
}

static void add_row(const struct screen *s, int row, struct bytes *out)
{
	size_t end = out->len;
	for (int col = 0; col < s->cols; col++) {
		VTermScreenCell cell;
		if (!vterm_screen_get_cell(s->grid, (VTermPos){ row, col }, &cell))
			continue;
		if (cell.chars[0] == (uint32_t)-1) /* the right half of a wide character */
			continue;
		if (!cell.chars[0]) {
			bytes_add_char(out, ' ');
			continue;
		}
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			add_utf8(out, cell.chars[i]);
		if (cell.chars[0] != ' ' || cell.chars[1])
			end = out->len;
	}
	out->len = end;
	if (out->data)
		out->data[end] = '\0';
}

/* From 1 or from the end to 0; -1 when outside. */
static int place(int n, int count)
{
	int at = n < 0 ? count + n : n - 1;
	return n != 0 && at >= 0 && at < count ? at : -1;
}

void screen_row(const struct screen *s, int row, struct bytes *out)
{
	int at = place(row, s->rows);
	if (at >= 0)
		add_row(s, at, out);
}

void screen_text(const struct screen *s, struct bytes *out)
{
	for (int row = 0; row < s->rows; row++) {
		add_row(s, row, out);
		bytes_add_char(out, '\n');
	}
}

bool screen_cell(const struct screen *s, int row, int col, VTermScreenCell *cell)
{
	VTermPos pos = { place(row, s->rows), place(col, s->cols) };
	return pos.row >= 0 && pos.col >= 0 && vterm_screen_get_cell(s->grid, pos, cell);
}

void screen_cursor(const struct screen *s, int *row, int *col)
{
	VTermPos pos;
	vterm_state_get_cursorpos(vterm_obtain_state(s->vt), &pos);
	*row = pos.row + 1;
	*col = pos.col + 1;
}

int screen_rows(const struct screen *s)
{
	return s->rows;
}

const struct bytes *screen_raw(const struct screen *s)
{
	return &s->raw;
}

/* Whether the mode was switched on and not off again. */
static bool left_on(const struct bytes *raw, const char *on, const char *off)
{
	size_t on_len = strlen(on), off_len = strlen(off);
	bool result = false;
	for (size_t i = 0; i < raw->len; i++) {
		if (raw->len - i >= on_len && !memcmp(raw->data + i, on, on_len))
			result = true;
		else if (raw->len - i >= off_len && !memcmp(raw->data + i, off, off_len))
			result = false;
	}
	return result;
}

const char *screen_not_restored(const struct screen *s)
{
	VTermState *state = vterm_obtain_state(s->vt);
	VTermValue value;
	if (s->alternate)
		return "the alternate screen is still on";
	if (s->cursor_hidden)
		return "the cursor is still hidden";
	if (s->mouse)
		return "mouse reports are still on";
	if (left_on(&s->raw, "\033[?2004h", "\033[?2004l"))
		return "bracketed paste is still on";
	if (left_on(&s->raw, "\033[?1h", "\033[?1l"))
		return "cursor keys are still in application mode";
	if (left_on(&s->raw, "\033=", "\033>"))
		return "the keypad is still in application mode";
	if (vterm_state_get_penattr(state, VTERM_ATTR_REVERSE, &value) && value.boolean)
		return "reverse video is still on";
	if (vterm_state_get_penattr(state, VTERM_ATTR_BOLD, &value) && value.boolean)
		return "bold is still on";
	if (vterm_state_get_penattr(state, VTERM_ATTR_UNDERLINE, &value) && value.number)
		return "underline is still on";
	if (vterm_state_get_penattr(state, VTERM_ATTR_FOREGROUND, &value) &&
	    !VTERM_COLOR_IS_DEFAULT_FG(&value.color))
		return "a colour is still on";
	return NULL;
}
