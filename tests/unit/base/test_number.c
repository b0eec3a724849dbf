/* Numbers as Go reads them. */
#include "unit/lib/check.h"

#include <math.h>

#include "base/number.h"

struct whole {
	const char *text;
	enum number_result result;
	int64_t value;
};

static void check_whole(enum number_result (*read)(int64_t *, const char *),
			const struct whole *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int64_t value = 77;
		enum number_result result = read(&value, list[i].text);
		if (result != list[i].result)
			fail_msg("\"%s\": %d", list[i].text, (int)result);
		assert_int_equal(value, result == NUMBER_OK ? list[i].value : 77);
	}
}

static void decimal(void **state)
{
	static const struct whole list[] = {
		{ "0", NUMBER_OK, 0 },
		{ "+12", NUMBER_OK, 12 },
		{ "-007", NUMBER_OK, -7 },
		{ "9223372036854775807", NUMBER_OK, INT64_MAX },
		{ "-9223372036854775808", NUMBER_OK, INT64_MIN },
		{ "9223372036854775808", NUMBER_RANGE, 0 },
		{ "99999999999999999999999", NUMBER_RANGE, 0 },
		{ "", NUMBER_SYNTAX, 0 },
		{ "-", NUMBER_SYNTAX, 0 },
		{ " 1", NUMBER_SYNTAX, 0 },
		{ "1 ", NUMBER_SYNTAX, 0 },
		{ "1_0", NUMBER_SYNTAX, 0 },
		{ "0x1", NUMBER_SYNTAX, 0 },
		{ "1.5", NUMBER_SYNTAX, 0 },
	};
	(void)state;
	check_whole(number_decimal, list, sizeof list / sizeof list[0]);
}

static void integers(void **state)
{
	static const struct whole list[] = {
		{ "0", NUMBER_OK, 0 },
		{ "-0x1F", NUMBER_OK, -31 },
		{ "0b101", NUMBER_OK, 5 },
		{ "0o17", NUMBER_OK, 15 },
		{ "017", NUMBER_OK, 15 },
		{ "1_000", NUMBER_OK, 1000 },
		{ "0x_f", NUMBER_OK, 15 },
		{ "0_7", NUMBER_OK, 7 },
		{ "0x8000000000000000", NUMBER_RANGE, 0 },
		{ "-0x8000000000000000", NUMBER_OK, INT64_MIN },
		{ "08", NUMBER_SYNTAX, 0 },
		{ "0x", NUMBER_SYNTAX, 0 },
		{ "1__0", NUMBER_SYNTAX, 0 },
		{ "_1", NUMBER_SYNTAX, 0 },
		{ "1_", NUMBER_SYNTAX, 0 },
		{ "0b2", NUMBER_SYNTAX, 0 },
		{ "", NUMBER_SYNTAX, 0 },
		{ "+", NUMBER_SYNTAX, 0 },
	};
	(void)state;
	check_whole(number_integer, list, sizeof list / sizeof list[0]);
}

static void check_real(const char *text, enum number_result expected, double value)
{
	double got = 77;
	enum number_result result = number_real(&got, text);
	if (result != expected)
		fail_msg("\"%s\": %d", text, (int)result);
	if (isnan(value))
		assert_true(isnan(got));
	else
		assert_true(got >= value && got <= value);
}

static void reals(void **state)
{
	static const char *const bad[] = {
		"",     "-",    ".",     "1e", "1e+", "0x10", "0x1.8", "0xp1",  "1_",     "_1",
		"1._5", "+nan", "infin", " 1", "1 ",  "1,5",  "0b1",   "1e1.5", "nan(1)",
	};
	(void)state;
	check_real("0.5", NUMBER_OK, 0.5);
	check_real(".5", NUMBER_OK, 0.5);
	check_real("5.", NUMBER_OK, 5);
	check_real("-1e-2", NUMBER_OK, -0.01);
	check_real("1_0.5", NUMBER_OK, 10.5);
	check_real("0x1p-2", NUMBER_OK, 0.25);
	check_real("0x_1.8p1_0", NUMBER_OK, 1536);
	check_real("+Inf", NUMBER_OK, (double)INFINITY);
	check_real("-infinity", NUMBER_OK, -(double)INFINITY);
	check_real("NaN", NUMBER_OK, (double)NAN);
	check_real("1e-999", NUMBER_OK, 0);
	check_real("1e400", NUMBER_RANGE, 77);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_real(bad[i], NUMBER_SYNTAX, 77);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decimal),
		cmocka_unit_test(integers),
		cmocka_unit_test(reals),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
