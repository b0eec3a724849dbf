/* Notes on how good the data are. */
#include "unit/lib/check.h"

#include "query/quality.h"
#include "unit/lib/rig.h"

static void expect(const char *sketch, bool difference, const char *expected)
{
	struct rig r;
	rig_init(&r, sketch);
	quality_note(r.whole, difference, &r.notes);
	rig_expect_notes(&r, expected);
	rig_done(&r);
}

static void nothing_to_say(void **state)
{
	(void)state;
	expect("type cpu nanoseconds\nmap 1 /bin/prog\nperiod cpu nanoseconds 10\n"
	       "loc 1 m1: main x.c:1\nsample 1: 1\n",
	       false, "");
}

static void all_of_it(void **state)
{
	static const char sketch[] = "type a count\ntype b apples\ntype c -\nmap 1 /bin/prog\n"
				     "loc 1 m1: main x.c:1\nloc 2:\n"
				     "sample 1 -2 3: 1\nsample 1 2 3: 2 1\n";
	(void)state;
	expect(sketch, false,
	       "1 sample has a negative value of b\n"
	       "1 of 2 locations have no symbols: addresses alone\n"
	       "1 of 2 locations belong to no mapping\n"
	       "the profile does not say its sampling period\n"
	       "the unit of b is not known: apples\n"
	       "c has no unit\n");
	expect("type a count\nperiod a count 1\nloc 1: f x.c:1\nsample -1: 1\n", true,
	       "the profile does not name its binary\n");
}

/* `depth` frames of f, and `root` below them. */
static void put_stack(struct buf *out, int depth, int root)
{
	buf_puts(out, "sample 1 1:");
	for (int i = 1; i < depth; i++)
		buf_puts(out, " 1");
	buf_printf(out, " %d\n", root);
}

static void put_stacks(struct buf *out, int count, int depth, int root)
{
	for (int i = 0; i < count; i++)
		put_stack(out, depth, root);
}

static const char head[] = "type a count\ntype b bytes\nmap 1 /bin/prog\nperiod a count 1\n"
			   "loc 1 m1: f x.c:1\nloc 2 m1: start x.c:2\n"
			   "loc 3 m1: g x.c:3\nloc 4 m1: in x.c:4; out x.c:5\n"
			   "loc 5 m1: runtime.main x.go:1\nloc 6 m1: h x.c:6\n";

static void cut_stacks(void **state)
{
	struct buf text = BUF_INIT;
	(void)state;
	buf_puts(&text, head);
	put_stack(&text, 5, 2);
	put_stacks(&text, 2, 32, 2); /* as deep as can be, but whole */
	put_stack(&text, 32, 5);     /* nothing calls what a goroutine begins with */
	expect(buf_text(&text), false, "");
	/* f is called by others: a stack that begins with it has lost them. */
	put_stacks(&text, 2, 32, 3);
	put_stack(&text, 32, 1);
	expect(buf_text(&text), false,
	       "3 of 7 stacks are cut at about 32 frames, the limit of the runtime: their outer "
	       "callers are missing (42.86% of a, 42.86% of b)\n");
	/* Some have a frame more, by what was inlined, and some have fewer, by what was taken from
	 * the leaf. */
	put_stack(&text, 33, 3);
	put_stack(&text, 29, 6);
	expect(buf_text(&text), false,
	       "5 of 9 stacks are cut at about 32 frames, the limit of the runtime: their outer "
	       "callers are missing (55.56% of a, 55.56% of b)\n");
	/* A difference: what was taken away counts as what there is. */
	buf_puts(&text, "sample -10 -10: 1 1 2\n");
	expect(buf_text(&text), true,
	       "5 of 10 stacks are cut at about 32 frames, the limit of the runtime: their outer "
	       "callers are missing (26.32% of a, 26.32% of b)\n");
	/* Inlined frames count where the runtime counts them. */
	buf_clear(&text);
	buf_puts(&text, head);
	put_stack(&text, 5, 2);
	put_stacks(&text, 2, 31, 4);
	expect(buf_text(&text), false,
	       "2 of 3 stacks are cut at about 32 frames, the limit of the runtime: their outer "
	       "callers are missing (66.67% of a, 66.67% of b)\n");
	buf_done(&text);
}

/* Deep stacks without an edge: they thin out, or all are whole. */
static void whole_stacks(void **state)
{
	struct buf text = BUF_INIT;
	(void)state;
	buf_puts(&text, head);
	for (int depth = 10; depth <= 40; depth++)
		put_stacks(&text, 41 - depth, depth, 3);
	expect(buf_text(&text), false, "");
	buf_clear(&text);
	buf_puts(&text, head);
	put_stacks(&text, 9, 20, 3); /* one shape, far from any limit, of a root nobody calls */
	expect(buf_text(&text), false, "");
	buf_done(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_to_say),
		cmocka_unit_test(all_of_it),
		cmocka_unit_test(cut_stacks),
		cmocka_unit_test(whole_stacks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
