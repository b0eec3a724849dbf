/* Base names and clean paths. */
#include "unit/lib/check.h"

#include "base/path.h"

static void check_base(const char *path, const char *expected)
{
	struct buf got = BUF_INIT;
	path_base(&got, path);
	assert_string_equal(buf_text(&got), expected);
	buf_done(&got);
}

/* Also behind text that is already there, which must not be touched. */
static void check_clean(const char *path, const char *expected)
{
	struct buf got = BUF_INIT;
	path_clean(&got, path);
	assert_string_equal(buf_text(&got), expected);
	buf_clear(&got);
	buf_puts(&got, "a/b");
	path_clean(&got, path);
	assert_memory_equal(got.data, "a/b", 3);
	assert_string_equal(got.data + 3, expected);
	buf_done(&got);
}

static void base_names(void **state)
{
	(void)state;
	check_base("", ".");
	check_base("/", "/");
	check_base("///", "/");
	check_base("a", "a");
	check_base("/usr/bin/app", "app");
	check_base("/usr/bin/app///", "app");
	check_base("a/..", "..");
	check_base("x//y", "y");
}

static void clean_paths(void **state)
{
	(void)state;
	check_clean("", ".");
	check_clean(".", ".");
	check_clean("./", ".");
	check_clean("./a", "a");
	check_clean("a//b", "a/b");
	check_clean("a/./b/../x.c", "a/x.c");
	check_clean("../a", "../a");
	check_clean("../../a", "../../a");
	check_clean("a/../..", "..");
	check_clean("a/..", ".");
	check_clean("a/b/../../../c", "../c");
	check_clean("..a/b", "..a/b");
	check_clean("a/...", "a/...");
	check_clean("/", "/");
	check_clean("//", "/");
	check_clean("/..", "/");
	check_clean("/../a", "/a");
	check_clean("/a/../../b", "/b");
	check_clean("/a/b/", "/a/b");
	check_clean("/a/.", "/a");
	check_clean("a/b/..", "a");
}

static void folders(void **state)
{
	static const char *const cases[][2] = {
		{ "", "." },	{ "a", "." },	   { "a/b", "a" },   { "a/b/", "a/b" },
		{ "/", "/" },	{ "/a", "/" },	   { "..", "." },    { "../x", ".." },
		{ ".", "." },	{ "a//b", "a" },   { "a/..", "a" },  { "/a/b", "/a" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf got = BUF_INIT;
		path_dir(&got, cases[i][0]);
		assert_string_equal(buf_text(&got), cases[i][1]);
		buf_done(&got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(base_names),
		cmocka_unit_test(clean_paths),
		cmocka_unit_test(folders),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
