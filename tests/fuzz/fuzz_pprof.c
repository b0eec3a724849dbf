/* Any bytes as a profile: they are refused with a reason, or the profile can be asked every
 * question. */
#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "codec/codec.h"
#include "fuzz.h"
#include "query/run.h"
#include "query/table.h"
#include "report/source/listing.h"
#include "symbol/demangle.h"

struct bytes {
	const uint8_t *data;
	size_t left;
};

static ssize_t read_bytes(void *context, void *buf, size_t size)
{
	struct bytes *b = context;
	size_t part = size < b->left ? size : b->left;
	if (part > 0)
		memcpy(buf, b->data, part);
	b->data += part;
	b->left -= part;
	return (ssize_t)part;
}

static void ask_table(const struct cprof_profile *source, struct cprof_query *q)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct cprof_notes notes = { NULL, 0 };
	struct cprof_context context = { NULL, &notes, NULL };
	struct table_options options = { 0 };
	struct cprof_table *table = NULL;
	struct run run;
	if (run_start(source, q, &context, &run, &err) == CPROF_OK) {
		if (table_new(&run, &options, &context, &table, &err) == CPROF_OK)
			assert(table->shown <= table->count);
		cprof_table_free(table);
		run_done(&run);
	}
	assert((err.status == CPROF_OK) == (err.text == NULL));
	cprof_notes_done(&notes);
	cprof_error_done(&err);
}

static void ask_listing(const struct cprof_profile *source, struct cprof_query *q)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct cprof_notes notes = { NULL, 0 };
	struct cprof_context context = { NULL, &notes, NULL };
	struct cprof_source_plan plan = { .cwd = "/nonexistent" };
	struct listing_options options = { .pattern = ".", .plan = &plan, .function_sums = true };
	struct cprof_listing *listing = NULL;
	struct run run;
	if (run_start(source, q, &context, &run, &err) == CPROF_OK) {
		listing_new(&run, &options, &context, &listing, &err);
		cprof_listing_free(listing);
		run_done(&run);
	}
	cprof_notes_done(&notes);
	cprof_error_done(&err);
}

static void ask(struct profile *p)
{
	struct cprof_notes notes = { NULL, 0 };
	struct selection *whole = selection_new(p), *pruned = selection_copy(whole);
	struct cprof_query q;
	selection_drop_frames(pruned, &notes);
	struct cprof_profile source = { p, whole, pruned, { 0 } };
	cprof_query_init(&q);
	for (q.granularity = CPROF_BY_FUNCTION; q.granularity <= CPROF_BY_ADDRESS; q.granularity++)
		ask_table(&source, &q);
	q.granularity = CPROF_BY_FUNCTION;
	q.mean = true;
	q.nodecount = 3;
	cprof_query_text(&q.pass[0].filter[CPROF_FOCUS], "a|b|main");
	cprof_query_text(&q.pass[0].filter[CPROF_HIDE], "e");
	cprof_query_text(&q.pass[0].filter[CPROF_SHOW_FROM], "m");
	cprof_query_text(&q.pass[0].filter[CPROF_PRUNE_FROM], "r");
	ask_table(&source, &q);
	ask_listing(&source, &q);
	cprof_query_text(&q.pass[0].filter[CPROF_FOCUS], NULL);
	cprof_query_text(&q.pass[0].filter[CPROF_TAGFOCUS], "a,:");
	cprof_query_text(&q.pass[0].filter[CPROF_TAGIGNORE], "bytes=1kb:2mb");
	cprof_query_text(&q.pass[0].filter[CPROF_TAGSHOW], "e");
	cprof_query_text(&q.tagroot, "key,bytes");
	cprof_query_text(&q.tagleaf, "user");
	ask_table(&source, &q);
	cprof_query_done(&q);
	selection_free(whole);
	selection_free(pruned);
	cprof_notes_done(&notes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes bytes = { data, size };
	struct reader reader = { read_bytes, &bytes, size };
	struct codec_options options = { .limits = CPROF_LIMITS_INIT };
	struct demangle_options names = { .mode = (enum demangle_mode)(size % 4) };
	struct cprof_error err = CPROF_ERROR_INIT;
	struct profile *profile = NULL;
	options.limits.inflated_bytes = (uint64_t)4 << 20;
	if (codec_load(&reader, &options, &profile, &err) == CPROF_OK) {
		demangle_profile(profile, &names);
		ask(profile);
	} else {
		assert(err.text != NULL && *err.text != '\0' && strchr(err.text, '\n') == NULL);
	}
	profile_free(profile);
	cprof_error_done(&err);
	return 0;
}
