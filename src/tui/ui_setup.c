/* What the configuration file says beyond the settings, and what a setting that changes asks
 * for. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/xalloc.h"
#include "app/output.h"
#include "tui/marks.h"
#include "tui/verb.h"
#include "tui/view_top.h"

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

static void use_columns(struct ui *ui)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	const char *names = ui->prefs.columns;
	if (*names == '\0')
		names = ui->facts->diff ? UI_DIFF_COLUMNS : UI_COLUMNS;
	if (top_name_columns(ui, names, &err) != CPROF_OK) {
		ui_say(ui, "columns: %s", err.text);
		notes_add(&ui->log, "%s", ui->message);
	}
	cprof_error_done(&err);
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

static void put_settings(const struct ui *ui, struct buf *out)
{
	for (const struct pref *r = pref_records; r->name != NULL; r++) {
		if (pref_is_default(r, &ui->prefs))
			continue;
		buf_printf(out, "set %s=", r->name);
		pref_print(r, &ui->prefs, out);
		buf_putc(out, '\n');
	}
}

/* Looks of roles that somebody gave them. */
static void put_looks(const struct ui *ui, struct buf *out)
{
	struct theme usual = ui->term->theme;
	theme_init(&usual);
	for (int i = 0; i < STYLE_COUNT; i++) {
		struct buf now = BUF_INIT, then = BUF_INIT;
		theme_print(&ui->term->theme, (enum style)i, &now);
		theme_print(&usual, (enum style)i, &then);
		if (strcmp(buf_text(&now), buf_text(&then)) != 0)
			buf_printf(out, "colour %s %s\n", theme_role_name((enum style)i),
				   buf_text(&now));
		buf_done(&now);
		buf_done(&then);
	}
}

/* Everything that differs from what a new explorer is set up with. */
static void put_lines(const struct ui *ui, struct buf *out)
{
	put_settings(ui, out);
	put_looks(ui, out);
	keymap_print(&ui->keymap, out);
	mappings_print(session_mappings(ui->session), out);
	ui_named_print(ui, out);
}

enum cprof_status ui_write_setup(struct ui *ui, struct cprof_error *err)
{
	struct buf lines = BUF_INIT;
	put_lines(ui, &lines);
	setup_write(ui->setup, buf_text(&lines), err);
	buf_done(&lines);
	return err->status;
}

static void verb_write_config(struct ui *ui)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	if (ui_write_setup(ui, &err) != CPROF_OK)
		ui_fail(ui, &err);
	else if (output_exists(ui->setup->path))
		ui_say(ui, "written: %s", ui->setup->path);
	else
		ui_say(ui, "nothing differs from the defaults: no file is written");
	cprof_error_done(&err);
}
VERB_RECORD(write_config, "write-config", "keep settings and keys in the configuration file");
