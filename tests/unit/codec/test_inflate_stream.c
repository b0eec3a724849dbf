/* Bytes through the feed: gzip in all states, plain bytes, pieces of every size; the words of
 * errors. */
#include "unit/lib/check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "codec/inflate_stream.h"
#include "unit/lib/encode.h"
#include "unit/lib/load.h"

static void make_bytes(struct buf *b, size_t length)
{
	struct dice d = { length };
	for (size_t i = 0; i < length; i++)
		buf_putc(b, (char)dice_next(&d));
}

/* Drains a feed by messages of odd sizes, and compares. */
static void expect_bytes(const void *input, size_t length, bool threads, size_t most,
			 const struct buf *expected)
{
	struct memory memory = { input, length, most, 0 };
	struct reader reader = memory_reader(&memory);
	struct inflate_options options = { UINT64_MAX, threads, NULL };
	struct inflate_stream *inflate_stream = inflate_new(&reader, &options);
	struct cprof_error err = CPROF_ERROR_INIT;
	struct dice d = { 1 };
	for (size_t at = 0; at < expected->size;) {
		size_t need = 1 + dice_below(&d, dice_one_in(&d, 20) ? 300000 : 3000);
		size_t have = inflate_fill(inflate_stream, need);
		size_t left = expected->size - at;
		assert_true(have <= left && have >= (need < left ? need : left));
		size_t use = have < need ? have : need;
		assert_memory_equal(inflate_at(inflate_stream), expected->data + at, use);
		assert_int_equal(inflate_offset(inflate_stream), at);
		inflate_skip(inflate_stream, use);
		at += use;
	}
	assert_int_equal(inflate_fill(inflate_stream, 1), 0);
	assert_int_equal(inflate_fill(inflate_stream, 1), 0);
	assert_int_equal(inflate_status(inflate_stream, &err), CPROF_OK);
	inflate_free(inflate_stream);
}

static void all_ways(void **state)
{
	static const size_t sizes[] = { 1, 2, 3, 1000, 65536, 131072, 131073, 400000, 1500000 };
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct buf plain = BUF_INIT, gzip = BUF_INIT;
		make_bytes(&plain, sizes[i]);
		/* Members of different sizes, an empty one among them. */
		encode_gzip(&gzip, plain.data, sizes[i] / 3);
		encode_gzip(&gzip, NULL, 0);
		encode_gzip(&gzip, plain.data + sizes[i] / 3, sizes[i] - sizes[i] / 3);
		for (int threads = 0; threads <= 1; threads++) {
			expect_bytes(plain.data, plain.size, threads, 0, &plain);
			expect_bytes(plain.data, plain.size, threads, 777, &plain);
			expect_bytes(gzip.data, gzip.size, threads, 0, &plain);
			expect_bytes(gzip.data, gzip.size, threads, 777, &plain);
		}
		if (sizes[i] <= 1000)
			expect_bytes(gzip.data, gzip.size, false, 1, &plain);
		buf_done(&plain);
		buf_done(&gzip);
	}
}

/* A feed that is left in the middle: its thread ends. */
static void left_early(void **state)
{
	(void)state;
	struct buf plain = BUF_INIT, gzip = BUF_INIT;
	make_bytes(&plain, 3000000);
	encode_gzip(&gzip, plain.data, plain.size);
	for (size_t need = 1; need < 2000000; need *= 11) {
		struct memory memory = { (const unsigned char *)gzip.data, gzip.size, 5000, 0 };
		struct reader reader = memory_reader(&memory);
		struct inflate_options options = { UINT64_MAX, true, NULL };
		struct inflate_stream *inflate_stream = inflate_new(&reader, &options);
		assert_true(inflate_fill(inflate_stream, need) >= need);
		assert_true(inflate_compressed(inflate_stream));
		inflate_free(inflate_stream);
	}
	buf_done(&plain);
	buf_done(&gzip);
}

/* What loading says about some bytes. */
static void expect_error(const void *bytes, size_t length, const char *expected)
{
	static const struct loading how;
	struct cprof_error err = CPROF_ERROR_INIT;
	struct profile *p;
	assert_int_not_equal(load_bytes(bytes, length, &how, &p, &err), CPROF_OK);
	assert_string_equal(err.text, expected);
	cprof_error_done(&err);
}

static void gzip_errors(void **state)
{
	static const char none[20] = { 0 };
	(void)state;
	struct buf profile = BUF_INIT, gzip = BUF_INIT, twice = BUF_INIT;
	encode_bytes(&profile, 6, "", 0);
	encode_gzip(&gzip, profile.data, profile.size);
	size_t size = gzip.size;
	for (size_t length = 2; length < size; length++)
		expect_error(gzip.data, length, "decompressing profile: unexpected EOF");
	/* Bytes behind the last member: fewer than a header's ten, and as many. */
	buf_put(&gzip, none, 20);
	expect_error(gzip.data, size + 1, "decompressing profile: unexpected EOF");
	expect_error(gzip.data, size + 9, "decompressing profile: unexpected EOF");
	expect_error(gzip.data, size + 10, "decompressing profile: gzip: invalid header");
	expect_error(gzip.data, size + 20, "decompressing profile: gzip: invalid header");
	/* The checksum and the length. */
	for (size_t at = size - 8; at < size; at++) {
		gzip.data[at] ^= 1;
		expect_error(gzip.data, size, "decompressing profile: gzip: invalid checksum");
		gzip.data[at] ^= 1;
	}
	/* A compression nobody knows. */
	gzip.data[2] = 7;
	expect_error(gzip.data, size, "decompressing profile: gzip: invalid header");
	gzip.data[2] = 8;
	gzip.size = size;
	encode_gzip(&twice, gzip.data, gzip.size);
	expect_error(twice.data, twice.size,
		     "parsing profile: unrecognized profile format (looks like gzip inside gzip: "
		     "unpack it once)");
	buf_done(&profile);
	buf_done(&gzip);
	buf_done(&twice);
}

static void other_files(void **state)
{
	(void)state;
	struct buf gzip = BUF_INIT;
	expect_error("", 0, "parsing profile: empty input file");
	encode_gzip(&gzip, NULL, 0);
	expect_error(gzip.data, gzip.size, "parsing profile: empty input file");
	expect_error("\x1f\x8b", 2, "decompressing profile: unexpected EOF");
	expect_error("\177ELF\2\1\1", 7, "parsing profile: unrecognized profile format (looks like "
					 "an ELF program: give the profile after it)");
	expect_error("hello\n", 6,
		     "parsing profile: unrecognized profile format (looks like text)");
	buf_clear(&gzip);
	encode_gzip(&gzip, "hello\n", 6);
	expect_error(gzip.data, gzip.size,
		     "parsing profile: unrecognized profile format (looks like gzip of text)");
	expect_error("--- contentionz 1 ---\n", 22,
		     "parsing profile: unrecognized profile format (looks like a legacy text "
		     "profile: not read by this version)");
	/* What looks like nothing is said with its place. */
	expect_error("\x32\x00\x0b", 3, "parsing profile: unrecognized profile format: at byte 2: "
					"not a field of a protocol buffer");
	expect_error("\x32\x00\x32\x05x", 5,
		     "parsing profile: unrecognized profile format: at byte 2: a field is longer "
		     "than the rest of the file");
	buf_done(&gzip);
}

/* Two whole profiles, in one member or two. */
static void concatenated(void **state)
{
	(void)state;
	struct buf one = BUF_INIT, two = BUF_INIT, gzip = BUF_INIT;
	encode_bytes(&one, 6, "", 0);
	encode_number(&one, 9, 12345);
	buf_put(&two, one.data, one.size);
	buf_put(&two, one.data, one.size);
	expect_error(two.data, two.size, "parsing profile: concatenated profiles detected");
	encode_gzip(&gzip, one.data, one.size);
	encode_gzip(&gzip, one.data, one.size);
	expect_error(gzip.data, gzip.size, "parsing profile: concatenated profiles detected");
	buf_done(&one);
	buf_done(&two);
	buf_done(&gzip);
}

static void read_errors(void **state)
{
	(void)state;
	struct buf plain = BUF_INIT;
	make_bytes(&plain, 600000);
	static const size_t lengths[] = { 0, 1, 1000, 262143, 262144, 600000 };
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		struct memory memory = { (const unsigned char *)plain.data, lengths[i], 0, EIO };
		struct reader reader = memory_reader(&memory);
		struct inflate_options options = { UINT64_MAX, true, NULL };
		struct inflate_stream *inflate_stream = inflate_new(&reader, &options);
		struct cprof_error err = CPROF_ERROR_INIT;
		for (size_t got; (got = inflate_fill(inflate_stream, 1)) > 0;)
			inflate_skip(inflate_stream, got);
		assert_int_equal(inflate_status(inflate_stream, &err), CPROF_ERR_IO);
		assert_string_equal(err.text, "read: input/output error");
		inflate_free(inflate_stream);
		cprof_error_done(&err);
	}
	buf_done(&plain);
}

static void limit_and_cancel(void **state)
{
	(void)state;
	struct buf plain = BUF_INIT;
	make_bytes(&plain, 1000);
	for (uint64_t limit = 999; limit <= 1000; limit++) {
		struct memory memory = { (const unsigned char *)plain.data, plain.size, 0, 0 };
		struct reader reader = memory_reader(&memory);
		struct inflate_options options = { limit, false, NULL };
		struct inflate_stream *inflate_stream = inflate_new(&reader, &options);
		struct cprof_error err = CPROF_ERROR_INIT;
		inflate_fill(inflate_stream, 2000);
		assert_int_equal(inflate_status(inflate_stream, &err),
				 limit < 1000 ? CPROF_ERR_LIMIT : CPROF_OK);
		if (limit < 1000)
			assert_string_equal(err.text, "over limit_inflated_bytes=999 (raise "
						      "-limit_inflated_bytes to read it)");
		inflate_free(inflate_stream);
		cprof_error_done(&err);
	}
	struct cprof_progress progress = { 0 };
	atomic_store(&progress.cancel, true);
	struct memory memory = { (const unsigned char *)plain.data, plain.size, 0, 0 };
	struct reader reader = memory_reader(&memory);
	struct codec_options options = { CPROF_LIMITS_INIT, false, &progress, NULL, NULL };
	struct cprof_error err = CPROF_ERROR_INIT;
	struct profile *p;
	assert_int_equal(codec_load(&reader, &options, &p, &err), CPROF_ERR_CANCELLED);
	cprof_error_done(&err);
	buf_done(&plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_ways),     cmocka_unit_test(left_early),
		cmocka_unit_test(gzip_errors),  cmocka_unit_test(other_files),
		cmocka_unit_test(concatenated), cmocka_unit_test(read_errors),
		cmocka_unit_test(limit_and_cancel),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
