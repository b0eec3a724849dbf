/* Running a command line: the interpreter says what it asks for, and that is done here. */
#include "config.h"

#include <string.h>

#include "tui/ui.h"

/* True if the view shows the report; `text` is another name of top. */
static bool shows(const struct view *view, const char *report)
{
	return view->report != NULL &&
	       (strcmp(view->report, report) == 0 ||
		(strcmp(view->report, "top") == 0 && strcmp(report, "text") == 0));
}

/* A report command: its words shape its view for as long as it is open. */
static void show_report(struct ui *ui, const struct reply *reply, const char *line)
{
	size_t id = 0;
	while (id < VIEW_COUNT && !shows(ui->view[id], reply->report->name))
		id++;
	if (id == VIEW_COUNT) {
		ui_say(ui, "%s has no view here; run it as a flag: -%s", reply->report->name,
		       reply->report->name);
		return;
	}
	ui_mark_place(ui);
	ui_close_overlay(ui);
	ui->focus = (enum view_id)id;
	ui->view[id]->show(ui, ui->state[id], &reply->query, buf_text(&reply->pattern), line);
	ui->dirty = true;
}

void ui_command(struct ui *ui, const char *line)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct reply reply;
	const struct cprof_query *base =
		ui->temporary ? &ui->lasting.query : &ui->shape.query;
	struct interpreter in = { ui->facts, base, ui->verbs, ui, NULL };
	reply_init(&reply, base);
	if (interpret(&in, line, &reply, &err) != CPROF_OK)
		ui_fail(ui, &err);
	else if (reply.kind == REPLY_QUERY)
		ui_change_query(ui, &reply.query);
	else if (reply.kind == REPLY_REPORT)
		show_report(ui, &reply, line);
	else if (reply.kind == REPLY_PAGE)
		ui_page(ui, buf_text(&reply.title), buf_text(&reply.text));
	else if (reply.kind == REPLY_QUIT)
		ui->quit = true;
	if (err.status == CPROF_OK && reply.message.size > 0)
		ui_say(ui, "%s", buf_text(&reply.message));
	reply_done(&reply);
	cprof_error_done(&err);
}
