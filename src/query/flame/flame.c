/* Gives the frames of each level their columns: see flame.h. Paths are grown only below what is
 * drawn. */
#include "query/flame/flame.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "query/flame/flame_p.h"

struct child {
	uint64_t size;
	uint32_t path;
	uint32_t node;
	const char *name;
};

struct drawing {
	const struct graph *g;
	const struct flame_options *options;
	uint64_t *sizes;
	struct flame_search search;
	struct flame_paths paths;
	/* Of the cell whose children are drawn. */
	VEC(struct child) child;
	VEC(uint64_t) size;
	VEC(int64_t) width;
	struct flame_sum self;
	VEC(struct flame_cell) cell;
	VEC(uint32_t) path; /* per cell; FLAME_NO_PATH: nothing stands below it */
	VEC(uint32_t) level;
	uint32_t zoom;
};

static int by_size(const void *left, const void *right)
{
	const struct child *a = left, *b = right;
	if (a->size != b->size)
		return a->size > b->size ? -1 : 1;
	int order = strcmp(a->name, b->name);
	return order != 0 ? order : a->node < b->node ? -1 : a->node > b->node;
}

/* Finds the children of a path, the largest first, and what is its own. A child that adds up to
 * nothing is none. */
static void find_children(struct drawing *x, uint32_t number)
{
	const struct flame_path *path = &x->paths.at.at[number];
	x->child.count = 0;
	x->self = path->sum;
	for (uint32_t i = path->first; i != 0; i = x->paths.at.at[i].next) {
		struct flame_path *p = &x->paths.at.at[i];
		const char *name = graph_text(x->g, x->g->node[p->node].key.name);
		flame_subtract(&x->self, &p->sum);
		p->dropped = true;
		if (p->sum.size > 0)
			VEC_PUSH(&x->child, (struct child){ p->sum.size, i, p->node, name });
	}
	VEC_SORT(&x->child, by_size);
}

/* Adds a cell as the last child of its parent. */
static struct flame_cell *add_cell(struct drawing *x, uint32_t parent, uint32_t path,
				   int64_t width)
{
	uint32_t number = (uint32_t)x->cell.count;
	VEC_PUSH(&x->cell, (struct flame_cell){ .parent = parent, .node = PROFILE_NONE,
						.width = width });
	VEC_PUSH(&x->path, path);
	struct flame_cell *above = &x->cell.at[parent], *cell = &x->cell.at[number];
	if (number == FLAME_ROOT)
		return cell;
	cell->column = above->column;
	if (above->children++ == 0)
		above->first = number;
	else
		cell->column = cell[-1].column + cell[-1].width;
	return cell;
}

/* How many siblings of its first child are larger: those that were left out. */
static uint32_t first_rank(const struct drawing *x, uint32_t parent)
{
	return x->cell.at[parent].merged > 0 ? x->cell.at[parent].rank : 0;
}

static void set_sum(struct flame_cell *c, const struct flame_sum *sum)
{
	c->value = sum->value;
	c->value_div = sum->div;
	c->taken = sum->taken;
}

static bool is_wanted(const struct drawing *x, uint32_t node)
{
	return x->options->wanted != NULL && x->options->wanted[node];
}

static void add_frame(struct drawing *x, uint32_t parent, size_t child, int64_t width)
{
	uint32_t number = x->child.at[child].path;
	struct flame_path *path = &x->paths.at.at[number];
	struct flame_cell *c = add_cell(x, parent, number, width);
	path->dropped = false;
	set_sum(c, &path->sum);
	c->node = path->node;
	c->rank = first_rank(x, parent) + (uint32_t)child;
	c->inlined = !path->called;
	c->matches = is_wanted(x, path->node);
}

/* One cell for all children from that one on, which go on from a path or do not. */
static void add_merged(struct drawing *x, uint32_t parent, size_t child, uint32_t path,
		       int64_t width)
{
	struct flame_cell *c = add_cell(x, parent, path, width);
	struct flame_sum sum = { 0 };
	c->rank = first_rank(x, parent) + (uint32_t)child;
	c->merged = (uint32_t)(x->child.count - child);
	for (size_t i = child; i < x->child.count; i++) {
		const struct flame_path *p = &x->paths.at.at[x->child.at[i].path];
		flame_add(&sum, &p->sum);
		c->matches |= is_wanted(x, p->node);
		c->hides |= p->hides;
	}
	set_sum(c, &sum);
}

/* Takes out the children that an opened cell leaves out. */
static void leave_out(struct drawing *x, uint32_t count)
{
	x->child.count -= count;
	memmove(x->child.at, x->child.at + count, x->child.count * sizeof *x->child.at);
	x->self = (struct flame_sum){ 0 };
}

/* Where all children of the zoomed frame are too narrow, half of its columns go to the largest of
 * them, one to each: else zooming on would lead nowhere. */
static void show_some(const struct drawing *x, size_t *shown, int64_t *rest)
{
	while (*rest > 1 && (int64_t)*shown < *rest && *shown + 1 < x->child.count) {
		x->width.at[(*shown)++] = 1;
		--*rest;
	}
}

/* Adds the level below a cell. */
static void open_cell(struct drawing *x, uint32_t number)
{
	struct flame_cell *cell = &x->cell.at[number];
	int64_t rest;
	size_t shown;
	find_children(x, x->path.at[number]);
	if (cell->merged > 0)
		leave_out(x, cell->rank);
	cell->self = x->self.value;
	cell->self_div = x->self.div;
	x->size.count = x->width.count = 0;
	for (size_t i = 0; i < x->child.count; i++) {
		VEC_PUSH(&x->size, x->child.at[i].size);
		VEC_PUSH(&x->width, 0);
	}
	struct flame_layout layout = { x->size.at, x->child.count, x->self.size, cell->width };
	flame_lay_out(&layout, x->width.at, &shown, &rest);
	if (shown == 0 && number == x->zoom)
		show_some(x, &shown, &rest);
	for (size_t i = 0; i < shown; i++)
		add_frame(x, number, i, x->width.at[i]);
	if (rest > 0)
		add_merged(x, number, shown, FLAME_NO_PATH, rest);
}

static void begin_level(struct drawing *x)
{
	VEC_PUSH(&x->level, (uint32_t)x->cell.count);
}

/* The root and the way to the zoomed frame, each as wide as all. */
static void add_path(struct drawing *x)
{
	const struct flame_options *o = x->options;
	for (unsigned i = 0; i <= o->length; i++) {
		uint32_t node = i > 0 ? o->path[i - 1] : PROFILE_NONE;
		struct flame_path path = { .parent = i > 0 ? i - 1 : 0,
					   .node = node,
					   .level = i,
					   .known = i < o->length,
					   .sum = x->search.above[i] };
		begin_level(x);
		flame_paths_add(&x->paths, &path);
		struct flame_cell *c = add_cell(x, x->zoom, FLAME_NO_PATH, o->columns);
		x->zoom = i;
		set_sum(c, &path.sum);
		if (i == 0)
			continue;
		c->node = node;
		c->inlined = x->search.inlined[i];
		c->matches = is_wanted(x, node);
	}
	x->path.at[x->zoom] = x->zoom;
	x->paths.level = o->length;
}

/* Zooms on to what is merged below the zoomed frame. */
static void open_merged(struct drawing *x)
{
	uint32_t path = x->zoom;
	find_children(x, path);
	if (x->options->skip >= x->child.count)
		return;
	begin_level(x);
	add_merged(x, x->zoom, x->options->skip, path, x->options->columns);
	x->path.at[x->zoom] = FLAME_NO_PATH;
	x->zoom++;
}

/* Paths below the cells from that one on are there. */
static enum cprof_status grow_below(struct drawing *x, uint32_t from,
				    struct cprof_progress *progress, struct cprof_error *err)
{
	for (uint32_t i = from; i < x->cell.count; i++) {
		uint32_t path = x->path.at[i];
		if (path == FLAME_NO_PATH || x->paths.at.at[path].known)
			continue;
		flame_build(&x->paths, x->g, x->options, x->sizes, progress, err);
		break;
	}
	set_sum(&x->cell.at[FLAME_ROOT], &x->paths.at.at[FLAME_ROOT].sum);
	return err->status;
}

static enum cprof_status add_levels(struct drawing *x, struct cprof_progress *progress,
				    struct cprof_error *err)
{
	for (uint32_t next = x->zoom; next < x->cell.count;) {
		uint32_t end = (uint32_t)x->cell.count;
		if (grow_below(x, next, progress, err) != CPROF_OK)
			return err->status;
		begin_level(x);
		for (; next < end; next++)
			if (x->path.at[next] != FLAME_NO_PATH)
				open_cell(x, next);
	}
	/* The last one begun is empty: it ends the one before. */
	return CPROF_OK;
}

static enum cprof_status draw(struct drawing *x, struct cprof_progress *progress,
			      struct cprof_error *err)
{
	add_path(x);
	if (x->options->opened) {
		if (grow_below(x, x->zoom, progress, err) != CPROF_OK)
			return err->status;
		open_merged(x);
	}
	return add_levels(x, progress, err);
}

static struct flame *finish(struct drawing *x)
{
	struct flame *f = xcalloc(1, sizeof *f);
	f->cell = x->cell.at;
	f->cells = (uint32_t)x->cell.count;
	f->level = x->level.at;
	f->levels = (uint32_t)x->level.count - 1;
	f->zoom = x->zoom;
	f->reached = x->options->length;
	f->covered = x->search.covered.value;
	f->covered_div = x->search.covered.div;
	f->covered_zoom = x->search.covered_zoom.value;
	f->covered_zoom_div = x->search.covered_zoom.div;
	return f;
}

/* Finds how much of the path there is; the options become that. */
static enum cprof_status search_path(struct drawing *x, struct flame_options *options,
				     struct cprof_progress *progress, struct cprof_error *err)
{
	enum cprof_status status = flame_search_init(&x->search, x->g, options, x->sizes, progress,
						     err);
	if (status != CPROF_OK || x->search.reached == options->length)
		return status;
	options->length = x->search.reached;
	options->opened = false;
	flame_search_done(&x->search);
	return flame_search_init(&x->search, x->g, options, x->sizes, progress, err);
}

enum cprof_status flame_new(const struct graph *g, const struct flame_options *options,
			    struct flame **flame, struct cprof_progress *progress,
			    struct cprof_error *err)
{
	struct flame_options gone = *options;
	struct drawing x = { .g = g, .options = &gone };
	enum cprof_status status = flame_sizes_new(g, &x.sizes, progress, err);
	if (status == CPROF_OK)
		status = search_path(&x, &gone, progress, err);
	if (status == CPROF_OK)
		status = draw(&x, progress, err);
	if (status == CPROF_OK) {
		*flame = finish(&x);
	} else {
		VEC_DONE(&x.cell);
		VEC_DONE(&x.level);
	}
	free(x.sizes);
	flame_search_done(&x.search);
	flame_paths_done(&x.paths);
	VEC_DONE(&x.child);
	VEC_DONE(&x.size);
	VEC_DONE(&x.width);
	VEC_DONE(&x.path);
	return status;
}

void flame_free(struct flame *f)
{
	if (f == NULL)
		return;
	free(f->cell);
	free(f->level);
	free(f);
}
