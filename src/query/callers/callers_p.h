/* The cells that one thread meets, by the path they stand for. */
#ifndef QUERY_KIN_P_H
#define QUERY_KIN_P_H

#include "base/vec.h"
#include "query/callers/callers.h"

#define KIN_RUN_MAX 256 /* nodes of a run that are remembered */

struct kin_table {
	const struct graph *g;
	const struct kin_question *question;
	VEC(struct kin_cell) cell;
	uint32_t *slot; /* cell number; 0: free, as nothing looks for the root */
	size_t slots;
};

/* What a cell is known by. */
struct kin_key {
	uint32_t parent;
	enum kin_kind kind;
	uint32_t node; /* PROFILE_NONE for a line */
	str_id file;   /* of a line */
	int64_t line;
};

/* Makes the root. */
void kin_table_init(struct kin_table *t, const struct graph *g,
		    const struct kin_question *question);

/* The number of the cell, which is made if it is new. */
uint32_t kin_table_cell(struct kin_table *t, const struct kin_key *key);

/* Adds the cells of another table. */
void kin_table_merge(struct kin_table *to, const struct kin_table *from);
void kin_table_done(struct kin_table *t);

#endif
