/* The parts of making a flame: what the files of this folder share. */
#ifndef QUERY_FLAME_FLAME_P_H
#define QUERY_FLAME_FLAME_P_H

#include "base/vec.h"
#include "query/flame/flame.h"
#include "query/walk.h"

struct flame_sum {
	uint64_t size; /* whatever the signs of the values */
	int64_t value, div;
	int64_t taken; /* what samples with negative values take away, as its size */
};

static inline void flame_add(struct flame_sum *to, const struct flame_sum *from)
{
	to->size += from->size;
	to->value = value_add(to->value, from->value);
	to->div = value_add(to->div, from->div);
	to->taken = value_add(to->taken, from->taken);
}

static inline void flame_subtract(struct flame_sum *from, const struct flame_sum *sum)
{
	from->size -= sum->size;
	from->value = value_subtract(from->value, sum->value);
	from->div = value_subtract(from->div, sum->div);
	from->taken = value_subtract(from->taken, sum->taken);
}

static inline uint64_t flame_size(int64_t value)
{
	return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/* Of one sample; `sizes` as below. */
static inline struct flame_sum flame_sum(const struct walk_sample *s, const uint64_t *sizes)
{
	uint64_t size = sizes != NULL ? sizes[s->number] : flame_size(s->value);
	int64_t taken = s->value < 0 ? value_subtract(0, s->value) : 0;
	return (struct flame_sum){ size, s->value, s->divisor, taken };
}

/* Finds the size of each sample; NULL if it is that of its value. */
enum cprof_status flame_sizes_new(const struct graph *g, uint64_t **sizes,
				  struct cprof_progress *progress, struct cprof_error *err);

/* What a walk over all stacks tells about the path and the pattern. */
struct flame_search {
	struct flame_sum *above; /* length + 1: of the samples through each step of the path, from
				  * the root on */
	bool *inlined;           /* the same: always into its caller */
	unsigned reached;        /* steps that some sample goes */
	struct flame_sum covered, covered_zoom;
};

/* Without path and pattern there is nothing to find out. */
enum cprof_status flame_search_init(struct flame_search *r, const struct graph *g,
				    const struct flame_options *options, const uint64_t *sizes,
				    struct cprof_progress *progress, struct cprof_error *err);
void flame_search_done(struct flame_search *r);

/* A path of nodes that some stack goes; see flame_tree. */
struct flame_path {
	uint32_t parent;
	uint32_t node;     /* of the graph */
	unsigned level;
	uint32_t first;    /* its children, once `known` */
	uint32_t next;     /* a sibling; 0: none */
	struct flame_sum sum;
	bool called;       /* some call of it is not inlined */
	bool hides;        /* something wanted is it or further down */
	bool deeper;       /* some stack goes on, but its children are not there yet */
	bool known;        /* its children are there */
	bool dropped;      /* no column shows it: it gets no children */
};

/* Paths, found by their parent and node. Those above a level that only grows are all there, but for
 * what stands below a dropped one. */
struct flame_paths {
	VEC(struct flame_path) at; /* parents before children */
	unsigned level; /* the deepest; only paths of this level may not be known */
	uint32_t *slot; /* number + 1, 0: free */
	size_t slots;
};

#define FLAME_NO_PATH UINT32_MAX

uint32_t flame_paths_add(struct flame_paths *p, const struct flame_path *path);
void flame_paths_done(struct flame_paths *p);

/* Adds the children of all paths that are not known yet, and as many levels below them as go
 * cheaply. The first one, 0, is the root. */
enum cprof_status flame_build(struct flame_paths *p, const struct graph *g,
			      const struct flame_options *options, const uint64_t *sizes,
			      struct cprof_progress *progress, struct cprof_error *err);

/* What shares columns: sizes, from the largest on, and one more that leaves its columns empty. */
struct flame_layout {
	const uint64_t *size;
	size_t count;
	uint64_t self;
	int64_t columns;
};

/* Gives each of the first *shown of them its columns and the others *rest together; *rest is 0 if
 * there are none. `width` has room for all. */
void flame_lay_out(const struct flame_layout *x, int64_t *width, size_t *shown, int64_t *rest);

#endif
