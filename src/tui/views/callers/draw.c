/* What rows of callers and callees say, on the screen and outside of it: the value of each call,
 * what share it is of the pivot and of all, and the name, deeper levels to the right. */
#include <inttypes.h>
#include <string.h>

#include "base/path.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "tui/views/callers/callers.h"

#define MARGIN 2       /* the cursor's mark and a blank */
#define NAME_LEAST 30  /* columns the name keeps before a share goes */
#define PIVOT_LEAST 16 /* columns the pivot's name keeps before its flat value goes */
#define INDENT 2
#define INDENT_MOST 12 /* levels that are drawn further to the right */

/* Where things stand in a row of the pane. */
struct layout {
	int value, of_it, of_all; /* columns they end at; 0: not shown */
	int name, cols;
};

static int text_width(const struct buf *text)
{
	return (int)utf8_count(buf_text(text), text->size);
}

static void widen(const struct ui *ui, struct callers *s, int64_t value)
{
	struct buf text = BUF_INIT;
	ui_put_value(ui, &s->found->unit, value, &text);
	if (text_width(&text) > s->value_width)
		s->value_width = text_width(&text);
	for (int i = 0; i < 2; i++) {
		buf_clear(&text);
		unit_percentage(&text, value, i == 0 ? s->found->cum : s->found->total);
		if (text_width(&text) > s->share_width)
			s->share_width = text_width(&text);
	}
	buf_done(&text);
}

void callers_measure(const struct ui *ui, struct callers *s)
{
	s->value_width = 9;
	s->share_width = 7;
	if (s->found == NULL)
		return;
	for (size_t i = 0; i < s->found->callers.count; i++)
		widen(ui, s, s->found->callers.row[i].value);
	for (size_t i = 0; i < s->found->callees.count; i++)
		widen(ui, s, s->found->callees.row[i].value);
	widen(ui, s, s->found->itself);
}

static struct layout make_layout(const struct callers *s, const struct rect *area)
{
	int share = s->share_width + 1, left = area->cols - MARGIN - s->value_width - 2;
	struct layout l = { .value = area->col + MARGIN + s->value_width };
	int end = l.value;
	if (left - share >= NAME_LEAST || left - share >= area->cols / 2)
		l.of_it = end += share;
	if (l.of_it != 0 && left - 2 * share >= NAME_LEAST)
		l.of_all = end += share;
	l.name = end + 2;
	l.cols = area->col + area->cols - l.name;
	return l;
}

static const char *pivot_name(const struct callers *s)
{
	return s->asked.function != NULL ? s->asked.function : s->found->pivot.name;
}

/* "NAME line 22", or the name: a name that is too long keeps its end. */
static void put_pivot(const struct callers *s, struct buf *out)
{
	buf_puts(out, pivot_name(s));
	if (s->found->line != 0)
		buf_printf(out, " line %" PRId64, s->found->line);
}

static void put_share(const struct ui *ui, const struct callers *s, const char *what,
		      int64_t value, struct buf *out)
{
	buf_puts(out, what);
	ui_put_share(ui, &s->found->unit, value, s->found->total, out);
}

/* Which rows of a list are on the screen, when not all are. */
static void put_range(const struct callers_window *w, struct buf *out)
{
	if (w->count > w->rows && w->rows > 0)
		buf_printf(out, "%s-%s of %s", unit_count(w->scroll + 1).text,
			   unit_count(w->scroll + w->rows).text, unit_count(w->count).text);
	else if (w->count > w->rows)
		buf_printf(out, "%s not shown", unit_count(w->count).text);
}

/* A text at the right end of a row, if there is room behind column `col`. */
static void draw_right(struct ui *ui, int row, int col, int right, enum style style,
		       const struct buf *text)
{
	if (text->size > 0 && right - text_width(text) - 1 >= col)
		canvas_right(&ui->canvas, row, right, style, buf_text(text));
}

static void draw_heading(struct ui *ui, const struct callers *s, const struct rect *area,
			 const struct layout *l)
{
	struct canvas *c = &ui->canvas;
	struct buf title = BUF_INIT, range = BUF_INIT;
	canvas_fill(c, area->row, area->col, area->cols, STYLE_HEADING, ' ');
	canvas_right(c, area->row, l->value, STYLE_HEADING, "CALLS");
	canvas_right(c, area->row, l->of_it, STYLE_HEADING, "OF IT");
	canvas_right(c, area->row, l->of_all, STYLE_HEADING, "OF ALL");
	buf_puts(&title, "CALLERS of ");
	put_pivot(s, &title);
	put_range(&s->window[0], &range);
	int room = l->cols - (range.size > 0 ? text_width(&range) + 2 : 0);
	int col = canvas_name(c, area->row, l->name, room > 8 ? room : l->cols, STYLE_HEADING,
			      buf_text(&title));
	draw_right(ui, area->row, col, area->col + area->cols - 1, STYLE_HEADING, &range);
	buf_done(&title);
	buf_done(&range);
}

/* The pivot's own line, a rule between the lists. */
static void draw_pivot(struct ui *ui, const struct callers *s, int row, const struct rect *area,
		       enum style style)
{
	struct canvas *c = &ui->canvas;
	struct buf name = BUF_INIT, summary = BUF_INIT, range = BUF_INIT;
	bool at_cursor = style == STYLE_CURSOR;
	style = at_cursor ? style : STYLE_RULE;
	canvas_hline(c, row, area->col, area->cols, style);
	put_pivot(s, &name);
	put_share(ui, s, "flat ", s->found->flat, &summary);
	put_share(ui, s, "  cum ", s->found->cum, &summary);
	put_range(&s->window[1], &range);
	int fixed = 6 + (range.size > 0 ? text_width(&range) + 4 : 0);
	int room = area->cols - fixed - text_width(&summary);
	if (room < PIVOT_LEAST && room < text_width(&name)) {
		buf_clear(&summary);
		put_share(ui, s, "cum ", s->found->cum, &summary);
		room = area->cols - fixed - text_width(&summary);
	}
	canvas_puts(c, row, area->col, style, s->list.cursor == s->pivot ? "> " : "  ");
	int col = canvas_name(c, row, area->col + MARGIN, room > 4 ? room : area->cols, style,
			      buf_text(&name));
	if (room > 4)
		col = canvas_printf(c, row, col, style, "  %s ", buf_text(&summary));
	if (range.size > 0)
		buf_putc(&range, ' ');
	draw_right(ui, row, col, area->col + area->cols - 2, style, &range);
	buf_done(&name);
	buf_done(&summary);
	buf_done(&range);
}

static void draw_values(struct ui *ui, const struct callers *s, int64_t value, int64_t base,
			int row, const struct layout *l, enum style style)
{
	const struct cprof_callers *f = s->found;
	bool shaded = ui->summary->diff && style == STYLE_NORMAL;
	ui_draw_value(ui, row, l->value, shaded ? ui_change_style(ui, value, base) : style,
		      &f->unit, value);
	ui_draw_percentage(ui, row, l->of_it, style, value, f->cum);
	ui_draw_percentage(ui, row, l->of_all, style, value, f->total);
}

/* The row's name, with the first of the calls it stands for and how many more there are. */
static void put_name(const struct cprof_call *c, struct buf *out)
{
	if (c->kind == CPROF_CALL_LINE)
		buf_puts(out, "at ");
	if (c->through != NULL && c->folded <= 2) {
		buf_printf(out, "%s > ", c->through);
	} else if (c->through != NULL) {
		const char *first_end = strstr(c->through, " > ");
		buf_put(out, c->through, (size_t)(first_end - c->through));
		buf_printf(out, " > %s more > ", unit_count(c->folded - 1).text);
	}
	buf_puts(out, c->name);
	if (c->inlined && c->kind == CPROF_CALL_FUNCTION)
		buf_puts(out, " (inline)");
}

/* The largest of what is not here: no row stands above it in size. */
static void put_rest(const struct ui *ui, const struct callers *s, const struct cprof_call *c,
		     struct buf *out)
{
	buf_printf(out, "%s, each at most ", c->name);
	ui_put_value(ui, &s->found->unit, c->value, out);
	buf_puts(out, "; Enter shows them");
}

/* Where the calls are made: "at build.go:22, 2 more". */
static void put_site(const struct cprof_call *c, struct buf *out)
{
	if (c->kind != CPROF_CALL_FUNCTION || c->call_line == 0)
		return;
	const char *slash = strrchr(c->call_file, '/');
	buf_printf(out, "at %s:%" PRId64, slash != NULL ? slash + 1 : c->call_file, c->call_line);
	if (c->lines > 1)
		buf_printf(out, ", %s more", unit_count(c->lines - 1).text);
}

static void draw_call(struct ui *ui, const struct callers *s, const struct cprof_call *call,
		      int row, const struct layout *l, enum style style)
{
	struct buf name = BUF_INIT, site = BUF_INIT;
	unsigned level = call->level - 1 < INDENT_MOST ? call->level - 1 : INDENT_MOST;
	int indent = (int)level * INDENT;
	int col = l->name + (indent + 10 < l->cols ? indent : 0), end = l->name + l->cols;
	if (call->kind == CPROF_CALL_REST) {
		put_rest(ui, s, call, &name);
	} else {
		draw_values(ui, s, call->value, call->base, row, l, style);
		put_name(call, &name);
		put_site(call, &site);
	}
	canvas_puts(&ui->canvas, row, col, style, call->open ? "-" : call->opens ? "+" : " ");
	col += 2;
	bool plain = call->through == NULL && call->kind == CPROF_CALL_FUNCTION;
	int behind = list_draw_name(&s->list, &ui->canvas, row, col, end - col, style,
				    buf_text(&name), plain ? call->name : NULL);
	if (s->list.left == 0 && site.size > 0 && behind + 2 + text_width(&site) < end)
		canvas_puts(&ui->canvas, row, behind + 2, style == STYLE_NORMAL ? STYLE_DIM : style,
			    buf_text(&site));
	buf_done(&name);
	buf_done(&site);
}

static void draw_line(struct ui *ui, const struct callers *s, size_t at, int row,
		      const struct rect *area, const struct layout *l, bool focused)
{
	const struct cprof_call *call = callers_call(s, at);
	enum style style = ui_analysing(ui, VIEW_callers) ? STYLE_DIM : STYLE_NORMAL;
	if (at == s->list.cursor) {
		style = focused ? STYLE_CURSOR : style;
		canvas_fill(&ui->canvas, row, area->col, area->cols, style, ' ');
		canvas_puts(&ui->canvas, row, area->col, style, ">");
	}
	if (call != NULL) {
		draw_call(ui, s, call, row, l, style);
	} else if (s->line.at[at].part == CALLERS_PIVOT) {
		draw_pivot(ui, s, row, area, style);
	} else {
		draw_values(ui, s, s->found->itself, s->found->itself_base, row, l, style);
		canvas_name(&ui->canvas, row, l->name + 2, l->cols - 2, style,
			    "itself (recursion)");
	}
}

static void draw_window(struct ui *ui, const struct callers *s, int i, int row,
			const struct rect *area, const struct layout *l, bool focused)
{
	static const char *const nobody[] = { "nobody calls it: stacks begin here",
					      "it calls nothing that has samples" };
	static const char *const unmatched[] = { "no caller matches", "no callee matches" };
	const struct callers_window *w = &s->window[i];
	if (w->count == 0 && w->rows > 0)
		canvas_name(&ui->canvas, row, l->name + 2, l->cols - 2, STYLE_DIM,
			    s->list.narrow != NULL ? unmatched[i] : nobody[i]);
	for (size_t k = 0; k < w->rows && w->scroll + k < w->count; k++)
		draw_line(ui, s, w->first + w->scroll + k, row + (int)k, area, l, focused);
}

/* Shares the rows between the two lists: what one does not need the other gets. */
static void share_rows(struct callers *s, size_t rows)
{
	size_t above = s->window[0].count > 0 ? s->window[0].count : 1;
	size_t below = s->window[1].count > 0 ? s->window[1].count : 1;
	size_t half = rows / 2;
	if (above + below <= rows)
		half = above;
	else if (above <= half)
		half = above;
	else if (below <= rows - half)
		half = rows - below;
	s->window[0].rows = half;
	s->window[1].rows = rows - half;
	callers_scroll(s);
}

void callers_draw(struct ui *ui, struct rect area, bool focused)
{
	struct callers *s = ui_state(ui, VIEW_callers);
	if (callers_empty(s) && ui_draw_nothing(ui, &area))
		return;
	if (s->found == NULL) {
		if (s->why != NULL)
			canvas_name(&ui->canvas, area.row + 1, area.col + MARGIN,
				    area.cols - MARGIN, STYLE_DIM, s->why);
		return;
	}
	struct layout l = make_layout(s, &area);
	share_rows(s, area.rows > 2 ? (size_t)area.rows - 2 : 0);
	int above = (int)s->window[0].rows, row = area.row + 1;
	draw_heading(ui, s, &area, &l);
	draw_window(ui, s, 0, row, &area, &l, focused);
	draw_line(ui, s, s->pivot, row + above, &area, &l, focused);
	draw_window(ui, s, 1, row + above + 1, &area, &l, focused);
}

void callers_rule(struct ui *ui, struct buf *name, struct buf *summary)
{
	const struct callers *s = ui_state(ui, VIEW_callers);
	if (s->found == NULL) {
		buf_puts(name, "callers and callees");
		return;
	}
	buf_puts(name, "callers and callees of ");
	put_pivot(s, name);
	buf_printf(summary, "%s and %s", unit_count(s->found->callers.direct).text,
		   unit_count(s->found->callees.direct).text);
}

/* --- Outside of the screen: in words, and as text. --- */

/* "OF IT 55.72%: ..., 3.02MB of 5.42MB". */
static void put_part(const struct ui *ui, const struct callers *s, const char *what, int64_t value,
		     int64_t of, const char *whole, struct buf *out)
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
	put_part(ui, s, "FLAT%", f->flat, f->total, "all", out);
	buf_puts(out, "CUM ");
	ui_put_value(ui, &s->found->unit, f->cum, out);
	buf_printf(out, ": what the %s and everything it called cost\n", what);
	put_part(ui, s, "CUM%", f->cum, f->total, "all", out);
	put_pivot(s, out);
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
	put_part(ui, s, "OF IT", value, s->found->cum, "the function in the middle", out);
	put_part(ui, s, "OF ALL", value, s->found->total, "all", out);
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
		put_name(c, out);
	else
		put_pivot(s, out);
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
		put_name(c, out);
	else if (pivot)
		put_pivot(s, out);
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
