/* What every part of the explorer uses: messages, what commands run with, words and numbers as they
 * are set. */
#include "tui/explorer/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nameform.h"
#include "base/utf8.h"
#include "base/xalloc.h"

enum view_id ui_front(const struct ui *ui)
{
	return ui->panes.overlay != VIEW_COUNT ? ui->panes.overlay : ui->panes.focus;
}

const struct view *ui_view(const struct ui *ui)
{
	return ui->view[ui_front(ui)];
}

void *ui_state(struct ui *ui, enum view_id id)
{
	return ui->state[id];
}

#define BREAK_LOSS 8
#define NAME_LEAST 8 /* columns a name in a message keeps */

void ui_redraw(struct ui *ui)
{
	ui->dirty = true;
}

static void set_message(struct ui *ui, const char *text, bool error)
{
	free(ui->message.text);
	ui->message.text = xstrdup(text);
	ui->message.is_error = error;
	ui_redraw(ui);
}

void ui_message(struct ui *ui, const char *format, ...)
{
	struct buf text = BUF_INIT;
	va_list args;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	set_message(ui, buf_text(&text), false);
	buf_done(&text);
}

/* Columns for a message beside the mode, and in the row below on a narrow screen: some are lost
 * where it breaks. */
static int message_room(const struct ui *ui)
{
	int cols = ui->canvas.cols, beside = cols - (int)strlen(ui_view(ui)->title) - 4;
	return cols < UI_FULL_COLS ? beside + cols - 2 - BREAK_LOSS : beside;
}

void ui_message_names(struct ui *ui, const char *before, const char *first, const char *between,
		      const char *second)
{
	bool ascii = ui->canvas.ascii;
	struct buf one = BUF_INIT, two = BUF_INIT;
	int left = message_room(ui) - (int)(strlen(before) + strlen(between));
	size_t room = left > 2 * NAME_LEAST ? (size_t)left : 2 * NAME_LEAST;
	size_t ones = utf8_width(first, strlen(first), ascii);
	size_t twos = utf8_width(second, strlen(second), ascii);
	size_t share = twos < room / 2 ? room - twos : ones < room / 2 ? ones : room / 2;
	const char *dots = utf8_ellipsis(ui->canvas.ascii);
	utf8_fit(&one, first, strlen(first), share, dots, ascii);
	utf8_fit(&two, second, strlen(second), room - share, dots, ascii);
	ui_message(ui, "%s%s%s%s", before, buf_text(&one), between, buf_text(&two));
	buf_done(&one);
	buf_done(&two);
}

void ui_fail(struct ui *ui, const struct cprof_error *err)
{
	set_message(ui, err->text, true);
	notes_add(&ui->message.log, "%s", err->text);
}

void ui_clear_message(struct ui *ui)
{
	if (ui->message.text == NULL)
		return;
	free(ui->message.text);
	ui->message.text = NULL;
	ui_redraw(ui);
}

bool ui_waiting(const struct ui *ui)
{
	return ui->summary == NULL || ui->wait.reloading || ui->wait.table != 0 ||
	       ui->wait.report != 0 || ui->wait.analyses.count > 0;
}

void ui_begin_waiting(struct ui *ui)
{
	if (!ui_waiting(ui))
		ui->wait.since = ui->term->now(ui->term);
}

void ui_type_words(const char *type, struct buf *out)
{
	static const char *const words[][2] = {
		{ "inuse_space", "in use now" },
		{ "inuse_objects", "objects in use now" },
		{ "alloc_space", "allocated since start" },
		{ "alloc_objects", "objects allocated since start" },
		{ "cpu", "processor time" },
		{ "wall", "time by the clock" },
		{ "delay", "time spent waiting" },
		{ "contentions", "number of waits" },
	};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(words[i][0], type) == 0) {
			buf_printf(out, "%s (%s)", words[i][1], type);
			return;
		}
	buf_puts(out, type);
}

void ui_put_name(const struct ui *ui, const char *name, struct buf *out)
{
	nameform_put(out, name, (enum nameform)ui->settings.name_form);
}
