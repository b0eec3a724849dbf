/* The program: reads the command line and hands it to the batch front or to the explorer. The only
 * file that knows both. */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/worker.h"
#include "app/args.h"
#include "cli/cli.h"
#include "tui/tui.h"

/* Dies by a signal, so that the shell sees it. */
static void die_by(int signal_number)
{
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static enum cprof_status explore(const struct args *args, int *status, struct cprof_error *err)
{
	struct term_options options = { args->settings.no_color, args->settings.ascii, 100 };
	const char *no_color = getenv("NO_COLOR");
	struct term *term;
	int signal_number = 0;
	if (no_color != NULL && *no_color != '\0')
		options.no_colour = true;
	if (args->sources == 0)
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "no profile source specified (see -help)");
	if (!isatty(STDOUT_FILENO))
		return cprof_error_set(err, CPROF_ERR_UNSUPPORTED,
				       "standard output is not a terminal: name a report, as in "
				       "cprof-tui -top %s", args->source[0]);
	if (term_curses_open(&options, &term, err) != CPROF_OK) {
		char *why = err->text;
		err->text = NULL;
		cprof_error_set(err, CPROF_ERR_UNSUPPORTED,
				"%s: name a report, as in cprof-tui -top %s", why,
				args->source[0]);
		free(why);
		return err->status;
	}
	*status = tui_run(args, term, 1, &signal_number, err);
	term->close(term);
	if (signal_number != 0)
		die_by(signal_number);
	return err->status;
}

int main(int argc, char *argv[])
{
	struct args args;
	struct cprof_error err = CPROF_ERROR_INIT;
	int status = CLI_DONE;
	setlocale(LC_CTYPE, "");
	if (args_parse(&args, argc, argv, &err) != CPROF_OK)
		status = cli_fail(&err);
	else if (args.settings.help)
		status = cli_help();
	else if (args.settings.version)
		status = cli_version();
	else if (args.report != NULL)
		status = cli_run(&args);
	else if (explore(&args, &status, &err) != CPROF_OK)
		status = cli_fail(&err);
	args_done(&args);
	cprof_error_done(&err);
	return status;
}
