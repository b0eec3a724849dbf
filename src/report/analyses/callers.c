/* Callers and callees of a function as rows: see cprof/callers.h. The trees come from
 * query/callers; here they get their order, which is that of peek, names, and the rows that say
 * more. */
#include <cprof/callers.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/report.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/unit.h"
#include "base/vec.h"
#include "query/callers/callers.h"
#include "query/dot/dot_graph.h"
#include "query/run.h"

#define LIMIT 500 /* rows below one row, if nothing else is asked for */

struct caller_rows {
	const struct run *run;
	const struct callers *k;
	struct cprof_callers *c;
	size_t limit;
	const char **name;  /* per cell: as reports print its node; NULL for lines */
	uint32_t *order;    /* cells, those of one parent and kind together and in order */
	uint32_t *first;    /* per cell: where its children begin; cells + 1 of them */
	VEC(struct cprof_call) row; /* of the list at hand */
	struct buf path, through;
};

void cprof_callers_free(struct cprof_callers *c)
{
	if (c == NULL)
		return;
	free(c->callers.row);
	free(c->callees.row);
	arena_free(c->memory);
	free(c);
}

static const char *keep_text(struct caller_rows *x, const char *text)
{
	return arena_text(x->c->memory, text, strlen(text));
}

static const struct profile *profile_of(const struct caller_rows *x)
{
	return x->k->graph->selection->profile;
}

static const char *print_node(struct caller_rows *x, uint32_t node)
{
	struct buf name = BUF_INIT;
	node_printable(x->k->graph, &x->k->graph->node[node], &name);
	const char *kept = arena_text(x->c->memory, buf_text(&name), name.size);
	buf_done(&name);
	return kept;
}

/* --- The order of cells. --- */

/* By value, then by name, as peek has edges; lines by their position. */
static int compare_cells(const void *left, const void *right, void *context)
{
	const struct caller_rows *x = context;
	uint32_t l = *(const uint32_t *)left, r = *(const uint32_t *)right;
	const struct callers_cell *a = &x->k->cell[l], *b = &x->k->cell[r];
	int order = (a->parent > b->parent) - (a->parent < b->parent);
	if (order == 0)
		order = (a->kind > b->kind) - (a->kind < b->kind);
	if (order == 0)
		order = value_compare_size(a->value, b->value);
	if (order == 0 && a->kind == CALLERS_LINE)
		order = strcmp(profile_text(profile_of(x), a->file),
			       profile_text(profile_of(x), b->file));
	else if (order == 0 && a->node != PROFILE_NONE)
		order = strcmp(x->name[l], x->name[r]);
	if (order == 0)
		order = (a->node > b->node) - (a->node < b->node);
	return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static void order_cells(struct caller_rows *x)
{
	uint32_t cells = x->k->cells, at = 0;
	x->name = xcalloc(cells, sizeof *x->name);
	x->order = xcalloc(cells, sizeof *x->order);
	x->first = xcalloc((size_t)cells + 1, sizeof *x->first);
	for (uint32_t i = 1; i < cells; i++) {
		x->order[i - 1] = i;
		if (x->k->cell[i].node != PROFILE_NONE)
			x->name[i] = print_node(x, x->k->cell[i].node);
	}
	qsort_r(x->order, cells - 1, sizeof *x->order, compare_cells, x);
	for (uint32_t i = 0; i < cells; i++) {
		x->first[i] = at;
		while (at < cells - 1 && x->k->cell[x->order[at]].parent == i)
			at++;
	}
	x->first[cells] = at;
}

/* The children of a kind: order[*first .. *first + count). */
static size_t children(const struct caller_rows *x, uint32_t parent, enum callers_kind kind,
		       uint32_t *first)
{
	size_t count = 0;
	*first = x->first[parent];
	while (*first < x->first[parent + 1] && x->k->cell[x->order[*first]].kind != kind)
		(*first)++;
	while (*first + count < x->first[parent + 1] &&
	       x->k->cell[x->order[*first + count]].kind == kind)
		count++;
	return count;
}

/* --- Rows. --- */

static void put_id(struct caller_rows *x, uint64_t id)
{
	buf_printf(&x->path, "%s%" PRIx64, x->path.size > 0 ? " " : "", id);
}

static void put_through(struct caller_rows *x, uint32_t node)
{
	struct buf name = BUF_INIT;
	node_printable(x->k->graph, &x->k->graph->node[node], &name);
	buf_printf(&x->through, "%s%s", x->through.size > 0 ? " > " : "", buf_text(&name));
	buf_done(&name);
}

/* The identity of a node, and where a person should look at it. */
static struct cprof_row locate(struct caller_rows *x, uint32_t node)
{
	const struct graph *g = x->k->graph;
	const struct node *n = &g->node[node];
	const struct profile *p = profile_of(x);
	struct cprof_row row = {
		.name = print_node(x, node),
		.id = node_id(g, n),
		.function = keep_text(x, graph_text(g, n->key.name)),
		.file = keep_text(x, graph_text(g, n->key.file)),
		.object = keep_text(x, graph_text(g, n->key.object)),
		.address = n->key.address,
		.start_line = n->key.start_line,
		.line = n->key.line,
		.column = n->key.column,
		.where_function = "",
		.where_file = "",
		.where_line = n->best_line,
	};
	if (n->function != PROFILE_NONE) {
		const struct function *f = &p->function[n->function];
		row.where_function = keep_text(x, profile_text(p, f->name));
		row.where_file = keep_text(x, profile_text(p, f->file));
	}
	return row;
}

/* The cell that alone goes on with all of this one; CALLERS_ROOT: none does. */
static uint32_t only_child(const struct caller_rows *x, uint32_t cell)
{
	const struct callers_cell *c = &x->k->cell[cell];
	uint32_t first;
	if (!c->open || children(x, cell, c->kind, &first) != 1 ||
	    x->k->cell[x->order[first]].value != c->value)
		return CALLERS_ROOT;
	return x->order[first];
}

/* One more call shares the row, behind that of `node`. */
static void add_folded(struct caller_rows *x, struct cprof_call *row, uint32_t node, uint64_t id)
{
	put_through(x, node);
	put_id(x, id);
	row->folded++;
}

/* Sets what the row of a cell goes through. Cells that alone go on with all of the one above share
 * its row, except on the first level, which is as peek has it; so does the run of the last one.
 * Returns that last cell, whose children come below the row. */
static uint32_t fold(struct caller_rows *x, struct cprof_call *row, uint32_t cell)
{
	const struct callers_cell *all = x->k->cell;
	uint32_t last = cell, next;
	buf_clear(&x->path);
	buf_clear(&x->through);
	put_id(x, all[cell].path);
	while (row->level > 1 && (next = only_child(x, last)) != CALLERS_ROOT) {
		add_folded(x, row, all[last].node, all[next].path);
		last = next;
	}
	uint32_t node = all[last].node;
	uint64_t id = all[last].path;
	for (uint32_t i = 0; i < all[last].run_length; i++) {
		id = callers_path(x->k->graph, id, all[last].kind, all[last].run[i]);
		add_folded(x, row, node, id);
		node = all[last].run[i];
	}
	row->row = locate(x, node);
	row->name = row->row.name;
	row->open = all[last].open;
	row->opens = row->open ? children(x, last, all[last].kind, &next) > 0 : all[last].beyond;
	row->path = arena_text(x->c->memory, buf_text(&x->path), x->path.size);
	if (row->folded > 0)
		row->through = arena_text(x->c->memory, buf_text(&x->through), x->through.size);
	return last;
}

/* The lines the calls of a cell are made at. */
static void find_lines(struct caller_rows *x, struct cprof_call *call, uint32_t cell, bool caller)
{
	uint32_t first;
	call->lines = children(x, cell, CALLERS_LINE, &first);
	if (call->lines == 0)
		return;
	const struct callers_cell *line = &x->k->cell[x->order[first]];
	call->call_file = keep_text(x, profile_text(profile_of(x), line->file));
	call->call_line = line->line;
	if (caller && line->line != 0) {
		call->row.where_file = call->call_file;
		call->row.where_line = line->line;
	}
}

/* One row stands for those that are too many. */
static void put_rest(struct caller_rows *x, unsigned level, const uint32_t *cell, size_t count,
		     const char *what)
{
	static const struct cprof_row nobody = {
		.name = "",
		.function = "",
		.file = "",
		.object = "",
		.where_function = "",
		.where_file = "",
	};
	struct cprof_call call = { .kind = CPROF_CALL_REST, .level = level, .row = nobody };
	struct buf name = BUF_INIT;
	call.count = count;
	call.value = x->k->cell[*cell].value;
	call.id = x->k->cell[*cell].path + 1;
	call.call_file = call.path = "";
	buf_printf(&name, "%s more %s", unit_count(count).text, what);
	call.name = arena_text(x->c->memory, buf_text(&name), name.size);
	buf_done(&name);
	VEC_PUSH(&x->row, call);
}

/* The rows of lines below the row of the cell; they belong to the calling function. */
static void put_lines(struct caller_rows *x, const struct cprof_row *calling, unsigned level,
		      uint32_t cell)
{
	uint32_t first;
	size_t count = children(x, cell, CALLERS_LINE, &first);
	for (size_t i = 0; i < count && i < x->limit; i++) {
		const struct callers_cell *line = &x->k->cell[x->order[first + i]];
		const char *file = keep_text(x, profile_text(profile_of(x), line->file));
		struct cprof_call call = {
			.kind = CPROF_CALL_LINE,
			.level = level,
			.value = line->value,
			.base = line->taken,
			.now = value_add(line->value, line->taken),
			.row = *calling,
			.line = line->line,
			.call_file = file,
			.call_line = line->line,
			.id = line->path,
			.path = "",
		};
		struct buf name = BUF_INIT;
		call.row.where_file = file;
		call.row.where_line = line->line;
		buf_printf(&name, "%s:%" PRId64, path_tail(file), line->line);
		call.name = arena_text(x->c->memory, buf_text(&name), name.size);
		buf_done(&name);
		VEC_PUSH(&x->row, call);
	}
	if (count > x->limit)
		put_rest(x, level, &x->order[first + x->limit], count - x->limit, "lines");
}

static void put_below(struct caller_rows *x, const struct cprof_row *above, uint32_t parent,
		      enum callers_kind kind, unsigned level);

static void put_call(struct caller_rows *x, const struct cprof_row *above, uint32_t cell,
		     unsigned level)
{
	const struct callers_cell *c = &x->k->cell[cell];
	bool caller = c->kind == CALLERS_CALLER;
	struct cprof_call call = { .kind = CPROF_CALL_FUNCTION, .level = level };
	call.value = c->value;
	call.base = c->taken;
	call.now = value_add(c->value, c->taken);
	call.inlined = c->inlined;
	call.id = c->path;
	call.call_file = "";
	uint32_t last = fold(x, &call, cell);
	/* In a row of several calls only the last one's are known, and that one is the caller. */
	if (x->k->cell[last].run_length == 0 && (caller || call.folded == 0))
		find_lines(x, &call, last, caller);
	call.opens |= call.lines > 1;
	VEC_PUSH(&x->row, call);
	if (!call.open)
		return;
	if (call.lines > 1)
		put_lines(x, caller ? &call.row : above, level + 1, last);
	put_below(x, &call.row, last, c->kind, level + 1);
}

static void put_below(struct caller_rows *x, const struct cprof_row *above, uint32_t parent,
		      enum callers_kind kind, unsigned level)
{
	uint32_t first;
	size_t count = children(x, parent, kind, &first);
	for (size_t i = 0; i < count && i < x->limit; i++)
		put_call(x, above, x->order[first + i], level);
	if (count > x->limit)
		put_rest(x, level, &x->order[first + x->limit], count - x->limit,
			 kind == CALLERS_CALLER ? "callers" : "callees");
}

static struct cprof_calls list_calls(struct caller_rows *x, enum callers_kind kind)
{
	struct cprof_calls calls;
	uint32_t first;
	x->row.at = NULL;
	x->row.count = x->row.room = 0;
	put_below(x, &x->c->pivot, CALLERS_ROOT, kind, 1);
	calls.row = x->row.at;
	calls.count = x->row.count;
	calls.direct = children(x, CALLERS_ROOT, kind, &first);
	return calls;
}

/* --- The pivot, and the question. --- */

static void describe_pivot(struct caller_rows *x, int64_t line)
{
	const struct callers_cell *root = &x->k->cell[CALLERS_ROOT];
	struct cprof_callers *c = x->c;
	uint32_t first;
	c->pivot = locate(x, x->k->best);
	c->line = line;
	if (line != 0)
		c->pivot.where_line = line;
	c->flat = dot_graph_divided(x->k->flat, x->k->flat_div);
	c->cum = dot_graph_divided(root->value, root->div);
	c->recursive = children(x, CALLERS_ROOT, CALLERS_ITSELF, &first) > 0;
	if (c->recursive) {
		const struct callers_cell *itself = &x->k->cell[x->order[first]];
		c->itself = itself->value;
		c->itself_base = itself->taken;
		c->itself_now = value_add(itself->value, itself->taken);
	}
}

static void make_rows(struct caller_rows *x, int64_t line)
{
	struct cprof_callers *c = x->c;
	c->memory = arena_new();
	c->type = run_type(x->run, c->memory);
	c->unit = run_unit(x->run, c->memory);
	c->total = x->run->total;
	order_cells(x);
	describe_pivot(x, line);
	c->callers = list_calls(x, CALLERS_CALLER);
	c->callees = list_calls(x, CALLERS_CALLEE);
	free(x->name);
	free(x->order);
	free(x->first);
	buf_done(&x->path);
	buf_done(&x->through);
}

static int compare_ids(const void *left, const void *right)
{
	const uint64_t *a = left, *b = right;
	return (*a > *b) - (*a < *b);
}

/* The ids in a text, in ascending order. */
static uint64_t *read_ids(const char *text, size_t *count)
{
	VEC(uint64_t) id = { 0 };
	char *end;
	while (text != NULL && *(text += strspn(text, " ")) != '\0') {
		VEC_PUSH(&id, strtoull(text, &end, 16));
		if (end == text)
			break;
		text = end;
	}
	if (id.count > 0)
		qsort(id.at, id.count, sizeof *id.at, compare_ids);
	*count = id.count;
	return id.at;
}

static void not_left(const struct graph *g, uint32_t node,
		     const struct cprof_callers_parameters *asked, struct cprof_error *err)
{
	struct buf name = BUF_INIT;
	if (asked->function == NULL && asked->file == NULL && node != PROFILE_NONE)
		node_printable(g, &g->node[node], &name);
	cprof_error_set(err, CPROF_ERR_NOTFOUND, "no sample with %s is left",
			asked->function != NULL ? asked->function
			: asked->file != NULL   ? "this file"
			: name.size > 0         ? buf_text(&name)
						: "this row");
	buf_done(&name);
}

static enum cprof_status ask_graph(const struct run *run, const struct graph *g,
				   const struct cprof_callers_parameters *asked,
				   struct cprof_context *context, void **found,
				   struct cprof_error *err)
{
	struct callers_question question = {
		.pivot = { asked->function, asked->file, asked->line, asked->row },
		.trim_path = run->query->trim_path,
		.source_path = run->query->source_path,
	};
	struct caller_rows x = { .run = run };
	struct callers *k = NULL;
	uint64_t *open = read_ids(asked->path, &question.opened);
	question.open = open;
	if (callers_new(g, &question, &k, context->progress, err) == CPROF_OK &&
	    (k->best == PROFILE_NONE || !k->cell[CALLERS_ROOT].met)) {
		not_left(g, k->best, asked, err);
	} else if (err->status == CPROF_OK) {
		x.k = k;
		x.limit = asked->limit > 0 ? (size_t)asked->limit : LIMIT;
		x.c = xcalloc(1, sizeof *x.c);
		make_rows(&x, asked->line);
		*found = x.c;
	}
	callers_free(k);
	free(open);
	return err->status;
}

static enum cprof_status callers_run(const struct cprof_request *request, const void *parameters,
				     struct cprof_context *context, void **found,
				     struct cprof_error *err)
{
	struct graph *g;
	struct run run;
	if (run_start(request->profile, request->query, context, &run, err) != CPROF_OK)
		return err->status;
	struct graph_options options = run_graph_options(&run);
	if (run_graph(&run, &options, context, &g, err) == CPROF_OK) {
		ask_graph(&run, g, parameters, context, found, err);
		graph_free(g);
	}
	run_done(&run);
	return err->status;
}

static void free_found(void *callers)
{
	cprof_callers_free(callers);
}

static const struct cprof_pointer pointers[] = {
	CPROF_TEXT(struct cprof_callers_parameters, function),
	CPROF_TEXT(struct cprof_callers_parameters, file),
	CPROF_TEXT(struct cprof_callers_parameters, path),
};

const struct cprof_analysis cprof_analysis_callers = {
	.name = "callers",
	.run = callers_run,
	.free = free_found,
	.parameters = sizeof(struct cprof_callers_parameters),
	.pointer = pointers,
	.pointers = sizeof pointers / sizeof pointers[0],
};
