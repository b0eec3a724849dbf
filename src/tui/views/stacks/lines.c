/* What the stacks view lists: how it is asked for, and the rows that samples and the frames of open
 * ones become. */
#include "tui/views/stacks/stacks.h"

const struct cprof_stack *stacks_stack(const struct stacks *s, size_t row)
{
	return row < s->row.count ? &s->found->stack[s->row.at[row].stack] : NULL;
}

const struct cprof_stack_frame *stacks_frame(const struct stacks *s, size_t row)
{
	const struct cprof_stack *stack = stacks_stack(s, row);
	if (stack == NULL || s->row.at[row].frame == STACKS_SAMPLE)
		return NULL;
	return &s->found->frame[stack->frame[s->row.at[row].frame]];
}

const struct cprof_stack_frame *stacks_here(const struct stacks *s)
{
	const struct cprof_stack *stack = stacks_stack(s, s->list.cursor);
	const struct cprof_stack_frame *f = stacks_frame(s, s->list.cursor);
	return f != NULL || stack == NULL || stack->depth == 0 ? f
							       : &s->found->frame[stack->frame[0]];
}

static bool is_open(const struct stacks *s, size_t sample)
{
	for (size_t i = 0; i < s->open.count; i++)
		if (s->open.at[i] == sample)
			return true;
	return false;
}

void stacks_make_rows(struct stacks *s)
{
	s->row.count = 0;
	for (size_t i = 0; s->found != NULL && i < s->found->count; i++) {
		const struct cprof_stack *stack = &s->found->stack[i];
		VEC_PUSH(&s->row, (struct stacks_row){ i, STACKS_SAMPLE });
		for (size_t f = 0; f < stack->depth && is_open(s, stack->sample); f++)
			VEC_PUSH(&s->row, (struct stacks_row){ i, f });
	}
	/* The last row stands for what is not listed. */
	s->list.count = s->row.count + (s->found != NULL && s->found->more.count > 0);
}

size_t stacks_row_of(const struct stacks *s, size_t sample, size_t frame)
{
	size_t found = 0;
	for (size_t i = 0; i < s->row.count; i++) {
		if (s->found->stack[s->row.at[i].stack].sample != sample)
			continue;
		if (s->row.at[i].frame == STACKS_SAMPLE || s->row.at[i].frame == frame)
			found = i;
	}
	return found;
}

void stacks_ask(struct ui *ui, struct stacks *s)
{
	const struct cprof_stacks_parameters asked = {
		.function = s->all ? NULL : s->function,
		.file = s->all ? NULL : s->file,
		.pattern = s->list.narrow != NULL ? narrow_pattern(s->list.narrow) : NULL,
		.limit = s->limit,
	};
	ui_ask_analysis(ui, (struct session_tag){ VIEW_stacks, 0 }, &cprof_analysis_stacks,
			&ui->current.query, &asked);
}

void stacks_ask_all(struct ui *ui, struct stacks *s)
{
	s->limit = INT64_MAX;
	stacks_ask(ui, s);
}
