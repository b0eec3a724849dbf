/* The dot report: the graph in graphviz's language, and the reports that are pictures of it. */
#include "report/result.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/unit.h"
#include "base/vec.h"
#include "base/xalloc.h"
#include "report/reports/dot_text.h"
#include "report/reports/drawing.h"
#include "report/header.h"

#define NODECOUNT 80
#define MOST_NODELETS 4 /* of one kind at one place */
#define HELP_LINE "\\lSee https://git.io/JfYMW for how to read the graph\\l"

/* Nodelets: the tags of a node as small boxes beside it. String labels come first, each with the
 * numbers of its samples, then the numbers of samples without string labels. */
struct nodelets {
	struct buf *out;
	const struct drawing *d;
	uint32_t node;
	bool divided; /* with mean, groups are ordered by what they show, tags by raw sums */
	bool leaf;    /* no edge leaves the node: what passes it counts, not what ends there */
	size_t count; /* boxes drawn */
};

/* A box to be: a tag, or several numbers that stand together. */
struct box {
	const char *text;
	int64_t seed, least, most; /* of numbers; the seed is that of the first one */
	size_t members;
	struct node_sum sum;
};

struct boxes {
	VEC(struct box) box;
};

static int compare_boxes(const void *left, const void *right, void *context)
{
	const struct nodelets *x = context;
	const struct box *a = left, *b = right;
	int by_cum = x->divided ? value_compare_size(dot_graph_cum(&a->sum), dot_graph_cum(&b->sum))
				: value_compare_size(a->sum.cum, b->sum.cum);
	int by_flat = x->divided
			      ? value_compare_size(dot_graph_flat(&a->sum), dot_graph_flat(&b->sum))
			      : value_compare_size(a->sum.flat, b->sum.flat);
	int order = x->leaf && by_cum != 0 ? by_cum : by_flat;
	return order != 0 ? order : strcmp(a->text, b->text);
}

static void sort_boxes(struct nodelets *x, struct boxes *b)
{
	if (b->box.count > 1)
		qsort_r(b->box.at, b->box.count, sizeof *b->box.at, compare_boxes, x);
}

/* What a box weighs in the graph. */
static int64_t weight_of(const struct nodelets *x, const struct box *b)
{
	return x->leaf ? dot_graph_cum(&b->sum) : dot_graph_flat(&b->sum);
}

static void put_box(struct nodelets *x, const struct box *b, const char *parent, const char *name,
		    bool dotted)
{
	struct buf weight = BUF_INIT;
	unit_put(&weight, &x->d->table.unit, weight_of(x, b));
	const char *w = buf_text(&weight);
	buf_printf(x->out, "%s [label = \"%s\" id=\"%s\" fontsize=8 shape=box3d tooltip=\"%s\"]\n",
		   name, b->text, name, w);
	buf_printf(x->out, "%s -> %s [label=\" %s\" weight=100 tooltip=\"%s\"", parent, name, w, w);
	buf_printf(x->out, " labeltooltip=\"%s\"%s]\n", w, dotted ? " style=\"dotted\"" : "");
	buf_done(&weight);
	x->count++;
}

static void add_sum(struct node_sum *to, const struct node_sum *from)
{
	to->flat = value_add(to->flat, from->flat);
	to->flat_div = value_add(to->flat_div, from->flat_div);
	to->cum = value_add(to->cum, from->cum);
	to->cum_div = value_add(to->cum_div, from->cum_div);
}

/* How far two numbers are apart; wraps as in pprof. */
static int64_t distance(int64_t a, int64_t b)
{
	return value_abs(value_subtract(a, b));
}

/* Makes the first boxes of many groups: each other joins the one whose seed is nearest. The texts
 * of groups are made in `memory`. */
static void collapse(struct nodelets *x, struct boxes *b, struct arena *memory)
{
	const char *unit = x->d->dot_graph->tag_unit;
	struct buf text = BUF_INIT;
	for (size_t i = MOST_NODELETS; i < b->box.count; i++) {
		struct box *from = &b->box.at[i], *to = &b->box.at[0];
		for (struct box *g = to + 1; g < b->box.at + MOST_NODELETS; g++)
			if (distance(from->seed, g->seed) < distance(from->seed, to->seed))
				to = g;
		add_sum(&to->sum, &from->sum);
		to->least = from->seed < to->least ? from->seed : to->least;
		to->most = from->seed > to->most ? from->seed : to->most;
		to->members++;
	}
	b->box.count = MOST_NODELETS;
	for (size_t g = 0; g < MOST_NODELETS; g++) {
		struct box *box = &b->box.at[g];
		buf_clear(&text);
		unit_label(&text, box->least, unit, "auto");
		if (box->members > 1) {
			buf_puts(&text, "..");
			unit_label(&text, box->most, unit, "auto");
		}
		box->text = arena_text(memory, buf_text(&text), text.size);
	}
	buf_done(&text);
	x->divided = true;
	sort_boxes(x, b);
	x->divided = false;
}

/* Collects the tags of one kind under one label's text. */
static void find_boxes(struct nodelets *x, bool numeric, uint32_t label, struct boxes *b)
{
	const struct dot_graph *n = x->d->dot_graph;
	for (uint32_t i = n->tag_first[x->node]; i < n->tag_first[x->node + 1]; i++) {
		const struct dot_graph_tag *t = &n->tag[i];
		if (t->removed || t->numeric != numeric || (numeric && t->label != label))
			continue;
		struct box box = {
			.text = intern_text(&n->text, numeric ? t->name : t->label),
			.seed = t->value,
			.least = t->value,
			.most = t->value,
			.members = 1,
			.sum = t->sum,
		};
		VEC_PUSH(&b->box, box);
	}
	sort_boxes(x, b);
}

static void put_numbers(struct nodelets *x, uint32_t label, const char *parent)
{
	struct boxes b = { 0 };
	struct buf name = BUF_INIT;
	struct arena memory = ARENA_INIT;
	find_boxes(x, true, label, &b);
	if (b.box.count > MOST_NODELETS)
		collapse(x, &b, &memory);
	for (size_t j = 0; j < b.box.count; j++) {
		const struct box *box = &b.box.at[j];
		if (weight_of(x, box) == 0)
			continue;
		buf_clear(&name);
		buf_printf(&name, "N%s_%zu", parent, j);
		bool dotted = x->leaf && dot_graph_flat(&box->sum) != dot_graph_cum(&box->sum);
		put_box(x, box, parent, buf_text(&name), dotted);
	}
	buf_done(&name);
	VEC_DONE(&b.box);
	arena_done(&memory);
}

/* Appends the nodelets of a node, which is drawn as number i: its tags and the edges to them.
 * Returns how many there are. */
static size_t put_nodelets(struct buf *out, const struct drawing *d, uint32_t node, size_t i)
{
	const struct dot_graph *n = d->dot_graph;
	struct nodelets x = { .out = out, .d = d, .node = node };
	struct boxes b = { 0 };
	struct buf parent = BUF_INIT, name = BUF_INIT;
	if (n->tag_first[node] == n->tag_first[node + 1])
		return 0;
	x.leaf = n->out_first[node] == n->out_first[node + 1];
	find_boxes(&x, false, 0, &b);
	buf_printf(&parent, "N%zu", i);
	for (size_t k = 0; k < b.box.count && k < MOST_NODELETS; k++) {
		const struct box *box = &b.box.at[k];
		if (weight_of(&x, box) == 0)
			continue;
		buf_clear(&name);
		buf_printf(&name, "N%zu_%zu", i, k);
		put_box(&x, box, buf_text(&parent), buf_text(&name), false);
		put_numbers(&x, intern_get(&n->text, box->text, strlen(box->text)),
			    buf_text(&name));
	}
	put_numbers(&x, 0, buf_text(&parent));
	VEC_DONE(&b.box);
	buf_done(&parent);
	buf_done(&name);
	return x.count;
}

struct dot {
	const struct drawing *d;
	struct buf *out;
	size_t *number;   /* per node: its number in the drawing, 0: none */
	bool *nodelets;   /* per node: some were drawn */
	int64_t most;     /* the largest flat value */
};

static void put_value(const struct dot *x, int64_t value)
{
	unit_put(x->out, &x->d->table.unit, value);
}

/* "16.91MB (93.03%)" */
static void put_share(const struct dot *x, int64_t value)
{
	put_value(x, value);
	buf_puts(x->out, " (");
	unit_percentage_bare(x->out, value, x->d->table.total);
	buf_putc(x->out, ')');
}

static void put_color(const struct dot *x, int64_t value, bool background)
{
	double total = (double)value_abs(x->d->table.total);
	dot_color(x->out, (double)value / total, background);
}

static void put_name(const struct dot *x, uint32_t node)
{
	const char *name = x->d->dot_graph->node[node].name;
	dot_escape(x->out, name, strlen(name));
}

/* The lines of the header in a box; the first is its name. */
static void put_legend(const struct dot *x, const char *title)
{
	struct buf header = BUF_INIT;
	size_t first = header_profile(&x->d->run, &x->d->table, &header);
	header_report(&x->d->run, &x->d->table, &header);
	buf_puts(x->out, "subgraph cluster_L { \"");
	dot_escape(x->out, buf_text(&header),
		   first > 0 ? first - 1 : strcspn(buf_text(&header), "\n"));
	buf_puts(x->out, "\" [shape=box fontsize=16 label=\"");
	dot_escape(x->out, buf_text(&header), header.size);
	buf_puts(x->out, HELP_LINE "\"");
	if (*title != '\0')
		buf_printf(x->out, " tooltip=\"%s\"", title);
	buf_puts(x->out, "] }\n");
	buf_done(&header);
}

static int font_size(const struct dot *x, int64_t flat)
{
	if (flat == 0)
		return 8;
	return 8 + (int)ceil(16 * sqrt(fabs((double)flat) / (double)x->most));
}

static void put_node(const struct dot *x, uint32_t node)
{
	const struct dot_graph_node *n = &x->d->dot_graph->node[node];
	const struct graph *g = x->d->dot_graph->graph;
	int64_t flat = dot_graph_flat(&n->sum), cum = dot_graph_cum(&n->sum);
	buf_printf(x->out, "N%zu [label=\"", x->number[node]);
	dot_name(x->out, g, &g->node[n->node]);
	if (flat != 0)
		put_share(x, flat);
	else
		buf_puts(x->out, "0");
	if (cum != flat) {
		buf_puts(x->out, flat != 0 ? "\\nof " : " of ");
		put_share(x, cum);
	}
	buf_printf(x->out, "\" id=\"node%zu\" fontsize=%d shape=box tooltip=\"", x->number[node],
		   font_size(x, flat));
	put_name(x, node);
	buf_puts(x->out, " (");
	put_value(x, cum);
	buf_puts(x->out, ")\" color=\"");
	put_color(x, cum, false);
	buf_puts(x->out, "\" fillcolor=\"");
	put_color(x, cum, true);
	buf_puts(x->out, "\"]\n");
}

/* |value| in parts of the total, from 1 to parts + 1. */
static int64_t scale_line(const struct dot *x, int64_t value, int parts)
{
	int64_t part = (int64_t)((uint64_t)value * (uint64_t)parts);
	part = value_abs(value_divide(part, x->d->table.total));
	return 1 + (part < parts ? part : parts);
}

static void put_edge(const struct dot *x, const struct edge *e)
{
	struct buf *out = x->out;
	int64_t value = dot_graph_divided(e->weight, e->div);
	buf_printf(out, "N%zu -> N%zu [label=\" ", x->number[e->source], x->number[e->target]);
	put_value(x, value);
	buf_printf(out, "%s\"", e->inlined ? "\\n (inline)" : "");
	if (x->d->table.total != 0) {
		int64_t weight = scale_line(x, value, 100), width = scale_line(x, value, 5);
		if (weight > 1)
			buf_printf(out, " weight=%" PRId64, weight);
		if (width > 1)
			buf_printf(out, " penwidth=%" PRId64, width);
		buf_puts(out, " color=\"");
		put_color(x, value, false);
		buf_puts(out, "\"");
	}
	for (int i = 0; i < 2; i++) {
		buf_puts(out, i == 0 ? " tooltip=\"" : " labeltooltip=\"");
		put_name(x, e->source);
		buf_puts(out, e->residual ? " ... " : " -> ");
		put_name(x, e->target);
		buf_puts(out, " (");
		put_value(x, value);
		buf_puts(out, ")\"");
	}
	buf_printf(out, "%s%s]\n", e->residual ? " style=\"dotted\"" : "",
		   x->nodelets[e->source] ? " minlen=2" : "");
}

static void put_graph(struct dot *x)
{
	const struct dot_graph *n = x->d->dot_graph;
	const struct profile *p = x->d->run.selection->profile;
	struct buf title = BUF_INIT;
	if (p->mapping_count > 0 && profile_length(p, p->mapping[0].file) > 0)
		path_base(&title, profile_text(p, p->mapping[0].file));
	buf_printf(x->out, "digraph \"%s\" {\n", title.size > 0 ? buf_text(&title) : "unnamed");
	buf_puts(x->out, "node [style=filled fillcolor=\"#f8f8f8\"]\n");
	put_legend(x, buf_text(&title));
	buf_done(&title);
	for (uint32_t i = 0; i < n->shown; i++) {
		int64_t flat = value_abs(dot_graph_flat(&n->node[n->order[i]].sum));
		x->number[n->order[i]] = (size_t)i + 1;
		if (flat > x->most)
			x->most = flat;
	}
	for (uint32_t i = 0; i < n->shown; i++) {
		uint32_t node = n->order[i];
		put_node(x, node);
		x->nodelets[node] = put_nodelets(x->out, x->d, node, x->number[node]) > 0;
	}
	for (size_t i = 0; i < n->edges; i++)
		if (x->number[n->edge[i].source] != 0)
			put_edge(x, &n->edge[i]);
	buf_puts(x->out, "}\n");
}

static enum cprof_status dot_run(const struct cprof_request *request, struct cprof_context *context,
				 struct cprof_report_result *result, struct cprof_error *err)
{
	struct drawing d;
	struct drawing_options options = { .tags = true };
	enum cprof_status status = drawing_init(&d, request->profile, request->query, &options,
						context, err);
	if (status == CPROF_OK) {
		struct dot x = { .d = &d, .out = &result->text };
		x.number = xcalloc(d.dot_graph->nodes, sizeof *x.number);
		x.nodelets = xcalloc(d.dot_graph->nodes, sizeof *x.nodelets);
		put_graph(&x);
		dot_clean(&result->text);
		free(x.number);
		free(x.nodelets);
	}
	drawing_done(&d);
	return status;
}

#define DOT_REPORT(id, text, ...)                                                                  \
	const struct cprof_report report_##id = { .name = #id,                                     \
						  .help = text,                                    \
						  .granularity = -1,                               \
						  .nodecount = NODECOUNT,                          \
						  .run = dot_run,                                  \
						  __VA_ARGS__ }

DOT_REPORT(dot, "graph in dot format", .graphviz = NULL);
DOT_REPORT(gif, "graph as a GIF picture", .graphviz = "gif", .suffix = "gif");
DOT_REPORT(pdf, "graph as a PDF file", .graphviz = "pdf", .suffix = "pdf");
DOT_REPORT(png, "graph as a PNG picture", .graphviz = "png", .suffix = "png");
DOT_REPORT(ps, "graph as a PostScript file", .graphviz = "ps", .suffix = "ps");
DOT_REPORT(svg, "graph as an SVG picture", .graphviz = "svg", .suffix = "svg");
DOT_REPORT(eog, "graph in the viewer eog", .graphviz = "svg", .suffix = "svg", .viewer = "eog");
DOT_REPORT(evince, "graph in the viewer evince", .graphviz = "pdf", .suffix = "pdf",
	   .viewer = "evince");
DOT_REPORT(gv, "graph in the viewer gv", .graphviz = "ps", .suffix = "ps",
	   .viewer = "gv --noantialias");
DOT_REPORT(web, "graph in a browser", .graphviz = "svg", .suffix = "svg", .viewer = "");
