/* Marks: see marks.h. Upper-case ones are kept in the state folder, a line each, for the program
 * the profile is of. */
#include "tui/explorer/marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "app/config/state.h"
#include "tui/term/key.h"
#include "tui/explorer/action.h"

#define FILE_LINES 1000 /* the oldest marks go first */

bool marks_is_letter(uint32_t key)
{
	return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
}

static bool is_kept(char letter)
{
	return letter >= 'A' && letter <= 'Z';
}

/* NULL: nothing is kept. */
static char *marks_path(const struct ui *ui)
{
	return ui->config->path != NULL ? state_path("marks") : NULL;
}

static size_t find_mark(const struct ui *ui, char letter)
{
	size_t at = 0;
	while (at < ui->past.marks.count && ui->past.marks.at[at].letter != letter)
		at++;
	return at;
}

/* Puts it in the order of letters; an older one of its letter goes. Takes it over. */
static void put_mark(struct ui *ui, const struct mark *mark)
{
	size_t at = find_mark(ui, mark->letter);
	if (at < ui->past.marks.count) {
		snapshot_done(&ui->past.marks.at[at].snapshot);
		ui->past.marks.at[at] = *mark;
		return;
	}
	for (at = 0; at < ui->past.marks.count && ui->past.marks.at[at].letter < mark->letter;)
		at++;
	VEC_PUSH(&ui->past.marks, *mark);
	memmove(ui->past.marks.at + at + 1, ui->past.marks.at + at,
		(ui->past.marks.count - 1 - at) * sizeof *mark);
	ui->past.marks.at[at] = *mark;
}

void marks_load(struct ui *ui)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf text = BUF_INIT;
	char *path = marks_path(ui);
	if (path != NULL)
		state_read(path, &text, &err);
	const char *at = buf_text(&text);
	for (char *line; (line = xnextline(&at)) != NULL; free(line)) {
		struct mark mark;
		if (marks_parse(ui, line, &mark))
			put_mark(ui, &mark);
	}
	buf_done(&text);
	free(path);
	cprof_error_done(&err);
}

void marks_done(struct ui *ui)
{
	for (size_t i = 0; i < ui->past.marks.count; i++)
		snapshot_done(&ui->past.marks.at[i].snapshot);
	VEC_DONE(&ui->past.marks);
	snapshot_done(&ui->past.before_mark);
}

/* Appends the lines of the file that are not of this letter, the newest ones. */
static void put_others(const struct ui *ui, const char *text, char letter, struct buf *out)
{
	size_t lines = 0, own = strlen(ui->summary->program);
	for (const char *p = text; *p != '\0'; p++)
		lines += *p == '\n';
	for (const char *p = text; *p != '\0'; p += *p == '\n', lines--) {
		size_t length = strcspn(p, "\n");
		bool same = length > own + 1 && strncmp(p, ui->summary->program, own) == 0 &&
			    p[own] == '\t' && p[own + 1] == letter;
		if (!same && length > 0 && lines < FILE_LINES)
			buf_printf(out, "%.*s\n", (int)length, p);
		p += length;
	}
}

/* Writes the file with this mark, or without the one of its letter. False if it is not kept. */
static bool keep(struct ui *ui, char letter, const struct mark *mark)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf old = BUF_INIT, text = BUF_INIT;
	char *path = marks_path(ui);
	bool kept = path != NULL && state_read(path, &old, &err) == CPROF_OK;
	if (kept) {
		put_others(ui, buf_text(&old), letter, &text);
		if (mark != NULL) {
			marks_print(ui, mark, &text);
			buf_putc(&text, '\n');
		}
		kept = state_replace(path, buf_text(&text), &err) == CPROF_OK;
	}
	free(path);
	buf_done(&old);
	buf_done(&text);
	cprof_error_done(&err);
	return kept;
}

/* In a view of lines the line at the cursor is meant. */
static void select_line(struct ui *ui, struct snapshot *s)
{
	const struct view *view = ui->view[ui->panes.focus];
	struct buf at = BUF_INIT;
	if (view->yank != NULL)
		view->yank(ui, ui->state[ui->panes.focus], YANK_POSITION, &at);
	const char *colon = strrchr(buf_text(&at), ':');
	if (colon != NULL && s->selected.set) {
		s->selected.where_line = strtoll(colon + 1, NULL, 10);
		s->selected.exact = true;
	}
	buf_done(&at);
}

static void set_mark(struct ui *ui, char letter)
{
	struct mark mark = { .letter = letter };
	ui_close_overlay(ui);
	snapshot_take(ui, SNAPSHOT_ALL, &mark.snapshot);
	select_line(ui, &mark.snapshot);
	const char *name = ui->selected.set ? ui->selected.name : "this view";
	bool kept = is_kept(letter) && keep(ui, letter, &mark);
	ui_message(ui, "mark %c%s: %s", letter, is_kept(letter) && !kept ? " (for this run)" : "",
		   name);
	put_mark(ui, &mark);
}

/* Goes there, and remembers for '' where that began. */
static void go_to(struct ui *ui, const struct snapshot *mark)
{
	struct snapshot next;
	snapshot_copy(&next, mark);
	ui_push_jump(ui);
	snapshot_done(&ui->past.before_mark);
	snapshot_take(ui, SNAPSHOT_ALL, &ui->past.before_mark);
	select_line(ui, &ui->past.before_mark);
	snapshot_restore(ui, &next);
}

void marks_jump(struct ui *ui, char letter)
{
	size_t at = find_mark(ui, letter);
	if (letter == '\'' && ui->past.before_mark.parts != 0) {
		go_to(ui, &ui->past.before_mark);
		ui_message(ui, "back where the last jump began");
	} else if (letter == '\'') {
		ui_message(ui, "no jump to a mark yet");
	} else if (at == ui->past.marks.count) {
		ui_message(ui, "there is no mark %c; M lists them", letter);
	} else {
		go_to(ui, &ui->past.marks.at[at].snapshot);
		ui_message(ui, "mark %c", letter);
	}
}

void marks_remove(struct ui *ui, size_t n)
{
	char letter = ui->past.marks.at[n].letter;
	if (is_kept(letter))
		keep(ui, letter, NULL);
	snapshot_done(&ui->past.marks.at[n].snapshot);
	ui->past.marks.count--;
	memmove(ui->past.marks.at + n, ui->past.marks.at + n + 1,
		(ui->past.marks.count - n) * sizeof *ui->past.marks.at);
	ui_message(ui, "mark %c is gone", letter);
}

/* Without a letter the next key is it. */
static enum cprof_status with_letter(struct call *call, const char *extra,
				     void (*run)(struct ui *ui, char letter),
				     struct cprof_error *err)
{
	struct ui *ui = call->front;
	if (call->argc == 1) {
		ui->keys.letter_for = call->argv[0][0] == 'm' ? "mark" : "jump";
		ui_redraw(ui);
		return CPROF_OK;
	}
	char letter = call->argv[1][0];
	bool good = call->argv[1][1] == '\0' &&
		    (marks_is_letter((unsigned char)letter) || strchr(extra, letter) != NULL);
	if (!good)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "a mark is a letter, not %s",
				       call->argv[1]);
	run(ui, letter);
	return CPROF_OK;
}

static enum cprof_status mark_run(struct call *call, struct cprof_error *err)
{
	return with_letter(call, "", set_mark, err);
}

const struct command command_action_mark = {
	.name = "mark",
	.usage = "[LETTER]",
	.help = "mark this place; upper-case letters are kept",
	.most = 1,
	.run = mark_run,
};

static enum cprof_status jump_run(struct call *call, struct cprof_error *err)
{
	return with_letter(call, "'", marks_jump, err);
}

const struct command command_action_jump = {
	.name = "jump",
	.usage = "[LETTER]",
	.help = "go to a mark; ' leads back",
	.most = 1,
	.run = jump_run,
};
