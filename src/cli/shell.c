/* The shell without a screen: see cli.h. A line that fails is told, and the next one runs. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/io.h"
#include "app/config/config_file.h"
#include "app/shell/command.h"
#include "app/output.h"

struct shell {
	const struct args *args;
	struct session *session;
	struct cprof_query query; /* what assignments have made of the command line's */
	char *output;             /* the file reports go to; NULL: standard output */
	bool commands;            /* of -c: failures count */
	bool done;                /* told to leave, or standard output has failed */
	int status;
};

/* Keeps the first failure. An error of a line that was typed says no more than itself. */
static void failed(struct shell *sh, const struct cprof_error *err)
{
	int status = CLI_DONE;
	if (sh->commands)
		status = cli_fail(err);
	else
		cli_message("", err->text);
	if (sh->status == CLI_DONE)
		sh->status = status;
}

/* A text of several lines on standard error. */
static void page(const char *text)
{
	for (const char *at = text; *at != '\0';) {
		size_t length = strcspn(at, "\n");
		char *line = xstrndup(at, length);
		cli_message("", line);
		free(line);
		at += length + (at[length] == '\n');
	}
}

static enum cprof_status put_out(struct session_answer *a, struct cprof_error *err)
{
	if (cprof_report_is_text(a->report))
		return output_text(a->text, a->length, err);
	if (a->report->viewer == NULL)
		return CPROF_OK;
	struct output to = { NULL, true };
	output_report(a->report, a->text, a->length, &to, &a->notes, err);
	cli_print_notes(&a->notes);
	return err->status;
}

static void write_report(struct shell *sh, struct session_answer *a)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	cli_print_notes(&a->notes);
	cprof_notes_done(&a->notes);
	if (a->err.status != CPROF_OK) {
		failed(sh, &a->err);
	} else if (a->output == NULL && put_out(a, &err) != CPROF_OK) {
		/* Whatever comes next would be lost as well. */
		sh->status = cli_fail(&err);
		sh->done = true;
	}
	cprof_error_done(&err);
}

static void run_report(struct shell *sh, const struct reply *reply)
{
	session_ask_report(sh->session, reply->report, &reply->query, buf_text(&reply->pattern),
			   reply->output);
	struct session_answer *a = session_take(sh->session);
	write_report(sh, a);
	session_answer_free(a);
}

static void run_line(struct shell *sh, const char *line)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct reply reply;
	struct interpreter in = {
		.summary = session_summary(sh->session),
		.query = &sh->query,
		.output = sh->output,
	};
	reply_init(&reply, &in);
	if (interpret(&in, line, &reply, &err) != CPROF_OK) {
		failed(sh, &err);
	} else if (reply.kind == REPLY_QUERY) {
		cprof_query_done(&sh->query);
		cprof_query_copy(&sh->query, &reply.query);
		cprof_query_text(&sh->output, reply.output);
	} else if (reply.kind == REPLY_REPORT) {
		run_report(sh, &reply);
	} else if (reply.kind == REPLY_PAGE) {
		page(buf_text(&reply.text));
	} else if (reply.kind == REPLY_QUIT) {
		sh->done = true;
	}
	if (reply.message.size > 0)
		cli_message("", buf_text(&reply.message));
	reply_done(&reply);
	cprof_error_done(&err);
}

static void greet(struct shell *sh)
{
	session_ask_report(sh->session, &report_greeting, &sh->query, NULL, NULL);
	struct session_answer *a = session_take(sh->session);
	if (a->err.status == CPROF_OK)
		page(a->text);
	else
		failed(sh, &a->err);
	session_answer_free(a);
}

/* A prompt belongs on the terminal, not among reports that go elsewhere. */
static void prompt(const char *text)
{
	int fd = isatty(STDOUT_FILENO) ? STDOUT_FILENO : STDERR_FILENO;
	if (io_write_all(fd, text, strlen(text)) != 0)
		return;
}

/* A last line without a newline is run as well. */
static void read_lines(struct shell *sh)
{
	bool person = !sh->commands && isatty(STDIN_FILENO);
	char *line = NULL;
	size_t room = 0;
	if (person)
		greet(sh);
	while (!sh->done) {
		if (person)
			prompt("(pprof) ");
		if (getline(&line, &room, stdin) < 0) {
			if (person)
				prompt("\n");
			break;
		}
		run_line(sh, line);
	}
	free(line);
}

static enum cprof_status load(struct shell *sh, struct cprof_error *err)
{
	const char *input = sh->args->inputs > 0 ? sh->args->input[0] : "";
	struct progress_line *progress_line = progress_line_start(input,
								  session_progress(sh->session));
	session_ask_load(sh->session, &sh->query);
	progress_line_stop(progress_line);
	struct session_answer *a = session_take(sh->session);
	if (a->err.status != CPROF_OK)
		cprof_error_set(err, a->err.status, "%s", a->err.text);
	session_answer_free(a);
	cli_print_notes(session_notes(sh->session));
	return err->status;
}

/* The lines of the configuration that set options; the others are the explorer's. */
static void set_up(struct shell *sh)
{
	struct config_file config;
	struct interpreter in = { .summary = session_summary(sh->session) };
	config_file_init(&config);
	config_file_read(&config);
	cli_print_notes(&config.notes);
	for (size_t i = 0; i < config.line.count; i++) {
		struct cprof_error err = CPROF_ERROR_INIT;
		const struct config_file_line *line = &config.line.at[i];
		struct reply reply;
		if (!config_file_is_option(line->text))
			continue;
		in.query = &sh->query;
		reply_init(&reply, &in);
		if (interpret_configuration(&in, &sh->args->query, line->text, &reply, &err) !=
		    CPROF_OK) {
			cprof_error_prefix(&err, "%s:%zu", config.path, line->number);
			cli_message("", err.text);
		} else if (reply.kind == REPLY_QUERY) {
			cprof_query_done(&sh->query);
			cprof_query_copy(&sh->query, &reply.query);
		}
		reply_done(&reply);
		cprof_error_done(&err);
	}
	config_file_done(&config);
}

int cli_shell(const struct args *args)
{
	const struct texts *commands = &args->flags.commands;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct shell sh = { .args = args, .commands = commands->count > 0 };
	cprof_query_copy(&sh.query, &args->query);
	cprof_query_text(&sh.output, args->flags.output);
	/* The shell shows the labels once; reports do without, as in pprof. */
	sh.query.compact_labels = true;
	sh.session = session_new(args, 0, false);
	cli_print_notes(&args->notes);
	if (load(&sh, &err) != CPROF_OK)
		sh.status = cli_fail(&err);
	else if (args->flags.line && !args->flags.no_config)
		set_up(&sh);
	if (err.status == CPROF_OK && commands->count == 0)
		read_lines(&sh);
	for (size_t i = 0; i < commands->count && err.status == CPROF_OK && !sh.done; i++) {
		if (strcmp(commands->at[i], "-") == 0)
			read_lines(&sh);
		else
			run_line(&sh, commands->at[i]);
	}
	session_free(sh.session);
	cprof_query_done(&sh.query);
	free(sh.output);
	cprof_error_done(&err);
	return sh.status;
}
