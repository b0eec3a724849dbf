/* Running screen tests: see ui_replay.h.
 *
 * Invariant: a check is made only when the explorer waits and has taken everything fed before, so
 * the screen is the one a person would be looking at. */
#include "ui_replay.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "app/config/state.h"
#include "app/session/session.h"
#include "tui/term/theme.h"
#include "tui/tui.h"
#include "lib/term_script.h"
#include "ui_home.h"
#include "ui_screen.h"

#define MOST_FAILURES 5
#define FILE_LIMIT ((size_t)1 << 20)

struct replay {
	struct ui_case *c;
	struct term *term;
	bool update;
	size_t next;    /* of the steps */
	unsigned draws; /* at the last `draws` */
	size_t sent;    /* bytes at the last `sent` */
	unsigned failures;
	bool ended;     /* by us, behind the last step */
};

static void fail(struct replay *r, const struct step *s, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void fail(struct replay *r, const struct step *s, const char *format, ...)
{
	va_list args;
	if (++r->failures > MOST_FAILURES)
		return;
	va_start(args, format);
	printf("# %s:%zu: ", r->c->path, s->line + 1);
	vprintf(format, args);
	printf("\n");
	va_end(args);
}

/* A row as written in the file, from 0; -1 if the screen has none such. */
static int row_of(const struct canvas *screen, int written)
{
	int row = written < 0 ? screen->rows + written : written - 1;
	return row >= 0 && row < screen->rows ? row : -1;
}

/* Rows of the screen as they are written in the file; false if there are no such rows. */
static bool put_rows(const struct step *s, const struct canvas *screen, struct buf *rows)
{
	int first = row_of(screen, s->a), last = row_of(screen, s->b);
	for (int row = first; row >= 0 && row <= last; row++) {
		buf_putc(rows, '|');
		if (s->kind == STEP_STYLES)
			ui_row_styles(screen, row, rows);
		else
			ui_row_text(screen, row, rows);
		buf_putc(rows, '\n');
	}
	return first >= 0 && last >= first;
}

/* The same for lines of a file that the program wrote; false if it cannot be read. */
static bool put_file(const struct step *s, struct buf *rows)
{
	static const char state[] = "state:";
	struct buf text = BUF_INIT;
	struct cprof_error err = CPROF_ERROR_INIT;
	bool kept = strncmp(s->text, state, sizeof state - 1) == 0;
	char *path = kept ? state_path(s->text + sizeof state - 1) : xstrdup(s->text);
	if (path != NULL)
		io_read_file(path, FILE_LIMIT, &text, &err);
	for (const char *p = buf_text(&text); *p != '\0'; p += *p == '\n') {
		buf_putc(rows, '|');
		for (; *p != '\0' && *p != '\n'; p++)
			buf_put(rows, *p == '\t' ? "\\t" : p, *p == '\t' ? 2 : 1);
		buf_putc(rows, '\n');
	}
	bool good = path != NULL && err.status == CPROF_OK;
	cprof_error_done(&err);
	buf_done(&text);
	free(path);
	return good;
}

/* Compares rows with those that follow the step, which are replaced by them in an update. */
static void check_rows(struct replay *r, struct step *s, const struct buf *rows)
{
	struct buf difference = BUF_INIT;
	size_t at = 0, wrong = 0;
	if (r->update) {
		buf_put(&s->got, rows->data, rows->size);
		return;
	}
	for (const char *got = buf_text(rows); *got != '\0'; got += strcspn(got, "\n") + 1, at++) {
		const char *want = at < s->rows ? r->c->line.at[s->line + 1 + at] : "(no row)";
		size_t length = strcspn(got, "\n");
		if (strlen(want) == length && strncmp(want, got, length) == 0)
			buf_printf(&difference, "#    %s\n", want);
		else if (++wrong > 0)
			buf_printf(&difference, "#  - %s\n#  + %.*s\n", want, (int)length, got);
	}
	if (wrong > 0 || at < s->rows) {
		fail(r, s, "other rows (- expected, + got)");
		if (r->failures <= MOST_FAILURES)
			fputs(buf_text(&difference), stdout);
	}
	buf_done(&difference);
}

static void check_screen(struct replay *r, struct step *s, const struct canvas *screen)
{
	struct buf rows = BUF_INIT;
	bool file = s->kind == STEP_FILE;
	if (file ? put_file(s, &rows) : put_rows(s, screen, &rows))
		check_rows(r, s, &rows);
	else if (file)
		fail(r, s, "there is no file %s", s->text);
	else
		fail(r, s, "the screen has %d rows", screen->rows);
	buf_done(&rows);
}

static void check_text(struct replay *r, const struct step *s, const struct canvas *screen)
{
	bool want = s->kind == STEP_EXPECT, found = false;
	int first = s->a == EVERY_ROW ? 0 : row_of(screen, s->a);
	int last = s->a == EVERY_ROW ? screen->rows - 1 : first;
	struct buf text = BUF_INIT;
	for (int row = first; row >= 0 && row <= last && !found; row++) {
		buf_clear(&text);
		ui_row_text(screen, row, &text);
		found = strstr(buf_text(&text), s->text) != NULL;
	}
	if (first < 0)
		fail(r, s, "the screen has %d rows", screen->rows);
	else if (found != want && s->a == EVERY_ROW)
		fail(r, s, "%s row has \"%s\"", want ? "no" : "a", s->text);
	else if (found != want)
		fail(r, s, "%s\"%s\" in: %s", want ? "no " : "", s->text, buf_text(&text));
	buf_done(&text);
}

static bool has_style(const struct replay *r, const struct cell *cell, const char *name)
{
	static const char *const attributes[] = { "bold", "faint", "underline", "reverse" };
	struct theme_look look = 
		theme_look(&r->term->theme, (enum style)cell->style, r->c->colours);
	for (unsigned i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
		if (strcmp(attributes[i], name) == 0)
			return (look.attributes & 1U << i) != 0;
	return strcmp(theme_role_name((enum style)cell->style), name) == 0;
}

/* The columns the step speaks of; false if the text is not in the row. */
static bool find_columns(const struct step *s, const struct cell *cell, int cols, int *first,
			 int *last)
{
	if (*s->text != '=') {
		*first = 1;
		*last = cols;
		return strcmp(s->text, "*") == 0 ||
		       (sscanf(s->text, "%d-%d", first, last) == 2 && *first >= 1 && *last <= cols);
	}
	for (*first = 1; *first <= cols; (*first)++) {
		const char *left = s->text + 1;
		for (*last = *first; *last <= cols && *left != '\0'; (*last)++) {
			const struct cell *at = &cell[*last - 1];
			size_t length = strlen(at->text);
			if (at->width > 0 && strncmp(left, at->text, length) != 0)
				break;
			left += at->width > 0 ? length : 0;
		}
		if (*left == '\0') {
			(*last)--;
			return true;
		}
	}
	return false;
}

static void check_style(struct replay *r, const struct step *s, const struct canvas *screen)
{
	int row = row_of(screen, s->a), first, last;
	if (row < 0) {
		fail(r, s, "the screen has %d rows", screen->rows);
		return;
	}
	const struct cell *cell = ui_cell(screen, row, 0);
	if (!find_columns(s, cell, screen->cols, &first, &last)) {
		fail(r, s, "the row has no %s", s->text);
		return;
	}
	for (int i = first; i <= last; i++)
		if (!has_style(r, &cell[i - 1], s->style)) {
			fail(r, s, "column %d, '%s', is not %s but style %d", i, cell[i - 1].text,
			     s->style, cell[i - 1].style);
			return;
		}
}

static void check_cursor(struct replay *r, const struct step *s, const struct canvas *screen)
{
	int row = s->a == 0 ? -1 : row_of(screen, s->a);
	int col = s->a == 0 ? -1 : s->b - 1;
	bool same = row < 0 ? screen->cursor_row < 0
			    : screen->cursor_row == row && screen->cursor_col == col;
	if (!same)
		fail(r, s, "the cursor is at %d %d", screen->cursor_row + 1,
		     screen->cursor_col + 1);
}

static void check_draws(struct replay *r, const struct step *s)
{
	unsigned now = term_script_draws(r->term);
	if (s->a >= 0 && now - r->draws != (unsigned)s->a)
		fail(r, s, "%u frames", now - r->draws);
	r->draws = now;
}

static void check_sent(struct replay *r, const struct step *s)
{
	size_t length;
	const char *sent = term_script_sent(r->term, &length) + r->sent;
	if (strcmp(sent, s->text) != 0) {
		struct buf clean = BUF_INIT;
		utf8_clean(&clean, sent, strlen(sent), false);
		fail(r, s, "sent \"%s\"", buf_text(&clean));
		buf_done(&clean);
	}
	r->sent = length;
}

static void check_mouse(struct replay *r, const struct step *s)
{
	bool on = term_script_has_mouse(r->term);
	if (strcmp(s->text, on ? "on" : "off") != 0)
		fail(r, s, "the mouse is %s", on ? "on" : "off");
}

static void check(struct replay *r, struct step *s)
{
	const struct canvas *screen = term_script_screen(r->term);
	if (s->kind == STEP_SCREEN || s->kind == STEP_STYLES || s->kind == STEP_FILE)
		check_screen(r, s, screen);
	else if (s->kind == STEP_EXPECT || s->kind == STEP_ABSENT)
		check_text(r, s, screen);
	else if (s->kind == STEP_STYLE)
		check_style(r, s, screen);
	else if (s->kind == STEP_CURSOR)
		check_cursor(r, s, screen);
	else if (s->kind == STEP_DRAWS)
		check_draws(r, s);
	else if (s->kind == STEP_SENT)
		check_sent(r, s);
	else if (s->kind == STEP_HAS_MOUSE)
		check_mouse(r, s);
}

/* Answers wait with the session while they are late; they are there at once when they are not. */
static bool answers_late;

struct session_answer *__real_session_take(struct session *session);
struct session_answer *__wrap_session_take(struct session *session);

struct session_answer *__wrap_session_take(struct session *session)
{
	return answers_late ? NULL : __real_session_take(session);
}

static void hold_answers(struct term *t, bool late)
{
	answers_late = late;
	term_script_deaf(t, late);
}

static enum term_button button_of(const struct step *s)
{
	if (s->text == NULL)
		return TERM_BUTTON;
	return strcmp(s->text, "up") == 0 ? TERM_WHEEL_UP : TERM_WHEEL_DOWN;
}

/* Feeds what a step gives; false if it is a check. */
static bool inflate_step(struct term *t, const struct step *s)
{
	switch (s->kind) {
	case STEP_KEYS:
		for (size_t i = 0; i < s->key.count; i++)
			term_script_key(t, s->key.at[i]);
		return s->key.count > 0;
	case STEP_PASTE:
		term_script_paste(t, s->text);
		return true;
	case STEP_MOUSE:
		term_script_mouse(t, (struct term_mouse){ .button = button_of(s),
							  .row = s->a - 1,
							  .col = s->b - 1 });
		return true;
	case STEP_RESIZE:
		term_script_resize(t, s->a, s->b);
		return true;
	case STEP_IDLE:
		term_script_idle(t);
		return true;
	case STEP_WAIT:
		term_script_pause(t, s->a);
		return true;
	case STEP_ANSWERS:
		hold_answers(t, strcmp(s->text, "late") == 0);
		return false;
	case STEP_SCREEN:
	case STEP_STYLES:
	case STEP_FILE:
	case STEP_EXPECT:
	case STEP_ABSENT:
	case STEP_STYLE:
	case STEP_CURSOR:
	case STEP_DRAWS:
	case STEP_SENT:
	case STEP_HAS_MOUSE:
	case STEP_EXIT:
		break;
	}
	return false;
}

static bool feed(struct term *t, void *context)
{
	struct replay *r = context;
	const char *wrong = ui_screen_wrong(term_script_screen(t));
	if (wrong != NULL && r->next > 0)
		fail(r, &r->c->step.at[r->next - 1], "%s", wrong);
	while (r->next < r->c->step.count && r->c->step.at[r->next].kind != STEP_EXIT) {
		struct step *s = &r->c->step.at[r->next++];
		if (inflate_step(t, s))
			return true;
		check(r, s);
	}
	r->ended = true;
	term_script_end(t, 0);
	return true;
}

/* What is left when the explorer has returned: the line that says so, or nothing. */
static void check_end(struct replay *r, int status, const struct cprof_error *err)
{
	const struct step *s = r->next < r->c->step.count ? &r->c->step.at[r->next] : NULL;
	const char *said = err->text != NULL ? err->text : "";
	const struct step top = { .line = 0 };
	if (s == NULL && err->status != CPROF_OK)
		fail(r, &top, "the program says: %s", said);
	if (s == NULL)
		return;
	if (s->kind != STEP_EXIT)
		fail(r, s, "the program has ended before this: %s", said);
	else if (r->ended)
		fail(r, s, "the program still runs");
	else if (status != s->a || strcmp(said, s->text != NULL ? s->text : "") != 0)
		fail(r, s, "status %d, \"%s\"", status, said);
}

bool ui_replay(struct ui_case *c, bool update)
{
	struct replay r = { .c = c, .update = update };
	struct cprof_error err = CPROF_ERROR_INIT;
	struct session *session = NULL;
	struct args args;
	struct config_file config;
	struct tui_end end = { 0 };
	int status = 2;
	if (args_parse(&args, (int)c->argument.count, c->argument.at, &err) == CPROF_OK) {
		bool utf8 = c->utf8 && !args.flags.ascii;
		int colours = args.flags.no_color ? 0 : c->colours;
		status = 1;
		config_file_init(&config);
		ui_home_open(c, &config);
		session = tui_load(&args, 0);
		r.term = term_script_open(c->rows, c->cols, colours, utf8);
		term_script_feed(r.term, feed, &r);
		if (tui_wait(session, 0, &err) == CPROF_OK)
			status = tui_run(&args, &config, session, r.term, &end, &err);
		r.term->close(r.term);
		session_free(session);
		config_file_done(&config);
		free(end.yanked);
		ui_home_close();
	}
	check_end(&r, status, &err);
	args_done(&args);
	cprof_error_done(&err);
	return r.failures == 0;
}
