/* Who calls a function, and whom it calls: as deep as a person opened it.
 *
 * What is asked about is the pivot: the frames of a function, or of one of its lines. From it two
 * trees lead away, outward to its callers and inward to its callees. A cell of them is a path of
 * calls that ends at the pivot; its value is that of the samples whose stack has this path
 * somewhere, each counted once. The first level thus has the edges that the peek report prints. A
 * cell gets cells below it only if it is open, so a tree is never larger than what was asked for.
 */
#ifndef QUERY_CALLERS_CALLERS_H
#define QUERY_CALLERS_CALLERS_H

#include "base/vec.h"
#include "query/graph/graph.h"

/* The pivot: all frames that agree with what is set. */
struct callers_pivot {
	const char *function; /* name as stored; NULL: any */
	const char *file;     /* as reports print it, or as stored; NULL or "": any */
	int64_t line;         /* 0: any */
	uint64_t row;         /* for a node that has neither function nor file: its node_id() */
};

enum callers_kind {
	CALLERS_PIVOT,
	CALLERS_ITSELF, /* the pivot calls itself */
	CALLERS_CALLER,
	CALLERS_CALLEE,
	CALLERS_LINE /* where the calls of the cell above are made: a line of its function */
};

#define CALLERS_ROOT 0 /* the pivot's cell */

struct callers_cell {
	enum callers_kind kind;
	uint32_t parent;   /* always a smaller number; the root's own is CALLERS_ROOT */
	uint32_t node;     /* of the graph; PROFILE_NONE for the root and lines */
	str_id file;       /* of a line: as stored, */
	int64_t line;      /* and its number; 0: unknown */
	uint64_t path;     /* a number for the path, the same in every query */
	bool open;
	bool inlined;      /* every sample has the inner one of the two inlined into the outer */
	int64_t value, div; /* `div`: of the root alone */
	int64_t taken;      /* what samples with negative values take away of it: in a diff that
			     * is its base */
	/* Nodes that every path through a cell that is not open goes on with, away from the
	 * pivot. Only beneath the first level. */
	uint32_t *run;
	uint32_t run_length;
	bool beyond;       /* some path goes on further than that */
	bool met;          /* run_length is set; of the root: some sample has the pivot */
};

struct callers {
	const struct graph *graph;
	struct callers_cell *cell; /* parents before children */
	uint32_t cells;
	int64_t flat, flat_div;
	uint32_t best;         /* the pivot's node with the most cum; PROFILE_NONE: no frame of the
				* profile is the pivot */
};

struct callers_question {
	struct callers_pivot pivot;
	const uint64_t *open; /* paths, in ascending order */
	size_t opened;
	const char *trim_path, *source_path; /* that made the files reports print */
};

/* Borrows the graph. Fails only on cancellation; *callers is then not set. */
enum cprof_status callers_new(const struct graph *g, const struct callers_question *question,
			      struct callers **callers, struct cprof_progress *progress,
			      struct cprof_error *err);
void callers_free(struct callers *k);

/* The path that goes on from another one with a node. */
uint64_t callers_path(const struct graph *g, uint64_t above, enum callers_kind kind, uint32_t node);

/* The cells that one thread meets, by the path they stand for: for callers.c and path_table.c
 * alone. */

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
