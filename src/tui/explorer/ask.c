/* Questions: what the explorer asks its session, and what it waits for. The table is asked for with
 * its shape, in ui_shape.c. */
#include "config.h"

#include "tui/explorer/ui.h"

void ui_inquire(struct ui *ui, enum view_id view, const struct cprof_inquiry *inquiry,
		const struct cprof_query *query, const struct cprof_ask *ask)
{
	size_t at = 0;
	if (!ui_waiting(ui))
		ui->asked_at = ui->term->now(ui->term);
	while (at < ui->inquired.count &&
	       (ui->inquired.at[at].view != view || ui->inquired.at[at].inquiry != inquiry))
		at++;
	/* The table is not asked for here. */
	if (view != VIEW_top)
		ui->stopped[view] = false;
	struct inquired asked = {
		session_inquire(ui->session, inquiry, query, ask), view, inquiry
	};
	if (at < ui->inquired.count)
		ui->inquired.at[at] = asked;
	else
		VEC_PUSH(&ui->inquired, asked);
}

bool ui_inquiring(const struct ui *ui, enum view_id view)
{
	for (size_t i = 0; i < ui->inquired.count; i++)
		if (ui->inquired.at[i].view == view)
			return true;
	return false;
}

bool ui_waiting(const struct ui *ui)
{
	return ui->facts == NULL || ui->reloading || ui->table_asked != 0 ||
	       ui->report_asked != 0 || ui->inquired.count > 0;
}

void ui_report_to_file(struct ui *ui, const char *report, const char *path)
{
	if (!ui_waiting(ui))
		ui->asked_at = ui->term->now(ui->term);
	ui->report_asked = session_ask_report(ui->session, cprof_report_find(report),
					      &ui->shape.query, NULL, path);
}
