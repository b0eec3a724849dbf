/* What the rows of the table can stand for: a list to choose from. */
#include <string.h>

#include "app/row_kind.h"
#include "app/row_pattern.h"
#include "tui/explorer/action.h"
#include "tui/views/top/top.h"

/* The table is narrowed to what a row had that was opened: names of functions. */
static bool is_opening(struct ui *ui)
{
	const struct top *t = ui_state(ui, VIEW_top);
	return t->list.narrow != NULL && t->opening != NULL &&
	       strcmp(narrow_pattern(t->list.narrow), t->opening) == 0;
}

static void use_group(struct ui *ui, size_t at)
{
	struct cprof_query q;
	struct row_kind kind;
	if (!rowkind_get(ui->summary, at, &kind))
		return;
	cprof_query_copy(&q, &ui->current.query);
	rowkind_set(&kind, &q);
	if (kind.group == CPROF_BY_LABEL)
		ui_message(ui, "rows are the values of %s", kind.word);
	else
		ui_message(ui, "rows are %s", rowpattern_noun(&q, true));
	bool of_functions = q.group == 0 && q.granularity != CPROF_BY_FILE;
	if (!of_functions && is_opening(ui))
		ui_change_narrowed(ui, &q, NULL);
	else
		ui_change_query(ui, &q);
	cprof_query_done(&q);
}

static void draw_group(struct ui *ui, size_t at, int row, const struct rect *area, enum style style)
{
	struct canvas *c = &ui->canvas;
	struct row_kind kind;
	if (!rowkind_get(ui->summary, at, &kind))
		return;
	canvas_puts(c, row, area->col + 2, style,
		    at == rowkind_of(ui->summary, &ui->current.query) ? "(x)" : "( )");
	int room = kind.group == CPROF_BY_LABEL ? area->cols - 7 : 12;
	int named = canvas_name(c, row, area->col + 6, room, style, kind.word);
	int help = named < area->col + 20 ? area->col + 20 : named + 2;
	canvas_puts(c, row, help, style, kind.help);
}

static size_t groups_count(struct ui *ui)
{
	return rowkind_count(ui->summary);
}

static void groups_draw(struct ui *ui, struct rect area, bool focused)
{
	canvas_fill(&ui->canvas, area.row, area.col, area.cols, STYLE_HEADING, ' ');
	canvas_puts(&ui->canvas, area.row, area.col + 2, STYLE_HEADING, "A ROW FOR EACH");
	struct list_rows r = list_draw(ui_list(ui, VIEW_groups), &ui->canvas, area, 1, focused,
				       STYLE_NORMAL);
	while (list_next(&r))
		draw_group(ui, r.at, r.row, &area, r.style);
}

const struct view view_groups = {
	.name = "groups",
	.title = "ROWS",
	.help = "what rows of the table can stand for",
	.context = KEYS_GROUPS,
	.overlay = true,
	.low = true,
	.size = sizeof(struct list),
	.count = groups_count,
	.draw = groups_draw,
};

static void action_groups(struct ui *ui)
{
	ui_list(ui, VIEW_groups)->cursor = rowkind_of(ui->summary, &ui->current.query);
	ui_open_overlay(ui, VIEW_groups);
}
ACTION_RECORD(groups, "groups", "list what rows can stand for");

static void action_use_group(struct ui *ui)
{
	ui_close_overlay(ui);
	use_group(ui, ui_list(ui, VIEW_groups)->cursor);
}
ACTION_RECORD(use_group, "use-group", "make rows what the cursor is on");

static const char *group_name(const struct interpreter *in, size_t n)
{
	struct row_kind kind;
	return rowkind_get(in->summary, n, &kind) ? kind.word : NULL;
}

static enum cprof_status aggregate_run(struct call *call, struct cprof_error *err)
{
	size_t at;
	if (rowkind_find(call->in->summary, call->rest, &at, err) == CPROF_OK)
		use_group(call->front, at);
	return err->status;
}

const struct command command_action_aggregate = {
	.name = "aggregate",
	.usage = "WORD",
	.help = "a row for each function, file, package, ..., or label",
	.least = 1,
	.most = -1,
	.run = aggregate_run,
	.complete = group_name,
};
