/* The batch front: see cli.h. Standard output gets the report or nothing. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/io.h"
#include "base/utf8.h"
#include "app/session/load.h"
#include "app/output.h"

void cli_message(const char *prefix, const char *text)
{
	struct buf line = BUF_INIT;
	buf_puts(&line, prefix);
	utf8_clean(&line, text, strlen(text), false);
	buf_putc(&line, '\n');
	/* Nothing is left to tell anybody when standard error fails. */
	if (io_write_all(STDERR_FILENO, line.data, line.size) != 0)
		line.size = 0;
	buf_done(&line);
}

void cli_print_notes(const struct cprof_notes *notes)
{
	for (size_t i = 0; i < notes->count; i++)
		cli_message("", notes->text[i]);
}

int cli_fail(const struct cprof_error *err)
{
	cli_message("cprof-tui: ", err->text);
	return err->status == CPROF_ERR_SYNTAX || err->status == CPROF_ERR_UNSUPPORTED
		       ? CLI_USAGE
		       : CLI_FAILED;
}

static enum cprof_status print(const struct args *args, struct cprof_notes *notes,
			       struct cprof_error *err)
{
	struct loaded *loaded = NULL;
	struct cprof_context context = { .notes = notes };
	struct cprof_progress progress = { 0 };
	struct progress_line *progress_line = progress_line_start(
		args->inputs > 0 ? args->input[0] : "", &progress);
	context.progress = &progress;
	load_profile(args, false, &context, &loaded, err);
	progress_line_stop(progress_line);
	context.progress = NULL;
	if (err->status != CPROF_OK)
		return err->status;
	struct cprof_request request = { loaded->profile, &args->query, args->pattern,
					 loaded->plan };
	struct output to = { args->flags.output, false };
	char *text;
	size_t length;
	if (cprof_report_run(args->report, &request, &context, &text, &length, err) == CPROF_OK) {
		output_report(args->report, text, length, &to, notes, err);
		free(text);
	}
	load_free(loaded);
	return err->status;
}

int cli_run(const struct args *args)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct cprof_notes notes = { NULL, 0 };
	int status = CLI_DONE;
	if (args->report->run == NULL)
		cprof_error_set(&err, CPROF_ERR_UNSUPPORTED, "-%s: not built yet (see -help)",
				args->report->name);
	else
		print(args, &notes, &err);
	cli_print_notes(&args->notes);
	cli_print_notes(&notes);
	if (err.status != CPROF_OK)
		status = cli_fail(&err);
	cprof_notes_done(&notes);
	cprof_error_done(&err);
	return status;
}

static int put(const char *text)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	int status = CLI_DONE;
	if (output_text(text, strlen(text), &err) != CPROF_OK)
		status = cli_fail(&err);
	cprof_error_done(&err);
	return status;
}

int cli_help(void)
{
	struct buf text = BUF_INIT;
	args_usage(&text);
	int status = put(buf_text(&text));
	buf_done(&text);
	return status;
}

int cli_version(void)
{
	return put(PACKAGE_STRING "\n");
}
