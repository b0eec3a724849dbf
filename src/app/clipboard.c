/* Handing a text over: see clipboard.h. */
#include "app/clipboard.h"

#include <stdint.h>
#include <string.h>

#include "app/program.h"

#define PATIENCE 2000      /* ms */
#define SCREEN_PIECE 256   /* screen forgets longer strings than 768 bytes */

size_t clipboard_encoded(size_t length)
{
	return (length + 2) / 3 * 4;
}

static void put_base64(struct buf *out, const unsigned char *text, size_t length)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < length; i += 3) {
		size_t left = length - i;
		uint32_t three = (uint32_t)text[i] << 16;
		three |= left > 1 ? (uint32_t)text[i + 1] << 8 : 0;
		three |= left > 2 ? text[i + 2] : 0;
		buf_putc(out, digits[three >> 18]);
		buf_putc(out, digits[three >> 12 & 63]);
		buf_putc(out, left > 1 ? digits[three >> 6 & 63] : '=');
		buf_putc(out, left > 2 ? digits[three & 63] : '=');
	}
}

/* tmux wants one string in which every ESC is doubled; screen takes pieces. */
static void put_wrapped(struct buf *out, const struct buf *plain, enum clipboard_wrap wrap)
{
	bool tmux = wrap == CLIPBOARD_IN_TMUX;
	buf_puts(out, tmux ? "\033Ptmux;" : "\033P");
	for (size_t i = 0; i < plain->size; i++) {
		if (tmux && plain->data[i] == '\033')
			buf_putc(out, '\033');
		if (!tmux && i > 0 && i % SCREEN_PIECE == 0)
			buf_puts(out, "\033\\\033P");
		buf_putc(out, plain->data[i]);
	}
	buf_puts(out, "\033\\");
}

void clipboard_osc52(const char *text, size_t length, enum clipboard_wrap wrap, struct buf *out)
{
	struct buf plain = BUF_INIT;
	buf_puts(&plain, "\033]52;c;");
	put_base64(&plain, (const unsigned char *)text, length);
	buf_putc(&plain, '\a');
	if (wrap == CLIPBOARD_BARE)
		buf_put(out, plain.data, plain.size);
	else
		put_wrapped(out, &plain, wrap);
	buf_done(&plain);
}

enum cprof_status clipboard_program(const char *command, const char *text, size_t length,
				    struct cprof_error *err)
{
	if (command[strspn(command, " ")] == '\0')
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "no program is set: clipboard_command=PROGRAM");
	return program_feed(command, text, length, PATIENCE, err);
}

bool clipboard_is_remote(void)
{
	return program_is_set("SSH_CONNECTION") || program_is_set("SSH_TTY") ||
	       program_is_set("SSH_CLIENT");
}

bool clipboard_in_tmux(void)
{
	return program_is_set("TMUX");
}
