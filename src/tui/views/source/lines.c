/* The lines of the source pane: what a row stands for, how hot it is, where the cursor is. */
#include "tui/views/source/source.h"

const struct cprof_routine *source_routine(const struct source *s, size_t row)
{
	if (s->listing == NULL || row >= s->row.count)
		return NULL;
	return &s->listing->routine[s->row.at[row].routine];
}

const struct cprof_source_line *source_line(const struct source *s, size_t row)
{
	const struct cprof_routine *r = source_routine(s, row);
	return r != NULL && s->row.at[row].kind == SOURCE_LINE ? &r->line[s->row.at[row].line]
							       : NULL;
}

const struct cprof_inlined *source_inlined(const struct source *s, size_t row)
{
	const struct cprof_routine *r = source_routine(s, row);
	return r != NULL && s->row.at[row].kind == SOURCE_INLINED
		       ? &r->inlined[s->row.at[row].inlined]
		       : NULL;
}

int64_t source_whole(const struct cprof_routine *r)
{
	return r->function_cum != 0 ? r->function_cum : r->cum;
}

double source_size(int64_t value)
{
	return value < 0 ? -(double)value : (double)value;
}

int source_heat(const struct cprof_routine *r, const struct cprof_source_line *line)
{
	double whole = source_size(source_whole(r));
	double part = source_size(line->cum != 0 ? line->cum : line->flat);
	if (!(part > 0))
		return 0;
	if (!(whole > 0))
		return 1;
	return part >= 0.40 * whole ? 4 : part >= 0.15 * whole ? 3 : part >= 0.05 * whole ? 2 : 1;
}

int64_t source_line_number(const struct source *s, size_t row)
{
	const struct cprof_routine *r = source_routine(s, row);
	enum source_row_kind kind = r != NULL ? s->row.at[row].kind : SOURCE_NOTE;
	return kind == SOURCE_LINE || kind == SOURCE_INLINED ? r->line[s->row.at[row].line].number
							     : 0;
}

size_t source_row_of_line(const struct source *s, size_t routine, int64_t number)
{
	for (size_t i = 0; i < s->row.count; i++)
		if (s->row.at[i].routine == routine && source_line_number(s, i) >= number)
			return i;
	return SIZE_MAX;
}

bool source_place(struct ui *ui, void *state, struct view_place *place)
{
	const struct source *s = state;
	const struct cprof_routine *r = source_routine(s, s->list.cursor);
	const struct cprof_source_line *line = source_line(s, s->list.cursor);
	int64_t number = source_line_number(s, s->list.cursor);
	(void)ui;
	if (r == NULL)
		return false;
	*place = (struct view_place){
		.function = r->name,
		.file = r->file,
		.line = number != 0 || r->first > r->last ? number : r->first,
		.costed = line != NULL && (line->flat != 0 || line->cum != 0),
	};
	return true;
}
