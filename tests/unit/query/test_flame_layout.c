/* Columns shared out by largest remainder: nobody gets a column more or less than its share. */
#include "unit/lib/check.h"

#include "query/flame/flame_p.h"

#define MOST 40

static uint64_t draw(uint64_t *state, uint64_t limit)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (*state >> 33) % limit;
}

/* Sizes from the largest on, of up to so many bits; returns their sum with what ends there. */
static double draw_sizes(uint64_t *state, const struct flame_layout *x, uint64_t size[MOST],
			 unsigned bits)
{
	double whole = (double)x->self;
	for (size_t i = 0; i < x->count; i++) {
		uint64_t limit = i > 0 ? size[i - 1] : UINT64_C(1) << bits;
		size[i] = draw(state, 1u << 31) << (bits > 31 ? bits - 31 : 0);
		size[i] = 1 + size[i] % limit;
		whole += (double)size[i];
	}
	return whole;
}

static void check_shares(const struct flame_layout *x, double whole)
{
	int64_t width[MOST], rest, sum = 0;
	double left = whole, columns = (double)x->columns;
	size_t shown;
	flame_lay_out(x, width, &shown, &rest);
	for (size_t i = 0; i < shown; i++) {
		double quota = (double)x->size[i] / whole * columns;
		assert_true(width[i] >= 1);
		assert_true((double)width[i] > quota - 1.001);
		assert_true((double)width[i] < quota + 1.001);
		sum += width[i];
		left -= (double)x->size[i];
	}
	assert_true(shown == x->count ? rest == 0 : rest >= 1);
	assert_true(shown + 1 != x->count);
	double quota = (left - (double)x->self) / whole * columns;
	if (shown < x->count) {
		assert_true((double)rest > quota - 1.001);
		assert_true((double)rest < quota + 1.001);
	}
	/* What stays empty is the share of what ends here. */
	int64_t empty = x->columns - sum - rest;
	quota = (double)x->self / whole * columns;
	assert_true(empty >= 0);
	if (x->count > 0) {
		assert_true((double)empty > quota - 1.001);
		assert_true((double)empty < quota + 1.001);
	}
}

static void rounded_down_or_up(void **state)
{
	(void)state;
	uint64_t seed = 5, size[MOST];
	for (unsigned n = 0; n < 20000; n++) {
		struct flame_layout x = { .size = size, .count = draw(&seed, MOST) };
		unsigned bits = 1 + (unsigned)draw(&seed, n % 10 == 0 ? 57 : 20);
		x.columns = 1 + (int64_t)draw(&seed, 200);
		x.self = draw(&seed, 2) == 0 ? 0 : draw(&seed, UINT64_C(1) << bits % 30);
		double whole = draw_sizes(&seed, &x, size, bits);
		if (whole > 0)
			check_shares(&x, whole);
	}
}

static void of_nothing(void **state)
{
	(void)state;
	uint64_t size[] = { 3, 2 };
	int64_t width[2], rest;
	size_t shown;
	flame_lay_out(&(struct flame_layout){ size, 0, 0, 80 }, width, &shown, &rest);
	assert_int_equal(shown, 0);
	assert_int_equal(rest, 0);
	flame_lay_out(&(struct flame_layout){ size, 2, 0, 0 }, width, &shown, &rest);
	assert_int_equal(shown, 0);
	assert_int_equal(rest, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rounded_down_or_up),
		cmocka_unit_test(of_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
