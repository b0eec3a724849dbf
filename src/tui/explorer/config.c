/* The configuration file: what it says beyond the settings is run when the profile is there, a
 * setting that changes asks for something, and what differs from the defaults is written. */
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/xalloc.h"
#include "app/output.h"
#include "tui/explorer/action.h"

/* The table's usual columns; those of a diff. */
#define COLUMNS "flat,flat%,sum%,cum,cum%,name"
#define DIFF_COLUMNS "delta,delta%,base,new,cum,name"

static void complain(struct ui *ui, size_t number, const char *text, size_t *wrong)
{
	struct buf where = BUF_INIT;
	buf_printf(&where, "%s:%zu: %s", path_tail(ui->config->path), number, text);
	notes_add(&ui->message.log, "%s", buf_text(&where));
	if (++*wrong == 1)
		ui_message(ui, "%s", buf_text(&where));
	buf_done(&where);
}

/* True if the line is in force now. */
static bool run_line(struct ui *ui, const struct config_file_line *line, size_t *wrong)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct interpreter in;
	struct reply reply;
	ui_interpreter(ui, &in);
	reply_init(&reply, &in);
	bool good = interpret_configuration(&in, &ui->args->query, line->text, &reply, &err) ==
		    CPROF_OK;
	if (!good)
		complain(ui, line->number, err.text, wrong);
	if (good && reply.warns)
		complain(ui, line->number, buf_text(&reply.message), wrong);
	/* Nobody has seen another question, so there is nothing to undo. */
	if (good && reply.kind == REPLY_QUERY) {
		bool by_cum = reply.query.sort == CPROF_SORT_CUM;
		ui->current.sort = cprof_column_find(by_cum ? "cum" : "flat");
		cprof_query_done(&ui->current.query);
		cprof_query_copy(&ui->current.query, &reply.query);
	}
	reply_done(&reply);
	cprof_error_done(&err);
	return good;
}

static void begin_with_view(struct ui *ui)
{
	const char *name = ui->settings.start_view;
	for (size_t i = 0; i < VIEW_COUNT; i++)
		if (strcmp(ui->view[i]->name, name) == 0 && !ui->view[i]->overlay) {
			ui->panes.main = ui->panes.focus = (enum view_id)i;
			return;
		}
	ui_message(ui, "start_view: there is no view \"%s\" to begin with", name);
	notes_add(&ui->message.log, "%s", ui->message.text);
}

static void show_columns(struct ui *ui, const char *names)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct interpreter in;
	struct reply reply;
	char *line = xasprintf("columns %s", names);
	ui_interpreter(ui, &in);
	reply_init(&reply, &in);
	if (interpret(&in, line, &reply, &err) != CPROF_OK) {
		ui_message(ui, "columns: %s", err.text);
		notes_add(&ui->message.log, "%s", ui->message.text);
	}
	reply_done(&reply);
	cprof_error_done(&err);
	free(line);
}

static void use_columns(struct ui *ui)
{
	const char *usual = ui->summary->diff ? DIFF_COLUMNS : COLUMNS;
	show_columns(ui, *ui->settings.columns != '\0' ? ui->settings.columns : usual);
}

void ui_begin_table(struct ui *ui)
{
	ui->current.sort = ui_sort_column(ui, &ui->current.query);
	show_columns(ui, ui->summary->diff ? DIFF_COLUMNS : COLUMNS);
}

void ui_run_config(struct ui *ui)
{
	struct config_file *config = ui->config;
	size_t wrong = 0;
	notes_move(&ui->message.log, &config->notes);
	for (size_t i = 0; i < config->line.count; i++)
		if (run_line(ui, &config->line.at[i], &wrong))
			VEC_PUSH(&config->taken, xstrdup(config->line.at[i].text));
	/* A diff begins with the columns it is about. */
	if (*ui->settings.columns != '\0' && !ui->summary->diff)
		use_columns(ui);
	if (strcmp(ui->settings.start_view, "top") != 0)
		begin_with_view(ui);
	if (wrong > 1)
		ui_message(ui, "%s: %zu lines need a look; L shows them", path_tail(config->path),
			   wrong);
}

void ui_setting_changed(struct ui *ui, const struct setting *setting)
{
	ui_terminal_changed(ui, setting);
	if (strcmp(setting->name, "columns") == 0)
		use_columns(ui);
	ui_redraw(ui);
}

static void put_settings(const struct ui *ui, struct buf *out)
{
	for (const struct setting *r = setting_records; r->name != NULL; r++) {
		if (setting_is_default(r, &ui->settings))
			continue;
		buf_printf(out, "set %s=", r->name);
		setting_print(r, &ui->settings, out);
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

void ui_named_print(const struct ui *ui, struct buf *out)
{
	for (size_t i = 0; i < ui->past.named.count; i++)
		buf_printf(out, "named-view %s %s\n", ui->past.named.at[i].name,
			   ui->past.named.at[i].commands);
}

/* Everything that differs from what a new explorer is set up with. */
static void put_lines(const struct ui *ui, struct buf *out)
{
	put_settings(ui, out);
	put_looks(ui, out);
	keymap_print(&ui->keymap, out);
	path_map_print(session_path_map(ui->session), out);
	ui_named_print(ui, out);
}

static enum cprof_status write_config_file(struct ui *ui, struct cprof_error *err)
{
	struct buf lines = BUF_INIT;
	put_lines(ui, &lines);
	config_file_write(ui->config, buf_text(&lines), err);
	buf_done(&lines);
	return err->status;
}

enum cprof_status ui_amend_config(struct ui *ui, const char *without, const char *lines,
				  struct cprof_error *err)
{
	struct buf text = BUF_INIT;
	size_t length = without != NULL ? strlen(without) : 0;
	for (size_t i = 0; i < ui->config->taken.count; i++)
		if (length == 0 || strncmp(ui->config->taken.at[i], without, length) != 0)
			buf_printf(&text, "%s\n", ui->config->taken.at[i]);
	buf_puts(&text, lines);
	config_file_write(ui->config, buf_text(&text), err);
	buf_done(&text);
	return err->status;
}

static void action_write_config(struct ui *ui)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	if (write_config_file(ui, &err) != CPROF_OK)
		ui_fail(ui, &err);
	else if (output_exists(ui->config->path))
		ui_message(ui, "written: %s", ui->config->path);
	else
		ui_message(ui, "nothing differs from the defaults: no file is written");
	cprof_error_done(&err);
}
ACTION_RECORD(write_config, "write-config", "keep settings and keys in the configuration file");
