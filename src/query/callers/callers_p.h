/* The cells that one thread meets, by the path they stand for. */
#ifndef QUERY_CALLERS_CALLERS_P_H
#define QUERY_CALLERS_CALLERS_P_H

#include "base/vec.h"
#include "query/callers/callers.h"

#define CALLERS_RUN_MAX 256 /* nodes of a run that are remembered */

struct callers_table {
	const struct graph *g;
	const struct callers_question *question;
	VEC(struct callers_cell) cell;
	uint32_t *slot; /* cell number; 0: free, as nothing looks for the root */
	size_t slots;
};

/* What a cell is known by. */
struct callers_key {
	uint32_t parent;
	enum callers_kind kind;
	uint32_t node; /* PROFILE_NONE for a line */
	str_id file;   /* of a line */
	int64_t line;
};

/* Makes the root. */
void callers_table_init(struct callers_table *t, const struct graph *g,
			const struct callers_question *question);

/* The number of the cell, which is made if it is new. */
uint32_t callers_table_cell(struct callers_table *t, const struct callers_key *key);

/* Adds the cells of another table. */
void callers_table_merge(struct callers_table *to, const struct callers_table *from);
void callers_table_done(struct callers_table *t);

#endif
