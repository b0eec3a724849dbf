/* The largest samples of the selection with their stacks: see cprof/stacks.h.
 *
 * One pass finds the samples that match and their values; only the stacks of those that are shown
 * are then made, each block of the profile being unpacked once. */
#include <cprof/stacks.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/report.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/unit.h"
#include "base/vec.h"
#include "query/labels.h"
#include "query/run.h"
#include "query/regex/rx.h"
#include "query/walk.h"

#define LIMIT 1000
#define NEVER UINT_MAX

/* A sample that matches. */
struct hit {
	int64_t value;
	size_t sample;
};

/* What one thread finds. Prefixes are in outer frames of the stack before. */
struct part {
	_Alignas(WALK_LINE) VEC(struct hit) hit;
	unsigned asked; /* frames up to the first that is asked for; NEVER: none is */
	unsigned named; /* the same up to the first that the pattern matches */
	unsigned shown; /* the same up to the first that is not hidden */
	size_t kept, count, zeros;
	int64_t sum, divisor;
};

struct finding {
	const struct run *run;
	const struct graph *graph;
	const struct cprof_stacks_parameters *parameters;
	struct cprof_stacks *found;
	bool *asked;    /* per location: a frame of it is asked for; NULL: all are */
	bool *named;    /* per location: the pattern matches a frame of it; NULL: no pattern */
	bool *labelled; /* per label set: the pattern matches its text */
	struct part part[WALK_PARTS];
	VEC(struct hit) hit; /* of all parts */
	VEC(struct cprof_stack_frame) frame;
	uint32_t *line_frame;    /* per line of the profile: its frame + 1 */
	uint32_t *bare_frame;    /* the same per location without lines */
	const char **set_labels; /* per label set; NULL: not made yet */
	struct label_units units;
	struct label_texts texts;
};

static const struct line *line_at(const struct selection *s, loc_id l, uint32_t i)
{
	return &s->profile->line[s->line_index[s->line_first[l] + i]];
}

/* Appends the file as reports name it. */
static void put_file(const struct finding *x, const struct line *line, struct buf *out)
{
	const struct profile *p = x->graph->selection->profile;
	const struct cprof_query *q = x->run->query;
	path_print(out, profile_text(p, p->function[line->function].file), q->trim_path,
		   q->source_path);
}

static bool line_asked(const struct finding *x, const struct line *line)
{
	const struct profile *p = x->graph->selection->profile;
	const struct function *f = &p->function[line->function];
	if (x->parameters->function == NULL ||
	    strcmp(profile_text(p, f->name), x->parameters->function) != 0)
		return false;
	if (x->parameters->file == NULL || *x->parameters->file == '\0')
		return true;
	struct buf file = BUF_INIT;
	put_file(x, line, &file);
	bool same = strcmp(buf_text(&file), x->parameters->file) == 0;
	buf_done(&file);
	return same;
}

/* A location without lines, or whose function has no name, goes by the name of its node. */
static bool node_asked(const struct finding *x, uint32_t node)
{
	struct buf name = BUF_INIT;
	if (x->parameters->function == NULL)
		return false;
	node_printable(x->graph, &x->graph->node[node], &name);
	bool same = strcmp(buf_text(&name), x->parameters->function) == 0;
	buf_done(&name);
	return same;
}

/* Lines of the location that stand on stacks: the outermost `nodes` of those left. */
static bool location_asked(const struct finding *x, loc_id l)
{
	const struct graph *g = x->graph;
	const struct selection *s = g->selection;
	uint32_t nodes = g->expand_first[l + 1] - g->expand_first[l];
	uint32_t left = s->line_left[l];
	if (nodes > 0 && left == 0)
		return node_asked(x, g->expand[g->expand_first[l]]);
	for (uint32_t i = left - nodes; nodes > 0 && i < left; i++)
		if (line_asked(x, line_at(s, l, i)))
			return true;
	return false;
}

static void find_asked(struct finding *x)
{
	uint32_t count = x->graph->selection->profile->location_count;
	if (x->parameters->function == NULL)
		return;
	x->asked = xcalloc(count, sizeof *x->asked);
	for (loc_id l = 0; l < count; l++)
		x->asked[l] = location_asked(x, l);
}

static const char *keep_text(struct finding *x, const struct buf *text)
{
	return arena_text(x->found->memory, buf_text(text), text->size);
}

static void put_group(void *context, const struct label_group *group, struct buf *out)
{
	const struct finding *x = context;
	buf_printf(out, "%s:", group->key);
	for (size_t i = 0; i < group->count; i++) {
		const struct label *l = group->value[i];
		if (i > 0)
			buf_putc(out, ' ');
		if (l->text != 0)
			buf_puts(out, profile_text(x->run->selection->profile, l->text));
		else
			unit_label(out, l->number, label_unit(&x->units, group->key), "auto");
	}
}

/* Texts first, then numbers, as `traces` has them. */
static const char *labels_of_set(struct finding *x, uint32_t set)
{
	struct buf line = BUF_INIT;
	if (x->set_labels[set] != NULL)
		return x->set_labels[set];
	for (int numbers = 0; numbers < 2; numbers++) {
		label_texts_make(&x->texts, x->run->selection, set, numbers != 0, put_group, x);
		for (size_t i = 0; i < x->texts.text.count; i++)
			buf_printf(&line, "%s%s", line.size > 0 ? "  " : "", x->texts.text.at[i]);
	}
	x->set_labels[set] = keep_text(x, &line);
	buf_done(&line);
	return x->set_labels[set];
}

/* Which locations and label sets the pattern matches. */
static enum cprof_status find_named(struct finding *x, struct cprof_error *err)
{
	const struct graph *g = x->graph;
	const struct profile *p = g->selection->profile;
	struct buf name = BUF_INIT;
	struct rx *rx;
	if (x->parameters->pattern == NULL || *x->parameters->pattern == '\0')
		return CPROF_OK;
	if (rx_compile_smart(x->parameters->pattern, &rx, NULL, err) != CPROF_OK)
		return err->status;
	bool *node = xcalloc(g->nodes, sizeof *node);
	for (uint32_t i = 0; i < g->nodes && err->status == CPROF_OK; i++) {
		buf_clear(&name);
		node_printable(g, &g->node[i], &name);
		rx_match(rx, buf_text(&name), name.size, &node[i], err);
	}
	x->named = xcalloc(p->location_count, sizeof *x->named);
	for (loc_id l = 0; l < p->location_count; l++)
		for (uint32_t e = g->expand_first[l]; e < g->expand_first[l + 1]; e++)
			x->named[l] |= node[g->expand[e]];
	x->labelled = xcalloc(p->label_set_count, sizeof *x->labelled);
	for (uint32_t i = 0; i < p->label_set_count && err->status == CPROF_OK; i++) {
		const char *labels = labels_of_set(x, i);
		rx_match(rx, labels, strlen(labels), &x->labelled[i], err);
	}
	free(node);
	buf_done(&name);
	rx_free(rx);
	return err->status;
}

static bool is_shown(const struct finding *x, loc_id l)
{
	return x->graph->expand_first[l] != x->graph->expand_first[l + 1];
}

/* How many frames of the stack, from the root on, reach the first that is shown and the first that
 * is asked for. */
static void look(const struct finding *x, struct part *part, const struct walk_sample *s)
{
	if (part->asked > s->shared)
		part->asked = NEVER;
	if (part->shown > s->shared)
		part->shown = NEVER;
	if (part->named > s->shared)
		part->named = NEVER;
	for (unsigned i = s->shared; i < s->frames; i++) {
		if (part->shown == NEVER && is_shown(x, s->frame[i]))
			part->shown = i + 1;
		if (part->asked == NEVER && x->asked != NULL && x->asked[s->frame[i]])
			part->asked = i + 1;
		if (part->named == NEVER && x->named != NULL && x->named[s->frame[i]])
			part->named = i + 1;
	}
}

static void visit(void *context, unsigned number, const struct walk_sample *s)
{
	struct finding *x = context;
	struct part *part = &x->part[number];
	const struct value_spec *v = &x->run->value;
	const struct column *column = x->graph->selection->profile->samples.column;
	look(x, part, s);
	if (part->shown == NEVER)
		return;
	part->kept++;
	if (x->asked != NULL && part->asked == NEVER)
		return;
	if (x->named != NULL && part->named == NEVER &&
	    !x->labelled[profile_label_set(x->graph->selection->profile, s->number)])
		return;
	int64_t value = column_value(&column[v->column], s->number);
	int64_t divisor = v->mean ? column_value(&column[0], s->number) : 0;
	part->count++;
	part->sum = value_add(part->sum, value);
	part->divisor = value_add(part->divisor, divisor);
	if (divisor != 0)
		value = value_divide(value, divisor);
	part->zeros += value == 0;
	VEC_PUSH(&part->hit, (struct hit){ value, s->number });
}

static int64_t mean_of(int64_t sum, int64_t divisor)
{
	return divisor != 0 ? value_divide(sum, divisor) : sum;
}

static enum cprof_status find_hits(struct finding *x, struct cprof_context *context,
				   struct cprof_error *err)
{
	struct walk walk = { x->run->selection, NULL, context->progress,
			     walk_parts(x->run->selection->profile) };
	struct cprof_stacks *found = x->found;
	int64_t sum = 0, divisor = 0;
	for (unsigned i = 0; i < walk.parts; i++)
		x->part[i].asked = x->part[i].named = x->part[i].shown = NEVER;
	enum cprof_status status = walk_run(&walk, visit, x, err);
	for (unsigned i = 0; i < walk.parts; i++) {
		struct part *part = &x->part[i];
		VEC_RESERVE(&x->hit, part->hit.count);
		if (part->hit.count > 0)
			memcpy(x->hit.at + x->hit.count, part->hit.at,
			       part->hit.count * sizeof *part->hit.at);
		x->hit.count += part->hit.count;
		found->kept += part->kept;
		found->all.count += part->count;
		found->zeros += part->zeros;
		sum = value_add(sum, part->sum);
		divisor = value_add(divisor, part->divisor);
		VEC_DONE(&part->hit);
	}
	found->all.sum = mean_of(sum, divisor);
	return status;
}

static int compare_hits(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	int order = value_compare_size(x->value, y->value);
	return order != 0 ? order : (x->sample > y->sample) - (x->sample < y->sample);
}

static int compare_samples(const void *a, const void *b)
{
	const struct cprof_stack *const *x = a, *const *y = b;
	return ((*x)->sample > (*y)->sample) - ((*x)->sample < (*y)->sample);
}

static void swap_hits(struct hit *a, struct hit *b)
{
	struct hit kept = *a;
	*a = *b;
	*b = kept;
}

/* Moves the `wanted` first ones in front of all others, in no order. No two hits are equal. */
static void select_hits(struct hit *hit, size_t count, size_t wanted)
{
	while (count > 1 && wanted > 0 && wanted < count) {
		size_t smaller = 0;
		swap_hits(&hit[count / 2], &hit[count - 1]);
		for (size_t i = 0; i + 1 < count; i++)
			if (compare_hits(&hit[i], &hit[count - 1]) < 0)
				swap_hits(&hit[i], &hit[smaller++]);
		swap_hits(&hit[smaller], &hit[count - 1]);
		if (smaller >= wanted) {
			count = smaller;
		} else {
			hit += smaller + 1;
			wanted -= smaller + 1;
			count -= smaller + 1;
		}
	}
}

/* How many are shown; the largest of them in front, in order. */
static size_t order_hits(struct finding *x)
{
	struct cprof_stacks *found = x->found;
	size_t limit = x->parameters->limit > 0 ? (size_t)x->parameters->limit : LIMIT;
	size_t shown = x->hit.count;
	if (shown > limit) {
		shown -= found->zeros;
		shown = shown < limit ? shown : limit;
	} else {
		found->zeros = 0;
	}
	select_hits(x->hit.at, x->hit.count, shown);
	if (shown > 1)
		qsort(x->hit.at, shown, sizeof *x->hit.at, compare_hits);
	return shown;
}

/* What is left over. With mean each sample counts by its divisor. */
static void sum_more(struct finding *x, size_t shown)
{
	const struct value_spec *v = &x->run->value;
	const struct column *column = x->run->selection->profile->samples.column;
	int64_t sum = 0, divisor = 0;
	for (size_t i = shown; i < x->hit.count; i++) {
		size_t sample = x->hit.at[i].sample;
		sum = value_add(sum, column_value(&column[v->column], sample));
		if (v->mean)
			divisor = value_add(divisor, column_value(&column[0], sample));
	}
	x->found->more = (struct cprof_stacks_sum){ x->hit.count - shown, mean_of(sum, divisor) };
}

/* The frame of a node of a location, made if new; `line` is NULL if it has none. */
static uint32_t frame_of(struct finding *x, uint32_t *known, uint32_t node, const struct line *line,
			 bool inlined)
{
	const struct profile *p = x->graph->selection->profile;
	struct buf text = BUF_INIT;
	if (*known != 0)
		return *known - 1;
	struct cprof_stack_frame frame = { .function = "", .file = "", .inlined = inlined };
	node_printable(x->graph, &x->graph->node[node], &text);
	frame.name = keep_text(x, &text);
	frame.asked = line != NULL ? line_asked(x, line) : node_asked(x, node);
	if (line != NULL) {
		str_id name = p->function[line->function].name;
		frame.function = arena_text(x->found->memory, profile_text(p, name),
					    profile_length(p, name));
		frame.line = line->line;
		buf_clear(&text);
		put_file(x, line, &text);
		frame.file = keep_text(x, &text);
	}
	buf_done(&text);
	VEC_PUSH(&x->frame, frame);
	*known = (uint32_t)x->frame.count;
	return *known - 1;
}

static void add_frames(struct finding *x, loc_id l, uint32_t *to)
{
	const struct graph *g = x->graph;
	const struct selection *s = g->selection;
	uint32_t first = g->expand_first[l], nodes = g->expand_first[l + 1] - first;
	uint32_t skipped = s->line_left[l] - nodes;
	if (s->line_left[l] == 0 && nodes > 0) {
		*to = frame_of(x, &x->bare_frame[l], g->expand[first], NULL, false);
		return;
	}
	for (uint32_t i = 0; i < nodes; i++) {
		uint32_t number = s->line_index[s->line_first[l] + skipped + i];
		to[i] = frame_of(x, &x->line_frame[number], g->expand[first + i],
				 &s->profile->line[number], i + 1 < nodes);
	}
}

static void add_stack(struct finding *x, struct cprof_stack *stack, const loc_id *frames)
{
	const struct graph *g = x->graph;
	unsigned from, to;
	size_t depth = 0;
	selection_frames(x->run->selection, stack->sample, &from, &to);
	for (unsigned i = from; i < to; i++)
		depth += g->expand_first[frames[i] + 1] - g->expand_first[frames[i]];
	uint32_t *frame = arena_alloc(x->found->memory, depth * sizeof *frame);
	stack->frame = frame;
	stack->depth = depth;
	for (unsigned i = to; i-- > from;) {
		add_frames(x, frames[i], frame);
		frame += g->expand_first[frames[i] + 1] - g->expand_first[frames[i]];
	}
	stack->labels = labels_of_set(x,
				      profile_label_set(x->run->selection->profile, stack->sample));
	if (depth > x->found->deepest)
		x->found->deepest = depth;
}

/* Unpacks the blocks that have one of the stacks, which are given in the order of the profile. */
static void unpack(struct finding *x, struct cprof_stack **stack, size_t count)
{
	const struct profile *p = x->run->selection->profile;
	loc_id *frames = profile_stack_new(p);
	uint64_t at = 0;
	size_t next = 0;
	for (size_t i = 0; i < count; i++) {
		size_t sample = stack[i]->sample, block = sample / PROFILE_BLOCK;
		if (i == 0 || next <= block * PROFILE_BLOCK) {
			next = block * PROFILE_BLOCK;
			at = p->samples.block_start[block];
		}
		for (; next <= sample; next++)
			at = profile_stack(p, next, at, frames);
		add_stack(x, stack[i], frames);
	}
	free(frames);
}

static void make_stacks(struct finding *x, size_t shown)
{
	const struct profile *p = x->run->selection->profile;
	struct cprof_stacks *found = x->found;
	struct cprof_stack **in_order = xcalloc(shown, sizeof *in_order);
	found->stack = arena_alloc(found->memory, shown * sizeof *found->stack);
	found->count = shown;
	for (size_t i = 0; i < shown; i++) {
		found->stack[i].sample = x->hit.at[i].sample;
		found->stack[i].value = x->hit.at[i].value;
		in_order[i] = &found->stack[i];
	}
	if (shown > 1)
		qsort(in_order, shown, sizeof *in_order, compare_samples);
	x->line_frame = xcalloc(p->line_count, sizeof *x->line_frame);
	x->bare_frame = xcalloc(p->location_count, sizeof *x->bare_frame);
	unpack(x, in_order, shown);
	for (size_t i = 0; i < shown; i++)
		found->stack[i].sample++;
	found->frames = x->frame.count;
	struct cprof_stack_frame *frame = arena_alloc(found->memory,
						      x->frame.count * sizeof *frame);
	if (x->frame.count > 0)
		memcpy(frame, x->frame.at, x->frame.count * sizeof *frame);
	found->frame = frame;
	free(in_order);
	free(x->line_frame);
	free(x->bare_frame);
}

static void begin(struct finding *x)
{
	const struct profile *p = x->run->selection->profile;
	x->found = xcalloc(1, sizeof *x->found);
	x->found->memory = arena_new();
	x->found->type = run_type(x->run, x->found->memory);
	x->found->unit = run_unit(x->run, x->found->memory);
	x->found->total = x->run->total;
	label_units_init(&x->units, p, NULL);
	x->set_labels = xcalloc(p->label_set_count, sizeof *x->set_labels);
}

static void end(struct finding *x)
{
	free(x->asked);
	free(x->named);
	free(x->labelled);
	free(x->set_labels);
	label_texts_done(&x->texts);
	label_units_done(&x->units);
	VEC_DONE(&x->hit);
	VEC_DONE(&x->frame);
}

static enum cprof_status stacks_run(const struct cprof_request *request, const void *parameters,
				    struct cprof_context *context, void **found,
				    struct cprof_error *err)
{
	struct finding x = { .parameters = parameters };
	struct run run;
	struct graph *graph;
	if (run_start(request->profile, request->query, context, &run, err) != CPROF_OK)
		return err->status;
	struct graph_options options = run_graph_options(&run);
	if (run_graph(&run, &options, context, &graph, err) == CPROF_OK) {
		x.run = &run;
		x.graph = graph;
		begin(&x);
		find_asked(&x);
		if (find_named(&x, err) == CPROF_OK && find_hits(&x, context, err) == CPROF_OK) {
			size_t shown = order_hits(&x);
			sum_more(&x, shown);
			make_stacks(&x, shown);
			*found = x.found;
		} else {
			cprof_stacks_free(x.found);
		}
		end(&x);
		graph_free(graph);
	}
	run_done(&run);
	return err->status;
}

static void stacks_free(void *found)
{
	cprof_stacks_free(found);
}

void cprof_stacks_free(struct cprof_stacks *s)
{
	if (s == NULL)
		return;
	arena_free(s->memory);
	free(s);
}

static const struct cprof_pointer pointers[] = {
	CPROF_TEXT(struct cprof_stacks_parameters, function),
	CPROF_TEXT(struct cprof_stacks_parameters, file),
	CPROF_TEXT(struct cprof_stacks_parameters, pattern),
};

const struct cprof_analysis cprof_analysis_stacks = {
	.name = "stacks",
	.run = stacks_run,
	.free = stacks_free,
	.parameters = sizeof(struct cprof_stacks_parameters),
	.pointer = pointers,
	.pointers = sizeof pointers / sizeof pointers[0],
};
