/* The five largest functions of a profile, and the lines of the largest; tests/man/example.test
 * shows how it is built. From the top of the tree: example data/mem.out */
#include <stdio.h>
#include <stdlib.h>

#include <cprof/cprof.h>

static void print(const struct cprof_unit *unit, int64_t value, const char *what, int64_t line)
{
	char *text = cprof_unit_text(unit, value);
	printf("%10s  %s:%d\n", text, what, (int)line);
	free(text);
}

static void print_lines(const struct cprof_listing *l)
{
	const struct cprof_routine *r = &l->routine[0];
	for (size_t i = 0; i < r->lines; i++)
		if (r->line[i].cum != 0)
			print(&l->unit, r->line[i].cum, r->file, r->line[i].number);
}

int main(int argc, char *argv[])
{
	struct cprof_inputs inputs = CPROF_INPUTS_INIT;
	struct cprof_context context = { 0 };
	struct cprof_error err = CPROF_ERROR_INIT;
	struct cprof_query query;
	struct cprof_request request = { .query = &query };
	struct cprof_source_parameters largest = { 0 };
	struct cprof_profile *profile = NULL;
	struct cprof_table *table = NULL;
	void *listing = NULL;
	inputs.name = argv + 1;
	inputs.count = (size_t)argc - 1;
	cprof_query_init(&query);
	query.nodecount = 5;
	if (cprof_profile_open(&inputs, &context, &profile, &err) == CPROF_OK) {
		request.profile = profile;
		cprof_table_new(&request, &context, &table, &err);
	}
	for (size_t i = 0; table != NULL && i < table->shown; i++) {
		const struct cprof_row *row = &table->row[table->order[i]];
		print(&table->unit, row->flat, row->name, row->where_line);
		largest.function = table->row[table->order[0]].where_function;
	}
	if (largest.function != NULL &&
	    cprof_analysis_source.run(&request, &largest, &context, &listing, &err) == CPROF_OK)
		print_lines(listing);
	if (err.status != CPROF_OK)
		fprintf(stderr, "%s\n", err.text);
	cprof_analysis_source.free(listing);
	cprof_table_free(table);
	cprof_profile_free(profile);
	cprof_query_done(&query);
	int status = err.status;
	cprof_error_done(&err);
	return status != CPROF_OK;
}
