/* Who calls a function, and whom it calls.
 *
 * What is found stands alone and is freed with cprof_callers_free(). Values are raw sums in the
 * unit of the sample type. The calls of the first level are those the peek report prints without
 * trimming, with its values and in its order. */
#ifndef CPROF_CALLERS_H
#define CPROF_CALLERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/analysis.h>
#include <cprof/table.h>

enum cprof_call_kind {
	CPROF_CALL_FUNCTION, /* a caller or callee; on deeper levels perhaps several in a row */
	CPROF_CALL_LINE,     /* a line of the row above it, where its calls are made */
	CPROF_CALL_REST      /* stands for rows that are not here */
};

/* The pivot is what agrees with function, file and line, as far as they are given; a node that has
 * neither function nor file goes by its row. */
struct cprof_callers_parameters {
	const char *function; /* the exact name; NULL: any */
	const char *file;     /* as rows have it; NULL: any */
	int64_t line;         /* 0: any */
	uint64_t row;         /* cprof_row.id */
	const char *path;     /* the paths of the rows that are open, parted by blanks; NULL: none
			       * is */
	int64_t limit;        /* rows below one row; 0: 500 */
};

/* A row of the tree of callers, or of that of callees. Rows below a row follow it. */
struct cprof_call {
	enum cprof_call_kind kind;
	unsigned level;         /* 1: calls the pivot, or is called by it */
	int64_t value;          /* of the samples in which these calls stand one below the other,
				 * each once; REST: the largest that is not here */
	int64_t base, now;      /* of a diff: the same on its two sides; not set for REST */
	bool inlined;           /* every sample has the called one inlined into its caller */
	bool open;              /* what is below it is here */
	bool opens;             /* something is below it */
	const char *name;       /* as reports print it; LINE: "cart/build.go:12" */
	size_t folded;          /* functions that this row has beside its own: each is the only
				 * one that the one before it calls or is called by */
	const char *through;    /* their names, parted by " > ", from the pivot outward; NULL: there
				 * are none */
	/* The function, and where a person should look: in a caller at the line that calls most, in
	 * a callee at the one that costs most. Of a line: the function it belongs to. Its values
	 * are not set. */
	struct cprof_row row;
	int64_t line;           /* LINE: its number */
	/* Where the calls are made: in the caller. */
	size_t lines;           /* how many different lines do */
	const char *call_file;  /* that of the line with the largest value, as stored; */
	int64_t call_line;      /* 0: unknown, or several calls in a row */
	size_t count;           /* REST: how many rows are not here */
	uint64_t id;            /* the same for the same row in every answer about this pivot */
	const char *path;       /* ids, in hexadecimal: what the parameters' path must have so that
				 * the row is open */
};

/* Rows in the order they are shown. */
struct cprof_calls {
	struct cprof_call *row;
	size_t count;
	size_t direct;          /* callers or callees of the first level, also those that are not
				 * here */
};

struct cprof_callers {
	struct cprof_row pivot; /* the function, and where a person should look. Its values are not
				 * set */
	int64_t line;           /* the line of it that was asked for; 0: the whole function */
	int64_t flat, cum;      /* of the pivot: divided with mean */
	bool recursive;
	int64_t itself;         /* what it calls itself with, each sample once */
	int64_t itself_base, itself_now;
	struct cprof_calls callers, callees;
	int64_t total;          /* what percentages of all refer to */
	const char *type;
	struct cprof_unit unit;
	void *memory; /* owner of all texts; private */
};

/* Finds a struct cprof_callers. CPROF_ERR_NOTFOUND: no frame that the filters left is the pivot. */
extern const struct cprof_analysis cprof_analysis_callers;

void cprof_callers_free(struct cprof_callers *c);

#endif
