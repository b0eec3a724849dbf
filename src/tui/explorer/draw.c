/* Putting the screen together: title, filters, panes with a rule between them, status, keys. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "tui/term/key.h"
#include "tui/explorer/ui.h"

#define HINTS 6
#define NAME_LEAST 24 /* columns a name on a rule keeps before a fact goes */

/* "60.46MB - 48.12MB = +12.34MB" */
static void put_difference(const struct cprof_table *t, struct buf *out)
{
	int64_t difference = (int64_t)((uint64_t)t->new_total - (uint64_t)t->base_total);
	unit_put(out, &t->unit, t->new_total);
	buf_puts(out, " - ");
	unit_put(out, &t->unit, t->base_total);
	buf_puts(out, difference > 0 ? " = +" : " = ");
	unit_put(out, &t->unit, difference);
	if (t->kept_total != t->total)
		buf_puts(out, " kept");
}

/* A mean is no part of another mean, so only sums are "kept". */
static void put_total(const struct cprof_table *t, bool mean, struct buf *out)
{
	if (t->diff)
		put_difference(t, out);
	else if (mean && t->kept_total != t->total) {
		buf_puts(out, "mean ");
		unit_put(out, &t->unit, t->kept_total);
		buf_puts(out, ", all: ");
		unit_put(out, &t->unit, t->total);
	} else if (t->kept_total != t->total) {
		unit_put(out, &t->unit, t->kept_total);
		buf_puts(out, " of ");
		unit_put(out, &t->unit, t->total);
		buf_puts(out, " kept");
	} else {
		buf_puts(out, "total ");
		unit_put(out, &t->unit, t->total);
	}
}

/* The type in words, or by its name alone where words leave no room; in a diff the file, which
 * names both sides, is worth more than words. */
static void put_type(const struct ui *ui, int room, int file, struct buf *out)
{
	if (ui->table == NULL)
		return;
	ui_type_words(ui->table->type, out);
	int words = (int)utf8_count(buf_text(out), out->size);
	int name = (int)strlen(ui->table->type);
	if (words <= room && (!ui->summary->diff || words + file <= room || name + file > room))
		return;
	buf_clear(out);
	buf_puts(out, ui->table->type);
}

static void add_field(struct buf *title, const char *field)
{
	if (*field != '\0')
		buf_printf(title, "%s%s", title->size > 0 ? "  " : "", field);
}

/* The same if the field still fits in the row. */
static void add_more(struct buf *title, const char *field, int cols)
{
	size_t have = utf8_count(buf_text(title), title->size);
	size_t blanks = title->size > 0 ? 4 : 2;
	if (have + utf8_count(field, strlen(field)) + blanks <= (size_t)cols)
		add_field(title, field);
}

/* As the screen gets narrow, fields leave from the right, then the file and the type; the total
 * never does. */
static void draw_title(struct ui *ui, int cols)
{
	const struct session_summary *s = ui->summary;
	struct buf title = BUF_INIT, type = BUF_INIT, total = BUF_INIT;
	if (ui->table != NULL)
		put_total(ui->table, ui->current.query.mean, &total);
	int room = cols - (int)total.size - 6, file = (int)strlen(s->file);
	put_type(ui, room, file, &type);
	if ((int)utf8_count(buf_text(&type), type.size) + file <= room)
		add_field(&title, s->file);
	if ((int)type.size <= room + 2)
		add_field(&title, buf_text(&type));
	add_field(&title, buf_text(&total));
	if (ui->message.log_seen < ui->message.log.count)
		add_more(&title, "! L", cols);
	buf_clear(&total);
	buf_printf(&total, "%s samples", unit_count(s->samples).text);
	add_more(&title, buf_text(&total), cols);
	add_more(&title, s->time, cols);
	canvas_fill(&ui->canvas, 0, 0, cols, STYLE_TITLE, ' ');
	canvas_puts(&ui->canvas, 0, cols > 40 ? 1 : 0, STYLE_TITLE, buf_text(&title));
	buf_done(&title);
	buf_done(&type);
	buf_done(&total);
}

/* Columns left for the name on a rule of so many columns. */
static int rule_room(int cols, const struct buf *summary)
{
	int used = (int)utf8_count(buf_text(summary), summary->size);
	return cols - 5 - (used > 0 ? used + 2 : 0);
}

/* Cuts the last fact off. */
static void drop_fact(struct buf *summary)
{
	size_t at = summary->size;
	while (at > 0 && !(summary->data[at] == ' ' && summary->data[at - 1] == ' '))
		at--;
	summary->size = at > 0 ? at - 1 : 0;
	summary->data[summary->size] = '\0';
}

/* The rule above a pane carries its title; its name is cut before its facts are. */
static void draw_rule(struct ui *ui, enum view_id id)
{
	struct buf name = BUF_INIT, summary = BUF_INIT;
	const struct view *view = ui->view[id];
	struct rect pane = ui->panes.area[id];
	enum style style = ui_front(ui) == id ? STYLE_RULE_FOCUS : STYLE_RULE;
	int row = pane.row - 1, col = pane.col;
	canvas_hline(&ui->canvas, row, col, pane.cols, style);
	if (view->rule != NULL)
		view->rule(ui, &name, &summary);
	else
		buf_puts(&name, view->name);
	int wanted = (int)utf8_count(buf_text(&name), name.size);
	/* Facts go from the last one, a part between double blanks at a time. */
	int room = rule_room(pane.cols, &summary);
	while (summary.size > 0 && room < (wanted < NAME_LEAST ? wanted : NAME_LEAST)) {
		drop_fact(&summary);
		room = rule_room(pane.cols, &summary);
	}
	col = canvas_puts(&ui->canvas, row, col + 2, style, " ");
	col = canvas_name(&ui->canvas, row, col, room, style, buf_text(&name));
	if (summary.size > 0)
		col = canvas_printf(&ui->canvas, row, col, style, "  %s", buf_text(&summary));
	canvas_puts(&ui->canvas, row, col, style, " ");
	buf_done(&name);
	buf_done(&summary);
}

static void draw_view(struct ui *ui, enum view_id id, struct rect body)
{
	struct rect area = ui->panes.area[id];
	if (area.rows <= 0)
		return;
	if (area.row > body.row)
		draw_rule(ui, id);
	if (area.col > body.col)
		canvas_vline(&ui->canvas, body.row, area.col - 1, body.rows, STYLE_RULE);
	canvas_clip(&ui->canvas, area);
	ui->view[id]->draw(ui, area, ui_front(ui) == id);
	canvas_clip(&ui->canvas, (struct rect){ 0, 0, ui->canvas.rows, ui->canvas.cols });
}

/* A pane that does not begin where the body does has a rule above it or at its left. */
static void draw_panes(struct ui *ui, struct rect body)
{
	ui_layout(ui, body);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		draw_view(ui, (enum view_id)i, body);
}

/* What is shown is the answer before; how far the new one is. */
static void put_working(const struct cprof_progress *progress, struct buf *out)
{
	int percent = progress_percent(progress);
	buf_puts(out, "  old; working");
	if (percent >= 0)
		buf_printf(out, " %d%%", percent);
}

/* How much is said of where the cursor is. */
enum mode_form { MODE_FULL, MODE_BRIEF, MODE_ALONE };

static void put_mode(struct ui *ui, enum mode_form form, struct buf *out)
{
	static const char *const modes[PROMPT_USES] = { NULL, "CMD", "SEARCH", "FILTER" };
	const struct view *view = ui_view(ui);
	const char *mode = modes[ui->prompt.use];
	buf_printf(out, "%s  ", mode != NULL ? mode : view->title);
	if (form != MODE_ALONE)
		ui_put_status(ui, ui_front(ui), STATUS_CURSOR, form == MODE_BRIEF, out);
	if (ui_waiting(ui) && ui->term->now(ui->term) >= ui->wait.since + UI_WORKING_AFTER)
		put_working(session_progress(ui->session), out);
	else if (ui->wait.stopped[ui_front(ui)] || ui->wait.stopped[VIEW_top])
		buf_puts(out, "  old");
}

/* The fullest mode that leaves room for `wanted` columns, `least` if none does. Returns the column
 * for what follows it. */
static int draw_mode(struct ui *ui, int row, int cols, int wanted, enum mode_form least)
{
	struct buf text = BUF_INIT;
	int start = cols > 40 ? 1 : 0, form = MODE_FULL;
	put_mode(ui, MODE_FULL, &text);
	while (form < (int)least && start + (int)text.size + 2 + wanted + 1 > cols) {
		buf_clear(&text);
		put_mode(ui, (enum mode_form)++form, &text);
	}
	int col = canvas_puts(&ui->canvas, row, start, STYLE_NORMAL, buf_text(&text));
	buf_done(&text);
	return form == MODE_ALONE ? col : col + 2;
}

/* What the cursor is on. */
static void draw_subject(struct ui *ui, int row, int cols)
{
	struct buf name = BUF_INIT, detail = BUF_INIT;
	ui_put_status(ui, ui_front(ui), STATUS_NAME, false, &name);
	ui_put_status(ui, ui_front(ui), STATUS_DETAIL, false, &detail);
	int least = (int)utf8_count(buf_text(&name), name.size);
	int col = draw_mode(ui, row, cols, least + 2 + (int)detail.size, MODE_BRIEF);
	int room = cols - col - 1;
	bool both = room >= (int)detail.size + 2 + (least < 11 ? least : 11);
	col = canvas_name(&ui->canvas, row, col, both ? room - (int)detail.size - 2 : room,
			  STYLE_NORMAL, buf_text(&name));
	if (both)
		canvas_puts(&ui->canvas, row, col + 2, STYLE_NORMAL, buf_text(&detail));
	buf_done(&name);
	buf_done(&detail);
}

/* Where a text breaks: at its last blank, or behind its last `/` or `.`, within `room` columns; at
 * its end if there is none. */
static size_t break_at(const struct buf *text, int room)
{
	size_t at = text->size > 0 ? text->size - 1 : 0;
	while (at > 0 && ((text->data[at] != ' ' && strchr("/.", text->data[at - 1]) == NULL) ||
			  canvas_width(text->data, at, false) > room))
		at--;
	return at > 0 ? at : text->size;
}

/* A message or completion's list. It goes on in the row below if it has to and `wraps`; true: it
 * did. */
static bool draw_message(struct ui *ui, int row, int cols, bool wraps)
{
	struct buf text = BUF_INIT;
	buf_puts(&text, ui->prompt.candidates != NULL ? ui->prompt.candidates : ui->message.text);
	for (size_t i = 0; i < text.size; i++)
		if (text.data[i] == '\n')
			text.data[i] = ' ';
	int width = (int)utf8_count(buf_text(&text), text.size);
	enum style style = ui->message.text != NULL && ui->message.is_error ? STYLE_ERROR
									    : STYLE_NORMAL;
	int col = draw_mode(ui, row, cols, width, MODE_ALONE), room = cols - col - 1;
	wraps = wraps && width > room;
	size_t end = wraps ? break_at(&text, room) : text.size;
	canvas_part(&ui->canvas, row, col, room, 0, style, buf_text(&text), end);
	wraps = end < text.size;
	if (wraps && text.data[end] == ' ')
		end++;
	canvas_part(&ui->canvas, row + 1, 1, cols - 2, 0, style, text.data + end, text.size - end);
	buf_done(&text);
	return wraps;
}

/* True: the row of the keys is taken as well. A wide screen needs it for no message. */
static bool draw_status(struct ui *ui, int row, int cols, bool bottom)
{
	if (ui->prompt.candidates == NULL && ui->message.text == NULL) {
		draw_subject(ui, row, cols);
		return false;
	}
	bool idle = ui->prompt.use == PROMPT_NONE && ui->keys.prefix == 0 &&
		    ui->keys.letter_for == NULL;
	return draw_message(ui, row, cols, bottom && idle && cols < UI_FULL_COLS);
}

/* The first of the keys for a command, which is short. */
static size_t key_length(const struct key_binding *b)
{
	return strcspn(b->key, " ");
}

static int hint_width(const struct key_binding *b)
{
	return (int)(key_length(b) + 1 + strlen(b->hint));
}

static int draw_hint(struct ui *ui, int row, int col, const struct key_binding *b)
{
	char key[16];
	size_t length = key_length(b);
	if (length >= sizeof key)
		return col;
	memcpy(key, b->key, length);
	key[length] = '\0';
	col = canvas_puts(&ui->canvas, row, col, STYLE_KEY, key);
	return canvas_puts(&ui->canvas, row, col + 1, STYLE_NORMAL, b->hint) + 3;
}

/* The key that tells all others; NULL: it was taken away. */
static const struct key_binding *help_key(const struct ui *ui)
{
	for (const struct key_binding *b = ui->keymap.all.at; b->key != NULL; b++)
		if (strcmp(b->command, "keys") == 0 && *b->hint != '\0' &&
		    keymap_applies(b->context, ui_view(ui)->context))
			return b;
	return NULL;
}

/* The first keys of the view that have a hint, the view's own before the others. The one for help
 * is always among them. */
static void draw_keys(struct ui *ui, int row, int cols)
{
	const struct key_binding *help = help_key(ui);
	int wanted = help != NULL ? hint_width(help) + 3 : 0;
	int col = 1, shown = 0, most = HINTS - (help != NULL);
	enum key_context context = ui_view(ui)->context;
	for (int own = 1; own >= 0; own--) {
		for (const struct key_binding *b = ui->keymap.all.at; b->key != NULL; b++) {
			bool fits = own ? b->context == context : b->context != context;
			if (*b->hint == '\0' || !fits || !keymap_applies(b->context, context))
				continue;
			if (b == help) {
				col = draw_hint(ui, row, col, b);
				wanted = 0;
				most = HINTS;
			} else if (shown < most && col + hint_width(b) + wanted <= cols) {
				col = draw_hint(ui, row, col, b);
			} else {
				continue;
			}
			shown++;
		}
	}
}

/* A letter is wanted: which there are, or what they are for. */
static void draw_letters(struct ui *ui, int row)
{
	bool jumps = strcmp(ui->keys.letter_for, "jump") == 0;
	int col = canvas_puts(&ui->canvas, row, 1, STYLE_NORMAL,
			      jumps ? "go to mark" : "mark with a letter; A to Z are kept");
	for (size_t i = 0; jumps && i < ui->past.marks.count; i++)
		col = canvas_printf(&ui->canvas, row, col + 1, STYLE_KEY, "%c",
				    ui->past.marks.at[i].letter);
	if (jumps && ui->past.before_mark.parts != 0) {
		col = canvas_puts(&ui->canvas, row, col + 2, STYLE_KEY, "'");
		canvas_puts(&ui->canvas, row, col + 1, STYLE_NORMAL, "back");
	}
}

/* False for an order by what only a diff has, outside of one. */
static bool has_use(const struct ui *ui, const struct key_binding *b)
{
	bool sorts = strncmp(b->command, "sort ", 5) == 0;
	const struct cprof_column *column = sorts ? cprof_column_find(b->command + 5) : NULL;
	return column == NULL || ui_has_column(ui, column);
}

static bool follows_prefix(const struct ui *ui, const struct key_binding *b, const char *prefix)
{
	size_t length = strlen(prefix);
	return strncmp(b->key, prefix, length) == 0 && b->key[length] == ' ' &&
	       *b->help != '\0' && keymap_applies(b->context, ui_view(ui)->context) &&
	       has_use(ui, b);
}

/* The words that the help of all keys behind the prefix begins with: they need not be said. */
static size_t shared_words(const struct ui *ui, const char *prefix)
{
	const char *first = NULL;
	size_t shared = 0, count = 0;
	for (const struct key_binding *b = ui->keymap.all.at; b->key != NULL; b++) {
		if (!follows_prefix(ui, b, prefix))
			continue;
		count++;
		if (first == NULL) {
			first = b->help;
			const char *last = strrchr(first, ' ');
			shared = last != NULL ? (size_t)(last - first) + 1 : 0;
		}
		while (shared > 0 &&
		       (strncmp(first, b->help, shared) != 0 || first[shared - 1] != ' '))
			shared--;
	}
	return count > 1 ? shared : 0;
}

/* The keys behind a prefix from the row on, in as many rows as they take; returns the last of them.
 * Below the screen they are only counted. */
static int draw_behind(struct ui *ui, const char *prefix, int row)
{
	size_t shared = shared_words(ui, prefix), length = strlen(prefix) + 1;
	int first = 1 + (int)strlen(prefix) + 2, col = first;
	canvas_puts(&ui->canvas, row, 1, STYLE_KEY, prefix);
	for (const struct key_binding *b = ui->keymap.all.at; b->key != NULL; b++) {
		if (!follows_prefix(ui, b, prefix))
			continue;
		int width = (int)(strlen(b->key + length) + 1 + strlen(b->help + shared));
		if (col > first && col + width > ui->canvas.cols) {
			row++;
			col = first;
		}
		col = canvas_puts(&ui->canvas, row, col, STYLE_KEY, b->key + length);
		col = canvas_puts(&ui->canvas, row, col + 1, STYLE_NORMAL, b->help + shared) + 2;
	}
	return row;
}

/* Over what stands above the row when one row is too short. */
static void draw_prefix(struct ui *ui, int row)
{
	char name[16];
	key_name(ui->keys.prefix, name);
	int below = ui->canvas.rows, rows = draw_behind(ui, name, below) - below + 1;
	int first = row - rows + 1 > 0 ? row - rows + 1 : 0;
	for (int at = first; at <= row; at++)
		canvas_fill(&ui->canvas, at, 0, ui->canvas.cols, STYLE_NORMAL, ' ');
	draw_behind(ui, name, first);
}

/* The prompt, and at its right end what is wrong with the text or what it matches. */
static void draw_prompt(struct ui *ui, int row, int cols)
{
	struct buf note = BUF_INIT;
	enum style style = ui->prompt.error != NULL ? STYLE_ERROR : STYLE_NORMAL;
	if (ui->prompt.error != NULL)
		buf_puts(&note, ui->prompt.error);
	else if (ui->prompt.use == PROMPT_NARROW)
		ui_put_status(ui, ui_front(ui), STATUS_MATCHES, cols < UI_MANY_COLS, &note);
	int width = (int)utf8_count(buf_text(&note), note.size);
	int typed = (int)utf8_count(prompt_text(&ui->prompt.line),
				    strlen(prompt_text(&ui->prompt.line)));
	int room = cols - 6 - (typed + 4 < cols / 3 ? typed + 4 : cols / 3);
	if (width > room)
		width = room > 0 ? room : 0;
	canvas_text(&ui->canvas, row, cols - width - 1, width, 0, style, buf_text(&note),
		    note.size);
	prompt_draw(&ui->prompt.line, &ui->canvas, row, 1, cols - 2 - (width > 0 ? width + 2 : 0));
	buf_done(&note);
}

/* What is read and how far; the name gives way to the numbers. */
static void draw_loading(struct ui *ui)
{
	static const char stops[] = "Ctrl-C stops";
	const struct cprof_progress *p = session_progress(ui->session);
	struct buf text = BUF_INIT;
	int64_t now = ui->term->now(ui->term);
	buf_printf(&text, "reading  %.1fMB", (double)atomic_load(&p->done) / 1e6);
	if (atomic_load(&p->total) > 0)
		buf_printf(&text, " of %.1fMB", (double)atomic_load(&p->total) / 1e6);
	buf_puts(&text, "   ");
	buf_printf(&text, "%s samples   %.1fs", unit_count((size_t)atomic_load(&p->samples)).text,
		   (double)(now - ui->wait.since) / 1000);
	int col = 1, room = ui->canvas.cols - (int)text.size - 5;
	if (room > (int)sizeof stops + 8) {
		canvas_right(&ui->canvas, 0, ui->canvas.cols - 1, STYLE_DIM, stops);
		room -= (int)sizeof stops + 1;
	}
	const char *slash = strrchr(ui->loading, '/');
	const char *name = slash != NULL && slash[1] != '\0' ? slash + 1 : ui->loading;
	if (room > 8)
		col = canvas_name(&ui->canvas, 0, col, room, STYLE_NORMAL, name) + 3;
	canvas_puts(&ui->canvas, 0, col, STYLE_NORMAL, buf_text(&text));
	buf_done(&text);
}

static void draw_bottom(struct ui *ui, int rows, int cols)
{
	if (ui->prompt.use != PROMPT_NONE)
		draw_prompt(ui, rows - 1, cols);
	else if (ui->keys.prefix != 0)
		draw_prefix(ui, rows - 1);
	else if (ui->keys.letter_for != NULL)
		draw_letters(ui, rows - 1);
	else
		draw_keys(ui, rows - 1, cols);
}

/* Draws the words from the row on, broken at blanks; returns the rows they take. */
static int draw_words(struct ui *ui, int row, const char *text)
{
	int first = row, col = 0;
	while (*text != '\0') {
		int length = (int)strcspn(text, " ");
		if (col > 0 && col + 1 + length > ui->canvas.cols) {
			row++;
			col = 0;
		}
		col += col > 0;
		col = canvas_printf(&ui->canvas, row, col, STYLE_NORMAL, "%.*s", length, text);
		text += length + (text[length] == ' ');
	}
	return row - first + 1;
}

/* The screen is too small; what it has is said in any that holds it. */
static void draw_too_small(struct ui *ui)
{
	int rows = ui->canvas.rows, cols = ui->canvas.cols;
	char text[64];
	snprintf(text, sizeof text, "needs %dx%d, has %dx%d", UI_MIN_COLS, UI_MIN_ROWS, cols,
		 rows);
	if (draw_words(ui, rows, text) > rows)
		snprintf(text, sizeof text, "%dx%d<%dx%d", cols, rows, UI_MIN_COLS, UI_MIN_ROWS);
	draw_words(ui, 0, text);
}

void ui_draw(struct ui *ui)
{
	int rows, cols;
	ui->term->size(ui->term, &rows, &cols);
	canvas_reset(&ui->canvas, rows, cols);
	ui->canvas.cursor_row = ui->canvas.cursor_col = -1;
	if (rows < UI_MIN_ROWS || cols < UI_MIN_COLS) {
		draw_too_small(ui);
	} else if (ui->summary == NULL) {
		if (ui->term->now(ui->term) >= ui->wait.since + UI_WORKING_AFTER)
			draw_loading(ui);
	} else {
		/* What the filter line says depends on which views are on the screen. */
		ui_layout(ui, (struct rect){ 1, 0, rows - 2, cols });
		/* A low screen keeps its rows for the list. */
		bool wants = ui->keys.prefix != 0 || ui->keys.letter_for != NULL;
		bool hints = rows >= 8 && (ui->settings.hints || wants);
		int bottom = hints || ui->prompt.use != PROMPT_NONE ? 1 : 0;
		int line = rows >= 8 && ui_has_filters(ui) ? 1 : 0;
		bool legend = line == 0 && rows >= UI_TALL && ui->summary->diff;
		line += legend;
		draw_title(ui, cols);
		if (legend)
			ui_draw_legend(ui, 1, cols);
		else if (line)
			ui_draw_filters(ui, 1, cols);
		draw_panes(ui, (struct rect){ 1 + line, 0, rows - 2 - line - bottom, cols });
		if (!draw_status(ui, rows - 1 - bottom, cols, bottom > 0) && bottom)
			draw_bottom(ui, rows, cols);
	}
	ui->term->draw(ui->term, &ui->canvas);
}
