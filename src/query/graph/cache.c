/* Selections and graphs of the newest questions: see cache.h. What was not used for longest goes
 * first. */
#include "query/graph/cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

/* The explorer has one table and one listing on the screen: their graphs and the listing's second
 * one; and what the last undo would go back to. */
#define GRAPHS 4
#define SELECTIONS 2

struct known_selection {
	unsigned used; /* when; 0: nothing is here */
	struct cprof_query query;
	struct selection *selection;
	struct cprof_notes notes;
};

struct known_graph {
	unsigned used;
	struct graph_options options; /* its texts are owned */
	struct selection *selection;  /* that the graph borrows */
	struct graph *graph;
};

struct cprof_graph_cache {
	unsigned time;
	struct known_selection selection[SELECTIONS];
	struct known_selection framed;
	struct known_graph graph[GRAPHS];
};

static void drop_selection(struct known_selection *k)
{
	if (k->used == 0)
		return;
	cprof_query_done(&k->query);
	selection_free(k->selection);
	cprof_notes_done(&k->notes);
	*k = (struct known_selection){ 0 };
}

static void drop_graph(struct known_graph *k)
{
	graph_free(k->graph);
	selection_free(k->selection);
	cprof_query_text(&k->options.source_path, NULL);
	cprof_query_text(&k->options.trim_path, NULL);
	cprof_query_text(&k->options.label, NULL);
	*k = (struct known_graph){ 0 };
}

struct cprof_graph_cache *cprof_graph_cache_new(void)
{
	return xcalloc(1, sizeof(struct cprof_graph_cache));
}

void cprof_graph_cache_free(struct cprof_graph_cache *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < GRAPHS; i++)
		drop_graph(&r->graph[i]);
	for (size_t i = 0; i < SELECTIONS; i++)
		drop_selection(&r->selection[i]);
	drop_selection(&r->framed);
	free(r);
}

struct selection *graph_cache_selection(struct cprof_graph_cache *r,
					const struct cprof_query *query, struct cprof_notes *notes)
{
	for (size_t i = 0; i < SELECTIONS; i++) {
		struct known_selection *k = &r->selection[i];
		if (k->used == 0 || !cprof_query_selects_same(&k->query, query))
			continue;
		k->used = ++r->time;
		notes_copy(notes, &k->notes);
		return selection_hold(k->selection);
	}
	return NULL;
}

static void keep_selection(struct cprof_graph_cache *r, struct known_selection *k,
			   const struct cprof_query *query, struct selection *s,
			   const struct cprof_notes *notes)
{
	drop_selection(k);
	k->used = ++r->time;
	cprof_query_copy(&k->query, query);
	k->selection = selection_hold(s);
	notes_copy(&k->notes, notes);
}

void graph_cache_put_selection(struct cprof_graph_cache *r, const struct cprof_query *query,
			       struct selection *s, const struct cprof_notes *notes)
{
	struct known_selection *k = &r->selection[0];
	for (size_t i = 1; i < SELECTIONS; i++)
		if (r->selection[i].used < k->used)
			k = &r->selection[i];
	keep_selection(r, k, query, s, notes);
}

struct selection *graph_cache_framed(struct cprof_graph_cache *r, const struct cprof_query *query,
				     struct cprof_notes *notes)
{
	const struct known_selection *k = &r->framed;
	if (k->used == 0 || !cprof_query_starts_same(&k->query, query))
		return NULL;
	notes_copy(notes, &k->notes);
	return selection_hold(k->selection);
}

void graph_cache_put_framed(struct cprof_graph_cache *r, const struct cprof_query *query,
			    struct selection *s, const struct cprof_notes *notes)
{
	keep_selection(r, &r->framed, query, s, notes);
}

static bool same_options(const struct graph_options *a, const struct graph_options *b)
{
	return a->granularity == b->granularity && a->noinlines == b->noinlines &&
	       a->showcolumns == b->showcolumns && a->keep_objects == b->keep_objects &&
	       a->drop_negative == b->drop_negative && a->stored_paths == b->stored_paths &&
	       cprof_query_same_text(a->label, b->label) &&
	       cprof_query_same_text(a->source_path, b->source_path) &&
	       cprof_query_same_text(a->trim_path, b->trim_path);
}

static struct known_graph *find_graph(struct cprof_graph_cache *r, const struct graph_question *q)
{
	for (size_t i = 0; i < GRAPHS; i++) {
		struct known_graph *k = &r->graph[i];
		if (k->used != 0 && k->selection == q->selection &&
		    k->graph->value.column == q->value->column &&
		    k->graph->value.mean == q->value->mean &&
		    same_options(&k->options, q->options))
			return k;
	}
	return NULL;
}

static void put_graph(struct cprof_graph_cache *r, const struct graph_question *q,
		      struct graph *graph)
{
	struct known_graph *k = &r->graph[0];
	for (size_t i = 1; i < GRAPHS; i++)
		if (r->graph[i].used < k->used)
			k = &r->graph[i];
	drop_graph(k);
	k->options = *q->options;
	k->options.source_path = k->options.trim_path = k->options.label = NULL;
	cprof_query_text(&k->options.source_path, q->options->source_path);
	cprof_query_text(&k->options.trim_path, q->options->trim_path);
	cprof_query_text(&k->options.label, q->options->label);
	k->selection = selection_hold(q->selection);
	k->graph = graph_hold(graph);
	k->used = ++r->time;
}

enum cprof_status graph_cache_graph(struct cprof_graph_cache *r,
				    const struct graph_question *question, struct graph **graph,
				    struct cprof_progress *progress, struct cprof_error *err)
{
	struct known_graph *known = r != NULL ? find_graph(r, question) : NULL;
	if (known != NULL) {
		known->used = ++r->time;
		*graph = graph_hold(known->graph);
		return CPROF_OK;
	}
	enum cprof_status status = graph_new(question->selection, question->value,
					     question->options, graph, progress, err);
	if (status == CPROF_OK && r != NULL)
		put_graph(r, question, *graph);
	return status;
}
