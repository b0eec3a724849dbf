/* Loads a profile once, asks it questions as the explorer does, and prints how long each took: see
 * series.h for the lines.
 *
 * Every table asked for differs from all before it in a path prefix that no file has, so that
 * nothing it is made from is known. The source of a function and the union of a pattern are asked
 * as the explorer asks them: again and again of the same samples. */
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/callers.h>
#include <cprof/union.h>
#include <cprof/flame.h>
#include <cprof/source.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "query/run.h"
#include "query/graph/context_tree.h"
#include "app/session/load.h"
#include "app/narrow.h"
#include "app/session/session.h"
#include "series.h"

struct engine {
	struct args args;
	struct session *session;
	struct session_answer *first; /* the table everything starts from */
	unsigned asked;               /* makes each question another one */
	unsigned repeat;
};

static void fail(const char *what, const char *why)
{
	fprintf(stderr, "engine: %s: %s\n", what, why);
	exit(EXIT_FAILURE);
}

/* Waits as the explorer waits, and takes the answer. */
static struct session_answer *wait_for_answer(struct engine *e, const char *what)
{
	struct session_answer *a = NULL;
	while ((a = session_take(e->session)) == NULL) {
		struct pollfd wake = { .fd = session_fd(e->session), .events = POLLIN };
		if (wake.fd >= 0)
			poll(&wake, 1, -1);
	}
	if (a->err.status != CPROF_OK)
		fail(what, a->err.text);
	return a;
}

static struct session_answer *ask_table(struct engine *e, struct series *s,
					const struct cprof_query *query)
{
	series_begin(s);
	session_ask_table(e->session, query);
	struct session_answer *a = wait_for_answer(e, s->name);
	series_end(s);
	return a;
}

static void inquire(struct engine *e, struct series *s, const struct cprof_analysis *analysis,
		    const struct cprof_query *query, const void *parameters)
{
	series_begin(s);
	session_ask_analysis(e->session, (struct session_tag){ 0, 0 }, analysis, query, parameters);
	session_answer_free(wait_for_answer(e, s->name));
	series_end(s);
}

static void query_init(struct engine *e, struct cprof_query *q)
{
	cprof_query_copy(q, &e->args.query);
}

static void query_new(struct engine *e, struct cprof_query *q)
{
	char *prefix = xasprintf("/nowhere/%u", ++e->asked);
	query_init(e, q);
	cprof_query_text(&q->trim_path, prefix);
	free(prefix);
}

/* The name in a row near the top, another one for every n. */
static const char *name_at(const struct engine *e, unsigned n)
{
	const struct cprof_table *t = e->first->table;
	return t->row[t->order[(5 + n) % t->count]].function;
}

/* Changes one thing of the query; `n` counts the repetitions. */
typedef void change(struct engine *e, struct cprof_query *q, unsigned n);

static void filter_row(struct engine *e, struct cprof_query *q, enum cprof_filter filter,
		       unsigned n)
{
	struct buf pattern = BUF_INIT;
	narrow_quote(&pattern, name_at(e, n));
	cprof_query_text(&q->pass[0].filter[filter], buf_text(&pattern));
	buf_done(&pattern);
}

static void change_nothing(struct engine *e, struct cprof_query *q, unsigned n)
{
	(void)e;
	(void)q;
	(void)n;
}

static void change_focus(struct engine *e, struct cprof_query *q, unsigned n)
{
	filter_row(e, q, CPROF_FOCUS, n);
}

static void change_ignore(struct engine *e, struct cprof_query *q, unsigned n)
{
	filter_row(e, q, CPROF_IGNORE, n);
}

static void change_hide(struct engine *e, struct cprof_query *q, unsigned n)
{
	filter_row(e, q, CPROF_HIDE, n);
}

static void change_show_from(struct engine *e, struct cprof_query *q, unsigned n)
{
	filter_row(e, q, CPROF_SHOW_FROM, n);
}

/* A pattern that looks at every name and matches many. */
static void change_words(struct engine *e, struct cprof_query *q, unsigned n)
{
	char *pattern = xasprintf("[Cc]heck.*[a-%c]", 'e' + (int)(n % 20));
	(void)e;
	cprof_query_text(&q->pass[0].filter[CPROF_FOCUS], pattern);
	free(pattern);
}

static void change_passes(struct engine *e, struct cprof_query *q, unsigned n)
{
	filter_row(e, q, CPROF_IGNORE, n);
	cprof_query_add_pass(q);
	change_words(e, q, n);
}

static void change_type(struct engine *e, struct cprof_query *q, unsigned n)
{
	const struct session_summary *facts = session_summary(e->session);
	size_t type = (facts->default_type + 1 + n % (facts->types > 1 ? facts->types - 1 : 1)) %
		      facts->types;
	cprof_query_text(&q->sample_index, facts->type[type].name);
}

static void change_lines(struct engine *e, struct cprof_query *q, unsigned n)
{
	(void)e;
	(void)n;
	q->granularity = CPROF_BY_LINE;
}

static void change_files(struct engine *e, struct cprof_query *q, unsigned n)
{
	(void)e;
	(void)n;
	q->granularity = CPROF_BY_FILE;
}

static void ask_tables(struct engine *e, const char *name, change *make)
{
	struct series s = { .name = name };
	for (unsigned n = 0; n < e->repeat; n++) {
		struct cprof_query q;
		query_new(e, &q);
		make(e, &q, n);
		session_answer_free(ask_table(e, &s, &q));
		cprof_query_done(&q);
	}
	series_print(&s);
}

/* What a pane asks about the function at the cursor. */
static void ask_source(struct engine *e)
{
	struct series s = { .name = "source" };
	for (unsigned n = 0; n < e->repeat; n++) {
		const struct cprof_source_parameters asked = { .function = name_at(e, n) };
		inquire(e, &s, &cprof_analysis_source, &e->args.query, &asked);
	}
	series_print(&s);
}

static void ask_callers(struct engine *e)
{
	struct series s = { .name = "callers" };
	for (unsigned n = 0; n < e->repeat; n++) {
		const struct cprof_callers_parameters asked = { .function = name_at(e, n) };
		inquire(e, &s, &cprof_analysis_callers, &e->args.query, &asked);
	}
	series_print(&s);
}

static void ask_unions(struct engine *e)
{
	struct series s = { .name = "union" };
	for (unsigned n = 0; n < e->repeat; n++) {
		struct cprof_query q;
		char *pattern = xasprintf("check.*[a-%c]", 'e' + (int)(n % 20));
		query_init(e, &q);
		struct cprof_union_parameters ask = { .pattern = pattern };
		inquire(e, &s, &cprof_analysis_union, &q, &ask);
		cprof_query_done(&q);
		free(pattern);
	}
	series_print(&s);
}

/* A flame graph as wide as a screen, as the explorer asks for it when the table is there. */
static void ask_flames(struct engine *e, const char *name, bool inverted)
{
	struct series s = { .name = name };
	for (unsigned n = 0; n < e->repeat; n++) {
		struct cprof_query q;
		struct cprof_flame_parameters ask = { .columns = 120 + n, .inverted = inverted };
		query_init(e, &q);
		inquire(e, &s, &cprof_analysis_flame, &q, &ask);
		cprof_query_done(&q);
	}
	series_print(&s);
}

/* The calling-context tree of all samples, as a graph with call_tree has it: from the graph on. */
static void grow_trees(struct engine *e)
{
	struct series s = { .name = "tree" };
	struct cprof_error err = CPROF_ERROR_INIT;
	struct graph_options options = { .granularity = CPROF_BY_FUNCTION };
	struct cprof_notes notes = { NULL, 0 };
	struct cprof_context context = { NULL, &notes, NULL };
	struct loaded *loaded;
	struct graph *g;
	struct run run;
	if (load_profile(&e->args, false, &context, &loaded, &err) != CPROF_OK ||
	    run_start(loaded->profile, &e->args.query, &context, &run, &err) != CPROF_OK ||
	    run_graph(&run, &options, &context, &g, &err) != CPROF_OK)
		fail(s.name, err.text);
	for (unsigned n = 0; n < e->repeat; n++) {
		struct context_tree *t = NULL;
		series_begin(&s);
		context_tree_new(g, &t, NULL, &err);
		series_end(&s);
		context_tree_free(t);
	}
	series_print(&s);
	graph_free(g);
	run_done(&run);
	load_free(loaded);
	cprof_notes_done(&notes);
}

/* One key of a pattern being typed: compiled and matched against all names. Half a pattern may be
 * none; then there is nothing to measure. */
static void narrow_key(struct engine *e, struct series *s, const char *pattern, uint32_t *rows)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct narrow *narrow = NULL;
	series_begin(s);
	if (narrow_new(pattern, &narrow, &err) == CPROF_OK) {
		narrow_rows(narrow, e->first->table, rows);
		series_end(s);
	}
	narrow_free(narrow);
	cprof_error_done(&err);
}

static void narrow_typed(struct engine *e)
{
	static const char *const typed[] = { "check",          "shop/query",
					     "buildnode",      "(en|de)code.*Table",
					     "split.*[0-9]7$", ".*x.*y.*z" };
	struct series all = { .name = "narrow" };
	uint32_t *rows = xcalloc(e->first->table->count, sizeof *rows);
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
		for (size_t length = 1; length <= strlen(typed[i]); length++) {
			char *pattern = xstrndup(typed[i], length);
			for (unsigned n = 0; n < e->repeat; n++)
				narrow_key(e, &all, pattern, rows);
			free(pattern);
		}
	}
	series_print(&all);
	free(rows);
}

static void load(struct engine *e, char *path)
{
	static char program[] = "engine";
	char *const argv[] = { program, path, NULL };
	struct cprof_error err = CPROF_ERROR_INIT;
	struct series s = { .name = "load" }, first = { .name = "first" };
	if (args_parse(&e->args, 2, argv, &err) != CPROF_OK)
		fail(path, err.text);
	e->session = session_new(&e->args, 1, true);
	series_begin(&s);
	session_ask_load(e->session, &e->args.query);
	session_answer_free(wait_for_answer(e, s.name));
	series_end(&s);
	e->first = ask_table(e, &first, &e->args.query);
	if (e->first->table->count == 0)
		fail(path, "a table without rows");
	series_print(&s);
	series_print(&first);
}

int main(int argc, char *argv[])
{
	struct engine e = { .repeat = 5 };
	if (argc != 3 || (e.repeat = (unsigned)strtoul(argv[1], NULL, 10)) == 0 || e.repeat > 15) {
		fprintf(stderr, "usage: engine REPEAT FILE\n  REPEAT: 1 to 15\n");
		return 2;
	}
	load(&e, argv[2]);
	printf("rows %zu\n", e.first->table->count);
	ask_tables(&e, "again", change_nothing);
	ask_tables(&e, "focus", change_focus);
	ask_tables(&e, "focus-words", change_words);
	ask_tables(&e, "ignore", change_ignore);
	ask_tables(&e, "hide", change_hide);
	ask_tables(&e, "show-from", change_show_from);
	ask_tables(&e, "two-passes", change_passes);
	ask_tables(&e, "type", change_type);
	ask_tables(&e, "lines", change_lines);
	ask_tables(&e, "files", change_files);
	ask_source(&e);
	ask_callers(&e);
	ask_unions(&e);
	ask_flames(&e, "flame", false);
	ask_flames(&e, "leaves", true);
	grow_trees(&e);
	narrow_typed(&e);
	session_answer_free(e.first);
	session_free(e.session);
	args_done(&e.args);
	return EXIT_SUCCESS;
}
