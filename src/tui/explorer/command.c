/* Running a command line: the interpreter says what it asks for, and that is done here. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "tui/explorer/ui.h"

/* True if the view shows the report; `text` is another name of top. */
static bool shows(const struct view *view, const char *report)
{
	return view->report != NULL &&
	       (strcmp(view->report, report) == 0 ||
		(strcmp(view->report, "top") == 0 && strcmp(report, "text") == 0));
}

/* The worker runs it; the pager or a file gets it. */
static void ask_report(struct ui *ui, const struct reply *reply, const char *line)
{
	if (reply->output == NULL && reply->report->viewer != NULL) {
		ui_message(ui, "%s starts a program: give it a file, as in %s > FILE",
			   reply->report->name, reply->report->name);
		return;
	}
	ui_begin_waiting(ui);
	free(ui->wait.report_line);
	ui->wait.report_line = xstrdup(line);
	ui->wait.report = session_ask_report(ui->session, reply->report, &reply->query,
					     buf_text(&reply->pattern), reply->output);
}

/* A report command: its words shape its view for as long as it is open. Without a view it is a
 * text. */
static void show_report(struct ui *ui, const struct reply *reply, const char *line)
{
	size_t id = 0;
	while (id < VIEW_COUNT && !shows(ui->view[id], reply->report->name))
		id++;
	if (id == VIEW_COUNT || reply->output != NULL ||
	    !ui->view[id]->show(ui, &reply->query, buf_text(&reply->pattern), line))
		ask_report(ui, reply, line);
	ui_redraw(ui);
}

enum cprof_status ui_page_report(struct ui *ui, const char *line, struct cprof_error *err)
{
	struct reply reply;
	struct interpreter in;
	ui_interpreter(ui, &in);
	/* A command of the explorer would do something before it is found to be no report. */
	in.front_commands = NULL;
	reply_init(&reply, &in);
	if (interpret(&in, line, &reply, err) == CPROF_OK) {
		if (reply.kind == REPLY_REPORT)
			ask_report(ui, &reply, line);
		else
			cprof_error_set(err, CPROF_ERR_SYNTAX, "%s is no report", line);
	}
	reply_done(&reply);
	return err->status;
}

static void change(struct ui *ui, const struct reply *reply)
{
	const char *was = ui->output != NULL ? ui->output : "";
	const char *is = reply->output != NULL ? reply->output : "";
	bool moved = strcmp(was, is) != 0;
	cprof_query_text(&ui->output, reply->output);
	if (!moved)
		ui_change_query(ui, &reply->query);
	else if (ui->output != NULL)
		ui_message(ui, "reports go to %s; output= shows them again", ui->output);
	else
		ui_message(ui, "reports are shown again");
}

/* ":123" goes to a line or a row; false if the line is no number. */
static bool jump(struct ui *ui, const char *line)
{
	size_t digits = strspn(line, "0123456789");
	if (digits == 0 || line[digits] != '\0')
		return false;
	ui_move_to(ui, ui_front(ui), strtoll(line, NULL, 10)); /* LLONG_MAX beyond it */
	return true;
}

void ui_command(struct ui *ui, const char *line)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	if (jump(ui, line))
		return;
	struct reply reply;
	struct interpreter in;
	ui_interpreter(ui, &in);
	reply_init(&reply, &in);
	if (interpret(&in, line, &reply, &err) != CPROF_OK)
		ui_fail(ui, &err);
	else if (reply.kind == REPLY_QUERY)
		change(ui, &reply);
	else if (reply.kind == REPLY_REPORT)
		show_report(ui, &reply, line);
	else if (reply.kind == REPLY_PAGE)
		ui_page(ui, buf_text(&reply.title), buf_text(&reply.text));
	else if (reply.kind == REPLY_QUIT)
		ui->end.quit = true;
	if (err.status == CPROF_OK && reply.message.size > 0)
		ui_message(ui, "%s", buf_text(&reply.message));
	if (reply.setting != NULL)
		ui_setting_changed(ui, reply.setting);
	reply_done(&reply);
	cprof_error_done(&err);
}
