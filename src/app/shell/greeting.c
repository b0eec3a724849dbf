/* The shell's greeting: see greeting.h. */
#include "app/shell/greeting.h"

#include "base/buf.h"
#include "query/run.h"
#include "query/table.h"
#include "report/header.h"

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
				      struct cprof_context *context, struct cprof_result *result,
				      struct cprof_error *err)
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
			put_greeting(&run, table, cprof_result_text(result));
			cprof_table_free(table);
		}
		run_done(&run);
	}
	cprof_query_done(&query);
	return err->status;
}

const struct cprof_report greeting_report = {
	.name = "greeting",
	.help = "the labels of the profile",
	.granularity = -1,
	.run = greeting_run,
	.print = cprof_result_print_text,
};
