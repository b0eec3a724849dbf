/* Finding source files: pprof's rule word for word, then the explorer's further places. */
#include "unit/lib/check.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/xalloc.h"
#include "report/source/source.h"

static char *top;     /* a folder of this test's own, made anew for each case */
static char *made[128];
static size_t made_count;

static void remember(char *path)
{
	assert_true(made_count < sizeof made / sizeof made[0]);
	made[made_count++] = path;
}

/* Makes a file below the folder whose text is its own path below it. */
static void make_file(const char *path)
{
	for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		char *folder = xasprintf("%s/%.*s", top, (int)(slash - path), path);
		if (mkdir(folder, 0777) == 0)
			remember(folder);
		else
			free(folder);
	}
	char *full = xasprintf("%s/%s", top, path);
	FILE *f = fopen(full, "w");
	assert_non_null(f);
	fputs(path, f);
	fclose(f);
	remember(full);
}

static int setup(void **state)
{
	char name[] = "test_source.XXXXXX";
	(void)state;
	if (mkdtemp(name) == NULL)
		return -1;
	top = realpath(name, NULL);
	return top == NULL ? -1 : 0;
}

static int teardown(void **state)
{
	(void)state;
	while (made_count > 0) {
		char *path = made[--made_count];
		if (unlink(path) != 0)
			rmdir(path);
		free(path);
	}
	rmdir(top);
	free(top);
	return 0;
}

/* Looks a file up with the folder `cwd` below the top. `found` is the text that must be read; else
 * `error` with "%" for the top. */
static void expect(const char *cwd, const char *name, const char *trim_path,
		   const char *source_path, const char *found, const char *error)
{
	struct arena memory = ARENA_INIT;
	struct source_file file;
	char *folder = xasprintf("%s/%s", top, cwd);
	struct cprof_source_plan plan = { .cwd = folder };
	source_read(&plan, name, trim_path, source_path, &memory, &file);
	if (found != NULL) {
		if (file.found == NULL)
			fail_msg("%s: %s", name, file.error);
		assert_int_equal(file.length, strlen(found));
		assert_memory_equal(file.text, found, file.length);
		assert_false(file.by_name);
		assert_string_equal(file.tried[file.tries - 1].reason, "");
		assert_string_equal(file.tried[file.tries - 1].path, file.found);
	} else {
		struct buf expected = BUF_INIT;
		for (const char *p = error; *p != '\0'; p++)
			if (*p == '%')
				buf_puts(&expected, top);
			else
				buf_putc(&expected, *p);
		assert_null(file.found);
		assert_string_equal(file.error, buf_text(&expected));
		buf_done(&expected);
	}
	free(folder);
	arena_done(&memory);
}

/* The examples of the format's description. */
static void as_pprof(void **state)
{
	static const char remote[] = "/remote/build/proj/sub/a.c";
	static const char real[] = "src/proj/sub/a.c";
	(void)state;
	make_file(real);
	make_file("elsewhere/other.c");
	/* The folder's own name in the path is enough. */
	expect("src/proj", remote, NULL, NULL, real, NULL);
	expect("elsewhere", remote, NULL, NULL, NULL,
	       "open /remote/build/proj/sub/a.c: no such file or directory");
	expect("elsewhere", remote, "/remote", NULL, NULL,
	       "could not find file build/proj/sub/a.c on path %/elsewhere");
	char *path = xasprintf("%s/src/proj", top);
	expect("elsewhere", remote, NULL, path, real, NULL);
	free(path);
	path = xasprintf("%s/src", top);
	expect("elsewhere", remote, "/remote/build", path, real, NULL);
	/* Relative names: the folder, then its parents, then the next folder of the list. */
	expect("src/proj/sub", "src/proj/sub/a.c", NULL, NULL, real, NULL);
	char *list = xasprintf("%s/elsewhere:%s", top, path);
	expect("", "proj/sub/a.c", NULL, list, real, NULL);
	expect("", "nodir/z.c", NULL, "/nonexistent:/", NULL,
	       "could not find file nodir/z.c on path /nonexistent:/");
	free(list);
	free(path);
	/* An absolute name is that file and no other. */
	path = xasprintf("%s/%s", top, real);
	expect("elsewhere", path, NULL, NULL, real, NULL);
	free(path);
	path = xasprintf("%s/src", top);
	/* pprof opens a folder, and reads nothing. */
	expect("elsewhere", path, NULL, NULL, "", NULL);
	free(path);
	/* What builds in a sandbox leave in front. */
	expect("src/proj", "/proc/self/cwd/sub/a.c", NULL, NULL, real, NULL);
	expect("src/proj", "/proc/self/cwd/./sub/a.c", NULL, NULL, real, NULL);
}

/* Each path is tried once, and the list of tries says why. */
static void tries(void **state)
{
	struct arena memory = ARENA_INIT;
	struct source_file file;
	(void)state;
	make_file("a/b/c.c");
	char *list = xasprintf("%s/a/b:%s/a", top, top);
	struct cprof_source_plan plan = { .cwd = "/" };
	source_read(&plan, "x/y.c", NULL, list, &memory, &file);
	assert_null(file.found);
	for (size_t i = 0; i < file.tries; i++) {
		assert_string_equal(file.tried[i].reason, "no such file or directory");
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(file.tried[i].path, file.tried[j].path);
	}
	char *first = xasprintf("%s/a/b/x/y.c", top);
	assert_string_equal(file.tried[0].path, first);
	assert_string_equal(file.tried[file.tries - 1].path, "/x/y.c");
	free(first);
	free(list);
	arena_done(&memory);
}

/* With `search` the plan goes on; `found` is the path below the top. */
static void expect_search(const char *name, const char *found, bool by_name)
{
	struct arena memory = ARENA_INIT;
	struct source_file file;
	char *cwd = xasprintf("%s/cwd", top), *goroot = xasprintf("%s/go", top);
	char *cache = xasprintf("%s/mod", top), *near = xasprintf("%s/near", top);
	const char *const roots[] = { "/nonexistent", goroot, NULL };
	const char *const folders[] = { near };
	struct cprof_source_index *index = cprof_source_index_new(folders, 1);
	const char *const modules[] = { cache, NULL }, *const vendors[] = { cwd, near, NULL };
	char *mapped = xasprintf("%s/moved", top);
	const struct cprof_source_map map[] = { { "/elsewhere", "/nonexistent" },
						{ "/build/x/", mapped },
						{ "trimmed", mapped } };
	struct cprof_source_plan plan = {
		.cwd = cwd,
		.search = true,
		.map = map,
		.maps = 3,
		.modules = modules,
		.roots = roots,
		.vendors = vendors,
		.index = index,
	};
	source_read(&plan, name, NULL, NULL, &memory, &file);
	if (found == NULL) {
		assert_null(file.found);
		assert_non_null(file.error);
	} else {
		char *path = xasprintf("%s/%s", top, found);
		if (file.found == NULL)
			fail_msg("%s: %s", name, file.error);
		assert_string_equal(file.found, path);
		assert_int_equal(file.by_name, by_name);
		free(path);
	}
	cprof_source_index_free(index);
	free(cwd);
	free(mapped);
	free(goroot);
	free(cache);
	free(near);
	arena_done(&memory);
}

static void search(void **state)
{
	(void)state;
	make_file("cwd/own.c");
	make_file("cwd/vendor/lib/v.go");
	make_file("go/src/runtime/proc.go");
	make_file("mod/github.com/!big/mod@v1.2.3/x.go");
	make_file("near/deep/cart/build.go");
	make_file("near/other/build.go");
	make_file("near/.hidden/cart/secret.go");
	make_file("near/repo/internal/a/b/c/d/far.go");
	expect_search("own.c", "cwd/own.c", false);
	expect_search("lib/v.go", "cwd/vendor/lib/v.go", false);
	expect_search("/usr/local/go/src/runtime/proc.go", "go/src/runtime/proc.go", false);
	expect_search("runtime/proc.go", "go/src/runtime/proc.go", false);
	expect_search("/home/user/go/pkg/mod/github.com/Big/mod@v1.2.3/x.go",
		      "mod/github.com/!big/mod@v1.2.3/x.go", false);
	expect_search("github.com/Big/mod@v1.2.3/x.go", "mod/github.com/!big/mod@v1.2.3/x.go",
		      false);
	/* A module cache that has another name there; capitals in the version. */
	expect_search("/cache/mods/github.com/Big/mod@v1.2.3/x.go",
		      "mod/github.com/!big/mod@v1.2.3/x.go", false);
	make_file("mod/dotless/m@v0.1.0-!r!c1/Sub/Y.go");
	expect_search("dotless/m@v0.1.0-RC1/Sub/Y.go", "mod/dotless/m@v0.1.0-!r!c1/Sub/Y.go",
		      false);
	/* Vendored packages have no version; where they stood there does not matter. */
	expect_search("lib@v1.0.0/v.go", "cwd/vendor/lib/v.go", false);
	expect_search("/ci/job/vendor/lib/v.go", "cwd/vendor/lib/v.go", false);
	expect_search("/go/pkg/mod/lib@v1.0.0/v.go", "cwd/vendor/lib/v.go", false);
	/* The user's rules replace whole elements; a wrong one does no harm. */
	make_file("moved/shop/a.go");
	expect_search("/build/x/shop/a.go", "moved/shop/a.go", false);
	expect_search("trimmed/shop/a.go", "moved/shop/a.go", false);
	expect_search("/build/xy/other/a.go", NULL, false);
	expect_search("/elsewhere/own.c", NULL, false);
	/* By the end of the path: the folder and the name must agree, the longest wins. */
	expect_search("example.com/shop/cart/build.go", "near/deep/cart/build.go", true);
	expect_search("/somewhere/other/build.go", "near/other/build.go", true);
	expect_search("example.com/shop/carts/build.go", NULL, false);
	expect_search("build.go", NULL, false);
	expect_search("/ci/repo/internal/a/b/c/d/far.go", "near/repo/internal/a/b/c/d/far.go",
		      true);
	expect_search("example.com/cart/secret.go", NULL, false);
}

/* Looks a file up as the explorer does, with a folder `cwd` and a rule that leads to `moved`. */
static void expect_asked(const char *name, const char *found, const char *outside, bool allowed)
{
	struct arena memory = ARENA_INIT;
	struct source_file file;
	char *cwd = xasprintf("%s/cwd", top), *moved = xasprintf("%s/moved", top);
	char *path = *name == '.' ? xstrdup(name) : xasprintf("%s/%s", top, name);
	const struct cprof_source_map map = { "/nowhere", moved };
	struct cprof_source_index *index = cprof_source_index_new((const char *const[]){ cwd }, 1);
	struct cprof_source_plan plan = { .cwd = cwd,
					  .search = true,
					  .outside = allowed,
					  .map = &map,
					  .maps = 1,
					  .index = index };
	source_read(&plan, path, NULL, NULL, &memory, &file);
	assert_int_equal(file.found != NULL, found != NULL);
	if (found != NULL)
		assert_string_equal(file.text, found);
	assert_int_equal(file.outside != NULL, outside != NULL);
	if (outside != NULL)
		assert_non_null(strstr(file.outside, outside));
	cprof_source_index_free(index);
	free(path);
	free(cwd);
	free(moved);
	arena_done(&memory);
}

/* What no folder of the user's holds is looked at only when it is allowed, whatever leads there. */
static void outside(void **state)
{
	(void)state;
	make_file("cwd/pkg/own.c");
	make_file("moved/own.c");
	make_file("secret/pkg/own.c");
	make_file("secret/pkg/other.c");
	make_file("pkg/above.c");
	make_file("cwdx/like.c");
	expect_asked("cwd/pkg/own.c", "cwd/pkg/own.c", NULL, false);
	expect_asked("moved/own.c", "moved/own.c", NULL, false);
	expect_asked("secret/pkg/other.c", NULL, "secret/pkg/other.c", false);
	expect_asked("secret/pkg/other.c", "secret/pkg/other.c", NULL, true);
	/* No other file is shown for the one that was named. */
	expect_asked("secret/pkg/own.c", NULL, "secret/pkg/own.c", false);
	expect_asked("cwd/../secret/pkg/own.c", NULL, "secret/pkg/own.c", false);
	expect_asked("cwdx/like.c", NULL, "cwdx/like.c", false);
	expect_asked("./../pkg/above.c", NULL, "pkg/above.c", false);
	expect_asked("cwd/../cwd/pkg/own.c", "cwd/pkg/own.c", NULL, false);
	/* What is not there is not asked about. */
	expect_asked("secret/none.c", NULL, NULL, false);
	/* The user's own link leads where the user wants. */
	char *link = xasprintf("%s/cwd/link", top), *to = xasprintf("%s/secret", top);
	assert_int_equal(symlink(to, link), 0);
	remember(link);
	free(to);
	expect_asked("cwd/link/pkg/other.c", "secret/pkg/other.c", NULL, false);
}

static void index_by_suffix(void **state)
{
	(void)state;
	make_file("a/b/c/x.c");
	make_file("z/b/c/x.c");
	make_file("b/c/x.c");
	make_file("1/2/3/4/5/6/deep.c");
	make_file("1/2/3/4/ok.c");
	const char *const folders[] = { top };
	struct cprof_source_index *index = cprof_source_index_new(folders, 1);
	static const char *const cases[][2] = {
		{ "a/b/c/x.c", "a/b/c/x.c" },
		{ "z/b/c/x.c", "z/b/c/x.c" },
		{ "/q/z/b/c/x.c", "z/b/c/x.c" },
		{ "c/x.c", "b/c/x.c" }, /* of equals the nearest */
		{ "x.c", NULL },
		{ "bc/x.c", NULL },
		{ "3/4/ok.c", "1/2/3/4/ok.c" },
		{ "5/6/deep.c", "1/2/3/4/5/6/deep.c" },
		{ "6/deep.c", NULL },   /* its folder is six down */
		{ "", NULL },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf out = BUF_INIT;
		bool found = source_index_find(index, cases[i][0], &out);
		if (found != (cases[i][1] != NULL))
			fail_msg("%s: %s", cases[i][0], buf_text(&out));
		if (found)
			assert_string_equal(buf_text(&out) + strlen(top) + 1, cases[i][1]);
		buf_done(&out);
	}
	cprof_source_index_free(index);
}

/* What was read is kept until it is forgotten, or until others need the room. */
static void cached(void **state)
{
	struct cprof_source_cache *cache = cprof_source_cache_new(20);
	static const char *const names[] = { "a.c", "b.c", "long-name-of-12" };
	(void)state;
	for (size_t i = 0; i < 3; i++)
		make_file(names[i]);
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < 2; i++) {
			struct cprof_error err = CPROF_ERROR_INIT;
			struct buf text = BUF_INIT;
			int64_t modified = 0;
			char *path = xasprintf("%s/%s", top, names[i]);
			source_cache_read(cache, path, &text, &modified, &err);
			/* Gone in the second round, and missed in the third. */
			assert_int_equal(err.status, round < 2 ? CPROF_OK : CPROF_ERR_IO);
			if (round < 2)
				assert_string_equal(buf_text(&text), names[i]);
			assert_true(round == 2 || modified > 0);
			unlink(path);
			buf_done(&text);
			cprof_error_done(&err);
			free(path);
		}
		if (round == 1)
			cprof_source_cache_forget(cache);
	}
	cprof_source_cache_free(cache);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(as_pprof, setup, teardown),
		cmocka_unit_test_setup_teardown(tries, setup, teardown),
		cmocka_unit_test_setup_teardown(search, setup, teardown),
		cmocka_unit_test_setup_teardown(outside, setup, teardown),
		cmocka_unit_test_setup_teardown(index_by_suffix, setup, teardown),
		cmocka_unit_test_setup_teardown(cached, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
