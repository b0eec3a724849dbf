/* The program: reads the command line and hands it to batch, the shell or the explorer. The only
 * file that knows both. */
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/xalloc.h"
#include "app/cmdline/args.h"
#include "app/output.h"
#include "app/program.h"
#include "app/session/session.h"
#include "cli/cli.h"
#include "tui/tui.h"

/* A profile that loads at once, or cannot be loaded, is known before the screen is touched. */
#define LOAD_PATIENCE 200 /* ms */

/* Dies by a signal, so that the shell sees it. */
static void die_by(int signal_number)
{
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static enum cprof_status open_terminal(const struct args *args, const struct settings *settings,
				       struct term **term, struct cprof_error *err)
{
	struct term_options options;
	tui_terminal(args, settings, &options);
	if (!isatty(STDOUT_FILENO))
		cprof_error_set(err, CPROF_ERR_UNSUPPORTED, "standard output is not a terminal");
	else
		term_curses_open(&options, term, err);
	if (err->status == CPROF_OK)
		return CPROF_OK;
	char *why = xstrdup(err->text);
	cprof_error_set(err, CPROF_ERR_UNSUPPORTED,
			"%s: name a report instead, as in cprof-tui -top %s, or use --line", why,
			args->input[0]);
	free(why);
	return err->status;
}

/* For terminals that take nothing else from us. */
static void print_yanked(const char *text, struct cprof_error *err)
{
	size_t length = strlen(text);
	bool ended = length > 0 && text[length - 1] == '\n';
	if (output_text(text, length, err) == CPROF_OK && !ended)
		output_text("\n", 1, err);
}

static enum cprof_status explore(struct args *args, int *status, struct cprof_error *err)
{
	struct term *term;
	struct tui_end end = { 0 };
	struct config_file config;
	if (args->inputs == 0)
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "no profile source specified (see -help)");
	if (program_is_set("NO_COLOR"))
		args->flags.no_color = true;
	struct session *session = tui_load(args, 1);
	config_file_init(&config);
	if (!args->flags.no_config)
		config_file_read(&config);
	if (tui_wait(session, LOAD_PATIENCE, err) == CPROF_OK &&
	    open_terminal(args, &config.settings, &term, err) == CPROF_OK) {
		*status = tui_run(args, &config, session, term, &end, err);
		term->close(term);
	}
	if (err->status != CPROF_OK)
		cli_print_notes(session_notes(session));
	session_cancel(session);
	session_free(session);
	config_file_done(&config);
	if (end.yanked != NULL && args->flags.print_on_exit)
		print_yanked(end.yanked, err);
	free(end.yanked);
	if (end.signal_number != 0)
		die_by(end.signal_number);
	return err->status;
}

/* Without a report flag whoever pipes something in means pprof's shell. */
static bool wants_shell(const struct args *args)
{
	return args->flags.line || args->flags.commands.count > 0 ||
	       (args->inputs > 0 && !args_take_stdin(args) && !isatty(STDIN_FILENO));
}

int main(int argc, char *argv[])
{
	struct args args;
	struct cprof_error err = CPROF_ERROR_INIT;
	int status = CLI_DONE;
	setlocale(LC_CTYPE, "");
	if (args_parse(&args, argc, argv, &err) != CPROF_OK)
		status = cli_fail(&err);
	else if (args.flags.help)
		status = cli_help();
	else if (args.flags.version)
		status = cli_version();
	else if (args.report != NULL)
		status = cli_run(&args);
	else if (wants_shell(&args))
		status = cli_shell(&args);
	else if (explore(&args, &status, &err) != CPROF_OK)
		status = cli_fail(&err);
	args_done(&args);
	cprof_error_done(&err);
	return status;
}
