/* The query as a value: defaults, copies, comparison. */
#include "config.h"

#include <cprof/query.h>

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

static const char *const filter_names[CPROF_FILTERS] = {
	"focus", "ignore", "hide", "show", "show_from", "prune_from"
};

const char *cprof_filter_name(enum cprof_filter f)
{
	return filter_names[f];
}

void cprof_query_init(struct cprof_query *q)
{
	*q = (struct cprof_query){
		.divide_by = 1,
		.nodecount = -1,
		.nodefraction = 0.005,
		.edgefraction = 0.001,
		.trim = true,
		.unit = xstrdup("minimum"),
	};
	cprof_query_add_pass(q);
}

static char *copy_text(const char *text)
{
	return text == NULL || *text == '\0' ? NULL : xstrdup(text);
}

void cprof_query_text(char **field, const char *text)
{
	char *copy = copy_text(text);
	free(*field);
	*field = copy;
}

void cprof_query_copy(struct cprof_query *to, const struct cprof_query *from)
{
	*to = *from;
	to->sample_index = copy_text(from->sample_index);
	to->unit = copy_text(from->unit);
	to->source_path = copy_text(from->source_path);
	to->trim_path = copy_text(from->trim_path);
	to->pass = xcalloc(from->passes, sizeof *to->pass);
	for (size_t i = 0; i < from->passes; i++)
		for (int f = 0; f < CPROF_FILTERS; f++)
			to->pass[i].filter[f] = copy_text(from->pass[i].filter[f]);
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static bool same_passes(const struct cprof_query *a, const struct cprof_query *b)
{
	if (a->passes != b->passes)
		return false;
	for (size_t i = 0; i < a->passes; i++)
		for (int f = 0; f < CPROF_FILTERS; f++)
			if (!same_text(a->pass[i].filter[f], b->pass[i].filter[f]))
				return false;
	return true;
}

bool cprof_query_equal(const struct cprof_query *a, const struct cprof_query *b)
{
	return same_text(a->sample_index, b->sample_index) && a->mean == b->mean &&
	       !(a->divide_by < b->divide_by || a->divide_by > b->divide_by) &&
	       same_passes(a, b) && a->granularity == b->granularity &&
	       a->noinlines == b->noinlines && a->showcolumns == b->showcolumns &&
	       a->sort == b->sort && a->nodecount == b->nodecount &&
	       !(a->nodefraction < b->nodefraction || a->nodefraction > b->nodefraction) &&
	       !(a->edgefraction < b->edgefraction || a->edgefraction > b->edgefraction) &&
	       a->trim == b->trim && a->drop_negative == b->drop_negative &&
	       a->relative_percentages == b->relative_percentages &&
	       a->compact_labels == b->compact_labels && a->all_frames == b->all_frames &&
	       same_text(a->unit, b->unit) && same_text(a->source_path, b->source_path) &&
	       same_text(a->trim_path, b->trim_path);
}

struct cprof_pass *cprof_query_add_pass(struct cprof_query *q)
{
	q->pass = xreallocarray(q->pass, q->passes + 1, sizeof *q->pass);
	q->pass[q->passes] = (struct cprof_pass){ { NULL } };
	return &q->pass[q->passes++];
}

bool cprof_query_filtered(const struct cprof_query *q)
{
	for (size_t i = 0; i < q->passes; i++)
		for (int f = 0; f < CPROF_FILTERS; f++)
			if (q->pass[i].filter[f] != NULL)
				return true;
	return false;
}

void cprof_query_done(struct cprof_query *q)
{
	for (size_t i = 0; i < q->passes; i++)
		for (int f = 0; f < CPROF_FILTERS; f++)
			free(q->pass[i].filter[f]);
	free(q->pass);
	free(q->sample_index);
	free(q->unit);
	free(q->source_path);
	free(q->trim_path);
	*q = (struct cprof_query){ 0 };
}
