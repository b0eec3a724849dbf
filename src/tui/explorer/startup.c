/* What the explorer begins with: what the configuration file says beyond the settings, the columns
 * of a diff; and what a setting that changes asks for. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/xalloc.h"
#include "tui/explorer/marks.h"
#include "tui/views/top/top.h"

/* The table's usual columns; those of a diff. */
#define COLUMNS "flat,flat%,sum%,cum,cum%,name"
#define DIFF_COLUMNS "delta,delta%,base,new,cum,name"

static void complain(struct ui *ui, size_t number, const char *text, size_t *wrong)
{
	struct buf where = BUF_INIT;
	buf_printf(&where, "%s:%zu: %s", path_tail(ui->setup->path), number, text);
	notes_add(&ui->log, "%s", buf_text(&where));
	if (++*wrong == 1)
		ui_say(ui, "%s", buf_text(&where));
	buf_done(&where);
}

/* True if the line is in force now. */
static bool run_line(struct ui *ui, const struct setup_line *line, size_t *wrong)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct interpreter in;
	struct reply reply;
	ui_interpreter(ui, &in);
	reply_init(&reply, &in);
	bool good = setup_run(&in, &ui->args->query, line->text, &reply, &err) == CPROF_OK;
	if (!good)
		complain(ui, line->number, err.text, wrong);
	if (good && reply.warns)
		complain(ui, line->number, buf_text(&reply.message), wrong);
	/* Nobody has seen another question, so there is nothing to undo. */
	if (good && reply.kind == REPLY_QUERY) {
		bool by_cum = reply.query.sort == CPROF_SORT_CUM;
		ui->shape.sort = cprof_column_find(by_cum ? "cum" : "flat");
		cprof_query_done(&ui->shape.query);
		cprof_query_copy(&ui->shape.query, &reply.query);
	}
	reply_done(&reply);
	cprof_error_done(&err);
	return good;
}

static void begin_with_view(struct ui *ui)
{
	const char *name = ui->prefs.start_view;
	for (size_t i = 0; i < VIEW_COUNT; i++)
		if (strcmp(ui->view[i]->name, name) == 0 && !ui->view[i]->overlay) {
			ui->main = ui->focus = (enum view_id)i;
			return;
		}
	ui_say(ui, "start_view: there is no view \"%s\" to begin with", name);
	notes_add(&ui->log, "%s", ui->message);
}

static void show_columns(struct ui *ui, const char *names)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	if (top_name_columns(ui, names, &err) != CPROF_OK) {
		ui_say(ui, "columns: %s", err.text);
		notes_add(&ui->log, "%s", ui->message);
	}
	cprof_error_done(&err);
}

static void use_columns(struct ui *ui)
{
	const char *usual = ui->facts->diff ? DIFF_COLUMNS : COLUMNS;
	show_columns(ui, *ui->prefs.columns != '\0' ? ui->prefs.columns : usual);
}

void ui_begin_diff(struct ui *ui)
{
	ui->shape.sort = ui_sort_column(ui, &ui->shape.query);
	show_columns(ui, DIFF_COLUMNS);
}

void ui_setup(struct ui *ui)
{
	struct setup *setup = ui->setup;
	size_t wrong = 0;
	notes_move(&ui->log, &setup->notes);
	for (size_t i = 0; i < setup->line.count; i++)
		if (run_line(ui, &setup->line.at[i], &wrong))
			VEC_PUSH(&setup->taken, xstrdup(setup->line.at[i].text));
	ui_history_load(ui);
	marks_load(ui);
	/* A diff begins with the columns it is about. */
	if (*ui->prefs.columns != '\0' && !ui->facts->diff)
		use_columns(ui);
	if (strcmp(ui->prefs.start_view, "top") != 0)
		begin_with_view(ui);
	if (wrong > 1)
		ui_say(ui, "%s: %zu lines need a look; L shows them", path_tail(setup->path),
		       wrong);
}

void ui_pref_changed(struct ui *ui, const struct pref *pref)
{
	ui_terminal_changed(ui, pref);
	if (strcmp(pref->name, "columns") == 0)
		use_columns(ui);
	ui->dirty = true;
}
