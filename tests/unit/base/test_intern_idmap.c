/* Strings to numbers, ids to indices: small tables, many entries, and what must not cost memory. */
#include "unit/lib/check.h"

#include <stdio.h>
#include <string.h>

#include "base/idmap.h"
#include "base/intern.h"

static void interns(void **state)
{
	(void)state;
	struct intern t = { 0 };
	assert_int_equal(intern_get(&t, "a", 1), INTERN_NONE);
	assert_int_equal(intern_put(&t, "", 0), 0);
	assert_int_equal(intern_put(&t, "a", 1), 1);
	assert_int_equal(intern_put(&t, "a\0b", 3), 2);
	assert_int_equal(intern_put(&t, "a\0", 2), 3);
	assert_int_equal(intern_put(&t, "a", 1), 1);
	assert_int_equal(intern_put(&t, NULL, 0), 0);
	assert_int_equal(intern_get(&t, "a\0b", 3), 2);
	assert_int_equal(intern_get(&t, "b", 1), INTERN_NONE);
	assert_int_equal(intern_length(&t, 2), 3);
	assert_memory_equal(intern_text(&t, 2), "a\0b", 4);
	assert_string_equal(intern_text(&t, 0), "");
	assert_int_equal(t.count, 4);
	intern_done(&t);
	assert_int_equal(t.count, 0);
}

static void interns_many(void **state)
{
	(void)state;
	struct intern t = { 0 };
	char text[40];
	for (unsigned round = 0; round < 2; round++)
		for (unsigned i = 0; i < 50000; i++) {
			int length = snprintf(text, sizeof text, "%u/%.*s", i, (int)(i % 20),
					      "abcdefghijklmnopqrstuvwxyz");
			assert_int_equal(intern_put(&t, text, (size_t)length), i);
			if (round == 1)
				assert_string_equal(intern_text(&t, i), text);
		}
	assert_int_equal(t.count, 50000);
	intern_done(&t);
}

static void maps_dense_ids(void **state)
{
	(void)state;
	struct idmap m = { 0 };
	assert_int_equal(idmap_get(&m, 0), IDMAP_NONE);
	for (uint32_t i = 0; i < 100000; i++)
		idmap_put(&m, i + 1, i);
	for (uint32_t i = 0; i < 100000; i++)
		assert_int_equal(idmap_get(&m, i + 1), i);
	assert_int_equal(idmap_get(&m, 0), IDMAP_NONE);
	assert_int_equal(idmap_get(&m, 100001), IDMAP_NONE);
	assert_int_equal(m.sparse, 0);
	idmap_done(&m);
}

static uint64_t scattered(uint32_t i)
{
	return i % 3 == 0 ? i : ((uint64_t)i << 37) ^ (uint64_t)i * 977;
}

static void maps_sparse_ids(void **state)
{
	(void)state;
	struct idmap m = { 0 };
	for (uint32_t i = 1; i < 50000; i++) {
		assert_int_equal(idmap_get(&m, scattered(i)), IDMAP_NONE);
		idmap_put(&m, scattered(i), i);
	}
	for (uint32_t i = 1; i < 50000; i++)
		assert_int_equal(idmap_get(&m, scattered(i)), i);
	idmap_put(&m, UINT64_MAX, 7);
	idmap_put(&m, 0, 8);
	assert_int_equal(idmap_get(&m, UINT64_MAX), 7);
	assert_int_equal(idmap_get(&m, 0), 8);
	assert_int_equal(idmap_get(&m, UINT64_MAX - 1), IDMAP_NONE);
	idmap_done(&m);
}

/* An id that came too early for the array is still found when the array has grown past it. */
static void early_large_id(void **state)
{
	(void)state;
	struct idmap m = { 0 };
	idmap_put(&m, 3000, 0);
	assert_int_equal(m.sparse, 1);
	for (uint32_t i = 1; i < 2999; i++)
		idmap_put(&m, i, i);
	idmap_put(&m, 5000, 2999);
	assert_true(m.direct_size > 3000);
	assert_int_equal(idmap_get(&m, 3000), 0);
	assert_int_equal(idmap_get(&m, 5000), 2999);
	assert_int_equal(idmap_get(&m, 4000), IDMAP_NONE);
	idmap_done(&m);
}

static void huge_id_costs_nothing(void **state)
{
	(void)state;
	struct idmap m = { 0 };
	idmap_put(&m, UINT64_C(1) << 60, 0);
	idmap_put(&m, UINT64_C(1) << 31, 1);
	assert_true(m.direct_size < 100000);
	assert_int_equal(idmap_get(&m, UINT64_C(1) << 60), 0);
	idmap_done(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interns),         cmocka_unit_test(interns_many),
		cmocka_unit_test(maps_dense_ids),  cmocka_unit_test(maps_sparse_ids),
		cmocka_unit_test(early_large_id),  cmocka_unit_test(huge_id_costs_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
