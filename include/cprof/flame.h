/* The analysis for the flame graph: the frames that a picture of so many columns shows. */
#ifndef CPROF_FLAME_H
#define CPROF_FLAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cprof/analysis.h>
#include <cprof/unit.h>

struct cprof_flame_parameters {
	int64_t columns;     /* 0: 1,000 */
	bool inverted;       /* leaves stand at the root, and callers below them */
	const char *path;    /* where to zoom to, as cprof_flame_path() writes it; one that is not
			      * there any more is gone as far as it is */
	const char *pattern; /* a regular expression with smart case: frames whose printed names
			      * match it are marked. NULL: none are */
};

#define CPROF_FLAME_ROOT 0 /* the cell above all stacks */

/* A frame or, if `merged` is not 0, so many frames that are each narrower than a column. Its
 * children are cell[first .. first + children): frames, the largest first, then what is merged;
 * what they leave of its columns on the right is its own value. */
struct cprof_flame_cell {
	const char *name; /* as reports print it; "" for the root and for what is merged */
	/* Where a person should look; "" and 0 if unknown. */
	const char *where_function, *where_file;
	int64_t where_line;
	uint32_t parent;  /* a smaller number; the root's is its own */
	uint32_t level;
	uint32_t merged;
	uint32_t rank;    /* how many siblings are larger */
	uint32_t first, children;
	int64_t column, width;
	int64_t value;    /* of the samples that go through it; divided with mean */
	int64_t base, now; /* of a diff: the same on its two sides; base is INT64_MAX if they are
			    * not known, with mean */
	int64_t self;     /* of those that end there */
	bool inlined;     /* into its caller, wherever it stands for a call */
	bool matches;     /* its name matches; if merged, one of the names */
	bool hides;       /* merged: a match is among what it stands for, or further down */
};

struct cprof_flame {
	struct cprof_flame_cell *cell; /* level by level, each from left to right */
	uint32_t cells;
	uint32_t *level;     /* levels + 1 numbers: the first cell of each level */
	uint32_t levels;
	int64_t columns;
	bool inverted;
	uint32_t zoom;       /* the cell the picture is zoomed to: it and those above it are as wide
			      * as all */
	bool cut_short;      /* the path was not there to its end */
	bool searched;       /* there was a pattern; no sample is counted twice in: */
	int64_t covered;      /* the samples with a match */
	int64_t covered_zoom; /* those with a match in the zoomed frame or below it */
	int64_t total;       /* what percentages refer to, as in the table */
	const char *type;
	struct cprof_unit unit;
	void *memory;        /* owner of all texts; private */
};

/* The path that zooms to a cell, "" for the root; the caller frees it. Frames are parted by ';'; it
 * has no line ends. */
char *cprof_flame_path(const struct cprof_flame *f, uint32_t cell);

/* The cell that a path leads to, or as far as it leads in this picture. */
uint32_t cprof_flame_find(const struct cprof_flame *f, const char *path);

/* Finds a struct cprof_flame. */
extern const struct cprof_analysis cprof_analysis_flame;

#endif
