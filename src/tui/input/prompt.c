/* The line editor of the prompts: see prompt.h.
 *
 * Invariant: the cursor stands between two graphemes of a text without control characters.
 * Recalled and found lines replace the text; the user's own line waits in `own` until it is wanted
 * back, and any edit makes the line shown the user's own. */
#include "tui/input/prompt.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "tui/term/key.h"

#define HISTORY_MAX 500

/* A step of sideways scrolling shows so much of what was hidden: a third of the width. */
#define SCROLL_PART 3

static void remove_line(struct prompt_history *h, size_t at)
{
	free(h->line[at]);
	h->count--;
	memmove(h->line + at, h->line + at + 1, (h->count - at) * sizeof *h->line);
}

void prompt_history_add(struct prompt_history *h, const char *line)
{
	if (line[0] == '\0')
		return;
	char *copy = xstrdup(line);
	for (size_t i = h->count; i-- > 0;) {
		if (strcmp(h->line[i], copy) == 0)
			remove_line(h, i);
	}
	if (h->count == HISTORY_MAX)
		remove_line(h, 0);
	h->line = xreallocarray(h->line, h->count + 1, sizeof *h->line);
	h->line[h->count++] = copy;
}

void prompt_history_done(struct prompt_history *h)
{
	for (size_t i = 0; i < h->count; i++)
		free(h->line[i]);
	free(h->line);
	*h = (struct prompt_history){ NULL, 0 };
}

static size_t history_count(const struct prompt *p)
{
	return p->history != NULL ? p->history->count : 0;
}

/* Appends text with a blank for each control character. */
static void put_plain(struct buf *out, const char *text, size_t length)
{
	const char *end = text + length;
	uint32_t code;
	for (const char *at = text; at < end;) {
		size_t size = utf8_decode(at, end, &code);
		if (code < ' ' || (code >= 0x7f && code < 0xa0))
			buf_putc(out, ' ');
		else
			buf_put(out, at, size);
		at += size;
	}
}

/* Replaces the bytes [from, to) and puts the cursor behind what came in. */
static void splice(struct prompt *p, size_t from, size_t to, const char *text, size_t length)
{
	struct buf line = BUF_INIT;
	buf_put(&line, buf_text(&p->text), from);
	put_plain(&line, text, length);
	p->cursor = line.size;
	buf_put(&line, buf_text(&p->text) + to, p->text.size - to);
	buf_done(&p->text);
	p->text = line;
	p->recall = history_count(p);
}

/* Shows another line, the cursor at its end. `recall` is left alone. */
static void show_line(struct prompt *p, const char *text)
{
	size_t recall = p->recall;
	splice(p, 0, p->text.size, text, strlen(text));
	p->recall = recall;
}

static void copy_text(struct buf *to, const struct buf *from, size_t length)
{
	buf_clear(to);
	buf_put(to, buf_text(from), length);
}

void prompt_open(struct prompt *p, char lead, const char *label, const char *text,
		 struct prompt_history *history)
{
	*p = (struct prompt){ .lead = lead, .label = label, .history = history };
	splice(p, 0, 0, text, strlen(text));
}

void prompt_done(struct prompt *p)
{
	buf_done(&p->text);
	buf_done(&p->own);
	buf_done(&p->prefix);
	buf_done(&p->needle);
	free(p->killed);
	*p = (struct prompt){ .label = "" };
}

const char *prompt_text(const struct prompt *p)
{
	return buf_text(&p->text);
}

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || (unsigned char)c >= 0x80;
}

static size_t word_left(const struct prompt *p)
{
	const char *text = buf_text(&p->text);
	size_t at = p->cursor;
	while (at > 0 && !is_word_byte(text[at - 1]))
		at--;
	while (at > 0 && is_word_byte(text[at - 1]))
		at--;
	return at;
}

static size_t word_right(const struct prompt *p)
{
	const char *text = buf_text(&p->text);
	size_t at = p->cursor;
	while (at < p->text.size && !is_word_byte(text[at]))
		at++;
	while (at < p->text.size && is_word_byte(text[at]))
		at++;
	return at;
}

/* Where Ctrl-W stops: words are what blanks separate, so that a path or a pattern goes whole. */
static size_t blank_left(const struct prompt *p)
{
	const char *text = buf_text(&p->text);
	size_t at = p->cursor;
	while (at > 0 && text[at - 1] == ' ')
		at--;
	while (at > 0 && text[at - 1] != ' ')
		at--;
	return at;
}

static enum prompt_result move_to(struct prompt *p, size_t at)
{
	if (at == p->cursor)
		return PROMPT_IDLE;
	p->cursor = at;
	return PROMPT_MOVED;
}

static enum prompt_result erase(struct prompt *p, size_t from, size_t to)
{
	if (from == to)
		return PROMPT_IDLE;
	splice(p, from, to, "", 0);
	return PROMPT_CHANGED;
}

static enum prompt_result kill_text(struct prompt *p, size_t from, size_t to)
{
	if (from < to) {
		free(p->killed);
		p->killed = xstrndup(buf_text(&p->text) + from, to - from);
	}
	return erase(p, from, to);
}

static enum prompt_result insert(struct prompt *p, const char *text, size_t length)
{
	if (length == 0)
		return PROMPT_IDLE;
	splice(p, p->cursor, p->cursor, text, length);
	return PROMPT_CHANGED;
}

static enum prompt_result backspace(struct prompt *p)
{
	if (p->text.size == 0)
		return PROMPT_CANCELLED;
	size_t from = utf8_previous(buf_text(&p->text), p->text.size, p->cursor);
	return erase(p, from, p->cursor);
}

/* Settles what recall looks for: the line's start when it begins, and again after a move. */
static void begin_recall(struct prompt *p)
{
	bool own = p->recall >= history_count(p);
	if (own)
		copy_text(&p->own, &p->text, p->text.size);
	if (own || p->cursor != p->text.size)
		copy_text(&p->prefix, &p->text, p->cursor);
}

static bool recalls(const struct prompt *p, const char *line)
{
	const char *prefix = buf_text(&p->prefix);
	return strncmp(line, prefix, strlen(prefix)) == 0 && strcmp(line, prompt_text(p)) != 0;
}

static enum prompt_result recall_older(struct prompt *p)
{
	begin_recall(p);
	for (size_t i = p->recall; i-- > 0;) {
		if (recalls(p, p->history->line[i])) {
			p->recall = i;
			show_line(p, p->history->line[i]);
			return PROMPT_CHANGED;
		}
	}
	return PROMPT_IDLE;
}

static enum prompt_result recall_newer(struct prompt *p)
{
	size_t count = history_count(p);
	if (p->recall >= count)
		return PROMPT_IDLE;
	begin_recall(p);
	for (size_t i = p->recall + 1; i < count; i++) {
		if (recalls(p, p->history->line[i])) {
			p->recall = i;
			show_line(p, p->history->line[i]);
			return PROMPT_CHANGED;
		}
	}
	p->recall = count;
	show_line(p, buf_text(&p->own));
	return PROMPT_CHANGED;
}

static enum prompt_result begin_search(struct prompt *p)
{
	if (history_count(p) == 0)
		return PROMPT_IDLE;
	begin_recall(p);
	/* Recall from the line found is by no prefix. */
	buf_clear(&p->prefix);
	buf_clear(&p->needle);
	p->searching = true;
	return PROMPT_CHANGED;
}

/* Shows the newest line before index `before` that has the needle; if none has, it stays. */
static void search(struct prompt *p, size_t before)
{
	for (size_t i = before; i-- > 0;) {
		if (strstr(p->history->line[i], buf_text(&p->needle)) != NULL) {
			p->recall = i;
			show_line(p, p->history->line[i]);
			return;
		}
	}
}

/* Looks from the newest line on, or brings the user's own back if there is no needle. */
static void search_anew(struct prompt *p)
{
	p->recall = history_count(p);
	show_line(p, buf_text(&p->own));
	if (p->needle.size > 0)
		search(p, p->recall);
}

static bool is_printable(uint32_t key)
{
	return key >= ' ' && key != 0x7f && key <= 0x10ffff;
}

/* A key while searching; sets *over if the search has ended and the key is still to be done. */
static enum prompt_result search_key(struct prompt *p, uint32_t key, bool *over)
{
	char bytes[5];
	switch (key) {
	case KEY_CTRL('R'):
		if (p->needle.size > 0)
			search(p, p->recall);
		return PROMPT_CHANGED;
	case KEY_BACKSPACE_:
		p->needle.size = utf8_previous(buf_text(&p->needle), p->needle.size,
					       p->needle.size);
		if (p->needle.data != NULL)
			p->needle.data[p->needle.size] = '\0';
		search_anew(p);
		return PROMPT_CHANGED;
	case KEY_ESC_:
	case KEY_CTRL('C'):
	case KEY_CTRL('G'):
		p->searching = false;
		p->recall = history_count(p);
		show_line(p, buf_text(&p->own));
		return PROMPT_CHANGED;
	default:
		if (!is_printable(key)) {
			p->searching = false;
			*over = true;
			return PROMPT_IDLE;
		}
		buf_put(&p->needle, bytes, key_encode(key, bytes));
		/* The line shown may still do. */
		search(p, p->recall < history_count(p) ? p->recall + 1 : p->recall);
		return PROMPT_CHANGED;
	}
}

/* Keys that move the cursor; sets *done if this was one. */
static enum prompt_result move_key(struct prompt *p, uint32_t key, bool *done)
{
	const char *text = buf_text(&p->text);
	switch (key) {
	case KEY_LEFT_:
	case KEY_CTRL('B'):
		return move_to(p, utf8_previous(text, p->text.size, p->cursor));
	case KEY_RIGHT_:
	case KEY_CTRL('F'):
		return move_to(p, utf8_next(text, p->text.size, p->cursor));
	case KEY_HOME_:
	case KEY_CTRL('A'):
		return move_to(p, 0);
	case KEY_END_:
	case KEY_CTRL('E'):
		return move_to(p, p->text.size);
	case KEY_CTRL_LEFT_:
	case KEY_ALT_ | 'b':
		return move_to(p, word_left(p));
	case KEY_CTRL_RIGHT_:
	case KEY_ALT_ | 'f':
		return move_to(p, word_right(p));
	default:
		*done = false;
		return PROMPT_IDLE;
	}
}

/* Keys that change the text. */
static enum prompt_result edit_key(struct prompt *p, uint32_t key)
{
	const char *text = buf_text(&p->text);
	char bytes[5];
	switch (key) {
	case KEY_BACKSPACE_:
		return backspace(p);
	case KEY_DELETE_:
	case KEY_CTRL('D'):
		return erase(p, p->cursor, utf8_next(text, p->text.size, p->cursor));
	case KEY_CTRL('W'):
		return kill_text(p, blank_left(p), p->cursor);
	case KEY_ALT_ | KEY_BACKSPACE_:
		return kill_text(p, word_left(p), p->cursor);
	case KEY_ALT_ | 'd':
		return kill_text(p, p->cursor, word_right(p));
	case KEY_CTRL('U'):
		return kill_text(p, 0, p->cursor);
	case KEY_CTRL('K'):
		return kill_text(p, p->cursor, p->text.size);
	case KEY_CTRL('Y'):
		return p->killed != NULL ? insert(p, p->killed, strlen(p->killed)) : PROMPT_IDLE;
	default:
		return is_printable(key) ? insert(p, bytes, key_encode(key, bytes)) : PROMPT_IDLE;
	}
}

enum prompt_result prompt_key(struct prompt *p, uint32_t key)
{
	if (p->searching) {
		bool over = false;
		enum prompt_result result = search_key(p, key, &over);
		if (!over)
			return result;
	}
	switch (key) {
	case KEY_ENTER_:
		return PROMPT_ACCEPTED;
	case KEY_TAB_:
		return PROMPT_COMPLETE;
	case KEY_ESC_:
	case KEY_CTRL('C'):
	case KEY_CTRL('G'):
		return PROMPT_CANCELLED;
	case KEY_UP_:
	case KEY_CTRL('P'):
		return recall_older(p);
	case KEY_DOWN_:
	case KEY_CTRL('N'):
		return recall_newer(p);
	case KEY_CTRL('R'):
		return begin_search(p);
	default: {
		bool moved = true;
		enum prompt_result result = move_key(p, key, &moved);
		return moved ? result : edit_key(p, key);
	}
	}
}

enum prompt_result prompt_paste(struct prompt *p, const char *text)
{
	size_t length = strlen(text);
	/* A line copied with its end is meant without it: a blank there would change a pattern. */
	while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
		length--;
	if (p->searching && length > 0) {
		put_plain(&p->needle, text, length);
		search_anew(p);
		return PROMPT_CHANGED;
	}
	return insert(p, text, length);
}

void prompt_replace(struct prompt *p, size_t from, const char *text)
{
	if (from > p->cursor)
		from = p->cursor;
	p->searching = false;
	splice(p, from, p->cursor, text, strlen(text));
}

static int columns_of(const char *text, size_t length, bool ascii)
{
	size_t width = utf8_width(text, length, ascii);
	return width < INT_MAX / 2 ? (int)width : INT_MAX / 2;
}

/* Draws what stands before the text. Returns the column behind it. */
static int draw_label(const struct prompt *p, struct canvas *c, int row, int col, int cols)
{
	struct buf label = BUF_INIT;
	if (p->searching) {
		bool found = strstr(prompt_text(p), buf_text(&p->needle)) != NULL;
		buf_printf(&label, "(%s '%s') ", found ? "search" : "not found",
			   buf_text(&p->needle));
	} else {
		buf_puts(&label, p->label);
	}
	/* On a narrow screen the text matters more than what it is for. */
	int width = columns_of(buf_text(&label), label.size, c->ascii);
	if (width > cols / 2 && !p->searching) {
		buf_clear(&label);
		buf_putc(&label, p->lead);
	}
	int most = cols > 1 ? (cols + 1) / 2 : 0;
	width = columns_of(buf_text(&label), label.size, c->ascii);
	/* The end of a long needle is where it is being typed. */
	int skip = width > most ? width - most : 0;
	col = canvas_text(c, row, col, most, skip, STYLE_PROMPT, buf_text(&label), label.size);
	buf_done(&label);
	return col;
}

/* Scrolls so that the cursor is in the field and not on a mark at its edge. */
static void scroll_to(struct prompt *p, int at, int width, int cols)
{
	if (width < cols) {
		p->scroll = 0;
		return;
	}
	int step = cols / SCROLL_PART;
	int margin = cols > 4 ? 1 : 0;
	if (p->scroll > 0 && at < p->scroll + margin)
		p->scroll = at - step;
	else if (at >= p->scroll + cols - margin)
		p->scroll = at - cols + 1 + step;
	/* No more blank on the right than the cursor needs. */
	if (p->scroll > width + 1 + margin - cols)
		p->scroll = width + 1 + margin - cols;
	if (p->scroll < 0)
		p->scroll = 0;
}

void prompt_draw(struct prompt *p, struct canvas *c, int row, int col, int cols)
{
	if (cols <= 0)
		return;
	const char *text = prompt_text(p);
	canvas_fill(c, row, col, cols, STYLE_PROMPT, ' ');
	int field = draw_label(p, c, row, col, cols);
	int room = col + cols - field;
	int at = columns_of(text, p->cursor, c->ascii);
	int width = columns_of(text, p->text.size, c->ascii);
	scroll_to(p, at, width, room);
	canvas_text(c, row, field, room, p->scroll, STYLE_PROMPT, text, p->text.size);
	if (room > 4 && p->scroll > 0)
		canvas_fill(c, row, field, 1, STYLE_KEY, '<');
	if (room > 4 && width - p->scroll > room)
		canvas_fill(c, row, field + room - 1, 1, STYLE_KEY, '>');
	at = field + at - p->scroll;
	c->cursor_row = row;
	c->cursor_col = at < col + cols ? at : col + cols - 1;
}
