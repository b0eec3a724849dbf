/* What the explorer asks its session, what it waits for, and what is done with each answer. The
 * table is asked for in query.c. */
#include <string.h>

#include "tui/explorer/ui.h"

void ui_ask_analysis(struct ui *ui, struct session_tag tag, const struct cprof_analysis *analysis,
		     const struct cprof_query *query, const void *parameters)
{
	size_t at = 0;
	ui_begin_waiting(ui);
	while (at < ui->wait.analyses.count &&
	       (ui->wait.analyses.at[at].tag.asker != tag.asker ||
		ui->wait.analyses.at[at].tag.question != tag.question))
		at++;
	/* The table is not asked for here. */
	if (tag.asker != VIEW_top)
		ui->wait.stopped[tag.asker] = false;
	struct analysing asked = {
		session_ask_analysis(ui->session, tag, analysis, query, parameters), tag
	};
	if (at < ui->wait.analyses.count)
		ui->wait.analyses.at[at] = asked;
	else
		VEC_PUSH(&ui->wait.analyses, asked);
}

bool ui_analysing(const struct ui *ui, enum view_id view)
{
	for (size_t i = 0; i < ui->wait.analyses.count; i++)
		if (ui->wait.analyses.at[i].tag.asker == view)
			return true;
	return false;
}

void ui_report_to_file(struct ui *ui, const char *report, const char *path)
{
	ui_begin_waiting(ui);
	ui->wait.report = session_ask_report(ui->session, cprof_report_find(report),
					     &ui->current.query, NULL, path);
}

/* The profile is there: the first query. */
static void loaded(struct ui *ui)
{
	const struct session_summary *summary = session_summary(ui->session);
	ui->summary = summary;
	ui_begin_table(ui);
	const struct session_type *type = &summary->type[summary->default_type];
	notes_move(&ui->message.log, session_notes(ui->session));
	if (ui->current.query.sample_index == NULL && type->total == 0) {
		for (size_t i = 0; i < summary->types; i++) {
			if (summary->type[i].total == 0)
				continue;
			cprof_query_text(&ui->current.query.sample_index, summary->type[i].name);
			ui_message(ui, "%s is all zero in this profile; showing %s", type->name,
				   summary->type[i].name);
			break;
		}
	}
	if (summary->unread)
		ui_message(ui, "not all of the profiles could be read; L says why");
	ui_run_config(ui);
	ui_prompt_load(ui);
	marks_load(ui);
	ui_ask_table(ui);
}

static void take_load(struct ui *ui, struct session_answer *a, struct cprof_error *err)
{
	if (ui->wait.reloading) {
		ui_take_reload(ui, a);
	} else if (a->err.status == CPROF_OK) {
		loaded(ui);
	} else {
		cprof_error_set(err, a->err.status, "%s", a->err.text);
		ui->end.quit = true;
	}
}

static void take_notes(struct ui *ui, struct session_answer *a)
{
	if (a->notes.count > 0)
		ui_message(ui, "%s", a->notes.text[a->notes.count - 1]);
	notes_move(&ui->message.log, &a->notes);
}

/* Says what was stopped; false if there is no answer for the view to show. */
static bool was_answered(struct ui *ui, const struct session_answer *a, enum view_id view)
{
	if (a->err.status != CPROF_ERR_CANCELLED)
		return true;
	ui->wait.stopped[view] = true;
	ui_message(ui, "stopped; Ctrl-L asks again");
	return false;
}

static bool has_note(const struct cprof_notes *notes, const char *text)
{
	for (size_t i = 0; i < notes->count; i++)
		if (strcmp(notes->text[i], text) == 0)
			return true;
	return false;
}

/* The notes that the table before did not have, too: those are not said again. */
static struct cprof_notes fresh_notes(const struct ui *ui, const struct cprof_notes *notes)
{
	struct cprof_notes fresh = { NULL, 0 };
	for (size_t i = 0; i < notes->count; i++)
		if (!has_note(&ui->message.of_table, notes->text[i]))
			notes_add(&fresh, "%s", notes->text[i]);
	return fresh;
}

static void take_table_notes(struct ui *ui, struct session_answer *a)
{
	struct cprof_notes fresh = fresh_notes(ui, &a->notes);
	cprof_notes_done(&ui->message.of_table);
	notes_move(&ui->message.of_table, &a->notes);
	notes_move(&a->notes, &fresh);
	take_notes(ui, a);
}

/* What is asked about the same samples has the same to say of the filters. */
static void take_analysis_notes(struct ui *ui, struct session_answer *a)
{
	struct cprof_notes fresh = fresh_notes(ui, &a->notes);
	cprof_notes_done(&a->notes);
	notes_move(&a->notes, &fresh);
	take_notes(ui, a);
}

/* The command line asks for what cannot be: there is nothing to explore, as in batch. */
static bool ends_all(struct ui *ui, const struct session_answer *a, struct cprof_error *err)
{
	bool failed = a->err.status != CPROF_OK && a->err.status != CPROF_ERR_CANCELLED;
	if (!failed || ui->table != NULL || ui->past.changes.back.count > 0)
		return false;
	cprof_error_set(err, a->err.status, "%s", a->err.text);
	ui->end.quit = true;
	return true;
}

static void take_table(struct ui *ui, struct session_answer *a, struct cprof_error *err)
{
	if (ui->wait.table != a->number || ends_all(ui, a, err))
		return;
	ui->wait.table = 0;
	ui_redraw(ui);
	take_table_notes(ui, a);
	if (!was_answered(ui, a, VIEW_top))
		return;
	if (a->err.status != CPROF_OK && ui->prompt.use != PROMPT_FILTER)
		ui_fail(ui, &a->err);
	/* What columns needed beside is no part of the question. */
	a->query.measures = 0;
	a->query.packages = false;
	if (a->err.status != CPROF_OK)
		return;
	ui->view[VIEW_top]->answer(ui, a);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		ui_tell(ui, (enum view_id)i, TOLD_TABLE);
}

/* What a view has asked. One that finds nothing says so itself. */
static void take_view_analysis(struct ui *ui, enum view_id view, struct session_answer *a)
{
	if (!was_answered(ui, a, view))
		return;
	if (a->err.status != CPROF_OK && a->err.status != CPROF_ERR_NOTFOUND &&
	    ui_front(ui) == view && ui->prompt.use == PROMPT_NONE)
		ui_fail(ui, &a->err);
	ui->view[view]->answer(ui, a);
}

/* The view that asked gets it. */
static void take_analysis(struct ui *ui, struct session_answer *a)
{
	size_t at = 0;
	while (at < ui->wait.analyses.count && ui->wait.analyses.at[at].number != a->number)
		at++;
	if (at == ui->wait.analyses.count)
		return;
	ui->wait.analyses.at[at] = ui->wait.analyses.at[--ui->wait.analyses.count];
	ui_redraw(ui);
	take_analysis_notes(ui, a);
	take_view_analysis(ui, (enum view_id)a->tag.asker, a);
}

static void take_report(struct ui *ui, struct session_answer *a)
{
	bool newest = a->number == ui->wait.report;
	ui_redraw(ui);
	if (newest)
		ui->wait.report = 0;
	if (a->err.status == CPROF_ERR_CANCELLED)
		ui_message(ui, "%s was stopped", a->report->name);
	else if (a->err.status != CPROF_OK)
		ui_fail(ui, &a->err);
	else if (a->output != NULL)
		ui_message(ui, "%s is in %s", a->report->name, a->output);
	else if (newest && cprof_report_is_text(a->report))
		ui_page(ui, ui->wait.report_line, a->text);
}

static void take_answer(struct ui *ui, struct session_answer *a, struct cprof_error *err)
{
	switch (a->question) {
	case SESSION_LOAD:
		ui_redraw(ui);
		take_notes(ui, a);
		take_load(ui, a, err);
		break;
	case SESSION_TABLE:
		take_table(ui, a, err);
		break;
	case SESSION_ANALYSIS:
		take_analysis(ui, a);
		break;
	case SESSION_REPORT:
		take_notes(ui, a);
		take_report(ui, a);
		break;
	}
}

void ui_take_answers(struct ui *ui, struct cprof_error *err)
{
	struct session_answer *a;
	if (ui->summary == NULL && session_summary(ui->session) != NULL)
		loaded(ui);
	while (!ui->end.quit && (a = session_take(ui->session)) != NULL) {
		take_answer(ui, a, err);
		session_answer_free(a);
	}
}
