/* Callers and callees: what peek prints, deeper levels against sums made by hand, lines, runs. */
#include "unit/lib/check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <cprof/callers.h>

#include "base/unit.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "report/result.h"
#include "unit/lib/rig.h"

static struct cprof_callers *ask(struct rig *r, const struct cprof_callers_parameters *ask)
{
	struct cprof_request request = { .profile = &r->source, .query = &r->query };
	void *found = NULL;
	r->context = (struct cprof_context){ NULL, &r->notes, NULL };
	if (cprof_analysis_callers.run(&request, ask, &r->context, &found, &r->err) != CPROF_OK)
		fail_msg("%s", r->err.text);
	return found;
}

/* The rows as they would be shown: indented, "~" inlined, "+" or "-" for more below. */
static void print_calls(const struct cprof_calls *calls, struct buf *out)
{
	for (size_t i = 0; i < calls->count; i++) {
		const struct cprof_call *c = &calls->row[i];
		buf_pad(out, ' ', 2 * (c->level - 1));
		buf_printf(out, "%" PRId64 " %s", c->value, c->open ? "-" : c->opens ? "+" : "");
		if (c->through != NULL)
			buf_printf(out, "%s > ", c->through);
		buf_printf(out, "%s%s", c->name, c->inlined ? " ~" : "");
		if (c->kind == CPROF_CALL_FUNCTION && c->call_line != 0)
			buf_printf(out, " :%" PRId64 "%s", c->call_line, c->lines > 1 ? "*" : "");
		buf_putc(out, '\n');
	}
}

static void expect_calls(struct rig *r, const struct cprof_callers_parameters *question,
			 const char *expected)
{
	struct cprof_callers *c = ask(r, question);
	struct buf out = BUF_INIT;
	print_calls(&c->callers, &out);
	buf_printf(&out, "= %" PRId64 " %" PRId64, c->flat, c->cum);
	if (c->recursive)
		buf_printf(&out, " itself %" PRId64, c->itself);
	buf_putc(&out, '\n');
	print_calls(&c->callees, &out);
	assert_string_equal(buf_text(&out), expected);
	buf_done(&out);
	cprof_callers_free(c);
}

/* The path of the row with this name, to open it. */
static char *path_of(struct rig *r, const struct cprof_callers_parameters *question,
		     const char *name)
{
	struct cprof_callers *c = ask(r, question);
	char *path = NULL;
	for (int side = 0; side < 2; side++) {
		const struct cprof_calls *calls = side == 0 ? &c->callers : &c->callees;
		for (size_t i = 0; i < calls->count && path == NULL; i++)
			if (strcmp(calls->row[i].name, name) == 0 && !calls->row[i].open)
				path = xasprintf("%s %s", calls->row[i].path,
						 question->path != NULL ? question->path : "");
	}
	cprof_callers_free(c);
	assert_non_null(path);
	return path;
}

static void open_row(struct rig *r, struct cprof_callers_parameters *question, const char *name)
{
	char *path = path_of(r, question, name);
	free((char *)(uintptr_t)question->path);
	question->path = path;
}

#define LOC(id, name) "loc " #id ": " name " x.c:" #id "\n"

/* main > a > f > b > c > d|e; f calls itself; f is inlined into g. */
static const char worked[] =
	"type cpu ns\n"
	LOC(1, "main") LOC(2, "a") LOC(3, "f") LOC(4, "b") LOC(5, "c") LOC(6, "d") LOC(7, "e")
	"loc 8: f x.c:30; g x.c:80\nloc 9: f x.c:33\nloc 10: a x.c:20\n"
	"sample 1: 6 5 4 3 2 1\nsample 2: 7 5 4 3 2 1\nsample 4: 3 10 1\nsample 8: 8 1\n"
	"sample 16: 9 3 2 1\nsample 32: 3 9 3 2 1\nsample 64: 1\nsample 128: 4 9 2 1\n";

/* Asks about a function; the texts of the question are owned. */
static struct cprof_callers_parameters about(const char *function)
{
	return (struct cprof_callers_parameters){ .function = xstrdup(function) };
}

static void first_level(void **state)
{
	(void)state;
	struct rig r;
	struct cprof_callers_parameters question = about("f");
	rig_init(&r, worked);
	expect_calls(&r, &question, "183 +a :2*\n8 +g ~ :80\n"
				    "= 60 191 itself 48\n"
				    "131 +b :33*\n");
	/* A line of it: what it calls, and by whom its samples came. */
	question.line = 33;
	expect_calls(&r, &question, "128 +a :2\n48 +f :3\n= 16 176\n128 b :33\n32 f :33\n");
	question.line = 0;
	/* The file as reports print it, or as it is stored. */
	question.file = xstrdup("x.c");
	expect_calls(&r, &question, "183 +a :2*\n8 +g ~ :80\n= 60 191 itself 48\n131 +b :33*\n");
	question.limit = 1;
	expect_calls(&r, &question, "183 +a :2*\n8 1 more callers\n= 60 191 itself 48\n"
				    "131 +b :33*\n");
	cprof_parameters_done(&cprof_analysis_callers, &question);
	rig_done(&r);
}

/* What is open goes on; a row that alone goes on with all of the one above shares its row. */
static void deeper(void **state)
{
	(void)state;
	struct rig r;
	struct cprof_callers_parameters question = about("f");
	rig_init(&r, worked);
	open_row(&r, &question, "b");
	expect_calls(&r, &question, "183 +a :2*\n8 +g ~ :80\n"
				    "= 60 191 itself 48\n"
				    "131 -b :33*\n  128 x.c:33\n  3 x.c:3\n"
				    "  3 +c :4\n");
	open_row(&r, &question, "c");
	open_row(&r, &question, "a");
	expect_calls(&r, &question, "183 -a :2*\n  179 x.c:2\n  4 x.c:20\n  183 main :1\n"
				    "8 +g ~ :80\n"
				    "= 60 191 itself 48\n"
				    "131 -b :33*\n  128 x.c:33\n  3 x.c:3\n"
				    "  3 -c :4\n    2 e :5\n    1 d :5\n");
	cprof_parameters_done(&cprof_analysis_callers, &question);
	/* From the root: a run of three in one row, whether it is open or not. */
	question = about("a");
	rig_filter(&r, CPROF_FOCUS, "^c$");
	open_row(&r, &question, "f");
	expect_calls(&r, &question, "3 main :1\n= 0 3\n3 -f :2\n  3 +b > c\n");
	open_row(&r, &question, "c");
	expect_calls(&r, &question, "3 main :1\n= 0 3\n3 -f :2\n  3 -b > c\n"
				    "    2 e :5\n    1 d :5\n");
	/* With other samples the run breaks up, and what was open stays so. */
	rig_filter(&r, CPROF_FOCUS, NULL);
	expect_calls(&r, &question, "183 main :1\n= 0 183\n"
				    "183 -f :2*\n  179 x.c:2\n  4 x.c:20\n"
				    "  131 -b :33*\n    128 x.c:33\n    3 x.c:3\n"
				    "    3 -c :4\n      2 e :5\n      1 d :5\n"
				    "  48 +f :3\n");
	cprof_parameters_done(&cprof_analysis_callers, &question);
	rig_done(&r);
}

/* A recursion of hundreds of frames is one row at a time. */
static void deep_recursion(void **state)
{
	(void)state;
	struct rig r;
	struct buf sketch = BUF_INIT;
	struct cprof_callers_parameters question = about("a");
	buf_puts(&sketch, "type cpu ns\n" LOC(1, "main") LOC(2, "a") LOC(3, "b") "sample 7:");
	for (unsigned i = 0; i < 400; i++)
		buf_puts(&sketch, " 3 2");
	buf_puts(&sketch, " 1\nsample 1: 2 3 3 3 2 1\n");
	rig_init(&r, buf_text(&sketch));
	expect_calls(&r, &question, "8 +b :3\n8 main :1\n= 1 8\n8 +b :2\n");
	open_row(&r, &question, "b");
	open_row(&r, &question, "b");
	expect_calls(&r, &question, "8 -b :3\n  7 +a :2\n  1 b > b > a > main\n"
				    "8 main :1\n= 1 8\n"
				    "8 -b :2\n  7 +a > b\n  1 b > b > a\n");
	cprof_parameters_done(&cprof_analysis_callers, &question);
	buf_done(&sketch);
	rig_done(&r);
}

static void nobody_is_left(void **state)
{
	(void)state;
	struct rig r;
	struct cprof_callers_parameters question = about("f");
	struct cprof_request request = { .profile = &r.source, .query = &r.query };
	void *found = NULL;
	rig_init(&r, worked);
	rig_filter(&r, CPROF_HIDE, "^f$");
	r.context = (struct cprof_context){ NULL, &r.notes, NULL };
	assert_int_equal(
		cprof_analysis_callers.run(&request, &question, &r.context, &found, &r.err),
		CPROF_ERR_NOTFOUND);
	assert_null(found);
	cprof_error_done(&r.err);
	struct cprof_progress progress = { 0 };
	atomic_store(&progress.cancel, true);
	rig_filter(&r, CPROF_HIDE, NULL);
	r.context = (struct cprof_context){ &progress, &r.notes, NULL };
	assert_int_equal(
		cprof_analysis_callers.run(&request, &question, &r.context, &found, &r.err),
		CPROF_ERR_CANCELLED);
	assert_null(found);
	cprof_parameters_done(&cprof_analysis_callers, &question);
	rig_done(&r);
}

/* Frames without lines are known by what reports print. */
static void without_names(void **state)
{
	(void)state;
	struct rig r;
	struct cprof_callers_parameters question = { 0 };
	rig_init(&r, "type cpu ns\nmap 1 /bin/prog\nloc 1: main x.c:1\nloc 2 m1:\nloc 3: b x.c:3\n"
		     "sample 1: 3 2 1\nsample 2: 2 1\n");
	struct cprof_table *t = rig_table(&r);
	for (size_t i = 0; i < t->count; i++)
		if (strcmp(t->row[i].name, "[prog]") == 0)
			question.row = t->row[i].id;
	cprof_table_free(t);
	expect_calls(&r, &question, "3 main :1\n= 2 3\n1 b\n");
	cprof_parameters_done(&cprof_analysis_callers, &question);
	question = about("b");
	expect_calls(&r, &question, "1 +[prog]\n= 1 1\n");
	cprof_parameters_done(&cprof_analysis_callers, &question);
	rig_done(&r);
}

/* --- Against other sums, on profiles drawn at random. --- */

#define FUNCTIONS 7
#define LOCATIONS 14

static unsigned draw(uint64_t *state, unsigned limit)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*state >> 33) % limit;
}

/* Recursion, inlining, functions in two files, bare locations, negative values, ties. */
static void draw_sketch(uint64_t seed, struct buf *out)
{
	uint64_t state = seed * 7919 + 1;
	unsigned samples = 1 + draw(&state, 40);
	buf_puts(out, "type samples count\ntype space bytes\nmap 1 /bin/prog\n");
	for (unsigned l = 1; l <= LOCATIONS; l++) {
		unsigned lines = draw(&state, 9) == 0 ? 0 : 1 + draw(&state, 8) / 5;
		lines += draw(&state, 9) == 0;
		buf_printf(out, "loc %u m1 @0x%x:", l, l * 16);
		for (unsigned i = 0; i < lines; i++)
			buf_printf(out, "%s f%u %c.c:%u", i > 0 ? ";" : "",
				   draw(&state, FUNCTIONS), 'a' + (int)draw(&state, 8) / 7,
				   1 + draw(&state, 5));
		buf_putc(out, '\n');
	}
	for (unsigned i = 0; i < samples; i++) {
		unsigned depth = draw(&state, 9);
		buf_printf(out, "sample %u %d:", draw(&state, 3),
			   ((int)draw(&state, 60) - 5) * (draw(&state, 2) ? 1 : 700));
		for (unsigned d = 0; d < depth; d++)
			buf_printf(out, " %u", 1 + draw(&state, LOCATIONS));
		buf_putc(out, '\n');
	}
}

static void put_aligned(const struct cprof_callers *c, int64_t value, size_t width,
			struct buf *out)
{
	struct buf text = BUF_INIT;
	unit_put(&text, &c->unit, value);
	if (text.size < width)
		buf_pad(out, ' ', width - text.size);
	buf_puts(out, buf_text(&text));
	buf_done(&text);
}

static void put_edges(const struct cprof_callers *c, const struct cprof_calls *calls,
		      struct buf *out)
{
	for (size_t i = 0; i < calls->count; i++) {
		put_aligned(c, calls->row[i].value, 50, out);
		buf_putc(out, ' ');
		unit_percentage(out, calls->row[i].value, c->cum);
		buf_printf(out, " |   %s%s\n", calls->row[i].name,
			   calls->row[i].inlined ? " (inline)" : "");
	}
}

/* The block of a function as peek prints it, its own line with flat as the sum. */
static void put_block(const struct cprof_callers *c, const char *name, struct buf *out)
{
	put_edges(c, &c->callers, out);
	put_aligned(c, c->flat, 10, out);
	buf_putc(out, ' ');
	unit_percentage(out, c->flat, c->total);
	buf_putc(out, ' ');
	unit_percentage(out, c->flat, c->total);
	buf_putc(out, ' ');
	put_aligned(c, c->cum, 10, out);
	buf_putc(out, ' ');
	unit_percentage(out, c->cum, c->total);
	buf_pad(out, ' ', 16);
	buf_printf(out, "| %s\n", name);
	put_edges(c, &c->callees, out);
}

/* Compares with peek; returns whether peek knows the function. */
static bool expect_peek(struct rig *r, const char *function, const char *file)
{
	struct cprof_callers_parameters question = about(function);
	char *name = xasprintf("%s%s%s", function, *file != '\0' ? " " : "", file);
	char *pattern = xasprintf("^%s$", name);
	struct cprof_request request = { .profile = &r->source,
					 .query = &r->query,
					 .pattern = pattern };
	struct cprof_report_result result = { .text = BUF_INIT };
	struct buf block = BUF_INIT;
	bool trim = r->query.trim;
	r->query.trim = false;
	r->context = (struct cprof_context){ NULL, &r->notes, NULL };
	const struct cprof_report *peek = cprof_report_find("peek");
	bool known = report_run(peek, &request, &r->context, &result, &r->err) == CPROF_OK;
	r->query.trim = trim;
	if (known) {
		question.file = xstrdup(file);
		struct cprof_callers *c = ask(r, &question);
		put_block(c, name, &block);
		const char *context = strstr(buf_text(&result.text), "context");
		assert_non_null(context);
		/* Behind the line of headings and the one above the block. */
		const char *start = strchr(strchr(context, '\n') + 1, '\n') + 1;
		const char *end = strstr(start, "----------");
		assert_non_null(end);
		char *printed = xstrndup(start, (size_t)(end - start));
		assert_string_equal(buf_text(&block), printed);
		free(printed);
		cprof_callers_free(c);
	}
	cprof_error_done(&r->err);
	buf_done(&result.text);
	buf_done(&block);
	cprof_parameters_done(&cprof_analysis_callers, &question);
	free(name);
	free(pattern);
	return known;
}

static void equal_to_peek(void **state)
{
	(void)state;
	unsigned compared = 0;
	for (uint64_t seed = 0; seed < 150; seed++) {
		struct buf sketch = BUF_INIT;
		struct rig r;
		draw_sketch(seed, &sketch);
		rig_init(&r, buf_text(&sketch));
		r.query.noinlines = seed % 7 == 3;
		r.query.mean = seed % 5 == 4;
		/* Without a unit peek chooses one for all rows. */
		cprof_query_text(&r.query.unit, seed % 2 == 0 ? "bytes" : "kb");
		if (seed % 3 == 1)
			rig_filter(&r, CPROF_HIDE, "f1");
		if (seed % 4 == 1)
			rig_filter(&r, CPROF_IGNORE, "f2");
		for (unsigned f = 0; f < FUNCTIONS; f++) {
			char function[3] = { 'f', (char)('0' + f), '\0' };
			r.query.granularity = CPROF_BY_FUNCTION;
			compared += expect_peek(&r, function, "");
			r.query.granularity = CPROF_BY_FILEFUNCTION;
			compared += expect_peek(&r, function, "a.c");
			compared += expect_peek(&r, function, "b.c");
		}
		cprof_notes_done(&r.notes);
		rig_done(&r);
		buf_done(&sketch);
	}
	assert_true(compared > 1500);
}

/* The names of a stack's frames, the innermost first. */
static size_t name_frames(const struct profile *p, size_t sample, const loc_id *frame,
			  const char **name)
{
	size_t count = 0;
	for (unsigned i = p->samples.depth[sample]; i-- > 0;) {
		const struct location *l = &p->location[frame[i]];
		if (l->line_count == 0)
			name[count++] = "[prog]";
		for (uint32_t j = 0; j < l->line_count; j++) {
			fn_id f = p->line[l->first_line + j].function;
			name[count++] = profile_text(p, p->function[f].name);
		}
	}
	return count;
}

/* What the samples with this path of calls add up to; from the pivot on, inward or outward. */
static int64_t sum_path(const struct rig *r, const char *const *path, size_t length, bool inward)
{
	const struct profile *p = r->profile;
	loc_id *frame = profile_stack_new(p);
	const char *name[64];
	uint64_t at = 0;
	int64_t sum = 0;
	for (size_t i = 0; i < p->samples.count; i++) {
		at = profile_stack(p, i, at, frame);
		size_t count = name_frames(p, i, frame, name);
		bool found = false;
		for (size_t start = 0; start < count && !found; start++) {
			size_t k = 0;
			while (k < length && (inward ? start >= k : start + k < count) &&
			       strcmp(name[inward ? start - k : start + k], path[k]) == 0)
				k++;
			found = k == length;
		}
		sum += found ? column_value(&p->samples.column[1], i) : 0;
	}
	free(frame);
	return sum;
}

/* Every row of a tree is the sum of the samples with its path. */
static unsigned expect_sums(struct rig *r, const char *pivot, const struct cprof_calls *calls,
			    bool inward)
{
	const char *path[64] = { pivot };
	size_t length[16] = { 0, 1 }; /* of the path above a row of each level */
	unsigned rows = 0;
	for (size_t i = 0; i < calls->count; i++) {
		const struct cprof_call *c = &calls->row[i];
		size_t end = length[c->level];
		if (c->kind != CPROF_CALL_FUNCTION)
			continue;
		char *through = xstrdup(c->through != NULL ? c->through : ""), *rest = through;
		for (char *word; (word = strsep(&rest, " >")) != NULL;)
			if (*word != '\0')
				for (unsigned f = 0; f <= FUNCTIONS; f++) {
					static const char *const names[] = {
						"f0", "f1", "f2", "f3", "f4", "f5", "f6", "[prog]"
					};
					if (strcmp(word, names[f]) == 0)
						path[end++] = names[f];
				}
		free(through);
		path[end++] = c->name;
		assert_int_equal(end, length[c->level] + 1 + c->folded);
		length[c->level + 1] = end;
		assert_int_equal(c->value, sum_path(r, path, end, inward));
		rows++;
	}
	return rows;
}

static void open_all(struct rig *r, struct cprof_callers_parameters *question)
{
	struct cprof_callers *c = ask(r, question);
	struct buf path = BUF_INIT;
	buf_puts(&path, question->path != NULL ? question->path : "");
	for (size_t i = 0; i < c->callers.count; i++)
		buf_printf(&path, " %s", c->callers.row[i].path);
	for (size_t i = 0; i < c->callees.count; i++)
		buf_printf(&path, " %s", c->callees.row[i].path);
	free((char *)(uintptr_t)question->path);
	question->path = buf_take(&path);
	cprof_callers_free(c);
}

static void equal_to_sums_by_hand(void **state)
{
	(void)state;
	unsigned rows = 0;
	for (uint64_t seed = 0; seed < 60; seed++) {
		struct buf sketch = BUF_INIT;
		struct rig r;
		draw_sketch(seed, &sketch);
		rig_init(&r, buf_text(&sketch));
		for (unsigned f = 0; f < FUNCTIONS; f++) {
			char function[3] = { 'f', (char)('0' + f), '\0' };
			const char *path[1] = { function };
			struct cprof_callers_parameters question = about(function);
			if (sum_path(&r, path, 1, true) == 0) {
				cprof_parameters_done(&cprof_analysis_callers, &question);
				continue;
			}
			for (unsigned level = 0; level < 5; level++) {
				struct cprof_callers *c = ask(&r, &question);
				assert_int_equal(c->cum, sum_path(&r, path, 1, true));
				rows += expect_sums(&r, function, &c->callers, false);
				rows += expect_sums(&r, function, &c->callees, true);
				cprof_callers_free(c);
				open_all(&r, &question);
			}
			cprof_parameters_done(&cprof_analysis_callers, &question);
		}
		rig_done(&r);
		buf_done(&sketch);
	}
	assert_true(rows > 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_level),
		cmocka_unit_test(deeper),
		cmocka_unit_test(deep_recursion),
		cmocka_unit_test(nobody_is_left),
		cmocka_unit_test(without_names),
		cmocka_unit_test(equal_to_peek),
		cmocka_unit_test(equal_to_sums_by_hand),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
