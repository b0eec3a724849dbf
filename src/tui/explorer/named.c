/* Views kept under a name: the commands that lead to one, on one line, parted by " ; " outside
 * quotes. The configuration file holds them as lines of `named-view`. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "tui/explorer/script.h"
#include "tui/explorer/action.h"

static struct named_view *find(struct ui *ui, const char *name)
{
	for (size_t i = 0; i < ui->past.named.count; i++)
		if (strcmp(ui->past.named.at[i].name, name) == 0)
			return &ui->past.named.at[i];
	return NULL;
}

static void drop(struct ui *ui, struct named_view *v)
{
	free(v->name);
	free(v->commands);
	memmove(v, v + 1, (size_t)(ui->past.named.at + --ui->past.named.count - v) * sizeof *v);
}

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct named_view *)a)->name, ((const struct named_view *)b)->name);
}

static void define(struct ui *ui, const char *name, const char *commands)
{
	struct named_view *known = find(ui, name);
	if (known != NULL)
		drop(ui, known);
	VEC_PUSH(&ui->past.named, ((struct named_view){ xstrdup(name), xstrdup(commands) }));
	VEC_SORT(&ui->past.named, compare);
}

void ui_named_done(struct ui *ui)
{
	while (ui->past.named.count > 0)
		drop(ui, &ui->past.named.at[0]);
	VEC_DONE(&ui->past.named);
}

/* Everything else that the file says stays as it is. */
static enum cprof_status keep(struct ui *ui, struct cprof_error *err)
{
	struct buf lines = BUF_INIT;
	ui_named_print(ui, &lines);
	if (ui->config->path != NULL)
		ui_amend_config(ui, "named-view ", buf_text(&lines), err);
	buf_done(&lines);
	return err->status;
}

/* Lines become commands on one line. */
static void join_lines(const struct buf *lines, struct buf *out)
{
	const char *text = buf_text(lines);
	for (size_t i = 0; i < lines->size; i++)
		if (text[i] != '\n')
			buf_putc(out, text[i]);
		else if (i + 1 < lines->size)
			buf_puts(out, " ; ");
}

static void split_commands(const char *commands, struct buf *lines)
{
	bool inside = false;
	for (const char *p = commands; *p != '\0'; p++) {
		if (*p == '\\' && p[1] == '"') {
			buf_putc(lines, *p++);
		} else if (*p == '"') {
			inside = !inside;
		} else if (!inside && strncmp(p, " ; ", 3) == 0) {
			buf_putc(lines, '\n');
			p += 2;
			continue;
		}
		buf_putc(lines, *p);
	}
	buf_putc(lines, '\n');
}

static const char *view_name(const struct interpreter *in, size_t n)
{
	const struct ui *ui = in->front;
	return n < ui->past.named.count ? ui->past.named.at[n].name : NULL;
}

static void list_views(const struct ui *ui, struct reply *reply)
{
	reply->kind = REPLY_PAGE;
	buf_puts(&reply->title, "views kept under a name");
	for (size_t i = 0; i < ui->past.named.count; i++)
		buf_printf(&reply->text, "%s\n    %s\n", ui->past.named.at[i].name,
			   ui->past.named.at[i].commands);
	if (ui->past.named.count == 0)
		buf_puts(&reply->text, "There is none; :save-view NAME keeps what is shown.\n");
}

static enum cprof_status load_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	struct buf lines = BUF_INIT;
	if (call->argc < 2) {
		list_views(ui, call->reply);
		return CPROF_OK;
	}
	const struct named_view *v = find(ui, call->argv[1]);
	if (v == NULL)
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "there is no view named \"%s\"; load-view alone lists them",
				       call->argv[1]);
	split_commands(v->commands, &lines);
	if (script_run(ui, buf_text(&lines), err) == CPROF_OK)
		buf_printf(&call->reply->message, "view %s; u goes back", call->argv[1]);
	else
		cprof_error_prefix(err, "view %s", call->argv[1]);
	buf_done(&lines);
	return err->status;
}

const struct command command_action_load_view = {
	.name = "load-view",
	.usage = "[NAME]",
	.help = "go to a view kept under a name; without one, list them",
	.most = 1,
	.run = load_run,
	.complete = view_name,
};

static enum cprof_status save_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	struct buf lines = BUF_INIT, commands = BUF_INIT;
	bool known = find(ui, call->argv[1]) != NULL;
	script_view(ui, &lines);
	join_lines(&lines, &commands);
	define(ui, call->argv[1], buf_text(&commands));
	buf_done(&lines);
	buf_done(&commands);
	if (keep(ui, err) == CPROF_OK)
		buf_printf(&call->reply->message, "view %s is %s%s; :load-view %s comes back to it",
			   call->argv[1], known ? "another one now" : "kept",
			   ui->config->path == NULL ? " until you leave" : "", call->argv[1]);
	return err->status;
}

const struct command command_action_save_view = {
	.name = "save-view",
	.usage = "NAME",
	.help = "keep filters, order, columns, sample type and view under a name",
	.least = 1,
	.most = 1,
	.run = save_run,
	.complete = view_name,
};

static enum cprof_status drop_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	struct named_view *v = find(ui, call->argv[1]);
	if (v == NULL)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "there is no view named \"%s\"",
				       call->argv[1]);
	drop(ui, v);
	if (keep(ui, err) == CPROF_OK)
		buf_printf(&call->reply->message, "view %s is dropped", call->argv[1]);
	return err->status;
}

const struct command command_action_drop_view = {
	.name = "drop-view",
	.usage = "NAME",
	.help = "forget a view kept under a name",
	.least = 1,
	.most = 1,
	.run = drop_run,
	.complete = view_name,
};

static enum cprof_status named_run(struct call *call, struct cprof_error *err)
{
	const char *commands = call->rest + strlen(call->argv[1]);
	(void)err;
	define(call->front, call->argv[1], commands + strspn(commands, " \t"));
	return CPROF_OK;
}

const struct command command_action_named_view = {
	.name = "named-view",
	.usage = "NAME COMMAND [; COMMAND...]",
	.help = "say what a name stands for; blanks are around each ;",
	.least = 2,
	.most = -1,
	.run = named_run,
	.configures = true,
};
