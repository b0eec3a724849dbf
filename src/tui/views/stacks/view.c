/* Single samples with the selected function on their stacks, the largest first; Enter opens one
 * into its frames. The list belongs to the function that was selected when the view came into
 * sight: the cursor on a frame selects that frame's function for the others, and on a sample again
 * the list's own. */
#include "tui/views/stacks/stacks.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/unit.h"
#include "base/xalloc.h"
#include "tui/explorer/action.h"

#define MORE 10 /* times as many are listed when the last row is opened */

static bool stacks_at(struct ui *ui, struct view_position *at)
{
	const struct cprof_stack_frame *f = stacks_here(ui_state(ui, VIEW_stacks));
	if (f == NULL)
		return false;
	*at = (struct view_position){
		.function = *f->function != '\0' ? f->function : f->name,
		.file = f->file,
		.line = f->line,
	};
	return true;
}

static void stacks_done(void *state)
{
	struct stacks *s = state;
	cprof_stacks_free(s->found);
	free(s->function);
	free(s->file);
	free(s->why);
	VEC_DONE(&s->row);
	VEC_DONE(&s->open);
}

/* Another function: its samples from the first on. */
static void show_selected(struct ui *ui, struct stacks *s)
{
	const struct selected *at = &ui->selected;
	const char *function = NULL, *file = NULL;
	if (at->set) {
		/* The value of a label is no function's name. */
		if (*at->where_function != '\0')
			function = at->where_function;
		else if (ui->current.query.group == 0)
			function = at->name;
		file = *at->file != '\0' ? at->where_file : NULL;
	}
	if (!s->all &&
	    (s->function == NULL || function == NULL || strcmp(s->function, function) != 0)) {
		s->list.cursor = s->list.scroll = 0;
		s->limit = 0;
		s->open.count = 0;
	}
	cprof_query_text(&s->function, function);
	cprof_query_text(&s->file, file);
	stacks_ask(ui, s);
}

static void stacks_answer(struct ui *ui, struct session_answer *a)
{
	struct stacks *s = ui_state(ui, VIEW_stacks);
	const struct cprof_stack *stack = stacks_stack(s, s->list.cursor);
	size_t sample = stack != NULL ? stack->sample : 0;
	size_t frame = stack != NULL ? s->row.at[s->list.cursor].frame : 0;
	bool at_end = stack == NULL && s->row.count > 0;
	size_t count = s->row.count;
	s->found = session_answer_found(a, s->found);
	cprof_query_text(&s->why, a->err.text);
	stacks_make_rows(s);
	stacks_measure(ui, s);
	s->list.cursor = at_end ? count : stacks_row_of(s, sample, frame);
	ui_redraw(ui);
	if (s->found != NULL)
		ui_save_later(ui);
}

/* The other panes show what the cursor is on. */
static void select_here(struct ui *ui, const struct stacks *s)
{
	const struct cprof_stack_frame *f = stacks_frame(s, s->list.cursor);
	if (f != NULL)
		ui_select_function(ui, VIEW_stacks, *f->function != '\0' ? f->function : f->name,
				   f->file, f->line);
	else if (s->function != NULL &&
		 (!ui->selected.set || strcmp(ui->selected.where_function, s->function) != 0))
		ui_select_function(ui, VIEW_stacks, s->function, s->file != NULL ? s->file : "", 0);
}

static void stacks_rule(struct ui *ui, struct buf *name, struct buf *summary)
{
	const struct stacks *s = ui_state(ui, VIEW_stacks);
	const struct cprof_stacks *f = s->found;
	if (s->all || s->function == NULL)
		buf_puts(name, "all samples");
	else
		buf_printf(name, "samples with %s", s->function);
	if (f == NULL)
		return;
	buf_printf(summary, "%s of %s  ", unit_count(f->all.count).text, unit_count(f->kept).text);
	ui_put_share(ui, &f->unit, f->all.sum, f->total, summary);
}

static void put_position(const struct stacks *s, bool brief, struct buf *out)
{
	const struct cprof_stack *stack = stacks_stack(s, s->list.cursor);
	if (stack == NULL) {
		buf_printf(out, "%s", unit_count(s->found->more.count).text);
		buf_puts(out, s->found->more.count > 0 ? " not listed" : " of 0");
		return;
	}
	buf_printf(out, "%s of %s", unit_count(s->row.at[s->list.cursor].stack + 1).text,
		   unit_count(s->found->all.count).text);
	if (s->row.at[s->list.cursor].frame != STACKS_SAMPLE)
		buf_printf(out, ", frame %s of %s",
			   unit_count(s->row.at[s->list.cursor].frame + 1).text,
			   unit_count(stack->depth).text);
	else if (!brief)
		buf_printf(out, ", sample %s of the file", unit_count(stack->sample).text);
}

static void put_matches(const struct ui *ui, const struct stacks *s, bool brief, struct buf *out)
{
	const struct cprof_stacks *f = s->found;
	if (s->list.narrow == NULL)
		return;
	if (ui_analysing(ui, VIEW_stacks)) {
		buf_puts(out, "...");
		return;
	}
	buf_printf(out, "%s of %s samples", unit_count(f->all.count).text,
		   unit_count(f->kept).text);
	buf_puts(out, brief ? "; " : " match; together ");
	ui_put_share(ui, &f->unit, f->all.sum, f->total, out);
}

static bool stacks_status(struct ui *ui, enum status text, bool brief, struct buf *out)
{
	const struct stacks *s = ui_state(ui, VIEW_stacks);
	const struct cprof_stack_frame *f = stacks_here(s);
	if (s->found == NULL)
		return true;
	if (text == STATUS_CURSOR)
		put_position(s, brief, out);
	else if (text == STATUS_MATCHES)
		put_matches(ui, s, brief, out);
	else if (text == STATUS_NAME && f != NULL)
		buf_puts(out, f->name);
	else if (text == STATUS_DETAIL && f != NULL)
		path_put_line(out, f->file, f->line);
	return true;
}

static bool stacks_told(struct ui *ui, enum told what)
{
	struct stacks *s = ui_state(ui, VIEW_stacks);
	bool again = what == TOLD_ASKED && ui_visible(ui, VIEW_stacks);
	if (what == TOLD_SELECTED || (again && ui->panes.old[VIEW_stacks])) {
		ui->panes.old[VIEW_stacks] = false;
		show_selected(ui, s);
	} else if (again) {
		stacks_ask(ui, s);
	} else if (what == TOLD_MOVED) {
		select_here(ui, s);
	} else if (what == TOLD_NARROWED || what == TOLD_KEPT || what == TOLD_CANCELLED) {
		s->limit = 0;
		stacks_ask(ui, s);
	}
	return false;
}

const struct view view_stacks = {
	.name = "stacks",
	.title = "STACKS",
	.help = "single samples with their stacks and labels, the largest first",
	.reading = "  A row is a sample with its whole stack, the largest first: those with\n"
		   "  the function of the cursor. Enter opens it into its frames with their\n"
		   "  lines, leaf first.",
	.context = KEYS_STACKS,
	.companion = VIEW_source,
	.titled = true,
	.size = sizeof(struct stacks),
	.done = stacks_done,
	.at = stacks_at,
	.draw = stacks_draw,
	.narrows = true,
	.rule = stacks_rule,
	.status = stacks_status,
	.describe = stacks_describe,
	.print = stacks_print,
	.answer = stacks_answer,
	.told = stacks_told,
};

static void toggle(struct stacks *s, size_t row)
{
	size_t sample = stacks_stack(s, row)->sample, i = 0;
	while (i < s->open.count && s->open.at[i] != sample)
		i++;
	if (i < s->open.count)
		s->open.at[i] = s->open.at[--s->open.count];
	else
		VEC_PUSH(&s->open, sample);
	stacks_make_rows(s);
	s->list.cursor = stacks_row_of(s, sample, STACKS_SAMPLE);
}

/* Opens a sample and closes it again; goes to the line of a frame; lists more. */
static void action_open_stack(struct ui *ui)
{
	struct stacks *s = ui_state(ui, VIEW_stacks);
	if (s->list.count == 0 && ui_give_back(ui))
		return;
	if (stacks_frame(s, s->list.cursor) != NULL) {
		select_here(ui, s);
		ui_go_to_view(ui, VIEW_source);
		ui_follow(ui);
	} else if (stacks_stack(s, s->list.cursor) != NULL) {
		toggle(s, s->list.cursor);
	} else if (s->found != NULL && s->found->more.count > 0) {
		const struct cprof_stacks *f = s->found;
		size_t next = f->count < 100 ? 1000 : f->count * MORE;
		s->limit = f->zeros == f->more.count || next > f->all.count ? INT64_MAX
									    : (int64_t)next;
		stacks_ask(ui, s);
	}
	ui_redraw(ui);
}
ACTION_RECORD(open_stack, "open-stack", "open or close a sample, go to the source of a frame");

static void action_all_stacks(struct ui *ui)
{
	struct stacks *s = ui_state(ui, VIEW_stacks);
	s->all = !s->all;
	s->limit = 0;
	if (s->all)
		ui_message(ui, "all samples");
	else if (s->function == NULL)
		ui_message(ui, "no function is selected: all samples");
	else
		ui_message(ui, "only samples with %s", s->function);
	stacks_ask(ui, s);
}
ACTION_RECORD(all_stacks, "all-stacks", "all samples, or only those with the selected function");
