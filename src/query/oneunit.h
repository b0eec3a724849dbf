/* The unit that a whole table is printed in. */
#ifndef QUERY_ONEUNIT_H
#define QUERY_ONEUNIT_H

#include <cprof/table.h>

/* One unit for a whole report, whose smallest value is given: that value's own; but if `rounded`
 * and the total's is another one, that of a hundred times the smallest value. */
const char *table_unit(const struct cprof_table *t, int64_t smallest, bool rounded);

#endif
