/* The selected function: the one at the cursor of a view, which the others follow. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "tui/explorer/ui.h"

/* Its texts, all of which are there or none. */
#define TEXTS(s)                                                                                   \
	{                                                                                          \
		&(s)->name, &(s)->function, &(s)->file, &(s)->object, &(s)->where_function,        \
			&(s)->where_file, &(s)->package, &(s)->module                              \
	}
#define TEXT_COUNT 8

void selected_done(struct selected *s)
{
	char **const text[TEXT_COUNT] = TEXTS(s);
	for (size_t i = 0; i < TEXT_COUNT; i++)
		free(*text[i]);
	*s = (struct selected){ 0 };
}

void selected_copy(struct selected *to, const struct selected *from)
{
	char **const text[TEXT_COUNT] = TEXTS(to);
	*to = *from;
	for (size_t i = 0; i < TEXT_COUNT && from->set; i++)
		*text[i] = xstrdup(*text[i]);
}

bool ui_selected_is(const struct ui *ui, const struct cprof_row *row)
{
	const struct selected *s = &ui->selected;
	return s->set && s->address == row->address && s->line == row->line &&
	       s->start_line == row->start_line && s->column == row->column &&
	       strcmp(s->name, row->name) == 0 && strcmp(s->function, row->function) == 0 &&
	       strcmp(s->file, row->file) == 0 && strcmp(s->object, row->object) == 0;
}

/* True if the others show what is selected already. */
static bool is_shown(const struct ui *ui, const char *where_function, int64_t where_line,
		     bool exact)
{
	const struct selected *s = &ui->selected;
	return s->set && exact == s->exact && (!exact || where_line == s->where_line) &&
	       strcmp(where_function, s->where_function) == 0;
}

/* The views but `by` will follow, when the cursor has come to rest. */
static void select_by(struct ui *ui, enum view_id by)
{
	ui_all_old(ui, by);
	if (by != VIEW_COUNT)
		ui->panes.old[by] = false;
	ui->panes.follow_at = ui->term->now(ui->term) + UI_FOLLOW_DELAY;
	ui_redraw(ui);
}

void ui_use_selected(struct ui *ui, struct selected *s)
{
	bool same = s->set && is_shown(ui, s->where_function, s->where_line, s->exact);
	selected_done(&ui->selected);
	ui->selected = *s;
	if (!same)
		select_by(ui, VIEW_COUNT);
}

void ui_restore_selected(struct ui *ui)
{
	selected_done(&ui->selected);
	selected_copy(&ui->selected, &ui->prompt.before.selected);
	ui_all_old(ui, VIEW_COUNT);
	ui->panes.follow_at = ui->term->now(ui->term) + UI_FOLLOW_DELAY;
}

void ui_select_nothing(struct ui *ui, enum view_id by)
{
	selected_done(&ui->selected);
	select_by(ui, by);
}

const char *ui_why_nothing(const struct ui *ui)
{
	bool at_fold = ui->panes.main == VIEW_top && ui->table != NULL && ui->table->count > 0;
	return at_fold ? "Enter shows the functions folded into this row."
		       : "No function is at the cursor.";
}

void ui_select_function(struct ui *ui, enum view_id by, const char *function, const char *file,
			int64_t line)
{
	const struct cprof_row row = {
		.name = function,
		.function = function,
		.file = "",
		.object = "",
		.where_function = function,
		.where_file = file,
		.package = "",
		.module = "",
		.where_line = line,
	};
	ui_select(ui, by, &row);
}

void ui_select(struct ui *ui, enum view_id by, const struct cprof_row *row)
{
	ui_select_line(ui, by, row, false);
}

void ui_select_around(struct ui *ui, enum view_id by, const struct cprof_row *row)
{
	const struct selected *s = &ui->selected;
	struct cprof_row both = *row;
	both.where_function = s->where_function;
	both.where_file = s->where_file;
	both.where_line = s->where_line;
	both.package = s->package;
	both.module = s->module;
	ui_select_line(ui, by, &both, s->exact);
}

void ui_select_line(struct ui *ui, enum view_id by, const struct cprof_row *row, bool exact)
{
	bool same = is_shown(ui, row->where_function, row->where_line, exact);
	/* The row may be of what was selected. */
	struct selected before = ui->selected;
	ui->selected = (struct selected){
		.id = row->id,
		.name = xstrdup(row->name),
		.function = xstrdup(row->function),
		.file = xstrdup(row->file),
		.object = xstrdup(row->object),
		.where_function = xstrdup(row->where_function),
		.where_file = xstrdup(row->where_file),
		.package = xstrdup(row->package != NULL ? row->package : ""),
		.module = xstrdup(row->module != NULL ? row->module : ""),
		.where_line = row->where_line,
		.address = row->address,
		.start_line = row->start_line,
		.line = row->line,
		.column = row->column,
		.exact = exact,
		.set = true,
	};
	selected_done(&before);
	if (!same)
		select_by(ui, by);
	ui_redraw(ui);
}
