/* Rows that stand for the values of a label: see labels.h. A sample belongs to one row, so it
 * counts once, and flat and cum are the same. */
#include "query/labels.h"

#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/xalloc.h"
#include "query/graph/sums.h"
#include "query/value.h"

static void put_number(struct buf *out, const struct label *l, const struct profile *p)
{
	const char *unit = profile_text(p, l->unit);
	unit_label(out, l->number, unit, *unit != '\0' ? "auto" : "");
}

static int compare_values(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

bool label_value(const struct selection *s, uint32_t set, const char *key, struct buf *out)
{
	const struct profile *p = s->profile;
	VEC(char *) value = { 0 };
	for (uint32_t i = p->label_set_start[set]; i < p->label_set_start[set + 1]; i++) {
		const struct label *l = &p->label[i];
		struct buf text = BUF_INIT;
		if (!selection_label_visible(s, i) || strcmp(profile_text(p, l->key), key) != 0)
			continue;
		if (l->text != 0)
			buf_put(&text, profile_text(p, l->text), profile_length(p, l->text));
		else
			put_number(&text, l, p);
		VEC_PUSH(&value, buf_take(&text));
	}
	if (value.count > 1)
		qsort(value.at, value.count, sizeof *value.at, compare_values);
	for (size_t i = 0; i < value.count; i++) {
		buf_printf(out, "%s%s", i > 0 ? ", " : "", value.at[i]);
		free(value.at[i]);
	}
	bool any = value.count > 0;
	VEC_DONE(&value);
	return any;
}

enum cprof_status label_sums(const struct selection *s, const struct value_spec *value,
			     const uint32_t *set_node, struct node_sum *sum,
			     struct progress *progress, struct cprof_error *err)
{
	const struct samples *samples = &s->profile->samples;
	for (size_t i = 0; i < samples->count; i++) {
		if (i % PROFILE_BLOCK == 0)
			progress_add(progress, PROFILE_BLOCK);
		if (s->dropped != NULL && s->dropped[i])
			continue;
		struct node_sum *n = &sum[set_node[profile_label_set(s->profile, i)]];
		int64_t v = column_value(&samples->column[value->column], i);
		int64_t div = value->mean ? column_value(&samples->column[0], i) : 0;
		n->flat = value_add(n->flat, v);
		n->cum = value_add(n->cum, v);
		n->flat_div = value_add(n->flat_div, div);
		n->cum_div = value_add(n->cum_div, div);
	}
	if (progress_cancelled(progress))
		return cprof_error_set(err, CPROF_ERR_CANCELLED, "cancelled");
	return CPROF_OK;
}
