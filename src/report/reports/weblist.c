/* The weblist report: the source of functions that match as one page of HTML, with flat and cum of
 * every line. The page needs nothing but itself: no script, no picture, no other file. */
#include "report/result.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "query/run.h"
#include "query/value.h"
#include "report/source/listing.h"

#define LINE_WIDTH 6

static const char style[] =
	":root { color-scheme: light dark; }\n"
	"body { font-family: sans-serif; margin: 1.5em; }\n"
	"h1 { font-size: 1.2em; } h2 { font-size: 1em; font-family: monospace; }\n"
	"pre { overflow-x: auto; line-height: 1.35; }\n"
	".zero { opacity: 0.45; }\n"
	".warm { background: #ffaa0022; } .hot { background: #ff660044; }\n"
	".file, .error { opacity: 0.7; }\n";

static void put_escaped(struct buf *out, const char *text, size_t length)
{
	struct buf clean = BUF_INIT;
	utf8_clean(&clean, text, length, false);
	for (size_t i = 0; i < clean.size; i++) {
		switch (clean.data[i]) {
		case '<':
			buf_puts(out, "&lt;");
			break;
		case '>':
			buf_puts(out, "&gt;");
			break;
		case '&':
			buf_puts(out, "&amp;");
			break;
		case '"':
			buf_puts(out, "&quot;");
			break;
		default:
			buf_putc(out, clean.data[i]);
		}
	}
	buf_done(&clean);
}

static void put_text(struct buf *out, const char *text)
{
	put_escaped(out, text, strlen(text));
}

/* A value in a column of ten; a zero is ".". */
static void put_value(struct buf *out, const struct cprof_listing *l, int64_t value)
{
	struct buf text = BUF_INIT;
	listing_put_value(l, value, true, &text);
	put_text(out, buf_text(&text));
	buf_done(&text);
}

/* Source with its tabs as blanks up to the next column of eight. */
static void put_source(struct buf *out, const char *text, size_t length)
{
	size_t column = 0, start = 0;
	for (size_t i = 0; i <= length; i++) {
		if (i < length && text[i] != '\t')
			continue;
		put_escaped(out, text + start, i - start);
		column += utf8_width(text + start, i - start, false);
		if (i < length) {
			buf_pad(out, ' ', 8 - column % 8);
			column += 8 - column % 8;
		}
		start = i + 1;
	}
}

/* How a line is shown: by its share of what the function costs. */
static const char *heat(const struct cprof_routine *r, const struct cprof_source_line *line)
{
	double cost = (double)value_abs(line->cum), whole = (double)value_abs(r->cum);
	if (line->flat == 0 && line->cum == 0)
		return "zero";
	return cost >= 0.4 * whole ? "hot" : cost >= 0.05 * whole ? "warm" : "";
}

static void put_line(struct buf *out, const struct cprof_listing *l,
		     const struct cprof_routine *r, const struct cprof_source_line *line)
{
	buf_printf(out, "<span class=\"%s\">%*" PRId64 " ", heat(r, line), LINE_WIDTH,
		   line->number);
	put_value(out, l, line->flat);
	buf_putc(out, ' ');
	put_value(out, l, line->cum);
	buf_pad(out, ' ', 8);
	if (line->text != NULL)
		put_source(out, line->text, line->length);
	buf_puts(out, "</span>\n");
}

static void put_routine(struct buf *out, const struct cprof_listing *l, size_t number)
{
	const struct cprof_routine *r = &l->routine[number];
	buf_printf(out, "<h2 id=\"r%zu\">", number);
	put_text(out, r->name);
	buf_puts(out, "</h2>\n<p class=\"file\">");
	put_text(out, *r->file != '\0' ? r->file : "no source information");
	buf_puts(out, "</p>\n");
	if (r->error != NULL) {
		buf_puts(out, "<p class=\"error\">");
		put_text(out, r->error);
		buf_puts(out, "</p>\n");
	}
	buf_puts(out, "<pre>\n<b> Total ");
	put_value(out, l, r->flat);
	buf_putc(out, ' ');
	put_value(out, l, r->cum);
	buf_puts(out, " (flat, cum) ");
	unit_percentage_bare(out, r->cum, l->total);
	buf_puts(out, "</b>\n");
	for (size_t i = 0; i < r->lines; i++)
		put_line(out, l, r, &r->line[i]);
	buf_puts(out, "</pre>\n");
}

/* With several functions the page begins with a list of them. */
static void put_contents(struct buf *out, const struct cprof_listing *l)
{
	buf_puts(out, "<ul>\n");
	for (size_t i = 0; i < l->count; i++) {
		buf_printf(out, "<li><a href=\"#r%zu\">", i);
		put_text(out, l->routine[i].name);
		buf_puts(out, "</a> ");
		put_value(out, l, l->routine[i].cum);
		buf_puts(out, "</li>\n");
	}
	buf_puts(out, "</ul>\n");
}

static void put_page(struct buf *out, const struct cprof_listing *l, const char *pattern)
{
	buf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
	put_text(out, pattern);
	buf_printf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<h1>", style);
	put_text(out, l->type);
	buf_puts(out, ", total ");
	unit_put(out, &l->unit, l->total);
	buf_puts(out, "</h1>\n");
	if (l->count > 1)
		put_contents(out, l);
	for (size_t i = 0; i < l->count; i++)
		put_routine(out, l, i);
	buf_puts(out, "</body>\n</html>\n");
}

static enum cprof_status weblist_run(const struct cprof_request *request,
				     struct cprof_context *context,
				     struct cprof_report_result *result, struct cprof_error *err)
{
	struct listing_options options = { .pattern = request->pattern,
					   .wide = true,
					   .plan = request->plan };
	struct cprof_query query = *request->query;
	struct cprof_listing *listing = NULL;
	struct run run;
	query.noinlines = false; /* as in pprof */
	if (run_start_pattern(request->profile, &query, request->pattern, context, &run, err) !=
	    CPROF_OK)
		return err->status;
	if (listing_new(&run, &options, context, &listing, err) == CPROF_OK)
		put_page(&result->text, listing, request->pattern);
	cprof_listing_free(listing);
	run_done(&run);
	return err->status;
}

const struct cprof_report report_weblist = {
	.name = "weblist",
	.help = "source of functions that match, as a page in a browser",
	.takes_pattern = true,
	.no_trim = true,
	.granularity = CPROF_BY_LINE,
	.suffix = "html",
	.viewer = "",
	.pipes = true,
	.run = weblist_run,
};
