/* The flame graph: what stands where, that no column and no sample is lost, and that its sums are
 * those of the table. */
#include "unit/lib/check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/union.h>
#include <cprof/flame.h>
#include <cprof/report.h>

#include "base/xalloc.h"
#include "query/walk.h"
#include "unit/lib/rig.h"

#define LOC(id, name) "loc " #id ": " name " x.c:1\n"

/* Recursion, a path met again after others, inlined lines, an empty stack. */
static const char calls[] =
	"type cpu milliseconds\n"
	LOC(1, "main") LOC(2, "a") LOC(3, "b")
	"loc 4: in x.c:1; out x.c:2\nloc 5: in x.c:1\n"
	"sample 10: 2 1\nsample 20: 3 2 1\nsample 10: 3 1\nsample 8: 2 2 1\nsample 30: 4 1\n"
	"sample 1: 5 1\nsample 1: 1\nsample 20:\n";

/* An ask of texts that nobody frees. */

static enum cprof_status run_analysis(struct rig *r, const struct cprof_analysis *analysis,
				      const void *parameters, void **found)
{
	struct cprof_request request = { .profile = &r->source, .query = &r->query };
	return analysis->run(&request, parameters, &r->context, found, &r->err);
}

static struct cprof_flame *ask_flame(struct rig *r, const struct cprof_flame_parameters *asked)
{
	void *found = NULL;
	r->context = (struct cprof_context){ NULL, &r->notes, NULL };
	if (run_analysis(r, &cprof_analysis_flame, asked, &found) != CPROF_OK)
		fail_msg("%s", r->err.text);
	return found;
}

static void free_flame(struct cprof_flame *f)
{
	cprof_analysis_flame.free(f);
}

/* "NAME COLUMN+WIDTH VALUE", then what else there is to say; the levels by their indent. */
static void print_flame(const struct cprof_flame *f, uint32_t number, struct buf *out)
{
	const struct cprof_flame_cell *c = &f->cell[number];
	buf_pad(out, ' ', c->level);
	if (c->merged > 0)
		buf_printf(out, "..%" PRIu32, c->merged);
	else
		buf_puts(out, number == CPROF_FLAME_ROOT ? "all" : c->name);
	buf_printf(out, " %" PRId64 "+%" PRId64 " %" PRId64, c->column, c->width, c->value);
	if (c->self != 0)
		buf_printf(out, " self %" PRId64, c->self);
	buf_printf(out, "%s%s%s%s\n", c->inlined ? " inlined" : "", c->matches ? " matches" : "",
		   c->hides ? " hides" : "", f->zoom == number ? " zoom" : "");
	for (uint32_t i = 0; i < c->children; i++)
		print_flame(f, c->first + i, out);
}

static void expect_flame(struct rig *r, struct cprof_flame_parameters ask, const char *expected)
{
	struct buf out = BUF_INIT;
	struct cprof_flame *f = ask_flame(r, &ask);
	print_flame(f, CPROF_FLAME_ROOT, &out);
	assert_string_equal(buf_text(&out), expected);
	buf_done(&out);
	free_flame(f);
}

static void frames(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, calls);
	expect_flame(&r, (struct cprof_flame_parameters){ .columns = 100 },
		     "all 0+100 100 self 20 zoom\n"
		     " main 0+80 80 self 1\n"
		     "  a 0+38 38 self 10\n"
		     "   b 0+20 20 self 20\n"
		     "   a 20+8 8 self 8\n"
		     "  out 38+30 30\n"
		     "   in 38+30 30 self 30 inlined\n"
		     "  b 68+10 10 self 10\n"
		     "  in 78+1 1 self 1\n");
	rig_filter(&r, CPROF_FOCUS, "^in$");
	rig_filter(&r, CPROF_HIDE, "main");
	expect_flame(&r, (struct cprof_flame_parameters){ .columns = 31 },
		     "all 0+31 31 zoom\n"
		     " out 0+30 30\n"
		     "  in 0+30 30 self 30 inlined\n"
		     " in 30+1 1 self 1\n");
	rig_done(&r);
}

static void leaves_first(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, calls);
	expect_flame(&r, (struct cprof_flame_parameters){ .columns = 100, .inverted = true },
		     "all 0+100 100 self 20 zoom\n"
		     " in 0+31 31\n"
		     "  out 0+30 30\n"
		     "   main 0+30 30 self 30\n"
		     "  main 30+1 1 self 1\n"
		     " b 31+30 30\n"
		     "  a 31+20 20\n"
		     "   main 31+20 20 self 20\n"
		     "  main 51+10 10 self 10\n"
		     " a 61+18 18\n"
		     "  main 61+10 10 self 10\n"
		     "  a 71+8 8\n"
		     "   main 71+8 8 self 8\n"
		     " main 79+1 1 self 1\n");
	expect_flame(
		&r,
		(struct cprof_flame_parameters){ .columns = 10, .inverted = true, .path = "b;a" },
		"all 0+10 100\n"
		" b 0+10 30\n"
		"  a 0+10 20 zoom\n"
		"   main 0+10 20 self 20\n");
	rig_done(&r);
}

/* Frames of less than a column become one cell, which opens; one alone stays itself. */
static void merged(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, calls);
	expect_flame(&r, (struct cprof_flame_parameters){ .columns = 8 },
		     "all 0+8 100 self 20 zoom\n"
		     " main 0+6 80 self 1\n"
		     "  a 0+3 38 self 10\n"
		     "   b 0+1 20 self 20\n"
		     "   a 1+1 8 self 8\n"
		     "  out 3+2 30\n"
		     "   in 3+2 30 self 30 inlined\n"
		     "  ..2 5+1 11\n");
	expect_flame(&r, (struct cprof_flame_parameters){ .columns = 12, .path = "main;+2" },
		     "all 0+12 100\n"
		     " main 0+12 80\n"
		     "  ..2 0+12 11 zoom\n"
		     "   b 0+11 10 self 10\n"
		     "   in 11+1 1 self 1\n");
	expect_flame(&r, (struct cprof_flame_parameters){ .columns = 12, .path = "main;+1" },
		     "all 0+12 100\n"
		     " main 0+12 80\n"
		     "  ..3 0+12 41 zoom\n"
		     "   out 0+8 30\n"
		     "    in 0+8 30 self 30 inlined\n"
		     "   b 8+3 10 self 10\n"
		     "   in 11+1 1 self 1\n");
	/* All children are too narrow. */
	expect_flame(&r, (struct cprof_flame_parameters){ .columns = 1 },
		     "all 0+1 100 self 20 zoom\n"
		     " main 0+1 80 self 1\n"
		     "  ..4 0+1 79\n");
	rig_done(&r);
}

static void check_path(const struct cprof_flame *f, uint32_t cell, const char *expected)
{
	char *path = cprof_flame_path(f, cell);
	assert_string_equal(path, expected);
	assert_int_equal(cprof_flame_find(f, expected), cell);
	free(path);
}

static void paths(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type cpu milliseconds\n"
		     LOC(1, "main") LOC(2, "+a\\c") LOC(3, "x") LOC(4, "y") LOC(5, "z")
		     "sample 100: 2 1\nsample 2: 3 2 1\nsample 2: 4 2 1\nsample 1: 5 2 1\n");
	struct cprof_flame *f = ask_flame(&r, &(struct cprof_flame_parameters){ .columns = 20 });
	assert_int_equal(f->cells, 4);
	check_path(f, 0, "");
	check_path(f, 1, "main");
	check_path(f, 2, "main;\\+a\\\\c");
	check_path(f, 3, "main;\\+a\\\\c;+0");
	free_flame(f);
	f = ask_flame(
		&r, &(struct cprof_flame_parameters){ .columns = 2, .path = "main;\\+a\\\\c;+1" });
	assert_int_equal(f->zoom, 3);
	assert_int_equal(f->cell[3].value, 3);
	assert_false(f->cut_short);
	/* What is below the opened cell goes on from there. */
	check_path(f, 3, "main;\\+a\\\\c;+1");
	check_path(f, 4, "main;\\+a\\\\c;y");
	check_path(f, 5, "main;\\+a\\\\c;z");
	assert_int_equal(cprof_flame_find(f, "main;nothing"), 1);
	assert_int_equal(cprof_flame_find(f, "nothing;main"), 0);
	free_flame(f);
	/* A merged cell in an opened one counts from the first sibling. */
	f = ask_flame(
		&r, &(struct cprof_flame_parameters){ .columns = 1, .path = "main;\\+a\\\\c;+1" });
	assert_int_equal(f->cell[4].merged, 2);
	assert_int_equal(f->cell[4].rank, 1);
	free_flame(f);
	/* As far as it goes. */
	f = ask_flame(&r, &(struct cprof_flame_parameters){ .columns = 20, .path = "main;x;y" });
	assert_int_equal(f->zoom, 1);
	assert_true(f->cut_short);
	free_flame(f);
	f = ask_flame(&r, &(struct cprof_flame_parameters){ .columns = 20, .path = "main;+7" });
	assert_int_equal(f->zoom, 1);
	assert_true(f->cut_short);
	free_flame(f);
	rig_done(&r);
}

/* Coverage counts a sample once; the frames above the zoomed one do not count for it. */
static void searched(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, calls);
	struct cprof_flame_parameters ask = { .columns = 8, .pattern = "^(b|in|a)$" };
	struct cprof_flame *f = ask_flame(&r, &ask);
	assert_true(f->searched);
	assert_int_equal(f->covered, 79);
	assert_int_equal(f->covered_zoom, 79);
	free_flame(f);
	ask.path = "main;a";
	f = ask_flame(&r, &ask);
	assert_int_equal(f->covered, 79);
	assert_int_equal(f->covered_zoom, 38);
	free_flame(f);
	ask.pattern = "main|b";
	f = ask_flame(&r, &ask);
	assert_int_equal(f->covered, 80);
	assert_int_equal(f->covered_zoom, 20);
	free_flame(f);
	expect_flame(&r, (struct cprof_flame_parameters){ .columns = 8, .pattern = "^in" },
		     "all 0+8 100 self 20 zoom\n"
		     " main 0+6 80 self 1\n"
		     "  a 0+3 38 self 10\n"
		     "   b 0+1 20 self 20\n"
		     "   a 1+1 8 self 8\n"
		     "  out 3+2 30\n"
		     "   in 3+2 30 self 30 inlined matches\n"
		     "  ..2 5+1 11 matches hides\n");
	/* A match below what is merged. */
	expect_flame(&r, (struct cprof_flame_parameters){ .columns = 2, .pattern = "^in" },
		     "all 0+2 100 self 20 zoom\n"
		     " main 0+2 80 self 1\n"
		     "  ..4 0+2 79 matches hides\n");
	void *found = NULL;
	ask.pattern = "(";
	assert_int_equal(run_analysis(&r, &cprof_analysis_flame, &ask, &found), CPROF_ERR_SYNTAX);
	assert_null(found);
	rig_done(&r);
}

/* Widths go by size, values keep their sign. What cancels out on the same calls is nothing, on
 * others it is still there. */
static void negative(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type cpu milliseconds\n"
		     LOC(1, "main") LOC(2, "grew") LOC(3, "shrank") LOC(4, "moved") LOC(5, "x")
		     LOC(6, "same")
		     "sample 90: 2 1\nsample 25: 3 1\nsample 15: 4 1\nsample -15: 5 4 1\n"
		     "sample -60: 2 1\nsample -65: 3 1\nsample 70: 6 1\nsample -70: 6 1\n");
	expect_flame(&r, (struct cprof_flame_parameters){ .columns = 100 },
		     "all 0+100 -10 zoom\n"
		     " main 0+100 -10\n"
		     "  shrank 0+40 -40 self -40\n"
		     "  grew 40+30 30 self 30\n"
		     "  moved 70+30 0 self 15\n"
		     "   x 70+15 -15 self -15\n");
	rig_done(&r);
}

static void divided(void **state)
{
	(void)state;
	struct rig r;
	rig_init(&r, "type n count\ntype size bytes\n" LOC(1, "main") LOC(2, "a")
		     "sample 2 10: 2 1\nsample 3 30: 1\nsample 5 0: 2 1\n");
	cprof_query_text(&r.query.sample_index, "size");
	r.query.mean = true;
	expect_flame(&r, (struct cprof_flame_parameters){ .columns = 4 },
		     "all 0+4 4 zoom\n main 0+4 4 self 10\n  a 0+1 1 self 1\n");
	rig_done(&r);
}

static uint64_t draw(uint64_t *state, uint64_t limit)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (*state >> 33) % limit;
}

#define FUNCTIONS 12

/* A profile of so many samples; stacks of up to `deep` frames have much in common. */
static char *draw_sketch(uint64_t *state, unsigned samples, unsigned deep, bool negative_too)
{
	struct buf out = BUF_INIT;
	unsigned frame[200] = { 0 }, depth = 0;
	buf_puts(&out, "type cpu milliseconds\n");
	for (unsigned i = 1; i <= FUNCTIONS; i++)
		buf_printf(&out, "loc %u: f%02u x.c:%u%s\n", i, i, i,
			   i % 5 == 0 ? "; g x.c:1" : "");
	for (unsigned i = 0; i < samples; i++) {
		int64_t value = 1 + (int64_t)draw(state, draw(state, 4) == 0 ? 500 : 20);
		unsigned kept = (unsigned)draw(state, depth + 1);
		depth = (unsigned)draw(state, deep + 1);
		for (unsigned j = kept < depth ? kept : depth; j < depth; j++)
			frame[j] = 1 + (unsigned)draw(state, FUNCTIONS);
		if (negative_too && draw(state, 3) == 0)
			value = -value;
		buf_printf(&out, "sample %" PRId64 ":", value);
		for (unsigned j = depth; j-- > 0;)
			buf_printf(&out, " %u", frame[j]);
		buf_putc(&out, '\n');
	}
	return buf_take(&out);
}

/* Children stand side by side inside their parent, from the largest on. */
static void check_children(const struct cprof_flame *f, uint32_t number)
{
	const struct cprof_flame_cell *c = &f->cell[number];
	int64_t column = c->column;
	for (uint32_t i = 0; i < c->children; i++) {
		const struct cprof_flame_cell *child = &f->cell[c->first + i];
		assert_int_equal(child->parent, number);
		assert_int_equal(child->level, c->level + 1);
		assert_int_equal(child->column, column);
		assert_true(child->width >= 1);
		assert_true(child->merged == 0 || child->merged > 1 || f->zoom >= c->first);
		assert_true(i == 0 || child->merged > 0 || child[-1].width >= child->width);
		column += child->width;
	}
	assert_true(column <= c->column + c->width);
}

static void check_flame(const struct cprof_flame *f)
{
	assert_int_equal(f->level[0], 0);
	assert_int_equal(f->level[f->levels], f->cells);
	for (uint32_t i = 0; i < f->cells; i++) {
		const struct cprof_flame_cell *c = &f->cell[i];
		int64_t value = c->self;
		check_children(f, i);
		for (uint32_t j = 0; j < c->children; j++)
			value += f->cell[c->first + j].value;
		/* On the way to the zoomed frame siblings are missing, below what is merged
		 * all. */
		if (i > f->zoom && c->merged == 0)
			assert_int_equal(value, c->value);
	}
}

/* The value of all frames of a function that are not below another one of it. */
static int64_t outermost(const struct cprof_flame *f, const char *name, bool *recursive)
{
	int64_t sum = 0;
	*recursive = false;
	for (uint32_t i = 1; i < f->cells; i++) {
		bool below = false;
		assert_int_equal(f->cell[i].merged, 0);
		if (strcmp(f->cell[i].name, name) != 0)
			continue;
		for (uint32_t j = f->cell[i].parent; j != CPROF_FLAME_ROOT; j = f->cell[j].parent)
			below |= strcmp(f->cell[j].name, name) == 0;
		*recursive |= below;
		sum += below ? 0 : f->cell[i].value;
	}
	return sum;
}

static int64_t all_of(const struct cprof_flame *f, const char *name)
{
	int64_t sum = 0;
	for (uint32_t i = 1; i < f->cells; i++)
		sum += strcmp(f->cell[i].name, name) == 0 ? f->cell[i].value : 0;
	return sum;
}

static int64_t own_of(const struct cprof_flame *f, const char *name)
{
	int64_t sum = 0;
	for (uint32_t i = 1; i < f->cells; i++)
		sum += strcmp(f->cell[i].name, name) == 0 ? f->cell[i].self : 0;
	return sum;
}

/* With so many columns that nothing is merged, sums are those of -top -trim=false: of the frames
 * of a function its cum, of what ends in them its flat, and of the leaves that stand first its
 * flat. */
static void sums_of_top(void **state)
{
	(void)state;
	uint64_t seed = 1;
	for (unsigned n = 0; n < 60; n++) {
		struct rig r;
		char *sketch = draw_sketch(&seed, 1 + n, n % 13, n % 3 == 2);
		rig_init(&r, sketch);
		r.query.trim = false;
		if (n % 4 == 3)
			rig_filter(&r, CPROF_HIDE, "f03|f05");
		if (n % 5 == 4)
			rig_filter(&r, CPROF_SHOW_FROM, "f0[246]");
		struct cprof_table *t = rig_table(&r);
		struct cprof_flame_parameters ask = { .columns = 50000 };
		struct cprof_flame *f = ask_flame(&r, &ask);
		ask.inverted = true;
		struct cprof_flame *leaves = ask_flame(&r, &ask);
		check_flame(f);
		check_flame(leaves);
		assert_int_equal(f->total, t->total);
		for (size_t i = 0; i < t->count; i++) {
			const struct cprof_row *row = &t->row[i];
			bool recursive;
			assert_int_equal(outermost(f, row->name, &recursive), row->cum);
			if (!recursive)
				assert_int_equal(all_of(f, row->name), row->cum);
			assert_int_equal(own_of(f, row->name), row->flat);
			assert_int_equal(outermost(leaves, row->name, &recursive), row->cum);
			int64_t flat = 0;
			for (uint32_t j = 0; j < leaves->cell[0].children; j++)
				if (strcmp(leaves->cell[1 + j].name, row->name) == 0)
					flat += leaves->cell[1 + j].value;
			assert_int_equal(flat, row->flat);
		}
		free_flame(f);
		free_flame(leaves);
		cprof_table_free(t);
		rig_done(&r);
		free(sketch);
	}
}

/* In few columns: everything adds up, and every cell opens to just what it stood for. */
static void narrow_pictures(void **state)
{
	(void)state;
	uint64_t seed = 7;
	for (unsigned n = 0; n < 60; n++) {
		struct rig r;
		char *sketch = draw_sketch(&seed, 5 + 3 * n, 10, n % 4 == 3);
		struct cprof_flame_parameters ask = { .columns = 1 + n % 45,
						      .inverted = n % 2 == 1 };
		rig_init(&r, sketch);
		struct cprof_flame *f = ask_flame(&r, &ask);
		check_flame(f);
		for (uint32_t i = 0; i < f->cells; i++) {
			char *path = cprof_flame_path(f, i);
			ask.path = path;
			struct cprof_flame *zoomed = ask_flame(&r, &ask);
			check_flame(zoomed);
			const struct cprof_flame_cell *c = &zoomed->cell[zoomed->zoom];
			assert_false(zoomed->cut_short);
			assert_int_equal(c->value, f->cell[i].value);
			assert_int_equal(c->merged, f->cell[i].merged);
			assert_int_equal(c->width, ask.columns);
			assert_int_equal(c->level, f->cell[i].level);
			assert_int_equal(c->inlined, f->cell[i].inlined);
			free_flame(zoomed);
			free(path);
		}
		free_flame(f);
		rig_done(&r);
		free(sketch);
	}
}

/* The same coverage as the table's union. */
static void covers_as_the_table(void **state)
{
	(void)state;
	static const char *const patterns[] = { "f01", "f0[1-3]", "g", "f1", "nothing", "." };
	uint64_t seed = 3;
	for (unsigned n = 0; n < 30; n++) {
		struct rig r;
		char *sketch = draw_sketch(&seed, 40, 12, n % 3 == 0);
		rig_init(&r, sketch);
		struct cprof_flame_parameters ask = { .columns = 80, .inverted = n % 2 == 1 };
		ask.pattern = patterns[n % 6];
		struct cprof_union_parameters matches = { .pattern = ask.pattern };
		struct cprof_flame *f = ask_flame(&r, &ask);
		void *found = NULL;
		assert_int_equal(run_analysis(&r, &cprof_analysis_union, &matches, &found),
				 CPROF_OK);
		assert_int_equal(f->covered, ((struct cprof_union *)found)->cum);
		assert_int_equal(f->covered, f->covered_zoom);
		cprof_analysis_union.free(found);
		free_flame(f);
		rig_done(&r);
		free(sketch);
	}
}

static void deep(void **state)
{
	(void)state;
	struct rig r;
	struct buf sketch = BUF_INIT;
	buf_puts(&sketch, "type cpu milliseconds\n" LOC(1, "main") LOC(2, "down") "sample 5:");
	for (unsigned i = 0; i < 60; i++)
		buf_puts(&sketch, " 2");
	buf_puts(&sketch, " 1\n");
	rig_init(&r, buf_text(&sketch));
	struct cprof_flame *f = ask_flame(&r, &(struct cprof_flame_parameters){ .columns = 80 });
	assert_int_equal(f->levels, 62);
	assert_int_equal(f->cell[61].width, 80);
	check_flame(f);
	free_flame(f);
	buf_done(&sketch);
	rig_done(&r);
}

/* Enough frames for several threads; the sums are still the table's. */
static void many_threads(void **state)
{
	(void)state;
	struct rig r;
	uint64_t seed = 11;
	char *sketch = draw_sketch(&seed, 40000, 60, false);
	rig_init(&r, sketch);
	assert_true(walk_parts(r.profile) > 1 || worker_processors() == 1);
	struct cprof_flame_parameters ask = { .columns = 100, .pattern = "f0[12]" };
	struct cprof_table *t = rig_table(&r);
	struct cprof_flame *f = ask_flame(&r, &ask);
	check_flame(f);
	assert_int_equal(f->cell[0].value, t->kept_total);
	ask.inverted = true;
	struct cprof_flame *leaves = ask_flame(&r, &ask);
	check_flame(leaves);
	assert_int_equal(leaves->covered, f->covered);
	for (size_t i = 0; i < t->count; i++)
		for (uint32_t j = 0; j < leaves->cell[0].children; j++)
			if (strcmp(leaves->cell[1 + j].name, t->row[i].name) == 0)
				assert_int_equal(leaves->cell[1 + j].value, t->row[i].flat);
	free_flame(f);
	free_flame(leaves);
	cprof_table_free(t);
	rig_done(&r);
	free(sketch);
}

static void can_be_stopped(void **state)
{
	(void)state;
	struct rig r;
	struct cprof_progress progress = { 0 };
	void *found = NULL;
	rig_init(&r, calls);
	r.context = (struct cprof_context){ &progress, &r.notes, NULL };
	atomic_store(&progress.cancel, true);
	assert_int_equal(run_analysis(&r, &cprof_analysis_flame,
				      &(struct cprof_flame_parameters){ 0 }, &found),
			 CPROF_ERR_CANCELLED);
	assert_null(found);
	rig_done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames),
		cmocka_unit_test(leaves_first),
		cmocka_unit_test(merged),
		cmocka_unit_test(paths),
		cmocka_unit_test(searched),
		cmocka_unit_test(negative),
		cmocka_unit_test(divided),
		cmocka_unit_test(sums_of_top),
		cmocka_unit_test(narrow_pictures),
		cmocka_unit_test(covers_as_the_table),
		cmocka_unit_test(deep),
		cmocka_unit_test(many_threads),
		cmocka_unit_test(can_be_stopped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
