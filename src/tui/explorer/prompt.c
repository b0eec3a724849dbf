/* The three prompts, `:`, `/` and `f`: how they are opened and closed, and what stands beside the
 * line. What is typed is taken in prompt_event.c. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/filter_line.h"
#include "app/config/state.h"
#include "tui/explorer/ui.h"

/* The file of a prompt's lines, which the caller frees; NULL: none are kept. */
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

void ui_prompt_load(struct ui *ui)
{
	for (int use = 0; use < PROMPT_USES; use++) {
		char *path = history_path(ui, (enum prompt_use)use);
		if (path != NULL)
			prompt_history_load(&ui->history[use], path);
		free(path);
	}
}

void ui_prompt_error(struct ui *ui, const char *text)
{
	free(ui->prompt_error);
	ui->prompt_error = text != NULL ? xstrdup(text) : NULL;
	ui->dirty = true;
}

static void open_prompt(struct ui *ui, enum prompt_use use, const char *initial)
{
	static const char leads[PROMPT_USES] = { ' ', ':', '/', 'f' };
	static const char *const labels[PROMPT_USES] = { "", ":", "/", "filter: " };
	struct buf text = BUF_INIT;
	buf_puts(&text, initial);
	ui->prompting = use;
	ui_prompt_error(ui, NULL);
	if (use != PROMPT_COMMAND)
		snapshot_take(ui, SNAPSHOT_STEP, &ui->before_prompt);
	if (use == PROMPT_FILTER) {
		filter_line_print(&ui->current.query, &text);
		if (text.size > 0)
			buf_putc(&text, ' ');
	}
	prompt_open(&ui->prompt, leads[use], labels[use], buf_text(&text), &ui->history[use]);
	buf_done(&text);
	if (use == PROMPT_NARROW)
		ui_search(ui, ui_front(ui), NULL, SEARCH_OPENED);
}

void ui_prompt_open(struct ui *ui, enum prompt_use use)
{
	open_prompt(ui, use, "");
}

void ui_prompt_open_filter(struct ui *ui, size_t cursor)
{
	open_prompt(ui, PROMPT_FILTER, "");
	if (cursor < ui->prompt.cursor)
		ui->prompt.cursor = cursor;
}

/* The command is begun, the user ends it. */
void ui_prompt_open_command(struct ui *ui, const char *text)
{
	open_prompt(ui, PROMPT_COMMAND, text);
}

void ui_prompt_hint(struct ui *ui, const char *text)
{
	free(ui->candidates);
	ui->candidates = text != NULL ? xstrdup(text) : NULL;
	ui->dirty = true;
}

void ui_prompt_close(struct ui *ui, bool keep)
{
	enum prompt_use use = ui->prompting;
	if (use == PROMPT_NONE)
		return;
	char *line = xstrdup(prompt_text(&ui->prompt)), *path = history_path(ui, use);
	prompt_done(&ui->prompt);
	if (keep)
		prompt_history_keep(&ui->history[use], line, path);
	free(line);
	free(path);
	snapshot_done(&ui->before_prompt);
	ui->prompting = PROMPT_NONE;
	ui->live_at = -1;
	ui_prompt_error(ui, NULL);
	ui_prompt_hint(ui, NULL);
}
