/* The lines of a prompt from one run to the next: a file for each prompt. What cannot be read or
 * written is left alone without a word. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/config/state.h"
#include "tui/input/prompt.h"

#define FILE_LINES 2000 /* of a file before it is cut down to what a prompt keeps */

static void cut_down(const struct prompt_history *h, const char *path, struct cprof_error *err)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < h->count; i++)
		buf_printf(&text, "%s\n", h->line[i]);
	state_replace(path, buf_text(&text), err);
	buf_done(&text);
}

void prompt_history_load(struct prompt_history *h, const char *path)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf text = BUF_INIT;
	size_t lines = 0;
	state_read(path, &text, &err);
	const char *at = buf_text(&text);
	for (char *line; (line = xnextline(&at)) != NULL; free(line), lines++)
		prompt_history_add(h, line);
	if (lines > FILE_LINES)
		cut_down(h, path, &err);
	buf_done(&text);
	cprof_error_done(&err);
}

void prompt_history_keep(struct prompt_history *h, const char *line, const char *path)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	bool again = h->count > 0 && strcmp(h->line[h->count - 1], line) == 0;
	prompt_history_add(h, line);
	if (path != NULL && *line != '\0' && !again) {
		char *text = xasprintf("%s\n", line);
		state_append(path, text, &err);
		free(text);
	}
	cprof_error_done(&err);
}
