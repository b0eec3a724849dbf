/* The selection as a value: see selection.h. */
#include "query/selection.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

struct selection *selection_new(const struct profile *p)
{
	struct selection *s = xcalloc(1, sizeof *s);
	s->profile = p;
	s->line_first = xcalloc(p->location_count, sizeof *s->line_first);
	s->line_left = xcalloc(p->location_count, sizeof *s->line_left);
	s->line_index = xcalloc(p->line_count, sizeof *s->line_index);
	s->hidden = xcalloc(p->location_count, sizeof *s->hidden);
	for (uint32_t i = 0; i < p->location_count; i++) {
		s->line_first[i] = p->location[i].first_line;
		s->line_left[i] = p->location[i].line_count;
	}
	for (uint32_t i = 0; i < p->line_count; i++)
		s->line_index[i] = i;
	return s;
}

struct selection *selection_copy(const struct selection *s)
{
	const struct profile *p = s->profile;
	struct selection *c = xcalloc(1, sizeof *c);
	c->profile = p;
	c->line_first = xduparray(s->line_first, p->location_count, sizeof *s->line_first);
	c->line_left = xduparray(s->line_left, p->location_count, sizeof *s->line_left);
	c->line_index = xduparray(s->line_index, p->line_count, sizeof *s->line_index);
	c->hidden = xduparray(s->hidden, p->location_count, sizeof *s->hidden);
	c->dropped = xduparray(s->dropped, p->samples.count, sizeof *s->dropped);
	c->from = xduparray(s->from, p->samples.count, sizeof *s->from);
	c->to = xduparray(s->to, p->samples.count, sizeof *s->to);
	c->label_hidden = xduparray(s->label_hidden, p->label_set_start[p->label_set_count],
				     sizeof *s->label_hidden);
	return c;
}

struct selection *selection_copy_sharing(struct selection *owner)
{
	struct selection *c = selection_copy(owner);
	c->owner = selection_hold(owner);
	return c;
}

struct selection *selection_hold(struct selection *s)
{
	s->holders++;
	return s;
}

void selection_free(struct selection *s)
{
	if (s == NULL || s->holders-- > 0)
		return;
	free(s->line_first);
	free(s->line_left);
	free(s->line_index);
	free(s->hidden);
	free(s->dropped);
	free(s->from);
	free(s->to);
	free(s->label_hidden);
	profile_free(s->copy);
	selection_free(s->owner);
	free(s);
}
