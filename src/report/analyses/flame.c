/* The flame graph: see cprof/flame.h. A path is names with a ';' between them; '\' stands before a
 * ';' or '\' of a name and before a '+' at its start, "\n" is a line's end, and "+N" at the end is
 * what N siblings are larger than. */
#include <cprof/flame.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/report.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/unit.h"
#include "base/vec.h"
#include "query/flame/flame.h"
#include "query/run.h"
#include "query/regex/rx.h"

#define COLUMNS 1000
#define MOST_COLUMNS 100000

static void put_escaped(struct buf *out, const char *name)
{
	if (*name == '+')
		buf_putc(out, '\\');
	for (; *name != '\0'; name++) {
		if (*name == ';' || *name == '\\' || *name == '\n')
			buf_putc(out, '\\');
		buf_putc(out, *name == '\n' ? 'n' : *name);
	}
}

/* Appends the next name of a path, without its escapes, and returns where the one after it starts;
 * NULL: there is none. */
static const char *take_name(const char *path, struct buf *out)
{
	for (; *path != '\0' && *path != ';'; path++) {
		bool escaped = *path == '\\' && path[1] != '\0';
		path += escaped;
		buf_putc(out, escaped && *path == 'n' ? '\n' : *path);
	}
	return *path == ';' ? path + 1 : NULL;
}

char *cprof_flame_path(const struct cprof_flame *f, uint32_t cell)
{
	struct buf out = BUF_INIT;
	VEC(uint32_t) above = { 0 };
	uint32_t merged = f->cell[cell].merged > 0 ? cell : CPROF_FLAME_ROOT;
	for (uint32_t i = cell; i != CPROF_FLAME_ROOT; i = f->cell[i].parent)
		if (f->cell[i].merged == 0)
			VEC_PUSH(&above, i);
	for (size_t i = above.count; i-- > 0;) {
		put_escaped(&out, f->cell[above.at[i]].name);
		if (i > 0 || merged != CPROF_FLAME_ROOT)
			buf_putc(&out, ';');
	}
	if (merged != CPROF_FLAME_ROOT)
		buf_printf(&out, "+%" PRIu32, f->cell[merged].rank);
	VEC_DONE(&above);
	return buf_take(&out);
}

/* The child of a cell with that name; the root: there is none. */
static uint32_t child_named(const struct cprof_flame *f, uint32_t cell, const char *name)
{
	const struct cprof_flame_cell *c = &f->cell[cell];
	/* What was opened is no step of a path. */
	if (c->children == 1 && f->cell[c->first].merged > 0 && c->first == f->zoom)
		c = &f->cell[c->first];
	for (uint32_t i = c->first; i < c->first + c->children; i++)
		if (f->cell[i].merged == 0 && strcmp(f->cell[i].name, name) == 0)
			return i;
	return CPROF_FLAME_ROOT;
}

/* The same for what is merged from that rank on. */
static uint32_t child_ranked(const struct cprof_flame *f, uint32_t cell, const char *rank)
{
	const struct cprof_flame_cell *c = &f->cell[cell];
	uint32_t number = (uint32_t)strtoul(rank, NULL, 10);
	for (uint32_t i = c->first; i < c->first + c->children; i++)
		if (f->cell[i].merged > 0 && f->cell[i].rank == number)
			return i;
	return CPROF_FLAME_ROOT;
}

uint32_t cprof_flame_find(const struct cprof_flame *f, const char *path)
{
	uint32_t at = CPROF_FLAME_ROOT;
	struct buf name = BUF_INIT;
	while (path != NULL && *path != '\0') {
		buf_clear(&name);
		bool merged = *path == '+' && strchr(path, ';') == NULL;
		uint32_t next = merged ? child_ranked(f, at, path + 1) : CPROF_FLAME_ROOT;
		path = take_name(path, &name);
		if (!merged)
			next = child_named(f, at, buf_text(&name));
		if (next == CPROF_FLAME_ROOT)
			break;
		at = next;
	}
	buf_done(&name);
	return at;
}

/* What the parameters come to for this graph. */
struct asking {
	const struct graph *g;
	struct flame_options options;
	struct intern names; /* of the path */
	VEC(uint32_t) step;  /* the path: numbers in names, then nodes */
	bool *wanted;
};

static void read_path(struct asking *x, const char *path)
{
	struct buf name = BUF_INIT;
	while (path != NULL && *path != '\0') {
		if (*path == '+' && strchr(path, ';') == NULL) {
			x->options.opened = true;
			x->options.skip = (uint32_t)strtoul(path + 1, NULL, 10);
			break;
		}
		buf_clear(&name);
		path = take_name(path, &name);
		VEC_PUSH(&x->step, intern_put(&x->names, buf_text(&name), name.size));
	}
	buf_done(&name);
}

/* Looks at every node's printed name: is it on the path, does it match? */
static enum cprof_status find_nodes(struct asking *x, const struct rx *rx,
				    struct cprof_error *err)
{
	uint32_t *node = xcalloc(x->names.count, sizeof *node);
	struct buf name = BUF_INIT;
	memset(node, 0xff, x->names.count * sizeof *node);
	for (uint32_t i = 0; i < x->g->nodes && err->status == CPROF_OK; i++) {
		buf_clear(&name);
		node_printable(x->g, &x->g->node[i], &name);
		uint32_t number = intern_get(&x->names, buf_text(&name), name.size);
		if (number != INTERN_NONE && node[number] == PROFILE_NONE)
			node[number] = i;
		if (rx != NULL)
			rx_match(rx, buf_text(&name), name.size, &x->wanted[i], err);
	}
	for (size_t i = 0; i < x->step.count; i++)
		x->step.at[i] = node[x->step.at[i]];
	free(node);
	buf_done(&name);
	return err->status;
}

static enum cprof_status read_parameters(struct asking *x,
					 const struct cprof_flame_parameters *asked,
					 struct cprof_error *err)
{
	struct rx *rx = NULL;
	int64_t columns = asked->columns > 0 ? asked->columns : COLUMNS;
	if (asked->pattern != NULL && rx_compile_smart(asked->pattern, &rx, NULL, err) != CPROF_OK)
		return err->status;
	if (rx != NULL)
		x->wanted = xcalloc(x->g->nodes, sizeof *x->wanted);
	read_path(x, asked->path);
	if (rx != NULL || x->step.count > 0)
		find_nodes(x, rx, err);
	rx_free(rx);
	x->options.columns = columns < MOST_COLUMNS ? columns : MOST_COLUMNS;
	x->options.inverted = asked->inverted;
	x->options.path = x->step.at;
	x->options.length = (unsigned)x->step.count;
	x->options.wanted = x->wanted;
	return err->status;
}

/* Copies what was found; texts of a node are copied once. */
struct copying {
	struct cprof_flame *f;
	const struct graph *g;
	const char **name; /* per node */
	const char **text; /* per string of the profile */
	bool mean;
};

static const char *keep_string(const struct copying *x, str_id s)
{
	const struct profile *p = x->g->selection->profile;
	if (x->text[s] == NULL)
		x->text[s] = arena_text(x->f->memory, profile_text(p, s), profile_length(p, s));
	return x->text[s];
}

static const char *keep_name(const struct copying *x, uint32_t node)
{
	if (x->name[node] == NULL) {
		struct buf name = BUF_INIT;
		node_printable(x->g, &x->g->node[node], &name);
		x->name[node] = arena_text(x->f->memory, buf_text(&name), name.size);
		buf_done(&name);
	}
	return x->name[node];
}

static int64_t shown(int64_t value, int64_t div)
{
	return div != 0 ? value_divide(value, div) : value;
}

static void copy_cell(const struct copying *x, const struct flame_cell *from,
		      struct cprof_flame_cell *to)
{
	*to = (struct cprof_flame_cell){
		.name = "",
		.where_function = "",
		.where_file = "",
		.parent = from->parent,
		.merged = from->merged,
		.rank = from->rank,
		.first = from->first,
		.children = from->children,
		.column = from->column,
		.width = from->width,
		.value = shown(from->value, from->value_div),
		.base = x->mean ? INT64_MAX : from->taken,
		.now = value_add(from->value, from->taken),
		.self = shown(from->self, from->self_div),
		.inlined = from->inlined && from->node != PROFILE_NONE,
		.matches = from->matches,
		.hides = from->hides,
	};
	if (from->node == PROFILE_NONE)
		return;
	const struct node *n = &x->g->node[from->node];
	to->name = keep_name(x, from->node);
	to->where_line = n->best_line;
	if (n->function != PROFILE_NONE) {
		const struct function *f = &x->g->selection->profile->function[n->function];
		to->where_function = keep_string(x, f->name);
		to->where_file = keep_string(x, f->file);
	}
}

static void copy_cells(struct cprof_flame *f, const struct graph *g, const struct flame *from)
{
	struct copying x = { .f = f, .g = g, .mean = g->value.mean };
	x.name = xcalloc(g->nodes, sizeof *x.name);
	x.text = xcalloc(g->selection->profile->string_count, sizeof *x.text);
	f->cell = xcalloc(from->cells, sizeof *f->cell);
	f->cells = from->cells;
	f->level = xduparray(from->level, (size_t)from->levels + 1, sizeof *from->level);
	f->levels = from->levels;
	for (uint32_t level = 0; level < f->levels; level++)
		for (uint32_t i = f->level[level]; i < f->level[level + 1]; i++) {
			copy_cell(&x, &from->cell[i], &f->cell[i]);
			f->cell[i].level = level;
		}
	free(x.name);
	free(x.text);
}

static struct cprof_flame *describe(const struct run *run, const struct asking *x,
				    const struct flame *from)
{
	struct cprof_flame *f = xcalloc(1, sizeof *f);
	f->memory = arena_new();
	f->columns = x->options.columns;
	f->inverted = x->options.inverted;
	f->zoom = from->zoom;
	f->cut_short = from->reached < x->options.length ||
		       (x->options.opened && from->cell[from->zoom].merged == 0);
	f->searched = x->wanted != NULL;
	f->covered = shown(from->covered, from->covered_div);
	f->covered_zoom = shown(from->covered_zoom, from->covered_zoom_div);
	f->total = run->total;
	f->type = run_type(run, f->memory);
	f->unit = run_unit(run, f->memory);
	copy_cells(f, x->g, from);
	return f;
}

static enum cprof_status make(const struct run *run, const struct graph *g,
			      const struct cprof_flame_parameters *asked,
			      struct cprof_context *context, void **found, struct cprof_error *err)
{
	struct asking x = { .g = g };
	struct flame *flame;
	if (read_parameters(&x, asked, err) == CPROF_OK &&
	    flame_new(g, &x.options, &flame, context->progress, err) == CPROF_OK) {
		*found = describe(run, &x, flame);
		flame_free(flame);
	}
	intern_done(&x.names);
	VEC_DONE(&x.step);
	free(x.wanted);
	return err->status;
}

static enum cprof_status flame_run(const struct cprof_request *request, const void *parameters,
				   struct cprof_context *context, void **found,
				   struct cprof_error *err)
{
	struct graph *g;
	struct run run;
	if (run_start(request->profile, request->query, context, &run, err) != CPROF_OK)
		return err->status;
	struct graph_options options = run_graph_options(&run);
	if (run_graph(&run, &options, context, &g, err) == CPROF_OK) {
		make(&run, g, parameters, context, found, err);
		graph_free(g);
	}
	run_done(&run);
	return err->status;
}

static void flame_free_found(void *found)
{
	struct cprof_flame *f = found;
	if (f == NULL)
		return;
	arena_free(f->memory);
	free(f->cell);
	free(f->level);
	free(f);
}

static const struct cprof_pointer pointers[] = {
	CPROF_TEXT(struct cprof_flame_parameters, path),
	CPROF_TEXT(struct cprof_flame_parameters, pattern),
};

const struct cprof_analysis cprof_analysis_flame = {
	.name = "flame",
	.run = flame_run,
	.free = flame_free_found,
	.parameters = sizeof(struct cprof_flame_parameters),
	.pointer = pointers,
	.pointers = sizeof pointers / sizeof pointers[0],
};
