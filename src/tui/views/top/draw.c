/* What rows of the table say, on the screen and outside of it. Widths come from the whole table,
 * not from the rows on the screen, so columns never jump. */
#include <stdio.h>
#include <string.h>
#include <inttypes.h>

#include "base/nameform.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "app/row_pattern.h"
#include "tui/views/top/top.h"

#define NAME_LEAST 40 /* columns the name keeps before a percentage goes */
#define NAME_OF_DIFF 32 /* the same in a diff, which has more numbers */
#define NAME_OF_CHOSEN 20 /* the same before a column goes that the user chose */
#define FUNCTION_LEAST 12 /* columns a function keeps beside its line */
#define SHED_LAST 4   /* of the columns that may go */
#define TEXT_MOST 32  /* columns of a text beside the name */
#define MARGIN 2      /* the cursor's mark and the tag's */

static const char *const marks[] = { "", " (inline)", " (partial-inline)" };

static void put_capitals(const char *text, struct buf *out)
{
	for (; *text != '\0'; text++)
		buf_putc(out, *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text);
}

static bool is_name(const struct cprof_column *column)
{
	return strcmp(column->id, "name") == 0;
}

static int cell_width(const struct cprof_table *table, const struct cprof_cell *cell,
		      struct buf *text)
{
	buf_clear(text);
	buf_own(text, cprof_cell_text(table, cell));
	return (int)utf8_count(buf_text(text), text->size);
}

/* The widest that a column gets, over all rows and the one that stands for those folded. */
static int widest(const struct cprof_table *table, const struct cprof_column *column)
{
	int width = column->width;
	struct buf text = BUF_INIT;
	struct cprof_cell cell;
	for (size_t i = 0; i <= table->count; i++) {
		if (i < table->count)
			cell = cprof_column_cell(table, column, &table->row[i]);
		else if (!cprof_column_fold(table, column, &cell))
			break;
		int length = cell_width(table, &cell, &text);
		if (length > width)
			width = length;
	}
	buf_done(&text);
	return column->left && width > TEXT_MOST ? TEXT_MOST : width;
}

void top_measure(struct top *t)
{
	for (size_t i = 0; i < t->columns; i++) {
		const struct cprof_column *c = t->column[i];
		t->width[i] = is_name(c) ? c->width : widest(t->table, c);
		if (t->width[i] < (int)strlen(c->title) + 2)
			t->width[i] = (int)strlen(c->title) + 2;
	}
}

/* The order in which a column goes; in a diff the sides of flat are more than the change of cum. */
static int shed_order(const struct top *t, const struct cprof_column *column)
{
	return t->table->diff && strcmp(column->id, "cum") == 0 ? 1 : column->shed;
}

/* Takes a column off the screen. */
static void shed(struct top *t, size_t i, int *left)
{
	t->no_room[i] = true;
	*left += t->span[i].to + 1;
}

/* Which columns fit: the one to shed first goes first; of those that the user chose, the last. The
 * one that is sorted by stays: an order that is not to be seen is no order. Spans begin at 0.
 * Returns the width left for the name. */
static int choose_columns(struct top *t, const struct cprof_column *sort, int cols)
{
	int left = cols - MARGIN;
	size_t kept = 0;
	memset(t->no_room, 0, sizeof t->no_room);
	for (size_t i = 0; i < t->columns; i++) {
		const struct cprof_column *c = t->column[i];
		int most = c->left && t->width[i] > cols / 3 ? cols / 3 : t->width[i];
		t->span[i] = (struct top_span){ 0, most };
		if (c == sort)
			kept = i;
		if (!is_name(c))
			left -= most + 1;
	}
	int least = t->table->diff ? NAME_OF_DIFF : NAME_LEAST;
	for (int order = 1; order <= SHED_LAST && left < least; order++) {
		if (order == SHED_LAST)
			least = NAME_OF_CHOSEN;
		for (size_t i = t->columns; i-- > 0;)
			if (shed_order(t, t->column[i]) == order && t->column[i] != sort &&
			    left < least)
				shed(t, i, &left);
	}
	/* On a very narrow screen one value is left, the sorted or the first one, and the name. */
	if (is_name(t->column[kept]))
		kept = 0;
	for (size_t i = 0; i < t->columns && left < 8; i++)
		if (!t->no_room[i] && !is_name(t->column[i]) && i != kept)
			shed(t, i, &left);
	return left < 1 ? 1 : left;
}

/* Gives each column its place. */
static void lay_out(struct top *t, const struct cprof_column *sort, int cols)
{
	int name_width = choose_columns(t, sort, cols), at = MARGIN;
	for (size_t i = 0; i < t->columns; i++) {
		int width = is_name(t->column[i]) ? name_width : t->span[i].to;
		t->span[i] = (struct top_span){ at, t->no_room[i] ? at : at + width };
		at = t->no_room[i] ? at : at + width + 1;
	}
}

/* What rows are, and behind it what percentages refer to where that is not plain. */
static void put_name_heading(struct ui *ui, const struct top *t, const char *title, int cols,
			     bool percents, struct buf *out)
{
	const struct cprof_query *q = &t->query;
	struct buf base = BUF_INIT;
	buf_puts(out, q->group == CPROF_BY_LABEL ? q->group_label : title);
	bool plain = !cprof_query_filtered(q) && ui->current.percent_row == NULL &&
		     !q->relative_percentages;
	if (plain || !percents)
		return;
	top_put_base(ui, t, cols < 50, &base);
	int room = cols - (int)out->size - 4;
	if ((int)utf8_count(buf_text(&base), base.size) <= room)
		buf_printf(out, "  (%s)", buf_text(&base));
	else if (room > 12)
		buf_printf(out, "  (%.*s..)", room - 2, buf_text(&base));
	buf_done(&base);
}

static void draw_name_heading(struct ui *ui, const struct top *t, const char *title, int row,
			      int col, int cols, bool percents)
{
	struct buf text = BUF_INIT;
	put_name_heading(ui, t, title, cols, percents, &text);
	canvas_text(&ui->canvas, row, col, cols, 0, STYLE_HEADING, buf_text(&text), text.size);
	buf_done(&text);
}

static void draw_heading(struct ui *ui, const struct top *t, const struct rect *area)
{
	struct canvas *c = &ui->canvas;
	struct buf title = BUF_INIT;
	bool percents = false;
	canvas_fill(c, area->row, area->col, area->cols, STYLE_HEADING, ' ');
	for (size_t i = 0; i < t->columns; i++) {
		const struct cprof_column *column = t->column[i];
		int col = area->col + t->span[i].from, end = area->col + t->span[i].to;
		if (t->no_room[i])
			continue;
		/* Those of a diff are of each row's own base. */
		percents |= strchr(column->id, '%') != NULL && !column->diff;
		buf_clear(&title);
		put_capitals(is_name(column) ? rowpattern_noun(&t->query, false) : column->title,
			     &title);
		if (column == ui->current.sort)
			buf_puts(&title, ui->current.reverse ? " ^" : " v");
		if (is_name(column))
			draw_name_heading(ui, t, buf_text(&title), area->row, col, end - col,
					  percents);
		else if (column->left)
			canvas_puts(c, area->row, col, STYLE_HEADING, buf_text(&title));
		else
			canvas_right(c, area->row, end, STYLE_HEADING, buf_text(&title));
	}
	buf_done(&title);
}

/* Files and packages have folders to lose, and no package. */
static void put_row_name(const struct ui *ui, const struct top *t, const char *name,
			 struct buf *out)
{
	enum nameform form = (enum nameform)ui->settings.name_form;
	if (form == NAMEFORM_BASE && (t->query.group != 0 || t->query.granularity == CPROF_BY_FILE))
		form = NAMEFORM_SHORT;
	if (t->query.group == CPROF_BY_LABEL)
		form = NAMEFORM_FULL;
	nameform_put(out, name, form);
}

/* Where ":LINE" ends a name, the byte behind the blank before its file; NULL: it names no line. */
static const char *place_of(const char *name)
{
	const char *blank = strrchr(name, ' '), *colon = strrchr(name, ':');
	bool line = blank != NULL && colon != NULL && colon > blank && colon[1] != '\0' &&
		    colon[1 + strspn(colon + 1, "0123456789")] == '\0';
	return line ? blank + 1 : NULL;
}

/* A function with its line that is too long loses the folder of the file, from `place` on, first,
 * then the middle of the function. `mark` is what stands behind it. */
static void put_cut_place(const struct ui *ui, const char *name, const char *place,
			  const char *mark, int cols, struct buf *out)
{
	bool ascii = ui->canvas.ascii;
	const char *slash = strrchr(place, '/');
	const char *file = slash != NULL ? slash + 1 : place;
	struct buf tail = BUF_INIT;
	buf_printf(&tail, " %s%s%s%s", file > place ? utf8_ellipsis(ascii) : "",
		   file > place && !ascii ? "/" : "", file, mark);
	int room = cols - (int)utf8_width(buf_text(&tail), tail.size, ascii);
	if (room < FUNCTION_LEAST) {
		buf_printf(out, "%s%s", name, mark);
	} else {
		utf8_fit(out, name, (size_t)(place - name) - 1, (size_t)room,
			 utf8_ellipsis(ascii), ascii);
		buf_puts(out, buf_text(&tail));
	}
	buf_done(&tail);
}

/* The name with its mark, short of a folder if it does not fit. */
static void put_name(const struct ui *ui, const struct top *t, const char *name, const char *mark,
		     int cols, struct buf *out)
{
	bool lines = t->query.granularity == CPROF_BY_LINE && t->query.group == 0;
	const char *place = lines && t->list.left == 0 ? place_of(name) : NULL;
	buf_printf(out, "%s%s", name, mark);
	if (place == NULL || (int)utf8_width(buf_text(out), out->size, ui->canvas.ascii) <= cols)
		return;
	buf_clear(out);
	put_cut_place(ui, name, place, mark, cols, out);
}

static void draw_name(struct ui *ui, const struct top *t, const struct cprof_row *r, int row,
		      int col, int cols, enum style style)
{
	struct buf name = BUF_INIT, text = BUF_INIT;
	put_row_name(ui, t, r->name, &name);
	bool in_full = strcmp(buf_text(&name), r->name) == 0;
	put_name(ui, t, buf_text(&name), marks[r->mark], cols, &text);
	/* A name that is shortened is not marked. */
	list_draw_name(&t->list, &ui->canvas, row, col, cols, style, buf_text(&text),
		       in_full ? r->name : NULL);
	buf_done(&name);
	buf_done(&text);
}

/* What the row that stands for others says of them. */
static void put_folded(const struct top *t, struct buf *out)
{
	const struct cprof_table *table = t->table;
	size_t rest = table->count - table->shown;
	const char *noun = rowpattern_noun(&t->query, rest != 1);
	if (t->query.rows != NULL && !t->query.rows_off) {
		buf_printf(out, "%s %s ", unit_count(rest).text, noun);
		if (table->dropped_nodes > 0)
			buf_printf(out, "under %g%% or ", t->query.nodefraction * 100);
		buf_printf(out, "not %s", t->query.rows);
	} else if (table->dropped_nodes == rest) {
		buf_printf(out, "%s %s under %g%% (cum <= ", unit_count(rest).text, noun,
			   t->query.nodefraction * 100);
		unit_put(out, &table->unit, table->dropped_below);
		buf_puts(out, ")");
	} else {
		buf_printf(out, "%s more %s", unit_count(rest).text, noun);
	}
}

static void put_cell(const struct top *t, const struct cprof_column *column,
		     const struct cprof_row *row, struct buf *out)
{
	struct cprof_cell cell;
	if (row != NULL)
		cell = cprof_column_cell(t->table, column, row);
	else if (is_name(column))
		put_folded(t, out);
	if (row != NULL || (!is_name(column) && cprof_column_fold(t->table, column, &cell)))
		buf_own(out, cprof_cell_text(t->table, &cell));
}

/* How a change looks. */
static enum style cell_style(struct ui *ui, const struct top *t, const struct cprof_column *column,
			     const struct cprof_row *r, enum style style)
{
	if (style != STYLE_NORMAL || r == NULL)
		return style;
	struct cprof_cell cell = cprof_column_cell(t->table, column, r);
	if (cell.kind != CPROF_CELL_CHANGE && !cell.change)
		return style;
	const struct cprof_amount *base = cprof_table_amount(t->table, r, CPROF_MEASURE_BASE);
	return ui_change_style(ui, cell.value, base != NULL ? base->flat : 0);
}

/* A row, or the one that stands for what was trimmed away: NULL. */
static void draw_row(struct ui *ui, const struct top *t, const struct cprof_row *r, int row,
		     const struct rect *area, enum style style)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < t->columns; i++) {
		const struct cprof_column *column = t->column[i];
		int col = area->col + t->span[i].from, end = area->col + t->span[i].to;
		if (t->no_room[i])
			continue;
		buf_clear(&text);
		put_cell(t, column, r, &text);
		if (is_name(column) && r != NULL)
			draw_name(ui, t, r, row, col, end - col, style);
		else if (is_name(column) || column->left)
			canvas_name(&ui->canvas, row, col, end - col, style, buf_text(&text));
		else
			canvas_right(&ui->canvas, row, end, cell_style(ui, t, column, r, style),
				     buf_text(&text));
	}
	buf_done(&text);
}

static void draw_empty(struct ui *ui, const struct top *t, const struct rect *area)
{
	struct buf text = BUF_INIT;
	if (t->list.narrow == NULL && ui_draw_nothing(ui, area))
		return;
	const char *times = t->tag.count > 0 ? " twice" : "";
	if (t->list.narrow != NULL && narrow_gave_up(t->list.narrow))
		buf_printf(&text, "the pattern takes too long; Esc%s shows all rows", times);
	else if (t->list.narrow != NULL)
		buf_printf(&text, "no %s matches; Esc%s shows all rows",
			   rowpattern_noun(&t->query, false), times);
	else
		buf_puts(&text, "this profile has no samples of this type; t shows the next type");
	canvas_puts(&ui->canvas, area->row + 1, area->col + MARGIN, STYLE_DIM, buf_text(&text));
	buf_done(&text);
}

void top_draw(struct ui *ui, struct rect area, bool focused)
{
	struct top *t = ui_state(ui, VIEW_top);
	bool old = ui->wait.table != 0;
	if (t->table == NULL)
		return;
	lay_out(t, ui->current.sort, area.cols);
	draw_heading(ui, t, &area);
	if (t->list.count == 0)
		draw_empty(ui, t, &area);
	struct list_rows r = list_draw(&t->list, &ui->canvas, area, 1, focused,
				       old ? STYLE_DIM : STYLE_NORMAL);
	while (list_next(&r)) {
		if (r.at < t->count && t->is_tagged[t->table->order[t->visible[r.at]]])
			canvas_puts(&ui->canvas, r.row, area.col + 1, r.style, "*");
		draw_row(ui, t, r.at < t->count ? top_row_at(t, r.at) : NULL, r.row, &area,
			 r.style);
	}
}

/* --- Outside of the screen: in words, and as text. --- */

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
	put_capitals(column->title, out);
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
		put_cell(t, t->column[i], row, out);
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
		put_cell(t, t->column[i], row, &text);
		if (row != NULL && strcmp(t->column[i]->id, "name") == 0)
			buf_puts(&text, marks[row->mark]);
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
