/* The callgrind report: every address with its flat value and its calls, for kcachegrind. */
#include "report/result.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/unit.h"
#include "base/xalloc.h"
#include "report/reports/drawing.h"

/* Names are written once: later only their number stands. */
struct names {
	struct intern known;
};

struct callgrind {
	const struct drawing *d;
	struct buf *out;
	struct names object, file, function;
	/* Nodes of one name and file may be of several functions: each is numbered among its
	 * likes, from 1; `likes` is how many there are. */
	uint32_t *among, *likes;
	bool *shown;   /* per node */
	uint64_t base; /* the address of the node before */
	bool first;    /* there was none */
};

static const struct node *node_of(const struct callgrind *x, uint32_t node)
{
	return &x->d->graph->node[x->d->dot_graph->node[node].node];
}

static const char *text_of(const struct callgrind *x, text_id id)
{
	return graph_text(x->d->graph, id);
}

/* A line of the file is a record: what a name has of line breaks becomes visible. */
static void put_text(struct callgrind *x, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '\n' || *text == '\r')
			buf_puts(x->out, *text == '\n' ? "\\n" : "\\r");
		else
			buf_putc(x->out, *text);
}

static void put_name(struct callgrind *x, const char *what, struct names *names, const char *name)
{
	uint32_t before = names->known.count;
	if (*name == '\0') {
		buf_printf(x->out, "%s=\n", what);
		return;
	}
	uint32_t number = intern_put(&names->known, name, strlen(name));
	buf_printf(x->out, "%s=(%" PRIu32 ")", what, number + 1);
	if (number >= before) {
		buf_putc(x->out, ' ');
		put_text(x, name);
	}
	buf_putc(x->out, '\n');
}

static void put_address(struct callgrind *x, uint64_t address)
{
	char absolute[32], relative[32];
	int64_t difference = (int64_t)(address - x->base);
	snprintf(absolute, sizeof absolute, "0x%" PRIx64, address);
	snprintf(relative, sizeof relative, "%+" PRId64, difference);
	if (x->first)
		buf_puts(x->out, absolute);
	else if (difference == 0)
		buf_putc(x->out, '*');
	else
		buf_puts(x->out, strlen(relative) < strlen(absolute) ? relative : absolute);
}

static int64_t in_unit(const struct callgrind *x, int64_t value)
{
	const struct cprof_table *t = &x->d->table;
	return unit_truncate(unit_scale(value, t->unit.sample, t->unit.shown).value);
}

/* What makes a node part of a function: all but its place in it; in a tree also who calls it. */
static struct node_key function_key(const struct callgrind *x, uint32_t node)
{
	const struct dot_graph *n = x->d->dot_graph;
	struct node_key key = node_of(x, node)->key;
	if (key.address != 0 || key.line != 0)
		key.column = 0;
	key.address = 0;
	key.line = 0;
	key.unused = 0;
	if (x->d->run.query->call_tree && n->in_first[node] < n->in_first[node + 1])
		key.unused = n->edge[n->in[n->in_first[node]]].source + 1;
	return key;
}

/* Numbers functions of one name and file in the order of their nodes. */
static void number_functions(struct callgrind *x)
{
	const struct dot_graph *n = x->d->dot_graph;
	struct intern functions = { 0 }, likes = { 0 };
	uint32_t *count = xcalloc(n->shown, sizeof *count);  /* per pair of name and file */
	uint32_t *number = xcalloc(n->shown, sizeof *number); /* per function */
	uint32_t *group = xcalloc(n->shown, sizeof *group);   /* per position in the order */
	for (uint32_t i = 0; i < n->shown; i++) {
		struct node_key key = function_key(x, n->order[i]);
		text_id like[2] = { key.name, key.file };
		uint32_t known = functions.count;
		group[i] = intern_put(&likes, like, sizeof like);
		uint32_t function = intern_put(&functions, &key, sizeof key);
		if (function == known)
			number[function] = ++count[group[i]];
		x->among[n->order[i]] = number[function];
	}
	for (uint32_t i = 0; i < n->shown; i++)
		x->likes[n->order[i]] = count[group[i]];
	free(count);
	free(number);
	free(group);
	intern_done(&functions);
	intern_done(&likes);
}

static void put_call(struct callgrind *x, const struct edge *e)
{
	const struct node_key *to = &node_of(x, e->target)->key;
	struct buf name = BUF_INIT;
	if (x->shown[e->target]) {
		buf_puts(&name, text_of(x, to->name));
		if (x->likes[e->target] > 1)
			buf_printf(&name, " [%" PRIu32 "/%" PRIu32 "]", x->among[e->target],
				   x->likes[e->target]);
	}
	put_name(x, "cfl", &x->file, text_of(x, to->file));
	put_name(x, "cfn", &x->function, buf_text(&name));
	buf_done(&name);
	buf_puts(x->out, "calls=0 ");
	put_address(x, to->address);
	buf_printf(x->out, " %" PRId64 "\n* * %" PRId64 "\n", to->line, in_unit(x, e->weight));
}

static void put_node(struct callgrind *x, uint32_t node, const struct node_key *before)
{
	const struct dot_graph *n = x->d->dot_graph;
	const struct node_key *k = &node_of(x, node)->key;
	if (before == NULL || k->object != before->object || k->file != before->file ||
	    k->name != before->name) {
		buf_putc(x->out, '\n');
		put_name(x, "ob", &x->object, text_of(x, k->object));
		put_name(x, "fl", &x->file, text_of(x, k->file));
		put_name(x, "fn", &x->function, text_of(x, k->name));
	}
	put_address(x, k->address);
	buf_printf(x->out, " %" PRId64 " %" PRId64 "\n", k->line,
		   in_unit(x, dot_graph_flat(&n->node[node].sum)));
	for (uint32_t i = n->out_first[node]; i < n->out_first[node + 1]; i++)
		put_call(x, &n->edge[n->out[i]]);
	x->base = k->address;
	x->first = false;
}

static void put_all(struct callgrind *x)
{
	const struct dot_graph *n = x->d->dot_graph;
	const struct node_key *before = NULL;
	x->among = xcalloc(n->nodes, sizeof *x->among);
	x->likes = xcalloc(n->nodes, sizeof *x->likes);
	x->shown = xcalloc(n->nodes, sizeof *x->shown);
	for (uint32_t i = 0; i < n->shown; i++)
		x->shown[n->order[i]] = true;
	number_functions(x);
	buf_puts(x->out, "positions: instr line\n");
	buf_puts(x->out, "events: ");
	put_text(x, x->d->table.type);
	buf_putc(x->out, '(');
	put_text(x, x->d->table.unit.shown);
	buf_puts(x->out, ")\n");
	for (uint32_t i = 0; i < n->shown; i++) {
		put_node(x, n->order[i], before);
		before = &node_of(x, n->order[i])->key;
	}
	free(x->among);
	free(x->likes);
	free(x->shown);
	intern_done(&x->object.known);
	intern_done(&x->file.known);
	intern_done(&x->function.known);
}

static enum cprof_status callgrind_run(const struct cprof_request *request,
				       struct cprof_context *context,
				       struct cprof_report_result *result, struct cprof_error *err)
{
	struct drawing d;
	struct drawing_options options = { .exact = true };
	enum cprof_status status = drawing_init(&d, request->profile, request->query, &options,
						context, err);
	if (status == CPROF_OK) {
		struct callgrind x = { .d = &d, .out = &result->text, .first = true };
		put_all(&x);
	}
	drawing_done(&d);
	return status;
}

const struct cprof_report report_callgrind = {
	.name = "callgrind",
	.help = "graph in callgrind format",
	.no_trim = true,
	.granularity = CPROF_BY_ADDRESS,
	.suffix = "callgraph.out",
	.run = callgrind_run,
};

const struct cprof_report report_kcachegrind = {
	.name = "kcachegrind",
	.help = "graph in the viewer kcachegrind",
	.no_trim = true,
	.granularity = CPROF_BY_ADDRESS,
	.suffix = "grind",
	.viewer = "kcachegrind",
	.run = callgrind_run,
};
