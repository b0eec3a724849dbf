/* Callers and callees outside the screen: the row at the cursor in words, and all rows as text. */
#include <inttypes.h>
#include <string.h>

#include "base/unit.h"
#include "tui/views/callers/callers.h"

/* "OF IT 55.72%: ..., 3.02MB of 5.42MB". */
static void put_share(const struct ui *ui, const struct callers *s, const char *what,
		      int64_t value, int64_t of, const char *whole, struct buf *out)
{
	buf_printf(out, "%s ", what);
	unit_percentage_bare(out, value, of);
	buf_printf(out, ": that as a share of %s, ", whole);
	/* The total of a diff is no change. */
	if (of == s->found->total)
		unit_put(out, &s->found->unit, of);
	else
		ui_put_value(ui, &s->found->unit, of, out);
	buf_putc(out, '\n');
}

static void explain_pivot(const struct ui *ui, const struct callers *s, struct buf *out)
{
	const struct cprof_callers *f = s->found;
	const char *what = f->line != 0 ? "line" : "function";
	buf_puts(out, "FLAT ");
	ui_put_value(ui, &s->found->unit, f->flat, out);
	buf_printf(out, ": what the %s itself allocated or spent\n", what);
	put_share(ui, s, "FLAT%", f->flat, f->total, "all", out);
	buf_puts(out, "CUM ");
	ui_put_value(ui, &s->found->unit, f->cum, out);
	buf_printf(out, ": what the %s and everything it called cost\n", what);
	put_share(ui, s, "CUM%", f->cum, f->total, "all", out);
	callers_put_pivot(s, out);
	buf_putc(out, '\n');
}

static void explain_call(const struct cprof_call *c, bool above, struct buf *out)
{
	if (c->level > 1)
		buf_printf(out, "level %u: so many calls away from the function in the middle\n",
			   c->level);
	if (c->kind == CPROF_CALL_FUNCTION && c->inlined)
		buf_printf(out, "(inline): compiled into %s wherever it stands for this call\n",
			   above ? "this one" : "its caller");
	if (c->folded > 0)
		buf_printf(out, "%zu more in the row: each is the only one %s the one before it\n",
			   c->folded, above ? "that calls" : "called by");
	if (c->kind == CPROF_CALL_FUNCTION && c->call_line != 0)
		buf_printf(out, "called at %s:%" PRId64 "%s\n", c->call_file, c->call_line,
			   c->lines > 1 ? ", and on other lines" : "");
	if (c->through != NULL)
		buf_printf(out, "%s > ", c->through);
	buf_printf(out, "%s\n", c->name);
}

static int64_t row_value(const struct callers *s, size_t at)
{
	const struct cprof_call *c = callers_call(s, at);
	return c != NULL ? c->value : at == s->pivot ? s->found->cum : s->found->itself;
}

static void explain(const struct ui *ui, const struct callers *s, struct buf *out)
{
	const struct cprof_call *c = callers_call(s, s->list.cursor);
	if (s->list.cursor == s->pivot) {
		explain_pivot(ui, s, out);
		return;
	}
	int64_t value = row_value(s, s->list.cursor);
	bool above = s->line.at[s->list.cursor].part == CALLERS_ABOVE;
	buf_puts(out, "CALLS ");
	ui_put_value(ui, &s->found->unit, value, out);
	buf_printf(out, ": of the samples with %s, each once\n",
		   c == NULL ? "a call of itself"
		   : above   ? "these calls that lead to it"
			     : "these calls that it leads to");
	ui_put_sides(ui, &s->found->unit, c != NULL ? c->base : s->found->itself_base,
		     c != NULL ? c->now : s->found->itself_now, "the same on both sides", out);
	put_share(ui, s, "OF IT", value, s->found->cum, "the function in the middle", out);
	put_share(ui, s, "OF ALL", value, s->found->total, "all", out);
	if (c != NULL)
		explain_call(c, above, out);
	else
		buf_puts(out, "itself (recursion)\n");
}

/* What stands in front of the name of a row. */
static void put_cells(const struct ui *ui, const struct callers *s, size_t at, struct buf *out)
{
	ui_put_value(ui, &s->found->unit, row_value(s, at), out);
	buf_putc(out, '\t');
	unit_percentage_bare(out, row_value(s, at), s->found->cum);
	buf_putc(out, '\t');
	unit_percentage_bare(out, row_value(s, at), s->found->total);
	buf_putc(out, '\t');
}

void callers_describe(struct ui *ui, enum part part, struct buf *out)
{
	const struct callers *s = ui_state(ui, VIEW_callers);
	const struct cprof_call *c = callers_call(s, s->list.cursor);
	if (s->found == NULL || (c != NULL && c->kind == CPROF_CALL_REST))
		return;
	if (part == PART_EXPLANATION)
		explain(ui, s, out);
	if (part != PART_ROW)
		return;
	put_cells(ui, s, s->list.cursor, out);
	if (c != NULL)
		callers_put_name(c, out);
	else
		callers_put_pivot(s, out);
}

static void put_row(const struct ui *ui, const struct callers *s, size_t at, struct buf *out)
{
	static const char *const part[] = { "caller", "function", "callee", "callee" };
	const struct cprof_call *c = callers_call(s, at);
	bool pivot = at == s->pivot;
	buf_printf(out, "%s\t%u\t", part[s->line.at[at].part], c != NULL ? c->level : !pivot);
	put_cells(ui, s, at, out);
	size_t start = out->size;
	if (c != NULL)
		callers_put_name(c, out);
	else if (pivot)
		callers_put_pivot(s, out);
	else
		buf_puts(out, "itself (recursion)");
	ui_clean_cell(out, start);
	buf_putc(out, '\n');
}

/* The rows as they are open now; the one that stands for others says how many it leaves out. */
enum printed callers_print(struct ui *ui, enum print_form form, struct buf *out)
{
	const struct callers *s = ui_state(ui, VIEW_callers);
	if (s->found == NULL || form == PRINT_FOLDED)
		return PRINT_NO_FORM;
	buf_puts(out, "part\tlevel\tcalls\tof it\tof all\tname\n");
	for (size_t i = 0; i < s->line.count; i++)
		put_row(ui, s, i, out);
	return PRINTED_CELLS;
}
