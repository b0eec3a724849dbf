/* Nodes with their flat and cum values, and the edges between them.
 *
 * A node is what one row, box or line of a report stands for. It is known by the tuple of its
 * attributes; which of them survive is the granularity's choice. */
#ifndef QUERY_GRAPH_GRAPH_H
#define QUERY_GRAPH_GRAPH_H

#include <cprof/error.h>
#include <cprof/query.h>

#include "base/buf.h"
#include "base/intern.h"
#include "base/worker.h"
#include "query/selection.h"
#include "query/value.h"

/* Numbers in graph->text. */
typedef uint32_t text_id;

struct node_key {
	text_id name, file, object;
	uint32_t unused; /* keeps the bytes of the key defined */
	uint64_t address;
	int64_t start_line, line, column;
};

struct node_sum {
	int64_t flat, flat_div, cum, cum_div;
};

struct node {
	struct node_key key;
	struct node_sum sum;    /* raw; see node_flat() */
	bool inlined_somewhere; /* some line that maps here is not the outermost of its location */
	bool discarded;         /* flat and cum are 0, or drop_negative took it out */
	/* Where a person should look: the line with the most flat value, else the first one met. */
	fn_id function;         /* PROFILE_NONE for a location without lines */
	int64_t best_line;
	int64_t best_flat;
};

struct edge {
	uint32_t source, target;
	int64_t weight, div;
	bool inlined;  /* every contribution is inlined */
	bool residual; /* some contribution skipped frames that are not kept */
};

struct graph_options {
	int granularity;    /* enum cprof_granularity */
	bool noinlines;
	bool showcolumns;
	bool keep_objects;  /* the object file and the start line are part of a function's key */
	bool drop_negative;
	char *source_path; /* for path trimming; NULL or "" */
	char *trim_path;
	bool stored_paths; /* files are named as they are stored: nothing is trimmed */
	char *label;       /* by label: its key */
};

struct graph {
	const struct selection *selection;
	struct value_spec value;
	struct intern text;
	struct node *node;
	uint32_t nodes;
	/* Nodes of location l: expand[expand_first[l] .. expand_first[l + 1]), innermost first.
	 * Empty for hidden locations. */
	uint32_t *expand_first;
	uint32_t *expand;
	/* By label: the node of all samples with label set s. Locations then have no nodes. */
	uint32_t *set_node;
	struct edge *edge; /* after graph_edges() */
	size_t edges;
	unsigned holders;  /* beside the one who made it */
};

/* Groups the selection and sums. The graph borrows the selection. Fails only on cancellation. */
enum cprof_status graph_new(const struct selection *s, const struct value_spec *value,
			    const struct graph_options *options, struct graph **graph,
			    struct cprof_progress *progress, struct cprof_error *err);

/* Builds the edges between kept nodes whose target is wanted, as they stand after the frames of all
 * other nodes were taken out of the stacks. */
enum cprof_status graph_edges(struct graph *g, const bool *kept, const bool *wanted,
			      struct cprof_progress *progress, struct cprof_error *err);

/* What is summed: samples, and the nodes that locations stand for. Borrowed. */
struct sums_input {
	const struct selection *selection;
	const struct value_spec *value;
	uint32_t nodes;
	const uint32_t *expand_first, *expand; /* as those of a graph */
};

/* Adds the samples to sum[node]; both arrays begin as zeros. leaf_flat[l] gets the size of what was
 * found with location l as the leaf. Fails only on cancellation. */
enum cprof_status sums_add(const struct sums_input *in, struct node_sum *sum, int64_t *leaf_flat,
			   struct cprof_progress *progress, struct cprof_error *err);

/* Adds what the samples of a selection are worth to sum[node], which begins as zeros. The graph's
 * own selection, or one with fewer samples; any value. leaf_flat (may be NULL) as in sums_add().
 * Fails only on cancellation. */
enum cprof_status graph_sums(const struct graph *g, const struct selection *s,
			     const struct value_spec *value, struct node_sum *sum,
			     int64_t *leaf_flat, struct cprof_progress *progress,
			     struct cprof_error *err);

/* One more who will free it. */
struct graph *graph_hold(struct graph *g);
void graph_free(struct graph *g);

/* The values a report shows: divided with mean. */
static inline int64_t node_flat(const struct node *n)
{
	return n->sum.flat_div != 0 ? value_divide(n->sum.flat, n->sum.flat_div) : n->sum.flat;
}

static inline int64_t node_cum(const struct node *n)
{
	return n->sum.cum_div != 0 ? value_divide(n->sum.cum, n->sum.cum_div) : n->sum.cum;
}

/* The name reports print: address, name, file and line, whatever the granularity left. */
void node_printable(const struct graph *g, const struct node *n, struct buf *out);

/* A number that is the same for the same tuple in every graph. */
uint64_t node_id(const struct graph *g, const struct node *n);

/* The order of the tuples as texts, for the last tie-break. */
int node_compare_tuples(const struct graph *g, const struct node *a, const struct node *b);

/* The line that an entry of expand[], one of location l, stands for; NULL: it has none. */
static inline const struct line *graph_line(const struct graph *g, loc_id l, uint32_t entry)
{
	const struct selection *s = g->selection;
	uint32_t nodes = g->expand_first[l + 1] - g->expand_first[l];
	uint32_t number = s->line_left[l] - nodes + entry - g->expand_first[l];
	if (s->line_left[l] == 0)
		return NULL;
	return &s->profile->line[s->line_index[s->line_first[l] + number]];
}

/* The entry of expand[] that is the innermost node of a stack; GRAPH_NO_ENTRY: it has no node. */
#define GRAPH_NO_ENTRY UINT32_MAX
static inline uint32_t graph_innermost(const struct graph *g, const loc_id *frame, unsigned frames)
{
	while (frames-- > 0)
		if (g->expand_first[frame[frames]] < g->expand_first[frame[frames] + 1])
			return g->expand_first[frame[frames]];
	return GRAPH_NO_ENTRY;
}

static inline const char *graph_text(const struct graph *g, text_id id)
{
	return intern_text(&g->text, id);
}

#endif
