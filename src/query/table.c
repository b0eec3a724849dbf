/* Builds the table of a query: see table.h. Marks come from the in-edges of the trimmed graph, so
 * edges are made only for nodes that are shown and inlined somewhere. */
#include "query/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/unit.h"
#include "base/vec.h"
#include "base/xalloc.h"
#include "query/graph/graph.h"
#include "query/measure.h"
#include "query/package.h"
#include "query/filter/row_filter.h"

void cprof_table_free(struct cprof_table *t)
{
	if (t == NULL)
		return;
	arena_free(t->memory);
	free(t->row);
	free(t->order);
	free(t);
}

struct cprof_table *cprof_table_copy(const struct cprof_table *t)
{
	struct cprof_table *copy = xmalloc(sizeof *copy);
	*copy = *t;
	copy->row = xduparray(t->row, t->count, sizeof *t->row);
	copy->order = xduparray(t->order, t->count, sizeof *t->order);
	arena_hold(t->memory);
	return copy;
}

size_t cprof_table_size(const struct cprof_table *t)
{
	return sizeof *t + t->count * (sizeof *t->row + sizeof *t->order) +
	       ((const struct arena *)t->memory)->size;
}

static const char *keep_text(struct cprof_table *t, const char *text)
{
	return arena_text(t->memory, text, strlen(text));
}

/* The smallest value on the screen, which the unit has to show. */
static int64_t smallest_value(const struct cprof_table *t)
{
	int64_t least = 0;
	for (size_t i = 0; i < t->shown; i++) {
		const struct cprof_row *row = &t->row[t->order[i]];
		least = measure_least(least, row->flat, row->cum);
	}
	return least == 0 ? t->total : least;
}

/* Packages and modules: many rows have the same. */
struct parts {
	struct intern known;
	VEC(const char *) kept;
};

/* Fills the rows; a text is copied once for all rows that have it. */
struct filling {
	struct cprof_table *t;
	const struct graph *g;
	const char **string; /* per string of the profile: its copy */
	const char **text;   /* the same for texts of the graph */
	struct parts *parts; /* NULL: rows are not asked for packages */
};

static const char *keep_string(const struct filling *x, str_id s)
{
	const struct profile *p = x->g->selection->profile;
	if (x->string[s] == NULL)
		x->string[s] = arena_text(x->t->memory, profile_text(p, s), profile_length(p, s));
	return x->string[s];
}

static const char *keep_graph_text(const struct filling *x, text_id id)
{
	const struct intern *text = &x->g->text;
	if (x->text[id] == NULL)
		x->text[id] = arena_text(x->t->memory, intern_text(text, id),
					 intern_length(text, id));
	return x->text[id];
}

static const char *keep_part(const struct filling *x, const struct buf *part)
{
	struct parts *parts = x->parts;
	uint32_t number = intern_put(&parts->known, buf_text(part), part->size);
	if (number == parts->kept.count)
		VEC_PUSH(&parts->kept, keep_text(x->t, buf_text(part)));
	return parts->kept.at[number];
}

/* Where the row's function belongs. */
static void fill_package(const struct filling *x, struct cprof_row *row)
{
	struct buf part = BUF_INIT;
	if (package_of(&part, row->where_function, row->where_file))
		row->package = keep_part(x, &part);
	buf_clear(&part);
	if (module_of(&part, row->where_function, row->where_file))
		row->module = keep_part(x, &part);
	buf_done(&part);
}

static void fill_row(const struct filling *x, uint32_t node, const char *name)
{
	const struct node *n = &x->g->node[node];
	const struct profile *p = x->g->selection->profile;
	struct cprof_table *t = x->t;
	struct cprof_row *row = &t->row[t->count];
	*row = (struct cprof_row){
		.id = node_id(x->g, n),
		.function = keep_graph_text(x, n->key.name),
		.file = keep_graph_text(x, n->key.file),
		.object = keep_graph_text(x, n->key.object),
		.address = n->key.address,
		.start_line = n->key.start_line,
		.line = n->key.line,
		.column = n->key.column,
		.where_function = "",
		.where_file = "",
		.package = "",
		.module = "",
		.where_line = n->best_line,
		.flat = node_flat(n),
		.cum = node_cum(n),
		.flat_raw = n->sum.flat,
		.cum_raw = n->sum.cum,
		.rank = (uint32_t)t->count,
	};
	row->name = strcmp(name, row->function) == 0 ? row->function : keep_text(t, name);
	if (n->function != PROFILE_NONE) {
		const struct function *f = &p->function[n->function];
		row->where_function = keep_string(x, f->name);
		row->where_file = keep_string(x, f->file);
		if (x->parts != NULL)
			fill_package(x, row);
	}
	t->order[t->count] = (uint32_t)t->count;
	t->count++;
}

static void fill_rows(struct cprof_table *t, const struct graph *g, const struct trim *trim,
		      bool packages)
{
	struct parts parts = { 0 };
	struct filling x = { .t = t, .g = g, .parts = packages ? &parts : NULL };
	x.string = xcalloc(g->selection->profile->string_count, sizeof *x.string);
	x.text = xcalloc(g->text.count, sizeof *x.text);
	for (uint32_t i = 0; i < trim->count; i++)
		fill_row(&x, trim->order[i], trim->name[trim->order[i]]);
	free(x.string);
	free(x.text);
	intern_done(&parts.known);
	VEC_DONE(&parts.kept);
	int64_t sum = 0;
	for (size_t i = 0; i < t->count; i++)
		t->row[i].sum = sum = value_add(sum, t->row[i].flat);
}

/* Sets the marks of the shown rows; row i is node trim->order[i]. */
static enum cprof_status fill_marks(struct cprof_table *t, struct graph *g, const struct trim *trim,
				    struct cprof_context *context, struct cprof_error *err)
{
	enum { INLINED = 1, CALLED = 2 };
	bool *wanted = xcalloc(g->nodes, sizeof *wanted);
	unsigned char *seen = xcalloc(g->nodes, sizeof *seen);
	bool any = false;
	for (uint32_t i = 0; i < trim->shown; i++) {
		wanted[trim->order[i]] = g->node[trim->order[i]].inlined_somewhere;
		any |= wanted[trim->order[i]];
	}
	enum cprof_status status = CPROF_OK;
	if (any)
		status = graph_edges(g, trim->kept, wanted, context->progress, err);
	for (size_t i = 0; i < g->edges; i++)
		if (value_abs(g->edge[i].weight) >= trim->edge_cutoff)
			seen[g->edge[i].target] |= g->edge[i].inlined ? INLINED : CALLED;
	for (uint32_t i = 0; i < trim->shown; i++) {
		unsigned char s = seen[trim->order[i]];
		if (s & INLINED)
			t->row[i].mark = s & CALLED ? CPROF_MARK_PARTIAL : CPROF_MARK_INLINE;
	}
	free(wanted);
	free(seen);
	return status;
}

static size_t count_samples(const struct selection *s)
{
	size_t count = s->profile->samples.count;
	for (size_t i = 0; i < s->profile->samples.count && s->dropped != NULL; i++)
		count -= s->dropped[i];
	return count;
}

struct cprof_table *table_of_graph(const struct run *run, const struct graph *g,
				   const struct trim *trim)
{
	const struct cprof_query *q = run->query;
	struct cprof_table *t = xcalloc(1, sizeof *t);
	t->memory = arena_new();
	t->row = xcalloc(trim->count, sizeof *t->row);
	t->order = xcalloc(trim->count, sizeof *t->order);
	t->type = run_type(run, t->memory);
	t->unit = run_unit(run, t->memory);
	t->total = t->percent_of = run->total;
	t->kept_total = run->kept_total;
	t->samples_kept = count_samples(run->selection);
	struct value_sides sides = { 0, 0 };
	t->diff = value_sides(run->selection, &run->value, &sides);
	t->base_total = sides.base;
	t->new_total = sides.other;
	t->shown = trim->shown;
	t->dropped_nodes = trim->dropped;
	t->node_count = trim->node_count;
	t->dropped_below = value_share(run->total, q->trim ? q->nodefraction : 0);
	fill_rows(t, g, trim, q->packages);
	if (t->shown > 0) {
		t->shown_flat = t->row[t->shown - 1].sum;
		if (strcmp(t->unit.shown, "minimum") == 0)
			t->unit.shown = keep_text(
				t, measure_unit(&t->unit, t->total, smallest_value(t), true));
	}
	return t;
}

enum cprof_status table_graph(const struct run *run, const struct table_options *options,
			      struct cprof_context *context, struct graph **graph,
			      struct trim *trim, struct cprof_error *err)
{
	const struct cprof_query *q = run->query;
	struct graph_options graph_options =
		options->grouped ? run_table_options(run) : run_graph_options(run);
	struct trim_options trim_options = { .sort = (enum cprof_sort)q->sort };
	if (q->trim) {
		trim_options.nodecount = q->nodecount == -1 ? options->nodecount : q->nodecount;
		trim_options.nodefraction = q->nodefraction;
		trim_options.edgefraction = q->edgefraction;
	}
	enum cprof_status status = run_graph(run, &graph_options, context, graph, err);
	if (status == CPROF_OK)
		trim_init(trim, *graph, &trim_options);
	return status;
}

enum cprof_status table_new(const struct run *run, const struct table_options *options,
			    struct cprof_context *context, struct cprof_table **table,
			    struct cprof_error *err)
{
	struct graph *g;
	struct trim trim;
	struct row_filter *tests;
	if (row_filter_new(run->query->rows_off ? NULL : run->query->rows, &tests, err) != CPROF_OK)
		return err->status;
	enum cprof_status status = table_graph(run, options, context, &g, &trim, err);
	if (status != CPROF_OK) {
		row_filter_free(tests);
		return status;
	}
	struct cprof_table *t = table_of_graph(run, g, &trim);
	/* Packages and the like are not inlined. */
	if (!options->grouped || run->query->group == 0)
		status = fill_marks(t, g, &trim, context, err);
	t->measures = run->query->measures | row_filter_measures(tests);
	if (status == CPROF_OK && t->measures != 0)
		status = measure_rows(run, g, &trim, t, context, err);
	row_filter_apply(tests, t, context->notes);
	if (status == CPROF_OK)
		*table = t;
	else
		cprof_table_free(t);
	row_filter_free(tests);
	trim_done(&trim);
	graph_free(g);
	return status;
}

enum cprof_status cprof_table_new(const struct cprof_request *request,
				  struct cprof_context *context, struct cprof_table **table,
				  struct cprof_error *err)
{
	struct table_options options = { .grouped = true };
	struct run run;
	if (run_start(request->profile, request->query, context, &run, err) == CPROF_OK)
		table_new(&run, &options, context, table, err);
	run_done(&run);
	return err->status;
}
