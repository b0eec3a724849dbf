/* A copy of a profile with other stacks: see stack_rewrite.h. */
#include "model/stack_rewrite.h"

#include <assert.h>
#include <stdlib.h>

#include "base/vec.h"
#include "base/xalloc.h"
#include "model/sample_table.h"

struct stack_rewrite {
	const struct profile *from;
	VEC(char) text;
	VEC(size_t) text_start; /* of each string; the end is text.count */
	VEC(struct function) function;
	VEC(struct location) location;
	VEC(loc_id) file_order;
	VEC(struct line) line;
	uint64_t largest_function, largest_location; /* ids */
	struct sample_table samples;
	int64_t *values; /* of the sample being added */
};

struct stack_rewrite *stack_rewrite_new(const struct profile *p)
{
	struct stack_rewrite *r = xcalloc(1, sizeof *r);
	r->from = p;
	VEC_APPEND(&r->text, p->text, p->text_start[p->string_count]);
	VEC_APPEND(&r->text_start, p->text_start, p->string_count);
	VEC_APPEND(&r->function, p->function, p->function_count);
	VEC_APPEND(&r->location, p->location, p->location_count);
	VEC_APPEND(&r->file_order, p->file_order, p->location_count);
	VEC_APPEND(&r->line, p->line, p->line_count);
	for (size_t i = 0; i < r->function.count; i++)
		if (r->function.at[i].id > r->largest_function)
			r->largest_function = r->function.at[i].id;
	for (size_t i = 0; i < r->location.count; i++)
		if (r->location.at[i].id > r->largest_location)
			r->largest_location = r->location.at[i].id;
	sample_table_columns(&r->samples, p->type_count);
	if (r->location.count > (size_t)UINT16_MAX + 1)
		sample_table_widen(&r->samples);
	r->values = xcalloc(p->type_count, sizeof *r->values);
	return r;
}

str_id stack_rewrite_string(struct stack_rewrite *r, const char *text, size_t length)
{
	if (length == 0)
		return 0;
	VEC_PUSH(&r->text_start, r->text.count);
	VEC_APPEND(&r->text, text, length);
	VEC_PUSH(&r->text, '\0');
	return (str_id)r->text_start.count - 1;
}

loc_id stack_rewrite_location(struct stack_rewrite *r, str_id name, str_id file)
{
	loc_id index = (loc_id)r->location.count;
	fn_id function = (fn_id)r->function.count;
	uint32_t line = (uint32_t)r->line.count;
	VEC_PUSH(&r->function,
		 (struct function){ .id = ++r->largest_function, .name = name, .file = file });
	VEC_PUSH(&r->line, (struct line){ .function = function });
	VEC_PUSH(&r->location, (struct location){ .id = ++r->largest_location,
						  .mapping = PROFILE_NONE,
						  .first_line = line,
						  .line_count = 1 });
	VEC_PUSH(&r->file_order, index);
	if (index > UINT16_MAX)
		sample_table_widen(&r->samples);
	return index;
}

bool stack_rewrite_sample(struct stack_rewrite *r, const loc_id *stack, size_t depth)
{
	const struct samples *samples = &r->from->samples;
	size_t sample = r->samples.s.count, before = r->samples.stack.count, shared = 0;
	if (depth > UINT16_MAX)
		return false;
	loc_id *to = sample_table_begin(&r->samples, depth);
	while (shared < depth && shared < before && to[shared] == stack[shared])
		shared++;
	for (size_t i = shared; i < depth; i++)
		to[i] = stack[i];
	for (uint32_t i = 0; i < r->from->type_count; i++)
		r->values[i] = column_value(&samples->column[i], sample);
	sample_table_sample(&r->samples, shared, r->values, profile_label_set(r->from, sample));
	return true;
}

struct profile *stack_rewrite_finish(struct stack_rewrite *r)
{
	const struct profile *from = r->from;
	struct profile *p = xmalloc(sizeof *p);
	assert(r->samples.s.count == from->samples.count);
	*p = *from;
	memset(p->owned, 0, sizeof p->owned);
	VEC_PUSH(&r->text_start, r->text.count);
	p->string_count = (uint32_t)r->text_start.count - 1;
	p->text = p->owned[0] = r->text.at;
	p->text_start = p->owned[1] = r->text_start.at;
	p->type = p->owned[2] = xduparray(from->type, from->type_count, sizeof *from->type);
	p->comment = p->owned[3] =
		xduparray(from->comment, from->comment_count, sizeof *from->comment);
	p->mapping = p->owned[4] =
		xduparray(from->mapping, from->mapping_count, sizeof *from->mapping);
	p->function = p->owned[5] = r->function.at;
	p->function_count = (uint32_t)r->function.count;
	p->label = p->owned[6] = xduparray(
		from->label, from->label_set_start[from->label_set_count], sizeof *from->label);
	p->label_set_start = p->owned[7] =
		xduparray(from->label_set_start, (size_t)from->label_set_count + 1,
			   sizeof *from->label_set_start);
	p->line = p->owned[8] = r->line.at;
	p->line_count = (uint32_t)r->line.count;
	p->location = p->owned[9] = r->location.at;
	p->location_count = (uint32_t)r->location.count;
	p->file_order = p->owned[10] = r->file_order.at;
	p->samples = sample_table_take(&r->samples);
	free(r->values);
	free(r);
	return p;
}

void stack_rewrite_free(struct stack_rewrite *r)
{
	if (r == NULL)
		return;
	VEC_DONE(&r->text);
	VEC_DONE(&r->text_start);
	VEC_DONE(&r->function);
	VEC_DONE(&r->location);
	VEC_DONE(&r->file_order);
	VEC_DONE(&r->line);
	sample_table_done(&r->samples);
	free(r->values);
	free(r);
}
