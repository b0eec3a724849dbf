/* The top report: one row per node, with its own and its cumulative value. `text` is another name
 * for it. */
#include <cprof/report.h>

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

static enum cprof_status top_run(const struct cprof_request *request, struct cprof_context *context,
				 struct cprof_result *result, struct cprof_error *err)
{
	struct table_options options = { .grouped = true };
	const struct cprof_query *query = request->query;
	struct buf header = BUF_INIT;
	struct run run;
	enum cprof_status status = run_start(request->profile, query, context, &run, err);
	if (status != CPROF_OK)
		return status;
	status = table_new(&run, &options, context, &result->table, err);
	if (status == CPROF_OK) {
		struct cprof_table *t = result->table;
		if (!query->compact_labels)
			header_profile(&run, t, &header);
		header_report(&run, t, &header);
		t->header = arena_text(t->memory, buf_text(&header), header.size);
	}
	buf_done(&header);
	run_done(&run);
	return status;
}

static void print_cell(const struct cprof_table *t, const struct cprof_row *row, const char *id,
		       struct buf *out)
{
	struct cprof_cell cell = cprof_column_cell(t, cprof_column_find(id), row);
	cell.change = false; /* a report puts no plus in front of anything */
	char *text = cprof_cell_text(t, &cell);
	utf8_right(out, text, strlen(text), cell.kind == CPROF_CELL_VALUE ? VALUE_WIDTH : 0);
	free(text);
}

static void top_print(const struct cprof_result *result, struct buf *out)
{
	static const char *const marks[] = { "", " (inline)", " (partial-inline)" };
	const struct cprof_table *t = result->table;
	buf_puts(out, t->header);
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

const struct cprof_report report_top = {
	.name = "top",
	.help = "functions in order of what they cost",
	.granularity = -1,
	.shell_nodecount = 10,
	.run = top_run,
	.print = top_print,
};

const struct cprof_report report_text = {
	.name = "text",
	.help = "the same as top",
	.granularity = -1,
	.shell_nodecount = 10,
	.run = top_run,
	.print = top_print,
};
