/* Values of rows beside the one the query is about: see measure.h.
 *
 * Each measure is one more pass over the samples with the nodes of the table's own graph, so its
 * numbers are those that a table of that type would have. */
#include "query/measure.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/unit.h"
#include "base/xalloc.h"
#include "query/graph/graph.h"

struct measuring {
	const struct run *run;
	const struct graph *g;
	const struct trim *trim;
	struct cprof_table *t;
};

const struct cprof_amount *cprof_table_amount(const struct cprof_table *t,
					      const struct cprof_row *row,
					      enum cprof_measure measure)
{
	const struct cprof_amount *amount = t->measure[measure].amount;
	return amount != NULL ? &amount[row - t->row] : NULL;
}

int64_t measure_least(int64_t least, int64_t flat, int64_t cum)
{
	int64_t value = value_abs(flat != 0 ? flat : cum);
	return value > 0 && (least == 0 || value < least) ? value : least;
}

const char *measure_unit(const struct cprof_unit *unit, int64_t total, int64_t smallest,
			 bool rounded)
{
	int64_t least = unit_by_ratio(smallest, unit->ratio);
	const char *own = unit_scale(least, unit->sample, "minimum").unit;
	int64_t hundred = (int64_t)((uint64_t)least * 100);
	total = unit_by_ratio(total, unit->ratio);
	if (rounded && hundred < total &&
	    strcmp(own, unit_scale(total, unit->sample, "minimum").unit) != 0)
		own = unit_scale(hundred, unit->sample, "minimum").unit;
	return *own != '\0' ? own : unit->sample;
}

static const char *type_of(const struct profile *p, uint32_t column)
{
	return profile_text(p, p->type[column].type);
}

static bool is_count(const struct profile *p, uint32_t column)
{
	return strcmp(profile_text(p, p->type[column].unit), "count") == 0;
}

/* The column whose type is `prefix` before what the given one has behind its first '_':
 * alloc_space for inuse_space. */
static uint32_t of_other_time(const struct profile *p, uint32_t column, const char *prefix)
{
	const char *type = type_of(p, column);
	size_t length = strlen(prefix);
	if (strncmp(type, "inuse_", 6) != 0 && strncmp(type, "alloc_", 6) != 0)
		return PROFILE_NONE;
	for (uint32_t i = 0; i < p->type_count; i++)
		if (strncmp(type_of(p, i), prefix, length) == 0 &&
		    strcmp(type_of(p, i) + length, type + 6) == 0)
			return i;
	return PROFILE_NONE;
}

/* The column of the profile that such a measure is about, beside this one; PROFILE_NONE: it has
 * none. A count stands before what it counts: samples, cpu; contentions, delay; inuse_objects,
 * inuse_space. */
static uint32_t measure_column(const struct profile *p, uint32_t column, enum cprof_measure measure)
{
	bool count = is_count(p, column);
	switch (measure) {
	case CPROF_MEASURE_COUNT:
		if (count)
			return column;
		return column > 0 && is_count(p, column - 1) ? column - 1 : PROFILE_NONE;
	case CPROF_MEASURE_SIZE:
		if (!count)
			return column;
		return column + 1 < p->type_count && !is_count(p, column + 1) ? column + 1
									      : PROFILE_NONE;
	case CPROF_MEASURE_INUSE:
		return of_other_time(p, column, "inuse_");
	case CPROF_MEASURE_ALLOC:
		return of_other_time(p, column, "alloc_");
	case CPROF_MEASURE_BASE:
	case CPROF_MEASURE_NEW:
	case CPROF_MEASURES:
		break;
	}
	return column;
}

static bool of_part(enum cprof_measure measure)
{
	return measure == CPROF_MEASURE_BASE || measure == CPROF_MEASURE_NEW;
}

/* The samples of one side of a diff. */
static struct selection *select_part(struct selection *s, const bool *base, bool is_base)
{
	const struct profile *p = s->profile;
	struct selection *part = selection_copy_sharing(s);
	if (part->dropped == NULL)
		part->dropped = xcalloc(p->samples.count, sizeof *part->dropped);
	for (size_t i = 0; i < p->samples.count; i++)
		part->dropped[i] |= base[profile_label_set(p, i)] != is_base;
	return part;
}

/* Parts of the table's own type have its unit; other types have one of their own, unless the user
 * chose one that fits. */
static const char *choose_unit(const struct cprof_table *t, const struct cprof_measured *m,
			       enum cprof_measure measure, const char *wanted)
{
	bool automatic = strcmp(wanted, "minimum") == 0 || strcmp(wanted, "auto") == 0;
	if (of_part(measure) || (automatic && strcmp(wanted, "auto") == 0))
		return of_part(measure) ? t->unit.shown : wanted;
	if (!automatic && unit_compatible(wanted, m->unit.sample))
		return wanted;
	int64_t least = 0;
	for (size_t i = 0; i < t->shown; i++) {
		const struct cprof_amount *a = &m->amount[t->order[i]];
		least = measure_least(least, a->flat, a->cum);
	}
	return measure_unit(&m->unit, m->total, least != 0 ? least : m->total, true);
}

static void fill_amounts(struct cprof_table *t, const struct trim *trim,
			 const struct node_sum *sum, enum cprof_measure measure)
{
	struct cprof_amount *amount = arena_alloc(t->memory, t->count * sizeof *amount);
	/* pprof subtracts the base: its samples have negative values. */
	bool negated = measure == CPROF_MEASURE_BASE;
	for (size_t i = 0; i < t->count; i++) {
		const struct node_sum *s = &sum[trim->order[i]];
		amount[i].flat = negated ? value_subtract(0, s->flat) : s->flat;
		amount[i].cum = negated ? value_subtract(0, s->cum) : s->cum;
	}
	t->measure[measure].amount = amount;
}

/* One measure, which the profile has, over the samples of `s`. */
static enum cprof_status add_measure(const struct measuring *x, enum cprof_measure measure,
				     const struct selection *s, const struct value_spec *value,
				     struct cprof_context *context, struct cprof_error *err)
{
	const struct profile *p = s->profile;
	const struct graph *g = x->g;
	struct cprof_table *t = x->t;
	struct cprof_measured *m = &t->measure[measure];
	const char *unit = cprof_query_unit(x->run->query);
	const char *type = type_of(p, value->column);
	const char *sample_unit = profile_text(p, p->type[value->column].unit);
	struct node_sum *sum = xcalloc(g->nodes, sizeof *sum);
	enum cprof_status status = graph_sums(g, s, value, sum, NULL, context->progress, err);
	if (status == CPROF_OK) {
		fill_amounts(t, x->trim, sum, measure);
		m->type = arena_text(t->memory, type, strlen(type));
		m->unit.sample = arena_text(t->memory, sample_unit, strlen(sample_unit));
		m->unit.ratio = t->unit.ratio;
		m->total = value_total(s, value);
		unit = choose_unit(t, m, measure, unit);
		m->unit.shown = arena_text(t->memory, unit, strlen(unit));
	}
	free(sum);
	return status;
}

enum cprof_status measure_side(const struct graph *g, struct selection *s, bool is_base,
			       struct node_sum *sum, bool *any, struct cprof_progress *progress,
			       struct cprof_error *err)
{
	bool *base = value_base_sets(s);
	*any = base != NULL;
	if (base == NULL)
		return CPROF_OK;
	struct selection *part = select_part(s, base, is_base);
	enum cprof_status status = graph_sums(g, part, &g->value, sum, NULL, progress, err);
	for (uint32_t i = 0; i < g->nodes && is_base; i++) {
		sum[i].flat = value_subtract(0, sum[i].flat);
		sum[i].cum = value_subtract(0, sum[i].cum);
	}
	free(base);
	selection_free(part);
	return status;
}

enum cprof_status measure_rows(const struct run *run, const struct graph *g,
			       const struct trim *trim, struct cprof_table *t,
			       struct cprof_context *context, struct cprof_error *err)
{
	const struct profile *p = run->selection->profile;
	const struct measuring x = { run, g, trim, t };
	bool *base = value_base_sets(run->selection);
	enum cprof_status status = CPROF_OK;
	for (int i = 0; i < CPROF_MEASURES && status == CPROF_OK; i++) {
		enum cprof_measure measure = (enum cprof_measure)i;
		struct value_spec value = run->value;
		value.mean = false;
		if ((t->measures & 1 << i) == 0 || p->type_count == 0 ||
		    (of_part(measure) && base == NULL))
			continue;
		value.column = measure_column(p, value.column, measure);
		if (value.column == PROFILE_NONE)
			continue;
		struct selection *part = NULL;
		if (of_part(measure))
			part = select_part(run->selection, base, measure == CPROF_MEASURE_BASE);
		status = add_measure(&x, measure, part != NULL ? part : run->selection, &value,
				     context, err);
		selection_free(part);
	}
	free(base);
	return status;
}
