/* One unit for many values: see oneunit.h. */
#include "query/oneunit.h"

#include <string.h>

#include "base/unit.h"
#include "query/value.h"

const char *table_unit(const struct cprof_table *t, int64_t smallest, bool rounded)
{
	int64_t least = value_by_ratio(smallest, t->ratio);
	int64_t total = value_by_ratio(t->total, t->ratio);
	const char *unit = unit_scale(least, t->sample_unit, "minimum").unit;
	const char *total_unit = unit_scale(total, t->sample_unit, "minimum").unit;
	int64_t hundred = (int64_t)((uint64_t)least * 100);
	if (rounded && strcmp(unit, total_unit) != 0 && hundred < total)
		unit = unit_scale(hundred, t->sample_unit, "minimum").unit;
	return *unit != '\0' ? unit : t->sample_unit;
}
