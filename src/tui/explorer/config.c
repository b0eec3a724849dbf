/* Writing the configuration file: what differs from what a new explorer is set up with. */
#include <string.h>

#include "app/output.h"
#include "tui/explorer/action.h"

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
