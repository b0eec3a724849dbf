/* A sketched profile with what it takes to ask it. */
#ifndef TESTS_UNIT_RIG_H
#define TESTS_UNIT_RIG_H

#include <cprof/table.h>

#include "query/graph/graph.h"
#include "query/run.h"

struct rig {
	struct profile *profile;
	struct selection *whole, *pruned;
	struct cprof_profile source;
	struct cprof_query query; /* starts with the defaults */
	struct cprof_notes notes;
	struct cprof_context context;
	struct cprof_error err;
};

void rig_init(struct rig *r, const char *sketch);
void rig_done(struct rig *r);

/* Sets a filter of the last pass. */
void rig_filter(struct rig *r, enum cprof_filter f, const char *pattern);

/* Starts the query; fails the test when that fails. */
void rig_run(struct rig *r, struct run *run);

/* Appends a line for each sample that is left: "VALUE: leaf,caller root", the lines of a location
 * joined by ','. A location without lines is "#ID". */
void rig_stacks(const struct selection *s, struct buf *out);

/* Runs the query and compares what rig_stacks() says with `expected`. */
void rig_expect_stacks(struct rig *r, const char *expected);

/* The table of the query. */
struct cprof_table *rig_table(struct rig *r);

/* Compares the shown rows, "FLAT CUM NAME[ (inline)| (partial-inline)]\n" each, in the unit of the
 * type. */
void rig_expect_rows(struct rig *r, const char *expected);

/* Compares the notes, a line each, and forgets them. */
void rig_expect_notes(struct rig *r, const char *expected);

#endif
