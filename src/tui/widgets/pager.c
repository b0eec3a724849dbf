/* The pager: reports as text, help, options, messages. `/` marks, n and N go from match to match,
 * S saves. */
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/xalloc.h"
#include "tui/explorer/action.h"

#define PAGER_WHEEL 3 /* lines */

struct pager {
	char *title;
	char *text;
	VEC(const char *) line; /* into text; the next line begins behind the newline */
	size_t cursor, scroll, rows;
	size_t before;          /* the scroll when a search began */
	int left;               /* columns scrolled away */
	struct narrow *narrow;
};

static void *pager_open(struct ui *ui)
{
	struct pager *p = xcalloc(1, sizeof *p);
	(void)ui;
	p->title = xstrdup("");
	p->text = xstrdup("");
	return p;
}

static void pager_close(void *state)
{
	struct pager *p = state;
	free(p->title);
	free(p->text);
	VEC_DONE(&p->line);
	narrow_free(p->narrow);
	free(p);
}

static void pager_page(struct ui *ui, void *state, const char *title, const char *text)
{
	struct pager *p = state;
	char *new_title = xstrdup(title), *new_text = xstrdup(text);
	(void)ui;
	free(p->title);
	free(p->text);
	narrow_free(p->narrow);
	p->narrow = NULL;
	p->title = new_title;
	p->text = new_text;
	p->line.count = 0;
	p->cursor = p->scroll = 0;
	p->left = 0;
	for (const char *at = p->text; *at != '\0';) {
		VEC_PUSH(&p->line, at);
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
}

static void draw_line(struct pager *p, struct canvas *c, int row, const struct rect *area,
		      const char *line, bool at_cursor)
{
	size_t length = strcspn(line, "\n"), from = 0, start, end;
	enum style style = at_cursor ? STYLE_CURSOR : STYLE_NORMAL;
	canvas_part(c, row, area->col + 1, area->cols - 1, p->left, style, line, length);
	while (p->narrow != NULL && narrow_find(p->narrow, line, length, from, &start, &end)) {
		int col = (int)start - p->left;
		if (col >= 0 && end > start)
			canvas_restyle(c, row, area->col + 1 + col, (int)(end - start),
				       STYLE_MATCH);
		from = end > start ? end : end + 1;
		if (from > length)
			break;
	}
}

static void pager_draw(struct ui *ui, void *state, struct rect area, bool focused)
{
	struct pager *p = state;
	(void)focused;
	canvas_fill(&ui->canvas, area.row, area.col, area.cols, STYLE_HEADING, ' ');
	canvas_puts(&ui->canvas, area.row, area.col + 1, STYLE_HEADING, p->title);
	p->rows = area.rows > 1 ? (size_t)area.rows - 1 : 0;
	view_move_cursor(MOTION_LEFT, p->line.count, p->rows, &p->cursor, &p->scroll);
	for (size_t i = 0; i < p->rows && p->scroll + i < p->line.count; i++)
		draw_line(p, &ui->canvas, area.row + 1 + (int)i, &area, p->line.at[p->scroll + i],
			  p->narrow != NULL && p->scroll + i == p->cursor);
}

static enum printed pager_print(struct ui *ui, void *state, enum print_form form, struct buf *out)
{
	const struct pager *p = state;
	(void)ui;
	if (form != PRINT_TEXT)
		return PRINT_NO_FORM;
	buf_puts(out, p->text);
	return PRINTED;
}

static void pager_position(struct ui *ui, void *state, bool brief, struct buf *out)
{
	const struct pager *p = state;
	size_t last = p->scroll + p->rows;
	(void)ui;
	(void)brief;
	if (last > p->line.count)
		last = p->line.count;
	buf_printf(out, "lines %s to %s of %s",
		   unit_count(p->line.count == 0 ? 0 : p->scroll + 1).text, unit_count(last).text,
		   unit_count(p->line.count).text);
}

/* A text scrolls as a whole: there is no cursor to be seen before a search. */
static void pager_move(struct ui *ui, void *state, enum motion motion)
{
	struct pager *p = state;
	(void)ui;
	if (motion == MOTION_LEFT || motion == MOTION_RIGHT) {
		p->left += motion == MOTION_RIGHT ? 8 : -8;
		if (p->left < 0)
			p->left = 0;
		return;
	}
	size_t top = p->scroll, scroll = p->scroll;
	/* A screen without a row for the text scrolls as if it had one. */
	size_t rows = p->rows > 0 ? p->rows : 1;
	size_t tops = p->line.count > rows ? p->line.count - rows + 1 : 1;
	size_t page = p->rows > 1 ? p->rows - 1 : 1;
	if (motion == MOTION_PAGE_DOWN)
		top += page;
	else if (motion == MOTION_PAGE_UP)
		top = top > page ? top - page : 0;
	else if (motion == MOTION_SCROLL_DOWN)
		top += PAGER_WHEEL;
	else if (motion == MOTION_SCROLL_UP)
		top = top > PAGER_WHEEL ? top - PAGER_WHEEL : 0;
	else
		view_move_cursor(motion, tops, p->rows, &top, &scroll);
	p->scroll = top < tops ? top : tops - 1;
	p->cursor = p->scroll;
}

static bool line_matches(const void *state, size_t line)
{
	const struct pager *p = state;
	const char *text = p->line.at[line];
	return narrow_matches(p->narrow, text, strcspn(text, "\n"));
}

static void pager_step(struct ui *ui, void *state, int direction)
{
	struct pager *p = state;
	const struct searched text = { p, p->line.count, line_matches, p->narrow,
				       "/ searches", "line" };
	if (view_next_match(ui, &text, direction, &p->cursor) &&
	    (p->cursor < p->scroll || p->cursor >= p->scroll + p->rows))
		p->scroll = p->cursor > p->rows / 2 ? p->cursor - p->rows / 2 : 0;
}

static void pager_search(struct ui *ui, void *state, struct narrow *narrow, enum search search)
{
	struct pager *p = state;
	if (search == SEARCH_OPENED) {
		p->before = p->scroll;
		return;
	}
	narrow_free(p->narrow);
	p->narrow = narrow;
	if (search == SEARCH_CANCELLED)
		p->scroll = p->cursor = p->before;
	if (narrow != NULL && p->line.count > 0 && !line_matches(p, p->cursor))
		pager_step(ui, p, 1);
}

const struct view view_pager = {
	.name = "pager",
	.title = "TEXT",
	.help = "reports as text, help, options, messages",
	.context = KEYS_PAGER,
	.overlay = true,
	.open = pager_open,
	.close = pager_close,
	.draw = pager_draw,
	.position = pager_position,
	.print = pager_print,
	.move = pager_move,
	.search = pager_search,
	.step = pager_step,
	.page = pager_page,
};

static enum cprof_status page_run(struct call *call, struct cprof_error *err)
{
	return ui_page_report(call->front, call->rest, err);
}

static const char *page_complete(const struct interpreter *in, size_t n)
{
	(void)in;
	for (size_t i = 0; cprof_reports[i] != NULL; i++)
		if (cprof_reports[i]->run != NULL && n-- == 0)
			return cprof_reports[i]->name;
	return NULL;
}

const struct command command_action_page = {
	.name = "page",
	.usage = "REPORT",
	.help = "show a report as batch prints it",
	.least = 1,
	.most = -1,
	.run = page_run,
	.complete = page_complete,
};
