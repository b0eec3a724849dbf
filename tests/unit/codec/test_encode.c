/* Writing a profile: what was decoded, encoded and decoded again is the same in every field. */
#include "unit/lib/check.h"

#include <string.h>

#include "codec/codec.h"
#include "unit/lib/dump.h"
#include "unit/lib/generate.h"
#include "unit/lib/load.h"

static const struct loading plainly = { .threads = false };

/* Loads the bytes, encodes the profile and compares what comes back. */
static void compare(const struct buf *bytes, const char *what)
{
	struct cprof_error err = CPROF_ERROR_INIT;
	struct buf before = BUF_INIT, after = BUF_INIT, written = BUF_INIT, again = BUF_INIT;
	struct profile *p;
	if (load_bytes(bytes->data, bytes->size, &plainly, &p, &err) != CPROF_OK)
		fail_msg("%s: %s", what, err.text);
	dump_model(p, &before);
	codec_encode(p, &written);
	profile_free(p);
	if (load_bytes(written.data, written.size, &plainly, &p, &err) != CPROF_OK)
		fail_msg("%s: %s", what, err.text);
	dump_model(p, &after);
	assert_same_dump(&before, &after, what);
	/* The second time even the bytes are the same. */
	codec_encode(p, &again);
	assert_int_equal(written.size, again.size);
	assert_memory_equal(written.data, again.data, again.size);
	profile_free(p);
	buf_done(&before);
	buf_done(&after);
	buf_done(&written);
	buf_done(&again);
}

static void compare_view_query(const struct shape *shape, uint64_t seed, const char *what)
{
	struct buf bytes = BUF_INIT;
	generate_profile(&bytes, shape, seed);
	compare(&bytes, what);
	buf_done(&bytes);
}

static void small_profiles(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct shape shape = { .types = 1 + seed % 4, .strings = 5 + seed % 50,
				       .mappings = seed % 4, .functions = 1 + seed % 20,
				       .locations = 1 + seed % 30, .samples = seed % 60,
				       .depth = seed % 12, .dense = seed % 2,
				       .wide_from = seed % 7 };
		compare_view_query(&shape, seed, "a small profile");
	}
}

/* More than a block of samples, wide columns, deep stacks, long strings. */
static void large_profiles(void **state)
{
	(void)state;
	struct shape many = { .types = 2, .strings = 3000, .mappings = 2, .functions = 2000,
			      .locations = 70000, .samples = 5000, .depth = 30, .wide_from = 2000 };
	struct shape deep = { .types = 1, .strings = 40, .mappings = 1, .functions = 30,
			      .locations = 500, .samples = 400, .depth = 10,
			      .long_string = 700000, .deep_stack = 65535 };
	compare_view_query(&many, 1, "many records");
	compare_view_query(&deep, 2, "a deep stack and a long string");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_profiles),
		cmocka_unit_test(large_profiles),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
