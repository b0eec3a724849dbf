/* Brings profiles to the same sample types and units and has them added up: see merge.h. Types are
 * matched by name alone, units afterwards: what cannot be expressed in one unit is no match. */
#include "model/merge.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/unit.h"
#include "base/vec.h"
#include "base/xalloc.h"
#include "model/amend.h"

static const char *text(const struct profile *p, str_id s)
{
	return profile_text(p, s);
}

/* The sample type of this name, or PROFILE_NONE. */
static uint32_t find_type(const struct profile *p, const char *name)
{
	for (uint32_t i = 0; i < p->type_count; i++)
		if (strcmp(text(p, p->type[i].type), name) == 0)
			return i;
	return PROFILE_NONE;
}

/* How often a name of a type was seen, and in how many profiles. */
struct type_uses {
	size_t seen, profiles, last;
};

/* Finds the names that each profile has once, in the order of the first. A name that one of them
 * has twice is common to none. */
static void find_common(struct profile *const *list, size_t count, struct intern *common)
{
	struct intern names = { 0 };
	VEC(struct type_uses) uses = { 0 };
	for (size_t i = 0; i < count; i++)
		for (uint32_t t = 0; t < list[i]->type_count; t++) {
			const char *name = text(list[i], list[i]->type[t].type);
			uint32_t id = intern_put(&names, name, strlen(name));
			if (id == uses.count)
				VEC_PUSH(&uses, (struct type_uses){ 0 });
			uses.at[id].seen++;
			uses.at[id].profiles += uses.at[id].last != i + 1;
			uses.at[id].last = i + 1;
		}
	/* Names of the first have the first numbers. */
	for (uint32_t id = 0; id < uses.count; id++)
		if (uses.at[id].seen == count && uses.at[id].profiles == count)
			intern_put(common, intern_text(&names, id), intern_length(&names, id));
	VEC_DONE(&uses);
	intern_done(&names);
}

static void keep_types(struct profile *p, const struct intern *common)
{
	uint32_t *keep = xcalloc(common->count, sizeof *keep);
	bool changed = common->count != p->type_count;
	for (uint32_t t = 0; t < p->type_count; t++) {
		const char *name = text(p, p->type[t].type);
		uint32_t i = intern_get(common, name, strlen(name));
		if (i == INTERN_NONE)
			continue;
		keep[i] = t;
		changed |= i != t;
	}
	if (changed) {
		amend_types(p, keep, common->count);
		if (find_type(p, text(p, p->default_type)) == PROFILE_NONE)
			p->default_type = p->type[0].type;
	}
	free(keep);
}

/* Keeps the sample types that all have, in the order of the first. */
static enum cprof_status align_types(struct profile *const *list, size_t count,
				     struct cprof_error *err)
{
	struct intern common = { 0 };
	find_common(list, count, &common);
	if (common.count == 0)
		cprof_error_set(err, CPROF_ERR_FORMAT,
				"profiles have empty common sample type list");
	for (size_t i = 0; i < count && err->status == CPROF_OK; i++)
		keep_types(list[i], &common);
	intern_done(&common);
	return err->status;
}

/* A type and the unit of one of the profiles. */
struct found_type {
	const char *type, *unit;
};

static bool same_but_for_plural(const char *a, const char *b)
{
	size_t x = strlen(a), y = strlen(b);
	if (x > 0 && a[x - 1] == 's')
		x--;
	if (y > 0 && b[y - 1] == 's')
		y--;
	return x == y && memcmp(a, b, x) == 0;
}

/* The finest unit of some types that should be one. */
static enum cprof_status finest(const struct found_type *list, size_t count, const char *what,
				struct found_type *least, struct cprof_error *err)
{
	*least = list[0];
	for (size_t i = 1; i < count; i++) {
		if (!same_but_for_plural(least->type, list[i].type) ||
		    !unit_compatible(least->unit, list[i].unit))
			return cprof_error_set(err, CPROF_ERR_FORMAT,
					       "%s: incompatible types: {%s %s 0 0} {%s %s 0 0}",
					       what, least->type, least->unit, list[i].type,
					       list[i].unit);
		if (unit_scale(1, list[i].unit, least->unit).value < 1)
			*least = list[i];
	}
	return CPROF_OK;
}

static double ratio_of(const char *from, const char *to)
{
	return strcmp(from, to) == 0 ? 1 : unit_scale(1, from, to).value;
}

static str_id text_in(struct profile *p, const char *what)
{
	return amend_string(p, what, strlen(what));
}

static void scale_period(struct profile *p, const char *unit)
{
	const char *from = text(p, p->period_type.unit);
	if (strcmp(from, unit) == 0)
		return;
	p->period = unit_truncate(unit_scale(p->period, from, unit).value);
	p->period_type.unit = text_in(p, unit);
}

static void scale_types(struct profile *p, char *const *unit)
{
	double *ratio = xcalloc(p->type_count, sizeof *ratio);
	for (uint32_t t = 0; t < p->type_count; t++) {
		const char *from = text(p, p->type[t].unit);
		ratio[t] = ratio_of(from, unit[t]);
		if (strcmp(from, unit[t]) != 0)
			amend_unit(p, t, text_in(p, unit[t]));
	}
	amend_scale(p, ratio);
	free(ratio);
}

/* The units all profiles are to have: the period's, then one for each type. Copies, because the
 * profiles' own texts move. */
static enum cprof_status find_units(struct profile *const *list, size_t count, char **unit,
				    struct cprof_error *err)
{
	struct found_type *found = xcalloc(count, sizeof *found);
	struct found_type least;
	for (uint32_t t = 0; t <= list[0]->type_count && err->status == CPROF_OK; t++) {
		for (size_t i = 0; i < count; i++) {
			const struct value_type *type =
				t == 0 ? &list[i]->period_type : &list[i]->type[t - 1];
			found[i] = (struct found_type){ text(list[i], type->type),
							text(list[i], type->unit) };
		}
		if (finest(found, count, t == 0 ? "period type" : "sample types", &least, err) ==
		    CPROF_OK)
			unit[t] = xstrdup(least.unit);
	}
	free(found);
	return err->status;
}

/* Brings all to the finest unit that one of them has. */
static enum cprof_status align_units(struct profile *const *list, size_t count,
				     struct cprof_error *err)
{
	uint32_t types = list[0]->type_count;
	char **unit = xcalloc((size_t)types + 1, sizeof *unit);
	if (find_units(list, count, unit, err) == CPROF_OK)
		for (size_t i = 0; i < count; i++) {
			scale_period(list[i], unit[0]);
			scale_types(list[i], unit + 1);
		}
	for (uint32_t t = 0; t <= types; t++)
		free(unit[t]);
	free(unit);
	return err->status;
}

/* Aligned profiles as one. The inputs stay the caller's. */
static enum cprof_status join(const struct merge_input *input, size_t count,
			      const struct cprof_limits *limits, struct profile **merged,
			      struct cprof_error *err)
{
	for (size_t i = 1; i < count; i++)
		if (!merge_compatible(input[0].profile, input[i].profile, err))
			return err->status;
	return merge_join(input, count, limits, merged, err);
}

enum cprof_status merge_profiles(struct profile **list, size_t count,
				 const struct cprof_limits *limits, struct profile **merged,
				 struct cprof_error *err)
{
	struct merge_input *input = xcalloc(count, sizeof *input);
	for (size_t i = 0; i < count; i++)
		input[i].profile = list[i];
	if (align_types(list, count, err) == CPROF_OK && count == 1) {
		*merged = list[0];
		count = 0;
	} else if (err->status == CPROF_OK && align_units(list, count, err) == CPROF_OK) {
		join(input, count, limits, merged, err);
	}
	for (size_t i = 0; i < count; i++)
		profile_free(list[i]);
	free(input);
	return err->status;
}

/* The sum of a column, as it is: negative values count as such. */
static int64_t column_sum(const struct profile *p, uint32_t type)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < p->samples.count; i++)
		sum += (uint64_t)column_value(&p->samples.column[type], i);
	return (int64_t)sum;
}

/* Scales the source to its base, each sample by itself: equal ones are added up afterwards. */
static enum cprof_status normalize(struct profile *source, const struct profile *base,
				   struct cprof_error *err)
{
	if (!merge_compatible(source, base, err))
		return err->status;
	double *ratio = xcalloc(source->type_count, sizeof *ratio);
	for (uint32_t t = 0; t < source->type_count; t++) {
		int64_t sum = column_sum(source, t);
		if (sum != 0)
			ratio[t] = (double)column_sum(base, t) / (double)sum;
	}
	amend_scale(source, ratio);
	free(ratio);
	return CPROF_OK;
}

static void negate(struct profile *p)
{
	double *ratio = xcalloc(p->type_count, sizeof *ratio);
	for (uint32_t t = 0; t < p->type_count; t++)
		ratio[t] = -1;
	amend_scale(p, ratio);
	free(ratio);
}

enum cprof_status merge_subtract(struct profile *source, struct profile *base,
				 const struct merge_base *how, const struct cprof_limits *limits,
				 struct profile **merged, struct cprof_error *err)
{
	if (!how->normalize || normalize(source, base, err) == CPROF_OK) {
		struct profile *list[] = { source, base };
		struct merge_input input[] = { { source, false }, { base, how->diff } };
		negate(base);
		if (align_types(list, 2, err) == CPROF_OK && align_units(list, 2, err) == CPROF_OK)
			join(input, 2, limits, merged, err);
	}
	profile_free(source);
	profile_free(base);
	return err->status;
}
