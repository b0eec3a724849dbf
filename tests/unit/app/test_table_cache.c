/* Tables kept by their queries. */
#include "unit/lib/check.h"

#include "base/arena.h"
#include "base/xalloc.h"
#include "app/session/table_cache.h"

#define ROWS 100

/* A table of ROWS rows of which the first has this flat value. */
static struct cprof_table *make(int64_t flat)
{
	struct cprof_table *t = xcalloc(1, sizeof *t);
	t->memory = arena_new();
	t->row = xcalloc(ROWS, sizeof *t->row);
	t->order = xcalloc(ROWS, sizeof *t->order);
	t->count = t->shown = ROWS;
	for (uint32_t i = 0; i < ROWS; i++) {
		t->row[i].name = arena_text(t->memory, "f", 1);
		t->order[i] = i;
	}
	t->row[0].flat = flat;
	return t;
}

static void query_of(struct cprof_query *q, const char *type)
{
	cprof_query_init(q);
	cprof_query_text(&q->sample_index, type);
}

static void put(struct table_cache *r, const char *type, int64_t flat, const char *note)
{
	struct cprof_query q;
	struct cprof_table *t = make(flat);
	struct cprof_notes notes = { NULL, 0 };
	query_of(&q, type);
	if (note != NULL)
		notes_add(&notes, "%s", note);
	table_cache_put(r, &q, t, &notes);
	cprof_table_free(t);
	cprof_notes_done(&notes);
	cprof_query_done(&q);
}

/* The first flat value of what is kept, -1 for nothing. */
static int64_t get(struct table_cache *r, const char *type, struct cprof_notes *notes)
{
	struct cprof_query q;
	struct cprof_notes none = { NULL, 0 };
	int64_t flat = -1;
	query_of(&q, type);
	struct cprof_table *t = table_cache_get(r, &q, notes != NULL ? notes : &none);
	if (t != NULL) {
		assert_string_equal(t->row[t->order[ROWS - 1]].name, "f");
		flat = t->row[t->order[0]].flat;
		/* Sorting what was given away changes nothing that is kept. */
		t->order[0] = ROWS - 1;
		t->row[0].flat = 99;
	}
	cprof_table_free(t);
	cprof_query_done(&q);
	cprof_notes_done(&none);
	return flat;
}

static void by_query(void **state)
{
	(void)state;
	struct table_cache *r = table_cache_new(1 << 20);
	struct cprof_notes notes = { NULL, 0 };
	put(r, "cpu", 1, NULL);
	put(r, "wall", 2, "Focus expression matched no samples");
	assert_int_equal(get(r, "cpu", NULL), 1);
	assert_int_equal(get(r, "cpu", NULL), 1);
	assert_int_equal(get(r, "wall", &notes), 2);
	assert_int_equal(notes.count, 1);
	assert_string_equal(notes.text[0], "Focus expression matched no samples");
	assert_int_equal(get(r, "space", NULL), -1);
	cprof_notes_done(&notes);
	table_cache_free(r);
}

/* What was not used for longest goes first; a table over the limit is never kept. */
static void within_limit(void **state)
{
	(void)state;
	struct cprof_table *t = make(0);
	size_t size = cprof_table_size(t);
	struct table_cache *r = table_cache_new(2 * size + size / 2);
	cprof_table_free(t);
	put(r, "a", 1, NULL);
	put(r, "b", 2, NULL);
	assert_int_equal(get(r, "a", NULL), 1);
	put(r, "c", 3, NULL);
	assert_int_equal(get(r, "a", NULL), 1);
	assert_int_equal(get(r, "b", NULL), -1);
	assert_int_equal(get(r, "c", NULL), 3);
	table_cache_free(r);
	r = table_cache_new(size - 1);
	put(r, "a", 1, NULL);
	assert_int_equal(get(r, "a", NULL), -1);
	table_cache_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_query),
		cmocka_unit_test(within_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
