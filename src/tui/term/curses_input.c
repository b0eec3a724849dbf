/* Bytes from the terminal to keys and pastes: the reading half of the curses back end.
 *
 * curses knows the sequences of the terminal's keys; what it does not know is dealt with here, so
 * that no piece of a sequence, however late, is taken for a key that somebody pressed. Bytes are
 * read one by one and not as wide characters, because curses drops the first half of a character
 * whose second half is late. */
#include "tui/term/curses.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "tui/term/key.h"

#define ESC 27

/* Milliseconds the rest of a key's sequence may take, unless another span is set. */
#define ESCAPE_DELAY 100

/* A late '[' or 'O' counts as the tail of an ESC for so long, in milliseconds. */
#define TAIL_MAX 500

/* A paste that says nothing for so long has lost its end mark. */
#define PASTE_SILENCE 1000
#define PASTE_MAX (1 << 20)
#define PASTE_BEGIN "[200~"
#define PASTE_END "\033[201~"

/* Codes of our own, above all that curses makes from terminfo. */
enum {
	CODE_PASTE_BEGIN = 0x4000,
	CODE_PASTE_END,
	CODE_CTRL_LEFT,
	CODE_CTRL_RIGHT,
	CODE_MOUSE_NUMBERS,
	CODE_MOUSE_BYTES
};

struct sequence {
	const char *bytes;
	int code;
};

/* Sent by terminals whose terminfo entry does not list them: both forms of each cursor key. */
static const struct sequence sequences[] = {
	{ "\033[A", KEY_UP },       { "\033OA", KEY_UP },
	{ "\033[B", KEY_DOWN },     { "\033OB", KEY_DOWN },
	{ "\033[C", KEY_RIGHT },    { "\033OC", KEY_RIGHT },
	{ "\033[D", KEY_LEFT },     { "\033OD", KEY_LEFT },
	{ "\033[H", KEY_HOME },     { "\033OH", KEY_HOME },
	{ "\033[F", KEY_END },      { "\033OF", KEY_END },
	{ "\033[1~", KEY_HOME },    { "\033[4~", KEY_END },
	{ "\033[7~", KEY_HOME },    { "\033[8~", KEY_END },
	{ "\033[2~", KEY_IC },      { "\033[3~", KEY_DC },
	{ "\033[5~", KEY_PPAGE },   { "\033[6~", KEY_NPAGE },
	{ "\033[Z", KEY_BTAB },     { "\033OM", KEY_ENTER },
	{ "\033[M", CODE_MOUSE_BYTES },
};

/* These replace whatever curses made of them. */
static const struct sequence own_sequences[] = {
	{ "\033[1;5D", CODE_CTRL_LEFT }, { "\033[1;5C", CODE_CTRL_RIGHT },
	{ "\033Od", CODE_CTRL_LEFT },    { "\033Oc", CODE_CTRL_RIGHT },
	{ "\033" PASTE_BEGIN, CODE_PASTE_BEGIN },
	{ PASTE_END, CODE_PASTE_END },
	{ "\033[<", CODE_MOUSE_NUMBERS },
};

struct key_code {
	int code; /* of curses */
	uint32_t key;
};

static const struct key_code key_codes[] = {
	{ KEY_UP, KEY_UP_ },
	{ KEY_DOWN, KEY_DOWN_ },
	{ KEY_LEFT, KEY_LEFT_ },
	{ KEY_RIGHT, KEY_RIGHT_ },
	{ KEY_HOME, KEY_HOME_ },
	{ KEY_END, KEY_END_ },
	{ KEY_PPAGE, KEY_PGUP_ },
	{ KEY_NPAGE, KEY_PGDN_ },
	{ KEY_IC, KEY_INSERT_ },
	{ KEY_DC, KEY_DELETE_ },
	{ KEY_BACKSPACE, KEY_BACKSPACE_ },
	{ KEY_BTAB, KEY_BACKTAB_ },
	{ KEY_SUSPEND, KEY_CTRL('Z') }, /* the Linux console lists ^Z as a key */
	{ KEY_ENTER, KEY_ENTER_ },
	{ KEY_FIND, KEY_HOME_ },   /* terminals that call their keypad so */
	{ KEY_SELECT, KEY_END_ },
	{ KEY_A1, KEY_HOME_ },
	{ KEY_A3, KEY_PGUP_ },
	{ KEY_C1, KEY_END_ },
	{ KEY_C3, KEY_PGDN_ },
	{ CODE_CTRL_LEFT, KEY_CTRL_LEFT_ },
	{ CODE_CTRL_RIGHT, KEY_CTRL_RIGHT_ },
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void define_capability(const char *name, int code)
{
	const char *bytes = tigetstr(name);
	if (bytes != NULL && bytes != (char *)-1 && bytes[0] != '\0')
		define_key(bytes, code);
}

void input_set_delay(struct curses_input *in, int milliseconds)
{
	in->escape_delay = milliseconds > 0 ? milliseconds : ESCAPE_DELAY;
	set_escdelay(in->escape_delay);
}

void input_init(struct curses_input *in)
{
	*in = (struct curses_input){ .escape_at = -1 };
	in->pad = newpad(1, 1);
	keypad(in->pad, TRUE);
	nodelay(in->pad, TRUE);
	for (size_t i = 0; i < COUNT(sequences); i++) {
		/* Above KEY_MAX are names that terminfo entries made up for themselves. */
		int known = key_defined(sequences[i].bytes);
		if (known == 0 || known == KEY_MOUSE || known > KEY_MAX)
			define_key(sequences[i].bytes, sequences[i].code);
	}
	for (size_t i = 0; i < COUNT(own_sequences); i++)
		define_key(own_sequences[i].bytes, own_sequences[i].code);
	define_capability("kLFT5", CODE_CTRL_LEFT);
	define_capability("kRIT5", CODE_CTRL_RIGHT);
	define_capability("PS", CODE_PASTE_BEGIN);
	define_capability("PE", CODE_PASTE_END);
}

void input_done(struct curses_input *in)
{
	delwin(in->pad);
	buf_done(&in->paste);
}

void input_mouse(struct curses_input *in, bool on)
{
	in->mouse = on;
}

static void push_event(struct curses_input *in, struct term_event event)
{
	if (in->ready_count < (int)COUNT(in->ready))
		in->ready[in->ready_count++] = event;
}

static void push(struct curses_input *in, uint32_t key)
{
	if (in->alt)
		key |= KEY_ALT_;
	in->alt = false;
	push_event(in, (struct term_event){ .kind = TERM_KEY, .key = key });
}

/* A press of a button or a turn of the wheel, from a terminal's numbers. Shift, Meta and Ctrl are
 * taken as nothing; motion and releases are not asked for and not taken. */
static void push_mouse(struct curses_input *in, int button, int col, int row)
{
	struct term_mouse mouse = { .row = row - 1, .col = col - 1 };
	button &= ~(4 | 8 | 16);
	if (button == 64 || button == 65)
		mouse.button = button == 64 ? TERM_WHEEL_UP : TERM_WHEEL_DOWN;
	else if (button != 0)
		return;
	if (in->mouse && row > 0 && col > 0)
		push_event(in, (struct term_event){ .kind = TERM_MOUSE, .mouse = mouse });
}

static void push_byte(struct curses_input *in, int byte)
{
	char c = (char)byte;
	wchar_t wide;
	if (byte < 0x80) {
		/* A character that was never completed is dropped. */
		in->partial = (mbstate_t){ 0 };
		if (byte == '\b' || byte == 0x7f)
			push(in, KEY_BACKSPACE_);
		else if (byte == '\n' || byte == '\r')
			push(in, KEY_ENTER_);
		else if ((byte > 0 && byte <= ESC) || byte >= ' ')
			push(in, (uint32_t)byte);
		return;
	}
	size_t length = mbrtowc(&wide, &c, 1, &in->partial);
	if (length == (size_t)-1)
		in->partial = (mbstate_t){ 0 };
	else if (length == 1 && wide >= 0xa0)
		push(in, (uint32_t)wide);
}

static void begin_paste(struct curses_input *in, int64_t now)
{
	in->state = INPUT_PASTE;
	in->paste_until = now + PASTE_SILENCE;
	buf_clear(&in->paste);
}

static void end_paste(struct curses_input *in)
{
	in->state = INPUT_PLAIN;
	in->paste_done = true;
}

static void push_code(struct curses_input *in, int code, int64_t now)
{
	if (code == CODE_PASTE_BEGIN)
		begin_paste(in, now);
	if (code == CODE_MOUSE_NUMBERS || code == CODE_MOUSE_BYTES) {
		in->state = INPUT_REPORT;
		in->numbers = code == CODE_MOUSE_NUMBERS;
		in->report_size = 0;
		in->tail_until = now + in->escape_delay;
	}
	if (code > KEY_F0 && code <= KEY_F(12))
		push(in, KEY_F0_ + (uint32_t)(code - KEY_F0));
	for (size_t i = 0; i < COUNT(key_codes); i++) {
		if (key_codes[i].code == code)
			push(in, key_codes[i].key);
	}
}

static void paste_code(struct curses_input *in, int code, int64_t now)
{
	static const char end_mark[] = PASTE_END;
	const size_t mark = sizeof end_mark - 1;
	in->paste_until = now + PASTE_SILENCE;
	if (code == CODE_PASTE_END) {
		end_paste(in);
	} else if (code > 0 && code < 0x100 && in->paste.size < PASTE_MAX) {
		buf_putc(&in->paste, code == '\r' ? '\n' : (char)code);
		size_t size = in->paste.size;
		/* The mark in pieces, too slow for curses to know it. */
		if (size >= mark && memcmp(in->paste.data + size - mark, end_mark, mark) == 0) {
			in->paste.size -= mark;
			in->paste.data[in->paste.size] = '\0';
			end_paste(in);
		}
	}
}

/* Takes one byte of a report of the mouse; false if it is none: the report has lost its end. */
static bool take_report(struct curses_input *in, int code, int64_t now)
{
	int button, col, row;
	bool last = in->numbers ? code == 'M' || code == 'm' : in->report_size == 2;
	bool fits = code <= 0xff && in->report_size < sizeof in->report - 1;
	if (!fits || (in->numbers && !last && !(code >= '0' && code <= ';')))
		return false;
	in->report[in->report_size++] = (char)code;
	in->report[in->report_size] = '\0';
	in->tail_until = now + in->escape_delay;
	if (!last)
		return true;
	in->state = INPUT_PLAIN;
	const unsigned char *byte = (const unsigned char *)in->report;
	if (!in->numbers)
		push_mouse(in, byte[0] - ' ', byte[1] - ' ', byte[2] - ' ');
	else if (code == 'M' && sscanf(in->report, "%d;%d;%d", &button, &col, &row) == 3)
		push_mouse(in, button, col, row);
	return true;
}

/* True if `byte` can be the first one behind ESC [ or ESC O in what a key sends. */
static bool begins_tail(int held, int byte)
{
	if (held == 'O')
		return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
		       (byte >= '0' && byte <= '9');
	return byte >= '0' && byte < 0x7f;
}

/* Drops one byte of a tail; the last one ends it. False if it belongs to no tail. */
static bool take_tail(struct curses_input *in, int code, int64_t now)
{
	if (code < ' ' || code >= 0x7f)
		return false;
	bool first = in->tail_size == 1;
	if (in->tail_size < sizeof in->tail - 1)
		in->tail[in->tail_size++] = (char)code;
	in->tail[in->tail_size] = '\0';
	in->tail_until = now + in->escape_delay;
	/* The Linux console's function keys have a second '['. */
	if (code < 0x40 || (first && code == '[' && in->tail[0] == '['))
		return true;
	in->state = INPUT_PLAIN;
	if (strcmp(in->tail, PASTE_BEGIN) == 0)
		begin_paste(in, now);
	return true;
}

static void hold(struct curses_input *in, int byte, bool with_escape, int64_t now)
{
	in->state = INPUT_HELD;
	in->held = byte;
	in->held_escape = with_escape;
	in->tail_until = now + in->escape_delay;
}

/* What was held is a key after all. */
static void release(struct curses_input *in)
{
	in->state = INPUT_PLAIN;
	in->alt = in->held_escape;
	push(in, (uint32_t)in->held);
	in->escape_at = -1;
}

/* With the byte behind it what is held becomes a tail; false if it is a key, and the byte, too. */
static bool take_held(struct curses_input *in, int code, int64_t now)
{
	if (!begins_tail(in->held, code)) {
		release(in);
		return false;
	}
	in->state = INPUT_TAIL;
	in->tail[0] = (char)in->held;
	in->tail_size = 1;
	in->escape_at = -1;
	return take_tail(in, code, now);
}

/* True if the byte or code with an ESC at once before it is a key with Alt. Ctrl-C and its like are
 * not: what they stop shall stop, whatever was pressed before. Nor is `:` or `/`: fast fingers type
 * Esc and one of them, and what is typed into the prompt must not be taken for keys. */
static bool takes_alt(int code)
{
	bool own = code == CODE_PASTE_BEGIN || code == CODE_PASTE_END ||
		   code == CODE_MOUSE_NUMBERS || code == CODE_MOUSE_BYTES;
	if (code == ':' || code == '/')
		return false;
	return code >= ' ' ? !own : code == '\t' || code == '\r' || code == '\b';
}

static bool introduces(int code)
{
	return code == '[' || code == 'O';
}

/* The byte at once behind an ESC; false if it is a key, which then may have Alt. */
static bool take_escaped(struct curses_input *in, int code, int64_t now)
{
	if (introduces(code)) {
		hold(in, code, true, now);
		return true;
	}
	in->alt = takes_alt(code);
	if (!in->alt)
		push(in, KEY_ESC_);
	return false;
}

static void take_plain(struct curses_input *in, int code, int64_t now)
{
	if (code == ESC) {
		in->state = INPUT_ESCAPE;
	} else if (introduces(code) && in->escape_at >= 0 && now - in->escape_at <= TAIL_MAX) {
		hold(in, code, false, now);
	} else {
		in->escape_at = -1;
		if (code < 0x100)
			push_byte(in, code);
		else
			push_code(in, code, now);
		/* The rest of a character is still to come. */
		in->alt = in->alt && !mbsinit(&in->partial);
	}
}

/* One byte or code of curses. What the present state has no use for ends it and begins anew. An ESC
 * comes here after escape_delay or with a byte behind it. */
static void take(struct curses_input *in, int code, int64_t now)
{
	bool taken = false;
	switch (in->state) {
	case INPUT_PLAIN:
		break;
	case INPUT_ESCAPE:
		taken = take_escaped(in, code, now);
		break;
	case INPUT_HELD:
		taken = take_held(in, code, now);
		break;
	case INPUT_TAIL:
		taken = take_tail(in, code, now);
		break;
	case INPUT_REPORT:
		taken = take_report(in, code, now);
		break;
	case INPUT_PASTE:
		paste_code(in, code, now);
		taken = true;
		break;
	}
	if (taken)
		return;
	in->state = INPUT_PLAIN;
	take_plain(in, code, now);
}

/* No byte at once behind an ESC, or none in time behind what is held. */
static void take_nothing(struct curses_input *in, int64_t now)
{
	switch (in->state) {
	case INPUT_PLAIN:
		break;
	case INPUT_ESCAPE:
		in->state = INPUT_PLAIN;
		in->escape_at = now - in->escape_delay;
		push(in, KEY_ESC_);
		break;
	case INPUT_HELD:
		if (now >= in->tail_until)
			release(in);
		break;
	case INPUT_TAIL:
	case INPUT_REPORT:
		if (now >= in->tail_until)
			in->state = INPUT_PLAIN;
		break;
	case INPUT_PASTE:
		if (now >= in->paste_until)
			end_paste(in);
		break;
	}
}

static bool deliver(struct curses_input *in, struct term_event *event)
{
	if (in->ready_count > 0) {
		*event = in->ready[0];
		in->ready_count--;
		memmove(in->ready, in->ready + 1, (size_t)in->ready_count * sizeof *in->ready);
		return true;
	}
	if (in->paste_done) {
		in->paste_done = false;
		*event = (struct term_event){ .kind = TERM_PASTE, .paste = buf_take(&in->paste) };
		return true;
	}
	return false;
}

bool input_next(struct curses_input *in, struct term_event *event, bool *gone)
{
	bool any = false;
	*gone = false;
	for (;;) {
		/* An ESC in a burst of bytes first sees the one behind it. */
		if ((in->state != INPUT_ESCAPE || in->ready_count > 4) && deliver(in, event))
			return true;
		int code = wgetch(in->pad);
		if (code == ERR)
			break;
		any = true;
		if (code == KEY_RESIZE)
			continue;
		/* Now, because wgetch() itself waits behind an ESC. */
		take(in, code, clock_milliseconds());
	}
	take_nothing(in, clock_milliseconds());
	*gone = !any;
	return deliver(in, event);
}

int64_t input_deadline(const struct curses_input *in)
{
	if (in->state == INPUT_PASTE)
		return in->paste_until;
	return in->state == INPUT_PLAIN || in->state == INPUT_ESCAPE ? -1 : in->tail_until;
}
