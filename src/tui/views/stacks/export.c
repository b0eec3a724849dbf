/* The stacks view's rows outside the screen: the one at the cursor in words, and all samples as a
 * text. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/unit.h"
#include "tui/views/stacks/stacks.h"

static void explain_frame(const struct cprof_stack *stack, const struct cprof_stack_frame *f,
			  size_t at, struct buf *out)
{
	buf_printf(out, "FRAME %zu of %zu: counted from the leaf, where the sample was taken\n",
		   at + 1, stack->depth);
	if (f->line != 0)
		buf_printf(out,
			   "LINE %" PRId64 ": the line that runs, or that calls the frame "
			   "above\n",
			   f->line);
	if (f->inlined)
		buf_puts(out, "(inline): its body stands in its caller, the frame below\n");
	if (f->asked)
		buf_puts(out, "*: a frame of the function whose samples are listed\n");
	buf_printf(out, "%s\n", f->name);
	if (*f->file != '\0')
		buf_printf(out, "%s:%" PRId64 "\n", f->file, f->line);
}

static void explain(const struct ui *ui, const struct stacks *s, struct buf *out)
{
	const struct cprof_stacks *f = s->found;
	const struct cprof_stack *stack = stacks_stack(s, s->list.cursor);
	if (stack == NULL)
		return;
	if (stacks_frame(s, s->list.cursor) != NULL) {
		explain_frame(stack, stacks_frame(s, s->list.cursor),
			      s->row.at[s->list.cursor].frame, out);
		return;
	}
	buf_puts(out, "VALUE ");
	ui_put_value(ui, &f->unit, stack->value, out);
	buf_printf(out, ": %s of this one sample, number %s of the profile, as -traces has it\n",
		   f->type, unit_count(stack->sample).text);
	buf_puts(out, "OF ALL ");
	unit_percentage_bare(out, stack->value, f->total);
	buf_puts(out, ": that value as a share of ");
	unit_put(out, &f->unit, f->total);
	buf_printf(out, "\nDEPTH %s: frames of its stack, inlined ones too\n",
		   unit_count(stack->depth).text);
	if (*stack->labels != '\0')
		buf_printf(out, "LABELS %s: what the program or the runtime noted with it\n",
			   stack->labels);
	if (stack->depth > 0)
		buf_printf(out, "%s\n", f->frame[stack->frame[0]].name);
}

static void put_frame(const struct cprof_stack_frame *f, struct buf *out)
{
	buf_puts(out, f->name);
	if (*f->file != '\0')
		buf_printf(out, "\t%s:%" PRId64, f->file, f->line);
}

void stacks_describe(struct ui *ui, enum part part, struct buf *out)
{
	const struct stacks *s = ui_state(ui, VIEW_stacks);
	const struct cprof_stack *stack = stacks_stack(s, s->list.cursor);
	const struct cprof_stack_frame *f = stacks_here(s);
	if (part == PART_EXPLANATION)
		explain(ui, s, out);
	else if (part == PART_NAME && f != NULL)
		buf_puts(out, f->name);
	else if (part == PART_POSITION && f != NULL && *f->file != '\0')
		buf_printf(out, "%s:%" PRId64, f->file, f->line);
	else if (part == PART_ROW && f != NULL)
		put_frame(f, out);
	for (size_t i = 0; part == PART_STACK && stack != NULL && i < stack->depth; i++) {
		put_frame(&s->found->frame[stack->frame[i]], out);
		buf_putc(out, '\n');
	}
}

/* Names as they stand between the semicolons of a folded stack. */
static void put_folded(const struct cprof_stacks *f, const struct cprof_stack *stack,
		       struct buf *out)
{
	for (size_t i = stack->depth; i-- > 0;) {
		for (const char *at = f->frame[stack->frame[i]].name; *at != '\0'; at++)
			buf_putc(out, *at == ';' ? ':' : (unsigned char)*at < ' ' ? ' ' : *at);
		buf_putc(out, i > 0 ? ';' : ' ');
	}
	buf_printf(out, "%" PRId64 "\n", stack->value);
}

static void put_row(const struct ui *ui, const struct cprof_stacks *f,
		    const struct cprof_stack *stack, struct buf *out)
{
	ui_put_value(ui, &f->unit, stack->value, out);
	buf_putc(out, '\t');
	unit_percentage_bare(out, stack->value, f->total);
	buf_printf(out, "\t%zu\t", stack->depth);
	size_t start = out->size;
	buf_puts(out, stack->labels);
	ui_clean_cell(out, start);
	buf_putc(out, '\t');
	start = out->size;
	for (size_t i = 0; i < stack->depth; i++)
		buf_printf(out, "%s%s", i > 0 ? " <- " : "", f->frame[stack->frame[i]].name);
	ui_clean_cell(out, start);
	buf_putc(out, '\n');
}

enum printed stacks_print(struct ui *ui, enum print_form form, struct buf *out)
{
	struct stacks *s = ui_state(ui, VIEW_stacks);
	if (s->found == NULL)
		return PRINT_NO_FORM;
	if (s->found->more.count > 0 && s->limit != INT64_MAX) {
		stacks_ask_all(ui, s);
		return PRINT_LATER;
	}
	if (form != PRINT_FOLDED)
		buf_puts(out, "value\tof all\tdepth\tlabels\tstack\n");
	for (size_t i = 0; i < s->found->count; i++) {
		if (form == PRINT_FOLDED)
			put_folded(s->found, &s->found->stack[i], out);
		else
			put_row(ui, s->found, &s->found->stack[i], out);
	}
	return PRINTED_CELLS;
}
