/* Damaged profiles: both decoders agree on what is taken and what is refused, and on every field of
 * what is taken.
 *
 * Where the second one (protobuf-c's, with the rules of dump_pb.c) may refuse what the program
 * takes:
 *  - field number 0: skipped by the program, as pprof does; an error of protobuf-c's;
 *  - a key in more than 5 bytes, or a field number above 2^29 - 1: the same; and where both take it
 *    with different contents:
 *  - a flag of a location whose varint has bits beyond the 64th only: true for protobuf-c. Of a
 *    location that is defined twice the program remembers the second definition only, so a line
 *    without a function in the first gives another text. */
#include "unit/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/lib/dump.h"
#include "unit/lib/generate.h"
#include "unit/lib/load.h"

#define PROFILES 40
#define MUTATIONS 100

static void mutate(struct buf *b, struct dice *d)
{
	size_t at = dice_below(d, b->size), count;
	switch (dice_below(d, 5)) {
	case 0: /* one bit */
		b->data[at] = (char)(b->data[at] ^ 1 << dice_below(d, 8));
		break;
	case 1:
		b->data[at] = (char)dice_next(d);
		break;
	case 2:
		b->size = at;
		break;
	case 3: /* some bytes more */
		count = 1 + dice_below(d, 4);
		buf_reserve(b, count);
		memmove(b->data + at + count, b->data + at, b->size - at);
		for (size_t i = 0; i < count; i++)
			b->data[at + i] = (char)dice_next(d);
		b->size += count;
		break;
	default: /* some bytes less */
		count = 1 + dice_below(d, 4);
		if (count > b->size - at)
			count = b->size - at;
		memmove(b->data + at, b->data + at + count, b->size - at - count);
		b->size -= count;
	}
}

static bool read_varint(const unsigned char **at, const unsigned char *end, uint64_t *value)
{
	*value = 0;
	for (unsigned shift = 0; *at < end && shift < 70; shift += 7) {
		unsigned char byte = *(*at)++;
		if (shift < 64)
			*value |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return true;
	}
	return false;
}

/* True if the message, or one in it that is read as a message, has a key of the first two listed
 * kinds. */
static bool odd_field(const unsigned char *at, const unsigned char *end, uint64_t parent,
		    unsigned depth)
{
	uint64_t key, value;
	while (at < end) {
		const unsigned char *start = at;
		if (!read_varint(&at, end, &key))
			return false;
		if (at - start > 5 || key >> 3 == 0 || key >> 3 >= 1u << 29)
			return true;
		unsigned type = key & 7;
		if (parent == 4 && depth == 1 && key >> 3 == 5 && type != 0)
			return true;
		value = type == 1 ? 8 : 4;
		if ((type == 0 || type == 2) && !read_varint(&at, end, &value))
			return false;
		if (type == 0)
			continue;
		if (type > 5 || value > (uint64_t)(end - at))
			return false;
		if (type == 2 && depth < 2 && key >> 3 != 6 &&
		    odd_field(at, at + value, key >> 3, depth + 1))
			return true;
		at += value;
	}
	return false;
}

struct tally {
	unsigned taken, refused, malformed, listed;
};

static void compare(const struct buf *b, const char *what, struct tally *tally)
{
	static const struct loading how;
	const unsigned char *bytes = (const unsigned char *)buf_text(b);
	struct buf first = BUF_INIT, second = BUF_INIT;
	/* A message that happens to begin like gzip, or is empty, is none to compare. */
	if (b->size < 2 || (bytes[0] == 0x1f && bytes[1] == 0x8b))
		return;
	bool real = load_dump(bytes, b->size, &how, &first);
	bool other = dump_plain(bytes, b->size, &second);
	bool malformed = strncmp(buf_text(&first), "malformed", 9) == 0;
	if (real == other) {
		tally->taken += real;
		tally->refused += !real;
		tally->malformed += malformed;
		bool same = malformed && strncmp(buf_text(&second), "malformed", 9) == 0 &&
			    strstr(buf_text(&first), "nil function") == NULL &&
			    strstr(buf_text(&second), "nil function") == NULL;
		if (real || same)
			assert_same_dump(&first, &second, what);
	} else if (odd_field(bytes, bytes + b->size, 0, 0)) {
		tally->listed++;
	} else {
		fail_msg("%s: %s / %s", what, real ? "taken" : buf_text(&first),
			 other ? "taken" : buf_text(&second));
	}
	buf_done(&first);
	buf_done(&second);
}

static void damaged_profiles(void **state)
{
	struct tally tally = { 0 };
	(void)state;
	for (uint64_t seed = 0; seed < PROFILES; seed++) {
		struct dice d = { seed + 1000 };
		struct shape shape = {
			.types = 1 + (unsigned)dice_below(&d, 2),
			.strings = 1 + (unsigned)dice_below(&d, 8),
			.mappings = (unsigned)dice_below(&d, 3),
			.functions = (unsigned)dice_below(&d, 6),
			.locations = 1 + (unsigned)dice_below(&d, 8),
			.samples = (unsigned)dice_below(&d, 10),
			.depth = (unsigned)dice_below(&d, 6),
			.dense = seed % 2 == 0,
			.in_order = seed % 3 == 0,
			.plain = seed % 4 == 0,
		};
		struct buf whole = BUF_INIT, damaged = BUF_INIT;
		generate_profile(&whole, &shape, seed);
		for (unsigned i = 0; i < MUTATIONS; i++) {
			char what[60];
			snprintf(what, sizeof what, "seed %u, mutation %u", (unsigned)seed, i);
			buf_clear(&damaged);
			buf_put(&damaged, whole.data, whole.size);
			for (uint64_t n = 1 + dice_below(&d, 3); n > 0 && damaged.size > 0; n--)
				mutate(&damaged, &d);
			compare(&damaged, what, &tally);
		}
		buf_done(&whole);
		buf_done(&damaged);
	}
	print_message("# %u taken, %u refused, %u of them malformed, %u listed\n", tally.taken,
		      tally.refused, tally.malformed, tally.listed);
	/* The run is worth something only if all ends are met. */
	assert_true(tally.taken > 200 && tally.refused > 1000 && tally.malformed > 50);
	assert_true(tally.listed < 100);
}

/* A compressed profile that ends early or is changed is refused, whatever the place; only the bits
 * that fill the last byte before the checksum mean nothing. */
static void damaged_gzip(void **state)
{
	static const struct loading how;
	(void)state;
	struct shape shape = { .types = 1, .strings = 9, .functions = 5, .locations = 9,
			       .samples = 20, .depth = 4 };
	struct buf plain = BUF_INIT, gzip = BUF_INIT, out = BUF_INIT, whole = BUF_INIT;
	struct dice d = { 7 };
	unsigned refused = 0;
	generate_profile(&plain, &shape, 1);
	encode_gzip(&gzip, plain.data, plain.size);
	assert_true(load_dump(gzip.data, gzip.size, &how, &whole));
	for (size_t length = 2; length < gzip.size; length++)
		assert_false(load_dump(gzip.data, length, &how, &out));
	for (unsigned i = 0; i < 500; i++) {
		/* Bytes 4 to 9 of a gzip header mean nothing to us. */
		size_t at = 10 + dice_below(&d, gzip.size - 10);
		char bit = (char)(1 << dice_below(&d, 8));
		gzip.data[at] = (char)(gzip.data[at] ^ bit);
		if (load_dump(gzip.data, gzip.size, &how, &out))
			assert_same_dump(&out, &whole, "a bit that means nothing");
		else
			refused++;
		gzip.data[at] = (char)(gzip.data[at] ^ bit);
	}
	assert_true(refused > 480);
	buf_done(&whole);
	buf_done(&plain);
	buf_done(&gzip);
	buf_done(&out);
}

/* The generated profile has 2 mappings, 5 functions, 9 locations, a stack of 7 and a string of 300
 * bytes, none of which is 0. */
static void limits(void **state)
{
	(void)state;
	struct shape shape = { .types = 1, .strings = 10, .mappings = 2, .functions = 5,
			       .locations = 9, .samples = 20, .depth = 4, .long_string = 300,
			       .deep_stack = 7 };
	struct buf plain = BUF_INIT;
	generate_profile(&plain, &shape, 7);
	static const char *const names[] = { "inflated_bytes", "strings", "functions", "locations",
					     "stack_depth", "string_bytes" };
	const uint64_t exact[] = { plain.size, 10, 5, 9, 7, 300 };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		uint64_t value[] = { 1 << 20, 1000, 1000, 1000, 1000, 1000 };
		for (int less = 0; less <= 1; less++) {
			struct cprof_limits limit;
			struct cprof_error err = CPROF_ERROR_INIT;
			struct profile *p;
			value[i] = exact[i] - (unsigned)less;
			memcpy(&limit, value, sizeof limit);
			struct loading how = { .limits = &limit };
			load_bytes(plain.data, plain.size, &how, &p, &err);
			if (less == 0) {
				assert_int_equal(err.status, CPROF_OK);
				profile_free(p);
				continue;
			}
			char option[40];
			snprintf(option, sizeof option, "(raise -limit_%s to read it)", names[i]);
			assert_int_equal(err.status, CPROF_ERR_LIMIT);
			assert_non_null(strstr(err.text, option));
			assert_null(p);
			cprof_error_done(&err);
		}
	}
	buf_done(&plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(damaged_profiles),
		cmocka_unit_test(damaged_gzip),
		cmocka_unit_test(limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
