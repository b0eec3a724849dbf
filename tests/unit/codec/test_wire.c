/* What two series of packed numbers end with in common. */
#include "unit/lib/check.h"

#include "codec/wire.h"

#define BYTES(...) (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ })

static void check_common(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size,
			 size_t bytes, size_t numbers)
{
	size_t got = 99;
	assert_int_equal(wire_common(a, a_size, b, b_size, &got), bytes);
	assert_int_equal(got, numbers);
	assert_int_equal(wire_common(b, b_size, a, a_size, &got), bytes);
	assert_int_equal(got, numbers);
}

static void common_tails(void **state)
{
	(void)state;
	check_common(NULL, 0, BYTES(1), 0, 0);
	check_common(BYTES(1), BYTES(2), 0, 0);
	check_common(BYTES(1), BYTES(1), 1, 1);
	check_common(BYTES(3, 2, 1), BYTES(9, 2, 1), 2, 2);
	check_common(BYTES(2, 1), BYTES(9, 2, 1), 2, 2);
	/* More than a word, with and without a difference in the first one. */
	check_common(BYTES(5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), BYTES(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
		     10, 10);
	check_common(BYTES(0, 2, 3, 4, 5, 6, 7, 8, 9), BYTES(7, 2, 3, 4, 5, 6, 7, 8, 9), 8, 8);
}

/* A number is common as a whole or not at all. */
static void whole_numbers(void **state)
{
	(void)state;
	check_common(BYTES(0x81, 0x02, 3), BYTES(0x82, 0x02, 3), 1, 1);
	check_common(BYTES(0x81, 0x02, 3), BYTES(0x02, 3), 1, 1);
	check_common(BYTES(0x81, 0x02, 3), BYTES(0x81, 0x02, 3), 3, 2);
	check_common(BYTES(4, 0x81, 0x82, 0x03), BYTES(5, 0x81, 0x82, 0x03), 3, 1);
	check_common(BYTES(4, 0x91, 0x82, 0x03), BYTES(5, 0x81, 0x82, 0x03), 0, 0);
	check_common(BYTES(1, 0x81, 2, 0x81, 2, 0x81, 2, 0x81, 2),
		     BYTES(2, 0x81, 2, 0x81, 2, 0x81, 2, 0x81, 2), 8, 4);
	check_common(BYTES(0x80, 2, 0x81, 2, 0x81, 2, 0x81, 2),
		     BYTES(0x90, 2, 0x81, 2, 0x81, 2, 0x81, 2), 6, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(common_tails),
		cmocka_unit_test(whole_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
