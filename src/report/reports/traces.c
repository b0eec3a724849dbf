/* The traces report: every sample with its labels and its stack, leaf first, in the order of the
 * file. */
#include "report/result.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "query/labels.h"
#include "query/run.h"
#include "query/walk.h"
#include "report/header.h"

#define VALUE_WIDTH 10
#define KEY_WIDTH 10

static const char separator[] =
	"-----------+-------------------------------------------------------\n";

struct traces {
	const struct run *run;
	const struct graph *graph;
	struct cprof_table table; /* how values are printed */
	struct label_units units;
	struct label_texts texts;
	char **name;               /* printed name of each node; NULL: not needed yet */
	struct buf labels;         /* the lines of `label_set` */
	uint32_t label_set;
	struct buf *out;
};

static void put_values(void *context, const struct label_group *group, struct buf *out)
{
	const struct traces *t = context;
	const struct profile *p = t->run->selection->profile;
	utf8_right(out, group->key, strlen(group->key), KEY_WIDTH);
	buf_puts(out, ": ");
	for (size_t i = 0; i < group->count; i++) {
		const struct label *l = group->value[i];
		buf_putc(out, ' ');
		if (l->text != 0)
			buf_puts(out, profile_text(p, l->text));
		else
			unit_label(out, l->number, label_unit(&t->units, group->key), "auto");
	}
	buf_putc(out, '\n');
}

/* Many samples in a row have the same labels. */
static void put_labels(struct traces *t, uint32_t set)
{
	if (set != t->label_set) {
		buf_clear(&t->labels);
		for (int numbers = 0; numbers < 2; numbers++) {
			label_texts_make(&t->texts, t->run->selection, set, numbers != 0,
					 put_values, t);
			for (size_t i = 0; i < t->texts.text.count; i++)
				buf_puts(&t->labels, t->texts.text.at[i]);
		}
		t->label_set = set;
	}
	buf_put(t->out, buf_text(&t->labels), t->labels.size);
}

static const char *node_name(struct traces *t, uint32_t node)
{
	if (t->name[node] == NULL) {
		struct buf text = BUF_INIT;
		node_printable(t->graph, &t->graph->node[node], &text);
		t->name[node] = buf_take(&text);
	}
	return t->name[node];
}

static void put_value(struct traces *t, size_t sample)
{
	const struct samples *s = &t->run->selection->profile->samples;
	int64_t value = column_value(&s->column[t->run->value.column], sample);
	int64_t divisor = t->run->value.mean ? column_value(&s->column[0], sample) : 0;
	struct buf text = BUF_INIT;
	unit_put(&text, &t->table.unit, divisor != 0 ? value_divide(value, divisor) : value);
	utf8_right(t->out, buf_text(&text), text.size, VALUE_WIDTH);
	buf_done(&text);
}

static void put_sample(void *context, unsigned part, const struct walk_sample *sample)
{
	struct traces *t = context;
	const struct graph *g = t->graph;
	bool first = true;
	(void)part;
	/* A sample without a frame to show is left out. */
	if (graph_innermost(g, sample->frame, sample->frames) == GRAPH_NO_ENTRY)
		return;
	buf_puts(t->out, separator);
	put_labels(t, profile_label_set(g->selection->profile, sample->number));
	for (unsigned i = sample->frames; i-- > 0;) {
		uint32_t end = g->expand_first[sample->frame[i] + 1];
		for (uint32_t n = g->expand_first[sample->frame[i]]; n < end; n++) {
			if (first)
				put_value(t, sample->number);
			else
				buf_pad(t->out, ' ', VALUE_WIDTH);
			first = false;
			buf_puts(t->out, "   ");
			buf_puts(t->out, node_name(t, g->expand[n]));
			buf_puts(t->out, n + 1 < end ? " (inline)\n" : "\n");
		}
	}
}

static enum cprof_status put_all(struct traces *t, struct cprof_context *context,
				 struct cprof_error *err)
{
	struct walk walk = { t->run->selection, NULL, context->progress, 1 };
	struct buf type = BUF_INIT;
	size_t start = t->out->size;
	header_table(t->run, &type, &t->table);
	header_profile(t->run, &t->table, t->out);
	if (t->out->size == start)
		buf_putc(t->out, '\n');
	label_units_init(&t->units, t->run->selection->profile, NULL);
	t->name = xcalloc(t->graph->nodes, sizeof *t->name);
	enum cprof_status status = walk_run(&walk, put_sample, t, err);
	buf_puts(t->out, separator);
	for (uint32_t i = 0; i < t->graph->nodes; i++)
		free(t->name[i]);
	free(t->name);
	label_units_done(&t->units);
	label_texts_done(&t->texts);
	buf_done(&t->labels);
	buf_done(&type);
	return status;
}

static enum cprof_status traces_run(const struct cprof_request *request,
				    struct cprof_context *context,
				    struct cprof_report_result *result, struct cprof_error *err)
{
	const struct cprof_query *q = request->query;
	struct graph_options options = {
		.granularity = q->granularity,
		.noinlines = q->noinlines,
		.showcolumns = q->showcolumns,
		.stored_paths = true,
	};
	struct run run;
	struct graph *graph;
	enum cprof_status status = run_start(request->profile, q, context, &run, err);
	if (status != CPROF_OK)
		return status;
	status = run_graph(&run, &options, context, &graph, err);
	if (status == CPROF_OK) {
		struct traces t = {
			.run = &run,
			.graph = graph,
			.out = &result->text,
		};
		status = put_all(&t, context, err);
		graph_free(graph);
	}
	run_done(&run);
	return status;
}

const struct cprof_report report_traces = {
	.name = "traces",
	.help = "every sample with its stack",
	.granularity = -1,
	.run = traces_run,
};
