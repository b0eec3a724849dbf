/* The proto report: the profile as the filters left it. Locations and functions stay in their
 * tables even where no sample is left that uses them, as in pprof. */
#include "report/result.h"

#include <stdlib.h>

#include "base/unit.h"
#include "base/vec.h"
#include "model/copier.h"
#include "query/run.h"

/* Frames and values of one sample. */
struct scratch {
	VEC(uint64_t) ids;
	VEC(int64_t) values;
	VEC(struct line_def) lines;
};

struct profile_copy {
	const struct run *run;
	struct copier c;
	struct copier_from from;
	struct scratch scratch;
};

static void put_mappings(struct profile_copy *x)
{
	for (uint32_t i = 0; i < x->from.profile->mapping_count; i++) {
		struct mapping_def def = copier_mapping(&x->c, &x->from, i);
		if (x->run->query->noinlines)
			def.mapping.has_inline_frames = false;
		builder_mapping(x->c.b, &def, x->c.err);
	}
}

static void put_functions(struct profile_copy *x)
{
	for (fn_id i = 0; i < x->from.profile->function_count; i++) {
		struct function_def def = copier_function(&x->c, &x->from, i);
		if (x->c.err->status == CPROF_OK)
			builder_function(x->c.b, &def, x->c.err);
	}
}

/* The lines that are left of a location; with noinlines the outermost alone. */
static void gather_lines(struct profile_copy *x, loc_id l)
{
	const struct cprof_query *q = x->run->query;
	const struct selection *s = x->run->selection;
	const struct profile *p = x->from.profile;
	uint32_t left = s->line_left[l];
	x->scratch.lines.count = 0;
	for (uint32_t i = q->noinlines && left > 0 ? left - 1 : 0; i < left; i++) {
		const struct line *line = &p->line[s->line_index[s->line_first[l] + i]];
		bool column = !q->noinlines || q->showcolumns;
		struct line_def def = { p->function[line->function].id, line->line,
					column ? line->column : 0 };
		VEC_PUSH(&x->scratch.lines, def);
	}
}

static void put_locations(struct profile_copy *x)
{
	const struct profile *p = x->from.profile;
	for (uint32_t i = 0; i < p->location_count && x->c.err->status == CPROF_OK; i++) {
		const struct location *l = &p->location[p->file_order[i]];
		struct location_def def = { .id = l->id, .address = l->address,
					    .folded = l->folded };
		if (l->mapping != PROFILE_NONE)
			def.mapping_id = p->mapping[l->mapping].id;
		gather_lines(x, p->file_order[i]);
		builder_location(x->c.b, &def, x->scratch.lines.at, x->scratch.lines.count,
				 x->c.err);
	}
}

static void put_sample(struct profile_copy *x, size_t number, const loc_id *stack)
{
	const struct selection *s = x->run->selection;
	const struct profile *p = x->from.profile;
	struct scratch *scratch = &x->scratch;
	unsigned from, to;
	scratch->ids.count = scratch->values.count = 0;
	selection_frames(s, number, &from, &to);
	for (unsigned i = to; i-- > from;)
		if (!s->hidden[stack[i]])
			VEC_PUSH(&scratch->ids, p->location[stack[i]].id);
	for (uint32_t t = 0; t < p->type_count; t++)
		VEC_PUSH(&scratch->values,
			 unit_by_ratio(column_value(&p->samples.column[t], number),
				       x->run->value.ratio));
	struct sample_def def = { scratch->ids.at,
				  scratch->ids.count,
				  0,
				  scratch->values.at,
				  p->type_count,
				  copier_labels(&x->c, &x->from, profile_label_set(p, number),
						false) };
	if (x->c.err->status == CPROF_OK)
		builder_sample(x->c.b, &def, x->c.err);
}

static void put_samples(struct profile_copy *x)
{
	const struct selection *s = x->run->selection;
	loc_id *stack = profile_stack_new(s->profile);
	uint64_t at = 0;
	for (size_t i = 0; i < s->profile->samples.count; i++) {
		at = profile_stack(s->profile, i, at, stack);
		if (s->dropped == NULL || !s->dropped[i])
			put_sample(x, i, stack);
	}
	free(stack);
}

static enum cprof_status proto_run(const struct cprof_request *request,
				   struct cprof_context *context,
				   struct cprof_report_result *result, struct cprof_error *err)
{
	struct run run;
	if (run_start(request->profile, request->query, context, &run, err) != CPROF_OK)
		return err->status;
	struct profile_copy x = { .run = &run };
	copier_init(&x.c, NULL, err);
	copier_from_init(&x.from, run.selection->profile);
	x.from.label_hidden = run.selection->label_hidden;
	copier_types(&x.c, &x.from);
	copier_comments(&x.c, &x.from);
	copier_header(&x.c, &x.from);
	put_mappings(&x);
	put_functions(&x);
	put_locations(&x);
	put_samples(&x);
	if (err->status == CPROF_OK)
		builder_finish(x.c.b, &result->profile, err);
	copier_from_done(&x.from);
	copier_done(&x.c);
	VEC_DONE(&x.scratch.ids);
	VEC_DONE(&x.scratch.values);
	VEC_DONE(&x.scratch.lines);
	run_done(&run);
	return err->status;
}

const struct cprof_report report_proto = {
	.name = "proto",
	.help = "the profile itself, compressed, as the filters leave it",
	.no_trim = true,
	.granularity = CPROF_BY_ADDRESS,
	.suffix = "pb.gz",
	.run = proto_run,
};
