/* The visible part of the calling-context tree: which frames stand where when a picture has so many
 * columns.
 *
 * The whole tree is never made. A level is parted from the one above, and only what is wide enough
 * to be drawn goes on to the next: below a frame that no column shows nothing is counted. */
#ifndef QUERY_FLAME_FLAME_H
#define QUERY_FLAME_FLAME_H

#include "query/graph/graph.h"

#define FLAME_ROOT 0 /* the cell above all stacks */

struct flame_options {
	int64_t columns;      /* at least 1 */
	bool inverted;        /* stacks begin at their leaves, so that callers stand below */
	const uint32_t *path; /* nodes from below the root on: the frame to zoom to; one it does
			       * not have ends the way there */
	unsigned length;
	bool opened;          /* of that frame, only what is merged in it: */
	uint32_t skip;        /* its children but for the first so many */
	const bool *wanted;   /* per node: it matches; NULL: nothing is searched */
};

/* A frame or, if `merged` is not 0, so many frames that are too narrow, in one. Its children are
 * cell[first .. first + children): frames from the largest on, then what is merged. */
struct flame_cell {
	uint32_t parent;        /* a smaller number; the root's own is FLAME_ROOT */
	uint32_t node;          /* of the graph; PROFILE_NONE for the root and what is merged */
	uint32_t merged;
	uint32_t rank;          /* how many siblings are larger */
	uint32_t first, children;
	int64_t column, width;
	int64_t value, value_div; /* of the samples that go through it */
	int64_t taken;          /* what those of them take away that have negative values: in a
				 * diff that is its base */
	int64_t self, self_div;   /* of those that end there */
	bool inlined;           /* always into its caller */
	bool matches;           /* it is wanted; something in it, if merged */
	bool hides;             /* merged: something wanted is in it or further down */
};

struct flame {
	struct flame_cell *cell; /* level by level, each from left to right */
	uint32_t cells;
	uint32_t *level;         /* levels + 1 numbers: where each level begins */
	uint32_t levels;
	uint32_t zoom;           /* the cell that the picture is zoomed to, itself as wide as all */
	unsigned reached;        /* steps of the path that could be gone */
	int64_t covered, covered_div; /* of the samples with a frame that is wanted */
	int64_t covered_zoom, covered_zoom_div; /* of those where it is the zoomed frame or below
						 * it */
};

/* Widths are shares of sizes: of the values of all samples that are the same calls together,
 * whatever its sign. What a frame's children and its own samples leave of its columns is nothing,
 * and none is lost to rounding. Frames of less than a column are merged, unless it is one alone or
 * the zoomed frame has no others. A path that ends early zooms to where it could be gone. Fails
 * only on cancellation. */
enum cprof_status flame_new(const struct graph *g, const struct flame_options *options,
			    struct flame **flame, struct cprof_progress *progress,
			    struct cprof_error *err);
void flame_free(struct flame *f);

#endif
