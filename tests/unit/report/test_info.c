/* The info analysis: it says what the reports' headers, `comments` and `tags` say. */
#include "unit/lib/check.h"

#include <string.h>

#include <cprof/info.h>

#include "report/result.h"
#include "unit/lib/rig.h"

static const char sketch[] =
	"type samples count\ntype cpu milliseconds\nmap 1 /bin/prog b0b 1000-9000\n"
	"comment first\ncomment #second\ndoc http://doc\ntime 1000000000\nduration 2000000000\n"
	"period cpu milliseconds 10\n"
	"loc 1 m1: main x.c:1\nloc 2 m1: a x.c:2\n"
	"sample 1 10: 2 1 | key=text n#32:bytes\nsample 2 30: 1 | key=other\n";

static void info_text(struct rig *r, struct buf *out)
{
	struct cprof_request request = { &r->source, &r->query, NULL, NULL };
	void *found = NULL;
	r->context = (struct cprof_context){ NULL, &r->notes, NULL };
	assert_int_equal(cprof_analysis_info.run(&request, NULL, &r->context, &found, &r->err),
			 CPROF_OK);
	const struct cprof_info *info = found;
	for (size_t i = 0; i < info->lines; i++) {
		assert_int_equal(strlen(info->line[i].text), info->line[i].length);
		buf_printf(out, "%s%s\n", info->line[i].heading ? "# " : "", info->line[i].text);
	}
	cprof_analysis_info.free(found);
}

/* Every line of the report stands in the text. */
static void expect_lines(struct rig *r, const char *name, const char *text)
{
	struct cprof_request request = { &r->source, &r->query, NULL, NULL };
	struct cprof_report_result result = { .text = BUF_INIT };
	const struct cprof_report *report = cprof_report_find(name);
	assert_int_equal(report_run(report, &request, &r->context, &result, &r->err), CPROF_OK);
	for (char *rest = result.text.data, *line; (line = strsep(&rest, "\n")) != NULL;) {
		struct buf whole = BUF_INIT;
		if (strncmp(line, "-----------+", 12) == 0)
			break;
		buf_printf(&whole, "\n%s\n", line);
		if (strstr(text, buf_text(&whole)) == NULL)
			fail_msg("%s: not in the info: %s", name, line);
		buf_done(&whole);
	}
	buf_done(&result.text);
}

static void as_reports(void **state)
{
	(void)state;
	for (int filtered = 0; filtered < 2; filtered++) {
		struct buf text = BUF_INIT;
		struct rig r;
		rig_init(&r, sketch);
		if (filtered != 0)
			rig_filter(&r, CPROF_FOCUS, "^a$");
		info_text(&r, &text);
		expect_lines(&r, "tags", buf_text(&text));
		expect_lines(&r, "comments", buf_text(&text));
		expect_lines(&r, "traces", buf_text(&text));
		buf_done(&text);
		rig_done(&r);
	}
}

static void whole(void **state)
{
	struct buf text = BUF_INIT;
	struct rig r;
	(void)state;
	rig_init(&r, sketch);
	rig_filter(&r, CPROF_FOCUS, "^a$");
	info_text(&r, &text);
	const char *types = strstr(buf_text(&text), "# SAMPLE TYPES");
	assert_non_null(types);
	assert_string_equal(types, "# SAMPLE TYPES  (* is shown)\n"
				   "     3    1 kept   samples/count\n"
				   "  40ms 10ms kept * cpu/milliseconds\n"
				   "\n"
				   "# MAPPINGS\n"
				   "1: 0x1000-0x9000 +0x0  /bin/prog  build id b0b  no "
				   "symbols\n"
				   "\n"
				   "# COMMENTS\n"
				   "first\n"
				   "#second\n"
				   "\n"
				   "# TAGS\n"
				   " key: Total 10ms of 40ms (25.00%)\n"
				   "      10ms (25.00%): text\n"
				   "\n"
				   " n: Total 10ms of 40ms (25.00%)\n"
				   "    10ms (25.00%): 32B\n");
	buf_done(&text);
	rig_done(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_reports),
		cmocka_unit_test(whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
