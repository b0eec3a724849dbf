/* Merging: what is one and what stays apart, in which order tables come, types and units, headers,
 * bases. */
#include "unit/lib/check.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/buf.h"
#include "model/merge.h"
#include "unit/lib/sketch.h"

static const struct cprof_limits limits = CPROF_LIMITS_INIT;

static void put_header(const struct profile *p, struct buf *out)
{
	for (uint32_t i = 0; i < p->type_count; i++)
		buf_printf(out, "%s%s/%s", i > 0 ? " " : "", profile_text(p, p->type[i].type),
			   profile_text(p, p->type[i].unit));
	if (p->default_type != 0)
		buf_printf(out, " default %s", profile_text(p, p->default_type));
	if (p->period != 0)
		buf_printf(out, " every %" PRId64 " %s", p->period,
			   profile_text(p, p->period_type.unit));
	if (p->time_nanos != 0 || p->duration_nanos != 0)
		buf_printf(out, " at %" PRId64 " for %" PRId64, p->time_nanos, p->duration_nanos);
	for (uint32_t i = 0; i < p->comment_count; i++)
		buf_printf(out, " \"%s\"", profile_text(p, p->comment[i]));
	if (p->doc_url != 0)
		buf_printf(out, " see %s", profile_text(p, p->doc_url));
	if (p->drop_frames != 0)
		buf_printf(out, " drop %s", profile_text(p, p->drop_frames));
	buf_putc(out, '\n');
}

static void put_tables(const struct profile *p, struct buf *out)
{
	for (uint32_t i = 0; i < p->mapping_count; i++)
		buf_printf(out, "map %" PRIu64 " %s %" PRIx64 "\n", p->mapping[i].id,
			   profile_text(p, p->mapping[i].file), p->mapping[i].start);
	for (uint32_t i = 0; i < p->location_count; i++) {
		const struct location *l = &p->location[p->file_order[i]];
		buf_printf(out, "loc %" PRIu64 " %" PRIx64, l->id, l->address);
		if (l->mapping != PROFILE_NONE)
			buf_printf(out, " m%" PRIu64, p->mapping[l->mapping].id);
		for (uint32_t n = 0; n < l->line_count; n++) {
			const struct line *line = &p->line[l->first_line + n];
			buf_printf(out, " %" PRIu64 "=%s:%" PRId64, p->function[line->function].id,
				   profile_text(p, p->function[line->function].name), line->line);
			if (line->column != 0)
				buf_printf(out, ":%" PRId64, line->column);
		}
		buf_putc(out, '\n');
	}
}

static void put_samples(const struct profile *p, struct buf *out)
{
	loc_id *stack = profile_stack_new(p);
	uint64_t at = 0;
	for (size_t i = 0; i < p->samples.count; i++) {
		at = profile_stack(p, i, at, stack);
		for (uint32_t t = 0; t < p->type_count; t++)
			buf_printf(out, "%" PRId64 " ", column_value(&p->samples.column[t], i));
		buf_putc(out, ':');
		for (unsigned f = p->samples.depth[i]; f-- > 0;)
			buf_printf(out, " %" PRIu64, p->location[stack[f]].id);
		uint32_t set = profile_label_set(p, i);
		for (uint32_t l = p->label_set_start[set]; l < p->label_set_start[set + 1]; l++) {
			const struct label *label = &p->label[l];
			buf_printf(out, " %s", profile_text(p, label->key));
			if (label->text != 0)
				buf_printf(out, "=%s", profile_text(p, label->text));
			else
				buf_printf(out, "#%" PRId64 "%s", label->number,
					   profile_text(p, label->unit));
		}
		buf_putc(out, '\n');
	}
	free(stack);
}

static void expect(struct profile *p, const char *header, const char *tables, const char *samples)
{
	struct buf out = BUF_INIT;
	if (header != NULL) {
		put_header(p, &out);
		assert_string_equal(buf_text(&out), header);
	}
	buf_clear(&out);
	if (tables != NULL) {
		put_tables(p, &out);
		assert_string_equal(buf_text(&out), tables);
	}
	buf_clear(&out);
	if (samples != NULL) {
		put_samples(p, &out);
		assert_string_equal(buf_text(&out), samples);
	}
	buf_done(&out);
	profile_free(p);
}

/* What two sketches are together; fails the test when that fails. */
static struct profile *merge(const char *one, const char *two)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct profile *list[] = { sketch_profile(one), two != NULL ? sketch_profile(two) : NULL };
	struct profile *merged = NULL;
	if (merge_profiles(list, two != NULL ? 2 : 1, &limits, &merged, &err) != CPROF_OK)
		fail_msg("%s", err.text);
	return merged;
}

static void expect_error(const char *one, const char *two, const char *expected)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct profile *list[] = { sketch_profile(one), sketch_profile(two) };
	struct profile *merged = NULL;
	assert_int_equal(merge_profiles(list, 2, &limits, &merged, &err), CPROF_ERR_FORMAT);
	assert_string_equal(err.text, expected);
	cprof_error_done(&err);
}

static struct profile *subtract(const char *source, const char *base, bool diff, bool normalize)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct merge_base how = { diff, normalize };
	struct profile *merged = NULL;
	if (merge_subtract(sketch_profile(source), sketch_profile(base), &how, &limits, &merged,
			   &err) != CPROF_OK)
		fail_msg("%s", err.text);
	return merged;
}

/* Numbers follow the first use, samples leaf first; what nothing uses is gone. */
static void tables(void **state)
{
	(void)state;
	expect(merge("type n count\nmap 7 /never\nmap 8 /bin/a - 1000-3000\n"
		     "loc 5 m8 @1100: f x.c:1\nloc 6 m8 @1200: g x.c:2\nloc 9: h x.c:3\n"
		     "sample 1: 6 5\nsample 0: 9\nsample 2: 5\n",
		     /* The same program, loaded elsewhere. */
		     "type n count\nmap 1 /bin/a - 5000-7000\nloc 1 m1 @5100: f x.c:1\n"
		     "loc 2 m1 @5300: h x.c:3\nsample 10: 1\nsample 20: 2 1\n"),
	       NULL,
	       "map 1 /never 0\nmap 2 /bin/a 1000\n"
	       "loc 1 1200 m2 1=g:2\nloc 2 1100 m2 2=f:1\nloc 3 1300 m2 3=h:3\n",
	       "1 : 1 2\n12 : 2\n20 : 3 2\n");
}

/* The size in pages and the name make a mapping. */
static void mappings(void **state)
{
	(void)state;
	expect(merge("type n count\nmap 1 /bin/a - 1000-9000\nloc 1 m1 @1001: f x.c:1\n"
		     "sample 1: 1\n",
		     "type n count\nmap 1 /bin/a id 1000-9000\nloc 1 m1 @1001: f x.c:1\n"
		     "map 2 /bin/a - 2000-9fff\nloc 2 m2 @2001: f x.c:1\n"
		     "map 3 /bin/a - 1000-a000\nloc 3 m3 @1001: f x.c:1\n"
		     "sample 1: 1\nsample 1: 2\nsample 1: 3\n"),
	       NULL,
	       "map 1 /bin/a 1000\nmap 2 /bin/a 1000\nmap 3 /bin/a 1000\n"
	       "loc 1 1001 m1 1=f:1\nloc 2 1001 m2 1=f:1\nloc 3 1001 m3 1=f:1\n",
	       "2 : 1\n1 : 2\n1 : 3\n");
}

/* Of the columns only the outermost line's counts. */
static void columns(void **state)
{
	(void)state;
	expect(merge("type n count\nloc 1: f x.c:1:5; g x.c:2:6\nsample 1: 1\n",
		     "type n count\nloc 1: f x.c:1:7; g x.c:2:6\nloc 2: f x.c:1:5; g x.c:2:8\n"
		     "sample 1: 1\nsample 1: 2\n"),
	       NULL, "map 1  0\nloc 1 0 m1 1=f:1:5 2=g:2:6\nloc 2 0 m1 1=f:1:5 2=g:2:8\n",
	       "2 : 1\n1 : 2\n");
}

static void labels(void **state)
{
	(void)state;
	expect(merge("type n count\nloc 1: f x.c:1\nsample 1: 1 | b=x a=y n#5\nsample 1: 1\n"
		     "sample 1: 1 | a=y a=z\n",
		     "type n count\nloc 1: f x.c:1\nsample 1: 1 | n#5 a=y b=x\nsample 1: 1\n"
		     "sample 1: 1 | n#5:bytes a=y b=x\nsample 1: 1 | a=z a=y\n"),
	       NULL, NULL,
	       "2 : 1 a=y b=x n#5\n2 : 1\n1 : 1 a=y a=z\n1 : 1 a=y b=x n#5bytes\n"
	       "1 : 1 a=z a=y\n");
}

static void headers(void **state)
{
	(void)state;
	expect(merge("type n count\nperiod cpu ms 2\ntime 50\nduration 7\ncomment a\ncomment b\n"
		     "comment a\ndrop x\n",
		     "type n count\nperiod cpu ms 3\ntime 40\nduration 8\ncomment c\ncomment b\n"
		     "default n\ndoc url\ndrop y\n"),
	       "n/count default n every 3 ms at 40 for 15 \"a\" \"b\" \"c\" see url drop x\n", NULL,
	       "");
	/* A later zero replaces the time. */
	expect(merge("type n count\ntime 50\nduration 1\n", "type n count\n"),
	       "n/count at 0 for 1\n", NULL, "");
}

static void types(void **state)
{
	(void)state;
	expect(merge("type a count\ntype b count\ntype c count\ndefault c\nloc 1: f x.c:1\n"
		     "sample 1 2 3: 1\n",
		     "type x count\ntype b count\ntype a count\nloc 1: f x.c:1\n"
		     "sample 10 20 30: 1\n"),
	       "a/count b/count default a\n", NULL, "31 22 : 1\n");
	/* A name that one profile has twice is common to none, even where there is no other. */
	expect(merge("type a count\ntype b count\ntype a bytes\nloc 1: f x.c:1\nsample 1 2 3: 1\n",
		     NULL),
	       "b/count default b\n", NULL, "2 : 1\n");
	expect_error("type a count\n", "type b count\n",
		     "profiles have empty common sample type list");
}

static void units(void **state)
{
	(void)state;
	static const char milli[] = "type n count\ntype cpu milliseconds\nperiod cpu ms 10\n"
				    "loc 1: f x.c:1\nsample 1 2: 1\nsample 1 0:\n";
	static const char micro[] = "type n count\ntype cpu microseconds\nperiod cpu us 10\n"
				    "loc 1: f x.c:1\nsample 1 3: 1\nsample 1 0:\n";
	/* A sample loses its count too when no value is left in the columns that were scaled. */
	expect(merge(milli, micro), "n/count cpu/microseconds every 10000 us\n", NULL,
	       "2 2003 : 1\n1 0 :\n");
	expect(merge(micro, milli), "n/count cpu/microseconds every 10000 us\n", NULL,
	       "2 2003 : 1\n1 0 :\n");
	expect_error(milli, "type n count\ntype cpu bytes\nperiod cpu ms 10\n",
		     "sample types: incompatible types: {cpu milliseconds 0 0} {cpu bytes 0 0}");
	expect_error(milli, "type n count\ntype cpu ms\n",
		     "period type: incompatible types: {cpu ms 0 0} {  0 0}");
	expect_error("type n count\nperiod cpu ms 1\n", "type n count\nperiod cpus ms 1\n",
		     "incompatible period types &{cpu ms 0 0} and &{cpus ms 0 0}");
}

static const char source[] =
	"type n count\ntype space bytes\nloc 1: A x.c:1\nloc 2: B x.c:2\nloc 3: M x.c:3\n"
	"sample 4 400: 1 3\nsample 9 900: 2 3\nsample 0 0: 2\n";
static const char base[] = "type n count\ntype space bytes\nloc 1: M x.c:3\nloc 2: A x.c:1\n"
			   "sample 4 400: 2 1\nsample 1 200: 1 | k=v\n";

static void bases(void **state)
{
	(void)state;
	/* What cancelled is gone, and with it the location that only it used. */
	expect(subtract(source, base, false, false), NULL,
	       "map 1  0\nloc 1 0 m1 1=B:2\nloc 2 0 m1 2=M:3\n",
	       "9 900 : 1 2\n-1 -200 : 2 k=v\n");
	expect(subtract(source, base, true, false), NULL, NULL,
	       "4 400 : 1 2\n9 900 : 3 2\n-4 -400 : 1 2 pprof::base=true\n"
	       "-1 -200 : 2 k=v pprof::base=true\n");
	expect(subtract(source, source, false, false), NULL, "map 1  0\n", "");
	/* 5 / 13 and 600 / 1300. */
	expect(subtract(source, base, true, true), NULL, NULL,
	       "2 185 : 1 2\n3 415 : 3 2\n-4 -400 : 1 2 pprof::base=true\n"
	       "-1 -200 : 2 k=v pprof::base=true\n");
	/* Equal samples are scaled one by one: halves of 1, 2 and 1 are rounded to 1 each. */
	expect(subtract("type n count\nloc 1: A a.c:1\nsample 1: 1\nsample 2: 1\nsample 1: 1\n",
			"type n count\nloc 1: A a.c:1\nsample 3: 1\nsample -1: 1\n", true, true),
	       NULL, NULL, "3 : 1\n-2 : 1 pprof::base=true\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables),  cmocka_unit_test(mappings), cmocka_unit_test(columns),
		cmocka_unit_test(labels),  cmocka_unit_test(headers),  cmocka_unit_test(types),
		cmocka_unit_test(units),   cmocka_unit_test(bases),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
