/* Grouping locations into nodes: see graph.h. The sums are made in sums.c, the edges in edges.c. */
#include "query/graph/graph.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/path.h"
#include "base/vec.h"
#include "query/labels.h"
#include "query/package.h"

/* Makes nodes; lives while the locations are grouped. */
struct grouping {
	struct graph *g;
	const struct graph_options *options;
	struct intern keys;
	text_id *string_text; /* per string of the profile: its number in graph->text + 1 */
	text_id *file_text;   /* the same for trimmed and cleaned file names */
	uint32_t *known;      /* per function: its node + 1, where its key holds nothing else */
	VEC(struct node) node;
	VEC(uint32_t) expand;
};

static text_id text_of(struct grouping *x, str_id s)
{
	const struct profile *p = x->g->selection->profile;
	if (x->string_text[s] == 0)
		x->string_text[s] =
			intern_put(&x->g->text, profile_text(p, s), profile_length(p, s)) + 1;
	return x->string_text[s] - 1;
}

static text_id file_of(struct grouping *x, str_id s)
{
	const struct profile *p = x->g->selection->profile;
	if (x->file_text[s] == 0) {
		struct buf file = BUF_INIT;
		if (!x->options->stored_paths)
			path_print(&file, profile_text(p, s), x->options->trim_path,
				   x->options->source_path);
		else if (profile_length(p, s) > 0)
			path_clean(&file, profile_text(p, s));
		x->file_text[s] = intern_put(&x->g->text, buf_text(&file), file.size) + 1;
		buf_done(&file);
	}
	return x->file_text[s] - 1;
}

static text_id object_of(struct grouping *x, const struct location *l)
{
	const struct profile *p = x->g->selection->profile;
	return text_of(x, l->mapping == PROFILE_NONE ? 0 : p->mapping[l->mapping].file);
}

static uint32_t node_of(struct grouping *x, const struct node_key *key)
{
	uint32_t number = intern_put(&x->keys, key, sizeof *key);
	if (number == x->node.count)
		VEC_PUSH(&x->node, (struct node){ .key = *key, .function = PROFILE_NONE });
	return number;
}

/* The node of a location without lines. */
static void expand_bare(struct grouping *x, const struct location *l)
{
	struct node_key key = { .object = object_of(x, l) };
	if (x->options->granularity == CPROF_BY_ADDRESS)
		key.address = l->address;
	uint32_t number = node_of(x, &key);
	VEC_PUSH(&x->expand, number);
}

/* The node of the package or the module of a function. What is not Go's has no modules; there the
 * file that is mapped is the next best. */
static uint32_t part_node(struct grouping *x, const struct location *l, fn_id function)
{
	const struct profile *p = x->g->selection->profile;
	const struct function *f = &p->function[function];
	const char *name = profile_text(p, f->name), *file = profile_text(p, f->file);
	bool package = x->options->granularity == CPROF_BY_PACKAGE;
	struct buf part = BUF_INIT;
	if (package ? !package_of(&part, name, file) : !module_of(&part, name, file)) {
		if (package || l->mapping == PROFILE_NONE)
			buf_puts(&part, package ? PACKAGE_NONE : MODULE_NONE);
		else
			path_base(&part, profile_text(p, p->mapping[l->mapping].file));
	}
	struct node_key key = { .name = intern_put(&x->g->text, buf_text(&part), part.size) };
	uint32_t number = node_of(x, &key);
	if (package)
		x->known[function] = number + 1;
	buf_done(&part);
	return number;
}

/* The node of a line. */
static uint32_t line_node(struct grouping *x, const struct location *l, const struct line *line)
{
	const struct function *f = &x->g->selection->profile->function[line->function];
	int by = x->options->granularity;
	struct node_key key = { 0 };
	bool of_function = by == CPROF_BY_FUNCTION || by == CPROF_BY_FILEFUNCTION ||
			   by == CPROF_BY_FILE || by == CPROF_BY_PACKAGE;
	if (of_function && x->known[line->function] != 0)
		return x->known[line->function] - 1;
	if (by == CPROF_BY_PACKAGE || by == CPROF_BY_MODULE)
		return part_node(x, l, line->function);
	if (by != CPROF_BY_FILE)
		key.name = text_of(x, f->name);
	if (by != CPROF_BY_FUNCTION)
		key.file = file_of(x, f->file);
	if (by == CPROF_BY_LINE || by == CPROF_BY_ADDRESS) {
		bool untouched = by == CPROF_BY_ADDRESS && !x->options->noinlines;
		key.line = line->line;
		key.column = x->options->showcolumns || untouched ? line->column : 0;
	}
	if (by == CPROF_BY_ADDRESS)
		key.address = l->address;
	if (x->options->keep_objects || *graph_text(x->g, key.name) == '\0') {
		key.object = object_of(x, l);
		key.start_line = f->start_line;
		of_function = false;
	}
	uint32_t number = node_of(x, &key);
	if (of_function)
		x->known[line->function] = number + 1;
	return number;
}

static void expand_line(struct grouping *x, const struct location *l, const struct line *line,
			bool inlined)
{
	uint32_t number = line_node(x, l, line);
	struct node *n = &x->node.at[number];
	n->inlined_somewhere |= inlined;
	if (n->function == PROFILE_NONE) {
		n->function = line->function;
		n->best_line = line->line;
	}
	VEC_PUSH(&x->expand, number);
}

static void expand_location(struct grouping *x, loc_id l)
{
	const struct selection *s = x->g->selection;
	const struct location *location = &s->profile->location[l];
	uint32_t left = s->line_left[l];
	if (s->hidden[l] || x->options->granularity == CPROF_BY_LABEL)
		return;
	if (left == 0) {
		expand_bare(x, location);
		return;
	}
	for (uint32_t i = x->options->noinlines ? left - 1 : 0; i < left; i++) {
		const struct line *line =
			&s->profile->line[s->line_index[s->line_first[l] + i]];
		expand_line(x, location, line, i + 1 < left);
	}
}

/* Each sample belongs to the values that it has for the label, all of them together. */
static void group_sets(struct grouping *x)
{
	const struct selection *s = x->g->selection;
	uint32_t sets = s->profile->label_set_count;
	struct buf value = BUF_INIT;
	x->g->set_node = xcalloc((size_t)sets + 1, sizeof *x->g->set_node);
	for (uint32_t set = 0; set < sets; set++) {
		buf_clear(&value);
		if (!label_value(s, set, x->options->label, &value))
			buf_printf(&value, "(no %s)", x->options->label);
		struct node_key key = {
			.name = intern_put(&x->g->text, buf_text(&value), value.size)
		};
		x->g->set_node[set] = node_of(x, &key);
	}
	buf_done(&value);
}

static void group(struct graph *g, const struct graph_options *options)
{
	const struct profile *p = g->selection->profile;
	struct grouping x = { .g = g, .options = options };
	x.string_text = xcalloc(p->string_count, sizeof *x.string_text);
	x.file_text = xcalloc(p->string_count, sizeof *x.file_text);
	x.known = xcalloc(p->function_count, sizeof *x.known);
	intern_put(&g->text, "", 0); /* text 0 is empty, as a key made of zeros expects */
	g->expand_first = xcalloc((size_t)p->location_count + 1, sizeof *g->expand_first);
	if (options->granularity == CPROF_BY_LABEL)
		group_sets(&x);
	for (loc_id l = 0; l < p->location_count; l++) {
		expand_location(&x, l);
		g->expand_first[l + 1] = (uint32_t)x.expand.count;
	}
	g->node = x.node.at;
	g->nodes = (uint32_t)x.node.count;
	g->expand = x.expand.at;
	free(x.string_text);
	free(x.file_text);
	free(x.known);
	intern_done(&x.keys);
}

/* Remembers the line with the most flat value of each node. */
static void find_best_lines(struct graph *g, const int64_t *leaf_flat)
{
	const struct profile *p = g->selection->profile;
	for (loc_id l = 0; l < p->location_count; l++) {
		if (g->expand_first[l] == g->expand_first[l + 1])
			continue;
		struct node *n = &g->node[g->expand[g->expand_first[l]]];
		const struct line *line = graph_line(g, l, g->expand_first[l]);
		if (leaf_flat[l] > n->best_flat && line != NULL && line->line != 0) {
			n->best_flat = leaf_flat[l];
			n->best_line = line->line;
			n->function = line->function;
		}
	}
}

static void discard(struct graph *g, bool drop_negative)
{
	for (uint32_t i = 0; i < g->nodes; i++) {
		struct node *n = &g->node[i];
		int64_t flat = n->sum.flat, cum = n->sum.cum;
		n->discarded = (flat == 0 && cum == 0) ||
			       (drop_negative && (flat < 0 || (flat == 0 && cum < 0)));
	}
}

enum cprof_status graph_new(const struct selection *s, const struct value_spec *value,
			    const struct graph_options *options, struct graph **graph,
			    struct cprof_progress *progress, struct cprof_error *err)
{
	struct graph *g = xcalloc(1, sizeof *g);
	g->selection = s;
	g->value = *value;
	group(g, options);
	int64_t *leaf_flat = xcalloc(s->profile->location_count, sizeof *leaf_flat);
	struct node_sum *sum = xcalloc(g->nodes, sizeof *sum);
	enum cprof_status status = graph_sums(g, s, &g->value, sum, leaf_flat, progress, err);
	if (status == CPROF_OK) {
		for (uint32_t i = 0; i < g->nodes; i++)
			g->node[i].sum = sum[i];
		find_best_lines(g, leaf_flat);
		discard(g, options->drop_negative);
		*graph = g;
	} else {
		graph_free(g);
	}
	free(leaf_flat);
	free(sum);
	return status;
}

struct graph *graph_hold(struct graph *g)
{
	g->holders++;
	return g;
}

void graph_free(struct graph *g)
{
	if (g == NULL || g->holders-- > 0)
		return;
	intern_done(&g->text);
	free(g->node);
	free(g->expand_first);
	free(g->expand);
	free(g->set_node);
	free(g->edge);
	free(g);
}

void node_printable(const struct graph *g, const struct node *n, struct buf *out)
{
	const struct node_key *k = &n->key;
	const char *name = graph_text(g, k->name), *file = graph_text(g, k->file);
	size_t start = out->size;
	if (k->address != 0)
		buf_printf(out, "%016" PRIx64, k->address);
	if (*name != '\0')
		buf_printf(out, "%s%s", out->size > start ? " " : "", name);
	const char *blank = out->size > start ? " " : "";
	if (k->line != 0) {
		buf_printf(out, "%s%s:%" PRId64, blank, file, k->line);
		if (k->column != 0)
			buf_printf(out, ":%" PRId64, k->column);
	} else if (*file != '\0') {
		buf_printf(out, "%s%s", blank, file);
	} else if (*name != '\0') {
		return;
	} else if (*graph_text(g, k->object) != '\0') {
		buf_printf(out, "%s[", blank);
		path_base(out, graph_text(g, k->object));
		buf_putc(out, ']');
	} else {
		buf_printf(out, "%s<unknown>", blank);
	}
}

static void put_tuple(const struct graph *g, const struct node *n, struct buf *out)
{
	const struct node_key *k = &n->key;
	buf_printf(out, "{%s  %" PRIu64 " %s %" PRId64 " %" PRId64 " %s}", graph_text(g, k->name),
		   k->address, graph_text(g, k->file), k->start_line, k->line,
		   graph_text(g, k->object));
}

uint64_t node_id(const struct graph *g, const struct node *n)
{
	const struct node_key *k = &n->key;
	const text_id text[] = { k->name, k->file, k->object };
	uint64_t h = 0;
	for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
		h = hash_mix(h ^
			     hash_bytes(graph_text(g, text[i]), intern_length(&g->text, text[i])));
	h = hash_mix(h ^ k->address);
	h = hash_mix(h ^ (uint64_t)k->start_line);
	h = hash_mix(h ^ (uint64_t)k->line);
	return hash_mix(h ^ (uint64_t)k->column);
}

int node_compare_tuples(const struct graph *g, const struct node *a, const struct node *b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;
	put_tuple(g, a, &x);
	put_tuple(g, b, &y);
	int order = strcmp(buf_text(&x), buf_text(&y));
	buf_done(&x);
	buf_done(&y);
	return order;
}
