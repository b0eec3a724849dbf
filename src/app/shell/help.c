/* The commands that explain: help and o; those that leave; and what the shell says at first. Texts
 * of help are made from the records. */
#include <string.h>

#include "query/run.h"
#include "query/table.h"
#include "report/header.h"
#include "report/result.h"
#include "app/cmdline/options.h"
#include "app/shell/command.h"

static void help_line(struct buf *out, const char *name, const char *usage, const char *help)
{
	struct buf left = BUF_INIT;
	buf_printf(&left, "%s%s%s", name, *usage != '\0' && *usage != '=' ? " " : "", usage);
	buf_printf(out, "  %-26s %s\n", buf_text(&left), help);
	buf_done(&left);
}

static void help_all(const struct interpreter *in, struct buf *out)
{
	buf_puts(out, "Reports (then: a number of rows, -cum, RE to focus on, -RE to ignore, "
		      ">FILE)\n");
	for (size_t i = 0; cprof_reports[i] != NULL; i++)
		if (cprof_reports[i]->run != NULL)
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
		if (options_assignable(o))
			help_line(out, o->name, "", o->help);
	buf_puts(out, "\n  :                          clear focus, ignore and hide\n"
		      "  help NAME                  more about one of them\n");
}

static void help_report(const struct cprof_report *report, struct buf *out)
{
	buf_printf(out, "  %s\n  Usage:\n    %s %s[N] [-cum] [RE]... [-RE]... [>FILE]\n",
		   report->help, report->name, report->takes_pattern ? "REGEXP " : "");
	if (report->takes_pattern)
		help_line(out, "  REGEXP", "", "the functions it is about");
	help_line(out, "  N", "", "at most so many rows");
	help_line(out, "  -cum", "", "in order of the cumulative value");
	help_line(out, "  RE", "", "keep only samples with a frame that matches");
	help_line(out, "  -RE", "", "drop samples with a frame that matches");
	help_line(out, "  >FILE", "", "write to a file, which is emptied first");
	if (report->run == NULL)
		buf_puts(out, "  It is not built yet.\n");
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
		help_report(report, out);
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

/* The sample type reports use, and the number of rows as it can be typed again. */
static void option_value(const struct interpreter *in, const struct option *o, struct buf *value)
{
	const struct session_summary *summary = in->summary;
	if (o->home == OPTION_OUTPUT)
		buf_puts(value, in->output != NULL ? in->output : "\"\"");
	else if (o->kind == OPTION_INT && in->query->nodecount == -1)
		buf_puts(value, "-1");
	else
		options_print(o, in->query, value);
	if (strcmp(o->name, "sample_index") == 0 && in->query->sample_index == NULL &&
	    summary->types > 0) {
		buf_clear(value);
		buf_puts(value, summary->type[summary->default_type].name);
	}
}

static void option_choices(const struct interpreter *in, const struct option *o, struct buf *out)
{
	const struct session_summary *summary = in->summary;
	const char *between = "[";
	for (size_t i = 0; o->choices != NULL && o->choices[i] != NULL; i++, between = " | ")
		buf_printf(out, "%s%s", between, o->choices[i]);
	if (strcmp(o->name, "sample_index") == 0)
		for (size_t i = 0; i < summary->types; i++, between = " | ")
			buf_printf(out, "%s%s", between, summary->type[i].name);
	buf_puts(out, *between == ' ' ? "]\n" : "\n");
}

/* The lines can be typed again: what stands behind "//:" is a comment. */
static enum cprof_status options_run(struct call *call, struct cprof_error *err)
{
	struct reply *reply = call->reply;
	(void)err;
	reply->kind = REPLY_PAGE;
	buf_puts(&reply->title, "options");
	for (const struct option *o = option_records; o->name != NULL; o++) {
		struct buf value = BUF_INIT;
		bool choices = o->choices != NULL || strcmp(o->name, "sample_index") == 0;
		if (!options_assignable(o))
			continue;
		option_value(call->in, o, &value);
		buf_printf(&reply->text, "  %-25s = %-20s //: %s", o->name, buf_text(&value),
			   choices ? "" : o->help);
		option_choices(call->in, o, &reply->text);
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

static void put_greeting(const struct run *run, const struct cprof_table *t, struct buf *out)
{
	header_profile(run, t, out);
	if (t->total == 0 && run->selection->profile->type_count > 1)
		buf_puts(out, "No samples were found with the default sample value type.\n"
			      "Try \"sample_index\" command to analyze different sample values.\n"
			      "\n");
	buf_puts(out, "Entering interactive mode (type \"help\" for commands, \"o\" for "
		      "options)\n");
}

static enum cprof_status greeting_run(const struct cprof_request *request,
				      struct cprof_context *context,
				      struct cprof_report_result *result, struct cprof_error *err)
{
	struct table_options options = { 0 };
	struct cprof_query query;
	struct cprof_table *table;
	struct run run;
	cprof_query_init(&query);
	cprof_query_text(&query.sample_index, request->query->sample_index);
	cprof_query_text(&query.unit, request->query->unit);
	query.mean = request->query->mean;
	query.divide_by = request->query->divide_by;
	if (run_start(request->profile, &query, context, &run, err) == CPROF_OK) {
		if (table_new(&run, &options, context, &table, err) == CPROF_OK) {
			put_greeting(&run, table, &result->text);
			cprof_table_free(table);
		}
		run_done(&run);
	}
	cprof_query_done(&query);
	return err->status;
}

const struct cprof_report report_greeting = {
	.name = "greeting",
	.help = "the labels of the profile",
	.granularity = -1,
	.run = greeting_run,
};
