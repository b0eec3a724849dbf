/* Builds listings: see listing.h. Nodes of line granularity are grouped by name and file; each
 * group's values are put beside the lines of its source. */
#include "report/source/listing.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "query/graph/graph.h"
#include "query/measure.h"
#include "query/regex/rx.h"

#define VALUE_WIDTH 10
#define LIST_MARGIN 5 /* lines before the first and behind the last that cost something */
#define CHECKOUT_NANOS INT64_C(5000000000) /* writing a tree of files may take so long */

/* A node that matched, by the texts that order it. */
struct match {
	const char *name, *file;
	const struct node *node;
};

struct building {
	const struct run *run;
	const struct listing_options *options;
	const struct graph *g;
	struct cprof_listing *l;
	VEC(struct match) match;
	VEC(struct cprof_routine) routine;
	VEC(struct cprof_source_line) line; /* of the routine at hand */
	/* The last file that was opened: routines of one file follow each other only by chance, but
	 * mostly do. */
	VEC(struct source_file) file;
	VEC(const char *) file_name;
};

void listing_put_value(const struct cprof_listing *l, int64_t value, bool dot, struct buf *out)
{
	struct buf text = BUF_INIT;
	if (value == 0 && dot)
		buf_putc(&text, '.');
	else
		unit_put(&text, &l->unit, value);
	utf8_right(out, buf_text(&text), text.size, VALUE_WIDTH);
	buf_done(&text);
}

void cprof_routine_done(struct cprof_routine *r)
{
	free(r->line);
	free(r->inlined);
}

void cprof_listing_free(struct cprof_listing *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->count; i++)
		cprof_routine_done(&l->routine[i]);
	free(l->routine);
	arena_free(l->memory);
	free(l);
}

static int compare_matches(const void *left, const void *right)
{
	const struct match *a = left, *b = right;
	int order = strcmp(a->name, b->name);
	if (order == 0)
		order = strcmp(a->file, b->file);
	if (order == 0)
		order = (a->node->key.line > b->node->key.line) -
			(a->node->key.line < b->node->key.line);
	return order;
}

static bool matches(const struct building *x, const struct rx *rx, str_id text,
		    struct cprof_error *err)
{
	const struct profile *p = x->g->selection->profile;
	bool yes = false;
	rx_match(rx, profile_text(p, text), profile_length(p, text), &yes, err);
	return yes;
}

/* Marks what nodes are called that show this function. */
static void want_function(const struct building *x, fn_id f, bool *wanted)
{
	const struct profile *p = x->g->selection->profile;
	const str_id names[] = { p->function[f].name, p->function[f].system_name };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		text_id text = intern_get(&x->g->text, profile_text(p, names[i]),
					  profile_length(p, names[i]));
		if (text != INTERN_NONE)
			wanted[text] = true;
	}
}

/* Which names the pattern wants when it is asked for more than names. A mapping stands for the
 * innermost functions in it, an address for the outermost there. The caller frees the array. */
static bool *find_wanted(const struct building *x, const struct rx *rx, struct cprof_error *err)
{
	const struct selection *s = x->g->selection;
	const struct profile *p = s->profile;
	bool *wanted = xcalloc(x->g->text.count, sizeof *wanted);
	bool *function = xcalloc(p->function_count, sizeof *function);
	bool *mapping = xcalloc(p->mapping_count, sizeof *mapping);
	uint64_t address = 0;
	bool has_address = number_unsigned(&address, x->options->pattern) == NUMBER_OK;
	for (fn_id f = 0; f < p->function_count; f++)
		function[f] = matches(x, rx, p->function[f].name, err) ||
			      matches(x, rx, p->function[f].system_name, err) ||
			      matches(x, rx, p->function[f].file, err);
	for (uint32_t m = 0; m < p->mapping_count; m++)
		mapping[m] = matches(x, rx, p->mapping[m].file, err);
	for (loc_id l = 0; l < p->location_count; l++) {
		const struct location *at = &p->location[l];
		bool here = has_address && at->address == address;
		for (uint32_t i = 0; i < s->line_left[l] && !s->hidden[l]; i++) {
			fn_id f = p->line[s->line_index[s->line_first[l] + i]].function;
			bool last = i + 1 == s->line_left[l];
			bool first = i == 0 && at->mapping != PROFILE_NONE && mapping[at->mapping];
			if (here ? last : first || function[f])
				want_function(x, f, wanted);
		}
	}
	free(function);
	free(mapping);
	return wanted;
}

static enum cprof_status find_matches(struct building *x, struct cprof_error *err)
{
	struct rx *rx = NULL;
	const char *pattern = x->options->pattern;
	if (x->options->function == NULL && rx_compile_argument(pattern, &rx, err) != CPROF_OK)
		return err->status;
	bool *wanted = x->options->wide ? find_wanted(x, rx, err) : NULL;
	for (uint32_t i = 0; i < x->g->nodes && err->status == CPROF_OK; i++) {
		const struct node *n = &x->g->node[i];
		const char *name = graph_text(x->g, n->key.name);
		bool yes = false;
		if (n->discarded)
			continue;
		if (wanted != NULL)
			yes = wanted[n->key.name];
		else if (rx != NULL)
			rx_match(rx, name, strlen(name), &yes, err);
		else
			yes = strcmp(name, x->options->function) == 0;
		if (yes)
			VEC_PUSH(&x->match,
				 (struct match){ name, graph_text(x->g, n->key.file), n });
	}
	free(wanted);
	rx_free(rx);
	if (err->status == CPROF_OK && x->match.count == 0)
		return rx_no_match(pattern != NULL ? pattern : x->options->function, err);
	if (err->status == CPROF_OK)
		VEC_SORT(&x->match, compare_matches);
	return err->status;
}

static const char *keep_text(struct building *x, const char *text)
{
	return arena_text(x->l->memory, text, strlen(text));
}

/* The file's text, read once a listing; NULL if it was never asked for. */
static const struct source_file *known_file(const struct building *x, const char *name)
{
	for (size_t i = 0; i < x->file.count; i++)
		if (strcmp(x->file_name.at[i], name) == 0)
			return &x->file.at[i];
	return NULL;
}

static const struct source_file *read_file(struct building *x, const char *name)
{
	const struct cprof_query *q = x->run->query;
	const struct source_file *known = known_file(x, name);
	struct source_file file;
	if (known != NULL)
		return known;
	source_read(x->options->plan, name, q->trim_path, q->source_path, x->l->memory, &file);
	VEC_PUSH(&x->file, file);
	VEC_PUSH(&x->file_name, name);
	return &x->file.at[x->file.count - 1];
}

/* Adds the values of the nodes on one line; *at walks through the routine's matches. */
static void add_values(struct cprof_source_line *line, const struct match *match, size_t count,
		       size_t *at)
{
	while (*at < count && match[*at].node->key.line < line->number)
		(*at)++;
	for (; *at < count && match[*at].node->key.line == line->number; (*at)++) {
		line->flat = value_add(line->flat, match[*at].node->sum.flat);
		line->cum = value_add(line->cum, match[*at].node->sum.cum);
	}
}

static void put_line(struct building *x, struct cprof_routine *r, struct cprof_source_line *line,
		     const struct match *match, size_t count, size_t *at)
{
	add_values(line, match, count, at);
	r->costed += line->flat != 0 || line->cum != 0;
	VEC_PUSH(&x->line, *line);
}

/* Without source, or behind its end: the numbers of the lines that cost something. */
static void list_numbers(struct building *x, struct cprof_routine *r, const struct match *match,
			 size_t count, size_t at)
{
	while (at < count) {
		struct cprof_source_line line = { .number = match[at].node->key.line };
		put_line(x, r, &line, match, count, &at);
	}
}

/* The lines of the text from first to last, with values. */
static void list_text(struct building *x, struct cprof_routine *r, const struct source_file *file,
		      const struct match *match, size_t count)
{
	const char *p = file->text, *end = file->text + file->length;
	int64_t first = x->options->whole_file ? 1 : r->first;
	int64_t last = x->options->whole_file ? INT64_MAX : r->last;
	size_t at = 0;
	/* A line that nobody knows the number of stands nowhere. */
	while (at < count && match[at].node->key.line < first)
		at++;
	for (int64_t number = 1; p < end && number <= last; number++) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		const char *stop = newline != NULL ? newline : end;
		struct cprof_source_line line = { .number = number, .text = p };
		line.length = (size_t)(stop - p);
		if (line.length > 0 && p[line.length - 1] == '\r')
			line.length--;
		if (number >= first)
			put_line(x, r, &line, match, count, &at);
		p = newline != NULL ? newline + 1 : end;
	}
	if (x->options->whole_file)
		list_numbers(x, r, match, count, at);
}

static int64_t count_lines(const struct source_file *file)
{
	const char *p = file->text, *end = file->text + file->length;
	int64_t lines = 0;
	for (; p != NULL && p < end; lines++) {
		p = memchr(p, '\n', (size_t)(end - p));
		p = p != NULL ? p + 1 : end;
	}
	return lines;
}

/* A checkout or a copy gives sources and profile one time: only what was written after both the
 * measurement and the profile's file has changed for sure. */
static bool is_newer(const struct building *x, const struct source_file *file)
{
	int64_t time = x->g->selection->profile->time_nanos;
	const struct cprof_source_plan *plan = x->options->plan;
	int64_t written = plan != NULL ? plan->measured : 0;
	if (written > 0 && written + CHECKOUT_NANOS > time)
		time = written + CHECKOUT_NANOS;
	return time > 0 && file->modified > time;
}

/* Why the file cannot be, or may not be, the one that was compiled. */
static const char *stale_reason(struct building *x, const struct source_file *file,
				const struct match *match, size_t count)
{
	int64_t last = match[count - 1].node->key.line;
	struct buf text = BUF_INIT;
	const char *reason = NULL;
	if (count_lines(file) < last)
		buf_printf(&text, "the file ends before line %" PRId64, last);
	else if (is_newer(x, file))
		buf_puts(&text, "the file is newer than the profile");
	if (text.size > 0)
		reason = arena_text(x->l->memory, buf_text(&text), text.size);
	buf_done(&text);
	return reason;
}

/* Sums of line numbers wrap around, as pprof's do: a number at the end of the range is in no
 * file. */
static int64_t line_plus(int64_t line, int64_t more)
{
	return (int64_t)((uint64_t)line + (uint64_t)more);
}

/* The range list prints around the lines of a routine. */
static void find_range(struct cprof_routine *r, const struct match *match, size_t count)
{
	r->first = INT64_MAX;
	for (size_t i = 0; i < count; i++) {
		const struct node_key *k = &match[i].node->key;
		int64_t end = line_plus(k->line, LIST_MARGIN);
		int64_t start = k->start_line != 0 ? k->start_line
						   : line_plus(k->line, -LIST_MARGIN);
		if (start < r->first)
			r->first = start;
		if (i == 0 || end > r->last)
			r->last = end;
	}
	if (r->first < 1)
		r->first = 1;
}

static void add_routine(struct building *x, const struct match *match, size_t count)
{
	struct cprof_routine r = { .name = keep_text(x, match->name) };
	r.file = keep_text(x, match->file);
	for (size_t i = 0; i < count; i++) {
		r.flat = value_add(r.flat, match[i].node->sum.flat);
		r.cum = value_add(r.cum, match[i].node->sum.cum);
	}
	find_range(&r, match, count);
	x->line.count = 0;
	const struct source_file *file = known_file(x, match->file);
	if (*r.file != '\0' && (r.first <= r.last || x->options->whole_file))
		file = read_file(x, r.file);
	if (file != NULL) {
		r.found = file->found;
		r.by_name = file->by_name;
		r.outside = r.found == NULL ? file->outside : NULL;
		r.error = file->found == NULL ? file->error : NULL;
		r.tried = file->tried;
		r.tries = file->tries;
	}
	if (r.found != NULL) {
		r.stale = stale_reason(x, file, match, count);
		list_text(x, &r, file, match, count);
	} else {
		list_numbers(x, &r, match, count, 0);
	}
	r.lines = x->line.count;
	r.line = xreallocarray(NULL, r.lines, sizeof *r.line);
	if (r.lines > 0)
		memcpy(r.line, x->line.at, r.lines * sizeof *r.line);
	VEC_PUSH(&x->routine, r);
}

/* A routine per name and file; nodes without a file count only when their name has no file at
 * all. */
static void add_routines(struct building *x)
{
	size_t at = 0;
	while (at < x->match.count) {
		const char *name = x->match.at[at].name;
		size_t end = at;
		while (end < x->match.count && strcmp(x->match.at[end].name, name) == 0)
			end++;
		bool has_file = *x->match.at[end - 1].file != '\0';
		while (at < end) {
			size_t stop = at;
			while (stop < end &&
			       strcmp(x->match.at[stop].file, x->match.at[at].file) == 0)
				stop++;
			if (*x->match.at[at].file != '\0' || !has_file)
				add_routine(x, x->match.at + at, stop - at);
			at = stop;
		}
	}
	x->l->routine = x->routine.at;
	x->l->count = x->routine.count;
}

/* The sums of whole functions, which count a recursive sample once. */
static enum cprof_status add_function_sums(struct building *x, struct graph_options *options,
					   struct cprof_context *context, struct cprof_error *err)
{
	struct graph *g;
	options->granularity = CPROF_BY_FILEFUNCTION;
	options->keep_objects = false;
	if (run_graph(x->run, options, context, &g, err) != CPROF_OK)
		return err->status;
	for (size_t i = 0; i < x->l->count; i++) {
		struct cprof_routine *r = &x->l->routine[i];
		for (uint32_t j = 0; j < g->nodes; j++) {
			const struct node *n = &g->node[j];
			if (strcmp(graph_text(g, n->key.name), r->name) != 0 ||
			    strcmp(graph_text(g, n->key.file), r->file) != 0)
				continue;
			r->function_flat = value_add(r->function_flat, n->sum.flat);
			r->function_cum = value_add(r->function_cum, n->sum.cum);
		}
	}
	graph_free(g);
	return CPROF_OK;
}

static int compare_number(const void *key, const void *item)
{
	int64_t number = *(const int64_t *)key;
	const struct cprof_source_line *line = item;
	return (number > line->number) - (number < line->number);
}

/* Adds one node's sum to its line of the routine, if the routine shows it. */
static void add_node(struct cprof_routine *r, int64_t number, int64_t cum, bool base)
{
	struct cprof_source_line *line = r->lines == 0 ? NULL
						       : bsearch(&number, r->line, r->lines,
								 sizeof *line, compare_number);
	if (line != NULL && base)
		line->base = value_add(line->base, cum);
	else if (line != NULL)
		line->now = value_add(line->now, cum);
}

static void add_to_routines(const struct graph *g, struct cprof_listing *l,
			    const struct node_sum *sum, bool base)
{
	for (size_t i = 0; i < l->count; i++) {
		struct cprof_routine *r = &l->routine[i];
		text_id name = intern_get(&g->text, r->name, strlen(r->name));
		text_id file = intern_get(&g->text, r->file, strlen(r->file));
		for (uint32_t n = 0; n < g->nodes; n++)
			if (g->node[n].key.name == name && g->node[n].key.file == file)
				add_node(r, g->node[n].key.line, sum[n].cum, base);
	}
}

/* Fills in both sides of the lines, if the profile is a diff: what did not change costs nothing in
 * the diff and stands here all the same. */
static enum cprof_status add_sides(const struct run *run, const struct graph *g,
				   struct cprof_listing *l, struct cprof_context *context,
				   struct cprof_error *err)
{
	for (int base = 0; base <= 1 && err->status == CPROF_OK; base++) {
		struct node_sum *sum = xcalloc(g->nodes, sizeof *sum);
		if (measure_side(g, run->selection, base, sum, &l->diff, context->progress, err) ==
			    CPROF_OK &&
		    l->diff)
			add_to_routines(g, l, sum, base);
		free(sum);
	}
	return err->status;
}

enum cprof_status listing_new(const struct run *run, const struct listing_options *options,
			      struct cprof_context *context, struct cprof_listing **listing,
			      struct cprof_error *err)
{
	struct graph_options graph_options = run_graph_options(run);
	struct graph *g = NULL;
	struct building x = { .run = run, .options = options };
	graph_options.granularity = CPROF_BY_LINE;
	graph_options.keep_objects = true;
	if (run_graph(run, &graph_options, context, &g, err) != CPROF_OK)
		return err->status;
	x.g = g;
	x.l = xcalloc(1, sizeof *x.l);
	x.l->memory = arena_new();
	x.l->total = run->total;
	x.l->type = keep_text(&x, run->value.type);
	x.l->unit = run_unit(run, x.l->memory);
	if (find_matches(&x, err) == CPROF_OK)
		add_routines(&x);
	for (size_t i = 0; i < x.l->count && options->inlined && err->status == CPROF_OK; i++)
		listing_add_inlined(run, g, x.l, &x.l->routine[i], context, err);
	if (err->status == CPROF_OK && options->sides)
		add_sides(run, g, x.l, context, err);
	if (err->status == CPROF_OK && options->function_sums)
		add_function_sums(&x, &graph_options, context, err);
	if (err->status == CPROF_OK)
		*listing = x.l;
	else
		cprof_listing_free(x.l);
	VEC_DONE(&x.match);
	VEC_DONE(&x.line);
	VEC_DONE(&x.file);
	VEC_DONE(&x.file_name);
	graph_free(g);
	return err->status;
}
