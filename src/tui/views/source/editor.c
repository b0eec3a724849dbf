/* Source outside of the pane: where it is looked for, by the user's rules for paths, and the editor
 * it is opened in. */
#include "tui/views/source/source.h"

#include <string.h>

#include <cprof/position.h>

#include "app/program.h"
#include "tui/explorer/action.h"

/* Asks where the source of what the cursor is on stands; source_edit() gets the answer. */
static void action_editor(struct ui *ui)
{
	struct cprof_position_parameters asked = { 0 };
	struct view_position line;
	const struct selected *at = &ui->selected;
	bool seen = ui_visible(ui, VIEW_source) && !ui->panes.old[VIEW_source] &&
		    source_at(ui, &line);
	/* The line in the pane beside is the one that is meant. */
	if (seen && (ui_front(ui) == VIEW_source ||
		     (at->set && strcmp(line.function, at->where_function) == 0))) {
		asked.function = *line.function != '\0' ? line.function : NULL;
		asked.file = *line.file != '\0' ? line.file : NULL;
		asked.line = line.line;
	} else if (at->set && *at->where_function != '\0') {
		asked.function = at->where_function;
		asked.file = *at->where_file != '\0' ? at->where_file : NULL;
		asked.line = at->where_line;
	}
	if (asked.function != NULL)
		ui_ask_analysis(ui, (struct session_tag){ VIEW_source, SOURCE_POSITION },
				&cprof_analysis_position, &ui->current.query, &asked);
	else
		ui_message(ui, "there is no function here to edit");
}
ACTION_RECORD(editor, "editor", "open the source in an editor, at the line");

static void edit(struct ui *ui, const struct cprof_position *at)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf name = BUF_INIT;
	if (at->found == NULL) {
		if (*at->file != '\0')
			ui_message(ui, "source not found: %s; 2 says where it was looked for",
				   at->file);
		else
			ui_message(ui, "the profile names no source file for it");
		return;
	}
	ui->term->leave(ui->term);
	program_edit(ui->settings.editor, at->found, at->line, &name, &err);
	ui->term->enter(ui->term);
	if (err.status != CPROF_OK)
		ui_fail(ui, &err);
	else
		ui_message(ui, "back from %s", buf_text(&name));
	/* The file may be another one now. */
	session_forget_sources(ui->session);
	source_again(ui);
	ui_redraw(ui);
	buf_done(&name);
	cprof_error_done(&err);
}

void source_edit(struct ui *ui, const struct session_answer *a)
{
	if (a->err.status == CPROF_OK)
		edit(ui, a->found);
	else if (a->err.status == CPROF_ERR_NOTFOUND)
		ui_fail(ui, &a->err);
}

static void list_maps(struct ui *ui)
{
	const struct path_map *m = session_path_map(ui->session);
	struct buf text = BUF_INIT;
	buf_puts(&text, m->rule.count > 0 ? "Files are looked for, in this order, with\n"
					  : "No rules. :map FROM TO makes one: a file whose path "
					    "begins with FROM is looked for below TO.\n");
	for (size_t i = 0; i < m->rule.count; i++)
		buf_printf(&text, "  %s\n    in the place of  %s\n", m->rule.at[i].to,
			   m->rule.at[i].from);
	ui_page(ui, "map", buf_text(&text));
	buf_done(&text);
}

static enum cprof_status map_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	if (call->argc == 1) {
		list_maps(ui);
		return CPROF_OK;
	}
	if (call->argc == 2)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "usage: map FROM TO");
	/* A folder's name may hold blanks. */
	const char *to = call->rest + strcspn(call->rest, " \t");
	to += strspn(to, " \t");
	path_map_add(session_path_map(ui->session), call->argv[1], to);
	buf_printf(&call->reply->message, "%s is looked for in %s", call->argv[1],
		   session_path_map(ui->session)->rule.at[0].to);
	source_again(ui);
	return CPROF_OK;
}

const struct command command_action_map = {
	.name = "map",
	.usage = "[FROM TO]",
	.help = "look for files of FROM below TO; alone: list these rules",
	.least = 0,
	.most = -1,
	.run = map_run,
	.takes_file = true,
	.configures = true,
};

static enum cprof_status unmap_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	if (!path_map_remove(session_path_map(ui->session), call->argv[1]))
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "no rule maps %s", call->argv[1]);
	buf_printf(&call->reply->message, "%s is looked for as recorded", call->argv[1]);
	source_again(ui);
	return CPROF_OK;
}

static const char *unmap_name(const struct interpreter *in, size_t n)
{
	const struct ui *ui = in->front;
	const struct path_map *m = session_path_map(ui->session);
	return n < m->rule.count ? m->rule.at[n].from : NULL;
}

const struct command command_action_unmap = {
	.name = "unmap",
	.usage = "FROM",
	.help = "take back a rule of map",
	.least = 1,
	.most = 1,
	.run = unmap_run,
	.complete = unmap_name,
};

/* A prompt with the most likely rule, to be ended by the user. */
static void action_map_path(struct ui *ui)
{
	struct buf line = BUF_INIT;
	struct view_position at;
	if (!ui_visible(ui, VIEW_source) || !source_at(ui, &at) || *at.file == '\0') {
		ui_message(ui, "there is no path here to map");
	} else {
		buf_puts(&line, "map ");
		path_map_guess(at.file, at.function, &line);
		buf_putc(&line, ' ');
		ui_prompt_open_command(ui, buf_text(&line));
		ui_prompt_hint(ui, "type the folder that is here; "
				   "Enter uses it, Ctrl-S also saves it");
	}
	buf_done(&line);
}
ACTION_RECORD(map_path, "map-path", "look for a folder of the sources elsewhere");

/* The answer to what the pane asks, for all files that a profile names. */
static void action_read_outside(struct ui *ui)
{
	if (session_read_outside(ui->session))
		ui_message(ui, "source files are read wherever the profile says they are");
	else
		ui_message(ui, "source files outside of your folders are read already");
	source_again(ui);
}
ACTION_RECORD(read_outside, "read-outside", "read source files outside of your folders, too");
