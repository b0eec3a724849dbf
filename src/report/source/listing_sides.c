/* Both sides of the lines of a diff: see listing.h. What did not change costs nothing in the diff
 * and stands here all the same. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "query/measure.h"
#include "report/source/listing.h"

static int compare_number(const void *key, const void *item)
{
	int64_t number = *(const int64_t *)key;
	const struct cprof_source_line *line = item;
	return (number > line->number) - (number < line->number);
}

/* Adds one node's sum to its line of the routine, if the routine shows it. */
static void add_node(struct cprof_routine *r, int64_t number, int64_t cum, bool base)
{
	struct cprof_source_line *line =
		r->lines == 0 ? NULL
			      : bsearch(&number, r->line, r->lines, sizeof *line, compare_number);
	if (line != NULL && base)
		line->base = value_add(line->base, cum);
	else if (line != NULL)
		line->now = value_add(line->now, cum);
}

static void add_to_routines(const struct graph *g, struct cprof_listing *l,
			    const struct node_sum *sum, bool base)
{
	for (size_t i = 0; i < l->count; i++) {
		struct cprof_routine *r = &l->routine[i];
		text_id name = intern_get(&g->text, r->name, strlen(r->name));
		text_id file = intern_get(&g->text, r->file, strlen(r->file));
		for (uint32_t n = 0; n < g->nodes; n++)
			if (g->node[n].key.name == name && g->node[n].key.file == file)
				add_node(r, g->node[n].key.line, sum[n].cum, base);
	}
}

enum cprof_status listing_add_sides(const struct run *run, const struct graph *g,
				    struct cprof_listing *l, struct run_context *context,
				    struct cprof_error *err)
{
	for (int base = 0; base <= 1 && err->status == CPROF_OK; base++) {
		struct node_sum *sum = xcalloc(g->nodes, sizeof *sum);
		if (measure_side(g, run->selection, base, sum, &l->diff, context->progress, err) ==
			    CPROF_OK &&
		    l->diff)
			add_to_routines(g, l, sum, base);
		free(sum);
	}
	return err->status;
}
