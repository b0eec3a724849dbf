/* Memory of a profile; everything else about it is data. */
#include "model/profile.h"

#include <stdlib.h>

#include "base/xalloc.h"

void columns_free(struct column *column, size_t count)
{
	for (size_t i = 0; i < count && column != NULL; i++) {
		free(column[i].narrow);
		free(column[i].wide);
	}
	free(column);
}

void column_widen(struct column *c, size_t count, size_t room)
{
	if (c->wide != NULL)
		return;
	c->wide = xreallocarray(NULL, room, sizeof *c->wide);
	for (size_t i = 0; i < count; i++)
		c->wide[i] = c->narrow[i];
	free(c->narrow);
	c->narrow = NULL;
}

void samples_done(struct samples *s, size_t columns)
{
	free(s->depth);
	free(s->shared);
	free(s->frame16);
	free(s->frame32);
	free(s->block_start);
	columns_free(s->column, columns);
	free(s->labels16);
	free(s->labels32);
}

void profile_free(struct profile *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < sizeof p->owned / sizeof p->owned[0]; i++)
		free(p->owned[i]);
	samples_done(&p->samples, p->type_count);
	free(p);
}

loc_id *profile_stack_new(const struct profile *p)
{
	return xcalloc((size_t)p->samples.deepest + PROFILE_SLACK, sizeof(loc_id));
}
