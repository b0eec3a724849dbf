/* Nodelets: the tags of a node as small boxes beside it. String labels come first, each with the
 * numbers of its samples, then the numbers of samples without string labels. */
#include "report/reports/dot_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/unit.h"
#include "base/vec.h"

#define MOST_NODELETS 4 /* of one kind at one place */

struct nodelets {
	struct buf *out;
	const struct drawing *d;
	uint32_t node;
	bool divided;  /* with mean, groups are ordered by what they show, tags by raw sums */
	bool leaf;     /* no edge leaves the node: what passes it counts, not what ends there */
	size_t count;  /* boxes drawn */
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

static int compare_size(int64_t a, int64_t b)
{
	int64_t x = value_abs(a), y = value_abs(b);
	return x > y ? -1 : x < y;
}

static int compare_boxes(const void *left, const void *right, void *context)
{
	const struct nodelets *x = context;
	const struct box *a = left, *b = right;
	int by_cum = x->divided ? compare_size(dot_graph_cum(&a->sum), dot_graph_cum(&b->sum))
				: compare_size(a->sum.cum, b->sum.cum);
	int by_flat = x->divided ? compare_size(dot_graph_flat(&a->sum), dot_graph_flat(&b->sum))
				 : compare_size(a->sum.flat, b->sum.flat);
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
	cprof_table_value(&x->d->facts, &weight, weight_of(x, b));
	const char *w = buf_text(&weight);
	buf_printf(x->out,
		   "%s [label = \"%s\" id=\"%s\" fontsize=8 shape=box3d tooltip=\"%s\"]\n", name,
		   b->text, name, w);
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

size_t dot_nodelets(struct buf *out, const struct drawing *d, uint32_t node, size_t i)
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
