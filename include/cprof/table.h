/* The table a query yields: rows with their values, the facts about the whole, and columns to show
 * them.
 *
 * A table stands alone: it borrows nothing and is freed with cprof_table_free(). Values are in the
 * unit of the sample type; cprof_unit_text() prints them in the unit the query chose. */
#ifndef CPROF_TABLE_H
#define CPROF_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/error.h>
#include <cprof/query.h>
#include <cprof/request.h>
#include <cprof/unit.h>

/* Whether the callers of a row's function inlined it, after trimming (pprof's mark in -top). */
enum cprof_mark { CPROF_MARK_NONE, CPROF_MARK_INLINE, CPROF_MARK_PARTIAL };

struct cprof_row {
	const char *name;     /* as reports print it */
	uint64_t id;          /* the same for the same node in every table, never for two of one */
	/* What makes the node what it is. */
	const char *function;
	const char *file;     /* "" unless the granularity keeps it */
	const char *object;
	uint64_t address;
	int64_t start_line, line, column;
	/* Where a person should look. */
	const char *where_function; /* "" if unknown; the same as `function` unless the granularity
				     * drops it */
	const char *where_file; /* "" if unknown */
	const char *package;    /* of that function, and its module; "" if unknown or not asked
				 * for */
	const char *module;
	int64_t where_line;     /* the line with the most flat value, else some line of the
				 * function; 0 if unknown */
	int64_t flat, cum;         /* as shown: divided with mean */
	int64_t flat_raw, cum_raw; /* what sorting compares */
	int64_t sum;               /* running sum of flat in the current order */
	uint32_t rank;             /* its number in the query's own order: the last tie-break */
	enum cprof_mark mark;
};

/* One more value of every row. */
struct cprof_amount {
	int64_t flat, cum; /* in the unit of its type, never divided by mean */
};

struct cprof_measured {
	struct cprof_amount *amount; /* by the row's number in `row`; NULL: not asked for, or the
				      * profile has no such value */
	const char *type;            /* as that of the table */
	struct cprof_unit unit;
	int64_t total;               /* over what the filters left */
};

struct cprof_table {
	struct cprof_row *row;  /* in no useful order: go through `order` */
	uint32_t *order;        /* `count` row numbers: first the `shown` ones, then those that were
				 * trimmed away */
	size_t count;
	size_t shown;
	const char *type;       /* the sample type, "mean_" in front with mean */
	struct cprof_unit unit;
	int64_t total;          /* of the whole profile, or of what is kept with
				 * relative_percentages */
	int64_t percent_of;     /* what percentages refer to: the total, until somebody sets
				 * another base */
	int64_t kept_total;     /* the total of what the filters left */
	size_t samples_kept;
	/* With diff_base: what the base and the other profile add up to, of what the filters left;
	 * their difference is what the rows add up to. */
	bool diff;
	int64_t base_total, new_total;
	int64_t shown_flat;     /* sum of flat over the shown rows */
	size_t dropped_nodes;   /* rows under the node cutoff */
	int64_t dropped_below;  /* the cutoff as the header states it */
	size_t dropped_edges;   /* the same for edges, where a report shows them; else 0 */
	int64_t edges_below;
	size_t node_count;      /* rows before nodecount cut them */
	int measures;           /* those that were asked for: bits 1 << enum cprof_measure */
	struct cprof_measured measure[CPROF_MEASURES];
	void *memory; /* owner of all texts; private */
};

/* Asks for the query's table, with its columns' values; nothing but the query limits its rows. */
enum cprof_status cprof_table_new(const struct cprof_request *request,
				  struct cprof_context *context, struct cprof_table **table,
				  struct cprof_error *err);

/* The row's values of that measure; NULL if the table has none. */
const struct cprof_amount *cprof_table_amount(const struct cprof_table *t,
					      const struct cprof_row *row,
					      enum cprof_measure measure);

/* A table that can be sorted without this one; both stay on one thread. */
struct cprof_table *cprof_table_copy(const struct cprof_table *t);

/* Bytes it takes. */
size_t cprof_table_size(const struct cprof_table *t);
void cprof_table_free(struct cprof_table *t);

enum cprof_cell_kind {
	CPROF_CELL_VALUE,
	CPROF_CELL_PERCENT,
	CPROF_CELL_CHANGE, /* how much a value changed as a share of what it was: "+51.1%", "new",
			    * "gone" */
	CPROF_CELL_NUMBER,
	CPROF_CELL_TEXT,
	CPROF_CELL_POSITION, /* a text and a line */
	CPROF_CELL_EMPTY     /* there is no such value: behind all others in every order */
};

/* What a column says about a row. Drawing and sorting both use it, so they cannot disagree. */
struct cprof_cell {
	enum cprof_cell_kind kind;
	int64_t value;    /* VALUE, NUMBER, PERCENT, CHANGE; POSITION: the line, 0 for none */
	int64_t order;    /* what sorting compares, by size without the sign; unused for texts */
	const char *text; /* TEXT; POSITION: the file */
	int64_t of;       /* PERCENT, CHANGE: what it is a share of */
	const struct cprof_measured *measure; /* VALUE: in whose unit; NULL: the table's own */
	bool change;      /* VALUE: a change, with a '+' when it grew */
	bool each;        /* VALUE: of one object, so that divide_by does not matter and every
			   * value may have a unit of its own */
};

struct cprof_column {
	const char *id;    /* "flat", "cum%": what the user types */
	const char *title; /* the heading, lower case; the explorer shows it in capitals */
	char key;          /* the letter after `s`; 0: not sorted by */
	int width;         /* least columns on the screen */
	struct cprof_cell (*get)(const struct cprof_column *column, const struct cprof_table *t,
				 const struct cprof_row *row);
	bool cum;          /* what `get` takes of a row: cum, else flat, */
	enum cprof_measure measure; /* and of which measure */
	int measures;      /* it is empty without these: bits 1 << enum cprof_measure */
	bool left;         /* texts are aligned to the left */
	int shed;          /* the order in which it goes when the screen is narrow; 0: it stays */
	/* What the row for folded functions shows: nothing, the sum over them, or the last
	 * one's. */
	enum { CPROF_FOLD_NOTHING, CPROF_FOLD_SUM, CPROF_FOLD_LAST } fold;
	bool diff;         /* only a diff has it */
	const char *help;
};

/* All columns; the id of the record behind the last one is NULL. */
extern const struct cprof_column cprof_columns[];

/* What the column says about a row. */
struct cprof_cell cprof_column_cell(const struct cprof_table *t, const struct cprof_column *column,
				    const struct cprof_row *row);

/* The column with this id, or NULL. */
const struct cprof_column *cprof_column_find(const char *id);

/* The cell of the row that stands for the rows that are not shown; false: it is empty. */
bool cprof_column_fold(const struct cprof_table *t, const struct cprof_column *column,
		       struct cprof_cell *cell);

/* The cell's text; the caller frees it. */
char *cprof_cell_text(const struct cprof_table *t, const struct cprof_cell *cell);

/* Orders shown and trimmed rows, each among themselves, and recomputes the running sums. */
void cprof_table_sort(struct cprof_table *t, const struct cprof_column *column, bool reverse);

#endif
