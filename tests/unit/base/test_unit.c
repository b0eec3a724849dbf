/* Scaling, labels and percentages against values that pprof itself printed. */
#include "unit/lib/check.h"

#include <stdbool.h>
#include <string.h>

#include "base/unit.h"

struct label_case {
	int64_t value;
	const char *from;
	const char *to;
	const char *label;
};

static void check_label(int64_t value, const char *from, const char *to, const char *expected)
{
	struct buf got = BUF_INIT;
	buf_puts(&got, "> ");
	unit_label(&got, value, from, to);
	if (strcmp(got.data + 2, expected) != 0)
		fail_msg("%lld %s in %s: got '%s', expected '%s'", (long long)value, from, to,
			 got.data + 2, expected);
	assert_int_equal(got.size, strlen(expected) + 2);
	buf_done(&got);
}

static void labels(void **state)
{
	(void)state;
	static const struct label_case cases[] = {
		{ 0, "bytes", "auto", "0" },
		{ 1023, "bytes", "auto", "1023B" },
		{ 1024, "bytes", "auto", "1kB" },
		{ 1025, "bytes", "auto", "1kB" },
		{ 1536, "bytes", "minimum", "1.50kB" },
		{ 1048575, "bytes", "auto", "1024kB" },
		{ 5242, "bytes", "mb", "0" },
		{ 5243, "bytes", "mb", "0.01MB" },
		{ -1, "bytes", "mb", "0" },
		{ -1536, "bytes", "auto", "-1.50kB" },
		{ 1, "bytes", "seconds", "1B" },
		{ 2048, "PB", "auto", "2048PB" },
		{ 7, "count", "auto", "7" },
		{ 7, "objects", "objects", "7objects" },
		{ 7, "objects", "auto", "7" },
		{ 7, "samples", "sample", "7" },
		{ 1, "KiB", "auto", "1" },
		{ INT64_MIN, "bytes", "auto", "-9223372036854775808B" },
		{ 1, "ns", "auto", "1ns" },
		{ 1500000, "ns", "auto", "1.50ms" },
		{ 60000000000, "ns", "auto", "60s" },
		{ 3599000000000, "ns", "auto", "3599s" },
		{ 3600000000000, "ns", "auto", "1hrs" },
		{ 5, "hr", "s", "18000s" },
		{ 1, "hours", "minutes", "3600s" },
		{ 1005, "ms", "s", "1s" },
		{ 1, "ms", "s", "0" },
		{ -6, "bytes", "kb", "-0.01kB" },
		{ 1, "ns", "default", "0" },
		{ 5000, "nanogcu", "auto", "5u*GCU" },
		{ 7, "count", "ms", "7ms" },
		{ 7, "foo", "foo", "7foo" },
		{ 1, "count", "units", "1units" },
		{ 1234567, "count", "count", "1234567" },
		{ 1, "MiB", "B", "1B" },
		{ INT64_MAX, "count", "count", "9223372036854775808" },
		/* Halves of the second decimal, where the order of operations shows. */
		{ 5, "ms", "s", "0.01s" },
		{ 15, "ms", "s", "0.01s" },
		{ 25, "ms", "s", "0.03s" },
		{ 35, "ms", "s", "0.04s" },
		{ 45, "ms", "s", "0.04s" },
		{ 900, "ms", "s", "0.90s" },
		{ -5, "ms", "s", "-0.01s" },
		{ 0, "count", "objects", "0" },
		{ 0, "foo", "foo", "0" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		check_label(cases[i].value, cases[i].from, cases[i].to, cases[i].label);
}

static void gcu_units(void **state)
{
	(void)state;
	check_label(1, "nanogcu", "nanogcu", "1n*GCU");
	check_label(1, "microgcu", "nanogcus", "1000n*GCU");
	check_label(1, "milligcu", "auto", "1m*GCU");
	check_label(7, "GCU", "auto", "7GCU");
	check_label(7000, "gcus", "auto", "7k*GCU");
	check_label(1, "megagcu", "kilogcu", "1000k*GCU");
	check_label(1, "gigagcu", "gcu", "1000000000GCU");
	check_label(3000, "teragcu", "minimum", "3P*GCU");
	check_label(3, "petagcu", "bytes", "3000000000000000GCU");
	check_label(0, "gcu", "auto", "0");
}

/* What is recognized, written as "to" of one second or one byte; unknown units fall back. */
static void recognition(void **state)
{
	(void)state;
	check_label(1, "secs", "nss", "1000000000ns");
	check_label(1, "hrs", "Milliseconds", "3600000ms");
	check_label(1, "KB", "BYTES", "1024B");
	check_label(2, "kilobytes", "b", "2048B");
	check_label(1, "gbyte", "MByte", "1024MB");
	check_label(1, "tb", "GB", "1024GB");
	check_label(1, "pbytes", "tbs", "1024TB");
	check_label(1, "s", "min", "1s");
	check_label(1, "ss", "ns", "1ns");
	check_label(1, "bs", "B", "1B");
	check_label(1, "bits", "auto", "1");
	check_label(1, "minute", "s", "1s");
	check_label(1, "\xce\xbcs", "ns", "1ns");
	check_label(1, "\xe2\x84\xaa""B", "B", "1024B");
	check_label(1, "m\xc4\xb0lliseconds", "us", "1000us");
	check_label(1, "count", "unit", "1");
	check_label(1, "count", "samples", "1samples");
	check_label(1, "count", "Count", "1Count");
	check_label(1, "bytes", "AUTO", "1B");
	check_label(1, "", "", "1");
	check_label(1, "averyverylongunitofnothingatall", "x", "1x");
}

static void scaled_values(void **state)
{
	(void)state;
	struct unit_scaled s = unit_scale(-1536, "bytes", "kb");
	assert_true(s.value < -1.49 && s.value > -1.51);
	assert_string_equal(s.unit, "kB");
	s = unit_scale(7, "count", "auto");
	assert_true(s.value > 6.99 && s.value < 7.01);
	assert_string_equal(s.unit, "");
	const char *own = "widgets";
	assert_ptr_equal(unit_scale(7, "count", own).unit, own);
}

static void check_percentage(int64_t value, int64_t total, const char *expected)
{
	struct buf got = BUF_INIT;
	unit_percentage(&got, value, total);
	assert_string_equal(buf_text(&got), expected);
	buf_done(&got);
}

static void percentages(void **state)
{
	(void)state;
	check_percentage(0, 100, "    0%");
	check_percentage(5, 0, "    0%");
	check_percentage(0, 0, "    0%");
	check_percentage(1, 100, " 1.00%");
	check_percentage(99, 10000, " 0.99%");
	check_percentage(995, 100000, "    1%");
	check_percentage(9951, 1000000, "    1%");
	check_percentage(994, 100000, " 0.99%");
	check_percentage(1, 1000, "  0.1%");
	check_percentage(5, 1000, "  0.5%");
	check_percentage(12345, 100000000, "0.012%");
	check_percentage(1, 80000, "0.0013%");
	check_percentage(9994, 10000, "99.94%");
	check_percentage(9995, 10000, "  100%");
	check_percentage(99949, 100000, "99.95%");
	check_percentage(100050, 100000, "  100%");
	check_percentage(100051, 100000, "100.05%");
	check_percentage(10, 1, "1000.00%");
	check_percentage(-50, 100, "50.00%");
	check_percentage(50, -100, "50.00%");
	check_percentage(1, 1000000, "0.0001%");
	check_percentage(1, 1000000000, "1e-07%");
}

static void families(void **state)
{
	(void)state;
	assert_true(unit_is_time("nanoseconds"));
	assert_true(unit_is_time("Hours"));
	assert_true(unit_is_time("s"));
	assert_false(unit_is_time("bytes"));
	assert_false(unit_is_time("minutes"));
	assert_false(unit_is_time(""));
	assert_true(unit_compatible("bytes", "MB"));
	assert_true(unit_compatible("nanoseconds", "ms"));
	assert_true(unit_compatible("gcu", "nanogcu"));
	assert_true(unit_compatible("objects", "objects"));
	assert_false(unit_compatible("objects", "object"));
	assert_false(unit_compatible("bytes", "seconds"));
	assert_false(unit_compatible("count", "bytes"));
}

static void counts_have_commas(void **state)
{
	(void)state;
	assert_string_equal(unit_count(0).text, "0");
	assert_string_equal(unit_count(999).text, "999");
	assert_string_equal(unit_count(1000).text, "1,000");
	assert_string_equal(unit_count(1234567).text, "1,234,567");
	assert_string_equal(unit_count(UINT64_MAX).text, "18,446,744,073,709,551,615");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels),      cmocka_unit_test(gcu_units),
		cmocka_unit_test(recognition), cmocka_unit_test(scaled_values),
		cmocka_unit_test(percentages), cmocka_unit_test(families),
		cmocka_unit_test(counts_have_commas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
