/* Lines on standard error: see message.h. */
#include "cli/message.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/utf8.h"

void cli_message(const char *prefix, const char *text)
{
	struct buf line = BUF_INIT;
	buf_puts(&line, prefix);
	utf8_clean(&line, text, strlen(text), false);
	buf_putc(&line, '\n');
	/* Nothing is left to tell anybody when standard error fails. */
	if (io_write_all(STDERR_FILENO, line.data, line.size) != 0)
		line.size = 0;
	buf_done(&line);
}

void cli_print_notes(const struct cprof_notes *notes)
{
	for (size_t i = 0; i < notes->count; i++)
		cli_message("", notes->text[i]);
}
