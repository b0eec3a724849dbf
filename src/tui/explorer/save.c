/* Saving what a view lists: all its rows, as text, TSV or folded stacks by the end of the file's
 * name, or the filtered profile itself. A file that is there is never written over unasked. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "base/xalloc.h"
#include "app/output.h"
#include "tui/explorer/action.h"

void ui_clean_cell(struct buf *out, size_t start)
{
	for (size_t i = start; i < out->size; i++)
		if ((unsigned char)out->data[i] < ' ' || out->data[i] == 0x7f)
			out->data[i] = ' ';
}

/* One column of cells. */
struct cells_column {
	size_t width;
	bool numbers; /* no cell but the first, its heading, is something else */
	size_t seen;
};

static bool is_number(const char *text, size_t length)
{
	if (length > 0 && (*text == '+' || *text == '-'))
		text++, length--;
	return length == 0 || isdigit((unsigned char)*text);
}

/* Calls of the cells of a line: a cell ends at a tab or at the line's end. */
static size_t cell_length(const char *at, const char *end)
{
	const char *stop = at;
	while (stop < end && *stop != '\t' && *stop != '\n')
		stop++;
	return (size_t)(stop - at);
}

static void put_aligned(struct buf *out, const struct cells_column *c, const char *text,
			size_t length, bool last)
{
	size_t width = utf8_width(text, length, false);
	size_t pad = width < c->width ? c->width - width : 0;
	if (c->numbers)
		buf_pad(out, ' ', pad);
	buf_put(out, text, length);
	if (!c->numbers && !last)
		buf_pad(out, ' ', pad);
}

/* Puts lines of cells in columns; those of numbers are aligned to the right. */
static void put_columns(const struct buf *lines, struct buf *out)
{
	VEC(struct cells_column) column = { 0 };
	const char *end = buf_text(lines) + lines->size;
	size_t n = 0, length;
	for (const char *at = buf_text(lines); at < end; at += length + 1) {
		length = cell_length(at, end);
		if (n == column.count)
			VEC_PUSH(&column, (struct cells_column){ 0, true, 0 });
		struct cells_column *c = &column.at[n];
		size_t width = utf8_width(at, length, false);
		if (width > c->width)
			c->width = width;
		c->numbers &= c->seen++ == 0 || is_number(at, length);
		n = at[length] == '\t' ? n + 1 : 0;
	}
	n = 0;
	for (const char *at = buf_text(lines); at < end; at += length + 1) {
		length = cell_length(at, end);
		bool last = at[length] != '\t';
		put_aligned(out, &column.at[n], at, length, last);
		buf_puts(out, last ? "\n" : "  ");
		n = last ? 0 : n + 1;
	}
	VEC_DONE(&column);
}

static bool ends_in(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);
	return length > tail && strcmp(text + length - tail, end) == 0;
}

static enum print_form form_of(const char *path)
{
	return ends_in(path, ".tsv")      ? PRINT_TSV
	       : ends_in(path, ".folded") ? PRINT_FOLDED
					  : PRINT_TEXT;
}

static void keep_path(struct ui *ui, const char *path)
{
	char *copy = path != NULL ? xstrdup(path) : NULL;
	free(ui->wait.saving);
	ui->wait.saving = copy;
}

/* A profile is a report of its own, which the worker writes. */
static void save_profile(struct ui *ui, const char *path)
{
	ui_report_to_file(ui, "proto", path);
}

static enum cprof_status save_rows(struct ui *ui, const char *path, struct cprof_error *err)
{
	const struct view *view = ui_view(ui);
	enum print_form form = form_of(path);
	struct buf rows = BUF_INIT, out = BUF_INIT;
	enum printed printed = view->print(ui, form, &rows);
	bool done = printed == PRINTED || printed == PRINTED_CELLS;
	if (printed == PRINTED_CELLS && form == PRINT_TEXT)
		put_columns(&rows, &out);
	else
		buf_put(&out, buf_text(&rows), rows.size);
	keep_path(ui, printed == PRINT_LATER ? path : NULL);
	if (printed == PRINT_NO_FORM)
		cprof_error_set(err, CPROF_ERR_SYNTAX,
				form == PRINT_FOLDED ? "only stacks can be saved folded: 5"
						     : "a text cannot be saved as TSV");
	if (done && output_file(path, buf_text(&out), out.size, err) == CPROF_OK) {
		size_t lines = 0;
		for (size_t i = 0; i < out.size; i++)
			lines += out.data[i] == '\n';
		ui_message(ui, "saved in %s, lines: %s", path, unit_count(lines).text);
	}
	if (printed == PRINT_LATER)
		ui_message(ui, "asking for all rows to save them in %s", path);
	buf_done(&rows);
	buf_done(&out);
	return err->status;
}

void ui_save_later(struct ui *ui)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	char *path = ui->wait.saving;
	ui->wait.saving = NULL;
	if (path != NULL && ui_view(ui)->print != NULL && save_rows(ui, path, &err) != CPROF_OK)
		ui_fail(ui, &err);
	cprof_error_done(&err);
	free(path);
}

/* Without a name it asks for one. */
static enum cprof_status save(struct call *call, bool over, struct cprof_error *err)
{
	struct ui *ui = call->front;
	const char *path = call->rest;
	bool profile = ends_in(path, ".pb.gz");
	if (ui_view(ui)->print == NULL && !profile)
		return cprof_error_set(err, CPROF_ERR_SYNTAX,
				       "there are no rows to save here; NAME.pb.gz saves the "
				       "profile");
	if (*path == '\0') {
		ui_prompt_open_command(ui, "save ");
		if (ui_front(ui) != VIEW_pager)
			ui_message(
				ui,
				"NAME.tsv: tabs; .folded: stacks; .pb.gz: the profile; else text");
		return CPROF_OK;
	}
	if (!over && output_exists(path))
		return cprof_error_set(err, CPROF_ERR_IO,
				       "the file exists; :save! FILE writes over it: %s", path);
	if (profile)
		save_profile(ui, path);
	else
		save_rows(ui, path, err);
	return err->status;
}

static enum cprof_status save_run(struct call *call, struct cprof_error *err)
{
	return save(call, false, err);
}

const struct command command_action_save = {
	.name = "save",
	.usage = "FILE",
	.help = "save the rows in front: text, .tsv, .folded, .pb.gz",
	.most = -1,
	.run = save_run,
	.takes_file = true,
};

static enum cprof_status save_over_run(struct call *call, struct cprof_error *err)
{
	return save(call, true, err);
}

const struct command command_action_save_over = {
	.name = "save!",
	.usage = "FILE",
	.help = "the same, over a file that is there",
	.least = 1,
	.most = -1,
	.run = save_over_run,
	.takes_file = true,
};
