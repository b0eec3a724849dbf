/* The filter line: a report command's words, the filters, the labels that are frames, and what
 * narrows the lists. As the screen gets narrow the hint at its end goes first, then patterns are
 * cut, then whole filters are counted instead of named.
 *
 * And what every view says when the filters left nothing, with the way back. */
#include <string.h>

#include "app/filter_line.h"
#include "tui/explorer/ui.h"

/* Columns of a pattern: */
#define PATTERN_MOST 200 /* where there is room, */
#define PATTERN_MUCH 40  /* where there is less, */
#define PATTERN_FEW 24   /* at least, when filters are left out, */
#define PATTERN_LEAST 12 /* and at all */
#define NARROWED_LEAST 8 /* of what a list is narrowed to, which its rows show as well */

#define EMPTY_MARGIN 2 /* left of what a view says that is empty */

/* One filter: its kind and as much of its pattern as fits. */
static void put_item(struct buf *out, const char *kind, const char *pattern, size_t columns,
		     bool ascii)
{
	buf_printf(out, "%s ", kind);
	chip_fit(out, pattern, columns, ascii);
}

/* The filters, those from number `most` on only counted, with patterns of at most so many
 * columns. */
static void put_chips(const struct ui *ui, size_t most, size_t columns, struct buf *out)
{
	const struct cprof_query *q = &ui->current.query;
	const char *frames[][2] = { { "tagroot", q->tagroot }, { "tagleaf", q->tagleaf } };
	size_t count = filter_line_count(q), pass = 0;
	const char *between = "filters: ";
	struct chip chip;
	for (size_t n = 0; n < most && filter_line_get(q, n, &chip); n++) {
		buf_puts(out, n > 0 && chip.pass != pass && !chip.rows ? " || " : between);
		put_item(out, chip_kind(&chip), chip.pattern, columns, ui->canvas.ascii);
		buf_puts(out, chip.off ? " off" : "");
		pass = chip.pass;
		between = " | ";
	}
	if (count > most)
		buf_printf(out, "%s%zu more", between, count - most);
	for (size_t i = 0; i < 2; i++) {
		if (frames[i][1] == NULL)
			continue;
		buf_puts(out, count > 0 || i > 0 ? " | " : "");
		put_item(out, frames[i][0], frames[i][1], columns, ui->canvas.ascii);
	}
}

/* The report command in force, in front of the filters. */
static void put_words(const struct ui *ui, struct buf *out)
{
	if (ui->past.report_words != NULL)
		buf_printf(out, "[%s]  ", ui->past.report_words);
}

static size_t columns_of(const struct buf *text)
{
	return (size_t)canvas_width(buf_text(text), text->size, false);
}

/* What a list in sight is narrowed to, "/PATTERN/ 3 of 7 match": one that is long is cut, so that
 * what it matches has room. */
static void put_pattern(struct ui *ui, enum view_id id, bool brief, struct buf *out)
{
	const struct list *l = ui_list(ui, id);
	struct buf matches = BUF_INIT;
	if (l->narrow == NULL)
		return;
	ui_put_status(ui, id, STATUS_MATCHES, brief, &matches);
	size_t used = columns_of(out) + columns_of(&matches) + strlen("// ") + 2;
	size_t room = (size_t)ui->canvas.cols > used ? (size_t)ui->canvas.cols - used : 0;
	/* Filters want some of it. */
	if (filter_line_count(&ui->current.query) > 0 && room > PATTERN_FEW)
		room = PATTERN_FEW;
	buf_putc(out, '/');
	chip_fit(out, narrow_pattern(l->narrow), room > NARROWED_LEAST ? room : NARROWED_LEAST,
		 ui->canvas.ascii);
	buf_printf(out, "/ %s", buf_text(&matches));
	buf_done(&matches);
}

static void put_narrowing(struct ui *ui, struct buf *out)
{
	/* While the pattern is typed, the prompt line says what matches. */
	bool brief = ui->canvas.cols < UI_MANY_COLS;
	for (size_t i = 0; i < VIEW_COUNT && ui->prompt.use != PROMPT_NARROW; i++) {
		if (!ui_visible(ui, (enum view_id)i))
			continue;
		ui_put_status(ui, (enum view_id)i, STATUS_CHIPS, brief, out);
		if (ui->view[i]->narrows)
			put_pattern(ui, (enum view_id)i, brief, out);
	}
}

/* Makes the filters as short as they must be for the room, if they can; one is always named. Where
 * some are not, there is room for a hint of so many columns. */
static void shorten_chips(const struct ui *ui, size_t room, size_t hint, struct buf *chips)
{
	size_t count = filter_line_count(&ui->current.query);
	for (size_t most = count; most > 0; most--) {
		size_t least = most == count || most == 1 ? PATTERN_LEAST : PATTERN_FEW;
		for (size_t columns = PATTERN_MUCH; columns >= least; columns -= 4) {
			buf_clear(chips);
			put_chips(ui, most, columns, chips);
			if (columns_of(chips) + (most < count ? hint : 0) <= room)
				return;
		}
	}
}

/* The longest hint that fits. */
static const char *choose_hint(const struct ui *ui, const char *narrowing, size_t room)
{
	const char *const hints[] = { "u undo  F panel  \\ clear", "u undo  F panel", "F panel" };
	if (ui->past.report_words != NULL)
		return strlen("Esc ends it") <= room ? "Esc ends it" : "";
	if (strstr(narrowing, " tagged") != NULL)
		return strlen("Esc drops tags") <= room ? "Esc drops tags" : "";
	/* The flame graph hides nothing: it paints what matches. */
	if (*narrowing != '\0' && ui->panes.main == VIEW_flame)
		return strlen("Esc ends the search") <= room ? "Esc ends the search" : "";
	if (*narrowing != '\0')
		return strlen("Esc shows all") <= room ? "Esc shows all" : "";
	if (filter_line_count(&ui->current.query) == 0)
		return room >= strlen("u undo") ? "u undo" : "";
	for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++)
		if (strlen(hints[i]) <= room)
			return hints[i];
	return "";
}

bool ui_has_filters(struct ui *ui)
{
	struct buf narrowing = BUF_INIT;
	const struct cprof_query *q = &ui->current.query;
	put_narrowing(ui, &narrowing);
	bool has = ui->past.report_words != NULL || filter_line_count(q) > 0 ||
		   q->tagroot != NULL || q->tagleaf != NULL || narrowing.size > 0;
	buf_done(&narrowing);
	return has;
}

void ui_draw_filters(struct ui *ui, int row, int cols)
{
	struct buf line = BUF_INIT, chips = BUF_INIT, narrowing = BUF_INIT;
	size_t room = cols > 2 ? (size_t)cols - 2 : 0;
	put_words(ui, &line);
	put_chips(ui, SIZE_MAX, PATTERN_MOST, &chips);
	put_narrowing(ui, &narrowing);
	size_t others = columns_of(&line) + columns_of(&narrowing) +
			(chips.size > 0 && narrowing.size > 0 ? 2 : 0);
	size_t hinted = room > 60 && narrowing.size == 0 ? strlen("F panel") + 2 : 0;
	if (columns_of(&chips) + others > room)
		shorten_chips(ui, room > others ? room - others : 0, hinted, &chips);
	buf_puts(&line, buf_text(&chips));
	if (chips.size > 0 && narrowing.size > 0)
		buf_puts(&line, "  ");
	buf_puts(&line, buf_text(&narrowing));
	canvas_name(&ui->canvas, row, 1, (int)room, STYLE_CHIP, buf_text(&line));
	size_t used = columns_of(&line) + 2;
	const char *hint = choose_hint(ui, buf_text(&narrowing), room > used ? room - used : 0);
	if (*hint != '\0')
		canvas_right(&ui->canvas, row, cols - 1, STYLE_DIM, hint);
	buf_done(&line);
	buf_done(&chips);
	buf_done(&narrowing);
}

static bool left_nothing(const struct ui *ui)
{
	return ui->table != NULL && ui->table->count == 0 &&
	       cprof_query_filtered(&ui->current.query);
}

/* Which filter it was, when that is known. */
static void draw_culprit(struct ui *ui, int row, int col, int room)
{
	struct chip chip;
	struct buf text = BUF_INIT;
	if (ui->emptied_by == 0 || !filter_line_get(&ui->current.query, ui->emptied_by - 1, &chip))
		return;
	chip_print(&chip, &text);
	int at = canvas_puts(&ui->canvas, row, col, STYLE_NORMAL, "emptied by  ");
	canvas_name(&ui->canvas, row, at, room - (at - col), STYLE_CHIP, buf_text(&text));
	canvas_puts(&ui->canvas, row + 1, col, STYLE_DIM,
		    "Enter switches it off   F shows all filters");
	buf_done(&text);
}

bool ui_draw_nothing(struct ui *ui, const struct rect *area)
{
	int col = area->col + EMPTY_MARGIN;
	if (!left_nothing(ui))
		return false;
	canvas_puts(&ui->canvas, area->row + 1, col, STYLE_DIM,
		    "nothing is left; u undoes the last change, \\ clears all");
	draw_culprit(ui, area->row + 2, col, area->cols - EMPTY_MARGIN - 1);
	return true;
}

void ui_toggle_filter(struct ui *ui, size_t n)
{
	struct cprof_query q;
	struct chip chip;
	struct buf text = BUF_INIT;
	cprof_query_copy(&q, &ui_own_query(ui)->query);
	if (filter_line_get(&q, n, &chip)) {
		chip_print(&chip, &text);
		filter_line_toggle(&q, n);
		ui_change_query(ui, &q);
		ui_message(ui, "%s is %s", buf_text(&text), chip.off ? "on" : "off");
	}
	cprof_query_done(&q);
	buf_done(&text);
}

bool ui_give_back(struct ui *ui)
{
	if (!left_nothing(ui))
		return false;
	if (ui->emptied_by > 0)
		ui_toggle_filter(ui, ui->emptied_by - 1);
	return true;
}
