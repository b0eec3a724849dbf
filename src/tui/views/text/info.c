/* What the profile says about itself, and the messages so far: a text that follows the filters. `/`
 * marks, n and N go from match to match. */
#include <stdlib.h>
#include <string.h>

#include <cprof/info.h>

#include "base/unit.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "tui/explorer/ui.h"

struct info_row {
	const char *text;
	size_t length;
	bool heading;
	bool more; /* goes on with the row above */
};

struct info {
	struct cprof_info *found; /* NULL before the first answer */
	struct buf sides;         /* what is compared, as lines; empty: nothing is */
	VEC(struct info_row) row; /* borrowed from these and from the messages */
	size_t noted;             /* messages among the rows, */
	int cols;                 /* broken for a screen so wide */
	size_t cursor, scroll, rows;
	int left;
	struct narrow *narrow;
	size_t before; /* the cursor when a search began */
};

static void *info_open(struct ui *ui)
{
	(void)ui;
	return xcalloc(1, sizeof(struct info));
}

static void info_close(void *state)
{
	struct info *s = state;
	cprof_info_free(s->found);
	buf_done(&s->sides);
	VEC_DONE(&s->row);
	narrow_free(s->narrow);
	free(s);
}

static void put_side(const char *what, const struct session_side *side, struct buf *out)
{
	buf_printf(out, "%s %s%s%s\n", what, side->file, *side->time != '\0' ? ", " : "",
		   side->time);
}

/* Which profiles are compared. */
static void add_sides(const struct ui *ui, struct info *s)
{
	const struct session_summary *f = ui->summary;
	buf_clear(&s->sides);
	if (!f->subtracted)
		return;
	buf_printf(&s->sides, "COMPARED%s\n", f->normalized ? ", normalized to the base" : "");
	put_side("New: ", &f->other, &s->sides);
	put_side("Base:", &f->base, &s->sides);
	buf_putc(&s->sides, '\n');
	for (const char *at = buf_text(&s->sides); *at != '\0'; at++) {
		size_t length = strcspn(at, "\n");
		VEC_PUSH(&s->row, (struct info_row){ at, length, s->row.count == 0,
						    false });
		at += length;
	}
}

static void add_message(const struct ui *ui, struct info *s, const char *text)
{
	const char *at = text, *end = text + strlen(text);
	int cols = s->cols > 12 ? s->cols - 3 : 9;
	do {
		struct broken_line line = view_break(&at, text, end, cols, ui->canvas.ascii);
		VEC_PUSH(&s->row,
			 (struct info_row){ line.text, line.length, false, line.more });
	} while (at < end);
}

static void make_rows(struct ui *ui, struct info *s)
{
	static const char heading[] = "MESSAGES";
	s->row.count = 0;
	if (s->found != NULL)
		add_sides(ui, s);
	for (size_t i = 0; s->found != NULL && i < s->found->lines; i++) {
		const struct cprof_info_line *l = &s->found->line[i];
		VEC_PUSH(&s->row, (struct info_row){ l->text, l->length, l->heading, false });
	}
	s->noted = ui->log.count;
	s->cols = ui->canvas.cols;
	if (s->noted == 0)
		return;
	VEC_PUSH(&s->row, (struct info_row){ "", 0, false, false });
	VEC_PUSH(&s->row, (struct info_row){ heading, sizeof heading - 1, true, false });
	for (size_t i = 0; i < s->noted; i++)
		add_message(ui, s, ui->log.text[i]);
}

static void info_follow(struct ui *ui, void *state)
{
	(void)state;
	ui_ask_analysis(ui, (struct session_tag){ VIEW_info, 0 }, &cprof_analysis_info,
			&ui->current.query, NULL);
}

static void info_reshaped(struct ui *ui, void *state, bool asked)
{
	if (asked && ui_visible(ui, VIEW_info))
		info_follow(ui, state);
}

static void info_answer(struct ui *ui, void *state, struct session_answer *a)
{
	struct info *s = state;
	if (a->question != SESSION_ANALYSIS || a->err.status != CPROF_OK)
		return;
	cprof_info_free(s->found);
	s->found = a->found;
	a->found = NULL;
	make_rows(ui, s);
}

static void mark(struct ui *ui, const struct info *s, const struct info_row *r, int row, int col)
{
	size_t from = 0, start, end;
	while (s->narrow != NULL && from <= r->length &&
	       narrow_find(s->narrow, r->text, r->length, from, &start, &end)) {
		int at = (int)utf8_width(r->text, start, ui->canvas.ascii) - s->left;
		int wide = (int)utf8_width(r->text + start, end - start, ui->canvas.ascii);
		if (at >= 0 && wide > 0)
			canvas_restyle(&ui->canvas, row, col + at, wide, STYLE_MATCH);
		from = end > start ? end : end + 1;
	}
}

static void info_draw(struct ui *ui, void *state, struct rect area, bool focused)
{
	struct info *s = state;
	(void)focused;
	if (s->found == NULL)
		return;
	if (s->noted != ui->log.count || s->cols != ui->canvas.cols)
		make_rows(ui, s);
	s->rows = area.rows > 0 ? (size_t)area.rows : 0;
	view_move_cursor(MOTION_LEFT, s->row.count, s->rows, &s->cursor, &s->scroll);
	for (size_t i = 0; i < s->rows && s->scroll + i < s->row.count; i++) {
		const struct info_row *r = &s->row.at[s->scroll + i];
		bool here = s->scroll + i == s->cursor;
		int row = area.row + (int)i, col = area.col + 2 + (r->more ? VIEW_INDENT : 0);
		enum style style = here ? STYLE_CURSOR : r->heading ? STYLE_HEADING : STYLE_NORMAL;
		if (here) {
			canvas_fill(&ui->canvas, row, area.col, area.cols, style, ' ');
			canvas_puts(&ui->canvas, row, area.col, style, ">");
		}
		canvas_part(&ui->canvas, row, col, area.col + area.cols - col, s->left, style,
			    r->text, r->length);
		if (!here)
			mark(ui, s, r, row, col);
	}
}

static void info_position(struct ui *ui, void *state, bool brief, struct buf *out)
{
	const struct info *s = state;
	(void)ui;
	(void)brief;
	buf_printf(out, "line %s of %s",
		   unit_count(s->row.count > 0 ? s->cursor + 1 : 0).text,
		   unit_count(s->row.count).text);
}

/* The line at the cursor names nothing. */
static void info_subject(struct ui *ui, void *state, struct buf *name, struct buf *place)
{
	(void)ui;
	(void)state;
	(void)name;
	(void)place;
}

static enum printed info_print(struct ui *ui, void *state, enum print_form form, struct buf *out)
{
	const struct info *s = state;
	(void)ui;
	if (form == PRINT_FOLDED)
		return PRINT_NO_FORM;
	for (size_t i = 0; i < s->row.count; i++) {
		const struct info_row *r = &s->row.at[i];
		if (i + 1 < s->row.count && r[1].more) {
			buf_put(out, r->text, (size_t)(r[1].text - r->text));
			continue;
		}
		buf_put(out, r->text, r->length);
		buf_putc(out, '\n');
	}
	return PRINTED;
}

static void info_move(struct ui *ui, void *state, enum motion motion)
{
	struct info *s = state;
	(void)ui;
	if (motion == MOTION_LEFT || motion == MOTION_RIGHT) {
		s->left += motion == MOTION_RIGHT ? 8 : -8;
		if (s->left < 0)
			s->left = 0;
		return;
	}
	view_move_cursor(motion, s->row.count, s->rows, &s->cursor, &s->scroll);
}

static enum click info_click(struct ui *ui, void *state, int row, int col, struct rect area)
{
	struct info *s = state;
	(void)ui;
	(void)col;
	return view_click_cursor(row - area.row, s->row.count, s->rows, &s->cursor, s->scroll)
		       ? CLICK_ROW
		       : CLICK_NOTHING;
}

static bool row_matches(const void *state, size_t row)
{
	const struct info *s = state;
	return narrow_matches(s->narrow, s->row.at[row].text, s->row.at[row].length);
}

static void go_to(struct info *s, size_t row)
{
	s->cursor = row;
	if (row < s->scroll || row >= s->scroll + s->rows)
		s->scroll = row > s->rows / 2 ? row - s->rows / 2 : 0;
}

static void info_step(struct ui *ui, void *state, int direction)
{
	struct info *s = state;
	const struct searched text = { s, s->row.count, row_matches, s->narrow,
				       "/ searches the text", "line" };
	size_t row = s->cursor;
	if (view_next_match(ui, &text, direction, &row))
		go_to(s, row);
}

static void info_search(struct ui *ui, void *state, struct narrow *narrow, enum search search)
{
	struct info *s = state;
	if (search == SEARCH_OPENED) {
		s->before = s->cursor;
		return;
	}
	if (search == SEARCH_CANCELLED && s->before < s->row.count)
		go_to(s, s->before);
	narrow_free(s->narrow);
	s->narrow = narrow;
	if (narrow != NULL && s->cursor < s->row.count && !row_matches(s, s->cursor))
		info_step(ui, s, 1);
}

static void info_matches(struct ui *ui, void *state, bool brief, struct buf *out)
{
	const struct info *s = state;
	size_t count = 0;
	(void)ui;
	(void)brief;
	if (s->narrow == NULL)
		return;
	for (size_t i = 0; i < s->row.count; i++)
		count += row_matches(s, i);
	buf_printf(out, "%s lines match", unit_count(count).text);
}

const struct view view_info = {
	.name = "info",
	.title = "INFO",
	.help = "header, types, mappings, comments, labels, messages",
	.reading = "  What the file says of itself: when and how it was taken, its types with\n"
		   "  their totals, mappings, comments, labels with what samples with them\n"
		   "  add up to, and what was noticed while it was read.",
	.context = KEYS_INFO,
	.companion = VIEW_COUNT,
	.open = info_open,
	.close = info_close,
	.draw = info_draw,
	.position = info_position,
	.subject = info_subject,
	.print = info_print,
	.move = info_move,
	.click = info_click,
	.search = info_search,
	.step = info_step,
	.matches = info_matches,
	.answer = info_answer,
	.reshaped = info_reshaped,
	.follow = info_follow,
};
