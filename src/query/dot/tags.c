/* The tags of a drawing's nodes: one pass over the samples that have labels. A sample's tags go to
 * every node on its stack once, and to the last one as its own. */
#include "query/dot/dot_graph.h"

#include <stdlib.h>
#include <string.h>

#include "base/idmap.h"
#include "base/unit.h"
#include "base/vec.h"
#include "query/graph/context_tree.h"
#include "query/walk.h"

#define NUMBER_KEY "bytes" /* the one label whose numbers are drawn */
#define BASE_KEY "pprof::base" /* marks samples of a base; never drawn */

/* A number of a label set. */
struct number {
	uint32_t name;
	int64_t value;
};

/* What is known of a label set once a sample had it. */
struct set_tags {
	bool known;
	uint32_t label;
	uint32_t first, count; /* of tagging.number */
};

struct tagging {
	struct dot_graph *n;
	const struct context_tree *tree;
	const char *unit;
	struct idmap child;     /* node of the tree by its parent and the graph's node */
	struct set_tags *set;   /* per label set */
	VEC(struct number) number;
	VEC(struct dot_graph_tag) tag;
	struct intern key;      /* of the tags found so far */
	VEC(uint32_t) path;     /* nodes of the sample, each once, root first */
	uint32_t *seen;         /* per node: the visit that met it last */
	uint32_t visit;
};

/* One unit for all numbers of the label: the first that any sample gives. */
static const char *find_unit(const struct profile *p)
{
	const struct samples *s = &p->samples;
	bool *seen = xcalloc(p->label_set_count, sizeof *seen);
	const char *unit = NULL;
	bool any = s->labels16 != NULL || s->labels32 != NULL;
	for (size_t i = 0; any && i < s->count && unit == NULL; i++) {
		uint32_t set = profile_label_set(p, i);
		if (seen[set])
			continue;
		seen[set] = true;
		for (uint32_t l = p->label_set_start[set]; l < p->label_set_start[set + 1]; l++) {
			const struct label *label = &p->label[l];
			bool number = label->text == 0 && profile_length(p, label->unit) > 0;
			if (unit == NULL && number &&
			    strcmp(profile_text(p, label->key), NUMBER_KEY) == 0)
				unit = profile_text(p, label->unit);
		}
	}
	free(seen);
	return unit != NULL ? unit : NUMBER_KEY;
}

/* All string labels as one text, sorted; lines are parted as graphviz writes it. */
static uint32_t join_labels(struct tagging *x, uint32_t set)
{
	const struct selection *selection = x->n->graph->selection;
	const struct profile *p = selection->profile;
	VEC(char *) text = { 0 };
	struct buf all = BUF_INIT;
	for (uint32_t l = p->label_set_start[set]; l < p->label_set_start[set + 1]; l++) {
		const char *key = profile_text(p, p->label[l].key);
		if (p->label[l].text != 0 && selection_label_visible(selection, l) &&
		    strcmp(key, BASE_KEY) != 0)
			VEC_PUSH(&text, xasprintf("%s:%s", key, profile_text(p, p->label[l].text)));
	}
	VEC_SORT(&text, vec_compare_texts);
	for (size_t i = 0; i < text.count; i++)
		buf_printf(&all, "%s%s", i > 0 ? "\\n" : "", text.at[i]);
	uint32_t label = intern_put(&x->n->text, buf_text(&all), all.size);
	buf_done(&all);
	VEC_FREE(&text);
	return label;
}

static const struct set_tags *tags_of_set(struct tagging *x, uint32_t set)
{
	const struct selection *selection = x->n->graph->selection;
	const struct profile *p = selection->profile;
	struct set_tags *s = &x->set[set];
	struct buf name = BUF_INIT;
	if (s->known)
		return s;
	s->known = true;
	s->label = join_labels(x, set);
	s->first = (uint32_t)x->number.count;
	for (uint32_t l = p->label_set_start[set]; l < p->label_set_start[set + 1]; l++) {
		const struct label *label = &p->label[l];
		if (label->text != 0 || !selection_label_visible(selection, l) ||
		    strcmp(profile_text(p, label->key), NUMBER_KEY) != 0)
			continue;
		buf_clear(&name);
		unit_label(&name, label->number, x->n->tag_unit, x->unit);
		struct number number = { intern_put(&x->n->text, buf_text(&name), name.size),
					 label->number };
		VEC_PUSH(&x->number, number);
	}
	s->count = (uint32_t)x->number.count - s->first;
	buf_done(&name);
	return s;
}

/* Puts the nodes of a stack into `path` and returns the last one; PROFILE_NONE without any. */
static uint32_t find_path(struct tagging *x, const struct walk_sample *s)
{
	const struct graph *g = x->n->graph;
	uint32_t last = PROFILE_NONE, parent = CONTEXT_TREE_ROOT;
	x->visit++;
	x->path.count = 0;
	for (unsigned i = 0; i < s->frames; i++) {
		uint32_t first = g->expand_first[s->frame[i]];
		for (uint32_t e = g->expand_first[s->frame[i] + 1]; e-- > first;) {
			last = g->expand[e];
			if (x->tree != NULL)
				last = parent = idmap_get(&x->child, idmap_pair(parent, last));
			if (x->seen[last] == x->visit)
				continue;
			x->seen[last] = x->visit;
			VEC_PUSH(&x->path, last);
		}
	}
	return last;
}

static void add_tag(struct tagging *x, const struct dot_graph_tag *tag, const struct walk_sample *s,
		    uint32_t leaf)
{
	uint32_t key[4] = { tag->node, tag->label, tag->name, tag->numeric };
	uint32_t number = intern_put(&x->key, key, sizeof key);
	if (number == x->tag.count)
		VEC_PUSH(&x->tag, *tag);
	struct node_sum *sum = &x->tag.at[number].sum;
	sum->cum = value_add(sum->cum, s->value);
	sum->cum_div = value_add(sum->cum_div, s->divisor);
	if (tag->node != leaf)
		return;
	sum->flat = value_add(sum->flat, s->value);
	sum->flat_div = value_add(sum->flat_div, s->divisor);
}

static void visit(void *context, unsigned part, const struct walk_sample *s)
{
	struct tagging *x = context;
	uint32_t set = profile_label_set(x->n->graph->selection->profile, s->number);
	(void)part;
	if (set == 0)
		return;
	const struct set_tags *tags = tags_of_set(x, set);
	if (tags->label == 0 && tags->count == 0)
		return;
	uint32_t leaf = find_path(x, s);
	for (size_t i = 0; i < x->path.count; i++) {
		struct dot_graph_tag tag = { .node = x->path.at[i], .label = tags->label };
		if (tags->label != 0)
			add_tag(x, &tag, s, leaf);
		tag.numeric = true;
		for (uint32_t j = 0; j < tags->count; j++) {
			tag.name = x->number.at[tags->first + j].name;
			tag.value = x->number.at[tags->first + j].value;
			add_tag(x, &tag, s, leaf);
		}
	}
}

/* Moves the tags to the drawing, those of each node together. */
static void move_tags(struct tagging *x, int64_t cutoff)
{
	struct dot_graph *n = x->n;
	uint32_t *start = xcalloc((size_t)n->nodes + 2, sizeof *start);
	n->tag = xcalloc(x->tag.count, sizeof *n->tag);
	for (size_t i = 0; i < x->tag.count; i++)
		start[x->tag.at[i].node + 2]++;
	for (uint32_t i = 1; i < n->nodes + 2; i++)
		start[i] += start[i - 1];
	for (size_t i = 0; i < x->tag.count; i++) {
		struct dot_graph_tag *tag = &n->tag[start[x->tag.at[i].node + 1]++];
		*tag = x->tag.at[i];
		tag->removed = value_abs(tag->sum.flat) < cutoff &&
			       value_abs(tag->sum.cum) < cutoff;
	}
	n->tag_first = start;
}

enum cprof_status dot_graph_tags_add(struct dot_graph *n, const struct context_tree *tree,
				     const char *unit, int64_t cutoff,
				     struct cprof_progress *progress, struct cprof_error *err)
{
	const struct graph *g = n->graph;
	const struct profile *p = g->selection->profile;
	struct tagging x = { .n = n, .tree = tree, .unit = unit };
	struct walk walk = { g->selection, &g->value, progress, 1 };
	enum cprof_status status = CPROF_OK;
	n->tag_unit = find_unit(p);
	x.set = xcalloc(p->label_set_count, sizeof *x.set);
	x.seen = xcalloc(n->nodes, sizeof *x.seen);
	for (uint32_t i = 1; tree != NULL && i < tree->nodes; i++)
		idmap_put(&x.child, idmap_pair(tree->node[i].parent, tree->node[i].node), i);
	if (p->samples.labels16 != NULL || p->samples.labels32 != NULL)
		status = walk_run(&walk, visit, &x, err);
	move_tags(&x, cutoff);
	idmap_done(&x.child);
	free(x.set);
	free(x.seen);
	VEC_DONE(&x.number);
	VEC_DONE(&x.tag);
	VEC_DONE(&x.path);
	intern_done(&x.key);
	return status;
}
