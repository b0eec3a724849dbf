/* Two decoders that share no code, compared field by field on profiles that are whole. */
#include "unit/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "codec/inflate_stream.h"
#include "unit/lib/dump.h"
#include "unit/lib/generate.h"
#include "unit/lib/load.h"

/* Loads the bytes plain and compressed, with and without a thread, and compares. */
static void compare(const struct buf *plain, const char *what)
{
	static const struct loading ways[] = { { .most = 1000 },
					       { .most = 70001, .threads = true } };
	struct buf second = BUF_INIT, first = BUF_INIT, gzip = BUF_INIT;
	bool good = dump_plain((const uint8_t *)buf_text(plain), plain->size, &second);
	if (!good)
		fail_msg("%s: %s", what, buf_text(&second));
	/* Two members, so that the seam is somewhere in the middle. */
	size_t seam = plain->size / 2;
	encode_gzip(&gzip, buf_text(plain), seam);
	encode_gzip(&gzip, buf_text(plain) + seam, plain->size - seam);
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		load_dump(buf_text(plain), plain->size, &ways[i], &first);
		assert_same_dump(&second, &first, what);
		load_dump(buf_text(&gzip), gzip.size, &ways[i], &first);
		assert_same_dump(&second, &first, what);
	}
	buf_done(&second);
	buf_done(&first);
	buf_done(&gzip);
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
		struct dice d = { seed };
		struct shape shape = {
			.types = 1 + (unsigned)dice_below(&d, 4),
			.strings = 1 + (unsigned)dice_below(&d, 30),
			.mappings = (unsigned)dice_below(&d, 4),
			.functions = (unsigned)dice_below(&d, 20),
			.locations = 1 + (unsigned)dice_below(&d, 30),
			.samples = (unsigned)dice_below(&d, 60),
			.depth = (unsigned)dice_below(&d, 20),
			.dense = seed % 3 == 0,
			.in_order = seed % 5 == 0,
			.wide_from = seed % 2 ? 7 : 0,
		};
		char what[40];
		snprintf(what, sizeof what, "seed %llu", (unsigned long long)seed);
		compare_view_query(&shape, seed, what);
	}
}

/* Libraries write strings last or first; both, and many blocks of samples. */
static void usual_orders(void **state)
{
	(void)state;
	struct shape shape = { .types = 4, .strings = 500, .mappings = 3, .functions = 300,
			       .locations = 900, .samples = 2000, .depth = 20, .dense = true,
			       .in_order = true, .plain = true, .wide_from = 1500 };
	compare_view_query(&shape, 1, "dense, in order");
	shape.in_order = false;
	compare_view_query(&shape, 2, "dense, shuffled");
	shape.dense = false;
	shape.plain = false;
	compare_view_query(&shape, 3, "sparse, shuffled, odd fields");
}

static void many_locations(void **state)
{
	(void)state;
	struct shape shape = { .types = 1, .strings = 20, .mappings = 1, .functions = 10,
			       .locations = 70000, .samples = 1500, .depth = 20,
			       .in_order = true, .plain = true };
	compare_view_query(&shape, 4, "frames widen after the samples");
	shape.in_order = false;
	shape.dense = true;
	compare_view_query(&shape, 5, "frames widen between samples");
}

static void many_label_sets(void **state)
{
	(void)state;
	struct shape shape = { .types = 2, .strings = 20, .mappings = 1, .functions = 10,
			       .locations = 50, .samples = 70000, .depth = 3, .one_label = true,
			       .in_order = true, .plain = true };
	compare_view_query(&shape, 6, "a label set for each sample");
}

/* Messages larger than a block of the feed, and larger than the room before one, at many places. */
static void large_messages(void **state)
{
	static const size_t sizes[] = { 65000, 65536, 70000, 131071, 131072, 131073, 200000,
					700000 };
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct shape shape = { .types = 1, .strings = 40, .mappings = 1, .functions = 30,
				       .locations = 500, .samples = 400, .depth = 10,
				       .wide_from = 1, .long_string = sizes[i],
				       .deep_stack = i % 2 ? 60000 : 65535 };
		char what[60];
		snprintf(what, sizeof what, "a string of %zu bytes", sizes[i]);
		compare_view_query(&shape, 7 + i, what);
	}
}

/* Compressed input above 256 KiB is inflated by a thread. */
static void large_input(void **state)
{
	(void)state;
	struct shape shape = { .types = 2, .strings = 60000, .mappings = 2, .functions = 2000,
			       .locations = 3000, .samples = 8000, .depth = 15, .wide_from = 5000 };
	struct buf bytes = BUF_INIT, gzip = BUF_INIT;
	generate_profile(&bytes, &shape, 20);
	encode_gzip(&gzip, bytes.data, bytes.size);
	assert_true(gzip.size > 512 * 1024);
	compare(&bytes, "large input");
	buf_done(&bytes);
	buf_done(&gzip);
}

static bool read_all(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "rb");
	if (f == NULL)
		return false;
	for (size_t got = 1; got > 0; out->size += got)
		got = fread(buf_reserve(out, 65536), 1, 65536, f);
	return fclose(f) == 0;
}

/* What Go wrote: the profile that comes with the program. */
static void real_profile(void **state)
{
	(void)state;
	const char *top = getenv("top_srcdir");
	char *path = xasprintf("%s/data/mem.out", top != NULL ? top : ".");
	struct buf raw = BUF_INIT, plain = BUF_INIT;
	assert_true(read_all(path, &raw));
	struct memory memory = { (const unsigned char *)raw.data, raw.size, 0, 0 };
	struct reader reader = memory_reader(&memory);
	struct inflate_options options = { UINT64_MAX, false, NULL };
	struct inflate_stream *inflate_stream = inflate_new(&reader, &options);
	for (size_t got; (got = inflate_fill(inflate_stream, 1)) > 0;
	     inflate_skip(inflate_stream, got))
		buf_put(&plain, inflate_at(inflate_stream), got);
	inflate_free(inflate_stream);
	assert_true(plain.size > raw.size);
	compare(&plain, path);
	free(path);
	buf_done(&raw);
	buf_done(&plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_profiles), cmocka_unit_test(usual_orders),
		cmocka_unit_test(many_locations), cmocka_unit_test(many_label_sets),
		cmocka_unit_test(large_messages), cmocka_unit_test(large_input),
		cmocka_unit_test(real_profile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
