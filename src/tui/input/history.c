/* The lines of prompts from one run to the next: a file each in the state folder. What cannot be
 * read or written is left alone without a word. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/config/state.h"
#include "tui/explorer/ui.h"

#define FILE_LINES 2000 /* of a file before it is cut down to what a prompt keeps */

/* The file of a prompt; NULL: nothing is kept. The caller frees it. */
static char *history_path(const struct ui *ui, enum prompt_use use)
{
	static const char *const names[PROMPT_USES] = {
		[PROMPT_COMMAND] = "command.history",
		[PROMPT_NARROW] = "search.history",
		[PROMPT_FILTER] = "filter.history",
	};
	bool kept = ui->config->path != NULL && ui->settings.history && names[use] != NULL;
	return kept ? state_path(names[use]) : NULL;
}

static void cut_down(const struct prompt_history *h, const char *path, struct cprof_error *err)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < h->count; i++)
		buf_printf(&text, "%s\n", h->line[i]);
	state_replace(path, buf_text(&text), err);
	buf_done(&text);
}

static void load(struct prompt_history *h, const char *path)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf text = BUF_INIT;
	size_t lines = 0;
	state_read(path, &text, &err);
	for (const char *p = buf_text(&text); *p != '\0'; p += *p == '\n', lines++) {
		size_t length = strcspn(p, "\n");
		char *line = xstrndup(p, length);
		prompt_history_add(h, line);
		free(line);
		p += length;
	}
	if (lines > FILE_LINES)
		cut_down(h, path, &err);
	buf_done(&text);
	cprof_error_done(&err);
}

void ui_history_load(struct ui *ui)
{
	for (int use = 0; use < PROMPT_USES; use++) {
		char *path = history_path(ui, (enum prompt_use)use);
		if (path != NULL)
			load(&ui->history[use], path);
		free(path);
	}
}

void ui_history_add(struct ui *ui, enum prompt_use use, const char *line)
{
	struct prompt_history *h = &ui->history[use];
	struct cprof_error err = CPROF_ERROR_INIT;
	bool again = h->count > 0 && strcmp(h->line[h->count - 1], line) == 0;
	char *path = *line != '\0' && !again ? history_path(ui, use) : NULL;
	prompt_history_add(h, line);
	if (path != NULL) {
		char *text = xasprintf("%s\n", line);
		state_append(path, text, &err);
		free(text);
	}
	free(path);
	cprof_error_done(&err);
}
