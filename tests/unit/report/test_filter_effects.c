/* The ledger: what each filter leaves and removes, and that its last line is what the query itself
 * is left with, for many queries. */
#include "unit/lib/check.h"

#include <string.h>

#include <cprof/filter_effects.h>
#include <cprof/report.h>

#include "base/unit.h"
#include "query/value.h"
#include "unit/lib/rig.h"

#define LOC(id, name) "loc " #id ": " name " x.c:1\n"

static const char *const sketches[] = {
	/* Recursion, inlined lines, a binary's name, an empty stack, labels. */
	"type alloc bytes\ntype n count\nmap 1 /bin/prog\nmap 2 /lib/libz.so\n" LOC(1, "main")
		LOC(2, "work") LOC(3, "json") "loc 4 m2:\nloc 5 m1: f a.c:2; g b.c:3\n"
		"sample 100 1: 2 1 | bytes#64:bytes\n"
		"sample 200 2: 3 2 1 | user=ann bytes#4096:bytes\n"
		"sample 400 4: 4 2 1\nsample 800 8: 5 1 | user=bob\nsample 1600 16: 3 5 3 1\n"
		"sample 0 5: 2 1\nsample 3200 32:\n",
	/* Values that cancel out, and a base of a diff. */
	"type cpu nanoseconds\n" LOC(1, "main") LOC(2, "work") LOC(3, "json")
		"sample 7: 2 1\nsample -9: 3 1 | pprof::base=true\n"
		"sample -2: 3 2 1 | pprof::base=true\n"
		"sample 11: 2 3 1\n",
	/* Everything under one name; frames the profile itself drops. */
	"type cpu nanoseconds\ndrop json\n" LOC(1, "main") LOC(2, "work") LOC(3, "json")
		"sample 1: 1\nsample 2: 1 1\nsample 4: 3 2 1\nsample 8: 3\n",
	"type cpu nanoseconds\n",
};

static const char *const patterns[CPROF_FILTERS][3] = {
	[CPROF_FOCUS] = { "json", "work|g", "nobody" },
	[CPROF_IGNORE] = { "work", "libz", "main" },
	[CPROF_HIDE] = { "main", "json", "." },
	[CPROF_SHOW] = { "json|work", "f", "main" },
	[CPROF_SHOW_FROM] = { "work", "json", "nobody" },
	[CPROF_TAGFOCUS] = { "user=ann", "bytes=1kb:", "." },
	[CPROF_TAGIGNORE] = { "user=bob", "bytes=:1kb", "x" },
	[CPROF_TAGSHOW] = { "user", "bytes", "x" },
	[CPROF_TAGHIDE] = { "user", "bytes", "pprof::base" },
	[CPROF_PRUNE_FROM] = { "work", "json", "main" },
};

static unsigned next(unsigned *seed)
{
	*seed = *seed * 1103515245U + 12345U;
	return *seed >> 16 & 0x7fff;
}

/* A query of one to three passes, some filters switched off. */
static void draw_query(struct rig *r, unsigned *seed)
{
	cprof_query_done(&r->query);
	cprof_query_init(&r->query);
	r->query.mean = next(seed) % 8 == 0;
	r->query.all_frames = next(seed) % 4 == 0;
	if (next(seed) % 3 == 0)
		cprof_query_text(&r->query.tagroot, "user");
	for (unsigned passes = next(seed) % 3;; passes--) {
		struct cprof_pass *pass = &r->query.pass[r->query.passes - 1];
		for (int f = 0; f < CPROF_FILTERS; f++) {
			if (next(seed) % 3 != 0)
				continue;
			cprof_query_text(&pass->filter[f], patterns[f][next(seed) % 3]);
			pass->off[f] = next(seed) % 4 == 0;
		}
		if (passes == 0)
			return;
		cprof_query_add_pass(&r->query);
	}
}

static struct cprof_filter_effects *ask(struct rig *r, struct cprof_progress *progress)
{
	struct cprof_request request = { &r->source, &r->query, NULL, NULL };
	void *found = NULL;
	r->context = (struct cprof_context){ progress, &r->notes, NULL };
	if (cprof_analysis_filter_effects.run(&request, NULL, &r->context, &found, &r->err) !=
	    CPROF_OK)
		assert_null(found);
	return found;
}

/* Every line follows from the one before, and the last is the query's own answer. */
static void check_ledger(struct rig *r, const struct cprof_filter_effects *l)
{
	struct run run;
	size_t samples = l->samples, valued = l->valued;
	int64_t kept = l->total;
	for (size_t i = 0; i < l->count; i++) {
		const struct cprof_filter_effect *e = &l->entry[i];
		assert_string_not_equal(r->query.pass[e->pass].filter[e->filter], "");
		assert_int_equal(e->off, r->query.pass[e->pass].off[e->filter]);
		assert_true(e->samples <= samples && e->valued <= valued);
		assert_int_equal(e->removed, l->mean ? 0 : value_subtract(kept, e->kept));
		assert_true(!e->off || (e->kept == kept && e->samples == samples));
		assert_true(e->effect != CPROF_EFFECT_LABELS || e->samples == samples);
		if (i == l->emptied_by)
			assert_true(valued > 0 && e->valued == 0);
		kept = e->kept;
		samples = e->samples;
		valued = e->valued;
	}
	rig_run(r, &run);
	assert_int_equal(kept, run.kept_total);
	run_done(&run);
	struct cprof_table *t = rig_table(r);
	assert_int_equal(samples, t->samples_kept);
	assert_true(valued > 0 || t->count == 0);
	cprof_table_free(t);
}

static void last_line_is_the_query(void **state)
{
	(void)state;
	unsigned seed = 20;
	size_t filters = 0, emptied = 0;
	for (size_t s = 0; s < sizeof sketches / sizeof sketches[0]; s++) {
		struct rig r;
		rig_init(&r, sketches[s]);
		for (int round = 0; round < 500; round++) {
			draw_query(&r, &seed);
			struct cprof_filter_effects *l = ask(&r, NULL);
			assert_non_null(l);
			check_ledger(&r, l);
			filters += l->count;
			emptied += l->emptied_by < l->count;
			cprof_analysis_filter_effects.free(l);
			cprof_notes_done(&r.notes);
		}
		rig_done(&r);
	}
	assert_true(filters > 5000 && emptied > 200);
}

/* The lines as text: "NAME kept removed samples". */
static void expect_lines(struct rig *r, const char *expected)
{
	static const char *const effects[] = { "", " moves", " labels" };
	struct buf out = BUF_INIT;
	struct cprof_filter_effects *l = ask(r, NULL);
	assert_non_null(l);
	unit_put(&out, &l->unit, l->total);
	buf_printf(&out, " %zu\n", l->samples);
	for (size_t i = 0; i < l->count; i++) {
		const struct cprof_filter_effect *e = &l->entry[i];
		buf_printf(&out, "%zu %s ", e->pass + 1, cprof_filter_name(e->filter));
		unit_put(&out, &l->unit, e->kept);
		buf_putc(&out, ' ');
		unit_put(&out, &l->unit, e->removed);
		buf_putc(&out, ' ');
		unit_percentage_bare(&out, e->removed, l->total);
		buf_printf(&out, " %zu%s%s%s\n", e->samples, effects[e->effect],
			   e->off ? " off" : "", i == l->emptied_by ? " emptied" : "");
	}
	assert_string_equal(buf_text(&out), expected);
	buf_done(&out);
	cprof_analysis_filter_effects.free(l);
}

static void lines(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, sketches[0]);
	cprof_query_text(&r.query.sample_index, "alloc");
	expect_lines(&r, "6.15kB 7\n");
	/* Within a pass a filter is added to those before it. */
	rig_filter(&r, CPROF_FOCUS, "work|json");
	rig_filter(&r, CPROF_IGNORE, "libz");
	rig_filter(&r, CPROF_HIDE, "main");
	r.query.pass[0].off[CPROF_IGNORE] = true;
	cprof_query_add_pass(&r.query);
	rig_filter(&r, CPROF_IGNORE, "work");
	rig_filter(&r, CPROF_TAGHIDE, "user");
	expect_lines(&r, "6300B 7\n1 focus 2300B 4000B 63.49% 5\n"
			 "1 ignore 2300B 0 0% 5 off\n1 hide 2300B 0 0% 5 moves\n"
			 "2 ignore 1600B 700B 11.11% 1\n2 taghide 1600B 0 0% 1 labels\n");
	rig_filter(&r, CPROF_TAGFOCUS, "user=ann");
	expect_lines(&r, "6300B 7\n1 focus 2300B 4000B 63.49% 5\n"
			 "1 ignore 2300B 0 0% 5 off\n1 hide 2300B 0 0% 5 moves\n"
			 "2 ignore 1600B 700B 11.11% 1\n"
			 "2 tagfocus 0 1600B 25.40% 0 emptied\n2 taghide 0 0 0% 0 labels\n");
	rig_done(&r);
}

/* A filter that is off does nothing, and a query that differs only in it selects the same. */
static void off(void **state)
{
	(void)state;
	struct rig r;
	struct cprof_query without;
	rig_init(&r, sketches[0]);
	cprof_query_copy(&without, &r.query);
	rig_filter(&r, CPROF_FOCUS, "f(");
	r.query.pass[0].off[CPROF_FOCUS] = true;
	assert_false(cprof_query_filtered(&r.query));
	assert_true(cprof_query_selects_same(&r.query, &without));
	assert_false(cprof_query_equal(&r.query, &without));
	expect_lines(&r, "68 7\n1 focus 68 0 0% 7 off\n");
	cprof_query_add_pass(&r.query);
	rig_filter(&r, CPROF_FOCUS, "json");
	cprof_pass_set(&without.pass[0], CPROF_FOCUS, "json");
	assert_true(cprof_query_selects_same(&r.query, &without));
	r.query.pass[1].off[CPROF_FOCUS] = true;
	assert_false(cprof_query_selects_same(&r.query, &without));
	cprof_pass_set(&r.query.pass[1], CPROF_FOCUS, "json");
	assert_true(cprof_query_selects_same(&r.query, &without));
	cprof_query_drop_pass(&r.query, 0);
	assert_true(cprof_query_equal(&r.query, &without));
	cprof_query_drop_pass(&r.query, 0);
	assert_int_equal(r.query.passes, 1);
	assert_false(cprof_query_filtered(&r.query));
	cprof_query_done(&without);
	rig_done(&r);
}

static void fails(void **state)
{
	(void)state;
	struct rig r;
	struct cprof_progress progress = { 0 };
	rig_init(&r, sketches[0]);
	rig_filter(&r, CPROF_FOCUS, "json");
	rig_filter(&r, CPROF_HIDE, "f(");
	assert_null(ask(&r, NULL));
	assert_int_equal(r.err.status, CPROF_ERR_SYNTAX);
	cprof_error_done(&r.err);
	rig_filter(&r, CPROF_HIDE, NULL);
	atomic_store(&progress.cancel, true);
	assert_null(ask(&r, &progress));
	assert_int_equal(r.err.status, CPROF_ERR_CANCELLED);
	rig_done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(last_line_is_the_query),
		cmocka_unit_test(lines),
		cmocka_unit_test(off),
		cmocka_unit_test(fails),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
