/* What the profile says about itself, and the messages so far: a text that follows the filters. `/`
 * marks, n and N go from match to match. */
#include <string.h>

#include <cprof/info.h>

#include "tui/explorer/ui.h"

struct info {
	struct text text;         /* lines borrowed from these and from the messages: */
	struct cprof_info *found; /* NULL before the first answer */
	struct buf sides;         /* what is compared, as lines; empty: nothing is */
	size_t noted;             /* messages among the lines */
	int cols;                 /* broken for a screen so wide */
};

static void info_done(void *state)
{
	struct info *s = state;
	cprof_info_free(s->found);
	buf_done(&s->sides);
	text_done(&s->text);
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
	text_add_lines(&s->text, buf_text(&s->sides));
	s->text.line.at[0].heading = true;
}

static void make_lines(struct ui *ui, struct info *s)
{
	static const char heading[] = "MESSAGES";
	struct text *t = &s->text;
	int cols = ui->canvas.cols > 12 ? ui->canvas.cols - 3 : 9;
	text_clear(t);
	if (s->found != NULL)
		add_sides(ui, s);
	for (size_t i = 0; s->found != NULL && i < s->found->lines; i++) {
		const struct cprof_info_line *l = &s->found->line[i];
		text_add(t, (struct text_line){
				    .text = l->text, .length = l->length, .heading = l->heading });
	}
	s->noted = ui->message.log.count;
	s->cols = ui->canvas.cols;
	if (s->noted == 0)
		return;
	text_add(t, (struct text_line){ .text = "" });
	text_add(t, (struct text_line){
			    .text = heading, .length = sizeof heading - 1, .heading = true });
	for (size_t i = 0; i < s->noted; i++)
		text_add_broken(t, ui->message.log.text[i], strlen(ui->message.log.text[i]), cols,
				ui->canvas.ascii);
}

static bool info_told(struct ui *ui, enum told what)
{
	if (what == TOLD_SELECTED || (what == TOLD_ASKED && ui_visible(ui, VIEW_info)))
		ui_ask_analysis(ui, (struct session_tag){ VIEW_info, 0 }, &cprof_analysis_info,
				&ui->current.query, NULL);
	return false;
}

static void info_answer(struct ui *ui, struct session_answer *a)
{
	struct info *s = ui_state(ui, VIEW_info);
	if (a->err.status != CPROF_OK)
		return;
	s->found = session_answer_found(a, s->found);
	make_lines(ui, s);
}

static void info_draw(struct ui *ui, struct rect area, bool focused)
{
	struct info *s = ui_state(ui, VIEW_info);
	struct list *list = &s->text.list;
	(void)focused;
	if (s->found == NULL)
		return;
	if (s->noted != ui->message.log.count || s->cols != ui->canvas.cols)
		make_lines(ui, s);
	struct list_rows r = list_draw(list, &ui->canvas, area, 0, true, STYLE_NORMAL);
	while (list_next(&r)) {
		const struct text_line *l = &s->text.line.at[r.at];
		int col = area.col + 2 + (l->more ? TEXT_INDENT : 0);
		int cols = area.col + area.cols - col;
		enum style style = l->heading && r.style == STYLE_NORMAL ? STYLE_HEADING : r.style;
		canvas_part(&ui->canvas, r.row, col, cols, list->left, style, l->text, l->length);
		if (r.at != list->cursor)
			list_mark(list, &ui->canvas, r.row, col, cols, list->left, l->text,
				  l->length);
	}
}

/* The line at the cursor names nothing. */
static bool info_status(struct ui *ui, enum status text, bool brief, struct buf *out)
{
	(void)ui;
	(void)brief;
	(void)out;
	return text == STATUS_NAME || text == STATUS_DETAIL;
}

static enum printed info_print(struct ui *ui, enum print_form form, struct buf *out)
{
	const struct info *s = ui_state(ui, VIEW_info);
	if (form == PRINT_FOLDED)
		return PRINT_NO_FORM;
	for (size_t i = 0; i < s->text.line.count; i++) {
		const struct text_line *l = &s->text.line.at[i];
		if (i + 1 < s->text.line.count && l[1].more) {
			buf_put(out, l->text, (size_t)(l[1].text - l->text));
			continue;
		}
		buf_put(out, l->text, l->length);
		buf_putc(out, '\n');
	}
	return PRINTED;
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
	.size = sizeof(struct info),
	.done = info_done,
	.line = text_get,
	.draw = info_draw,
	.status = info_status,
	.print = info_print,
	.answer = info_answer,
	.told = info_told,
};
