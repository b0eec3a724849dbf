/* The table's rows outside the screen: the one at the cursor in words, and all of them as a
 * text. */
#include <inttypes.h>
#include <string.h>

#include "base/unit.h"
#include "base/xalloc.h"
#include "tui/views/top/top.h"

/* "FLAT% 24.40%: flat as a share of the total: 14.75MB of 60.46MB". */
static void put_sentence(const struct ui *ui, const struct cprof_table *t,
			 const struct cprof_row *row, const struct cprof_column *column,
			 struct buf *out)
{
	struct cprof_cell cell = cprof_column_cell(t, column, row);
	struct buf value = BUF_INIT;
	buf_own(&value, cprof_cell_text(t, &cell));
	const char *text = buf_text(&value);
	while (*text == ' ')
		text++;
	top_put_capitals(column->title, out);
	if (cell.kind == CPROF_CELL_EMPTY)
		buf_printf(out, ": %s; there is none of this row", column->help);
	else
		buf_printf(out, " %s: %s", text, column->help);
	if (cell.kind == CPROF_CELL_PERCENT || cell.kind == CPROF_CELL_CHANGE) {
		buf_puts(out, ": ");
		ui_put_value(ui, &t->unit, cell.value, out);
		buf_puts(out, " of ");
		unit_put(out, &t->unit, cell.of);
	}
	buf_putc(out, '\n');
	buf_done(&value);
}

/* The columns as they are shown, names whole. */
static void yank_cells(const struct top *t, const struct cprof_row *row, struct buf *out)
{
	for (size_t i = 0; i < t->columns; i++) {
		if (i > 0)
			buf_putc(out, '\t');
		top_put_cell(t, t->column[i], row, out);
	}
}

static void yank_part(const struct top *t, const struct cprof_row *row, enum part part,
		      struct buf *out)
{
	if (part == PART_ROW)
		yank_cells(t, row, out);
	else if (part == PART_NAME)
		buf_puts(out, row->name);
	else if (part == PART_POSITION && *row->where_file != '\0')
		buf_printf(out, "%s:%" PRId64, row->where_file, row->where_line);
}

/* Tagged rows are taken together, a line each, in the order of the table. */
static void put_rows(const struct top *t, enum part part, struct buf *out)
{
	const struct cprof_row *row = top_row(t);
	size_t start = out->size;
	if (part == PART_STACK)
		return;
	for (size_t i = 0; t->tagged > 0 && i < t->table->count; i++) {
		if (!t->is_tagged[t->table->order[i]])
			continue;
		if (out->size > start)
			buf_putc(out, '\n');
		yank_part(t, &t->table->row[t->table->order[i]], part, out);
	}
	if (t->tagged == 0 && row != NULL && part == PART_ROW)
		yank_part(t, row, part, out);
}

static void explain(const struct ui *ui, const struct top *t, struct buf *out)
{
	static const char *const inlined[] = {
		"", "(inline): all callers in this table have it inlined into them\n",
		"(partial-inline): some callers in this table have it inlined into them\n"
	};
	const struct cprof_row *row = top_row(t);
	if (row == NULL)
		return;
	const char *name = cprof_column_find("name")->id;
	if (strcmp(ui->current.sort->id, name) != 0)
		put_sentence(ui, t->table, row, ui->current.sort, out);
	for (size_t i = 0; i < t->columns; i++)
		if (t->column[i] != ui->current.sort && strcmp(t->column[i]->id, name) != 0)
			put_sentence(ui, t->table, row, t->column[i], out);
	buf_puts(out, inlined[row->mark]);
	buf_printf(out, "%s\n", row->name);
}

void top_describe(struct ui *ui, enum part part, struct buf *out)
{
	if (part == PART_EXPLANATION)
		explain(ui, ui_state(ui, VIEW_top), out);
	else
		put_rows(ui_state(ui, VIEW_top), part, out);
}

/* A row, or the one that stands for those folded: NULL. */
static void put_row(const struct top *t, const struct cprof_row *row, struct buf *out)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < t->columns; i++) {
		buf_clear(&text);
		top_put_cell(t, t->column[i], row, &text);
		if (row != NULL && strcmp(t->column[i]->id, "name") == 0)
			buf_puts(&text, top_marks[row->mark]);
		ui_clean_cell(&text, 0);
		const char *start = buf_text(&text);
		buf_printf(out, "%s%s", i > 0 ? "\t" : "", start + strspn(start, " "));
	}
	buf_putc(out, '\n');
	buf_done(&text);
}

enum printed top_print(struct ui *ui, enum print_form form, struct buf *out)
{
	const struct top *t = ui_state(ui, VIEW_top);
	if (form == PRINT_FOLDED || t->table == NULL)
		return PRINT_NO_FORM;
	for (size_t i = 0; i < t->columns; i++)
		buf_printf(out, "%s%s", i > 0 ? "\t" : "", t->column[i]->title);
	buf_putc(out, '\n');
	for (size_t i = 0; i < t->count; i++)
		put_row(t, top_row_at(t, i), out);
	if (t->folded)
		put_row(t, NULL, out);
	return PRINTED_CELLS;
}
