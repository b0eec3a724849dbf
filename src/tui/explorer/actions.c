/* The explorer's own commands that every view has. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/filter_line.h"
#include "tui/explorer/action.h"

/* Moves in the view in front. */
#define MOTION(id, name, help, motion)                                                             \
	ACTION_CALL(id, name, help, ui_move(ui, ui_front(ui), motion))

MOTION(up, "up", "one row up", MOTION_UP);
MOTION(down, "down", "one row down", MOTION_DOWN);
MOTION(page_up, "page-up", "a page up", MOTION_PAGE_UP);
MOTION(page_down, "page-down", "a page down", MOTION_PAGE_DOWN);
MOTION(half_up, "half-up", "half a page up", MOTION_HALF_UP);
MOTION(half_down, "half-down", "half a page down", MOTION_HALF_DOWN);
MOTION(first, "first", "to the first row", MOTION_FIRST);
MOTION(last, "last", "to the last row", MOTION_LAST);
MOTION(left, "left", "scroll to the left", MOTION_LEFT);
MOTION(right, "right", "scroll to the right", MOTION_RIGHT);
MOTION(centre, "centre", "put the cursor in the middle", MOTION_CENTRE);
MOTION(next, "next", "next match", MOTION_NEXT);
MOTION(previous, "previous", "previous match", MOTION_PREVIOUS);

ACTION_CALL(narrow, "narrow", "narrow a list, or search a text", ui_prompt_open(ui, PROMPT_NARROW));

/* Without words they are edited, else the words are the new ones. */
static enum cprof_status filter_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	struct cprof_query q;
	ui_end_temporary(ui);
	if (*call->rest == '\0') {
		ui_prompt_open(ui, PROMPT_FILTER);
		return CPROF_OK;
	}
	cprof_query_copy(&q, &ui->current.query);
	if (filter_line_parse(&q, call->rest, err) == CPROF_OK)
		ui_change_query(ui, &q);
	cprof_query_done(&q);
	return err->status;
}

const struct command command_action_filter = {
	.name = "filter",
	.usage = "[FILTERS]",
	.help = "edit the filters; with words: these are the filters",
	.most = -1,
	.run = filter_run,
};

ACTION_CALL(prompt, "prompt", "type a command", ui_prompt_open(ui, PROMPT_COMMAND));

static void action_clear(struct ui *ui)
{
	struct cprof_query q;
	cprof_query_copy(&q, &ui->current.query);
	filter_line_clear(&q);
	if (filter_line_count(&ui->current.query) > 0)
		ui_change_query(ui, &q);
	else
		ui_message(ui, "no filters to clear");
	cprof_query_done(&q);
}
ACTION_RECORD(clear, "clear", "clear all filters");

ACTION_CALL(undo, "undo", "undo the last change", ui_undo(ui));
ACTION_CALL(redo, "redo", "redo what was undone", ui_redo(ui));

static void action_back(struct ui *ui)
{
	if (ui->panes.overlay != VIEW_COUNT)
		ui_close_overlay(ui);
	else
		ui_jump_back(ui);
}
ACTION_RECORD(back, "back", "back to where you were");

ACTION_CALL(forward, "forward", "forward again", ui_jump_forward(ui));

static void action_redraw(struct ui *ui)
{
	ui->term->repaint(ui->term);
	ui_ask_all_stopped(ui);
	ui_redraw(ui);
}
ACTION_RECORD(redraw, "redraw", "draw the screen anew; ask again for what was stopped");

static void action_suspend(struct ui *ui)
{
	ui->term->suspend(ui->term);
	ui_redraw(ui);
}
ACTION_RECORD(suspend, "suspend", "suspend the program");

/* True if this is the second time within the span, counted from the first. */
static bool twice(struct ui *ui)
{
	int64_t now = ui->term->now(ui->term);
	bool second = ui->keys.quit_until >= 0 && now <= ui->keys.quit_until;
	ui->keys.quit_until = now + UI_TWICE;
	return second;
}

static void action_close(struct ui *ui)
{
	if (ui_close_view(ui) || ui_end_temporary(ui))
		return;
	if (twice(ui))
		ui->end.quit = true;
	else
		ui_message(ui, "q again quits");
}
ACTION_RECORD(close, "close", "close the view in front");

/* What a view has of its own, then what its list is narrowed to. */
static bool cancel(struct ui *ui, enum view_id id)
{
	if (ui_tell(ui, id, TOLD_ESCAPE))
		return true;
	if (!ui->view[id]->narrows || ui_list(ui, id)->narrow == NULL)
		return false;
	ui_narrow(ui, id, NULL);
	return true;
}

/* Takes back what holds a view on the screen: the one in front is asked first. */
static bool cancel_view(struct ui *ui)
{
	size_t front = ui_front(ui);
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		size_t id = (front + i) % VIEW_COUNT;
		if (ui_visible(ui, (enum view_id)id) && cancel(ui, (enum view_id)id))
			return true;
	}
	return false;
}

/* The innermost thing first: a list in front, the words of a report command, the narrowing. */
static void action_cancel(struct ui *ui)
{
	if (ui->panes.overlay != VIEW_COUNT)
		ui_close_overlay(ui);
	else if (!cancel_view(ui))
		ui_end_temporary(ui);
	ui_redraw(ui);
}
ACTION_RECORD(cancel, "cancel", "cancel the innermost thing");

static void action_interrupt(struct ui *ui)
{
	if (ui->summary == NULL) {
		session_cancel(ui->session);
		ui->end.quit = true;
		ui->end.status = 1;
		ui->end.signal_number = 2;
	} else if (session_busy(ui->session)) {
		session_cancel(ui->session);
	} else if (twice(ui)) {
		ui->end.quit = true;
	} else {
		ui_message(ui, "nothing runs; Ctrl-C again quits");
	}
}
ACTION_RECORD(interrupt, "interrupt", "stop what runs; twice: quit");

/* A message in lines that fit the screen, those behind the first one indented. */
static void put_wrapped(const struct ui *ui, const char *text, struct buf *out)
{
	const char *at = text, *end = text + strlen(text);
	int cols = ui->canvas.cols > 12 ? ui->canvas.cols - 2 : 10;
	do {
		struct text_line line = text_break(&at, text, end, cols, ui->canvas.ascii);
		buf_pad(out, ' ', line.more ? TEXT_INDENT : 0);
		buf_put(out, line.text, line.length);
		buf_putc(out, '\n');
	} while (at < end);
}

static void action_log(struct ui *ui)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < ui->message.log.count; i++)
		put_wrapped(ui, ui->message.log.text[i], &text);
	if (text.size == 0)
		buf_puts(&text, "No messages.\n");
	ui->message.log_seen = ui->message.log.count;
	ui_page(ui, "messages", buf_text(&text));
	buf_done(&text);
}
ACTION_RECORD(log, "log", "messages so far");

static void action_keys(struct ui *ui)
{
	struct buf text = BUF_INIT;
	help_keys(ui, &text);
	ui_page(ui, "help", buf_text(&text));
	buf_done(&text);
}
ACTION_RECORD(keys, "keys", "the keys of this view");

static const char *view_name(const struct interpreter *in, size_t n)
{
	const struct ui *ui = in->front;
	return n < VIEW_COUNT ? ui->view[n]->name : NULL;
}

static enum cprof_status view_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		if (strcmp(ui->view[i]->name, call->argv[1]) != 0)
			continue;
		/* The digit of the lower pane, pressed there, makes it the main one. */
		if (ui_front(ui) == (enum view_id)i && ui->panes.main != (enum view_id)i &&
		    !ui->view[i]->overlay) {
			ui_push_jump(ui);
			ui_show(ui, (enum view_id)i);
		} else {
			ui_go_to_view(ui, (enum view_id)i);
		}
		return CPROF_OK;
	}
	return cprof_error_set(err, CPROF_ERR_SYNTAX, "there is no view \"%s\"", call->argv[1]);
}

const struct command command_action_view = {
	.name = "view",
	.usage = "NAME",
	.help = "show a view",
	.least = 1,
	.most = 1,
	.run = view_run,
	.complete = view_name,
};
