/* The top report: one row per node, with its own and its cumulative value. `text` is another name
 * for it. */
#include "report/result.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "query/run.h"
#include "query/table.h"
#include "report/header.h"

#define VALUE_WIDTH 10

/* The columns of a printed row; the name follows with its mark. */
static const char *const row_columns[] = { "flat", "flat%", "sum%", "cum", "cum%" };

static void print_cell(const struct cprof_table *t, const struct cprof_row *row, const char *id,
		       struct buf *out)
{
	struct cprof_cell cell = cprof_column_cell(t, cprof_column_find(id), row);
	cell.change = false; /* a report puts no plus in front of anything */
	char *text = cprof_cell_text(t, &cell);
	utf8_right(out, text, strlen(text), cell.kind == CPROF_CELL_VALUE ? VALUE_WIDTH : 0);
	free(text);
}

static void print_rows(const struct cprof_table *t, struct buf *out)
{
	static const char *const marks[] = { "", " (inline)", " (partial-inline)" };
	buf_puts(out, "      flat  flat%   sum%        cum   cum%\n");
	for (size_t i = 0; i < t->shown; i++) {
		const struct cprof_row *row = &t->row[t->order[i]];
		for (size_t c = 0; c < sizeof row_columns / sizeof row_columns[0]; c++) {
			if (c > 0)
				buf_putc(out, ' ');
			print_cell(t, row, row_columns[c], out);
		}
		buf_printf(out, "  %s%s\n", row->name, marks[row->mark]);
	}
}

static enum cprof_status top_run(const struct cprof_request *request, struct cprof_context *context,
				 struct cprof_report_result *result, struct cprof_error *err)
{
	struct table_options options = { .grouped = true };
	struct cprof_table *table;
	struct run run;
	if (run_start(request->profile, request->query, context, &run, err) != CPROF_OK)
		return err->status;
	if (table_new(&run, &options, context, &table, err) == CPROF_OK) {
		if (!request->query->compact_labels)
			header_profile(&run, table, &result->text);
		header_report(&run, table, &result->text);
		print_rows(table, &result->text);
		cprof_table_free(table);
	}
	run_done(&run);
	return err->status;
}

const struct cprof_report report_top = {
	.name = "top",
	.help = "functions in order of what they cost",
	.granularity = -1,
	.shell_nodecount = 10,
	.run = top_run,
};

const struct cprof_report report_text = {
	.name = "text",
	.help = "the same as top",
	.granularity = -1,
	.shell_nodecount = 10,
	.run = top_run,
};
