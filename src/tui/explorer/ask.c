/* Questions: what the explorer asks its session, and what it waits for. The table is asked for with
 * its shape, in snapshot.c. */
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

bool ui_waiting(const struct ui *ui)
{
	return ui->summary == NULL || ui->wait.reloading || ui->wait.table != 0 ||
	       ui->wait.report != 0 || ui->wait.analyses.count > 0;
}

void ui_begin_waiting(struct ui *ui)
{
	if (!ui_waiting(ui))
		ui->wait.since = ui->term->now(ui->term);
}

void ui_report_to_file(struct ui *ui, const char *report, const char *path)
{
	ui_begin_waiting(ui);
	ui->wait.report = session_ask_report(ui->session, cprof_report_find(report),
					     &ui->current.query, NULL, path);
}
