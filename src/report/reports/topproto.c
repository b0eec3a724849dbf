/* The topproto report: the rows of top as a profile of one frame a sample. */
#include "report/result.h"

#include <string.h>

#include "base/intern.h"
#include "base/unit.h"
#include "model/copier.h"
#include "query/run.h"
#include "query/table.h"

struct row_samples {
	const struct cprof_table *t;
	struct copier c;
	struct intern function; /* keys; an id is the number + 1 */
};

static int64_t put_text(struct row_samples *x, const char *text)
{
	return copier_bytes(&x->c, text, strlen(text));
}

static uint64_t put_function(struct row_samples *x, const struct cprof_row *row)
{
	int64_t key[] = { put_text(x, row->function), put_text(x, row->file), row->start_line };
	uint32_t before = x->function.count;
	uint32_t number = intern_put(&x->function, key, sizeof key);
	if (number == before && x->c.err->status == CPROF_OK) {
		struct function_def def = { .id = number + UINT64_C(1), .name = key[0],
					    .file = key[1], .start_line = key[2] };
		builder_function(x->c.b, &def, x->c.err);
	}
	return number + UINT64_C(1);
}

/* In the table's unit, without what comes behind the point. */
static int64_t scaled(const struct cprof_table *t, int64_t value)
{
	return unit_truncate(unit_scale(value, t->unit.sample, t->unit.shown).value);
}

static void put_row(struct row_samples *x, uint64_t id, const struct cprof_row *row)
{
	struct location_def location = { .id = id, .address = row->address };
	struct line_def line = { put_function(x, row), row->line, row->column };
	int64_t value[] = { scaled(x->t, row->cum), scaled(x->t, row->flat) };
	struct sample_def sample = { &id, 1, 0, value, 2, 0 };
	if (x->c.err->status == CPROF_OK)
		builder_location(x->c.b, &location, &line, 1, x->c.err);
	if (x->c.err->status == CPROF_OK)
		builder_sample(x->c.b, &sample, x->c.err);
}

static void put_header(struct row_samples *x, const struct profile *p)
{
	struct header_def *h = builder_header(x->c.b);
	int64_t unit = put_text(x, x->t->unit.shown);
	builder_type(x->c.b, put_text(x, "cum"), unit);
	builder_type(x->c.b, put_text(x, "flat"), unit);
	h->time_nanos = p->time_nanos;
	h->duration_nanos = p->duration_nanos;
	h->period = p->period;
	h->period_type = put_text(x, profile_text(p, p->period_type.type));
	h->period_unit = put_text(x, profile_text(p, p->period_type.unit));
}

static void make(const struct cprof_table *t, const struct profile *p, struct profile **made,
		 struct cprof_error *err)
{
	struct row_samples x = { .t = t };
	copier_init(&x.c, NULL, err);
	builder_leave_unmapped(x.c.b);
	put_header(&x, p);
	for (size_t i = 0; i < t->shown; i++)
		put_row(&x, i + 1, &t->row[t->order[i]]);
	if (err->status == CPROF_OK)
		builder_finish(x.c.b, made, err);
	copier_done(&x.c);
	intern_done(&x.function);
}

static enum cprof_status topproto_run(const struct cprof_request *request,
				      struct cprof_context *context,
				      struct cprof_report_result *result, struct cprof_error *err)
{
	struct table_options options = { 0 };
	struct cprof_table *table;
	struct run run;
	if (run_start(request->profile, request->query, context, &run, err) != CPROF_OK)
		return err->status;
	if (table_new(&run, &options, context, &table, err) == CPROF_OK) {
		make(table, run.selection->profile, &result->profile, err);
		cprof_table_free(table);
	}
	run_done(&run);
	return err->status;
}

const struct cprof_report report_topproto = {
	.name = "topproto",
	.help = "the top rows as a profile, compressed",
	.granularity = -1,
	.suffix = "pb.gz",
	.run = topproto_run,
};
