/* Which texts are absolute URLs. */
#include "unit/lib/check.h"

#include "model/url.h"

static void absolute(void **state)
{
	static const char *const urls[] = {
		"http://host/x", "http://h:80",       "http://h:",
		"http://",       "http:///x",         "jit:abc",
		"jit:",          "C:\\win\\x.exe",    "a+b-c.1:x",
		"x:%zz",         "http://[::1]:80/x", "http://u:p@h/",
		"x:/a%20b",      "http://h/x y",      "http://h?%zz",
		"http://%e4",    "x:a?b#c",
	};
	(void)state;
	for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++)
		if (!url_is_absolute(urls[i]))
			fail_msg("%s is none", urls[i]);
}

static void others(void **state)
{
	static const char *const texts[] = {
		"",
		"*",
		"name",
		"/usr/bin/x",
		"a/b:c",
		"1a:x",
		":x",
		"a b:c",
		"[vdso]:x",
		"//anon",
		"http://h:x/",
		"http://a b/",
		"http://[::1/",
		"http://u^@h/",
		"http://%41/",
		"x:/%zz",
		"x:/%2",
		"x:a#%zz",
		"x:a\nb",
		"x:\x7f",
		"\xc3\xa4:x",
		"http://h:8a",
	};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (url_is_absolute(texts[i]))
			fail_msg("%s is one", texts[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(absolute),
		cmocka_unit_test(others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
