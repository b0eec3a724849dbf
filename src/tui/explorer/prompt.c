/* The three prompts, `:`, `/` and `f`: how they are opened and closed, and what stands beside the
 * line. What is typed is taken in prompt_event.c. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/filter_line.h"
#include "tui/explorer/ui.h"

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
	if (use == PROMPT_FILTER) {
		cprof_query_copy(&ui->before_filter, &ui->current.query);
		ui_save_selected(ui);
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
	char *line = xstrdup(prompt_text(&ui->prompt));
	prompt_done(&ui->prompt);
	if (keep)
		ui_history_add(ui, use, line);
	free(line);
	if (use == PROMPT_FILTER)
		cprof_query_done(&ui->before_filter);
	ui->prompting = PROMPT_NONE;
	ui->live_at = -1;
	ui_prompt_error(ui, NULL);
	ui_prompt_hint(ui, NULL);
}
