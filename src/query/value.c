/* Sample types and totals: see value.h. */
#include "query/value.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/xalloc.h"
#include "model/copier.h"

static const char *type_name(const struct profile *p, uint32_t column)
{
	return profile_text(p, p->type[column].type);
}

/* The profile's default type if it names a column, else the last column. */
static uint32_t default_column(const struct profile *p)
{
	if (p->default_type != 0)
		for (uint32_t i = 0; i < p->type_count; i++)
			if (strcmp(type_name(p, i), profile_text(p, p->default_type)) == 0)
				return i;
	return p->type_count - 1;
}

static enum cprof_status unknown_type(const struct profile *p, const char *name,
				      struct cprof_error *err)
{
	struct buf list = BUF_INIT;
	for (uint32_t i = 0; i < p->type_count; i++)
		buf_printf(&list, "%s%s", i > 0 ? " " : "", type_name(p, i));
	cprof_error_set(err, CPROF_ERR_SYNTAX, "sample_index \"%s\" must be one of: [%s]", name,
			buf_text(&list));
	buf_done(&list);
	return err->status;
}

enum cprof_status value_column(const struct profile *p, const char *sample_index, uint32_t *column,
			       struct cprof_error *err)
{
	static const char inuse[] = "inuse_";
	int64_t index = 0;
	if (p->type_count == 0)
		return cprof_error_set(err, CPROF_ERR_FORMAT, "profile has no samples");
	if (sample_index == NULL || *sample_index == '\0') {
		*column = default_column(p);
		return CPROF_OK;
	}
	if (number_decimal(&index, sample_index) == NUMBER_OK) {
		if (index < 0 || index >= p->type_count)
			return cprof_error_set(err, CPROF_ERR_SYNTAX,
					       "sample_index %s is outside the range [0..%" PRIu32
					       "]", sample_index, p->type_count - 1);
		*column = (uint32_t)index;
		return CPROF_OK;
	}
	bool has_prefix = strncmp(sample_index, inuse, sizeof inuse - 1) == 0;
	for (uint32_t i = 0; i < p->type_count; i++) {
		const char *name = type_name(p, i);
		if (strcmp(name, sample_index) == 0 ||
		    (has_prefix && strcmp(name, sample_index + sizeof inuse - 1) == 0)) {
			*column = i;
			return CPROF_OK;
		}
	}
	return unknown_type(p, sample_index, err);
}

enum cprof_status value_resolve(const struct profile *p, const struct cprof_query *q,
				struct value_spec *v, struct cprof_error *err)
{
	enum cprof_status status = value_column(p, q->sample_index, &v->column, err);
	if (status != CPROF_OK)
		return status;
	if (q->divide_by <= 0 && q->divide_by >= 0)
		return cprof_error_set(err, CPROF_ERR_SYNTAX, "zero divisor specified");
	v->mean = q->mean;
	v->ratio = 1 / q->divide_by;
	v->type = type_name(p, v->column);
	v->unit = profile_text(p, p->type[v->column].unit);
	return CPROF_OK;
}

/* pprof's own mark. */
bool *value_base_sets(const struct selection *s)
{
	const struct profile *p = s->profile;
	bool *sets = NULL;
	for (uint32_t set = 1; set < p->label_set_count; set++)
		for (uint32_t i = p->label_set_start[set]; i < p->label_set_start[set + 1]; i++) {
			if (!selection_label_visible(s, i) ||
			    strcmp(profile_text(p, p->label[i].key), COPIER_BASE_KEY) != 0 ||
			    strcmp(profile_text(p, p->label[i].text), COPIER_BASE_TEXT) != 0)
				continue;
			if (sets == NULL)
				sets = xcalloc(p->label_set_count, sizeof *sets);
			sets[set] = true;
		}
	return sets;
}

/* What samples add up to. */
struct total {
	int64_t value, divisor;
};

static void add_sample(struct total *t, const struct samples *s, const struct value_spec *v,
		       size_t sample)
{
	t->value = value_add(t->value, value_abs(column_value(&s->column[v->column], sample)));
	if (v->mean)
		t->divisor = value_add(t->divisor, column_value(&s->column[0], sample));
}

/* All samples of a column, in a loop without questions. */
static int64_t whole_column(const struct column *c, size_t count)
{
	int64_t total = 0;
	if (c->wide != NULL)
		for (size_t i = 0; i < count; i++)
			total = value_add(total, value_abs(c->wide[i]));
	else
		for (size_t i = 0; i < count; i++)
			total = value_add(total, value_abs(c->narrow[i]));
	return total;
}

int64_t value_total(const struct selection *s, const struct value_spec *v)
{
	const struct samples *samples = &s->profile->samples;
	struct total all = { 0, 0 }, base = { 0, 0 };
	bool *is_base = value_base_sets(s);
	/* A profile without samples has no columns either. */
	if (is_base == NULL && s->dropped == NULL && !v->mean && samples->count > 0)
		return whole_column(&samples->column[v->column], samples->count);
	for (size_t i = 0; i < samples->count; i++) {
		if (s->dropped != NULL && s->dropped[i])
			continue;
		add_sample(&all, samples, v, i);
		if (is_base != NULL && is_base[profile_label_set(s->profile, i)])
			add_sample(&base, samples, v, i);
	}
	free(is_base);
	if (base.value > 0)
		all = base;
	return v->mean && all.divisor != 0 ? value_divide(all.value, all.divisor) : all.value;
}

bool value_sides(const struct selection *s, const struct value_spec *v, struct value_sides *sides)
{
	const struct samples *samples = &s->profile->samples;
	int64_t value[2] = { 0, 0 }, divisor[2] = { 0, 0 };
	bool *is_base = value_base_sets(s);
	if (is_base == NULL)
		return false;
	for (size_t i = 0; i < samples->count; i++) {
		bool base = is_base[profile_label_set(s->profile, i)];
		if (s->dropped != NULL && s->dropped[i])
			continue;
		value[base] = value_add(value[base], column_value(&samples->column[v->column], i));
		if (v->mean)
			divisor[base] = value_add(divisor[base],
						  column_value(&samples->column[0], i));
	}
	for (int side = 0; side < 2; side++)
		if (divisor[side] != 0)
			value[side] = value_divide(value[side], divisor[side]);
	sides->other = value[0];
	sides->base = v->mean && divisor[1] != 0 ? value[1] : value_subtract(0, value[1]);
	free(is_base);
	return true;
}
