/* The explorer's loop: one event, one state, one drawing. Nothing waits but term->wait(). The only
 * file that knows all views and all actions. */
#include "tui/tui.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/term/key.h"
#include "tui/explorer/ui.h"
#include "tui/explorer/action.h"

#define VIEW(name) &view_##name,
const struct view *const view_list[VIEW_COUNT] = {
#include "tui/explorer/views.def"
};
#undef VIEW

#define ACTION(id) &command_action_##id,
const struct command *const action_list[] = {
#include "tui/explorer/actions.def"
	NULL
};
#undef ACTION

/* Names the key and what is nearest to it. */
static void unknown_key(struct ui *ui, uint32_t prefix, uint32_t key)
{
	char name[16], first[16];
	enum key_context view = ui_view(ui)->context;
	struct buf others = BUF_INIT;
	key_name(key, name);
	key_name(prefix, first);
	const struct key_binding *b = keymap_nearest(&ui->keymap, view, key);
	keymap_followers(&ui->keymap, view, prefix, &others);
	if (prefix != 0)
		ui_message(ui, "%s %s does nothing; behind %s: %s", first, name, first,
			   buf_text(&others));
	else if (b != NULL && keymap_applies(b->context, view))
		ui_message(ui, "%s does nothing here; %s: %s", name, b->key, keymap_help(b));
	else if (b != NULL)
		ui_message(ui, "%s is for %s: %s", name, keymap_context_name(b->context),
			   keymap_help(b));
	else
		ui_message(ui, "%s does nothing here; ? shows the keys", name);
	buf_done(&others);
}

/* The letter behind `mark` or `jump`. */
static void take_letter(struct ui *ui, uint32_t key)
{
	char line[16], name[16];
	const char *command = ui->keys.letter_for;
	ui->keys.letter_for = NULL;
	ui_redraw(ui);
	if (key == KEY_ESC_)
		return;
	key_name(key, name);
	if (marks_is_letter(key) || (key == '\'' && strcmp(command, "jump") == 0)) {
		snprintf(line, sizeof line, "%s %c", command, (char)key);
		ui_command(ui, line);
	} else {
		ui_message(ui, "%s is no letter from a to z or A to Z", name);
	}
}

static void handle_key(struct ui *ui, uint32_t key)
{
	bool is_prefix;
	uint32_t prefix = ui->keys.prefix;
	const struct key_binding *b =
		keymap_find(&ui->keymap, ui_view(ui)->context, prefix, key, &is_prefix);
	ui->keys.prefix = 0;
	if (ui->keys.letter_for != NULL) {
		ui_clear_message(ui);
		take_letter(ui, key);
		return;
	}
	if (ui->summary == NULL && (b == NULL || (strcmp(b->command, "quit") != 0 &&
						  strcmp(b->command, "interrupt") != 0)))
		return;
	ui_clear_message(ui);
	if (prefix != 0 && key == KEY_ESC_)
		ui_redraw(ui);
	else if (b != NULL)
		ui_command(ui, b->command);
	else if (is_prefix)
		ui->keys.prefix = key;
	else
		unknown_key(ui, prefix, key);
	if (is_prefix || prefix != 0)
		ui_redraw(ui);
}

/* Ctrl-Z and Ctrl-L are about the terminal: they do not depend on what is on it. A letter that is
 * bound so is a letter in a prompt. */
static bool take_terminal_key(struct ui *ui, uint32_t key)
{
	bool is_prefix;
	const struct key_binding *b =
		keymap_find(&ui->keymap, ui_view(ui)->context, 0, key, &is_prefix);
	if (b == NULL || (key >= ' ' && key < KEY_UP_) ||
	    (strcmp(b->command, "suspend") != 0 && strcmp(b->command, "redraw") != 0))
		return false;
	if (ui->prompt.use == PROMPT_NONE && ui->summary != NULL)
		return false;
	ui_command(ui, b->command);
	return true;
}

static void handle_event(struct ui *ui, struct term_event *event)
{
	int64_t armed = ui->keys.quit_until;
	switch (event->kind) {
	case TERM_KEY:
	case TERM_PASTE:
		if (event->kind == TERM_KEY && take_terminal_key(ui, event->key))
			break;
		if (ui->prompt.use != PROMPT_NONE)
			ui_prompt_event(ui, event);
		else if (event->kind == TERM_KEY)
			handle_key(ui, event->key);
		else
			ui_message(ui,
				   "a paste outside a prompt does nothing; open one with : / or f");
		free(event->paste);
		break;
	case TERM_MOUSE:
		ui_mouse(ui, &event->mouse);
		break;
	case TERM_RESIZE:
		ui_redraw(ui);
		break;
	case TERM_END:
		ui->end.quit = true;
		ui->end.signal_number = event->signal_number;
		break;
	case TERM_WAKE:
	case TERM_TIMER:
		return;
	}
	/* Only the same key twice in a row quits. */
	if (ui->keys.quit_until == armed)
		ui->keys.quit_until = -1;
}

static void run_timers(struct ui *ui, int64_t now)
{
	if (ui->panes.follow_at >= 0 && now >= ui->panes.follow_at)
		ui_follow(ui);
	if (ui->prompt.live_at >= 0 && now >= ui->prompt.live_at) {
		ui->prompt.live_at = -1;
		ui_prompt_live(ui);
	}
}

static void earlier(int64_t *deadline, int64_t at)
{
	if (at >= 0 && (*deadline < 0 || at < *deadline))
		*deadline = at;
}

static int64_t next_deadline(const struct ui *ui, int64_t now)
{
	int64_t deadline = -1;
	earlier(&deadline, ui->panes.follow_at);
	earlier(&deadline, ui->prompt.live_at);
	if (ui->dirty)
		earlier(&deadline, ui->wait.hold_until);
	else if (ui_waiting(ui))
		earlier(&deadline, ui->wait.since + UI_WORKING_AFTER > now
					   ? ui->wait.since + UI_WORKING_AFTER
					   : now + (ui_slow(ui) ? UI_SLOW_TICK : UI_TICK));
	return deadline;
}

static void step(struct ui *ui, struct cprof_error *err)
{
	struct term_event event = { .kind = TERM_TIMER };
	int64_t now = ui->term->now(ui->term);
	/* A redraw waits a moment for the answer that will change the screen anyway. */
	bool hold = (ui->wait.table != 0 || ui_analysing(ui, ui_front(ui))) &&
		    now < ui->wait.hold_until;
	if (ui->dirty && !hold) {
		ui_draw(ui);
		ui->dirty = false;
		/* What has come into sight follows at once. */
		if (ui->panes.follow_at < 0)
			ui_follow(ui);
	}
	ui->term->wait(ui->term, next_deadline(ui, now), session_fd(ui->session), &event);
	now = ui->term->now(ui->term);
	if (event.kind == TERM_TIMER && ui_waiting(ui) && now >= ui->wait.since + UI_WORKING_AFTER)
		ui_redraw(ui);
	handle_event(ui, &event);
	run_timers(ui, now);
	ui_take_answers(ui, err);
}

static void ui_init(struct ui *ui, const struct args *args, struct config_file *config,
		    struct session *session, struct term *term)
{
	*ui = (struct ui){ .term = term, .panes.overlay = VIEW_COUNT };
	ui->args = args;
	ui->config = config;
	keymap_init(&ui->keymap);
	settings_copy(&ui->settings, &config->settings);
	ui->view = view_list;
	ui->actions = action_list;
	canvas_init(&ui->canvas, !term->utf8);
	cprof_query_copy(&ui->current.query, &args->query);
	ui->current.sort = ui_sort_column(ui, &args->query);
	cprof_query_text(&ui->output, args->flags.output);
	ui->loading = args->input[0];
	ui->panes.follow_at = ui->prompt.live_at = -1;
	ui->keys.quit_until = -1;
	ui->session = session;
	for (size_t i = 0; i < VIEW_COUNT; i++)
		ui->state[i] = xcalloc(1, view_list[i]->size);
	ui->wait.since = term->now(term);
	ui_terminal(ui, args);
}

static void ui_done(struct ui *ui)
{
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		if (view_list[i]->done != NULL)
			view_list[i]->done(ui->state[i]);
		list_done(ui->state[i]);
		free(ui->state[i]);
	}
	for (size_t i = 0; i < PROMPT_USES; i++)
		prompt_history_done(&ui->prompt.history[i]);
	marks_done(ui);
	ui_queries_done(ui);
	ui_named_done(ui);
	VEC_DONE(&ui->wait.analyses);
	ui_prompt_close(ui, false);
	canvas_done(&ui->canvas);
	cprof_notes_done(&ui->message.log);
	cprof_notes_done(&ui->message.of_table);
	free(ui->message.text);
	free(ui->output);
	free(ui->wait.report_line);
	free(ui->wait.saving);
	settings_done(&ui->settings);
	keymap_done(&ui->keymap);
}

void tui_terminal(const struct args *args, const struct settings *settings,
		  struct term_options *options)
{
	ui_terminal_options(args, settings, options);
}

struct session *tui_load(const struct args *args, unsigned threads)
{
	sigset_t ends, before;
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	sigaddset(&ends, SIGWINCH);
	sigaddset(&ends, SIGCONT);
	pthread_sigmask(SIG_BLOCK, &ends, &before);
	struct session *session = session_new(args, threads, true);
	session_ask_load(session, &args->query);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return session;
}

enum cprof_status tui_wait(struct session *session, int milliseconds, struct cprof_error *err)
{
	struct pollfd wake = { .fd = session_fd(session), .events = POLLIN };
	if (wake.fd >= 0 && poll(&wake, 1, milliseconds) <= 0)
		return CPROF_OK;
	struct session_answer *a = session_take(session);
	if (a != NULL && a->err.status != CPROF_OK)
		cprof_error_set(err, a->err.status, "%s", a->err.text);
	session_answer_free(a);
	return err->status;
}

int tui_run(const struct args *args, struct config_file *config, struct session *session,
	    struct term *term, struct tui_end *end, struct cprof_error *err)
{
	struct ui ui;
	ui_init(&ui, args, config, session, term);
	end->ui = &ui;
	ui_take_answers(&ui, err);
	while (!ui.end.quit)
		step(&ui, err);
	*end = (struct tui_end){ .signal_number = ui.end.signal_number, .yanked = ui.yank.text };
	ui_done(&ui);
	return ui.end.status;
}
