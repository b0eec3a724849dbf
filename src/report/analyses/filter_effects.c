/* What each filter removes: see cprof/filter_effects.h. A filter is tried together with those of
 * its pass that come before it, on what the passes before left: one pass over the samples each, and
 * the last try of a pass is what the next one starts from. */
#include <cprof/filter_effects.h>

#include <stdlib.h>
#include <string.h>

#include <cprof/report.h>

#include "base/arena.h"
#include "base/unit.h"
#include "base/xalloc.h"
#include "query/measure.h"
#include "query/run.h"
#include "query/table.h"

struct accounting {
	struct cprof_filter_effects *effects;
	const struct value_spec *value;
	struct cprof_context *context;
	struct cprof_error *err;
};

enum cprof_effect cprof_filter_effect(enum cprof_filter f)
{
	switch (f) {
	case CPROF_HIDE:
	case CPROF_SHOW:
	case CPROF_PRUNE_FROM:
		return CPROF_EFFECT_MOVES;
	case CPROF_TAGSHOW:
	case CPROF_TAGHIDE:
		return CPROF_EFFECT_LABELS;
	case CPROF_FOCUS:
	case CPROF_IGNORE:
	case CPROF_SHOW_FROM:
	case CPROF_TAGFOCUS:
	case CPROF_TAGIGNORE:
	case CPROF_FILTERS:
		break;
	}
	return CPROF_EFFECT_DROPS;
}

/* Counts what is left, and those of them that a table would have rows for. */
static void count_samples(const struct accounting *x, const struct selection *s, size_t *samples,
			  size_t *valued)
{
	const struct samples *all = &s->profile->samples;
	*samples = *valued = 0;
	for (size_t i = 0; i < all->count; i++) {
		if (s->dropped != NULL && s->dropped[i])
			continue;
		++*samples;
		*valued += column_value(&all->column[x->value->column], i) != 0 ||
			   (x->value->mean && column_value(&all->column[0], i) != 0);
	}
}

/* Adds a line: what `left` has against the line before. */
static void enter(const struct accounting *x, size_t pass, enum cprof_filter f, bool off,
		  const struct selection *left)
{
	struct cprof_filter_effects *l = x->effects;
	const struct cprof_filter_effect *before = l->count > 0 ? &l->entry[l->count - 1] : NULL;
	int64_t had = before != NULL ? before->kept : l->total;
	size_t had_valued = before != NULL ? before->valued : l->valued;
	l->entry = xreallocarray(l->entry, l->count + 1, sizeof *l->entry);
	struct cprof_filter_effect *e = &l->entry[l->count];
	*e = (struct cprof_filter_effect){
		.pass = pass,
		.filter = f,
		.effect = cprof_filter_effect(f),
		.off = off,
		.kept = had,
		.samples = l->count > 0 ? l->entry[l->count - 1].samples : l->samples,
		.valued = had_valued,
	};
	l->count++;
	if (off)
		return;
	e->kept = value_total(left, x->value);
	e->removed = l->mean ? 0 : value_subtract(had, e->kept);
	count_samples(x, left, &e->samples, &e->valued);
	if (had_valued > 0 && e->valued == 0)
		l->emptied_by = l->count - 1;
}

/* Enters the filters of one pass. Takes what it starts from over and returns what it leaves; NULL
 * on failure. */
static struct selection *enter_pass(const struct accounting *x, const struct cprof_pass *pass,
				    size_t number, struct selection *before)
{
	struct cprof_pass so_far = { 0 };
	struct selection *left = NULL;
	for (int f = 0; f < CPROF_FILTERS && x->err->status == CPROF_OK; f++) {
		if (pass->filter[f] == NULL)
			continue;
		so_far.filter[f] = pass->filter[f];
		so_far.off[f] = pass->off[f];
		if (!pass->off[f]) {
			selection_free(left);
			left = selection_copy(before);
			selection_pass(left, &so_far, x->context->notes, x->context->progress,
				       x->err);
		}
		if (x->err->status == CPROF_OK)
			enter(x, number, (enum cprof_filter)f, pass->off[f], left);
	}
	if (left == NULL && x->err->status == CPROF_OK)
		return before;
	selection_free(before);
	if (x->err->status == CPROF_OK)
		return left;
	selection_free(left);
	return NULL;
}

/* One unit for all: that of the smallest value, or a larger one if that is tiny. */
static const char *choose_unit(const struct cprof_filter_effects *l)
{
	int64_t least = value_abs(l->total);
	if (strcmp(l->unit.shown, "minimum") != 0)
		return l->unit.shown;
	for (size_t i = 0; i < l->count; i++) {
		const int64_t values[] = { l->entry[i].kept, l->entry[i].removed };
		for (size_t v = 0; v < 2; v++)
			if (values[v] != 0 && value_abs(values[v]) < least)
				least = value_abs(values[v]);
	}
	return measure_unit(&l->unit, l->total, least, true);
}

static void enter_all(struct accounting *x, const struct cprof_query *query, const struct run *run)
{
	struct cprof_filter_effects *l = x->effects;
	struct selection *left = selection_copy(run->selection);
	struct value_sides sides;
	l->mean = run->value.mean;
	l->of_base = value_sides(left, x->value, &sides) && sides.base != 0;
	l->memory = arena_new();
	l->unit = run_unit(run, l->memory);
	l->total = run->kept_total;
	count_samples(x, left, &l->samples, &l->valued);
	l->emptied_by = SIZE_MAX;
	for (size_t i = 0; i < query->passes && left != NULL; i++)
		left = enter_pass(x, &query->pass[i], i, left);
	if (l->emptied_by == SIZE_MAX)
		l->emptied_by = l->count;
	selection_free(left);
	const char *unit = choose_unit(l);
	l->unit.shown = arena_text(l->memory, unit, strlen(unit));
}

static void filter_effects_free(void *found)
{
	struct cprof_filter_effects *l = found;
	if (l == NULL)
		return;
	free(l->entry);
	arena_free(l->memory);
	free(l);
}

static void expect_passes(struct cprof_progress *progress, const struct cprof_query *query,
			  size_t count)
{
	size_t filters = 1;
	for (size_t i = 0; i < query->passes; i++)
		for (int f = 0; f < CPROF_FILTERS; f++)
			filters += cprof_pass_filter(&query->pass[i], (enum cprof_filter)f) != NULL;
	if (progress != NULL)
		atomic_store(&progress->total, count * filters);
}

/* What the filters have to say, they have said to whoever asked for the table. */
static enum cprof_status filter_effects_run(const struct cprof_request *request,
					    const void *parameters, struct cprof_context *context,
					    void **found, struct cprof_error *err)
{
	struct cprof_notes said = { NULL, 0 };
	struct cprof_context silent = { context->progress, &said, context->graph_cache };
	struct cprof_query start;
	struct run run;
	(void)parameters;
	cprof_query_copy(&start, request->query);
	while (start.passes > 1)
		cprof_query_drop_pass(&start, 0);
	cprof_query_drop_pass(&start, 0);
	if (run_start(request->profile, &start, &silent, &run, err) == CPROF_OK) {
		struct cprof_filter_effects *effects = xcalloc(1, sizeof *effects);
		struct accounting x = { effects, &run.value, &silent, err };
		expect_passes(context->progress, request->query,
			      run.selection->profile->samples.count);
		enter_all(&x, request->query, &run);
		run_done(&run);
		if (err->status == CPROF_OK)
			*found = effects;
		else
			filter_effects_free(effects);
	}
	cprof_notes_done(&said);
	cprof_query_done(&start);
	return err->status;
}

const struct cprof_analysis cprof_analysis_filter_effects = {
	.name = "filter-effects",
	.run = filter_effects_run,
	.free = filter_effects_free,
};
