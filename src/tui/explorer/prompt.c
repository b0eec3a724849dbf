/* The three prompts: `:` runs a command, `/` narrows or searches while it is typed, `f` edits the
 * filters and asks after a pause. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/filter_line.h"
#include "app/config/state.h"
#include "tui/term/key.h"
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
			prompt_history_load(&ui->prompt.history[use], path);
		free(path);
	}
}

/* What is wrong with the line; NULL: nothing. */
static void set_error(struct ui *ui, const char *text)
{
	free(ui->prompt.error);
	ui->prompt.error = text != NULL ? xstrdup(text) : NULL;
	ui_redraw(ui);
}

static void open_prompt(struct ui *ui, enum prompt_use use, const char *initial)
{
	static const char leads[PROMPT_USES] = { ' ', ':', '/', 'f' };
	static const char *const labels[PROMPT_USES] = { "", ":", "/", "filter: " };
	struct buf text = BUF_INIT;
	buf_puts(&text, initial);
	ui->prompt.use = use;
	set_error(ui, NULL);
	if (use != PROMPT_COMMAND)
		snapshot_take(ui, SNAPSHOT_STEP, &ui->prompt.before);
	if (use == PROMPT_FILTER) {
		filter_line_print(&ui->current.query, &text);
		if (text.size > 0)
			buf_putc(&text, ' ');
	}
	prompt_open(&ui->prompt.line, leads[use], labels[use], buf_text(&text),
		    &ui->prompt.history[use]);
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
	if (cursor < ui->prompt.line.cursor)
		ui->prompt.line.cursor = cursor;
}

/* The command is begun, the user ends it. */
void ui_prompt_open_command(struct ui *ui, const char *text)
{
	open_prompt(ui, PROMPT_COMMAND, text);
}

void ui_prompt_hint(struct ui *ui, const char *text)
{
	free(ui->prompt.candidates);
	ui->prompt.candidates = text != NULL ? xstrdup(text) : NULL;
	ui_redraw(ui);
}

void ui_prompt_close(struct ui *ui, bool keep)
{
	enum prompt_use use = ui->prompt.use;
	if (use == PROMPT_NONE)
		return;
	char *line = xstrdup(prompt_text(&ui->prompt.line)), *path = history_path(ui, use);
	prompt_done(&ui->prompt.line);
	if (keep)
		prompt_history_keep(&ui->prompt.history[use], line, path);
	free(line);
	free(path);
	snapshot_done(&ui->prompt.before);
	ui->prompt.use = PROMPT_NONE;
	ui->prompt.live_at = -1;
	set_error(ui, NULL);
	ui_prompt_hint(ui, NULL);
}

/* Hands the pattern to the view in front; a pattern that does not compile keeps the last good
 * one. */
static void search_live(struct ui *ui, enum search search)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct narrow *narrow = NULL;
	const char *text = prompt_text(&ui->prompt.line);
	if (*text != '\0' && narrow_new(text, &narrow, &err) != CPROF_OK)
		set_error(ui, err.text);
	else {
		set_error(ui, NULL);
		ui_search(ui, ui_front(ui), narrow, search);
	}
	cprof_error_done(&err);
}

/* Makes the filters those of the line; false, with the reason on the prompt line, when it does not
 * compile. */
static bool filter_live(struct ui *ui)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct cprof_query q;
	cprof_query_copy(&q, &ui->current.query);
	bool good = filter_line_parse(&q, prompt_text(&ui->prompt.line), &err) == CPROF_OK;
	set_error(ui, good ? NULL : err.text);
	if (good && !cprof_query_equal(&q, &ui->current.query)) {
		cprof_query_done(&ui->current.query);
		ui->current.query = q;
		ui_ask_anew(ui);
	} else {
		cprof_query_done(&q);
	}
	cprof_error_done(&err);
	return good;
}

void ui_prompt_live(struct ui *ui)
{
	if (ui->prompt.use == PROMPT_FILTER)
		filter_live(ui);
}

static void accept_filter(struct ui *ui)
{
	if (!filter_live(ui))
		return;
	/* The change is one step for undo, from before the bar was opened, with what was selected
	 * then: what was tried out on the way may have moved the cursor. */
	struct cprof_query q = ui->current.query;
	cprof_query_copy(&ui->current.query, &ui->prompt.before.asked.query);
	ui_restore_selected(ui);
	ui_prompt_close(ui, true);
	if (cprof_query_equal(&q, &ui->current.query))
		ui_tell_order(ui);
	else
		ui_change_query(ui, &q);
	cprof_query_done(&q);
}

static void accept(struct ui *ui)
{
	char *line = xstrdup(prompt_text(&ui->prompt.line));
	switch (ui->prompt.use) {
	case PROMPT_COMMAND:
		ui_prompt_close(ui, true);
		ui_command(ui, line);
		break;
	case PROMPT_NARROW:
		search_live(ui, SEARCH_KEPT);
		if (ui->prompt.error == NULL)
			ui_prompt_close(ui, true);
		break;
	case PROMPT_FILTER:
		accept_filter(ui);
		break;
	case PROMPT_NONE:
	case PROMPT_USES:
		break;
	}
	free(line);
}

static void cancel(struct ui *ui)
{
	if (ui->prompt.use == PROMPT_NARROW)
		ui_search(ui, ui_front(ui), NULL, SEARCH_CANCELLED);
	if (ui->prompt.use == PROMPT_FILTER)
		snapshot_restore(ui, &ui->prompt.before);
	ui_prompt_close(ui, false);
}

/* Completes the word at the cursor: what all candidates share, and their list when that is no more
 * than there was. */
static void complete(struct ui *ui)
{
	struct buf list = BUF_INIT;
	size_t from;
	const char *text = prompt_text(&ui->prompt.line);
	struct interpreter in;
	if (ui->prompt.use != PROMPT_COMMAND)
		return;
	ui_interpreter(ui, &in);
	size_t count = command_complete(&in, text, ui->prompt.line.cursor, &from, &list);
	if (count == 0) {
		set_error(ui, "nothing to complete");
	} else {
		size_t had = ui->prompt.line.cursor - from;
		size_t common = command_common(buf_text(&list));
		bool longer = common > had;
		if (longer || count == 1) {
			char *word = xstrndup(buf_text(&list), common);
			prompt_replace(&ui->prompt.line, from, word);
			free(word);
		}
		/* Behind a folder the name goes on. */
		if (count == 1 && buf_text(&list)[common - 1] != '/')
			prompt_key(&ui->prompt.line,
				   command_takes_value(prompt_text(&ui->prompt.line)) ? '=' : ' ');
		else if (!longer)
			ui->prompt.candidates = buf_take(&list);
	}
	buf_done(&list);
}

static void changed(struct ui *ui)
{
	if (ui->prompt.use == PROMPT_NARROW)
		search_live(ui, SEARCH_TYPED);
	else if (ui->prompt.use == PROMPT_FILTER)
		ui->prompt.live_at = ui->term->now(ui->term) + UI_LIVE_DELAY;
	else
		set_error(ui, NULL);
}

/* Saves the newest rule for paths in the configuration file. */
static void save_map(struct ui *ui)
{
	const struct cprof_source_map *rule = session_path_map(ui->session)->rule.at;
	struct cprof_error err = CPROF_ERROR_INIT;
	char *line = xasprintf("map %s %s\n", rule->from, rule->to);
	if (ui_amend_config(ui, NULL, line, &err) == CPROF_OK)
		ui_message(ui, "used, and saved in %s", ui->config->path);
	else
		ui_fail(ui, &err);
	free(line);
	cprof_error_done(&err);
}

/* Ctrl-S behind "map FROM TO": it is used, and saved. */
static bool accept_and_save(struct ui *ui, const struct term_event *event)
{
	char *line = xstrdup(prompt_text(&ui->prompt.line));
	bool save = event->kind == TERM_KEY && event->key == KEY_CTRL('S') &&
		    ui->prompt.use == PROMPT_COMMAND && strncmp(line, "map ", 4) == 0;
	if (save) {
		ui_prompt_hint(ui, NULL);
		accept(ui);
		if (!ui->message.is_error)
			save_map(ui);
	}
	free(line);
	return save;
}

void ui_prompt_event(struct ui *ui, const struct term_event *event)
{
	if (accept_and_save(ui, event))
		return;
	enum prompt_result result = event->kind == TERM_PASTE
					    ? prompt_paste(&ui->prompt.line, event->paste)
					    : prompt_key(&ui->prompt.line, event->key);
	ui_prompt_hint(ui, NULL);
	ui_redraw(ui);
	switch (result) {
	case PROMPT_CHANGED:
		changed(ui);
		break;
	case PROMPT_ACCEPTED:
		accept(ui);
		break;
	case PROMPT_CANCELLED:
		cancel(ui);
		break;
	case PROMPT_COMPLETE:
		complete(ui);
		break;
	case PROMPT_IDLE:
	case PROMPT_MOVED:
		break;
	}
}
