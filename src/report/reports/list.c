/* The list report: the source of functions that match, with flat and cum of every line. */
#include "report/result.h"

#include <inttypes.h>

#include "base/buf.h"
#include "base/unit.h"
#include "query/run.h"
#include "report/source/listing.h"

#define LINE_WIDTH 6

static void print_routine(const struct cprof_listing *l, const struct cprof_routine *r,
			  struct buf *out)
{
	if (*r->file == '\0') {
		buf_printf(out, "No source information for %s\n", r->name);
		return;
	}
	buf_printf(out, "ROUTINE ======================== %s in %s\n", r->name, r->file);
	listing_put_value(l, r->flat, false, out);
	buf_putc(out, ' ');
	listing_put_value(l, r->cum, false, out);
	buf_puts(out, " (flat, cum) ");
	unit_percentage(out, r->cum, l->total);
	buf_puts(out, " of Total\n");
	if (r->error != NULL)
		buf_printf(out, " Error: %s\n", r->error);
	for (size_t i = 0; i < r->lines && r->found != NULL; i++) {
		const struct cprof_source_line *line = &r->line[i];
		listing_put_value(l, line->flat, true, out);
		buf_putc(out, ' ');
		listing_put_value(l, line->cum, true, out);
		buf_printf(out, " %*" PRId64 ":", LINE_WIDTH, line->number);
		buf_put(out, line->text, line->length);
		buf_putc(out, '\n');
	}
}

static void print_listing(const struct cprof_listing *l, struct buf *out)
{
	buf_puts(out, "Total: ");
	unit_put(out, &l->unit, l->total);
	buf_putc(out, '\n');
	for (size_t i = 0; i < l->count; i++)
		print_routine(l, &l->routine[i], out);
}

static enum cprof_status list_run(const struct cprof_request *request,
				  struct cprof_context *context, struct cprof_report_result *result,
				  struct cprof_error *err)
{
	struct listing_options options = { .pattern = request->pattern, .plan = request->plan };
	struct cprof_listing *listing;
	struct run run;
	if (run_start_pattern(request->profile, request->query, request->pattern, context, &run,
			      err) != CPROF_OK)
		return err->status;
	if (listing_new(&run, &options, context, &listing, err) == CPROF_OK) {
		print_listing(listing, &result->text);
		cprof_listing_free(listing);
	}
	run_done(&run);
	return err->status;
}

const struct cprof_report report_list = {
	.name = "list",
	.help = "source of functions that match, with the cost of each line",
	.takes_pattern = true,
	.no_trim = true,
	.granularity = CPROF_BY_LINE,
	.run = list_run,
};
