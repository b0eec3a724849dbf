/* The stacks analysis: its samples are those of `traces`, and the sum of a function's samples is
 * its cum. */
#include "unit/lib/check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/stacks.h>

#include "base/unit.h"
#include "base/xalloc.h"
#include "report/result.h"
#include "unit/lib/rig.h"

/* Recursion, inlined lines, an address, values of both signs and 0, labels, an empty stack. */
static const char sketch[] =
	"type samples count\ntype cpu milliseconds\nmap 1 /bin/prog\n"
	"loc 1 m1: main x.c:1\nloc 2 m1: a x.c:2\nloc 3 m1: in y.c:3; out x.c:4\n"
	"loc 4 m1 @0x1000:\nloc 5 m1: a z.c:9\n"
	"sample 1 10: 2 1 | key=text n#32:bytes\nsample 2 -300: 3 2 1\nsample 0 0: 2 1\n"
	"sample 3 20: 3 1 | n#64:bytes n#7:bytes\nsample 4 10: 4 2 2 1\nsample 5 7:\n"
	"sample 6 40: 5 1 | key=text n#32:bytes\nsample 7 -5: 1 1\n";

static struct cprof_stacks *ask(struct rig *r, const struct cprof_stacks_parameters *asked)
{
	struct cprof_request request = { &r->source, &r->query, NULL, NULL };
	void *found = NULL;
	r->context = (struct cprof_context){ NULL, &r->notes, NULL };
	if (cprof_analysis_stacks.run(&request, asked, &r->context, &found, &r->err) != CPROF_OK)
		fail_msg("%s", r->err.text);
	return found;
}

static int compare_samples(const void *a, const void *b)
{
	const struct cprof_stack *x = a, *y = b;
	return (x->sample > y->sample) - (x->sample < y->sample);
}

/* What `traces` prints of the samples, without labels. */
static void print_traces(struct cprof_stacks *s, struct buf *out)
{
	static const char line[] =
		"-----------+-------------------------------------------------------\n";
	qsort(s->stack, s->count, sizeof *s->stack, compare_samples);
	for (size_t i = 0; i < s->count; i++) {
		const struct cprof_stack *stack = &s->stack[i];
		struct buf value = BUF_INIT;
		unit_put(&value, &s->unit, stack->value);
		buf_puts(out, line);
		for (size_t f = 0; f < stack->depth; f++) {
			const struct cprof_stack_frame *frame = &s->frame[stack->frame[f]];
			buf_printf(out, "%10s   %s%s\n", f == 0 ? buf_text(&value) : "",
				   frame->name, frame->inlined ? " (inline)" : "");
		}
		buf_done(&value);
	}
	buf_puts(out, line);
}

/* Lines of labels are like "      key:  text": a colon stands in the eleventh column. */
static void print_without_labels(const char *traces, struct buf *out)
{
	const char *at = strstr(traces, "-----------+");
	while (at != NULL && *at != '\0') {
		size_t length = strcspn(at, "\n") + 1;
		if (length <= 10 || at[10] != ':')
			buf_put(out, at, length);
		at += length;
	}
}

static void expect_traces(struct rig *r)
{
	struct cprof_request request = { &r->source, &r->query, NULL, NULL };
	struct cprof_report_result result = { .text = BUF_INIT };
	struct buf expected = BUF_INIT, plain = BUF_INIT;
	struct cprof_stacks *s = ask(r, &(struct cprof_stacks_parameters){ .limit = 100 });
	const struct cprof_report *traces = cprof_report_find("traces");
	assert_int_equal(report_run(traces, &request, &r->context, &result, &r->err), CPROF_OK);
	print_without_labels(buf_text(&result.text), &expected);
	print_traces(s, &plain);
	assert_string_equal(buf_text(&plain), buf_text(&expected));
	cprof_stacks_free(s);
	buf_done(&expected);
	buf_done(&result.text);
	buf_done(&plain);
}

static void as_traces(void **state)
{
	static const enum cprof_granularity all[] = { CPROF_BY_FUNCTION, CPROF_BY_FILEFUNCTION,
						      CPROF_BY_FILE, CPROF_BY_LINE,
						      CPROF_BY_ADDRESS };
	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		struct rig r;
		rig_init(&r, sketch);
		r.query.granularity = (int)all[i];
		expect_traces(&r);
		r.query.noinlines = true;
		expect_traces(&r);
		r.query.mean = true;
		expect_traces(&r);
		rig_filter(&r, CPROF_HIDE, "^(main|in)$");
		expect_traces(&r);
		rig_filter(&r, CPROF_IGNORE, "out");
		expect_traces(&r);
		rig_done(&r);
	}
}

static void print_stacks(const struct cprof_stacks *s, struct buf *out)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct cprof_stack *stack = &s->stack[i];
		buf_printf(out, "%zu %" PRId64 " [%s]", stack->sample, stack->value, stack->labels);
		for (size_t f = 0; f < stack->depth; f++) {
			const struct cprof_stack_frame *frame = &s->frame[stack->frame[f]];
			buf_printf(out, " %s%s@%s:%" PRId64 "%s", frame->asked ? "!" : "",
				   frame->name, frame->file, frame->line,
				   frame->inlined ? "<" : "");
		}
		buf_putc(out, '\n');
	}
	buf_printf(out, "all %zu %" PRId64 ", more %zu %" PRId64 ", zeros %zu, kept %zu\n",
		   s->all.count, s->all.sum, s->more.count, s->more.sum, s->zeros, s->kept);
}

static void expect(struct rig *r, const struct cprof_stacks_parameters *asked, const char *expected)
{
	struct buf out = BUF_INIT;
	struct cprof_stacks *s = ask(r, asked);
	print_stacks(s, &out);
	assert_string_equal(buf_text(&out), expected);
	buf_done(&out);
	cprof_stacks_free(s);
}

static void largest_first(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, sketch);
	/* Zeros are only counted as long as there is a limit below all. */
	expect(&r, &(struct cprof_stacks_parameters){ .limit = 3 },
	       "2 -300 [] in@y.c:3< out@x.c:4 a@x.c:2 main@x.c:1\n"
	       "7 40 [key:text  n:32B] a@z.c:9 main@x.c:1\n"
	       "4 20 [n:64B 7B] in@y.c:3< out@x.c:4 main@x.c:1\n"
	       "all 7 -225, more 4 15, zeros 1, kept 7\n");
	expect(&r, &(struct cprof_stacks_parameters){ .function = "a", .limit = 9 },
	       "2 -300 [] in@y.c:3< out@x.c:4 !a@x.c:2 main@x.c:1\n"
	       "7 40 [key:text  n:32B] !a@z.c:9 main@x.c:1\n"
	       "1 10 [key:text  n:32B] !a@x.c:2 main@x.c:1\n"
	       "5 10 [] [prog]@:0 !a@x.c:2 !a@x.c:2 main@x.c:1\n"
	       "3 0 [] !a@x.c:2 main@x.c:1\n"
	       "all 5 -240, more 0 0, zeros 0, kept 7\n");
	expect(&r, &(struct cprof_stacks_parameters){ .function = "a", .file = "z.c" },
	       "7 40 [key:text  n:32B] !a@z.c:9 main@x.c:1\n"
	       "all 1 40, more 0 0, zeros 0, kept 7\n");
	expect(&r, &(struct cprof_stacks_parameters){ .function = "[prog]" },
	       "5 10 [] ![prog]@:0 a@x.c:2 a@x.c:2 main@x.c:1\n"
	       "all 1 10, more 0 0, zeros 0, kept 7\n");
	expect(&r, &(struct cprof_stacks_parameters){ .function = "nobody" },
	       "all 0 0, more 0 0, zeros 0, kept 7\n");
	expect(&r,
	       &(struct cprof_stacks_parameters){ .function = "a",
						  .pattern = "^n:32|PROG|text  n:3" },
	       "7 40 [key:text  n:32B] !a@z.c:9 main@x.c:1\n"
	       "1 10 [key:text  n:32B] !a@x.c:2 main@x.c:1\n"
	       "all 2 50, more 0 0, zeros 0, kept 7\n");
	expect(&r, &(struct cprof_stacks_parameters){ .pattern = "prog" },
	       "5 10 [] [prog]@:0 a@x.c:2 a@x.c:2 main@x.c:1\n"
	       "all 1 10, more 0 0, zeros 0, kept 7\n");
	r.query.mean = true;
	expect(&r, &(struct cprof_stacks_parameters){ .function = "out", .limit = 1 },
	       "2 -150 [] in@y.c:3< !out@x.c:4 a@x.c:2 main@x.c:1\n"
	       "all 2 -56, more 1 6, zeros 0, kept 7\n");
	rig_done(&r);
}

/* Many samples on several threads: the largest ones are those that sorting all gives, and what is
 * found of a function adds up to its cum. */
static void many(void **state)
{
	struct buf text = BUF_INIT;
	uint32_t seed = 7;
	struct rig r;
	(void)state;
	buf_puts(&text, "type cpu milliseconds\n");
	for (int i = 1; i <= 40; i++)
		buf_printf(&text, "loc %d: f%d x.c:%d\n", i, i % 20, i);
	for (int i = 0; i < 30000; i++) {
		seed = seed * 1103515245 + 12345;
		buf_printf(&text, "sample %d:", (int)(seed >> 16) % 500 - 20);
		for (int f = 0; f < 20; f++)
			buf_printf(&text, " %u", f < 12 ? 1 + (seed >> (f + 3)) % 40 : 40U);
		buf_putc(&text, '\n');
	}
	rig_init(&r, buf_text(&text));
	buf_done(&text);
	struct cprof_stacks *all = ask(&r, &(struct cprof_stacks_parameters){ .limit = INT64_MAX });
	struct cprof_stacks *few = ask(&r, &(struct cprof_stacks_parameters){ .limit = 700 });
	assert_int_equal(all->count, 30000);
	assert_int_equal(few->count, 700);
	assert_int_equal(few->more.count, 29300);
	int64_t sum = few->more.sum;
	for (size_t i = 0; i < few->count; i++) {
		assert_int_equal(few->stack[i].sample, all->stack[i].sample);
		assert_int_equal(few->stack[i].value, all->stack[i].value);
		sum += few->stack[i].value;
	}
	assert_int_equal(sum, all->all.sum);
	cprof_stacks_free(few);
	cprof_stacks_free(all);
	struct cprof_table *t = rig_table(&r);
	for (size_t i = 0; i < t->count; i++) {
		struct cprof_stacks_parameters asked = { .function = t->row[i].function };
		struct cprof_stacks *s = ask(&r, &asked);
		assert_int_equal(s->all.sum, t->row[i].cum);
		cprof_stacks_free(s);
	}
	cprof_table_free(t);
	rig_done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_traces),
		cmocka_unit_test(largest_first),
		cmocka_unit_test(many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
