/* What the rows of the table can stand for: a list to choose from. */
#include <string.h>

#include "app/row_pattern.h"
#include "tui/explorer/action.h"
#include "tui/views/top/top.h"

/* The ones that every profile has; behind them come the keys of labels. */
static const struct {
	const char *word;
	int granularity, group;
	const char *help;
} plain[] = {
	{ "function", CPROF_BY_FUNCTION, 0, "functions" },
	{ "line", CPROF_BY_LINE, 0, "lines of functions" },
	{ "file", CPROF_BY_FILE, 0, "source files" },
	{ "package", CPROF_BY_FUNCTION, CPROF_BY_PACKAGE, "packages; Enter opens one" },
	{ "module", CPROF_BY_FUNCTION, CPROF_BY_MODULE,
	  "Go modules, std is the standard library; Enter opens one" },
};

#define PLAIN (sizeof plain / sizeof plain[0])

static size_t count_groups(const struct ui *ui)
{
	return PLAIN + (ui->summary != NULL ? ui->summary->label_count : 0);
}

/* The row of the list that a query has. */
static size_t group_of(const struct ui *ui, const struct cprof_query *q)
{
	for (size_t i = 0; i < ui->summary->label_count; i++)
		if (q->group == CPROF_BY_LABEL &&
		    cprof_query_same_text(q->group_label, ui->summary->labels[i]))
			return PLAIN + i;
	for (size_t i = 0; i < PLAIN; i++)
		if (q->group != 0 ? q->group == plain[i].group
				  : plain[i].group == 0 && q->granularity == plain[i].granularity)
			return i;
	return 0;
}

static void set_group(const struct ui *ui, size_t at, struct cprof_query *q)
{
	bool label = at >= PLAIN;
	q->group = label ? CPROF_BY_LABEL : plain[at].group;
	if (q->group == 0)
		q->granularity = plain[at].granularity;
	cprof_query_text(&q->group_label, label ? ui->summary->labels[at - PLAIN] : NULL);
}

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
	bool label = at >= PLAIN;
	cprof_query_copy(&q, &ui->current.query);
	set_group(ui, at, &q);
	if (label)
		ui_message(ui, "rows are the values of %s", ui->summary->labels[at - PLAIN]);
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
	bool label = at >= PLAIN;
	canvas_puts(c, row, area->col + 2, style,
		    at == group_of(ui, &ui->current.query) ? "(x)" : "( )");
	int named = canvas_name(c, row, area->col + 6, label ? area->cols - 7 : 12, style,
				label ? ui->summary->labels[at - PLAIN] : plain[at].word);
	int help = named < area->col + 20 ? area->col + 20 : named + 2;
	canvas_puts(c, row, help, style, label ? "values of the label" : plain[at].help);
}

static size_t groups_count(struct ui *ui, void *state)
{
	(void)state;
	return count_groups(ui);
}

static void groups_draw(struct ui *ui, void *state, struct rect area, bool focused)
{
	canvas_fill(&ui->canvas, area.row, area.col, area.cols, STYLE_HEADING, ' ');
	canvas_puts(&ui->canvas, area.row, area.col + 2, STYLE_HEADING, "A ROW FOR EACH");
	struct list_rows r = list_draw(state, &ui->canvas, area, 1, focused, STYLE_NORMAL);
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
	ui_list(ui, VIEW_groups)->cursor = group_of(ui, &ui->current.query);
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
	if (n < PLAIN)
		return plain[n].word;
	n -= PLAIN;
	return in->summary != NULL && n < in->summary->label_count ? in->summary->labels[n] : NULL;
}

/* True if the word is the name of a row of the list, or more than one of it: "packages". */
static bool is_group(const struct ui *ui, size_t at, const char *word)
{
	if (at >= PLAIN)
		return strcmp(ui->summary->labels[at - PLAIN], word) == 0;
	size_t own = strlen(plain[at].word);
	return strncmp(plain[at].word, word, own) == 0 &&
	       (word[own] == '\0' || strcmp(word + own, "s") == 0);
}

static enum cprof_status find_group(const struct ui *ui, const char *word, size_t *at,
				    struct cprof_error *err)
{
	for (*at = 0; *at < count_groups(ui); ++*at)
		if (is_group(ui, *at, word))
			return CPROF_OK;
	return cprof_error_set(err, CPROF_ERR_SYNTAX,
			       "rows cannot be \"%s\": function, line, file, package, module, or "
			       "the key of a label", word);
}

const char *groups_word(const struct ui *ui, const struct cprof_query *q)
{
	size_t at = group_of(ui, q);
	return q->group == 0 ? NULL : at < PLAIN ? plain[at].word : q->group_label;
}

enum cprof_status groups_set(const struct ui *ui, const char *word, struct cprof_query *q,
			     struct cprof_error *err)
{
	size_t at;
	if (find_group(ui, word, &at, err) == CPROF_OK)
		set_group(ui, at, q);
	return err->status;
}

static enum cprof_status aggregate_run(struct call *call, struct cprof_error *err)
{
	size_t at;
	if (find_group(call->front, call->rest, &at, err) == CPROF_OK)
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
