/* y and a letter: a text is handed over, by the means that reaches the user. Nobody answers when a
 * terminal is asked to take something, so nothing is ever called copied. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/xalloc.h"
#include "app/clipboard.h"
#include "app/config/state.h"
#include "tui/explorer/script.h"
#include "tui/explorer/action.h"

static const char tmux_line[] = "set -g set-clipboard on";

static void say_sent(struct ui *ui, size_t length, struct buf *said)
{
	buf_printf(said, "sent by OSC 52: %s bytes", unit_count(length).text);
	if (length > CLIPBOARD_MANY)
		buf_puts(said, "; some terminals stop at 3 kB");
	if (ui->settings.clipboard == CLIPBOARD_OSC52 && clipboard_in_tmux() &&
	    !ui->yank.told_tmux) {
		buf_printf(said, "; tmux needs: %s", tmux_line);
		notes_add(&ui->message.log, "OSC 52 passes tmux with this in its configuration: %s",
			  tmux_line);
		ui->yank.told_tmux = true;
	}
}

static void send(struct ui *ui, const char *text, size_t length, struct buf *said)
{
	static const enum clipboard_wrap wraps[] = {
		[CLIPBOARD_OSC52] = CLIPBOARD_BARE,
		[CLIPBOARD_OSC52_TMUX] = CLIPBOARD_IN_TMUX,
		[CLIPBOARD_OSC52_SCREEN] = CLIPBOARD_IN_SCREEN,
	};
	struct buf bytes = BUF_INIT;
	if (clipboard_encoded(length) > CLIPBOARD_MOST) {
		buf_printf(said, "not sent: %s bytes of base64, terminals take %s",
			   unit_count(clipboard_encoded(length)).text,
			   unit_count(CLIPBOARD_MOST).text);
		return;
	}
	clipboard_osc52(text, length, wraps[ui->settings.clipboard], &bytes);
	ui->term->send(ui->term, bytes.data, bytes.size);
	buf_done(&bytes);
	say_sent(ui, length, said);
}

/* True if the program took it; else what went wrong is said. */
static bool give(struct ui *ui, const char *text, size_t length, struct buf *said)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	const char *command = ui->settings.clipboard_command;
	bool good = clipboard_program(command, text, length, &err) == CPROF_OK;
	if (good)
		buf_printf(said, "given to %.*s: %s bytes", (int)strcspn(command, " "), command,
			   unit_count(length).text);
	else
		buf_puts(said, err.text);
	cprof_error_done(&err);
	return good;
}

static void put_file(struct ui *ui, const char *text, struct buf *said)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	const char *path = ui->settings.clipboard_file, *home = getenv("HOME");
	char *whole = strncmp(path, "~/", 2) == 0 && home != NULL
			      ? xasprintf("%s%s", home, path + 1)
			      : xstrdup(path);
	if (said->size > 0)
		buf_puts(said, "; ");
	if (*path == '\0')
		buf_puts(said, "no file is set: clipboard_file=PATH");
	else if (state_replace(whole, text, &err) == CPROF_OK)
		buf_printf(said, "written to %s: %s bytes", path, unit_count(strlen(text)).text);
	else
		buf_puts(said, err.text);
	cprof_error_done(&err);
	free(whole);
}

/* Hands a text over and says how. */
static void hand_over(struct ui *ui, const char *text)
{
	struct buf said = BUF_INIT;
	size_t length = strlen(text);
	int by = ui->settings.clipboard;
	bool program = *ui->settings.clipboard_command != '\0' && !clipboard_is_remote();
	free(ui->yank.text);
	ui->yank.text = xstrdup(text);
	if (by == CLIPBOARD_COMMAND) {
		give(ui, text, length, &said);
	} else if (by != CLIPBOARD_FILE && (!program || !give(ui, text, length, &said))) {
		if (said.size > 0)
			buf_puts(&said, "; ");
		send(ui, text, length, &said);
	}
	if (by == CLIPBOARD_FILE || *ui->settings.clipboard_file != '\0')
		put_file(ui, text, &said);
	ui_message(ui, "%s", buf_text(&said));
	buf_done(&said);
}

/* The screen as it stands, without what the key that yanks drew on it. */
static void put_screen(struct ui *ui, struct buf *out)
{
	ui_draw(ui);
	for (int row = 0; row < ui->canvas.rows; row++) {
		const struct cell *cell = ui->canvas.cells + row * ui->canvas.cols;
		size_t end = out->size;
		for (int i = 0; i < ui->canvas.cols; i++) {
			buf_puts(out, cell[i].width > 0 ? cell[i].text : "");
			if (cell[i].width > 0 && strcmp(cell[i].text, " ") != 0)
				end = out->size;
		}
		out->size = end;
		buf_putc(out, '\n');
	}
}

/* What y takes: the parts up to the row, and what is of no row. */
enum { SCREEN = PART_ROW + 1, COMMAND, SCRIPT, WORDS };

static const char *const word[WORDS] = { "name",   "place",   "stack", "row",
					 "screen", "command", "script" };

/* What pprof cannot be told stands behind it as a comment. */
static void put_command(struct ui *ui, struct buf *out)
{
	struct cprof_notes notes = { NULL, 0 };
	script_pprof(ui, out, &notes);
	for (size_t i = 0; i < notes.count; i++)
		buf_printf(out, "%s%s", i == 0 ? "  # " : "; ", notes.text[i]);
	cprof_notes_done(&notes);
}

/* What the view says of its row, else the selected function's. */
static bool put_part(struct ui *ui, int part, struct buf *out)
{
	const struct selected *s = &ui->selected;
	if (part == SCREEN)
		put_screen(ui, out);
	else if (part == COMMAND)
		put_command(ui, out);
	else if (part == SCRIPT)
		script_here(ui, out);
	else
		ui_describe(ui, ui_front(ui), (enum part)part, out);
	if (out->size == 0 && s->set && part == PART_NAME)
		buf_puts(out, s->name);
	if (out->size == 0 && s->set && part == PART_POSITION && *s->where_file != '\0')
		buf_printf(out, "%s:%" PRId64, s->where_file, s->where_line);
	return out->size > 0;
}

static enum cprof_status yank_run(struct call *call, struct cprof_error *err)
{
	struct ui *ui = call->front;
	struct buf text = BUF_INIT;
	int part = 0;
	while (part < WORDS && strcmp(word[part], call->argv[1]) != 0)
		part++;
	if (part == WORDS)
		cprof_error_set(err, CPROF_ERR_SYNTAX, "yank what? %s is none of its parts",
				call->argv[1]);
	else if (put_part(ui, part, &text))
		hand_over(ui, buf_text(&text));
	else
		ui_message(ui, "there is no %s to yank here", word[part]);
	buf_done(&text);
	return err->status;
}

static const char *part_name(const struct interpreter *in, size_t n)
{
	(void)in;
	return n < WORDS ? word[n] : NULL;
}

const struct command command_action_yank = {
	.name = "yank",
	.usage = "PART",
	.help = "hand over a name, place, stack, row, screen, command or script",
	.least = 1,
	.most = 1,
	.run = yank_run,
	.complete = part_name,
};
