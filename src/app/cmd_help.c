/* The commands that explain: help and o; and those that leave. Their text is made from the
 * records. */
#include "config.h"

#include <string.h>

#include "app/command.h"
#include "app/options.h"

static void help_line(struct buf *out, const char *name, const char *usage, const char *help)
{
	struct buf left = BUF_INIT;
	buf_printf(&left, "%s%s%s", name, *usage != '\0' ? " " : "", usage);
	buf_printf(out, "  %-26s %s\n", buf_text(&left), help);
	buf_done(&left);
}

static void help_all(const struct interpreter *in, struct buf *out)
{
	buf_puts(out, "Reports (then: a number of rows, -cum, a regexp to focus on, -regexp to "
		      "ignore)\n");
	for (size_t i = 0; cprof_reports[i] != NULL; i++)
		if (cprof_report_explorable(cprof_reports[i]))
			help_line(out, cprof_reports[i]->name,
				  cprof_reports[i]->takes_pattern ? "REGEXP" : "",
				  cprof_reports[i]->help);
	buf_puts(out, "\nCommands\n");
	for (size_t i = 0; command_list[i] != NULL; i++)
		help_line(out, command_list[i]->name, command_list[i]->usage,
			  command_list[i]->help);
	for (size_t i = 0; in->front_commands != NULL && in->front_commands[i] != NULL; i++)
		help_line(out, in->front_commands[i]->name, in->front_commands[i]->usage,
			  in->front_commands[i]->help);
	buf_puts(out, "\nOptions (NAME=VALUE)\n");
	for (const struct option *o = option_records; o->name != NULL; o++)
		if (o->home == OPTION_QUERY || o->home == OPTION_FILTER)
			help_line(out, o->name, "", o->help);
	buf_puts(out, "\n  :                          clear focus, ignore and hide\n"
		      "  help NAME                  more about one of them\n");
}

static bool help_topic(const struct interpreter *in, const char *topic, struct buf *out)
{
	const struct cprof_report *report = cprof_report_find(topic);
	const struct command *command = command_find(in, topic);
	const struct option *option = options_find(topic);
	int choice;
	if (option == NULL)
		option = options_find_choice(topic, &choice);
	if (command != NULL)
		help_line(out, command->name, command->usage, command->help);
	if (report != NULL)
		help_line(out, report->name, report->takes_pattern ? "REGEXP [N] [-cum] [RE] [-RE]"
								   : "[N] [-cum] [RE] [-RE]",
			  report->help);
	if (option != NULL) {
		help_line(out, option->name, "=VALUE", option->help);
		for (size_t i = 0; option->choices != NULL && option->choices[i] != NULL; i++)
			buf_printf(out, "    %s\n", option->choices[i]);
	}
	return command != NULL || report != NULL || option != NULL ||
	       (in->front_help != NULL && in->front_help(topic, out));
}

static enum cprof_status help_run(struct call *call, struct cprof_error *err)
{
	struct reply *reply = call->reply;
	reply->kind = REPLY_PAGE;
	buf_puts(&reply->title, "help");
	if (call->argc == 1) {
		help_all(call->in, &reply->text);
		return CPROF_OK;
	}
	buf_printf(&reply->title, " %s", call->rest);
	if (!help_topic(call->in, call->rest, &reply->text))
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "Unknown command: %s", call->rest);
	return CPROF_OK;
}

const struct command command_help = {
	.name = "help",
	.usage = "[NAME]",
	.help = "what there is, or what NAME does",
	.most = -1,
	.run = help_run,
};

static enum cprof_status options_run(struct call *call, struct cprof_error *err)
{
	struct reply *reply = call->reply;
	(void)err;
	reply->kind = REPLY_PAGE;
	buf_puts(&reply->title, "options");
	for (const struct option *o = option_records; o->name != NULL; o++) {
		struct buf value = BUF_INIT;
		if (o->home != OPTION_QUERY && o->home != OPTION_FILTER)
			continue;
		options_print(o, call->in->query, &value);
		buf_printf(&reply->text, "  %-25s = %-20s //: ", o->name, buf_text(&value));
		if (o->choices == NULL)
			buf_puts(&reply->text, o->help);
		for (size_t i = 0; o->choices != NULL && o->choices[i] != NULL; i++)
			buf_printf(&reply->text, "%s%s", i > 0 ? " | " : "[", o->choices[i]);
		buf_puts(&reply->text, o->choices != NULL ? "]\n" : "\n");
		buf_done(&value);
	}
	return CPROF_OK;
}

const struct command command_o = {
	.name = "o",
	.usage = "",
	.help = "the options and their values",
	.run = options_run,
};

const struct command command_options = {
	.name = "options",
	.usage = "",
	.help = "the same as o",
	.run = options_run,
};

static enum cprof_status quit_run(struct call *call, struct cprof_error *err)
{
	(void)err;
	call->reply->kind = REPLY_QUIT;
	return CPROF_OK;
}

const struct command command_q = {
	.name = "q", .usage = "", .help = "leave", .most = -1, .run = quit_run,
};

const struct command command_quit = {
	.name = "quit", .usage = "", .help = "leave", .most = -1, .run = quit_run,
};

const struct command command_exit = {
	.name = "exit", .usage = "", .help = "leave", .most = -1, .run = quit_run,
};
