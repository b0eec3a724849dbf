/* The lines of the source pane outside the screen: the one at the cursor in words, and all of them
 * as a text. */
#include <inttypes.h>
#include <stdio.h>

#include "base/unit.h"
#include "tui/views/source/source.h"

static void explain(const struct ui *ui, const struct source *s, struct buf *out)
{
	static const char *const heat[] = { "no heat: the line costs nothing",
					    "heat '.': above 0 % of the function's cum",
					    "heat ':': from 5 % of the function's cum",
					    "heat '+': from 15 % of it",
					    "heat '#': from 40 % of it" };
	const struct cprof_routine *r = source_routine(s, s->list.cursor);
	const struct cprof_source_line *line = source_line(s, s->list.cursor);
	if (r == NULL || line == NULL)
		return;
	buf_puts(out, "FLAT ");
	ui_put_share(ui, &s->listing->unit, line->flat, s->listing->total, out);
	buf_puts(out, ": spent or allocated on this line itself; the share is of the total, ");
	unit_put(out, &s->listing->unit, s->listing->total);
	buf_puts(out, "\nCUM ");
	ui_put_share(ui, &s->listing->unit, line->cum, s->listing->total, out);
	buf_puts(out, ": the same with everything the line called; a sample counts once a line\n");
	ui_put_sides(ui, &s->listing->unit, line->base, line->now,
		     "cum of the line on both sides; each has its own line numbers", out);
	buf_printf(out, "%s, ", heat[source_heat(r, line)]);
	ui_put_value(ui, &s->listing->unit, source_whole(r), out);
	buf_puts(out, "\nFUNCTION flat ");
	ui_put_share(ui, &s->listing->unit, r->function_flat, s->listing->total, out);
	buf_puts(out, ", cum ");
	ui_put_share(ui, &s->listing->unit, source_whole(r), s->listing->total, out);
	buf_puts(out, ": of the whole function; recursion counts once\n");
	if (r->function_cum != 0 && r->function_cum != r->cum) {
		buf_puts(out, "PPROF LIST ");
		ui_put_value(ui, &s->listing->unit, r->cum, out);
		buf_puts(out, ": what pprof's list has for it; recursion counts once a line\n");
	}
	buf_printf(out, "%s\n%s:%" PRId64 "\n", r->name, r->file, line->number);
}

/* What stands in front of the text of a line. */
static void put_cells(const struct ui *ui, const struct source *s,
		      const struct cprof_source_line *line, struct buf *out)
{
	ui_put_value(ui, &s->listing->unit, line->flat, out);
	buf_putc(out, '\t');
	ui_put_value(ui, &s->listing->unit, line->cum, out);
	buf_printf(out, "\t%" PRId64 "\t", line->number);
}

void source_describe(struct ui *ui, enum part part, struct buf *out)
{
	const struct source *s = ui_state(ui, VIEW_source);
	const struct cprof_routine *r = source_routine(s, s->list.cursor);
	const struct cprof_source_line *line = source_line(s, s->list.cursor);
	if (part == PART_EXPLANATION)
		explain(ui, s, out);
	else if (part == PART_NAME && r != NULL)
		buf_puts(out, r->name);
	else if (part == PART_POSITION && line != NULL)
		buf_printf(out, "%s:%" PRId64, r->file, line->number);
	if (part != PART_ROW || line == NULL)
		return;
	put_cells(ui, s, line, out);
	buf_put(out, line->text, line->text != NULL ? line->length : 0);
}

static void put_line(const struct ui *ui, const struct source *s,
		     const struct cprof_source_line *line, struct buf *out)
{
	put_cells(ui, s, line, out);
	size_t start = out->size;
	for (size_t i = 0; i < line->length && line->text != NULL; i++) {
		if (line->text[i] == '\t')
			buf_puts(out, "    ");
		else
			buf_putc(out, line->text[i]);
	}
	ui_clean_cell(out, start);
	buf_putc(out, '\n');
}

enum printed source_print(struct ui *ui, enum print_form form, struct buf *out)
{
	const struct source *s = ui_state(ui, VIEW_source);
	if (form == PRINT_FOLDED || s->listing == NULL)
		return PRINT_NO_FORM;
	buf_puts(out, "flat\tcum\tline\tsource\n");
	for (size_t i = 0; i < s->row.count; i++) {
		const struct cprof_source_line *line = source_line(s, i);
		if (line != NULL)
			put_line(ui, s, line, out);
	}
	return PRINTED_CELLS;
}
