/* The program: reads the command line and hands it to the batch front or to the explorer. The only file that knows both. */
#include "config.h"

#include <locale.h>
#include <stdlib.h>

#include "app/args.h"
#include "cli/cli.h"

int main(int argc, char *argv[])
{
	struct args args;
	struct cprof_error err = CPROF_ERROR_INIT;
	int status;
	setlocale(LC_CTYPE, "");
	if (args_parse(&args, argc, argv, &err) != CPROF_OK)
		status = cli_fail(&err);
	else if (args.settings.help)
		status = cli_help();
	else if (args.settings.version)
		status = cli_version();
	else if (args.report != NULL)
		status = cli_run(&args);
	else
		status = 2;
	args_done(&args);
	cprof_error_done(&err);
	return status;
}
